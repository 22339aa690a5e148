/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/custom_rules.h"

struct custom_rules custom_rules_read(const char *text, struct arena *arena, struct buffer *told)
{
    static const struct vocabulary vocabulary = {0};
    struct custom_rules rules = {.arena = arena};
    struct policy_problems problems = policy_problems_start(arena);
    struct policy_source *source = arena_get_zeroed(arena, sizeof(*source));
    *source = (struct policy_source){.path = "policy.yaml", .text = bytes_from_string(text)};
    struct yaml_node *root = yaml_read(source, &problems);
    if (root != NULL) {
        const struct scalar_check check = {.vocabulary = &vocabulary, .problems = &problems};
        schema_check(&custom_rules_schema, root, &check);
        if (policy_problems_count(&problems) == 0) {
            custom_rules_add(&rules, root, &problems);
        }
    }
    for (size_t i = 0; i < problems.items.count; i++) {
        const struct policy_problem *problem = &problems.items.items[i];
        struct policy_position position = policy_place_position(problem->place);
        buffer_add_format(told, "%u:%u: %s", (unsigned)position.line, (unsigned)position.column,
                          problem->message);
        if (problem->help != NULL) {
            buffer_add_format(told, "; %s", problem->help);
        }
        buffer_add_byte(told, '\n');
    }
    policy_problems_end(&problems);
    return rules;
}
