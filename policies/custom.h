/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/custom_condition.h"
#include "policies/custom_message.h"
#include "policies/schema.h"

/* The rules that a policy brings along: `custom`. docs/custom-rules.md is what their writers read,
 * docs/decisions/0015-custom-rules.md why they are as they are. */

/** What a custom rule changes. */
enum custom_fix_kind {
    CUSTOM_FIX_NOTHING,
    CUSTOM_FIX_TTL,
    CUSTOM_FIX_FIELD,
};

/** What a fix makes of a field, in a record of one type. */
struct custom_fix_value {
    struct rdata_field field;
    struct bytes octets; /**< in canonical wire form */
    struct bytes word;   /**< as it is written in a file; a name may be written in another way */
};

struct custom_fix {
    enum custom_fix_kind kind;
    bool is_safe; /**< its writer says so; otherwise --unsafe-fixes has to be given */
    uint32_t ttl_seconds;
    const char *value;                     /**< as the policy has it */
    const struct custom_fix_value *values; /**< one for each type of the rule */
};

/** A test that stands in a rule. Texts that are NULL are not given. */
struct custom_rule_test {
    struct policy_place place; /**< of the zone text */
    bool is_bad;               /**< the rule finds something in it */
    const char *zone;          /**< its name */
    const char *text;          /**< of a zone file */
    const char *fixed;         /**< the same after the fix, as records */
    const char *message;       /**< of the first finding */
    struct policy_place fixed_place;
    struct policy_place message_place;
};

enum { CUSTOM_RULES_MAX = 1000 };

/** A rule, made ready. Nothing in it changes: any number of threads may look at it. */
struct custom_rule {
    const char *id;
    const char *name;          /**< `custom:` and the id, as it is called everywhere */
    struct policy_place place; /**< of the id */
    enum severity severity;
    const char *why;     /**< NULL: not said */
    const char *docs;    /**< where to read on: a URL, as a rule; NULL: not said */
    const char *summary; /**< the message with its placeholders */
    struct custom_message message;
    bool each_zone;        /**< it looks at zones, else at records */
    const uint16_t *types; /**< of the records it looks at, each once */
    size_t type_count;     /**< 0: of any type */
    type_mask types_mask;
    struct custom_conditions match;   /**< without the types */
    struct custom_conditions unless;  /**< none: nothing is excepted */
    struct custom_conditions require; /**< none: nothing is required */
    struct custom_conditions forbid;  /**< none: nothing is forbidden */
    struct custom_fix fix;
    const struct custom_rule_test *tests;
    size_t test_count;
};

/** What stands under `custom`. */
extern const struct schema custom_rules_schema;

/** The rules of a policy, of its parents too, in order. All zero but for the arena, which they live
 * in, before the first; freed with custom_rules_end(). */
struct custom_rules {
    struct arena *arena;
    VECTOR(struct custom_rule) items;
    VECTOR(struct regex *) regexes; /**< which live in no arena */
};

void custom_rules_end(struct custom_rules *rules);

/** Makes the rules of a list that custom_rules_schema found nothing wrong with, and adds them.
 * What only shows when a rule is looked at as a whole becomes a problem: such a rule is left out,
 * as is one whose id another has. */
void custom_rules_add(struct custom_rules *rules,
                      const struct yaml_node *list,
                      struct policy_problems *problems);

/** The place of the type in the rule's types, which is that of its field in a condition; SIZE_MAX
 * when the rule does not look at it. */
static inline size_t custom_rule_type(const struct custom_rule *rule, uint16_t type)
{
    for (size_t i = 0; i < rule->type_count; i++) {
        if (rule->types[i] == type) {
            return i;
        }
    }
    return rule->type_count == 0 ? 0 : SIZE_MAX;
}
