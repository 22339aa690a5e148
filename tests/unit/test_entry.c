/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "zones/entry.h"
#include "zones/rrtype.h"

/* Where the reading of one text got to; for the teardown, should an assertion end a test. */
static struct entry_reader reader;

static int start_reader(void **state)
{
    (void)state;
    reader = (struct entry_reader){0};
    return 0;
}

static int end_reader(void **state)
{
    (void)state;
    entry_reader_end(&reader);
    return 0;
}

/* Asserts that entries follow each other up to the end of the text. */
static void assert_tiled(struct bytes text, uint64_t start)
{
    struct entry entry;
    entry_reader_start(&reader, text, 0);
    for (;;) {
        entry_next(&reader, &entry);
        assert_int_equal(entry.start, start);
        if (entry.kind == ENTRY_END) {
            break;
        }
        assert_true(entry.end > entry.start);
        assert_true(entry.fields_end >= entry.start);
        assert_true(entry.fields_end <= entry.end);
        start = entry.end;
    }
    assert_int_equal(start, text.length);
}

static void entries_tile_the_text(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "a A 192.0.2.1",
        "a A 192.0.2.1\n",
        "\n\n; note\n\t\n",
        "a SOA b c ( 1\n 2 3\r\n 4 5 ) ; end\nd A 192.0.2.1\n",
        "a ( b\nc ( d\ne",
        "a ( \"b\nc ) d\n",
        ") ) (\n(\n",
        "$TTL 1h\r\n a\r\rb\r",
        "\\\n\\\r\n\\",
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        assert_tiled(bytes_from_string(texts[i]), 0);
    }
    assert_tiled(bytes_from_string("\xef\xbb\xbf@ NS ns\n"), 3);
    assert_tiled(bytes_from_string("\xef\xbb\xbf; note\n"), 3);
    assert_tiled(bytes_from_string("\xef\xbb\xbf"), 3);
}

struct field_case {
    const char *text;
    enum entry_kind kind;
    bool inherited;
    const char *fields; /* of the first entry, with `|` between them and quotes around quoted ones;
                           `+` in front of a field that is joined to the one before */
};

static void entry_to_text(const struct entry *entry, char *text, size_t size)
{
    size_t at = 0;
    text[0] = '\0';
    for (size_t i = 0; i < entry->field_count; i++) {
        const struct field *field = &entry->fields[i];
        const char *quote = field->quoted ? "\"" : "";
        at += (size_t)snprintf(text + at, size - at, "%s%s%s%.*s%s", i == 0 ? "" : "|",
                               field->joined ? "+" : "", quote, (int)field->length,
                               (const char *)field->text, quote);
        assert_true(at < size);
    }
}

static void fields_are_what_stands_between_blanks(void **state)
{
    (void)state;
    static const struct field_case cases[] = {
        {"", ENTRY_END, false, ""},
        {"\n", ENTRY_EMPTY, false, ""},
        {"  ; note\n", ENTRY_EMPTY, true, ""},
        {"( )\n", ENTRY_EMPTY, false, ""},
        {"www 3600 IN A 192.0.2.1\n", ENTRY_RECORD, false, "www|3600|IN|A|192.0.2.1"},
        {"\tA 192.0.2.1", ENTRY_RECORD, true, "A|192.0.2.1"},
        {"a TXT \"b c\" \"\" d", ENTRY_RECORD, false, "a|TXT|\"b c\"|\"\"|d"},
        {"a TXT \"b\"\"c\"", ENTRY_RECORD, false, "a|TXT|\"b\"|+\"c\""},
        {"a HTTPS 1 . alpn=\"h2\"", ENTRY_RECORD, false, "a|HTTPS|1|.|alpn=|+\"h2\""},
        {"a TXT b ; c", ENTRY_RECORD, false, "a|TXT|b"},
        {"a\\ b A", ENTRY_RECORD, false, "a\\ b|A"},
        {"$TTL 1h\n", ENTRY_DIRECTIVE, false, "$TTL|1h"},
        {"$ttl 1h", ENTRY_DIRECTIVE, false, "$ttl|1h"},
        {" $TTL 1h", ENTRY_RECORD, true, "$TTL|1h"},
        {"\"$TTL\" 1h", ENTRY_RECORD, false, "\"$TTL\"|1h"},
        {"\\$TTL 1h", ENTRY_RECORD, false, "\\$TTL|1h"},
        {"\xef\xbb\xbf@ NS ns", ENTRY_RECORD, false, "@|NS|ns"},
        {"\xef\xbb\xbf NS ns", ENTRY_RECORD, true, "NS|ns"},
        {"a A\r\nb", ENTRY_RECORD, false, "a|A"},
        {"a A\rb", ENTRY_RECORD, false, "a|A"},
        {"a A \\\nb", ENTRY_RECORD, false, "a|A|\\"},
        {"a TXT \"b\\\nc\" d\ne", ENTRY_RECORD, false, "a|TXT|\"b\\\nc\"|d"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct entry entry;
        char seen[200];
        entry_reader_start(&reader, bytes_from_string(cases[i].text), 0);
        entry_next(&reader, &entry);
        entry_to_text(&entry, seen, sizeof(seen));
        if (entry.kind != cases[i].kind || entry.owner_inherited != cases[i].inherited ||
            strcmp(seen, cases[i].fields) != 0) {
            fail_msg("`%s` has kind %d and fields %s", cases[i].text, (int)entry.kind, seen);
        }
        assert_int_equal(entry.flaw, FLAW_NONE);
    }
}

static void parentheses_join_lines(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *fields;
        uint64_t end;
        uint64_t fields_end;
    } cases[] = {
        {"a SOA b c (1\n2 3\n4 5)\nd", "a|SOA|b|c|1|2|3|4|5", 22, 21},
        {"a (\n) A\nb", "a|A", 8, 7},
        {"( a\r\n\tA )\r\nb", "a|A", 11, 9},
        {"a ( ; one (\n b ; two )\n ) c\n", "a|b|c", 28, 27},
        {"a ( ( b\n) c\n) d\ne", "a|b|c|d", 16, 15},
        {"a TXT ( \"b ) c\"\n) ; end\n", "a|TXT|\"b ) c\"", 24, 17},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct entry entry;
        char seen[200];
        entry_reader_start(&reader, bytes_from_string(cases[i].text), 0);
        entry_next(&reader, &entry);
        entry_to_text(&entry, seen, sizeof(seen));
        assert_string_equal(seen, cases[i].fields);
        assert_int_equal(entry.end, cases[i].end);
        assert_int_equal(entry.fields_end, cases[i].fields_end);
        assert_true(entry.multiline);
        assert_int_equal(entry.flaw, FLAW_NONE);
    }
}

static void parentheses_on_one_line_join_nothing(void **state)
{
    (void)state;
    struct entry entry;
    entry_reader_start(&reader, bytes_from_string("a ( A ) 192.0.2.1\n"), 0);
    entry_next(&reader, &entry);
    assert_false(entry.multiline);
    assert_int_equal(entry.field_count, 3);
}

static void a_line_in_parentheses_may_begin_at_its_edge(void **state)
{
    (void)state;
    struct entry entry;
    entry_reader_start(&reader, bytes_from_string("a (\n$TTL\n) b"), 0);
    entry_next(&reader, &entry);
    assert_int_equal(entry.kind, ENTRY_RECORD);
    assert_int_equal(entry.field_count, 3);
}

/* Each flaw with its place, and what the next entry begins with. */
static void a_slip_costs_one_line(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum flaw_kind flaw;
        uint64_t start;
        uint64_t end;
        const char *fields;
        uint64_t next;
    } cases[] = {
        {"a TXT \"b\nc A", FLAW_QUOTE_OPEN, 6, 8, "a|TXT|\"b\"", 9},
        {"a TXT \"b\r\nc A", FLAW_QUOTE_OPEN, 6, 8, "a|TXT|\"b\"", 10},
        {"a TXT \"", FLAW_QUOTE_OPEN, 6, 7, "a|TXT|\"\"", 7},
        {"a \"b\\\"\nc", FLAW_QUOTE_OPEN, 2, 6, "a|\"b\\\"\"", 7},
        {"a SOA b c (1 2\nd A e\n", FLAW_PARENTHESIS_OPEN, 10, 11, "a|SOA|b|c|1|2", 15},
        {"a (", FLAW_PARENTHESIS_OPEN, 2, 3, "a", 3},
        {"(\na", FLAW_PARENTHESIS_OPEN, 0, 1, "", 2},
        {"a ( b ( c\nd ) e\n", FLAW_PARENTHESIS_OPEN, 2, 3, "a|b|c", 10},
        {"a (\n) b (\nc\n", FLAW_PARENTHESIS_OPEN, 8, 9, "a|b", 10},
        {"a b ) c\nd", FLAW_PARENTHESIS_STRAY, 4, 5, "a|b|c", 8},
        {") )\n", FLAW_PARENTHESIS_STRAY, 0, 1, "", 4},
        {"a ) \"b\nc", FLAW_PARENTHESIS_STRAY, 2, 3, "a|\"b\"", 7},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct entry entry;
        char seen[200];
        entry_reader_start(&reader, bytes_from_string(cases[i].text), 0);
        entry_next(&reader, &entry);
        entry_to_text(&entry, seen, sizeof(seen));
        assert_int_equal(entry.kind, ENTRY_RECORD);
        if (entry.flaw != cases[i].flaw || entry.flaw_start != cases[i].start ||
            entry.flaw_end != cases[i].end || strcmp(seen, cases[i].fields) != 0 ||
            entry.end != cases[i].next) {
            fail_msg("`%s` has flaw %d at %u-%u, fields %s, end %u", cases[i].text, (int)entry.flaw,
                     (unsigned)entry.flaw_start, (unsigned)entry.flaw_end, seen,
                     (unsigned)entry.end);
        }
        assert_true(entry.fields_end <= entry.end);
    }
}

static void a_nul_byte_in_a_word_is_a_slip(void **state)
{
    (void)state;
    struct entry entry;
    entry_reader_start(&reader, (struct bytes){(const uint8_t *)"a b\0c\nd", 7}, 0);
    entry_next(&reader, &entry);
    assert_int_equal(entry.flaw, FLAW_BYTE_NUL);
    assert_int_equal(entry.flaw_start, 2);
    assert_int_equal(entry.flaw_end, 5);
    assert_int_equal(entry.end, 6);
}

static void the_line_behind_a_parenthesis_that_nothing_closes_is_read(void **state)
{
    (void)state;
    struct entry entry;
    char seen[200];
    entry_reader_start(&reader, bytes_from_string("a ( b\nc (\nd ) e\nf g\n"), 0);
    static const struct {
        enum flaw_kind flaw;
        const char *fields;
    } entries[] = {
        {FLAW_PARENTHESIS_OPEN, "a|b"},
        {FLAW_NONE, "c|d|e"},
        {FLAW_NONE, "f|g"},
    };
    for (size_t i = 0; i < sizeof(entries) / sizeof(entries[0]); i++) {
        entry_next(&reader, &entry);
        entry_to_text(&entry, seen, sizeof(seen));
        assert_int_equal(entry.flaw, entries[i].flaw);
        assert_string_equal(seen, entries[i].fields);
    }
    entry_next(&reader, &entry);
    assert_int_equal(entry.kind, ENTRY_END);
}

/* Were the rest of the text read again for each of them, this would take hours. */
static void many_parentheses_that_nothing_closes_are_read_in_one_go(void **state)
{
    (void)state;
    enum { LINES = 200000 };
    struct buffer text = {0};
    for (size_t i = 0; i < LINES; i++) {
        buffer_add_string(&text, "a ( ( b )\n");
    }
    struct entry entry;
    size_t flaws = 0;
    entry_reader_start(&reader, buffer_bytes(&text), 0);
    for (entry_next(&reader, &entry); entry.kind != ENTRY_END; entry_next(&reader, &entry)) {
        flaws += entry.flaw == FLAW_PARENTHESIS_OPEN;
    }
    buffer_free(&text);
    assert_int_equal(flaws, LINES);
}

static void reading_may_begin_at_any_entry(void **state)
{
    (void)state;
    struct entry entry;
    entry_reader_start(&reader, bytes_from_string("a A\n b C\n"), 4);
    entry_next(&reader, &entry);
    assert_int_equal(entry.start, 4);
    assert_true(entry.owner_inherited);
    assert_int_equal(entry.fields[0].start, 5);
}

struct parts_case {
    const char *text;
    const char *parts; /* the fields owner, TTL, class, type and data begin with; - for none */
    enum flaw_kind flaw;
    size_t flaw_field;
};

static const char *part_text(const struct entry *entry, size_t field, char room[64])
{
    if (field >= entry->field_count) {
        return "-";
    }
    snprintf(room, 64, "%.*s", (int)entry->fields[field].length,
             (const char *)entry->fields[field].text);
    return room;
}

static void ttl_and_class_may_stand_in_either_order(void **state)
{
    (void)state;
    static const struct parts_case cases[] = {
        {"www 1h IN A 192.0.2.1", "www 1h IN A 192.0.2.1", FLAW_NONE, 0},
        {"www IN 1h A 192.0.2.1", "www 1h IN A 192.0.2.1", FLAW_NONE, 0},
        {"www IN A 192.0.2.1", "www - IN A 192.0.2.1", FLAW_NONE, 0},
        {"www 3600 A 192.0.2.1", "www 3600 - A 192.0.2.1", FLAW_NONE, 0},
        {"www A 192.0.2.1", "www - - A 192.0.2.1", FLAW_NONE, 0},
        {" A 192.0.2.1", "- - - A 192.0.2.1", FLAW_NONE, 0},
        {" 0 CH TXT x", "- 0 CH TXT x", FLAW_NONE, 0},
        {"in in in", "in - in - -", FLAW_TYPE_UNKNOWN, 2},
        {"a a a", "a - - a a", FLAW_NONE, 0},
        {"ns ns ns", "ns - - ns ns", FLAW_NONE, 0},
        {"10 10 PTR host", "10 10 - PTR host", FLAW_NONE, 0},
        {"a CLASS1 TYPE1 \\# 0", "a - CLASS1 TYPE1 \\#", FLAW_NONE, 0},
        {"a TYPE65535", "a - - TYPE65535 -", FLAW_NONE, 0},
        {"a IN IN A x", "a - IN - -", FLAW_TYPE_UNKNOWN, 2},
        {"a 1 2 A x", "a 1 - - -", FLAW_TYPE_UNKNOWN, 2},
        {"a 1h30 A x", "a - - - -", FLAW_TYPE_UNKNOWN, 1},
        {"a b c", "a - - - -", FLAW_TYPE_UNKNOWN, 1},
        {"a \"A\" c", "a - - - -", FLAW_TYPE_UNKNOWN, 1},
        {"a \"1\" A c", "a - - - -", FLAW_TYPE_UNKNOWN, 1},
        {"a", "a - - - -", FLAW_TYPE_MISSING, 1},
        {"a 1 IN", "a 1 IN - -", FLAW_TYPE_MISSING, 3},
        {"a 2147483647 A x", "a 2147483647 - A x", FLAW_NONE, 0},
        {"a 2147483648 A x", "a 2147483648 - A x", FLAW_TTL_RANGE, 1},
        {"a 99999999999 IN A x", "a 99999999999 IN A x", FLAW_TTL_RANGE, 1},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct entry entry;
        char rooms[5][64];
        char seen[400];
        entry_reader_start(&reader, bytes_from_string(cases[i].text), 0);
        entry_next(&reader, &entry);
        struct entry_parts parts = entry_parts_find(&entry);
        snprintf(seen, sizeof(seen), "%s %s %s %s %s", part_text(&entry, parts.owner, rooms[0]),
                 part_text(&entry, parts.ttl, rooms[1]), part_text(&entry, parts.class, rooms[2]),
                 part_text(&entry, parts.type, rooms[3]), part_text(&entry, parts.rdata, rooms[4]));
        if (strcmp(seen, cases[i].parts) != 0 || parts.flaw != cases[i].flaw ||
            (parts.flaw != FLAW_NONE && parts.flaw_field != cases[i].flaw_field)) {
            fail_msg("`%s` has parts %s, flaw %d at field %zu", cases[i].text, seen,
                     (int)parts.flaw, parts.flaw_field);
        }
    }
}

static void parts_have_their_values(void **state)
{
    (void)state;
    struct entry entry;
    entry_reader_start(&reader, bytes_from_string("a 1H30M ch txt b"), 0);
    entry_next(&reader, &entry);
    struct entry_parts parts = entry_parts_find(&entry);
    assert_int_equal(parts.ttl_seconds, 5400);
    assert_int_equal(parts.class_code, CLASS_CH);
    assert_int_equal(parts.type_code, TYPE_TXT);
}

/* RFC 2181 section 8. */
static void a_ttl_above_its_range_is_zero(void **state)
{
    (void)state;
    struct entry entry;
    entry_reader_start(&reader, bytes_from_string("a 4294967295 A b"), 0);
    entry_next(&reader, &entry);
    assert_int_equal(entry_parts_find(&entry).ttl_seconds, 0);
}

#define WITH_READER(test) cmocka_unit_test_setup_teardown(test, start_reader, end_reader)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_READER(entries_tile_the_text),
        WITH_READER(fields_are_what_stands_between_blanks),
        WITH_READER(parentheses_join_lines),
        WITH_READER(parentheses_on_one_line_join_nothing),
        WITH_READER(a_line_in_parentheses_may_begin_at_its_edge),
        WITH_READER(a_slip_costs_one_line),
        WITH_READER(a_nul_byte_in_a_word_is_a_slip),
        WITH_READER(the_line_behind_a_parenthesis_that_nothing_closes_is_read),
        WITH_READER(many_parentheses_that_nothing_closes_are_read_in_one_go),
        WITH_READER(reading_may_begin_at_any_entry),
        WITH_READER(ttl_and_class_may_stand_in_either_order),
        WITH_READER(parts_have_their_values),
        WITH_READER(a_ttl_above_its_range_is_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
