/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/policy.h"

struct policy *policy_new(void)
{
    struct policy *policy = memory_get_zeroed(1, sizeof(*policy));
    policy->arena = arena_new();
    policy->fail_on = SEVERITY_WARNING;
    policy->show = SEVERITY_WARNING;
    return policy;
}

void policy_free(struct policy *policy)
{
    if (policy == NULL) {
        return;
    }
    VECTOR_FREE(&policy->rules);
    VECTOR_FREE(&policy->fix_rules);
    VECTOR_FREE(&policy->canonical_names);
    arena_free(policy->arena);
    free(policy);
}

void policy_set_severity(struct policy *policy, const char *rule, enum severity severity)
{
    struct policy_rule row = {arena_copy_string(policy->arena, rule), severity};
    VECTOR_PUSH(&policy->rules, row);
}

void policy_add_fix_rule(struct policy *policy, const char *rule)
{
    VECTOR_PUSH(&policy->fix_rules, arena_copy_string(policy->arena, rule));
}

void policy_add_canonical_name(struct policy *policy, const char *name)
{
    VECTOR_PUSH(&policy->canonical_names, arena_copy_string(policy->arena, name));
}

enum severity policy_severity(const struct policy *policy,
                              const char *rule,
                              enum severity by_default)
{
    for (size_t i = policy->rules.count; i > 0; i--) {
        if (strcmp(policy->rules.items[i - 1].name, rule) == 0) {
            return policy->rules.items[i - 1].severity;
        }
    }
    return by_default;
}

bool policy_names_fix(const struct policy *policy, const char *rule)
{
    for (size_t i = 0; i < policy->fix_rules.count; i++) {
        if (strcmp(policy->fix_rules.items[i], rule) == 0) {
            return true;
        }
    }
    return false;
}
