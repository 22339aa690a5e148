/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/schema.h"

enum { POLICY_VERSION = 1 };

/** What a policy file may hold: the language, version 1. docs/policies.md is its guide. */
extern const struct schema policy_schema;
