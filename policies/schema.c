/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/schema.h"

#include <string.h>

#include "zones/base/buffer.h"
#include "zones/base/nearest.h"

static const char *node_string(const struct yaml_node *node)
{
    return (const char *)node->text.data;
}

/* ---- Scalars */

/* Words up to a NULL, with commas between them and `last` in front of the last one. */
static const char *words_listed(const char *const *words, const char *last, struct arena *arena)
{
    enum { WORDS_MAX = 16 };
    struct buffer text = {0};
    for (size_t i = 0; words[i] != NULL; i++) {
        if (i == WORDS_MAX) {
            buffer_add_string(&text, ", ...");
            break;
        }
        const char *front = i == 0 ? "" : words[i + 1] == NULL ? last : ", ";
        buffer_add_format(&text, "%s%s", front, words[i]);
    }
    const char *listed = arena_copy_string(arena, buffer_string(&text));
    buffer_free(&text);
    return listed;
}

void scalar_check_word(const struct scalar_kind *kind,
                       const struct scalar_check *check,
                       const struct yaml_node *scalar)
{
    const char *text = node_string(scalar);
    struct nearest nearest = nearest_to(text);
    for (const char *const *word = kind->words; *word != NULL; word++) {
        if (strcmp(*word, text) == 0) {
            return;
        }
        nearest_offer(&nearest, *word);
    }
    struct arena *arena = check->problems->arena;
    struct policy_problem *problem =
        policy_problem_add(check->problems, scalar->place, "%s is not %s",
                           policy_quoted(arena, scalar->text), kind->name);
    problem->help = nearest.found != NULL
                        ? arena_format(arena, "there is \"%s\"", nearest.found)
                        : arena_format(arena, "it is %s", words_listed(kind->words, " or ", arena));
}

static void check_scalar(const struct scalar_kind *kind,
                         const struct yaml_node *scalar,
                         const struct scalar_check *check)
{
    if (scalar->text.length == 0) {
        policy_problem_add(check->problems, scalar->place, "an empty text is not %s", kind->name);
    } else if (kind->check != NULL) {
        kind->check(kind, check, scalar);
    }
}

/* ---- Maps */

const struct schema_key *schema_key_find(const struct schema *schema, const char *name)
{
    const struct schema_key *key = schema->keys;
    while (key != NULL && key->name != NULL) {
        if (strcmp(key->name, name) == 0) {
            return key;
        }
        key++;
    }
    return NULL;
}

static const char *keys_listed(const struct schema *schema, struct arena *arena)
{
    size_t count = 0;
    while (schema->keys[count].name != NULL) {
        count++;
    }
    const char **names = arena_get(arena, (count + 1) * sizeof(*names));
    for (size_t i = 0; i <= count; i++) {
        names[i] = schema->keys[i].name;
    }
    return words_listed(names, ", ", arena);
}

static void tell_unknown_key(const struct schema *schema,
                             const struct yaml_node *key,
                             const struct scalar_check *check)
{
    struct nearest nearest = nearest_to(node_string(key));
    for (const struct schema_key *known = schema->keys; known->name != NULL; known++) {
        nearest_offer(&nearest, known->name);
    }
    struct arena *arena = check->problems->arena;
    struct policy_problem *problem =
        policy_problem_add(check->problems, key->place, "there is no key %s in %s",
                           policy_quoted(arena, key->text), schema->name);
    problem->help = nearest.found != NULL
                        ? arena_format(arena, "there is a key \"%s\"", nearest.found)
                        : arena_format(arena, "the keys are %s", keys_listed(schema, arena));
}

static void check_pair(const struct schema *schema,
                       const struct yaml_pair *pair,
                       const struct scalar_check *check)
{
    const struct schema_key *key = schema_key_find(schema, node_string(pair->key));
    if (key != NULL) {
        schema_check(key->value, pair->value, check);
    } else if (schema->other_keys != NULL) {
        uint64_t before = policy_problems_count(check->problems);
        check_scalar(schema->other_keys, pair->key, check);
        /* What belongs to a key that is none is not known. */
        if (policy_problems_count(check->problems) == before) {
            schema_check(schema->other_value, pair->value, check);
        }
    } else {
        tell_unknown_key(schema, pair->key, check);
    }
}

static size_t count_keys(const struct yaml_node *map, const char *const *keys)
{
    size_t count = 0;
    for (; *keys != NULL; keys++) {
        count += yaml_get(map, *keys) != NULL;
    }
    return count;
}

/* What is there against the demand: the map itself, or a value in it. NULL: nothing is, as far as
 * the map was read. */
static const struct yaml_node *against_demand(const struct schema_demand *demand,
                                              const struct yaml_node *map)
{
    const char *const *keys = demand->keys;
    switch (demand->kind) {
    case SCHEMA_EXACTLY_ONE:
        return map->incomplete || count_keys(map, keys) == 1 ? NULL : map;
    case SCHEMA_AT_LEAST_ONE:
        return map->incomplete || count_keys(map, keys) > 0 ? NULL : map;
    case SCHEMA_NEEDS:
        return yaml_get(map, keys[1]) == NULL ? yaml_get(map, keys[0]) : NULL;
    case SCHEMA_EXCLUDES:
        if (yaml_get(map, keys[0]) == NULL || yaml_get(map, keys[1]) == NULL) {
            return NULL;
        }
        return yaml_get(yaml_get(map, keys[1]), keys[2]);
    case SCHEMA_ONE_PAIR:
        return map->incomplete || map->pairs.count == 1 ? NULL : map;
    }
    return NULL;
}

/* One value may be against several demands, such as two keys that both exclude it. */
static bool is_told_before(const struct schema_demand *demands,
                           const struct schema_demand *demand,
                           const struct yaml_node *map,
                           const struct yaml_node *against)
{
    for (const struct schema_demand *other = demands; other < demand; other++) {
        if (against_demand(other, map) == against && strcmp(other->message, demand->message) == 0) {
            return true;
        }
    }
    return false;
}

/* A key that is not known may well be the one that is missed, with a letter too many. */
static bool may_be_misspelled(const struct schema *schema,
                              const struct schema_demand *demand,
                              const struct yaml_node *map)
{
    bool misses = (demand->kind == SCHEMA_EXACTLY_ONE || demand->kind == SCHEMA_AT_LEAST_ONE) &&
                  count_keys(map, demand->keys) == 0;
    for (size_t i = 0; misses && i < map->pairs.count; i++) {
        if (schema_key_find(schema, node_string(map->pairs.items[i].key)) == NULL) {
            return true;
        }
    }
    return false;
}

static void check_demands(const struct schema *schema,
                          const struct yaml_node *map,
                          const struct scalar_check *check)
{
    const struct schema_demand *demand = schema->demands;
    for (; demand != NULL && demand->message != NULL; demand++) {
        const struct yaml_node *against = against_demand(demand, map);
        if (against != NULL && !is_told_before(schema->demands, demand, map, against) &&
            !may_be_misspelled(schema, demand, map)) {
            policy_problem_add(check->problems, against->place, "%s", demand->message)->help =
                demand->help;
        }
    }
}

static void check_map(const struct schema *schema,
                      const struct yaml_node *map,
                      const struct scalar_check *check)
{
    for (size_t i = 0; i < map->pairs.count; i++) {
        check_pair(schema, &map->pairs.items[i], check);
    }
    for (const struct schema_key *key = schema->keys; key != NULL && key->name != NULL; key++) {
        if (key->required && !map->incomplete && yaml_get(map, key->name) == NULL) {
            struct policy_problem *problem = policy_problem_add(
                check->problems, map->place, "%s has no key \"%s\"", schema->name, key->name);
            problem->help = key->summary;
        }
    }
    check_demands(schema, map, check);
}

/* ---- Any node */

static bool schema_takes_map(const struct schema *schema)
{
    return schema->keys != NULL || schema->other_keys != NULL;
}

static void tell_other_kind(const struct schema *schema,
                            const struct yaml_node *node,
                            const struct scalar_check *check)
{
    static const char *const kinds[] = {
        [YAML_SCALAR] = "text", [YAML_LIST] = "a list", [YAML_MAP] = "a map"};
    policy_problem_add(check->problems, node->place, "this is %s, and should be %s",
                       kinds[node->kind], schema->name);
}

/* What is left out behind a key is an empty scalar without quotes. */
static bool node_is_nothing(const struct yaml_node *node)
{
    return node->kind == YAML_SCALAR && node->text.length == 0 && !node->quoted;
}

void schema_check(const struct schema *schema,
                  const struct yaml_node *node,
                  const struct scalar_check *check)
{
    if (schema->are_options && check->vocabulary->options != NULL) {
        schema = check->vocabulary->options;
    }
    if (node->kind == YAML_SCALAR && node->incomplete) {
        return; /* nobody knows what it is */
    }
    if (node_is_nothing(node)) {
        policy_problem_add(check->problems, node->place, "here should be %s", schema->name);
    } else if (node->kind == YAML_SCALAR && schema->scalar != NULL) {
        check_scalar(schema->scalar, node, check);
    } else if (node->kind == YAML_LIST && schema->items != NULL) {
        for (size_t i = 0; i < node->items.count; i++) {
            schema_check(schema->items, node->items.items[i], check);
        }
    } else if (node->kind == YAML_MAP && schema_takes_map(schema)) {
        check_map(schema, node, check);
    } else {
        tell_other_kind(schema, node, check);
    }
}
