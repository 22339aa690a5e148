/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/zone_text.h"

struct generating {
    struct zone_set *set;
    struct buffer listed;
};

static struct generating generating;

static int start(void **state)
{
    (void)state;
    generating = (struct generating){0};
    return 0;
}

static int end(void **state)
{
    (void)state;
    zone_set_free(generating.set);
    buffer_free(&generating.listed);
    return 0;
}

static const struct zone *load(const char *text)
{
    zone_set_free(generating.set);
    generating.set = zone_texts_read(&(struct zone_text){.name = "example.", .text = text}, 1);
    return generating.set->zones.items[0];
}

/* What the line makes, one record a line, without TTL and class. */
static const char *generate(const char *line)
{
    struct buffer text = {0};
    buffer_add_format(&text, "$TTL 60\n%s\n", line);
    const struct zone *zone = load(buffer_string(&text));
    buffer_free(&text);
    const char *listed = zone_list_records(zone, &generating.listed);
    for (char *at; (at = strstr(listed, " 60 IN ")) != NULL;) {
        memmove(at, at + 6, strlen(at + 6) + 1);
    }
    return listed;
}

struct generate_case {
    const char *line;
    const char *records;
};

static void assert_generated(const struct generate_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *records = generate(cases[i].line);
        if (strcmp(records, cases[i].records) != 0) {
            fail_msg("`%s` makes\n%s", cases[i].line, records);
        }
        assert_int_equal(generating.set->zones.items[0]->flaws.count, 0);
    }
}

#define ASSERT_GENERATED(cases) assert_generated(cases, sizeof(cases) / sizeof((cases)[0]))

static void the_number_stands_for_the_dollar(void **state)
{
    (void)state;
    static const struct generate_case cases[] = {
        {"$GENERATE 1-2 a$ A 192.0.2.$", "a1.example. A 192.0.2.1\na2.example. A 192.0.2.2\n"},
        {"$generate 7-7 a$b$ CNAME $.c", "a7b7.example. CNAME 7.c.example.\n"},
        {"$GENERATE 0-0 $ CNAME a", "0.example. CNAME a.example.\n"},
        {"$GENERATE 1-2 a A 192.0.2.$", "a.example. A 192.0.2.1\na.example. A 192.0.2.2\n"},
        {"$GENERATE 2147483647-2147483647 a$ CNAME b", "a2147483647.example. CNAME b.example.\n"},
        {"$GENERATE 1-1 @ NS ns$.example.net.", "example. NS ns1.example.net.\n"},
        {"$GENERATE 1-1 * CNAME a$", "*.example. CNAME a1.example.\n"},
    };
    ASSERT_GENERATED(cases);
}

static void the_range_may_have_a_step(void **state)
{
    (void)state;
    static const struct generate_case cases[] = {
        {"$GENERATE 0-4/2 $ CNAME a",
         "0.example. CNAME a.example.\n2.example. CNAME a.example.\n4.example. CNAME a.example.\n"},
        {"$GENERATE 1-4/2 $ CNAME a", "1.example. CNAME a.example.\n3.example. CNAME a.example.\n"},
        {"$GENERATE 1-4/9 $ CNAME a", "1.example. CNAME a.example.\n"},
        {"$GENERATE 1-2/1 $ CNAME a", "1.example. CNAME a.example.\n2.example. CNAME a.example.\n"},
    };
    ASSERT_GENERATED(cases);
}

static void a_modifier_sets_offset_width_and_base(void **state)
{
    (void)state;
    static const struct generate_case cases[] = {
        {"$GENERATE 5-5 a${3} CNAME b", "a8.example. CNAME b.example.\n"},
        {"$GENERATE 5-5 a${+3} CNAME b", "a8.example. CNAME b.example.\n"},
        {"$GENERATE 5-5 a${-3} CNAME b", "a2.example. CNAME b.example.\n"},
        {"$GENERATE 5-5 a${-9} CNAME b", "a-4.example. CNAME b.example.\n"},
        {"$GENERATE 5-5 a${0,3} CNAME b", "a005.example. CNAME b.example.\n"},
        {"$GENERATE 500-500 a${0,2} CNAME b", "a500.example. CNAME b.example.\n"},
        {"$GENERATE 10-10 a${0,0,d} CNAME b", "a10.example. CNAME b.example.\n"},
        {"$GENERATE 10-10 a${0,4,o} CNAME b", "a0012.example. CNAME b.example.\n"},
        {"$GENERATE 171-171 a${0,4,x} CNAME b", "a00ab.example. CNAME b.example.\n"},
        {"$GENERATE 171-171 a TXT ${0,4,X}", "a.example. TXT \"00AB\"\n"},
        {"$GENERATE 1-1 a${1,2,d}-${2,3,d} CNAME b", "a02-003.example. CNAME b.example.\n"},
    };
    ASSERT_GENERATED(cases);
}

/* As below ip6.arpa: the lowest digit first; the width counts digits and dots. */
static void nibbles_are_reversed_with_dots(void **state)
{
    (void)state;
    static const struct generate_case cases[] = {
        {"$GENERATE 171-171 ${0,0,n} PTR a", "b.a.example. PTR a.example.\n"},
        {"$GENERATE 171-171 ${0,3,n} PTR a", "b.a.example. PTR a.example.\n"},
        {"$GENERATE 171-171 ${0,7,n} PTR a", "b.a.0.0.example. PTR a.example.\n"},
        {"$GENERATE 5-5 ${0,1,n} PTR a", "5.example. PTR a.example.\n"},
        {"$GENERATE 0-0 ${0,3,n} PTR a", "0.0.example. PTR a.example.\n"},
        {"$GENERATE 171-171 a TXT ${0,3,N}", "a.example. TXT \"B.A\"\n"},
        {"$GENERATE 171-171 ${0,3,N} PTR a", "b.a.example. PTR a.example.\n"},
    };
    ASSERT_GENERATED(cases);
}

static void a_dollar_can_be_kept(void **state)
{
    (void)state;
    static const struct generate_case cases[] = {
        {"$GENERATE 1-1 a\\$$ CNAME b", "a\\$1.example. CNAME b.example.\n"},
        {"$GENERATE 1-1 a$$ CNAME b$$$", "a\\$.example. CNAME b\\$1.example.\n"},
        {"$GENERATE 1-1 a TXT \\\\$", "a.example. TXT \"\\\\1\"\n"},
        {"$GENERATE 1-1 a\\.$ CNAME b", "a\\.1.example. CNAME b.example.\n"},
    };
    ASSERT_GENERATED(cases);
}

static void data_of_several_words_stands_in_quotes(void **state)
{
    (void)state;
    static const struct generate_case cases[] = {
        {"$GENERATE 1-1 a MX \"10 b$\"", "a.example. MX 10 b1.example.\n"},
        {"$GENERATE 1-1 a SRV \"1 2 $ b\"", "a.example. SRV 1 2 1 b.example.\n"},
        {"$GENERATE 1-1 a TXT \"b $\"", "a.example. TXT \"b\" \"1\"\n"},
        {"$GENERATE 1-1 a TXT \"\\\"b $\\\"\"", "a.example. TXT \"b 1\"\n"},
        {"$GENERATE 1-1 a CNAME \"b$\"", "a.example. CNAME b1.example.\n"},
        {"$GENERATE 1-1 a SOA \"ns$ host 1 2 3 4 5\"",
         "a.example. SOA ns1.example. host.example. 1 2 3 4 5\n"},
    };
    ASSERT_GENERATED(cases);
}

static void ttl_and_class_stand_in_either_order(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "$GENERATE 1-1 a 30 IN A 192.0.2.$",
        "$GENERATE 1-1 a IN 30 A 192.0.2.$",
        "$GENERATE 1-1 a 30 A 192.0.2.$ ; note",
    };
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        assert_string_equal(generate(lines[i]), "a.example. 30 IN A 192.0.2.1\n");
    }
}

static void names_are_relative_to_the_origin(void **state)
{
    (void)state;
    const struct zone *zone = load("$TTL 60\n$ORIGIN sub\n$GENERATE 1-1 a$ CNAME b$\n");
    assert_string_equal(zone_list_records(zone, &generating.listed),
                        "a1.sub.example. 60 IN CNAME b1.sub.example.\n");
}

static void the_line_changes_no_owner_for_the_next_one(void **state)
{
    (void)state;
    const struct zone *zone =
        load("$TTL 60\nb A 192.0.2.1\n$GENERATE 1-1 a$ A 192.0.2.2\n A 192.0.2.3\n");
    assert_true(zone->records.items[2].owner == zone->records.items[0].owner);
}

static void all_records_of_a_line_begin_where_it_begins(void **state)
{
    (void)state;
    const struct zone *zone = load("$TTL 60\n$GENERATE 1-3 a$ A 192.0.2.$\n");
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(record_start(&zone->records.items[i]), 8);
        assert_int_equal(zone->records.items[i].flags, RECORD_GENERATED);
    }
}

struct flaw_case {
    enum flaw_kind kind;
    const char *line;
    size_t records; /* that are made before it shows */
};

static void a_line_that_cannot_be_expanded_is_one_flaw(void **state)
{
    (void)state;
    static const struct flaw_case cases[] = {
        {FLAW_GENERATE_RANGE, "$GENERATE 1 a$ A 192.0.2.$", 0},
        {FLAW_GENERATE_RANGE, "$GENERATE 1- a$ A 192.0.2.$", 0},
        {FLAW_GENERATE_RANGE, "$GENERATE -1-2 a$ A 192.0.2.$", 0},
        {FLAW_GENERATE_RANGE, "$GENERATE 2-1 a$ A 192.0.2.$", 0},
        {FLAW_GENERATE_RANGE, "$GENERATE 1-2/ a$ A 192.0.2.$", 0},
        {FLAW_GENERATE_RANGE, "$GENERATE 1-2/0 a$ A 192.0.2.$", 0},
        {FLAW_GENERATE_RANGE, "$GENERATE 1-2x a$ A 192.0.2.$", 0},
        {FLAW_GENERATE_RANGE, "$GENERATE 1-2147483648 a$ A 192.0.2.$", 0},
        {FLAW_GENERATE_RANGE, "$GENERATE 99999999999999999999-1 a$ A 192.0.2.$", 0},
        {FLAW_GENERATE_MODIFIER, "$GENERATE 1-2 a${ A 192.0.2.$", 0},
        {FLAW_GENERATE_MODIFIER, "$GENERATE 1-2 a${} A 192.0.2.$", 0},
        {FLAW_GENERATE_MODIFIER, "$GENERATE 1-2 a${x} A 192.0.2.$", 0},
        {FLAW_GENERATE_MODIFIER, "$GENERATE 1-2 a${1,} A 192.0.2.$", 0},
        {FLAW_GENERATE_MODIFIER, "$GENERATE 1-2 a${1,2,} A 192.0.2.$", 0},
        {FLAW_GENERATE_MODIFIER, "$GENERATE 1-2 a${1,2,z} A 192.0.2.$", 0},
        {FLAW_GENERATE_MODIFIER, "$GENERATE 1-2 a${1,2,d A 192.0.2.$", 0},
        {FLAW_GENERATE_MODIFIER, "$GENERATE 1-2 a${1,256,d} A 192.0.2.$", 0},
        {FLAW_GENERATE_MODIFIER, "$GENERATE 1-2 a A 192.0.2.${2147483647}", 0},
        {FLAW_LABEL_EMPTY, "$GENERATE 1-2 a..$ A 192.0.2.$", 0},
        {FLAW_FIELD_ADDRESS4, "$GENERATE 254-256 a$ A 192.0.2.$", 2},
        {FLAW_FIELD_MISSING, "$GENERATE 1-2 a$ MX 10", 0},
        {FLAW_QUOTE_OPEN, "$GENERATE 1-2 a$ TXT \"b \\\"c\"", 0},
        {FLAW_OUT_OF_ZONE, "$GENERATE 1-3 a.$. A 192.0.2.$", 0},
        {FLAW_TYPE_META, "$GENERATE 1-2 a$ AXFR x", 0},
        {FLAW_CLASS_OTHER, "$GENERATE 1-2 a$ CH TXT x", 0},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct buffer text = {0};
        buffer_add_format(&text, "$TTL 60\n%s\nlast A 192.0.2.99\n", cases[i].line);
        const struct zone *zone = load(buffer_string(&text));
        buffer_free(&text);
        if (zone->flaws.count != 1 || zone->flaws.items[0].kind != cases[i].kind ||
            zone->records.count != cases[i].records + 1) {
            fail_msg("`%s` has %zu flaws, the first of kind %d, and makes %zu records",
                     cases[i].line, zone->flaws.count,
                     zone->flaws.count == 0 ? 0 : (int)zone->flaws.items[0].kind,
                     zone->records.count);
        }
    }
}

static void a_zone_generates_a_million_records_at_most(void **state)
{
    (void)state;
    const struct zone *zone = load("$TTL 60\n"
                                   "$GENERATE 1-999999 a TYPE65280 \"\\# 0\"\n"
                                   "$GENERATE 1-2147483647 b TYPE65280 \"\\# 0\"\n"
                                   "$GENERATE 1-1 c TYPE65280 \"\\# 0\"\n"
                                   "last A 192.0.2.99\n");
    assert_int_equal(zone->records.count, GENERATED_RECORDS_MAX + 1);
    assert_int_equal(zone->flaws.count, 2);
    assert_int_equal(zone->flaws.items[0].kind, FLAW_GENERATE_COUNT);
    assert_false(zone->complete);
}

#define WITH_ZONE(test) cmocka_unit_test_setup_teardown(test, start, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ZONE(the_number_stands_for_the_dollar),
        WITH_ZONE(the_range_may_have_a_step),
        WITH_ZONE(a_modifier_sets_offset_width_and_base),
        WITH_ZONE(nibbles_are_reversed_with_dots),
        WITH_ZONE(a_dollar_can_be_kept),
        WITH_ZONE(data_of_several_words_stands_in_quotes),
        WITH_ZONE(ttl_and_class_stand_in_either_order),
        WITH_ZONE(names_are_relative_to_the_origin),
        WITH_ZONE(the_line_changes_no_owner_for_the_next_one),
        WITH_ZONE(all_records_of_a_line_begin_where_it_begins),
        WITH_ZONE(a_line_that_cannot_be_expanded_is_one_flaw),
        WITH_ZONE(a_zone_generates_a_million_records_at_most),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
