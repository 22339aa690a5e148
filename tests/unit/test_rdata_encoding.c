/* SPDX-License-Identifier: BSD-3-Clause */
/* Base64, hexadecimal, base32hex, strings and bit maps against readers that take one bit or byte
 * after another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/support/field_read.h"
#include "tests/support/random.h"

enum {
    TEXT_MAX = 700,
    PIECES_MAX = 4,
};

/* A reader of digits, bit by bit. */
struct slow_reader {
    const char *digits;
    unsigned digit_bits;
    bool any_case;
    bool padded;    /* with = up to four digits */
    size_t count;   /* of digits */
    size_t padding; /* how many = there were */
    unsigned bits;  /* of the octet to come */
    unsigned bit_count;
    uint8_t octets[TEXT_MAX];
    size_t length;
};

static const char base64_digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const struct slow_reader slow_base64 = {.digits = base64_digits,
                                               .digit_bits = 6,
                                               .padded = true};
static const struct slow_reader slow_hex = {.digits = "0123456789ABCDEF",
                                            .digit_bits = 4,
                                            .any_case = true};
static const struct slow_reader slow_base32 = {.digits = "0123456789ABCDEFGHIJKLMNOPQRSTUV",
                                               .digit_bits = 5,
                                               .any_case = true};

static bool slow_take(struct slow_reader *slow, uint8_t byte)
{
    if (slow->padded && byte == '=' && slow->count % 4 >= 2 &&
        slow->count % 4 + slow->padding < 4) {
        slow->padding++;
        return true;
    }
    if (slow->any_case && byte >= 'a' && byte <= 'z') {
        byte = (uint8_t)(byte - 'a' + 'A');
    }
    const char *digit = byte == '\0' ? NULL : strchr(slow->digits, byte);
    if (digit == NULL || slow->padding > 0) {
        return false;
    }
    slow->count++;
    for (unsigned bit = slow->digit_bits; bit-- > 0;) {
        slow->bits = slow->bits << 1 | ((unsigned)(digit - slow->digits) >> bit & 1);
        if (++slow->bit_count == 8) {
            slow->octets[slow->length++] = (uint8_t)slow->bits;
            slow->bits = 0;
            slow->bit_count = 0;
        }
    }
    return true;
}

/* Whole groups, no digit too many, no bits behind the last octet. */
static bool slow_end(const struct slow_reader *slow)
{
    return (!slow->padded || (slow->count + slow->padding) % 4 == 0) &&
           slow->bit_count < slow->digit_bits && slow->bits == 0;
}

/* Reads pieces; the wrong one is that of the character that is wrong, or the last. */
static bool slow_read(struct slow_reader *slow,
                      const struct bytes *pieces,
                      size_t count,
                      size_t *ret_wrong)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t at = 0; at < pieces[i].length; at++) {
            if (!slow_take(slow, pieces[i].data[at])) {
                *ret_wrong = i;
                return false;
            }
        }
    }
    *ret_wrong = count - 1;
    return slow_end(slow);
}

static void assert_pieces(const struct rdata_kind *kind,
                          const struct slow_reader *reader,
                          enum flaw_kind flaw,
                          const struct bytes *pieces,
                          size_t count)
{
    /* The octet in front is that of NSEC3: an algorithm whose hashes may have any length. */
    static const uint8_t front = 2;
    bool counted = kind == &rdata_hash;
    struct slow_reader slow = *reader;
    size_t wrong = 0;
    bool good = slow_read(&slow, pieces, count, &wrong);
    struct field_outcome outcome = fields_read(kind, (struct bytes){&front, 1}, pieces, count);
    struct bytes wire = outcome.wire;
    if (outcome.good && counted) {
        assert_int_equal(wire.data[0], slow.length);
        wire = (struct bytes){wire.data + 1, wire.length - 1};
    }
    bool same =
        outcome.good == good &&
        (good ? outcome.at == count && bytes_equal(wire, (struct bytes){slow.octets, slow.length})
              : outcome.at == wrong && outcome.flaw == flaw);
    if (!same) {
        for (size_t i = 0; i < count; i++) {
            print_error("`%.*s`\n", (int)pieces[i].length, (const char *)pieces[i].data);
        }
        fail_msg("good %d at %zu, expected %d at %zu", outcome.good, outcome.at, good, wrong);
    }
}

/* Random digits with padding, zeros at the end, and other bytes now and then. */
static struct bytes text_make(uint64_t *random,
                              const struct slow_reader *reader,
                              size_t length,
                              uint8_t *room)
{
    for (size_t i = 0; i < length; i++) {
        uint8_t digit =
            (uint8_t)reader->digits[random_next(random) >> 8 & ((1U << reader->digit_bits) - 1)];
        bool lower = reader->any_case && random_next(random) % 2 == 0;
        room[i] = lower ? byte_lower(digit) : digit;
    }
    size_t padding = reader->padded ? random_next(random) % 4 : 0;
    for (size_t i = 1; i <= padding && i <= length; i++) {
        room[length - i] = '=';
    }
    if (random_next(random) % 2 == 0 && length > padding) {
        room[length - padding - 1] = (uint8_t)reader->digits[0];
    }
    if (random_next(random) % 4 == 0 && length > 0) {
        room[random_next(random) % length] = (uint8_t)(random_next(random) >> 8);
    }
    return (struct bytes){room, length};
}

/* Cuts a text that is not empty into pieces that are not. */
static size_t cut(uint64_t *random, struct bytes text, struct bytes pieces[PIECES_MAX])
{
    size_t count = 0;
    for (size_t most = random_next(random) % PIECES_MAX; count < most && text.length > 1;) {
        size_t length = 1 + random_next(random) % (text.length - 1);
        pieces[count++] = (struct bytes){text.data, length};
        text = (struct bytes){text.data + length, text.length - length};
    }
    pieces[count++] = text;
    return count;
}

static void assert_random_texts(const struct rdata_kind *kind,
                                const struct slow_reader *reader,
                                enum flaw_kind flaw,
                                size_t length_max,
                                bool pieces_allowed)
{
    uint64_t random = 1;
    for (size_t i = 0; i < 200000; i++) {
        uint8_t room[TEXT_MAX];
        size_t most = i % 4 == 0 ? length_max : 24;
        size_t length = 1 + random_next(&random) % most;
        struct bytes text = text_make(&random, reader, length, room);
        struct bytes pieces[PIECES_MAX] = {text};
        size_t count = pieces_allowed ? cut(&random, text, pieces) : 1;
        assert_pieces(kind, reader, flaw, pieces, count);
    }
}

/* Each byte at each place of a text of each length. */
static void assert_each_byte(const struct rdata_kind *kind,
                             const struct slow_reader *reader,
                             enum flaw_kind flaw)
{
    for (size_t length = 1; length <= 24; length++) {
        for (size_t at = 0; at < length; at++) {
            for (unsigned byte = 0; byte <= UINT8_MAX; byte++) {
                uint8_t room[24];
                memset(room, reader->digits[0], sizeof(room));
                room[at] = (uint8_t)byte;
                struct bytes text = {room, length};
                assert_pieces(kind, reader, flaw, &text, 1);
            }
        }
    }
}

static void base64_is_read_as_bit_by_bit(void **state)
{
    (void)state;
    assert_each_byte(&rdata_base64, &slow_base64, FLAW_FIELD_BASE64);
    assert_random_texts(&rdata_base64, &slow_base64, FLAW_FIELD_BASE64, TEXT_MAX, true);
}

static void hexadecimal_is_read_as_bit_by_bit(void **state)
{
    (void)state;
    assert_each_byte(&rdata_hex, &slow_hex, FLAW_FIELD_HEX);
    assert_random_texts(&rdata_hex, &slow_hex, FLAW_FIELD_HEX, TEXT_MAX, true);
}

static void base32hex_is_read_as_bit_by_bit(void **state)
{
    (void)state;
    assert_each_byte(&rdata_hash, &slow_base32, FLAW_FIELD_BASE32);
    assert_random_texts(&rdata_hash, &slow_base32, FLAW_FIELD_BASE32, 408, false);
}

static void a_salt_is_hexadecimal_in_one_field(void **state)
{
    (void)state;
    uint64_t random = 1;
    for (size_t i = 0; i < 100000; i++) {
        uint8_t room[TEXT_MAX];
        size_t length = 1 + random_next(&random) % (i % 8 == 0 ? 520 : 24);
        struct bytes text = text_make(&random, &slow_hex, length, room);
        struct slow_reader slow = slow_hex;
        size_t wrong;
        bool good =
            slow_read(&slow, &text, 1, &wrong) && slow.bit_count == 0 && slow.length <= UINT8_MAX;
        if (length == 1 && room[0] == '-') {
            slow.length = 0;
            good = true;
        }
        struct field_outcome outcome = field_read_one(&rdata_salt, text);
        assert_int_equal(outcome.good, good);
        if (good) {
            assert_int_equal(outcome.wire.data[0], slow.length);
            assert_int_equal(outcome.wire.length, 1 + slow.length);
            assert_memory_equal(outcome.wire.data + 1, slow.octets, slow.length);
        } else {
            assert_int_equal(outcome.flaw, FLAW_FIELD_HEX);
        }
    }
}

/* One octet after another. */
static struct field_outcome slow_string(struct bytes text, size_t max, enum flaw_kind flaw)
{
    static uint8_t octets[UINT16_MAX];
    size_t length = 0;
    for (size_t at = 0; at < text.length;) {
        uint8_t octet;
        if (!octet_from_text(text, &at, &octet)) {
            return (struct field_outcome){.flaw = FLAW_ESCAPE};
        }
        if (length == max) {
            return (struct field_outcome){.flaw = flaw};
        }
        octets[length++] = octet;
    }
    return (struct field_outcome){.good = true, .wire = {octets, length}};
}

static void assert_string(struct bytes text)
{
    struct field_outcome outcome = field_read_one(&rdata_string, text);
    struct field_outcome expected = slow_string(text, UINT8_MAX, FLAW_STRING_TOO_LONG);
    assert_int_equal(outcome.good, expected.good);
    if (outcome.good) {
        assert_int_equal(outcome.wire.data[0], expected.wire.length);
        outcome.wire = (struct bytes){outcome.wire.data + 1, outcome.wire.length - 1};
        assert_true(bytes_equal(outcome.wire, expected.wire));
    } else {
        assert_int_equal(outcome.flaw, expected.flaw);
        assert_int_equal(outcome.at, 0);
    }
    outcome = field_read_one(&rdata_text_rest, text);
    expected = slow_string(text, RDATA_BYTES_MAX, FLAW_RDATA_TOO_LONG);
    assert_int_equal(outcome.good, expected.good);
    assert_true(outcome.good ? bytes_equal(outcome.wire, expected.wire)
                             : outcome.flaw == expected.flaw && outcome.at == 0);
}

static void strings_are_read_as_octet_by_octet(void **state)
{
    (void)state;
    static const char bytes[] = "\\\\\\\\0125x\"";
    uint64_t random = 1;
    for (size_t i = 0; i < 200000; i++) {
        uint8_t room[TEXT_MAX];
        /* A plain run in front brings the escapes to the end of a string that is just full. */
        size_t plain = i % 4 == 0 ? 245 + random_next(&random) % 12 : 0;
        size_t length = plain + random_next(&random) % 14;
        memset(room, 'a', plain);
        for (size_t at = plain; at < length; at++) {
            room[at] = (uint8_t)bytes[random_next(&random) % (sizeof(bytes) - 1)];
        }
        assert_string((struct bytes){room, length});
    }
    for (unsigned byte = 0; byte <= UINT8_MAX; byte++) {
        const uint8_t text[] = {(uint8_t)byte, '\\', (uint8_t)byte, (uint8_t)byte};
        for (size_t length = 0; length <= sizeof(text); length++) {
            assert_string((struct bytes){text, length});
        }
    }
}

/* Windows in order, each up to its last octet that is not zero: RFC 4034 section 4.1.2. */
static size_t slow_map(const bool types[65536], uint8_t *octets)
{
    uint8_t *end = octets;
    for (unsigned window = 0; window < 256; window++) {
        uint8_t *start = end;
        for (unsigned bit = 0; bit < 256; bit++) {
            if (types[window * 256 + bit]) {
                uint8_t *octet = start + 2 + bit / 8;
                while (end <= octet) {
                    *end++ = 0;
                }
                *octet |= (uint8_t)(0x80 >> bit % 8);
                start[0] = (uint8_t)window;
                start[1] = (uint8_t)(end - start - 2);
            }
        }
    }
    return (size_t)(end - octets);
}

static void bit_maps_are_those_of_type_by_type(void **state)
{
    (void)state;
    uint64_t random = 1;
    for (size_t i = 0; i < 3000; i++) {
        static bool types[65536];
        static uint8_t octets[256 * 34];
        char texts[12][RRTYPE_TEXT_BYTES];
        struct bytes fields[12];
        memset(types, 0, sizeof(types));
        size_t count = 1 + random_next(&random) % 12;
        for (size_t field = 0; field < count; field++) {
            unsigned mask = i % 3 == 0 ? 0xffff : i % 3 == 1 ? 0x3f : 0xf0ff;
            unsigned type = random_next(&random) & mask;
            types[type] = true;
            snprintf(texts[field], sizeof(texts[field]), "TYPE%u", type);
            fields[field] = bytes_from_string(texts[field]);
        }
        struct field_outcome outcome = fields_read(&rdata_types, (struct bytes){0}, fields, count);
        assert_true(outcome.good);
        assert_int_equal(outcome.at, count);
        assert_int_equal(outcome.wire.length, slow_map(types, octets));
        assert_memory_equal(outcome.wire.data, octets, outcome.wire.length);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base64_is_read_as_bit_by_bit),
        cmocka_unit_test(hexadecimal_is_read_as_bit_by_bit),
        cmocka_unit_test(base32hex_is_read_as_bit_by_bit),
        cmocka_unit_test(a_salt_is_hexadecimal_in_one_field),
        cmocka_unit_test(strings_are_read_as_octet_by_octet),
        cmocka_unit_test(bit_maps_are_those_of_type_by_type),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
