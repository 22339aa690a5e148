/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/custom_rules.h"

#include "tests/support/schema_reading.h"

struct custom_rules custom_rules_read(const char *text, struct arena *arena, struct buffer *told)
{
    static const struct vocabulary vocabulary = {0};
    struct custom_rules rules = {.arena = arena};
    struct policy_problems problems = policy_problems_start(arena);
    const struct yaml_node *root = schema_read(text, &custom_rules_schema, &vocabulary, &problems);
    if (root != NULL && policy_problems_count(&problems) == 0) {
        custom_rules_add(&rules, root, &problems);
    }
    problems_tell(&problems, told);
    policy_problems_end(&problems);
    return rules;
}
