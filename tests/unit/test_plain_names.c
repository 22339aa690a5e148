/* SPDX-License-Identifier: BSD-3-Clause */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzer/check.h"
#include "tests/support/random.h"
#include "tests/support/test_policy.h"
#include "tests/support/zone_text.h"

/* Small zones at random, full of what sends a resolver elsewhere: what is quick must be right. */

static const char *random_word(uint64_t *random, const char *const *words, size_t count)
{
    return words[random_below(random, (uint32_t)count)];
}

#define CHOOSE(random, ...) \
    random_word(random, (const char *const[]){__VA_ARGS__}, \
                sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static void add_host(uint64_t *random, struct buffer *text)
{
    for (uint32_t labels = random_below(random, 3); labels > 0; labels--) {
        buffer_add_format(text, "%s.", CHOOSE(random, "a", "b", "c", "d", "*"));
    }
    buffer_add_string(text, CHOOSE(random, "a.example.", "example.", "example.", "b.test.", "test.",
                                   "gone.", "."));
}

static void add_record(uint64_t *random, struct buffer *text)
{
    const char *type = CHOOSE(random, "A", "A", "AAAA", "MX", "CNAME", "CNAME", "CNAME", "NS",
                              "DNAME", "TXT", "PTR");
    buffer_add_string(text, CHOOSE(random, "a", "b", "c", "d", "*", "a.b", "*.b", "c.a", "a.b.c",
                                   "@", "b.*", "d.c.b.a"));
    buffer_add_format(text, " %s ", type);
    if (strcmp(type, "A") == 0) {
        buffer_add_string(text, "192.0.2.1");
    } else if (strcmp(type, "AAAA") == 0) {
        buffer_add_string(text, "2001:db8::1");
    } else if (strcmp(type, "TXT") == 0) {
        buffer_add_string(text, "x");
    } else {
        buffer_add_string(text, strcmp(type, "MX") == 0 ? "10 " : "");
        add_host(random, text);
    }
    buffer_add_byte(text, '\n');
}

/* `name` is the zone; a few of them have an entry that cannot be read, or a second file. */
static void add_zone(uint64_t *random, struct zone_set *set, const char *name)
{
    struct buffer text = {0};
    buffer_add_string(&text, "$TTL 3600\n@ SOA ns hostmaster 1 2 3 4 5\n");
    for (uint32_t records = 1 + random_below(random, 16); records > 0; records--) {
        add_record(random, &text);
    }
    if (random_below(random, 8) == 0) {
        buffer_add_string(&text, "e A nonsense\n");
    }
    struct zone_claim claim = {.name = name, .path = name};
    zone_text_add(set, &claim, arena_copy(set->arena, buffer_bytes(&text)));
    if (random_below(random, 8) == 0) {
        zone_text_add(set, &claim, arena_copy(set->arena, buffer_bytes(&text)));
    }
    buffer_free(&text);
}

static struct zone_set *random_set(uint64_t *random)
{
    struct zone_set *set = zone_set_new();
    add_zone(random, set, "example.");
    if (random_below(random, 2) == 0) {
        add_zone(random, set, "a.example.");
    }
    if (random_below(random, 2) == 0) {
        add_zone(random, set, "test.");
    }
    zone_set_index(set);
    return set;
}

static struct test_policy *nothing_said;

static struct check check_of(const struct zone_set *set)
{
    return (struct check){
        .set = set,
        .terms = &nothing_said->terms,
        .findings = findings_new(),
        .scratch = arena_new(),
    };
}

static void check_drop(struct check *check)
{
    findings_free(check->findings);
    arena_free(check->scratch);
    unknown_names_free(&check->unknown);
}

static bool is_noted(const struct unknown_names *names, const struct name *name)
{
    uint32_t hash = name_wire_hash(name_wire(name));
    for (size_t i = names->items.count; i > 0; i--) {
        const struct unknown_name *noted = &names->items.items[i - 1];
        if (noted->hash == hash && name_equal(noted->name, name)) {
            return true;
        }
    }
    return false;
}

static void assert_same_answer(const struct answer *a, const struct answer *b)
{
    assert_int_equal(a->end, b->end);
    assert_int_equal(a->reason, b->reason);
    assert_ptr_equal(a->zone, b->zone);
    assert_ptr_equal(a->node, b->node);
    assert_int_equal(a->wildcard, b->wildcard);
    assert_ptr_equal(a->delegation, b->delegation);
    assert_true(name_equal(a->name, b->name));
    assert_int_equal(a->hop_count, b->hop_count);
    for (size_t i = 0; i < a->hop_count; i++) {
        assert_ptr_equal(a->hops[i].record, b->hops[i].record);
    }
}

/* The answer for a name that nothing but its octets is known of. */
static void resolve_stranger(struct check *check,
                             const struct name *name,
                             enum common_question question,
                             struct answer *answer)
{
    const struct name *stranger = name_new(check->scratch, name_wire(name));
    check_ask(check, NULL, stranger, question_types(question), answer);
}

static void assert_name_is_answered(struct check *check, const struct zone *zone, uint32_t number)
{
    const struct name *name = name_table_at(zone->names, number);
    for (enum common_question question = QUESTION_ADDRESS; question <= QUESTION_ALIASES;
         question++) {
        struct answer expected;
        struct answer answer;
        resolve_stranger(check, name, question, &expected);
        check_ask(check, zone, name, question_types(question), &answer);
        assert_same_answer(&answer, &expected);
        bool is_plain = !answer_is_bad(&expected) &&
                        expected.hop_count <= (question == QUESTION_ADDRESS ? 0 : 8);
        assert_int_equal(check_is_plain(check, zone, number, question), is_plain);
        assert_int_equal(check_is_plain(check, zone, number, question), is_plain);
        assert_true(expected.end != ANSWER_UNKNOWN || is_noted(&check->unknown, expected.name));
    }
}

static void assert_names_are_answered(const struct zone_set *set)
{
    struct check check = check_of(set);
    for (size_t i = 0; i < set->zones.count; i++) {
        const struct zone *zone = set->zones.items[i];
        for (size_t k = 0; k < zone->nodes.count; k++) {
            assert_name_is_answered(&check, zone, zone->nodes.items[k].name);
        }
        for (size_t k = 0; k < zone->records.count; k++) {
            const struct record *record = &zone->records.items[k];
            if (record_host(zone, record) != NULL) {
                assert_name_is_answered(&check, zone, record_host_number(zone, record));
            }
        }
    }
    check_drop(&check);
}

static void quick_answers_are_the_resolvers(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 500; seed++) {
        uint64_t random = seed;
        struct zone_set *set = random_set(&random);
        assert_names_are_answered(set);
        zone_set_free(set);
    }
}

/* Every zone file at hand, each by itself and then all at once. */
static void quick_answers_are_the_resolvers_in_real_files(void **state)
{
    (void)state;
    glob_t files = {0};
    glob("tests/rules/*/*/*", 0, NULL, &files);
    glob("../shared/data/*", GLOB_APPEND, NULL, &files);
    glob("../shared/data/*/*", GLOB_APPEND, NULL, &files);
    assert_true(files.gl_pathc > 100);
    struct zone_set *all = zone_set_new();
    for (size_t i = 0; i < files.gl_pathc; i++) {
        struct zone_claim claim = {.path = files.gl_pathv[i]};
        struct zone_set *one = zone_set_new();
        zone_set_load(one, &claim);
        zone_set_index(one);
        assert_names_are_answered(one);
        zone_set_free(one);
        zone_set_load(all, &claim);
    }
    zone_set_index(all);
    assert_names_are_answered(all);
    zone_set_free(all);
    globfree(&files);
}

/* What the flags of a node say of the way above it, a walk up the names finds too. */
static void assert_flags(const struct zone *zone, const struct node *node)
{
    uint32_t expected = 0;
    const struct name *name = node_name(zone, node);
    for (unsigned labels = 1; name->labels - labels + 1U > zone->apex->labels; labels++) {
        struct bytes wire = name_without_labels(name, labels);
        const struct node *above = zone_node(zone, name_table_find_wire(zone->names, wire));
        bool is_apex = bytes_equal(wire, name_wire(zone->apex));
        expected |= (above->types & MASK_NS) != 0 && !is_apex ? NODE_BELOW_CUT : 0;
        expected |= (above->types & MASK_DNAME) != 0 ? NODE_BELOW_DNAME : 0;
    }
    bool is_cut = (node->types & MASK_NS) != 0 && name != zone->apex;
    assert_int_equal(node->flags & ~(uint32_t)NODE_EMPTY, expected | (is_cut ? NODE_CUT : 0));
}

static void flags_tell_what_stands_above_a_node(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 500; seed++) {
        uint64_t random = seed;
        struct zone_set *set = random_set(&random);
        for (size_t i = 0; i < set->zones.count; i++) {
            const struct zone *zone = set->zones.items[i];
            for (size_t k = 0; k < zone->nodes.count; k++) {
                assert_flags(zone, &zone->nodes.items[k]);
            }
        }
        zone_set_free(set);
    }
}

/* The numbers of names begin anew in each zone, so what was plain there says nothing here. */
static void what_is_plain_in_one_zone_is_not_known_in_another(void **state)
{
    (void)state;
    static const struct zone_text texts[] = {
        {.name = "a.", .text = "$TTL 1\n@ SOA . . 1 2 3 4 5\nb A 192.0.2.1\n"},
        {.name = "c.", .text = "$TTL 1\n@ SOA . . 1 2 3 4 5\nb TXT x\n"},
    };
    struct zone_set *set = zone_texts_read(texts, 2);
    const struct zone *a = set->zones.items[0];
    const struct zone *c = set->zones.items[1];
    uint32_t b_of_a = record_node(a, &a->records.items[1])->name;
    uint32_t b_of_c = record_node(c, &c->records.items[1])->name;
    assert_int_equal(b_of_a, b_of_c);
    struct check check = check_of(set);
    assert_true(check_is_plain(&check, a, b_of_a, QUESTION_ADDRESS));
    assert_false(check_is_plain(&check, c, b_of_c, QUESTION_ADDRESS));
    assert_true(check_is_plain(&check, c, b_of_c, QUESTION_ALIASES));
    assert_true(check_is_plain(&check, a, b_of_a, QUESTION_ADDRESS));
    check_drop(&check);
    zone_set_free(set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quick_answers_are_the_resolvers),
        cmocka_unit_test(quick_answers_are_the_resolvers_in_real_files),
        cmocka_unit_test(flags_tell_what_stands_above_a_node),
        cmocka_unit_test(what_is_plain_in_one_zone_is_not_known_in_another),
    };
    nothing_said = test_policy_new(NULL);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    test_policy_free(nothing_said);
    return failed;
}
