/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/zone_text.h"
#include "zones/record_text.h"

static struct zone_set *set;
static struct record_text text;

static int start(void **state)
{
    (void)state;
    set = NULL;
    text = (struct record_text){0};
    return 0;
}

static int end(void **state)
{
    (void)state;
    record_text_end(&text);
    zone_set_free(set);
    return 0;
}

/* Reads the last record of the zone example. with this text again. */
static void read_last_record(const char *zone_text)
{
    record_text_end(&text);
    zone_set_free(set);
    set = zone_texts_read(&(struct zone_text){.name = "example.", .text = zone_text}, 1);
    const struct zone *zone = set->zones.items[0];
    assert_true(zone->records.count > 0);
    record_text_read(&text, set->sources, zone, &zone->records.items[zone->records.count - 1]);
}

static void assert_span(struct span span, const char *expected)
{
    struct bytes bytes = source_list_bytes(set->sources, span);
    if (!bytes_equal(bytes, bytes_from_string(expected))) {
        fail_msg("`%.*s` instead of `%s`", (int)bytes.length, (const char *)bytes.data, expected);
    }
}

static void the_span_of_a_record_goes_from_its_first_word_to_its_last(void **state)
{
    (void)state;
    static const struct {
        const char *zone;
        const char *span;
    } cases[] = {
        {"a 60 A 192.0.2.1 ; note\n", "a 60 A 192.0.2.1"},
        {"b 60 A 192.0.2.1\n\t  A 192.0.2.2 \n", "A 192.0.2.2"},
        {"a 60 MX ( 10\n b ) ; note\n", "a 60 MX ( 10\n b )"},
        {"\xef\xbb\xbf"
         "a 60 TXT b",
         "a 60 TXT b"},
        {"; note\r\na 60 TXT \"b\"\r\n", "a 60 TXT \"b\""},
        {"$GENERATE 1-2 a$ 60 A 192.0.2.$\n", "$GENERATE 1-2 a$ 60 A 192.0.2.$"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        read_last_record(cases[i].zone);
        assert_span(text.span, cases[i].span);
    }
}

static void the_fields_of_the_data_have_their_places(void **state)
{
    (void)state;
    static const struct {
        const char *zone;
        const char *data[4];
    } cases[] = {
        {"a 60 IN MX 10 b\n", {"10", "b"}},
        {"a IN 60 MX 10 b\n", {"10", "b"}},
        {"a 60 A 192.0.2.1\n MX 10 b ; c\n", {"10", "b"}},
        {"a 60 MX 10 ( ; one\n b.example. ) ; two\n", {"10", "b.example."}},
        {"a 60 TXT \"b c\" d \"\"\n", {"\"b c\"", "d", "\"\""}},
        {"a 60 TXT b\\ c\n", {"b\\ c"}},
        {"a 60 HTTPS 1 . alpn=\"h2\"", {"1", ".", "alpn=", "\"h2\""}},
        {"$GENERATE 1-2 a$ 60 A 192.0.2.$\n", {"192.0.2.$"}},
        {"$generate 1-2 a$ IN 60 MX \"10 b$.example.\" ; c\n", {"10", "b$.example."}},
        {"$GENERATE 1-2 a$ 60 IN SRV \"1  2 3 b\"\n", {"1", "2", "3", "b"}},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        read_last_record(cases[i].zone);
        size_t count = 0;
        while (count < 4 && cases[i].data[count] != NULL) {
            assert_span(record_text_data(&text, count), cases[i].data[count]);
            count++;
        }
        assert_int_equal(text.data_count, count);
    }
}

static void what_is_behind_the_last_field_is_a_place(void **state)
{
    (void)state;
    read_last_record("a 60 MX ( 10 b\n ) ; note\n");
    struct span span = record_text_data(&text, 2);
    assert_int_equal(span.length, 0);
    assert_int_equal(span.start, strlen("a 60 MX ( 10 b\n )"));
    assert_true(record_text_data(&text, 99).start == span.start);
}

static void the_parts_tell_owner_ttl_and_type(void **state)
{
    (void)state;
    read_last_record("a IN 60 MX 10 b\n");
    assert_int_equal(text.parts.owner, 0);
    assert_int_equal(text.parts.class, 1);
    assert_int_equal(text.parts.ttl, 2);
    assert_int_equal(text.parts.type, 3);
    read_last_record("$GENERATE 1-2 a$ 60 MX \"10 b\"\n");
    assert_int_equal(text.parts.owner, 2);
    assert_int_equal(text.parts.class, ENTRY_FIELD_NONE);
    assert_int_equal(text.parts.ttl, 3);
    assert_int_equal(text.parts.type, 4);
    assert_int_equal(text.parts.type_code, TYPE_MX);
}

static void a_template_varies_where_a_dollar_stands(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool varies;
    } cases[] = {
        {"", false},      {"host", false}, {"host$", true},    {"$", true},    {"\\$", false},
        {"a\\$b$", true}, {"\\\\$", true}, {"${0,3,d}", true}, {"a\\", false},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        if (template_text_varies(bytes_from_string(cases[i].text)) != cases[i].varies) {
            fail_msg("`%s`", cases[i].text);
        }
    }
}

#define WITH_TEXT(test) cmocka_unit_test_setup_teardown(test, start, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TEXT(the_span_of_a_record_goes_from_its_first_word_to_its_last),
        WITH_TEXT(the_fields_of_the_data_have_their_places),
        WITH_TEXT(what_is_behind_the_last_field_is_a_place),
        WITH_TEXT(the_parts_tell_owner_ttl_and_type),
        cmocka_unit_test(a_template_varies_where_a_dollar_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
