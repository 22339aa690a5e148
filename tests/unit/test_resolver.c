/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/resolver_world.h"

#define HEAD RESOLVER_HEAD

#define DIGEST "0000000000000000000000000000000000000000000000000000000000000000\n"

static void a_name_has_data_or_not_or_is_none(void **state)
{
    (void)state;
    READ_ZONE("a A 192.0.2.2\na MX 10 a\nb AAAA 2001:db8::1\n");
    ASSERT_ANSWERS({"a.example.", MASK_A, "data"}, {"A.EXAMPLE.", MASK_A, "data"},
                   {"a.example.", MASK_AAAA, "no data"}, {"a.example.", MASK_ADDRESS, "data"},
                   {"b.example.", MASK_ADDRESS, "data"},
                   {"b.example.", MASK_MX | MASK_TXT, "no data"}, {"a.example.", MASK_ALL, "data"},
                   {"c.example.", MASK_A, "no name"}, {"x.a.example.", MASK_A, "no name"},
                   {"example.", MASK_SOA, "data"}, {"example.", MASK_NS, "data"},
                   {"example.", MASK_A, "no data"});
}

static void no_loaded_zone_speaks_for_other_names(void **state)
{
    (void)state;
    READ_ZONE("");
    ASSERT_ANSWERS({"example.net.", MASK_A, "unknown: outside"},
                   {"xexample.", MASK_A, "unknown: outside"}, {".", MASK_NS, "unknown: outside"});
}

static void an_answer_names_its_zone_and_node(void **state)
{
    (void)state;
    READ_ZONE("a A 192.0.2.2\n");
    struct answer answer;
    const struct zone *zone = world.set->zones.items[0];
    const struct name *name = name_of(world.arena, "a.example.");
    resolve(&(const struct vantage){.set = world.set, .near = NULL}, name, MASK_A, world.arena,
            &answer);
    assert_ptr_equal(answer.zone, zone);
    assert_ptr_equal(answer.node, zone_find_node(zone, name));
    resolve(&(const struct vantage){.set = world.set, .near = NULL},
            name_of(world.arena, "example.net."), MASK_A, world.arena, &answer);
    assert_null(answer.zone);
}

/* RFC 8020: what exists below makes the name itself exist. */
static void an_empty_non_terminal_exists_without_data(void **state)
{
    (void)state;
    READ_ZONE("a.b.c A 192.0.2.2\n");
    ASSERT_ANSWERS({"c.example.", MASK_A, "no data"}, {"b.c.example.", MASK_A, "no data"},
                   {"x.b.c.example.", MASK_A, "no name"});
}

/* The zone and the answers of RFC 4592 section 2.2.1. */
static void wildcards_answer_as_the_rfc_has_it(void **state)
{
    (void)state;
    READ_ZONES({.name = "example.",
                .text = "$ORIGIN example.\n"
                        "example. 3600 IN SOA ns.example.com. host.example.com. 1 2 3 4 5\n"
                        "example. 3600 NS ns.example.com.\n"
                        "example. 3600 NS ns.example.net.\n"
                        "*.example. 3600 TXT \"this is a wildcard\"\n"
                        "*.example. 3600 MX 10 host1.example.\n"
                        "sub.*.example. 3600 TXT \"this is not a wildcard\"\n"
                        "host1.example. 3600 A 192.0.2.1\n"
                        "_ssh._tcp.host1.example. 3600 SRV 0 0 22 host1.example.\n"
                        "_ssh._tcp.host2.example. 3600 SRV 0 0 22 host2.example.\n"
                        "subdel.example. 3600 NS ns.example.com.\n"
                        "subdel.example. 3600 NS ns.example.net.\n"});
    ASSERT_ANSWERS({"host3.example.", MASK_MX, "data of *.example."},
                   {"host3.example.", MASK_A, "no data of *.example."},
                   {"foo.bar.example.", MASK_TXT, "data of *.example."},
                   {"host1.example.", MASK_MX, "no data"}, {"sub.*.example.", MASK_MX, "no data"},
                   {"_telnet._tcp.host1.example.", MASK_SRV, "no name"},
                   {"host.subdel.example.", MASK_A, "unknown: delegated at subdel.example."},
                   {"ghost.*.example.", MASK_MX, "no name"}, {"*.example.", MASK_TXT, "data"},
                   {"host2.example.", MASK_MX, "no data"},
                   {"_tcp.host2.example.", MASK_MX, "no data"},
                   {"x.host2.example.", MASK_MX, "no name"});
}

static void the_closest_wildcard_alone_speaks(void **state)
{
    (void)state;
    READ_ZONE("* A 192.0.2.2\n*.sub A 192.0.2.3\na.deep.sub2 TXT x\n*.empty.x TXT y\n");
    ASSERT_ANSWERS({"a.example.", MASK_A, "data of *.example."},
                   {"a.b.c.example.", MASK_A, "data of *.example."},
                   {"a.sub.example.", MASK_A, "data of *.sub.example."},
                   {"a.b.sub.example.", MASK_A, "data of *.sub.example."},
                   {"sub.example.", MASK_A, "no data"}, {"b.deep.sub2.example.", MASK_A, "no name"},
                   {"deep.sub2.example.", MASK_A, "no data"}, {"z.x.example.", MASK_A, "no name"});
}

/* RFC 4592 section 4.1 and 2.2.2: a wildcard name may be an empty non-terminal. */
static void a_wildcard_without_records_has_no_data(void **state)
{
    (void)state;
    READ_ZONE("sub.* TXT x\n");
    ASSERT_ANSWERS({"a.example.", MASK_A, "no data of *.example."},
                   {"*.example.", MASK_A, "no data"});
}

static void a_wildcard_at_the_end_of_long_names_is_found(void **state)
{
    (void)state;
    READ_ZONE("* A 192.0.2.2\n");
    char name[NAME_TEXT_BYTES_MAX] = "";
    for (size_t i = 0; i < 123; i++) {
        strcat(name, "a.");
    }
    strcat(name, "example.");
    struct answer answer;
    resolve(&(const struct vantage){.set = world.set, .near = NULL}, name_of(world.arena, name),
            MASK_A, world.arena, &answer);
    assert_string_equal(tell(&answer), "data of *.example.");
}

/* The longest name that can have another one below it: its wildcard has 255 octets. */
static void the_longest_encloser_has_room_for_a_wildcard(void **state)
{
    (void)state;
    struct buffer text = {0};
    buffer_add_string(&text, HEAD "* A 192.0.2.2\n");
    char name[NAME_TEXT_BYTES_MAX] = "";
    for (size_t i = 0; i < 122; i++) {
        strcat(name, "a.");
    }
    strcat(name, "example.");
    buffer_add_format(&text, "%s A 192.0.2.3\n*.%s A 192.0.2.4\n", name, name);
    const struct zone_text zone = {.name = "example.", .text = buffer_string(&text)};
    read_zones(&zone, 1);
    buffer_free(&text);
    char below[NAME_TEXT_BYTES_MAX] = "b.";
    struct answer answer;
    resolve(&(const struct vantage){.set = world.set, .near = NULL},
            name_of(world.arena, strcat(below, name)), MASK_A, world.arena, &answer);
    assert_int_equal(answer.end, ANSWER_DATA);
    assert_int_equal(node_name(answer.zone, answer.node)->length, NAME_OCTETS_MAX);
}

static void nobody_here_speaks_for_what_is_delegated(void **state)
{
    (void)state;
    READ_ZONE("sub NS ns.sub\nns.sub A 192.0.2.2\na.b.sub A 192.0.2.3\nsub2.sub NS ns\n"
              "c CNAME a.b.sub\n");
    ASSERT_ANSWERS(
        {"sub.example.", MASK_A, "unknown: delegated at sub.example."},
        {"sub.example.", MASK_NS, "unknown: delegated at sub.example."},
        {"ns.sub.example.", MASK_A, "unknown: delegated at sub.example."},
        {"x.sub.example.", MASK_A, "unknown: delegated at sub.example."},
        {"x.sub2.sub.example.", MASK_A, "unknown: delegated at sub.example."},
        {"c.example.", MASK_A, "-> a.b.sub.example. unknown: delegated at sub.example."});
}

static void a_loaded_child_zone_speaks_for_its_names(void **state)
{
    (void)state;
    READ_ZONES({.name = "example.",
                .text = HEAD "sub NS ns.sub\nns.sub A 192.0.2.2\nold.sub A 192.0.2.3\n"},
               {.name = "sub.example.", .text = HEAD "a A 192.0.2.4\n"});
    ASSERT_ANSWERS({"a.sub.example.", MASK_A, "data"}, {"ns.sub.example.", MASK_A, "data"},
                   {"old.sub.example.", MASK_A, "no name"}, {"sub.example.", MASK_NS, "data"});
}

/* A zone that is loaded answers whether or not its parent delegates to it. */
static void a_loaded_child_zone_needs_no_cut(void **state)
{
    (void)state;
    READ_ZONES({.name = "example.", .text = HEAD "a.sub A 192.0.2.3\n* A 192.0.2.4\n"},
               {.name = "sub.example.", .text = HEAD});
    ASSERT_ANSWERS({"a.sub.example.", MASK_A, "no name"});
}

/* Of two barriers the one nearer to the apex counts. */
static void the_upper_one_of_a_cut_and_a_dname_counts(void **state)
{
    (void)state;
    READ_ZONE("sub NS ns\nd.sub DNAME e\nboth NS ns\nboth DNAME e\na.e A 192.0.2.2\n");
    ASSERT_ANSWERS({"a.d.sub.example.", MASK_A, "unknown: delegated at sub.example."},
                   {"a.both.example.", MASK_A, "unknown: delegated at both.example."});
}

static void what_is_absent_from_an_incomplete_zone_is_unknown(void **state)
{
    (void)state;
    READ_ZONE("a A 192.0.2.2\nb A 192.0.2\nc CNAME a\nd CNAME none\n*.w A 192.0.2.3\n");
    ASSERT_ANSWERS(
        {"a.example.", MASK_A, "data"}, {"a.example.", MASK_MX, "unknown: incomplete"},
        {"b.example.", MASK_A, "unknown: incomplete"}, {"c.example.", MASK_A, "-> a.example. data"},
        {"d.example.", MASK_A, "-> none.example. unknown: incomplete"},
        {"x.w.example.", MASK_A, "unknown: incomplete"}, {"*.w.example.", MASK_A, "data"});
}

static void flaws_that_lose_no_record_leave_absences_proven(void **state)
{
    (void)state;
    READ_ZONES({.name = "example.",
                .text = "@ SOA ns hostmaster 1 2 3 4 5\na.example.net. A 192.0.2.1\n"});
    ASSERT_ANSWERS({"a.example.", MASK_A, "no name"});
}

static void a_zone_that_two_files_claim_is_unknown(void **state)
{
    (void)state;
    READ_ZONES({.name = "example.", .text = HEAD "a A 192.0.2.2\n"},
               {.name = "example.", .text = HEAD},
               {.name = "example.net.", .text = HEAD "a CNAME a.example.\n"});
    ASSERT_ANSWERS({"a.example.", MASK_A, "unknown: duplicate"},
                   {"a.example.net.", MASK_A, "-> a.example. unknown: duplicate"});
}

static void the_root_zone_may_be_the_only_one(void **state)
{
    (void)state;
    READ_ZONES({.name = ".", .text = HEAD "com NS ns\n*.w A 192.0.2.3\na CNAME ns\n"});
    ASSERT_ANSWERS({".", MASK_NS, "data"}, {".", MASK_A, "no data"}, {"ns.", MASK_A, "data"},
                   {"a.", MASK_A, "-> ns. data"}, {"net.", MASK_A, "no name"},
                   {"example.net.", MASK_A, "no name"}, {"x.y.w.", MASK_A, "data of *.w."},
                   {"example.com.", MASK_A, "unknown: delegated at com."});
}

static void a_wildcard_of_the_root_zone_speaks_for_everything(void **state)
{
    (void)state;
    READ_ZONES({.name = ".", .text = HEAD "* A 192.0.2.3\n"});
    ASSERT_ANSWERS({"a.b.c.", MASK_A, "data of *."}, {"a.ns.", MASK_A, "no name"});
}

static void a_zone_without_records_has_nothing(void **state)
{
    (void)state;
    READ_ZONES({.name = "example.", .text = ""});
    ASSERT_ANSWERS({"example.", MASK_A, "no data"}, {"a.example.", MASK_A, "no name"});
}

/* RFC 4592 sections 4.2 and 4.4 leave open what these mean. */
static void a_delegation_at_a_wildcard_is_a_conflict(void **state)
{
    (void)state;
    READ_ZONE("*.n NS ns\n*.d DNAME e\n");
    ASSERT_ANSWERS({"a.n.example.", MASK_A, "unknown: conflict"},
                   {"a.d.example.", MASK_A, "unknown: conflict"});
}

static void views_do_not_see_each_other(void **state)
{
    (void)state;
    READ_ZONES({.name = "example.", .text = HEAD "a CNAME b.example.net.\n", .view = "inside"},
               {.name = "example.", .text = HEAD "a A 192.0.2.2\n", .view = "outside"},
               {.name = "example.net.", .text = HEAD "b A 192.0.2.3\n", .view = "outside"});
    ASSERT_ANSWERS_IN("inside", {"a.example.", MASK_A, "-> b.example.net. unknown: outside"});
    ASSERT_ANSWERS_IN("outside", {"a.example.", MASK_A, "data"},
                      {"b.example.net.", MASK_A, "data"});
    ASSERT_ANSWERS({"a.example.", MASK_A, "unknown: outside"});
}

/* RFC 4035 section 3.1.4.1: DS stands above the cut, and everything else below it. */
static void the_parent_speaks_for_ds(void **state)
{
    (void)state;
    READ_ZONES({.name = "example.",
                .text = HEAD "sub NS ns\nsub DS 1 8 2 " DIGEST "plain NS ns\n"
                             "a CNAME sub\nb A 192.0.2.2\n"},
               {.name = "sub.example.", .text = HEAD "c CNAME @\n"});
    ASSERT_ANSWERS({"sub.example.", MASK_DS, "data"}, {"plain.example.", MASK_DS, "no data"},
                   {"b.example.", MASK_DS, "no data"}, {"none.example.", MASK_DS, "no name"},
                   {"a.example.", MASK_DS, "-> sub.example. data"},
                   {"c.sub.example.", MASK_DS, "-> sub.example. data"},
                   {"x.sub.example.", MASK_DS, "no name"},
                   {"x.plain.example.", MASK_DS, "unknown: delegated at plain.example."},
                   {"sub.example.", MASK_NS, "data"}, {"sub.example.", MASK_A, "no data"},
                   {"sub.example.", MASK_DS | MASK_A, "no data"},
                   {"plain.example.", MASK_DS | MASK_A, "unknown: delegated at plain.example."});
}

static void ds_above_the_loaded_zones_is_unknown(void **state)
{
    (void)state;
    READ_ZONES({.name = "sub.example.", .text = HEAD "@ DS 1 8 2 " DIGEST});
    ASSERT_ANSWERS({"sub.example.", MASK_DS, "unknown: outside"},
                   {"ns.sub.example.", MASK_DS, "no data"});
    READ_ZONES({.name = ".", .text = HEAD "example NS ns\n"},
               {.name = "sub.example.", .text = HEAD});
    ASSERT_ANSWERS({"sub.example.", MASK_DS, "unknown: delegated at example."},
                   {".", MASK_DS, "no data"});
    READ_ZONES({.name = "example.", .text = HEAD "sub NS ns\n"}, {.name = "example.", .text = HEAD},
               {.name = "sub.example.", .text = HEAD});
    ASSERT_ANSWERS({"sub.example.", MASK_DS, "unknown: duplicate"});
}

static void ds_above_the_cut_is_that_of_the_view(void **state)
{
    (void)state;
    READ_ZONES({.name = "example.", .text = HEAD "sub NS ns\nsub DS 1 8 2 " DIGEST, .view = "a"},
               {.name = "example.", .text = HEAD "sub NS ns\n", .view = "b"},
               {.name = "sub.example.", .text = HEAD, .view = "a"},
               {.name = "sub.example.", .text = HEAD, .view = "b"});
    ASSERT_ANSWERS_IN("a", {"sub.example.", MASK_DS, "data"});
    ASSERT_ANSWERS_IN("b", {"sub.example.", MASK_DS, "no data"});
}

/* Most types share one bit of a mask, and each is a question of its own. */
static void a_type_without_a_bit_of_its_own_is_told_from_others(void **state)
{
    (void)state;
    READ_ZONE("a CAA 0 issue \"ca.example\"\na TYPE65280 \\# 1 00\nb CNAME a\n*.w LOC 1 N 2 E 3m\n"
              "s CNAME a\ns NSEC t CNAME NSEC\nsub NS ns\nsub DS 1 8 2 " DIGEST);
    static const struct {
        const char *name;
        uint16_t type;
        const char *answer;
    } cases[] = {
        {"a.example.", TYPE_CAA, "data"},
        {"a.example.", 65280, "data"},
        {"a.example.", TYPE_SSHFP, "no data"},
        {"a.example.", 65281, "no data"},
        {"a.example.", TYPE_A, "no data"},
        {"b.example.", TYPE_CAA, "-> a.example. data"},
        {"b.example.", TYPE_LOC, "-> a.example. no data"},
        {"b.example.", TYPE_CNAME, "data"},
        {"x.w.example.", TYPE_LOC, "data of *.w.example."},
        {"x.w.example.", TYPE_CAA, "no data of *.w.example."},
        {"s.example.", TYPE_CAA, "-> a.example. data"},
        {"s.example.", TYPE_NSEC, "data"},
        {"b.example.", TYPE_NSEC, "no data"},
        {"sub.example.", TYPE_DS, "data"},
        {"none.example.", TYPE_CAA, "no name"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct answer answer;
        const struct name *name = name_of(world.arena, cases[i].name);
        resolve_type(&(const struct vantage){.set = world.set, .near = NULL}, name, cases[i].type,
                     world.arena, &answer);
        assert_sound(&answer, name);
        if (strcmp(tell(&answer), cases[i].answer) != 0) {
            fail_msg("%s TYPE%u: %s, expected %s", cases[i].name, (unsigned)cases[i].type,
                     buffer_string(&world.told), cases[i].answer);
        }
    }
}

static void what_stands_in_the_way_is_told(void **state)
{
    (void)state;
    READ_ZONE("d DNAME e\nd CNAME ns\nc CNAME ns\nc A 192.0.2.2\n*.n NS ns\n"
              "long DNAME long-enough-to-end-soon-long-enough-to-end-soon.long\n");
    static const struct {
        const char *name;
        const char *node;
    } cases[] = {
        {"a.d.example.", "d.example."},
        {"c.example.", "c.example."},
        {"a.n.example.", "*.n.example."},
        {"a.long.example.", "long.example."},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct answer answer;
        resolve(&(const struct vantage){.set = world.set, .near = NULL},
                name_of(world.arena, cases[i].name), MASK_A, world.arena, &answer);
        assert_non_null(answer.obstacle);
        assert_string_equal(name_string(node_name(answer.zone, answer.obstacle)), cases[i].node);
    }
}

static void only_what_is_proven_is_bad(void **state)
{
    (void)state;
    static const struct {
        enum answer_end end;
        bool bad;
    } cases[] = {
        {ANSWER_DATA, false}, {ANSWER_NO_DATA, true},  {ANSWER_NO_NAME, true},
        {ANSWER_LOOP, true},  {ANSWER_TOO_LONG, true}, {ANSWER_UNKNOWN, false},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct answer answer = {.end = cases[i].end};
        assert_int_equal(answer_is_bad(&answer), cases[i].bad);
    }
}

static void each_reason_has_words_of_its_own(void **state)
{
    (void)state;
    for (int a = UNKNOWN_NOTHING; a <= UNKNOWN_STEPS; a++) {
        for (int b = UNKNOWN_NOTHING; b < a; b++) {
            assert_string_not_equal(unknown_reason_text((enum unknown_reason)a),
                                    unknown_reason_text((enum unknown_reason)b));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORLD(a_name_has_data_or_not_or_is_none),
        WITH_WORLD(no_loaded_zone_speaks_for_other_names),
        WITH_WORLD(an_answer_names_its_zone_and_node),
        WITH_WORLD(an_empty_non_terminal_exists_without_data),
        WITH_WORLD(wildcards_answer_as_the_rfc_has_it),
        WITH_WORLD(the_closest_wildcard_alone_speaks),
        WITH_WORLD(a_wildcard_without_records_has_no_data),
        WITH_WORLD(a_wildcard_at_the_end_of_long_names_is_found),
        WITH_WORLD(the_longest_encloser_has_room_for_a_wildcard),
        WITH_WORLD(nobody_here_speaks_for_what_is_delegated),
        WITH_WORLD(a_loaded_child_zone_speaks_for_its_names),
        WITH_WORLD(a_loaded_child_zone_needs_no_cut),
        WITH_WORLD(the_upper_one_of_a_cut_and_a_dname_counts),
        WITH_WORLD(what_is_absent_from_an_incomplete_zone_is_unknown),
        WITH_WORLD(flaws_that_lose_no_record_leave_absences_proven),
        WITH_WORLD(a_zone_that_two_files_claim_is_unknown),
        WITH_WORLD(the_root_zone_may_be_the_only_one),
        WITH_WORLD(a_wildcard_of_the_root_zone_speaks_for_everything),
        WITH_WORLD(a_zone_without_records_has_nothing),
        WITH_WORLD(a_delegation_at_a_wildcard_is_a_conflict),
        WITH_WORLD(views_do_not_see_each_other),
        WITH_WORLD(the_parent_speaks_for_ds),
        WITH_WORLD(ds_above_the_loaded_zones_is_unknown),
        WITH_WORLD(ds_above_the_cut_is_that_of_the_view),
        WITH_WORLD(a_type_without_a_bit_of_its_own_is_told_from_others),
        WITH_WORLD(what_stands_in_the_way_is_told),
        cmocka_unit_test(only_what_is_proven_is_bad),
        cmocka_unit_test(each_reason_has_words_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
