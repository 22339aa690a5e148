/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/schema_reading.h"

#include <inttypes.h>

const struct yaml_node *schema_read(const char *text,
                                    const struct schema *schema,
                                    const struct vocabulary *vocabulary,
                                    struct policy_problems *problems)
{
    struct policy_source *source = arena_get_zeroed(problems->arena, sizeof(*source));
    source->path = "policy.yaml";
    source->text = arena_copy(problems->arena, bytes_from_string(text));
    const struct yaml_node *root = yaml_read(source, problems);
    if (root != NULL) {
        const struct scalar_check check = {.vocabulary = vocabulary, .problems = problems};
        schema_check(schema, root, &check);
    }
    return root;
}

void problem_tell(const struct policy_problem *problem, struct buffer *told)
{
    buffer_add_string(told, problem->message);
    if (problem->help != NULL) {
        buffer_add_format(told, "; %s", problem->help);
    }
    buffer_add_byte(told, '\n');
}

void problems_tell(const struct policy_problems *problems, struct buffer *told)
{
    for (size_t i = 0; i < problems->items.count; i++) {
        const struct policy_problem *problem = &problems->items.items[i];
        struct policy_position position = policy_place_position(problem->place);
        buffer_add_format(told, "%" PRIu64 ":%" PRIu64 ": ", position.line, position.column);
        problem_tell(problem, told);
    }
}
