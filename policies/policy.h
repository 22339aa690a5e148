/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/severity.h"
#include "zones/base/arena.h"
#include "zones/base/vector.h"

/** What the operator says of one rule. The name is text here: which rules exist is known further
 * on (analyzer/rule.h), and whoever sets it there checks it. */
struct policy_rule {
    const char *name;
    enum severity severity;
};

/** What the operator wants. Strings live in the policy's arena. */
struct policy {
    struct arena *arena;
    VECTOR(struct policy_rule) rules; /**< the last row of a name counts */
    VECTOR(const char *) fix_rules;   /**< --fix-rule: named rules are repaired, no others */
    VECTOR(const char *)
    canonical_names;       /**< --assume-canonical: names outside of the loaded
                                                  zones that own addresses and are no alias */
    bool unsafe_fixes;     /**< --unsafe-fixes */
    enum severity fail_on; /**< findings from here on make a run fail */
    enum severity show;    /**< findings from here on are printed */
};

/** A policy with the defaults: everything as the rule table has it, fail-on and show `warning`. */
struct policy *policy_new(void);

void policy_free(struct policy *policy);

void policy_set_severity(struct policy *policy, const char *rule, enum severity severity);
void policy_add_fix_rule(struct policy *policy, const char *rule);
void policy_add_canonical_name(struct policy *policy, const char *name);

/** The severity for a rule: the policy's, or `by_default`. */
enum severity policy_severity(const struct policy *policy,
                              const char *rule,
                              enum severity by_default);

/** Whether --fix-rule names this rule. */
bool policy_names_fix(const struct policy *policy, const char *rule);
