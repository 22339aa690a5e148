/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/test_policy.h"

#include <stdio.h>
#include <stdlib.h>

#include "analyzer/rule.h"
#include "analyzer/rule_vocabulary.h"

static const char nothing[] = "version: 1\n";

struct test_policy *test_policy_new(const char *yaml)
{
    const char *text = yaml == NULL ? nothing : yaml;
    const struct builtin_policy builtins[] = {
        {"recommended", nothing, strlen(nothing)},
        {"test", text, strlen(text)},
    };
    const struct policy_input input = {
        .path = POLICY_BUILTIN "test",
        .vocabulary = &rule_vocabulary,
        .builtins = builtins,
        .builtin_count = sizeof(builtins) / sizeof(builtins[0]),
        .program_version = "0.1.0",
    };
    struct test_policy *policy = memory_get_zeroed(1, sizeof(*policy));
    policy->arena = arena_new();
    policy->problems = policy_problems_start(policy->arena);
    policy->policy = policy_load(&input, &policy->problems);
    for (size_t i = 0; i < policy->problems.items.count; i++) {
        fprintf(stderr, "policy of the test: %s\n", policy->problems.items.items[i].message);
    }
    if (policy->policy == NULL) {
        abort();
    }
    policy->zone = zone_policy_find(policy->policy, NULL, NULL, 0);
    policy->terms = (struct analysis_terms){.policy = policy->zone};
    terms_add_custom_rules(&policy->terms, policy->policy);
    return policy;
}

const struct analysis_terms *test_policy_terms(struct test_policy *policy,
                                               const struct zone_set *set)
{
    size_t count = set->zones.count;
    const struct zone_policy **zones = arena_get(policy->arena, (count + 1) * sizeof(*zones));
    for (size_t i = 0; i < count; i++) {
        zones[i] =
            zone_policy_find(policy->policy, set->zones.items[i]->apex, NULL, policy->terms.now);
    }
    policy->terms.zones = zones;
    return &policy->terms;
}

void test_policy_free(struct test_policy *policy)
{
    if (policy != NULL) {
        terms_end(&policy->terms);
        policy_free(policy->policy);
        policy_problems_end(&policy->problems);
        arena_free(policy->arena);
        free(policy);
    }
}

void test_policy_own(const struct test_policy *policy, struct finding *finding)
{
    int rule = vocabulary_find(&rule_vocabulary, finding->rule->name);
    finding->rule_number = rule == VOCABULARY_NONE ? 0 : rule;
    finding->policy = policy->zone;
    finding->fix_level = policy->zone->rules[finding->rule_number].fix;
    finding->fix_is_named = policy->zone->rules[finding->rule_number].fix_is_named;
}

void test_policy_name_fix(struct test_policy *policy, const char *rule)
{
    if (policy->policy->fix_only == NULL) {
        policy->policy->fix_only = memory_get_zeroed(rule_vocabulary.rule_count, sizeof(bool));
    }
    policy->policy->fix_only[vocabulary_find(&rule_vocabulary, rule)] = true;
}
