/* SPDX-License-Identifier: BSD-3-Clause */
/* Any text as a policy file: it becomes a tree within the limits, and there may be problems, with places
 * inside of the text and in its order. */
#include <assert.h>

#include "policies/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What a tree amounts to, aliases followed. */
struct extent {
    uint64_t nodes;
    uint64_t text_bytes;
    bool keys_differ; /* within each map */
};

static void check_place(struct policy_place place)
{
    assert(place.start <= place.end);
    assert(place.end <= place.source->text.length);
}

static void check_shown_place(struct policy_place place)
{
    check_place(place);
    struct policy_position position = policy_place_position(place);
    assert(position.line >= 1);
    assert(position.column >= 1);
    assert(position.column <= place.source->text.length + 1);
    struct bytes line = policy_place_line(place);
    assert(line.length == 0 || memchr(line.data, '\n', line.length) == NULL);
}

static void check_problems(const struct policy_problems *problems)
{
    uint32_t before = 0;
    for (size_t i = 0; i < problems->items.count; i++) {
        const struct policy_problem *problem = &problems->items.items[i];
        check_shown_place(problem->place);
        assert(problem->place.start >= before);
        before = problem->place.start;
        assert(problem->message[0] != '\0');
        assert(problem->help == NULL || problem->help[0] != '\0');
        if (problem->other != NULL) {
            check_shown_place(*problem->other);
        }
    }
}

static void check_node(const struct yaml_node *node, unsigned depth, struct extent *extent)
{
    check_place(node->place);
    extent->nodes++;
    extent->text_bytes += node->text.length;
    assert(extent->nodes <= YAML_NODES_MAX);
    assert(extent->text_bytes <= YAML_TEXT_BYTES_MAX);
    if (node->kind == YAML_SCALAR) {
        assert(node->text.data[node->text.length] == '\0');
        assert(memchr(node->text.data, '\0', node->text.length) == NULL);
        assert(node->text.length <= YAML_SCALAR_BYTES_MAX);
        assert(!node->incomplete || (node->text.length == 0 && !extent->keys_differ));
        return;
    }
    assert(depth < YAML_DEPTH_MAX);
    for (size_t i = 0; i < node->items.count; i++) {
        check_node(node->items.items[i], depth + 1, extent);
    }
    for (size_t i = 0; i < node->pairs.count; i++) {
        const struct yaml_pair *pair = &node->pairs.items[i];
        assert(pair->key->kind == YAML_SCALAR);
        assert(pair->key->text.length > 0);
        assert(!pair->key->incomplete);
        check_node(pair->key, depth + 1, extent);
        check_node(pair->value, depth + 1, extent);
        if (i < 100 &&
            extent
                ->keys_differ) { /* looked for from the front: all would take the square of their number */
            assert(yaml_get(node, (const char *)pair->key->text.data) == pair->value);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct policy_source source = {.path = "policy.yaml", .text = {data, size}};
    struct policy_problems problems = policy_problems_start(arena_new());
    const struct yaml_node *root = yaml_read(&source, &problems);
    check_problems(&problems);
    if (root != NULL) {
        struct extent extent = {.keys_differ = policy_problems_count(&problems) == 0};
        check_node(root, 0, &extent);
    }
    policy_problems_end(&problems);
    arena_free(problems.arena);
    return 0;
}
