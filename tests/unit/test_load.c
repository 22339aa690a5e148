/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/zone_text.h"

struct loading {
    struct zone_set *set;
    struct buffer listed;
};

static struct loading loading;

static int start(void **state)
{
    (void)state;
    loading = (struct loading){0};
    return 0;
}

static int end(void **state)
{
    (void)state;
    zone_set_free(loading.set);
    buffer_free(&loading.listed);
    return 0;
}

/* The zone example. with this text. */
static const struct zone *load_as(uint16_t class, struct bytes text)
{
    zone_set_free(loading.set);
    loading.set = zone_set_new();
    const struct zone_claim claim = {.name = "example.", .path = "db.example", .class = class};
    zone_text_add(loading.set, &claim, text);
    assert_int_equal(loading.set->zones.count, 1);
    return loading.set->zones.items[0];
}

static const struct zone *load(const char *text)
{
    return load_as(0, bytes_from_string(text));
}

static const char *list(const struct zone *zone)
{
    return zone_list_records(zone, &loading.listed);
}

static void assert_records(const char *text, const char *records)
{
    const struct zone *zone = load(text);
    assert_string_equal(list(zone), records);
    assert_int_equal(zone->flaws.count, 0);
    assert_true(zone->complete);
}

static void an_entry_is_a_record(void **state)
{
    (void)state;
    assert_records("@ 60 SOA ns host.master 1 2 3 4 5\n"
                   "www.example. 60 IN A 192.0.2.1 ; note\r\n"
                   "a in 1m mx ( 10\n\tmail )\n"
                   "\\097b 60 CNAME .",
                   "example. 60 IN SOA ns.example. host.master.example. 1 2 3 4 5\n"
                   "www.example. 60 IN A 192.0.2.1\n"
                   "a.example. 60 IN MX 10 mail.example.\n"
                   "ab.example. 60 IN CNAME .\n");
}

static void a_text_without_entries_is_a_zone_without_records(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "\n", "; note", " \t\r\n", "()\n"};
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        assert_records(texts[i], "");
    }
}

static void a_byte_order_mark_is_no_part_of_the_first_owner(void **state)
{
    (void)state;
    const struct zone *zone = load("\xef\xbb\xbf"
                                   "a 60 A 192.0.2.1\n");
    assert_string_equal(list(zone), "a.example. 60 IN A 192.0.2.1\n");
    assert_int_equal(zone->flaws.count, 1);
    assert_int_equal(zone->flaws.items[0].kind, FLAW_BYTE_ORDER);
    assert_int_equal(zone->flaws.items[0].span.start, 0);
    assert_int_equal(zone->flaws.items[0].span.length, 3);
    assert_true(zone->complete);
}

/* RFC 1035 section 5.1. */
static void a_line_that_begins_with_a_blank_takes_the_last_owner(void **state)
{
    (void)state;
    assert_records("a 60 A 192.0.2.1\n"
                   " 60 A 192.0.2.2\n"
                   "\n; note\n$ORIGIN sub\n"
                   "\t60 A 192.0.2.3\n"
                   "b 60 A 192.0.2.4\n"
                   " ( 60 A\n192.0.2.5 )\n",
                   "a.example. 60 IN A 192.0.2.1\n"
                   "a.example. 60 IN A 192.0.2.2\n"
                   "a.example. 60 IN A 192.0.2.3\n"
                   "b.sub.example. 60 IN A 192.0.2.4\n"
                   "b.sub.example. 60 IN A 192.0.2.5\n");
}

/* RFC 2308 section 4: $TTL holds for the records behind it that have none. */
static void the_ttl_directive_gives_records_their_ttl(void **state)
{
    (void)state;
    assert_records("$TTL 1h\n"
                   "a A 192.0.2.1\n"
                   "a 60 A 192.0.2.2\n"
                   "a A 192.0.2.3\n"
                   "$ttl 2h\n"
                   "a A 192.0.2.4\n"
                   "$TTL 0\n"
                   "a A 192.0.2.5\n",
                   "a.example. 3600 IN A 192.0.2.1\n"
                   "a.example. 60 IN A 192.0.2.2\n"
                   "a.example. 3600 IN A 192.0.2.3\n"
                   "a.example. 7200 IN A 192.0.2.4\n"
                   "a.example. 0 IN A 192.0.2.5\n");
}

/* RFC 1035 section 5.1: without $TTL, the one that was stated last. */
static void without_a_ttl_directive_the_last_ttl_holds(void **state)
{
    (void)state;
    assert_records("@ 60 SOA ns host 1 2 3 4 5\n"
                   "@ NS ns\n"
                   "a 30 A 192.0.2.1\n"
                   "b A 192.0.2.2\n",
                   "example. 60 IN SOA ns.example. host.example. 1 2 3 4 5\n"
                   "example. 60 IN NS ns.example.\n"
                   "a.example. 30 IN A 192.0.2.1\n"
                   "b.example. 30 IN A 192.0.2.2\n");
}

static void an_soa_without_ttl_lends_its_last_field(void **state)
{
    (void)state;
    const struct zone *zone = load("@ SOA ns host 1 2 3 4 5h\n"
                                   "@ NS ns\n"
                                   "a 30 A 192.0.2.1\n"
                                   "b A 192.0.2.2\n");
    assert_string_equal(list(zone),
                        "example. 18000 IN SOA ns.example. host.example. 1 2 3 4 18000\n"
                        "example. 18000 IN NS ns.example.\n"
                        "a.example. 30 IN A 192.0.2.1\n"
                        "b.example. 18000 IN A 192.0.2.2\n");
    assert_int_equal(zone->flaws.count, 1);
    assert_int_equal(zone->flaws.items[0].kind, FLAW_TTL_FROM_SOA);
    assert_true(zone->complete);
}

static void records_know_what_was_written_in_their_entry(void **state)
{
    (void)state;
    const struct zone *zone = load("$TTL 60\n"
                                   "a A 192.0.2.1\n"
                                   "a 60 A 192.0.2.2\n"
                                   "  A 192.0.2.3\n"
                                   "  60 A 192.0.2.4\n"
                                   "$GENERATE 1-1 g A 192.0.2.5\n"
                                   "$GENERATE 1-1 g 60 A 192.0.2.6\n");
    static const uint16_t flags[] = {
        0,
        RECORD_TTL_EXPLICIT,
        RECORD_OWNER_INHERITED,
        RECORD_OWNER_INHERITED | RECORD_TTL_EXPLICIT,
        RECORD_GENERATED,
        RECORD_GENERATED | RECORD_TTL_EXPLICIT,
    };
    static const uint64_t starts[] = {8, 22, 39, 53, 70, 98};
    for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
        assert_int_equal(zone->records.items[i].flags, flags[i]);
        assert_int_equal(record_start(&zone->records.items[i]), starts[i]);
    }
}

#define SOA_DATA "SOA ns host 1 2 3 4 5\n"

static void the_class_is_what_the_claim_or_the_soa_says(void **state)
{
    (void)state;
    static const struct {
        uint16_t claimed;
        const char *text;
        uint16_t class;
        size_t flaws;
    } cases[] = {
        {0, "@ 60 " SOA_DATA "a 60 TXT x\n", CLASS_IN, 0},
        {0, "@ 60 CH " SOA_DATA "a 60 TXT x\n", CLASS_CH, 0},
        {0, "@ 60 CH " SOA_DATA "a 60 CLASS3 TXT x\n", CLASS_CH, 0},
        {0, "@ 60 CH " SOA_DATA "a 60 IN TXT x\n", CLASS_CH, 1},
        {0, "@ 60 HS " SOA_DATA "a 60 HS TXT x\n", CLASS_HS, 0},
        {0, "@ 60 ANY " SOA_DATA "a 60 TXT x\n", CLASS_IN, 1},
        {0, "a 60 CH TXT x\n", CLASS_IN, 1},
        {CLASS_IN, "@ 60 CH " SOA_DATA "a 60 TXT x\n", CLASS_IN, 1},
        {CLASS_CH, "@ 60 " SOA_DATA "a 60 CH TXT x\n", CLASS_CH, 0},
        {CLASS_CH, "@ 60 " SOA_DATA "a 60 IN TXT x\n", CLASS_CH, 1},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct zone *zone = load_as(cases[i].claimed, bytes_from_string(cases[i].text));
        if (zone->class != cases[i].class || zone->flaws.count != cases[i].flaws) {
            fail_msg("`%s` has class %d and %zu flaws", cases[i].text, (int)zone->class,
                     zone->flaws.count);
        }
    }
}

/* The records of an owner outside of the zone are left out with it; its TTL was stated even so. */
static void a_run_of_records_outside_of_the_zone_is_one_flaw(void **state)
{
    (void)state;
    const struct zone *zone = load("a 60 A 192.0.2.1\n"
                                   "a.example.net. 30 A 192.0.2.2\n"
                                   "  A 192.0.2.3\n"
                                   "  TXT x\n"
                                   "b A 192.0.2.4\n"
                                   "  A 192.0.2.5\n");
    assert_string_equal(list(zone), "a.example. 60 IN A 192.0.2.1\n"
                                    "b.example. 30 IN A 192.0.2.4\n"
                                    "b.example. 30 IN A 192.0.2.5\n");
    assert_int_equal(zone->flaws.count, 1);
    assert_int_equal(zone->flaws.items[0].kind, FLAW_OUT_OF_ZONE);
    assert_true(zone->complete);
}

/* Whose they are is not known, so they are nobody's; one flaw says why. */
static void the_followers_of_a_broken_owner_are_passed_over(void **state)
{
    (void)state;
    const struct zone *zone = load("a 60 A 192.0.2.1\n"
                                   "b..c 60 A 192.0.2.2\n"
                                   "  60 A 192.0.2.3\n"
                                   "d 60 A 192.0.2.4\n");
    assert_string_equal(list(zone), "a.example. 60 IN A 192.0.2.1\n"
                                    "d.example. 60 IN A 192.0.2.4\n");
    assert_int_equal(zone->flaws.count, 1);
    assert_false(zone->complete);
}

static void the_followers_of_a_record_with_broken_data_keep_its_owner(void **state)
{
    (void)state;
    const struct zone *zone = load("a 60 A 192.0.2.1\n"
                                   "b 60 A 192.0.2\n"
                                   "  60 A 192.0.2.3\n"
                                   "c 60 BOGUS x\n"
                                   "  60 A 192.0.2.4\n"
                                   "d 60 TXT \"x\n"
                                   "  60 A 192.0.2.5\n");
    assert_string_equal(list(zone), "a.example. 60 IN A 192.0.2.1\n"
                                    "b.example. 60 IN A 192.0.2.3\n"
                                    "c.example. 60 IN A 192.0.2.4\n"
                                    "d.example. 60 IN A 192.0.2.5\n");
    assert_int_equal(zone->flaws.count, 3);
}

static void a_zone_of_the_root_takes_every_name(void **state)
{
    (void)state;
    zone_set_free(loading.set);
    loading.set = zone_set_new();
    zone_text_add(loading.set, &(struct zone_claim){.name = ".", .path = "root.zone"},
                  bytes_from_string("com 60 NS a.b.\n. 60 NS c\n"));
    assert_string_equal(list(loading.set->zones.items[0]), "com. 60 IN NS a.b.\n. 60 IN NS c.\n");
}

struct flaw_case {
    enum flaw_kind kind;
    const char *text; /* the marked text stands between < and > */
    bool complete;
};

/* Takes the marks out; returns the span between them. */
static struct span take_marks(const char *marked, struct buffer *text)
{
    struct span span = {0};
    for (const char *at = marked; *at != '\0'; at++) {
        if (*at == '<') {
            span.start = text->length;
        } else if (*at == '>') {
            span.length = (uint32_t)(text->length - span.start);
        } else {
            buffer_add_byte(text, (uint8_t)*at);
        }
    }
    return span;
}

/* Each text has exactly this flaw in exactly this place, and what stands behind it is read. */
static void assert_flaws(const struct flaw_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct buffer text = {0};
        struct span span = take_marks(cases[i].text, &text);
        buffer_add_string(&text, "\nlast 60 A 192.0.2.99\n");
        const struct zone *zone = load_as(CLASS_IN, buffer_bytes(&text));
        buffer_free(&text);
        if (zone->flaws.count != 1) {
            fail_msg("`%s` has %zu flaws", cases[i].text, zone->flaws.count);
        }
        const struct flaw *flaw = &zone->flaws.items[0];
        if (flaw->kind != cases[i].kind || flaw->span.start != span.start ||
            flaw->span.length != span.length || zone->complete != cases[i].complete) {
            fail_msg("`%s` has flaw %d at %u+%u, complete %d", cases[i].text, (int)flaw->kind,
                     (unsigned)flaw->span.start, (unsigned)flaw->span.length, (int)zone->complete);
        }
        if (strstr(list(zone), "last.example. 60 IN A 192.0.2.99\n") == NULL) {
            fail_msg("`%s` ends the reading", cases[i].text);
        }
    }
}

#define ASSERT_FLAWS(cases) assert_flaws(cases, sizeof(cases) / sizeof((cases)[0]))

static void what_falls_apart_is_marked_where_it_begins(void **state)
{
    (void)state;
    static const struct flaw_case cases[] = {
        {FLAW_QUOTE_OPEN, "a 60 TXT <\"b ; c>", false},
        {FLAW_PARENTHESIS_OPEN, "a 60 TXT <(> b", false},
        {FLAW_PARENTHESIS_STRAY, "a 60 A 192.0.2.1 <)>", false},
        {FLAW_PARENTHESIS_OPEN, "$ORIGIN <(> sub", false},
        {FLAW_QUOTE_OPEN, "$INCLUDE <\"file>", false},
    };
    ASSERT_FLAWS(cases);
}

static void a_nul_byte_is_marked_with_its_word(void **state)
{
    (void)state;
    enum { LOOKED_AT_BYTES = 8192 }; /* a NUL further in front makes the file no text */
    static uint8_t text[LOOKED_AT_BYTES + 100];
    memset(text, '\n', sizeof(text));
    memcpy(text + LOOKED_AT_BYTES + 10, "a 60 TXT b\0c", 12);
    memcpy(text + LOOKED_AT_BYTES + 30, "d 60 TXT e", 10);
    const struct zone *zone = load_as(0, (struct bytes){text, sizeof(text)});
    assert_int_equal(zone->flaws.count, 1);
    assert_int_equal(zone->flaws.items[0].kind, FLAW_BYTE_NUL);
    assert_int_equal(zone->flaws.items[0].span.start, LOOKED_AT_BYTES + 10 + 9);
    assert_int_equal(zone->flaws.items[0].span.length, 3);
    assert_int_equal(zone->records.count, 1);
}

static void a_missing_part_is_marked_where_it_belongs(void **state)
{
    (void)state;
    static const struct flaw_case cases[] = {
        {FLAW_OWNER_MISSING, "<>  60 A 192.0.2.1", false},
        {FLAW_TYPE_MISSING, "a<> ; note", false},
        {FLAW_TYPE_MISSING, "a 60 IN<>", false},
        {FLAW_TYPE_UNKNOWN, "a 60 <BOGUS> b", false},
        {FLAW_TYPE_UNKNOWN, "a 60 <TYPE65536> \\# 0", false},
        {FLAW_TYPE_META, "a 60 IN <ANY> b", false},
        {FLAW_TYPE_META, "a 60 <AXFR>", false},
        {FLAW_TYPE_META, "a 60 <TYPE0> \\# 0", false},
        {FLAW_TYPE_VENDOR, "a 60 <ALIAS> b", false},
        {FLAW_TYPE_VENDOR, "a 60 <LUA> A \"b\"", false},
        {FLAW_CLASS_OTHER, "a 60 <CH> TXT b", false},
        {FLAW_CLASS_OTHER, "a <HS> 60 TXT b", false},
        {FLAW_TTL_RANGE, "a <2147483648> A 192.0.2.1", true},
        {FLAW_TTL_MISSING, "a <A> 192.0.2.1", true},
        {FLAW_TTL_FROM_SOA, "@ <SOA> ns host 1 2 3 4 5", true},
        {FLAW_OUT_OF_ZONE, "<a.example.net.> 60 A 192.0.2.1", true},
        {FLAW_OUT_OF_ZONE, "<.> 60 NS a", true},
    };
    ASSERT_FLAWS(cases);
}

static void a_broken_name_is_marked_whole(void **state)
{
    (void)state;
    static const char label[] = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklm";
    static const struct flaw_case cases[] = {
        {FLAW_LABEL_EMPTY, "<a..b> 60 A 192.0.2.1", false},
        {FLAW_LABEL_EMPTY, "a 60 MX 10 <.b>", false},
        {FLAW_ESCAPE, "<a\\256> 60 A 192.0.2.1", false},
        {FLAW_ESCAPE, "a 60 CNAME <b\\1>", false},
    };
    ASSERT_FLAWS(cases);
    struct buffer text = {0};
    buffer_add_format(&text, "<%s> 60 A 192.0.2.1", label);
    assert_flaws(&(struct flaw_case){FLAW_LABEL_TOO_LONG, buffer_string(&text), false}, 1);
    buffer_clear(&text);
    buffer_add_string(&text, "a 60 NS <");
    for (size_t i = 0; i < 5; i++) {
        buffer_add_format(&text, "%.50s.", label);
    }
    buffer_add_string(&text, ">");
    assert_flaws(&(struct flaw_case){FLAW_NAME_TOO_LONG, buffer_string(&text), false}, 1);
    buffer_free(&text);
}

static void broken_data_is_marked_at_its_field(void **state)
{
    (void)state;
    static const struct flaw_case cases[] = {
        {FLAW_FIELD_MISSING, "a 60 MX 10<> ; note", false},
        {FLAW_FIELD_MISSING, "a 60 A<>", false},
        {FLAW_FIELD_EXTRA, "a 60 A 192.0.2.1 <192.0.2.2>", false},
        {FLAW_FIELD_NUMBER, "a 60 MX <ten> b", false},
        {FLAW_FIELD_NUMBER, "a 60 MX <65536> b", false},
        {FLAW_FIELD_PERIOD, "@ 60 SOA a b 1 <2x> 3 4 5", false},
        {FLAW_FIELD_ADDRESS4, "a 60 A <192.0.2>", false},
        {FLAW_FIELD_ADDRESS6, "a 60 AAAA <::g>", false},
        {FLAW_GENERIC_LENGTH, "a 60 A \\# <3> c0000201", false},
        {FLAW_GENERIC_FORM, "a 60 A \\# 3 <c00002>", false},
    };
    ASSERT_FLAWS(cases);
}

static void other_languages_are_named(void **state)
{
    (void)state;
    static const struct flaw_case cases[] = {
        {FLAW_TEMPLATE, "<{{ host }} 60 A 192.0.2.1>", false},
        {FLAW_TEMPLATE, "<a 60 A {{ address }}>", false},
        {FLAW_TEMPLATE, "<{% if x %}>", false},
        {FLAW_SHELL_COMMENT, "<# a note>", true},
        {FLAW_SHELL_COMMENT, "<// a note>", true},
        {FLAW_SHELL_COMMENT, "<#a> 60 A 192.0.2.1", true},
        {FLAW_FOREIGN, "a <[AGE:3741]> A 192.0.2.1", false},
        {FLAW_FOREIGN, "a <DYNA> b", false},
    };
    ASSERT_FLAWS(cases);
}

static void a_broken_directive_is_marked_at_its_argument(void **state)
{
    (void)state;
    static const struct flaw_case cases[] = {
        {FLAW_DIRECTIVE_UNKNOWN, "<$DATE>", false},
        {FLAW_DIRECTIVE_UNKNOWN, "<$a> 60 A 192.0.2.1", false},
        {FLAW_DIRECTIVE_ARGUMENT, "$ORIGIN<>", false},
        {FLAW_DIRECTIVE_ARGUMENT, "$ORIGIN example. <extra>", false},
        {FLAW_LABEL_EMPTY, "$ORIGIN <a..b>", false},
        {FLAW_DIRECTIVE_ARGUMENT, "$TTL<> ; note", false},
        {FLAW_DIRECTIVE_ARGUMENT, "$TTL 1 <2>", false},
        {FLAW_FIELD_PERIOD, "$TTL <soon>", false},
        {FLAW_TTL_RANGE, "$TTL <2147483648>", true},
        {FLAW_DIRECTIVE_ARGUMENT, "$INCLUDE<>", false},
        {FLAW_DIRECTIVE_ARGUMENT, "$INCLUDE <\"\">", false},
        {FLAW_DIRECTIVE_ARGUMENT, "$INCLUDE a b <c>", false},
        {FLAW_LABEL_EMPTY, "$INCLUDE a <b..c>", false},
        {FLAW_DIRECTIVE_ARGUMENT, "$GENERATE 1-2<>", false},
        {FLAW_DIRECTIVE_ARGUMENT, "$GENERATE 1-2 a$ 60 A<>", false},
        {FLAW_DIRECTIVE_ARGUMENT, "$GENERATE 1-2 a$ 60 MX 10 <a>", false},
        {FLAW_GENERATE_RANGE, "$GENERATE <2-1> a$ 60 A 192.0.2.$", false},
        {FLAW_GENERATE_MODIFIER, "$GENERATE 1-2 <a${x}> 60 A 192.0.2.$", false},
        {FLAW_FIELD_ADDRESS4, "$GENERATE 1-2 a$ 60 A <192.0.$>", false},
        {FLAW_TYPE_UNKNOWN, "$GENERATE 1-2 a$ 60 <BOGUS> x", false},
        {FLAW_OUT_OF_ZONE, "$GENERATE 1-2 <a$.> 60 A 192.0.2.$", true},
    };
    ASSERT_FLAWS(cases);
}

static void each_flaw_stands_in_its_entry(void **state)
{
    (void)state;
    const struct zone *zone = load("\na 60 MX ( 10\n b..c )  ; note\n");
    const struct flaw *flaw = &zone->flaws.items[0];
    assert_int_equal(flaw->entry.start, 1);
    assert_int_equal(flaw->entry.length, strlen("a 60 MX ( 10\n b..c )"));
    assert_int_equal(zone->scopes.items[flaw->scope].source, 0);
}

#define WITH_ZONE(test) cmocka_unit_test_setup_teardown(test, start, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ZONE(an_entry_is_a_record),
        WITH_ZONE(a_text_without_entries_is_a_zone_without_records),
        WITH_ZONE(a_byte_order_mark_is_no_part_of_the_first_owner),
        WITH_ZONE(a_line_that_begins_with_a_blank_takes_the_last_owner),
        WITH_ZONE(the_ttl_directive_gives_records_their_ttl),
        WITH_ZONE(without_a_ttl_directive_the_last_ttl_holds),
        WITH_ZONE(an_soa_without_ttl_lends_its_last_field),
        WITH_ZONE(records_know_what_was_written_in_their_entry),
        WITH_ZONE(the_class_is_what_the_claim_or_the_soa_says),
        WITH_ZONE(a_run_of_records_outside_of_the_zone_is_one_flaw),
        WITH_ZONE(the_followers_of_a_broken_owner_are_passed_over),
        WITH_ZONE(the_followers_of_a_record_with_broken_data_keep_its_owner),
        WITH_ZONE(a_zone_of_the_root_takes_every_name),
        WITH_ZONE(what_falls_apart_is_marked_where_it_begins),
        WITH_ZONE(a_nul_byte_is_marked_with_its_word),
        WITH_ZONE(a_missing_part_is_marked_where_it_belongs),
        WITH_ZONE(a_broken_name_is_marked_whole),
        WITH_ZONE(broken_data_is_marked_at_its_field),
        WITH_ZONE(other_languages_are_named),
        WITH_ZONE(a_broken_directive_is_marked_at_its_argument),
        WITH_ZONE(each_flaw_stands_in_its_entry),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
