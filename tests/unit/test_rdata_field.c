/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/support/record_data.h"
#include "tests/support/record_samples.h"
#include "zones/rdata_field.h"
#include "zones/rdata_fields.h"

static void each_letter_of_a_layout_has_a_name_and_no_type_else_has_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < rrtype_count(); i++) {
        const struct rrtype *type = rrtype_at(i);
        size_t expected = type->layout == NULL ? 0 : strlen(type->layout);
        if (rdata_field_count(type->code) != expected) {
            fail_msg("%s has %zu names for %zu fields", type->mnemonic,
                     rdata_field_count(type->code), expected);
        }
    }
    assert_int_equal(rdata_field_count(65280), 0);
}

static bool is_kebab_case(const char *name)
{
    bool after_letter = false;
    for (; *name != '\0'; name++) {
        bool is_letter = (*name >= 'a' && *name <= 'z') || byte_is_digit((uint8_t)*name);
        if (!is_letter && (*name != '-' || !after_letter)) {
            return false;
        }
        after_letter = is_letter;
    }
    return after_letter;
}

static void the_names_of_a_type_differ_and_find_their_fields(void **state)
{
    (void)state;
    for (size_t i = 0; i < rrtype_count(); i++) {
        uint16_t type = rrtype_at(i)->code;
        for (size_t k = 0; k < rdata_field_count(type); k++) {
            struct rdata_field field = rdata_field_at(type, k);
            struct rdata_field found;
            assert_true(is_kebab_case(field.name));
            assert_true(rdata_field_find(type, bytes_from_string(field.name), &found));
            assert_int_equal(found.index, k);
        }
    }
}

/* Another way to the same text as rdata_to_text(). */
static void add_presentation(const struct rdata_field *field,
                             struct bytes wire,
                             struct buffer *text)
{
    struct bytes octets = rdata_field_octets(field, wire);
    size_t start = (size_t)(octets.data - wire.data);
    size_t before = text->length;
    if (field->index > 0) {
        buffer_add_byte(text, ' ');
    }
    size_t end = rdata_kind(field->letter)->walk(wire, start, text);
    assert_int_equal(end, start + octets.length);
    if (field->index > 0 && text->length == before + 1) {
        text->length = before;
    }
}

static void the_fields_of_every_type_lie_one_behind_the_other_and_are_the_whole_data(void **state)
{
    (void)state;
    size_t looked_at = 0;
    for (size_t i = 0; i < record_sample_count; i++) {
        struct record_data data = record_data_read(record_samples[i].text);
        assert_true(data.good);
        size_t count = rdata_field_count(data.type);
        struct buffer text = {0};
        size_t end = 0;
        for (size_t k = 0; k < count; k++) {
            struct rdata_field field = rdata_field_at(data.type, k);
            struct bytes octets = rdata_field_octets(&field, data.wire);
            assert_int_equal(octets.data - data.wire.data, end);
            end += octets.length;
            add_presentation(&field, data.wire, &text);
        }
        if (count > 0) {
            assert_int_equal(end, data.wire.length);
        }
        if (count > 0 && memcmp(record_samples[i].printed, "\\#", 2) != 0) {
            assert_string_equal(buffer_string(&text), record_samples[i].printed);
            looked_at++;
        }
        buffer_free(&text);
    }
    assert_true(looked_at > 100);
}

static void a_field_that_is_a_word_is_one_in_every_sample(void **state)
{
    (void)state;
    for (size_t i = 0; i < record_sample_count; i++) {
        struct record_data data = record_data_read(record_samples[i].text);
        size_t count = rdata_field_count(data.type);
        bool words = count > 0 && strstr(record_samples[i].text, "\\# ") == NULL;
        for (size_t k = 0; k < count; k++) {
            words = words && rdata_field_at(data.type, k).is_word;
        }
        if (words && data.field_count != count) {
            fail_msg("`%s` has not %zu words", record_samples[i].text, count);
        }
    }
}

struct value_case {
    const char *record;
    const char *field;
    const char *text;
};

static void values_are_texts_to_compare(void **state)
{
    (void)state;
    static const struct value_case cases[] = {
        {"A 192.0.2.1", "address", "192.0.2.1"},
        {"AAAA 2001:DB8::1", "address", "2001:db8::1"},
        {"NS Ns1", "nsdname", "ns1.example."},
        {"CNAME Www.Example.NET.", "cname", "www.example.net."},
        {"DNAME x", "target", "x.example."},
        {"PTR x", "ptrdname", "x.example."},
        {"MX 010 Mail", "preference", "10"},
        {"MX 010 Mail", "exchange", "mail.example."},
        {"SRV 1 2 3 Host", "priority", "1"},
        {"SRV 1 2 3 Host", "weight", "2"},
        {"SRV 1 2 3 Host", "port", "3"},
        {"SRV 1 2 3 Host", "target", "host.example."},
        {"SOA a b 1 1h 2 3 4", "mname", "a.example."},
        {"SOA a b 1 1h 2 3 4", "rname", "b.example."},
        {"SOA a b 1 1h 2 3 4", "serial", "1"},
        {"SOA a b 1 1h 2 3 4", "refresh", "3600"},
        {"SOA a b 1 1h 2 3 4", "minimum", "4"},
        {"TXT a \"b c\" \"\\\"\\255\"", "text", "ab c\"\xff"},
        {"HINFO \"PC AT\" Linux", "os", "Linux"},
        {"ISDN 1", "sa", ""},
        {"CAA 128 Issue \"ca.example; a=b\"", "flags", "128"},
        {"CAA 128 issue \"ca.example; a=b\"", "tag", "issue"},
        {"CAA 128 issue \"ca.example; a=b\"", "value", "ca.example; a=b"},
        {"URI 1 2 \"https://example/\"", "target", "https://example/"},
        {"CAA 128 Issue \"x\"", "tag", "issue"},
        {"TLSA 3 1 1 AB cd", "certificate-association-data", "ABCD"},
        {"TLSA 3 1 1 AB cd", "matching-type", "1"},
        {"DS 1 8 2 00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF", "digest-type",
         "2"},
        {"HTTPS 1 Svc alpn=h2", "target-name", "svc.example."},
        {"NAPTR 1 2 u s \"\" .", "replacement", "."},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct record_data data = record_data_read(cases[i].record);
        assert_true(data.good);
        struct rdata_field field;
        assert_true(rdata_field_find(data.type, bytes_from_string(cases[i].field), &field));
        struct buffer text = {0};
        rdata_field_to_text(&field, data.wire, &text);
        assert_string_equal(buffer_string(&text), cases[i].text);
        if (field.kind == RDATA_FIELD_NUMBER || field.kind == RDATA_FIELD_PERIOD) {
            assert_int_equal(rdata_field_number(&field, data.wire), atoi(cases[i].text));
        }
        buffer_free(&text);
    }
}

static void a_field_is_replaced_by_a_value_that_is_one(void **state)
{
    (void)state;
    static const struct {
        const char *record;
        const char *field;
        const char *value;
        const char *word; /* NULL: no such value */
        const char *data; /* NULL: no such data */
    } cases[] = {
        {"MX 10 mail", "exchange", "Relay.Example.net", "Relay.Example.net",
         "10 relay.example.net."},
        {"MX 10 mail", "exchange", ".", ".", "10 ."},
        {"MX 10 mail", "exchange", "a..b", NULL, NULL},
        {"MX 10 mail", "preference", "20", "20", "20 mail.example."},
        {"MX 10 mail", "preference", "65536", NULL, NULL},
        {"MX 10 mail", "preference", "", NULL, NULL},
        {"SOA a b 1 2 3 4 5", "minimum", "1h", "1h", "a.example. b.example. 1 2 3 4 3600"},
        {"SOA a b 1 2 3 4 5", "rname", "c", "c", "a.example. c. 1 2 3 4 5"},
        {"A 192.0.2.1", "address", "192.0.2.2", "192.0.2.2", "192.0.2.2"},
        {"A 192.0.2.1", "address", "2001:db8::", NULL, NULL},
        {"CAA 0 issue \"a\"", "value", "say \"b\"", "\"say \\\"b\\\"\"",
         "0 issue \"say \\\"b\\\"\""},
        {"CAA 0 issue \"a\"", "tag", "iodef", "iodef", "0 iodef \"a\""},
        {"CAA 0 issue \"a\"", "tag", "a-b", NULL, NULL},
        {"DS 1 8 1 0011223344556677889900112233445566778899", "digest-type", "2", "2", NULL},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct record_data data = record_data_read(cases[i].record);
        struct rdata_field field;
        assert_true(rdata_field_find(data.type, bytes_from_string(cases[i].field), &field));
        struct bytes octets;
        struct bytes word;
        bool good =
            rdata_field_from_text(&field, bytes_from_string(cases[i].value), arena, &octets, &word);
        assert_int_equal(good, cases[i].word != NULL);
        if (!good) {
            continue;
        }
        assert_true(bytes_equal(word, bytes_from_string(cases[i].word)));
        struct bytes changed;
        good = rdata_field_replace(&field, data.wire, octets, arena, &changed);
        assert_int_equal(good, cases[i].data != NULL);
        if (good) {
            struct buffer text = {0};
            rdata_to_text(data.type, changed, &text);
            assert_string_equal(buffer_string(&text), cases[i].data);
            buffer_free(&text);
        }
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_letter_of_a_layout_has_a_name_and_no_type_else_has_names),
        cmocka_unit_test(the_names_of_a_type_differ_and_find_their_fields),
        cmocka_unit_test(the_fields_of_every_type_lie_one_behind_the_other_and_are_the_whole_data),
        cmocka_unit_test(a_field_that_is_a_word_is_one_in_every_sample),
        cmocka_unit_test(values_are_texts_to_compare),
        cmocka_unit_test(a_field_is_replaced_by_a_value_that_is_one),
    };
    return cmocka_run_group_tests(tests, record_data_start, record_data_end);
}
