/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/policy_schema_json.h"

#include <assert.h>
#include <string.h>

#include <jansson.h>

#include "analyzer/rule_vocabulary.h"
#include "cli/json.h"
#include "policies/keys.h"
#include "zones/base/arena.h"

static const char description[] =
    "What a policy of zonetidy may hold. zonetidy takes every plain scalar as text and gives it a "
    "type by its key; editors and validators see what a reader of YAML makes of it. So where any "
    "text will do, this schema takes numbers and booleans too, and where a word such as `off` "
    "stands for itself, it takes the boolean that readers of YAML 1.1 make of it. What it cannot "
    "say, `zonetidy policy check` does.";

/* A part of the schema that others refer to, by the row that it is made from. */
struct definition {
    const void *row;
    const char *name;
};

struct schema_writer {
    struct arena *arena;
    const struct vocabulary *vocabulary;
    json_t *definitions;
    VECTOR(struct definition) known;
};

/* ---- Definitions */

/* `a pattern of names` becomes `pattern-of-names`; what stands behind a colon is left out. */
static const char *name_of_phrase(struct arena *arena, const char *phrase)
{
    static const char *const articles[] = {"a ", "an ", "the "};
    for (size_t i = 0; i < sizeof(articles) / sizeof(articles[0]); i++) {
        size_t length = strlen(articles[i]);
        if (strncmp(phrase, articles[i], length) == 0) {
            phrase += length;
            break;
        }
    }
    struct buffer name = {0};
    bool joins = false;
    for (const char *at = phrase; *at != '\0' && *at != ':'; at++) {
        bool is_word =
            (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || byte_is_digit((uint8_t)*at);
        if (is_word && joins && name.length > 0) {
            buffer_add_byte(&name, '-');
        }
        if (is_word) {
            buffer_add_byte(&name, (uint8_t)*at);
        }
        joins = !is_word;
    }
    const char *kept = arena_copy_string(arena, buffer_string(&name));
    buffer_free(&name);
    return kept;
}

static bool name_is_taken(const struct schema_writer *writer, const char *name)
{
    for (size_t i = 0; i < writer->known.count; i++) {
        if (strcmp(writer->known.items[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* The name of the definition that is made from a row. Different rows may call themselves the same:
 * the second such one becomes `rules-2`. */
static const char *definition_name(struct schema_writer *writer,
                                   const void *row,
                                   const char *phrase,
                                   bool *ret_new)
{
    *ret_new = false;
    for (size_t i = 0; i < writer->known.count; i++) {
        if (writer->known.items[i].row == row) {
            return writer->known.items[i].name;
        }
    }
    const char *plain = name_of_phrase(writer->arena, phrase);
    const char *name = plain;
    for (unsigned number = 2; name_is_taken(writer, name); number++) {
        name = arena_format(writer->arena, "%s-%u", plain, number);
    }
    struct definition definition = {row, name};
    VECTOR_PUSH(&writer->known, definition);
    *ret_new = true;
    return name;
}

static json_t *reference_to(const struct schema_writer *writer, const char *name)
{
    json_t *reference = json_object();
    json_add(reference, "$ref", json_from_string(arena_format(writer->arena, "#/$defs/%s", name)));
    return reference;
}

/* ---- Scalars */

/* Whether readers of YAML 1.1 take a word for a boolean, and for which. */
static bool is_boolean_elsewhere(const char *word, bool *ret_boolean)
{
    static const struct {
        const char *word;
        bool boolean;
    } words[] = {
        {"true", true},   {"yes", true}, {"on", true},   {"y", true},
        {"false", false}, {"no", false}, {"off", false}, {"n", false},
    };
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (strcmp(words[i].word, word) == 0) {
            *ret_boolean = words[i].boolean;
            return true;
        }
    }
    return false;
}

/* A word, and what readers of YAML may take it for. */
static void add_word(json_t *words, const char *word)
{
    bool boolean;
    json_array_append_new(words, json_from_string(word));
    if (is_boolean_elsewhere(word, &boolean)) {
        json_array_append_new(words, json_boolean(boolean));
    } else if (word[strspn(word, "0123456789")] == '\0') {
        json_array_append_new(words, json_integer(strtoll(word, NULL, 10)));
    }
}

static json_t *words_of(const struct schema_writer *writer, const struct scalar_kind *kind)
{
    json_t *words = json_array();
    for (size_t i = 0; kind->words != NULL && kind->words[i] != NULL; i++) {
        add_word(words, kind->words[i]);
    }
    const struct vocabulary *vocabulary = writer->vocabulary;
    for (size_t i = 0;
         kind->vocabulary == SCALAR_RULES_AND_FAMILIES && i < vocabulary->family_count; i++) {
        add_word(words, vocabulary->families[i]);
    }
    for (size_t i = 0; kind->vocabulary != SCALAR_NO_NAMES && i < vocabulary->rule_count; i++) {
        add_word(words, vocabulary->rules[i].name);
    }
    return words;
}

/* The rules of a policy itself are not known here. */
static json_t *names_to_json(json_t *words)
{
    json_t *known = json_object();
    json_t *custom = json_object();
    json_t *either = json_array();
    json_t *json = json_object();
    json_add(known, "enum", words);
    json_add(custom, "type", json_from_string("string"));
    json_add(custom, "pattern", json_from_string("^custom:[a-z0-9]+(-[a-z0-9]+)*$"));
    json_array_append_new(either, known);
    json_array_append_new(either, custom);
    json_add(json, "anyOf", either);
    return json;
}

/* Any text: also one that looks like something else to a reader of YAML. */
static json_t *text_to_json(void)
{
    static const char *const types[] = {"string", "number", "boolean"};
    json_t *json = json_object();
    json_t *array = json_array();
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        json_array_append_new(array, json_from_string(types[i]));
    }
    json_add(json, "type", array);
    json_add(json, "minLength", json_from_count(1));
    return json;
}

static json_t *kind_to_json(const struct schema_writer *writer, const struct scalar_kind *kind)
{
    bool is_text = strcmp(kind->json_type, "\"string\"") == 0;
    if (kind->vocabulary != SCALAR_NO_NAMES) {
        return names_to_json(words_of(writer, kind));
    }
    if (is_text && kind->words == NULL && kind->pattern == NULL) {
        return text_to_json();
    }
    json_t *json = json_object();
    if (kind->words != NULL && strcmp(kind->json_type, "\"boolean\"") != 0) {
        json_add(json, "enum", words_of(writer, kind));
        return json;
    }
    json_t *type = json_loads(kind->json_type, JSON_DECODE_ANY, NULL);
    assert(type != NULL);
    json_add(json, "type", type);
    if (kind->pattern != NULL) {
        json_add(json, "pattern", json_from_string(kind->pattern));
    }
    return json;
}

static json_t *scalar_to_json(struct schema_writer *writer, const struct scalar_kind *kind)
{
    bool is_new;
    const char *name = definition_name(writer, kind, kind->name, &is_new);
    if (is_new) {
        json_add(writer->definitions, name, kind_to_json(writer, kind));
    }
    return reference_to(writer, name);
}

/* ---- Lists and maps */

static json_t *schema_to_json(struct schema_writer *writer, const struct schema *schema);

static json_t *list_to_json(struct schema_writer *writer, const struct schema *items)
{
    json_t *json = json_object();
    json_add(json, "type", json_from_string("array"));
    json_add(json, "items", schema_to_json(writer, items));
    return json;
}

static json_t *properties_to_json(struct schema_writer *writer, const struct schema_key *keys)
{
    json_t *properties = json_object();
    for (const struct schema_key *key = keys; key->name != NULL; key++) {
        json_t *property = json_object();
        json_add(property, "description", json_from_string(key->summary));
        json_t *value = schema_to_json(writer, key->value);
        json_object_update(property, value);
        json_decref(value);
        json_add(properties, key->name, property);
    }
    return properties;
}

static json_t *required_keys(const struct schema_key *keys)
{
    json_t *required = json_array();
    for (const struct schema_key *key = keys; key->name != NULL; key++) {
        if (key->required) {
            json_array_append_new(required, json_from_string(key->name));
        }
    }
    return required;
}

/* What keys may be called: as those that are listed, or as the other ones are. */
static json_t *names_of_keys(struct schema_writer *writer, const struct schema *schema)
{
    json_t *other = scalar_to_json(writer, schema->other_keys);
    if (schema->keys == NULL) {
        return other;
    }
    json_t *words = json_array();
    for (const struct schema_key *key = schema->keys; key->name != NULL; key++) {
        json_array_append_new(words, json_from_string(key->name));
    }
    json_t *listed = json_object();
    json_t *either = json_array();
    json_t *json = json_object();
    json_add(listed, "enum", words);
    json_array_append_new(either, listed);
    json_array_append_new(either, other);
    json_add(json, "anyOf", either);
    return json;
}

/* ---- What keys have to do with each other */

static json_t *names_to_array(const char *const *keys, size_t count)
{
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++) {
        json_array_append_new(array, json_from_string(keys[i]));
    }
    return array;
}

/* A map has each of the keys: one schema for each. */
static json_t *choices_of_keys(const char *const *keys)
{
    json_t *choices = json_array();
    for (size_t i = 0; keys[i] != NULL; i++) {
        json_t *choice = json_object();
        json_add(choice, "required", names_to_array(&keys[i], 1));
        json_array_append_new(choices, choice);
    }
    return choices;
}

/* The object behind a key, made when it is not there yet. */
static json_t *object_at(json_t *object, const char *key)
{
    if (json_object_get(object, key) == NULL) {
        json_add(object, key, json_object());
    }
    return json_object_get(object, key);
}

static void add_demand(const struct schema_demand *demand, json_t *json)
{
    const char *const *keys = demand->keys;
    switch (demand->kind) {
    case SCHEMA_EXACTLY_ONE:
        json_add(json, "oneOf", choices_of_keys(keys));
        break;
    case SCHEMA_AT_LEAST_ONE:
        json_add(json, "anyOf", choices_of_keys(keys));
        break;
    case SCHEMA_NEEDS:
        json_add(object_at(json, "dependentRequired"), keys[0], names_to_array(&keys[1], 1));
        break;
    case SCHEMA_EXCLUDES: {
        json_t *dependent = object_at(object_at(json, "dependentSchemas"), keys[0]);
        json_t *value = object_at(object_at(dependent, "properties"), keys[1]);
        json_add(object_at(value, "properties"), keys[2], json_false());
        break;
    }
    case SCHEMA_ONE_PAIR:
        json_add(json, "minProperties", json_from_count(1));
        json_add(json, "maxProperties", json_from_count(1));
        break;
    }
}

static void add_map(struct schema_writer *writer, const struct schema *schema, json_t *json)
{
    json_add(json, "type", json_from_string("object"));
    if (schema->keys != NULL) {
        json_add(json, "properties", properties_to_json(writer, schema->keys));
        json_t *required = required_keys(schema->keys);
        if (json_array_size(required) > 0) {
            json_object_set_nocheck(json, "required", required);
        }
        json_decref(required);
    }
    for (const struct schema_demand *demand = schema->demands;
         demand != NULL && demand->message != NULL; demand++) {
        add_demand(demand, json);
    }
    if (schema->other_keys != NULL) {
        json_add(json, "propertyNames", names_of_keys(writer, schema));
        json_add(json, "additionalProperties", schema_to_json(writer, schema->other_value));
    } else {
        json_add(json, "additionalProperties", json_false());
    }
}

static json_t *map_to_json(struct schema_writer *writer, const struct schema *schema)
{
    bool is_new;
    const char *name = definition_name(writer, schema, schema->name, &is_new);
    if (is_new) {
        json_t *json = json_object();
        add_map(writer, schema, json);
        json_add(writer->definitions, name, json);
    }
    return reference_to(writer, name);
}

/* One of what may stand at a place. A reader of YAML tells a scalar, a list and a map apart, so that
 * not more than one fits. */
static json_t *schema_to_json(struct schema_writer *writer, const struct schema *schema)
{
    if (schema->are_options && writer->vocabulary->options != NULL) {
        schema = writer->vocabulary->options;
    }
    json_t *choices = json_array();
    if (schema->scalar != NULL) {
        json_array_append_new(choices, scalar_to_json(writer, schema->scalar));
    }
    if (schema->items != NULL) {
        json_array_append_new(choices, list_to_json(writer, schema->items));
    }
    if (schema->keys != NULL || schema->other_keys != NULL || schema->are_options) {
        json_array_append_new(choices, map_to_json(writer, schema));
    }
    json_t *json = json_object();
    if (json_array_size(choices) == 1) {
        json_object_update(json, json_array_get(choices, 0));
        json_decref(choices);
    } else {
        json_add(json, "oneOf", choices);
    }
    return json;
}

void policy_schema_write(struct output *output)
{
    struct schema_writer writer = {
        .arena = arena_new(),
        .vocabulary = &rule_vocabulary,
        .definitions = json_object(),
    };
    json_t *json = json_object();
    json_add(json, "$schema", json_from_string("https://json-schema.org/draft/2020-12/schema"));
    json_add(json, "title",
             json_from_string(
                 arena_format(writer.arena, "A policy of zonetidy, version %d", POLICY_VERSION)));
    json_add(json, "description", json_from_string(description));
    add_map(&writer, &policy_schema, json);
    json_add(json, "$defs", writer.definitions);
    json_dumpf(json, output->file, JSON_INDENT(2));
    output_write(output, bytes_from_string("\n"));
    json_decref(json);
    VECTOR_FREE(&writer.known);
    arena_free(writer.arena);
}
