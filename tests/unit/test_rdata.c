/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/support/record_data.h"
#include "tests/support/record_samples.h"

static struct buffer text_room;
static struct buffer printed_room;

static int end(void **state)
{
    buffer_free(&text_room);
    buffer_free(&printed_room);
    return record_data_end(state);
}

static struct record_data read_good(const char *text)
{
    struct record_data data = record_data_read(text);
    if (!data.good) {
        fail_msg("%.200s: flaw %d at field %zu", text, (int)data.flaw.kind, data.flaw.field);
    }
    return data;
}

/* The text of the data, without the type. */
static const char *print(uint16_t type, struct bytes wire)
{
    buffer_clear(&printed_room);
    rdata_to_text(type, wire, &printed_room);
    return buffer_string(&printed_room);
}

static void assert_octets(struct bytes wire, const char *hex, const char *text)
{
    if (strcmp(record_data_hex(wire), hex) != 0) {
        fail_msg("%.200s: %.200s, not %.200s", text, record_data_hex(wire), hex);
    }
}

static void every_sample_has_its_octets(void **state)
{
    (void)state;
    for (size_t i = 0; i < record_sample_count; i++) {
        const struct record_sample *sample = &record_samples[i];
        assert_octets(read_good(sample->text).wire, sample->hex, sample->text);
    }
}

static void every_sample_is_printed_so_that_it_reads_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < record_sample_count; i++) {
        const struct record_sample *sample = &record_samples[i];
        struct record_data data = read_good(sample->text);
        assert_string_equal(print(data.type, data.wire), sample->printed);
        buffer_clear(&text_room);
        buffer_add_format(&text_room, "TYPE%u %s", (unsigned)data.type, sample->printed);
        const char *text = buffer_string(&text_room);
        assert_octets(read_good(text).wire, sample->hex, text);
    }
}

/* `TYPEnnn \# length hex` of octets in hexadecimal. */
static const char *generic_text(uint16_t type, const char *hex)
{
    buffer_clear(&text_room);
    buffer_add_format(&text_room, "TYPE%u \\# %zu %s", (unsigned)type, strlen(hex) / 2, hex);
    return buffer_string(&text_room);
}

static void every_sample_reads_the_same_in_generic_form(void **state)
{
    (void)state;
    for (size_t i = 0; i < record_sample_count; i++) {
        const struct record_sample *sample = &record_samples[i];
        struct record_data data = read_good(sample->text);
        const char *text = generic_text(data.type, sample->hex);
        data = read_good(text);
        assert_octets(data.wire, sample->hex, text);
    }
}

static void every_type_that_can_be_in_a_zone_has_samples(void **state)
{
    (void)state;
    for (size_t i = 0; i < rrtype_count(); i++) {
        const struct rrtype *type = rrtype_at(i);
        size_t count = 0;
        for (size_t at = 0; at < record_sample_count; at++) {
            count += record_data_read(record_samples[at].text).type == type->code;
        }
        if (count == 0 && !rrtype_is_meta(type->code)) {
            fail_msg("no sample of %s", type->mnemonic);
        }
    }
}

/* Either the octets are refused as a whole, or they are printed so that they read back. */
static void assert_generic_is_refused_or_stable(uint16_t type, const char *hex)
{
    const char *text = generic_text(type, hex);
    struct record_data data = record_data_read(text);
    if (!data.good) {
        assert_int_equal(data.flaw.kind, FLAW_GENERIC_FORM);
        return;
    }
    char *canonical = strdup(record_data_hex(data.wire));
    const char *printed = print(type, data.wire);
    buffer_clear(&text_room);
    buffer_add_format(&text_room, "TYPE%u %s", (unsigned)type, printed);
    text = buffer_string(&text_room);
    assert_octets(read_good(text).wire, canonical, text);
    free(canonical);
}

static void cut_off_data_is_refused_or_printed_so_that_it_reads_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < record_sample_count; i++) {
        uint16_t type = read_good(record_samples[i].text).type;
        char *hex = strdup(record_samples[i].hex);
        for (size_t length = strlen(hex); length > 0; length -= 2) {
            hex[length] = '\0';
            assert_generic_is_refused_or_stable(type, hex);
        }
        free(hex);
    }
}

static void changed_data_is_refused_or_printed_so_that_it_reads_the_same(void **state)
{
    (void)state;
    static const char *const octets[] = {"00", "01", "03", "20", "40", "5c", "80", "c0", "ff"};
    for (size_t i = 0; i < record_sample_count; i++) {
        uint16_t type = read_good(record_samples[i].text).type;
        char *hex = strdup(record_samples[i].hex);
        for (size_t at = 0; hex[at] != '\0'; at += 2) {
            char old[2] = {hex[at], hex[at + 1]};
            for (size_t k = 0; k < sizeof(octets) / sizeof(octets[0]); k++) {
                memcpy(hex + at, octets[k], 2);
                assert_generic_is_refused_or_stable(type, hex);
            }
            memcpy(hex + at, old, 2);
        }
        free(hex);
    }
}

static void times_outside_of_32_bits_wrap_as_in_bind(void **state)
{
    (void)state;
    static const struct {
        const char *time;
        const char *hex;
    } cases[] = {
        {"19700101000000", "00000000"}, {"20000229235960", "38bc5d80"},
        {"20380119031408", "80000000"}, {"21060207062815", "ffffffff"},
        {"21060207062816", "00000000"}, {"19691231235959", "ffffffff"},
        {"99991231235959", "fff4417f"}, {"4294967295", "ffffffff"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        buffer_clear(&text_room);
        buffer_add_format(&text_room, "RRSIG A 8 1 0 %s 0 0 . AA==", cases[i].time);
        const char *text = buffer_string(&text_room);
        struct bytes wire = read_good(text).wire;
        assert_octets((struct bytes){wire.data + 8, 4}, cases[i].hex, text);
    }
}

static void keys_that_ldns_does_not_know_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *hex;
        const char *printed;
    } cases[] = {
        {"HTTPS 1 . ohttp alpn=h2",
         "000100000100030268320008"
         "0000",
         "1 . alpn=\"h2\" key8"},
        {"SVCB 1 . tls-supported-groups=29,23", "00010000090004001d0017",
         "1 . key9=\"\\000\\029\\000\\023\""},
        {"SVCB 1 . docpath", "000100000a0000", "1 . key10"},
        {"SVCB 1 . docpath=n,s", "000100000a0004016e0173", "1 . key10=\"\\001n\\001s\""},
        {"SVCB 1 . pvd", "000100000b0000", "1 . key11"},
        {"SVCB 1 . ech=", "00010000050000", "1 . key5"},
        {"SVCB 1 . alpn=\"h2\"port=53", "00010000010003026832000300020035",
         "1 . alpn=\"h2\" port=53"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct record_data data = read_good(cases[i].text);
        assert_octets(data.wire, cases[i].hex, cases[i].text);
        assert_string_equal(print(data.type, data.wire), cases[i].printed);
    }
}

static void sound_data_that_no_text_can_say_is_printed_in_generic_form(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "LOC \\# 4 01121516",                          /* another version */
        "LOC \\# 16 00021516800000008000000000989680", /* zero as 0 x 10^2 cm */
        "APL \\# 5 0003080101",                        /* another family */
        "ATMA \\# 2 0261",                             /* another format */
        "AMTRELAY \\# 3 0A0401",                       /* another relay type */
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct record_data data = read_good(texts[i]);
        assert_string_equal(print(data.type, data.wire), strchr(texts[i], '\\'));
    }
}

static void names_are_folded_where_the_canonical_form_says_so(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *hex;
    } cases[] = {
        {"NS \\# 3 014100", "016100"},
        {"MX \\# 5 000A014100", "000a016100"},
        {"SOA \\# 26 014100 014200 00000001 00000002 00000003 00000004 00000005",
         "0161000162000000000100000002000000030000000400000005"},
        {"A6 \\# 4 80014100", "80016100"},
        {"A6 \\# 6 79 40 024100 00", "794002610000"},
        {"NSEC \\# 6 014100000140", "014100000140"},
        {"SVCB \\# 5 0001014100", "0001014100"},
        {"HIP \\# 9 01020001 00 01 014100", "010200010001014100"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_octets(read_good(cases[i].text).wire, cases[i].hex, cases[i].text);
    }
}

static void a_string_has_255_octets_at_most(void **state)
{
    (void)state;
    buffer_clear(&text_room);
    buffer_add_string(&text_room, "TXT a \"");
    for (size_t i = 0; i < 254; i++) {
        buffer_add_byte(&text_room, 'x');
    }
    buffer_add_string(&text_room, "\\120"); /* one octet in four bytes */
    size_t length = text_room.length;
    buffer_add_byte(&text_room, '"');
    assert_int_equal(read_good(buffer_string(&text_room)).wire.length, 2 + 1 + 255);

    text_room.length = length;
    buffer_add_string(&text_room, "x\"");
    struct record_data data = record_data_read(buffer_string(&text_room));
    assert_false(data.good);
    assert_int_equal(data.flaw.kind, FLAW_STRING_TOO_LONG);
    assert_int_equal(data.flaw.field, 1);
}

/* A record with `count` times `piece` behind `start`. */
static struct record_data read_repeated(const char *start_text, const char *piece, size_t count)
{
    buffer_clear(&text_room);
    buffer_add_string(&text_room, start_text);
    for (size_t i = 0; i < count; i++) {
        buffer_add_string(&text_room, piece);
    }
    return record_data_read(buffer_string(&text_room));
}

static void data_has_65535_octets_at_most(void **state)
{
    (void)state;
    static const struct {
        const char *start;
        const char *piece;
        size_t octets; /* of a piece */
        size_t front;  /* octets in front of the pieces */
    } cases[] = {
        {"TXT ", "aaaa ", 5, 0},
        {"TXT ", "\"\"", 1, 0},
        {"TXT ", "\\065 ", 2, 0},
        {"TLSA 3 1 1 ", "00", 1, 3},
        {"TLSA 3 1 1 ", "00 11 ", 2, 3},
        {"OPENPGPKEY ", "AAAA", 3, 0},
        {"OPENPGPKEY ", "AAA A ", 3, 0},
        {"CAA 0 a ", "x", 1, 3},
        {"APL ", "1:0.0.0.0/0 ", 4, 0},
        {"SVCB 1 . key667=", "a", 1, 7},
        {"SVCB 1 . key667=", "\\097", 1, 7},
        {"SVCB 1 . alpn=a", ",\\097\\097", 3, 9},
        {"SVCB 1 . ipv4hint=1.2.3.4", ",1.2.3.4", 4, 11},
        {"TYPE1234 \\# 65535 ", "00", 1, 0},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        size_t count = (RDATA_BYTES_MAX - cases[i].front) / cases[i].octets;
        struct record_data data = read_repeated(cases[i].start, cases[i].piece, count);
        bool is_generic = strchr(cases[i].start, '#') != NULL;
        if (!data.good || data.wire.length != cases[i].front + count * cases[i].octets) {
            fail_msg("%s: flaw %d", cases[i].start, data.good ? 0 : (int)data.flaw.kind);
        }
        data = read_repeated(cases[i].start, cases[i].piece, count + 1);
        assert_false(data.good);
        assert_int_equal(data.flaw.kind, is_generic ? FLAW_GENERIC_LENGTH : FLAW_RDATA_TOO_LONG);
        data = read_repeated(cases[i].start, cases[i].piece, 2 * count);
        assert_false(data.good);
        assert_int_equal(data.flaw.kind, FLAW_RDATA_TOO_LONG);
    }
}

static void a_parameter_that_begins_at_the_very_end_is_too_long(void **state)
{
    (void)state;
    for (size_t octets = 65520; octets <= 65535; octets++) {
        size_t first = octets - 3 - 4; /* priority, target, key and length */
        read_repeated("SVCB 1 . key667=", "a", first);
        buffer_add_string(&text_room, " key668=");
        for (size_t i = 0; i < 1000; i++) {
            buffer_add_byte(&text_room, 'b');
        }
        struct record_data data = record_data_read(buffer_string(&text_room));
        assert_false(data.good);
        assert_int_equal(data.flaw.kind, FLAW_RDATA_TOO_LONG);
        assert_int_equal(data.flaw.field, 3);
    }
}

static void all_types_and_all_ports_fit_their_bit_maps(void **state)
{
    (void)state;
    buffer_clear(&text_room);
    buffer_add_string(&text_room, "NSEC a");
    for (unsigned type = 0; type <= 65535; type++) {
        buffer_add_format(&text_room, " TYPE%u", 65535 - type);
    }
    assert_int_equal(read_good(buffer_string(&text_room)).wire.length, 11 + 256 * 34);
    assert_int_equal(read_good("WKS 192.0.2.1 tcp 65535 0").wire.length, 5 + 8192);
}

static void parameters_are_sorted_by_their_keys(void **state)
{
    (void)state;
    buffer_clear(&text_room);
    buffer_add_string(&text_room, "SVCB 1 .");
    for (unsigned key = 5000; key >= 12; key--) {
        buffer_add_format(&text_room, " key%u=%u", key, key % 10);
    }
    struct bytes wire = read_good(buffer_string(&text_room)).wire;
    assert_int_equal(wire.length, 3 + (5000 - 11) * 5);
    for (unsigned key = 12; key <= 5000; key++) {
        const uint8_t *parameter = wire.data + 3 + (key - 12) * 5;
        const uint8_t expected[] = {(uint8_t)(key >> 8), (uint8_t)key, 0, 1,
                                    (uint8_t)('0' + key % 10)};
        assert_memory_equal(parameter, expected, sizeof(expected));
    }
}

static void the_numbers_of_an_soa_are_found_behind_its_names(void **state)
{
    (void)state;
    struct bytes wire = read_good("SOA ns1 host.master.example.net. 2026010101 2h 15m 4w 300").wire;
    struct soa_data soa = soa_data_from_wire(wire);
    assert_int_equal(soa.serial, 2026010101);
    assert_int_equal(soa.refresh_seconds, 7200);
    assert_int_equal(soa.retry_seconds, 900);
    assert_int_equal(soa.expire_seconds, 2419200);
    assert_int_equal(soa.minimum_seconds, 300);
    assert_int_equal(soa.serial_offset, wire.length - 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sample_has_its_octets),
        cmocka_unit_test(every_sample_is_printed_so_that_it_reads_the_same),
        cmocka_unit_test(every_sample_reads_the_same_in_generic_form),
        cmocka_unit_test(every_type_that_can_be_in_a_zone_has_samples),
        cmocka_unit_test(cut_off_data_is_refused_or_printed_so_that_it_reads_the_same),
        cmocka_unit_test(changed_data_is_refused_or_printed_so_that_it_reads_the_same),
        cmocka_unit_test(times_outside_of_32_bits_wrap_as_in_bind),
        cmocka_unit_test(keys_that_ldns_does_not_know_are_read),
        cmocka_unit_test(sound_data_that_no_text_can_say_is_printed_in_generic_form),
        cmocka_unit_test(names_are_folded_where_the_canonical_form_says_so),
        cmocka_unit_test(a_string_has_255_octets_at_most),
        cmocka_unit_test(data_has_65535_octets_at_most),
        cmocka_unit_test(a_parameter_that_begins_at_the_very_end_is_too_long),
        cmocka_unit_test(all_types_and_all_ports_fit_their_bit_maps),
        cmocka_unit_test(parameters_are_sorted_by_their_keys),
        cmocka_unit_test(the_numbers_of_an_soa_are_found_behind_its_names),
    };
    return cmocka_run_group_tests(tests, record_data_start, end);
}
