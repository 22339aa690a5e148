/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

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

#define RRTYPE(mnemonic, code, layout, flags) {mnemonic, code, flags},
static const struct {
    const char *mnemonic;
    uint16_t code;
    unsigned flags;
} rows[] = {
#include "zones/rrtypes.def"
};
#undef RRTYPE

enum { ROW_COUNT = sizeof(rows) / sizeof(rows[0]) };

static void the_table_lists_its_rows_in_the_order_of_their_codes(void **state)
{
    (void)state;
    assert_int_equal(rrtype_count(), ROW_COUNT);
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

/* The judges of the quick look-ups: a search through all rows, by the words of the RFCs. */

static int code_by_search(struct bytes text, const char *prefix)
{
    size_t start = strlen(prefix);
    if (text.length <= start || text.length > start + 5 ||
        !bytes_equal_string_folded((struct bytes){text.data, start}, prefix)) {
        return NOT_A_TYPE;
    }
    int code = 0;
    for (size_t i = start; i < text.length; i++) {
        if (!byte_is_digit(text.data[i])) {
            return NOT_A_TYPE;
        }
        code = code * 10 + (text.data[i] - '0');
    }
    return code <= UINT16_MAX ? code : NOT_A_TYPE;
}

static int type_by_search(struct bytes text)
{
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (bytes_equal_string_folded(text, rows[i].mnemonic)) {
            return rows[i].code;
        }
    }
    return code_by_search(text, "TYPE");
}

#define RRCLASS(mnemonic, code) {mnemonic, code},
static const struct {
    const char *mnemonic;
    uint16_t code;
} class_rows[] = {
#include "zones/rrclasses.def"
};
#undef RRCLASS

enum { CLASS_ROW_COUNT = sizeof(class_rows) / sizeof(class_rows[0]) };

static int class_by_search(struct bytes text)
{
    for (size_t i = 0; i < CLASS_ROW_COUNT; i++) {
        if (bytes_equal_string_folded(text, class_rows[i].mnemonic)) {
            return class_rows[i].code;
        }
    }
    return code_by_search(text, "CLASS");
}

/* From memory that ends where the text does, so that a sanitizer sees whoever reads further. */
static void assert_found_as_by_search(const uint8_t *data, size_t length)
{
    uint8_t *copy = malloc(length == 0 ? 1 : length);
    assert_non_null(copy);
    memcpy(copy, data, length);
    struct bytes text = {copy, length};
    uint16_t code = 0;
    int type = rrtype_from_text(text, &code) ? code : NOT_A_TYPE;
    int class = rrclass_from_text(text, &code) ? code : NOT_A_TYPE;
    int other_class = rrclass_other_from_text(text, &code) ? code : NOT_A_TYPE;
    if (type != type_by_search(text) || class != class_by_search(text) || other_class != class) {
        fail_msg("`%.*s` is type %d, class %d", (int)length, (const char *)data, type, class);
    }
    free(copy);
}

static void assert_found_in_every_case(const char *mnemonic)
{
    uint8_t text[RRTYPE_TEXT_BYTES];
    size_t length = strlen(mnemonic);
    for (unsigned capitals = 0; capitals < 1U << length; capitals++) {
        for (size_t i = 0; i < length; i++) {
            uint8_t byte = (uint8_t)mnemonic[i];
            text[i] = (capitals >> i & 1) != 0 ? byte : byte_lower(byte);
        }
        assert_found_as_by_search(text, length);
    }
}

/* With each byte changed to any other, left out, or doubled. */
static void assert_neighbours_found_as_by_search(const char *mnemonic)
{
    uint8_t text[RRTYPE_TEXT_BYTES + 1];
    size_t length = strlen(mnemonic);
    for (size_t i = 0; i < length; i++) {
        memcpy(text, mnemonic, length);
        for (unsigned byte = 0; byte <= UINT8_MAX; byte++) {
            text[i] = (uint8_t)byte;
            assert_found_as_by_search(text, length);
        }
        memcpy(text, mnemonic, i);
        memcpy(text + i, mnemonic + i + 1, length - i - 1);
        assert_found_as_by_search(text, length - 1);
        memcpy(text + i + 1, mnemonic + i, length - i);
        for (unsigned byte = 0; byte <= UINT8_MAX; byte++) {
            text[i] = (uint8_t)byte;
            assert_found_as_by_search(text, length + 1);
        }
    }
}

static void mnemonics_are_found_as_by_a_search_through_all_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < rrtype_count(); i++) {
        assert_found_in_every_case(rrtype_at(i)->mnemonic);
        assert_neighbours_found_as_by_search(rrtype_at(i)->mnemonic);
    }
    for (size_t i = 0; i < CLASS_ROW_COUNT; i++) {
        assert_found_in_every_case(class_rows[i].mnemonic);
        assert_neighbours_found_as_by_search(class_rows[i].mnemonic);
    }
}

static void short_words_are_found_as_by_a_search_through_all_rows(void **state)
{
    (void)state;
    assert_found_as_by_search((const uint8_t *)"", 0);
    for (unsigned first = 0; first <= UINT8_MAX; first++) {
        uint8_t text[2] = {(uint8_t)first};
        assert_found_as_by_search(text, 1);
        for (unsigned second = 0; second <= UINT8_MAX; second++) {
            text[1] = (uint8_t)second;
            assert_found_as_by_search(text, 2);
        }
    }
}

static void long_words_are_found_as_by_a_search_through_all_rows(void **state)
{
    (void)state;
    for (size_t length = 0; length < 40; length++) {
        uint8_t text[40];
        memset(text, 'N', sizeof(text));
        assert_found_as_by_search(text, length);
        memcpy(text, "NSEC3PARAM", 10);
        assert_found_as_by_search(text, length);
    }
    for (unsigned code = 0; code <= UINT16_MAX + 10U; code++) {
        char text[RRTYPE_TEXT_BYTES];
        int length = snprintf(text, sizeof(text), "%s%u", code % 2 == 0 ? "TYPE" : "type", code);
        assert_found_as_by_search((const uint8_t *)text, (size_t)length);
        length = snprintf(text, sizeof(text), "%s%u", code % 2 == 0 ? "CLASS" : "class", code);
        assert_found_as_by_search((const uint8_t *)text, (size_t)length);
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

static void every_code_has_the_row_that_a_search_finds(void **state)
{
    (void)state;
    for (unsigned code = 0; code <= UINT16_MAX; code++) {
        size_t row = 0;
        while (row < ROW_COUNT && rows[row].code != code) {
            row++;
        }
        bool found = row < ROW_COUNT;
        unsigned flags = found ? rows[row].flags : 0;
        const struct rrtype *type = rrtype_find((uint16_t)code);
        assert_int_equal(type != NULL, found);
        if (found) {
            assert_string_equal(type->mnemonic, rows[row].mnemonic);
            assert_int_equal(type->code, code);
            assert_int_equal(type->flags, flags);
        }
        for (unsigned flag = RRTYPE_HOST; flag <= RRTYPE_RECENT; flag <<= 1) {
            assert_int_equal(rrtype_has((uint16_t)code, flag), (flags & flag) != 0);
        }
        bool meta = code == 0 || (code >= 128 && code <= 255) || (flags & RRTYPE_META) != 0;
        assert_int_equal(rrtype_is_meta((uint16_t)code), meta);
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
    static const struct {
        uint16_t code;
        type_mask mask;
    } asked[] = {
        {TYPE_A, MASK_A},           {TYPE_AAAA, MASK_AAAA},   {TYPE_NS, MASK_NS},
        {TYPE_CNAME, MASK_CNAME},   {TYPE_DNAME, MASK_DNAME}, {TYPE_SOA, MASK_SOA},
        {TYPE_PTR, MASK_PTR},       {TYPE_MX, MASK_MX},       {TYPE_SRV, MASK_SRV},
        {TYPE_TXT, MASK_TXT},       {TYPE_DS, MASK_DS},       {TYPE_TLSA, MASK_TLSA},
        {TYPE_RRSIG, MASK_RRSIG},   {TYPE_NSEC, MASK_NSEC},   {TYPE_NSEC3, MASK_NSEC3},
        {TYPE_ZONEMD, MASK_ZONEMD},
    };
    type_mask seen = MASK_OTHER;
    for (unsigned code = 0; code <= UINT16_MAX; code++) {
        type_mask expected = MASK_OTHER;
        for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
            expected = asked[i].code == code ? asked[i].mask : expected;
        }
        assert_int_equal(rrtype_mask((uint16_t)code), expected);
        assert_int_equal(expected & (expected - 1), 0);
        assert_true(expected == MASK_OTHER || (seen & expected) == 0);
        seen |= expected;
    }
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
        cmocka_unit_test(mnemonics_are_found_as_by_a_search_through_all_rows),
        cmocka_unit_test(short_words_are_found_as_by_a_search_through_all_rows),
        cmocka_unit_test(long_words_are_found_as_by_a_search_through_all_rows),
        cmocka_unit_test(any_type_may_be_written_as_a_number),
        cmocka_unit_test(other_words_are_no_types),
        cmocka_unit_test(mnemonics_that_every_server_knows_are_printed),
        cmocka_unit_test(other_types_are_printed_as_numbers),
        cmocka_unit_test(codes_without_a_row_are_not_found),
        cmocka_unit_test(types_of_questions_and_messages_are_meta),
        cmocka_unit_test(every_code_has_the_row_that_a_search_finds),
        cmocka_unit_test(every_letter_of_a_layout_is_a_kind_of_field),
        cmocka_unit_test(a_type_that_names_a_host_has_one_name_behind_numbers),
        cmocka_unit_test(each_type_that_is_asked_about_has_a_bit_of_its_own),
        cmocka_unit_test(classes_are_read_in_any_case_and_as_numbers),
        cmocka_unit_test(classes_are_printed_with_their_usual_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
