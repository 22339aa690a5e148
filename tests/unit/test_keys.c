/* SPDX-License-Identifier: BSD-3-Clause */
/* Each key that a policy may hold, wherever it may stand: a small policy with it is made from the
 * schema, and then spoiled in one place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "policies/keys.h"
#include "policies/scalar.h"
#include "tests/support/schema_reading.h"

static const struct vocabulary_rule rules[] = {{"mx-target-alias", "mail", SEVERITY_ERROR}};
static const char *const families[] = {"mail"};
static const struct vocabulary vocabulary = {.rules = rules,
                                             .rule_count = 1,
                                             .families = families,
                                             .family_count = 1};

/* A good text of each kind that has no list of words. */
static const struct {
    const char *kind;
    const char *text;
} samples[] = {
    {"a text", "text"},
    {"a requirement of versions", "\">=0.1\""},
    {"a count", "1"},
    {"a period", "1h"},
    {"a rule", "mx-target-alias"},
    {"a rule or a family of rules", "mail"},
    {"a rule, a family of rules, \"default\" or \"all\"", "all"},
    {"a record type", "MX"},
    {"a domain name", "a.example"},
    {"a pattern of names", "a.example"},
    {"a pattern of paths", "db.a"},
    {"a pattern of owners", "www"},
    {"a pattern of file names", "\"db.{origin}\""},
    {"a pattern of comments", "\"lint={rules}\""},
    {"a regular expression", "a+"},
    {"a network", "192.0.2.0/24"},
    {"an address", "192.0.2.1"},
    {"a date", "2027-03-31"},
    {"the name of a rule", "own-rule"},
    {"a condition", "rdata.exchange"},
    {"what a fix may set", "rdata.exchange"},
};

static const char *sample_of(const struct scalar_kind *kind)
{
    if (kind->words != NULL) {
        return kind->words[0];
    }
    for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
        if (strcmp(samples[i].kind, kind->name) == 0) {
            return samples[i].text;
        }
    }
    fail_msg("no sample of %s", kind->name);
    return NULL;
}

static void add_sample(struct buffer *text, const struct schema *schema);

static bool is_among(const char *const *keys, const struct schema_key *key)
{
    while (*keys != NULL && (key == NULL || strcmp(*keys, key->name) != 0)) {
        keys++;
    }
    return *keys != NULL;
}

/* Whether a map that has the key `but`, or none when that is NULL, must have this one. */
static bool is_needed(const struct schema *schema,
                      const struct schema_key *key,
                      const struct schema_key *but)
{
    bool needed = key->required;
    for (const struct schema_demand *demand = schema->demands;
         demand != NULL && demand->message != NULL; demand++) {
        switch (demand->kind) {
        case SCHEMA_EXACTLY_ONE:
        case SCHEMA_AT_LEAST_ONE:
            needed |= strcmp(demand->keys[0], key->name) == 0 && !is_among(demand->keys, but);
            break;
        case SCHEMA_NEEDS:
            needed |= strcmp(demand->keys[1], key->name) == 0 && but != NULL &&
                      strcmp(demand->keys[0], but->name) == 0;
            break;
        case SCHEMA_EXCLUDES:
            break;
        case SCHEMA_ONE_PAIR:
            needed |= but == NULL && key == schema->keys;
            break;
        }
    }
    return needed;
}

/* The keys that a map must have, but one of them; `front` stands in front of the first. */
static void add_required(struct buffer *text,
                         const struct schema *schema,
                         const struct schema_key *but,
                         const char *front)
{
    for (const struct schema_key *key = schema->keys; key != NULL && key->name != NULL; key++) {
        if (key != but && is_needed(schema, key, but)) {
            buffer_add_format(text, "%s%s: ", front, key->name);
            add_sample(text, key->value);
            front = ", ";
        }
    }
}

static void add_sample(struct buffer *text, const struct schema *schema)
{
    if (schema->scalar != NULL) {
        buffer_add_string(text, sample_of(schema->scalar));
    } else if (schema->items != NULL) {
        buffer_add_string(text, "[");
        add_sample(text, schema->items);
        buffer_add_string(text, "]");
    } else {
        buffer_add_string(text, "{");
        add_required(text, schema, NULL, "");
        buffer_add_string(text, "}");
    }
}

/* What is written around a key: text in front of it, and behind its value. */
struct around {
    const char *front;
    const char *back;
};

struct keys_test {
    struct arena *arena;
    size_t count; /* of the keys that were tried */
    void (*try)(struct keys_test *test, struct around around, const struct schema_key *key);
    unsigned depth;
};

/* Reads and checks a policy; the problems are in the arena of the test. */
static struct policy_problems problems_of(struct keys_test *test, const char *text)
{
    struct policy_problems problems = policy_problems_start(test->arena);
    schema_read(text, &policy_schema, &vocabulary, &problems);
    return problems;
}

static void assert_problem_at(struct keys_test *test,
                              const char *text,
                              size_t start,
                              const char *word)
{
    struct policy_problems problems = problems_of(test, text);
    for (size_t i = 0; i < problems.items.count; i++) {
        const struct policy_problem *problem = &problems.items.items[i];
        struct policy_position position = policy_place_position(problem->place);
        if (problem->place.start == start && position.line == 1 && position.column == start + 1 &&
            (word == NULL || (problem->help != NULL && strstr(problem->help, word) != NULL))) {
            policy_problems_end(&problems);
            return;
        }
    }
    fail_msg("%s\nno problem at byte %zu (%s); the first of %zu: %s", text, start,
             word == NULL ? "" : word, problems.items.count,
             problems.items.count == 0 ? "" : problems.items.items[0].message);
}

static void walk(struct keys_test *test, struct around around, const struct schema *schema);

static void walk_key(struct keys_test *test,
                     struct around around,
                     const struct schema *map,
                     const struct schema_key *key)
{
    struct buffer rest = {0};
    add_required(&rest, map, key, ", ");
    struct around in_map = {
        arena_format(test->arena, "%s{", around.front),
        arena_format(test->arena, "%s}%s", buffer_string(&rest), around.back),
    };
    buffer_free(&rest);
    test->count++;
    test->try(test, in_map, key);
    in_map.front = arena_format(test->arena, "%s%s: ", in_map.front, key->name);
    walk(test, in_map, key->value);
}

static void walk(struct keys_test *test, struct around around, const struct schema *schema)
{
    assert_true(++test->depth < 20);
    for (const struct schema_key *key = schema->keys; key != NULL && key->name != NULL; key++) {
        walk_key(test, around, schema, key);
    }
    if (schema->items != NULL) {
        struct around in_list = {
            arena_format(test->arena, "%s[", around.front),
            arena_format(test->arena, "]%s", around.back),
        };
        walk(test, in_list, schema->items);
    }
    if (schema->other_keys != NULL) {
        static const struct schema_key other = {.name = ""};
        struct buffer rest = {0};
        add_required(&rest, schema, &other, ", ");
        struct around in_map = {
            arena_format(test->arena, "%s{%s: ", around.front, sample_of(schema->other_keys)),
            arena_format(test->arena, "%s}%s", buffer_string(&rest), around.back),
        };
        buffer_free(&rest);
        walk(test, in_map, schema->other_value);
    }
    test->depth--;
}

static void walk_policy(void (*try)(struct keys_test *, struct around, const struct schema_key *))
{
    struct keys_test test = {.arena = arena_new(), .try = try};
    walk(&test, (struct around){"", ""}, &policy_schema);
    assert_true(test.count > 80);
    arena_free(test.arena);
}

static const char *policy_with(struct keys_test *test,
                               struct around around,
                               const char *name,
                               const char *value)
{
    return arena_format(test->arena, "%s%s: %s%s", around.front, name, value, around.back);
}

static void try_as_it_is(struct keys_test *test, struct around around, const struct schema_key *key)
{
    if (key->value->are_options) {
        return; /* what rules let be set is known to others */
    }
    struct buffer value = {0};
    add_sample(&value, key->value);
    const char *text = policy_with(test, around, key->name, buffer_string(&value));
    struct policy_problems problems = problems_of(test, text);
    if (policy_problems_count(&problems) > 0) {
        fail_msg("%s\n%s", text, problems.items.items[0].message);
    }
    policy_problems_end(&problems);
    buffer_free(&value);
}

static void every_key_is_good_with_a_value_of_its_kind(void **state)
{
    (void)state;
    walk_policy(try_as_it_is);
}

static void try_misspelled(struct keys_test *test,
                           struct around around,
                           const struct schema_key *key)
{
    size_t length = strlen(key->name);
    const char *const wrong[] = {
        arena_format(test->arena, "%s%c", key->name, key->name[length - 1]),
        arena_format(test->arena, "%.*s%s", (int)length - 1, key->name, "q"),
    };
    struct buffer value = {0};
    add_sample(&value, key->value);
    /* Of two letters, one wrong one leaves too little to guess from. */
    for (size_t i = 0; i < (length > 3 ? 2 : 1); i++) {
        const char *text = policy_with(test, around, wrong[i], buffer_string(&value));
        assert_problem_at(test, text, strlen(around.front), key->name);
    }
    buffer_free(&value);
}

static void a_key_with_one_wrong_letter_leads_to_the_right_one(void **state)
{
    (void)state;
    walk_policy(try_misspelled);
}

static void try_other_kind(struct keys_test *test,
                           struct around around,
                           const struct schema_key *key)
{
    const struct schema *schema = key->value;
    bool takes_map = schema->keys != NULL || schema->other_keys != NULL;
    const char *text = policy_with(test, around, key->name,
                                   schema->scalar == NULL  ? "zzz"
                                   : schema->items == NULL ? "[zzz]"
                                                           : "{zzz: zzz}");
    size_t start = strlen(around.front) + strlen(key->name) + 2;
    /* What takes anything says which key of the map it does not know. */
    bool takes_all = schema->scalar != NULL && schema->items != NULL && takes_map;
    assert_problem_at(test, text, takes_all ? start + 1 : start, NULL);
    assert_problem_at(test, policy_with(test, around, key->name, ""), start, NULL);
}

static void a_value_of_another_kind_is_told_at_its_place(void **state)
{
    (void)state;
    walk_policy(try_other_kind);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_is_good_with_a_value_of_its_kind),
        cmocka_unit_test(a_key_with_one_wrong_letter_leads_to_the_right_one),
        cmocka_unit_test(a_value_of_another_kind_is_told_at_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
