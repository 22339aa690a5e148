/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "policies/severity.h"

struct schema;

/** A rule, as far as policies speak of it. */
struct vocabulary_rule {
    const char *name;
    const char *family;
    enum severity severity; /**< by default */
};

/** The words of a policy that other modules own: rules and their families are known in analyzer/,
 * which comes later (docs/decisions/0013-policies-in-steps.md). Rules that a policy defines itself
 * stand behind the others. */
struct vocabulary {
    const struct vocabulary_rule *rules;
    size_t rule_count;
    const char *const *families; /**< of rules; no family has the name of a rule */
    size_t family_count;
    const struct schema *options; /**< a map from rules to what can be set of them; NULL: nothing */
    bool open; /**< not all rules of the policy are known: any `custom:NAME` may be one of them */
};

/** The words of `rules.select` that are no rules: those with a severity of their own, and every
 * one. */
#define SELECT_DEFAULT "default"
#define SELECT_ALL "all"

enum { VOCABULARY_NONE = -1 };

/** The number of a rule: its place in the list; VOCABULARY_NONE when there is no such rule. */
int vocabulary_find(const struct vocabulary *vocabulary, const char *name);
