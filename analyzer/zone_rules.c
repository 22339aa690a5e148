/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/zone_rules.h"

#include <stdlib.h>

#include "analyzer/custom.h"

static void active_rules_add(struct active_rules *active, const struct rule *rule, int number)
{
    struct active_rule row = {rule, number};
    VECTOR_PUSH(&active->list, row);
    active->types |= rule->types;
}

/* Those for zones are rules like others; those for records are many and share one row. */
static void add_custom_rules(struct zone_rules *rules, struct custom_rows *rows)
{
    const struct zone_policy *policy = rules->policy;
    int first = (int)rule_count();
    bool any = false;
    for (size_t i = 0; i < custom_rows_count(rows); i++) {
        const struct rule *rule = custom_rows_at(rows, i);
        bool runs = policy->runs[first + (int)i];
        any = any || (runs && rule->scope == RULE_RECORD);
        if (runs && rule->scope == RULE_ZONE) {
            active_rules_add(&rules->scopes[RULE_ZONE], rule, first + (int)i);
        }
    }
    if (any) {
        rules->custom = custom_group_new(rows, policy->runs + first, first);
        active_rules_add(&rules->scopes[RULE_RECORD], custom_group_rule(rules->custom), first);
    }
}

static struct zone_rules *zone_rules_new(struct rule_choice *choice,
                                         const struct analysis_terms *terms,
                                         const struct zone_policy *policy)
{
    struct zone_rules *rules = memory_get_zeroed(1, sizeof(*rules));
    rules->policy = policy;
    rules->options = rule_options_make(policy, choice->arena);
    for (size_t i = 0; i < rule_count(); i++) {
        const struct rule *rule = rule_at(i);
        if (policy->runs[i] && rule->scope != RULE_SET) {
            active_rules_add(&rules->scopes[rule->scope], rule, (int)i);
        }
    }
    struct custom_rows *rows = terms_custom_rules(terms, policy->policy);
    if (rows != NULL) {
        add_custom_rules(rules, rows);
    }
    for (size_t i = 0; i < RULE_SET; i++) {
        size_t count = rules->scopes[i].list.count;
        choice->active_max = count > choice->active_max ? count : choice->active_max;
    }
    VECTOR_PUSH(&choice->each, rules);
    return rules;
}

/* A zone, by its number in the set, and what it goes by. */
struct policy_of_zone {
    const struct zone_policy *policy;
    size_t zone;
};

static int compare_policies(const void *a, const void *b)
{
    const struct policy_of_zone *left = a;
    const struct policy_of_zone *right = b;
    return ((uintptr_t)left->policy > (uintptr_t)right->policy) -
           ((uintptr_t)left->policy < (uintptr_t)right->policy);
}

/* Each of thousands of zones may have a policy of its own, so those of one are brought together. In
 * which order policies come makes no difference. */
static void choose_for_zones(struct rule_choice *choice,
                             const struct zone_set *set,
                             const struct analysis_terms *terms)
{
    size_t count = set->zones.count;
    struct policy_of_zone *sorted = memory_get((count + 1) * sizeof(*sorted));
    for (size_t i = 0; i < count; i++) {
        sorted[i] = (struct policy_of_zone){terms_policy(terms, set->zones.items[i]), i};
    }
    qsort(sorted, count, sizeof(*sorted), compare_policies);
    const struct zone_rules *rules = NULL;
    for (size_t i = 0; i < count; i++) {
        if (rules == NULL || rules->policy != sorted[i].policy) {
            rules = zone_rules_new(choice, terms, sorted[i].policy);
        }
        choice->of_zones[sorted[i].zone] = rules;
    }
    free(sorted);
}

/* A rule for the set runs once, and what it finds is dropped where it is not wanted. */
static void choose_for_set(struct rule_choice *choice, const struct analysis_terms *terms)
{
    for (size_t i = 0; i < rule_count(); i++) {
        if (rule_at(i)->scope != RULE_SET) {
            continue;
        }
        bool wanted = terms->policy->runs[i];
        for (size_t k = 0; k < choice->each.count && !wanted; k++) {
            wanted = choice->each.items[k]->policy->runs[i];
        }
        if (wanted) {
            active_rules_add(&choice->for_set, rule_at(i), (int)i);
        }
    }
}

void rule_choice_make(struct rule_choice *choice,
                      const struct zone_set *set,
                      const struct analysis_terms *terms)
{
    *choice = (struct rule_choice){
        .arena = arena_new(),
        .of_zones = memory_get_zeroed(set->zones.count, sizeof(struct zone_rules *)),
    };
    choose_for_zones(choice, set, terms);
    choose_for_set(choice, terms);
}

void rule_choice_end(struct rule_choice *choice)
{
    for (size_t i = 0; i < choice->each.count; i++) {
        for (size_t k = 0; k <= RULE_SET; k++) {
            VECTOR_FREE(&choice->each.items[i]->scopes[k].list);
        }
        custom_group_free(choice->each.items[i]->custom);
        free(choice->each.items[i]);
    }
    VECTOR_FREE(&choice->each);
    VECTOR_FREE(&choice->for_set.list);
    free(choice->of_zones);
    arena_free(choice->arena);
}
