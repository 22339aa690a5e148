/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stddef.h>

/** The words of a policy that other modules own: rules and their families are known in analyzer/,
 * which comes later (docs/decisions/0013-policies-in-steps.md). */
struct vocabulary {
    const char *const *rules; /**< names of rules */
    size_t rule_count;
    const char *const *families; /**< of rules; no family has the name of a rule */
    size_t family_count;
};
