/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/vocabulary.h"

/** The rules of rules.def and their families, for policies. The number of a rule is its place in the
 * table. */
extern const struct vocabulary rule_vocabulary;
