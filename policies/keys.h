/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/schema.h"

enum { POLICY_VERSION = 1 };

/** What a policy file may hold: the language, version 1. docs/policies.md is its guide. */
extern const struct schema policy_schema;

/** The words of `rules.select` that are no rules: those with a severity of their own, and every
 * one. */
#define SELECT_DEFAULT "default"
#define SELECT_ALL "all"
