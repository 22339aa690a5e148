/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/rule.h"
#include "analyzer/rule_options.h"
#include "analyzer/terms.h"

struct custom_group;

/** A rule that runs. */
struct active_rule {
    const struct rule *rule;
    int number; /**< in the vocabulary of the policy */
};

/** Those of one scope, in the order in which they are called. */
struct active_rules {
    VECTOR(struct active_rule) list;
    type_mask types; /**< all that wake one of them */
};

/** The rules that run in the zones of which a policy says the same. */
struct zone_rules {
    const struct zone_policy *policy;
    struct rule_options options;
    struct custom_group *custom; /**< the custom rules for records, which run as one; or NULL */
    struct active_rules
        scopes[RULE_SET + 1]; /**< by what wakes them; those for the set are empty */
};

/** The rules of all zones of a set, and those for the set. */
struct rule_choice {
    struct arena *arena;                /**< of the options */
    VECTOR(struct zone_rules *) each;   /**< each different one once */
    const struct zone_rules **of_zones; /**< by zone->number */
    struct active_rules for_set;        /**< rules for the set that some zone wants */
    size_t active_max;                  /**< the most rules of one scope */
};

void rule_choice_make(struct rule_choice *choice,
                      const struct zone_set *set,
                      const struct analysis_terms *terms);

void rule_choice_end(struct rule_choice *choice);
