/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "zones/rdata_fields.h"
#include "zones/rrtype.h"

enum { NOT_A_TYPE = -1 };

static int type_from(const char *text)
{
    uint16_t code = 0;
    return rrtype_from_text(bytes_from_string(text), &code) ? code : NOT_A_TYPE;
}

static int class_from(const char *text)
{
    uint16_t code = 0;
    return rrclass_from_text(bytes_from_string(text), &code) ? code : NOT_A_TYPE;
}

static void the_table_lists_its_rows_in_the_order_of_their_codes(void **state)
{
    (void)state;
#define RRTYPE(mnemonic, code, layout, flags) {mnemonic, code},
    static const struct {
        const char *mnemonic;
        uint16_t code;
    } rows[] = {
#include "zones/rrtypes.def"
    };
#undef RRTYPE
    assert_int_equal(rrtype_count(), sizeof(rows) / sizeof(rows[0]));
    for (size_t i = 0; i < rrtype_count(); i++) {
        assert_string_equal(rrtype_at(i)->mnemonic, rows[i].mnemonic);
        assert_int_equal(rrtype_at(i)->code, rows[i].code);
        assert_true(i == 0 || rows[i - 1].code < rows[i].code);
    }
}

static void every_row_is_found_by_its_code_and_by_its_mnemonic(void **state)
{
    (void)state;
    for (size_t i = 0; i < rrtype_count(); i++) {
        const struct rrtype *type = rrtype_at(i);
        assert_ptr_equal(rrtype_find(type->code), type);
        assert_int_equal(type_from(type->mnemonic), type->code);
    }
}

static void a_mnemonic_is_read_in_any_case(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int code;
    } cases[] = {
        {"a", TYPE_A},         {"Ns", TYPE_NS},         {"cname", TYPE_CNAME},
        {"sOA", TYPE_SOA},     {"ptr", TYPE_PTR},       {"mX", TYPE_MX},
        {"txt", TYPE_TXT},     {"aaaA", TYPE_AAAA},     {"Srv", TYPE_SRV},
        {"dname", TYPE_DNAME}, {"ds", TYPE_DS},         {"rrsig", TYPE_RRSIG},
        {"nsec", TYPE_NSEC},   {"DnsKey", TYPE_DNSKEY}, {"nsec3", TYPE_NSEC3},
        {"tlsa", TYPE_TLSA},   {"caa", TYPE_CAA},       {"cdnskey", TYPE_CDNSKEY},
        {"nsap-ptr", 23},      {"openpgpkey", 61},      {"nsec3param", 51},
        {"any", 255},          {"dlv", 32769},          {"IpN", 264},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(type_from(cases[i].text), cases[i].code);
    }
}

static void any_type_may_be_written_as_a_number(void **state)
{
    (void)state;
    assert_int_equal(type_from("TYPE1"), 1);
    assert_int_equal(type_from("type15"), 15);
    assert_int_equal(type_from("TyPe00001"), 1);
    assert_int_equal(type_from("TYPE0"), 0);
    assert_int_equal(type_from("TYPE65535"), 65535);
}

static void other_words_are_no_types(void **state)
{
    (void)state;
    static const char *const words[] = {
        "",        "AA",        "AAAAA",   "MXX",       "1",           "NSEC4",
        "TYPE",    "TYPE65536", "TYPE-1",  "TYPE99999", "TYPE0000001", "TYPEA",
        "TYPE1x",  "CLASS1",    "IN",      "ALIAS",     "N",           "NSECX",
        "DNSKEYS", "*",         "NSAPPTR", "TYPE 1",    "OPENPGPKEYS", "\\097",
    };
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        assert_int_equal(type_from(words[i]), NOT_A_TYPE);
    }
    uint16_t code;
    assert_false(rrtype_from_text((struct bytes){(const uint8_t *)"\0A", 2}, &code));
}

static void assert_printed(uint16_t code, const char *text)
{
    char scratch[RRTYPE_TEXT_BYTES];
    assert_string_equal(rrtype_text(code, scratch), text);
    struct buffer buffer = {0};
    rrtype_to_text(code, &buffer);
    assert_string_equal(buffer_string(&buffer), text);
    buffer_free(&buffer);
}

static void mnemonics_that_every_server_knows_are_printed(void **state)
{
    (void)state;
    assert_printed(TYPE_A, "A");
    assert_printed(TYPE_NSEC3, "NSEC3");
    assert_printed(32769, "DLV");
}

static void other_types_are_printed_as_numbers(void **state)
{
    (void)state;
    assert_printed(262, "TYPE262"); /* WALLET, which BIND 9.18.0 does not know */
    assert_printed(54, "TYPE54");
    assert_printed(0, "TYPE0");
    assert_printed(65535, "TYPE65535");
    assert_printed(32770, "TYPE32770");
}

static void codes_without_a_row_are_not_found(void **state)
{
    (void)state;
    /* The last ones share their slots with TA and DLV. */
    static const uint16_t codes[] = {0,   54,  110,  200,   265,   271,
                                     272, 280, 1000, 32776, 65529, 65535};
    for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
        assert_null(rrtype_find(codes[i]));
    }
}

static void types_of_questions_and_messages_are_meta(void **state)
{
    (void)state;
    static const uint16_t meta[] = {0, 41, 128, 200, 248, 249, 250, 251, 252, 253, 254, 255};
    static const uint16_t data[] = {1, 40, 42, 127, 256, 1234, 32768, 65535};
    for (size_t i = 0; i < sizeof(meta) / sizeof(meta[0]); i++) {
        assert_true(rrtype_is_meta(meta[i]));
    }
    for (size_t i = 0; i < sizeof(data) / sizeof(data[0]); i++) {
        assert_false(rrtype_is_meta(data[i]));
    }
}

static void every_letter_of_a_layout_is_a_kind_of_field(void **state)
{
    (void)state;
    for (size_t i = 0; i < rrtype_count(); i++) {
        const char *layout = rrtype_at(i)->layout;
        for (; layout != NULL && *layout != '\0'; layout++) {
            assert_non_null(rdata_kind(*layout)->read);
            assert_non_null(rdata_kind(*layout)->walk);
        }
    }
}

static void a_type_that_names_a_host_has_one_name_behind_numbers(void **state)
{
    (void)state;
    size_t count = 0;
    for (size_t i = 0; i < rrtype_count(); i++) {
        const struct rrtype *type = rrtype_at(i);
        if ((type->flags & RRTYPE_HOST) == 0) {
            assert_true(rdata_host_front(type->code) == RDATA_HOST_NONE);
            continue;
        }
        size_t field = rdata_host_field(type->code);
        assert_int_equal(field, strlen(type->layout) - 1);
        assert_int_equal(strspn(type->layout, "s"), field);
        assert_int_equal(type->layout[field], 'n');
        assert_int_equal(rdata_host_front(type->code), 2 * field);
        count++;
    }
    assert_int_equal(count, 6);
}

static void each_type_that_is_asked_about_has_a_bit_of_its_own(void **state)
{
    (void)state;
    type_mask seen = MASK_OTHER;
    for (size_t i = 0; i < rrtype_count(); i++) {
        type_mask mask = rrtype_mask(rrtype_at(i)->code);
        if (mask != MASK_OTHER) {
            assert_int_equal(mask & (mask - 1), 0);
            assert_int_equal(seen & mask, 0);
            seen |= mask;
        }
    }
    assert_int_equal(rrtype_mask(TYPE_ZONEMD), MASK_ZONEMD);
    assert_int_equal(rrtype_mask(TYPE_CAA), MASK_OTHER);
    assert_int_equal(rrtype_mask(65535), MASK_OTHER);
}

static void classes_are_read_in_any_case_and_as_numbers(void **state)
{
    (void)state;
    assert_int_equal(class_from("IN"), CLASS_IN);
    assert_int_equal(class_from("in"), CLASS_IN);
    assert_int_equal(class_from("Ch"), CLASS_CH);
    assert_int_equal(class_from("CHAOS"), CLASS_CH);
    assert_int_equal(class_from("hs"), CLASS_HS);
    assert_int_equal(class_from("HESIOD"), CLASS_HS);
    assert_int_equal(class_from("NONE"), CLASS_NONE);
    assert_int_equal(class_from("ANY"), CLASS_ANY);
    assert_int_equal(class_from("CLASS1"), CLASS_IN);
    assert_int_equal(class_from("class65535"), 65535);
    static const char *const others[] = {"", "I", "A", "INN", "MX", "CLASS", "CLASS65536", "TYPE1"};
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        assert_int_equal(class_from(others[i]), NOT_A_TYPE);
    }
}

static void classes_are_printed_with_their_usual_names(void **state)
{
    (void)state;
    static const struct {
        uint16_t code;
        const char *text;
    } cases[] = {
        {CLASS_IN, "IN"},   {CLASS_CH, "CH"}, {CLASS_HS, "HS"},      {CLASS_NONE, "NONE"},
        {CLASS_ANY, "ANY"}, {2, "CLASS2"},    {65535, "CLASS65535"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct buffer text = {0};
        rrclass_to_text(cases[i].code, &text);
        assert_string_equal(buffer_string(&text), cases[i].text);
        buffer_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_lists_its_rows_in_the_order_of_their_codes),
        cmocka_unit_test(every_row_is_found_by_its_code_and_by_its_mnemonic),
        cmocka_unit_test(a_mnemonic_is_read_in_any_case),
        cmocka_unit_test(any_type_may_be_written_as_a_number),
        cmocka_unit_test(other_words_are_no_types),
        cmocka_unit_test(mnemonics_that_every_server_knows_are_printed),
        cmocka_unit_test(other_types_are_printed_as_numbers),
        cmocka_unit_test(codes_without_a_row_are_not_found),
        cmocka_unit_test(types_of_questions_and_messages_are_meta),
        cmocka_unit_test(every_letter_of_a_layout_is_a_kind_of_field),
        cmocka_unit_test(a_type_that_names_a_host_has_one_name_behind_numbers),
        cmocka_unit_test(each_type_that_is_asked_about_has_a_bit_of_its_own),
        cmocka_unit_test(classes_are_read_in_any_case_and_as_numbers),
        cmocka_unit_test(classes_are_printed_with_their_usual_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
