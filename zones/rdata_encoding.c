/* SPDX-License-Identifier: BSD-3-Clause */
/* Fields in base64, hexadecimal or base32hex (RFC 4648). BIND wants every encoding to be the one
 * that its octets have: padding where it belongs, and zero bits behind the last octet. */
#include "zones/rdata_fields.h"

/* A digit's value with a bit beside it, so that the zero of all other bytes says no. */
#define DIGIT HEX_DIGIT
#define V(value) (DIGIT | (value))

const uint8_t hex_digits[256] = {
    ['0'] = V(0),  ['1'] = V(1),  ['2'] = V(2),  ['3'] = V(3),  ['4'] = V(4),  ['5'] = V(5),
    ['6'] = V(6),  ['7'] = V(7),  ['8'] = V(8),  ['9'] = V(9),  ['A'] = V(10), ['B'] = V(11),
    ['C'] = V(12), ['D'] = V(13), ['E'] = V(14), ['F'] = V(15), ['a'] = V(10), ['b'] = V(11),
    ['c'] = V(12), ['d'] = V(13), ['e'] = V(14), ['f'] = V(15),
};

/* Base64. */

#define BASE64_DIGITS(V) \
    ['A'] = V(0), ['B'] = V(1), ['C'] = V(2), ['D'] = V(3), ['E'] = V(4), ['F'] = V(5), \
    ['G'] = V(6), ['H'] = V(7), ['I'] = V(8), ['J'] = V(9), ['K'] = V(10), ['L'] = V(11), \
    ['M'] = V(12), ['N'] = V(13), ['O'] = V(14), ['P'] = V(15), ['Q'] = V(16), ['R'] = V(17), \
    ['S'] = V(18), ['T'] = V(19), ['U'] = V(20), ['V'] = V(21), ['W'] = V(22), ['X'] = V(23), \
    ['Y'] = V(24), ['Z'] = V(25), ['a'] = V(26), ['b'] = V(27), ['c'] = V(28), ['d'] = V(29), \
    ['e'] = V(30), ['f'] = V(31), ['g'] = V(32), ['h'] = V(33), ['i'] = V(34), ['j'] = V(35), \
    ['k'] = V(36), ['l'] = V(37), ['m'] = V(38), ['n'] = V(39), ['o'] = V(40), ['p'] = V(41), \
    ['q'] = V(42), ['r'] = V(43), ['s'] = V(44), ['t'] = V(45), ['u'] = V(46), ['v'] = V(47), \
    ['w'] = V(48), ['x'] = V(49), ['y'] = V(50), ['z'] = V(51), ['0'] = V(52), ['1'] = V(53), \
    ['2'] = V(54), ['3'] = V(55), ['4'] = V(56), ['5'] = V(57), ['6'] = V(58), ['7'] = V(59), \
    ['8'] = V(60), ['9'] = V(61), ['+'] = V(62), ['/'] = V(63)

/* The digits of a group where they belong among its 24 bits, and above them a bit for each digit:
 * or'ed together, a group has all four only when it is sound. */
enum {
    GROUP_BITS = 0xffffff,
    GROUP_SOUND = 0xf000000,
};

#define FIRST(value) (0x1000000 | (value) << 18)
#define SECOND(value) (0x2000000 | (value) << 12)
#define THIRD(value) (0x4000000 | (value) << 6)
#define FOURTH(value) (0x8000000 | (value))

static const uint32_t base64_digits[4][256] = {
    {BASE64_DIGITS(FIRST)},
    {BASE64_DIGITS(SECOND)},
    {BASE64_DIGITS(THIRD)},
    {BASE64_DIGITS(FOURTH)},
};

#undef FIRST
#undef SECOND
#undef THIRD
#undef FOURTH

static inline uint32_t base64_group(const uint8_t digits[4])
{
    return base64_digits[0][digits[0]] | base64_digits[1][digits[1]] | base64_digits[2][digits[2]] |
           base64_digits[3][digits[3]];
}

static inline void base64_put_group(uint8_t *octets, uint32_t bits)
{
    octets[0] = (uint8_t)(bits >> 16);
    octets[1] = (uint8_t)(bits >> 8);
    octets[2] = (uint8_t)bits;
}

/* Reads whole groups as long as there is no padding in them and nothing wrong. Returns where the
 * first other one begins. */
static const uint8_t *base64_read_groups(const uint8_t *at, const uint8_t *end, uint8_t **octets)
{
    uint8_t *to = *octets;
    while (end - at >= 8) {
        uint32_t first = base64_group(at);
        uint32_t second = base64_group(at + 4);
        if ((first & second) < GROUP_SOUND) {
            break;
        }
        /* Two octets more than there are: their places are written next, or lie in the room. */
        octets_store64(to, (uint64_t)first << 40 | (uint64_t)(second & GROUP_BITS) << 16);
        to += 6;
        at += 8;
    }
    while (end - at >= 4) {
        uint32_t bits = base64_group(at);
        if (bits < GROUP_SOUND) {
            break;
        }
        base64_put_group(to, bits);
        to += 3;
        at += 4;
    }
    *octets = to;
    return at;
}

/* Takes one character of a group that pieces cut, that has padding or that is not sound. */
static bool base64_read_character(struct base64_reader *reader, uint8_t byte, uint8_t **octets)
{
    if (byte == '=' && reader->digits >= 2 && reader->digits + reader->padding < 4) {
        reader->padding++;
        return true;
    }
    uint32_t digit = base64_digits[3][byte];
    if (digit == 0 || reader->padding > 0) {
        return false;
    }
    reader->bits = reader->bits << 6 | (digit & 63);
    if (++reader->digits == 4) {
        base64_put_group(*octets, reader->bits);
        *octets += 3;
        *reader = (struct base64_reader){0};
    }
    return true;
}

bool base64_read(struct base64_reader *reader, struct bytes piece, uint8_t *octets, size_t *length)
{
    const uint8_t *at = piece.data;
    const uint8_t *end = at + piece.length;
    uint8_t *to = octets + *length;
    bool good = true;
    while (good && at < end) {
        if (reader->digits == 0) {
            at = base64_read_groups(at, end, &to);
        }
        if (at < end) {
            good = base64_read_character(reader, *at++, &to);
        }
    }
    *length = (size_t)(to - octets);
    return good;
}

bool base64_read_end(const struct base64_reader *reader, uint8_t *octets, size_t *length)
{
    if (reader->digits == 0) {
        return true;
    }
    if (reader->digits + reader->padding != 4) {
        return false;
    }
    if (reader->digits == 2) {
        octets[*length] = (uint8_t)(reader->bits >> 4);
        *length += 1;
        return (reader->bits & 0xf) == 0;
    }
    octets[*length] = (uint8_t)(reader->bits >> 10);
    octets[*length + 1] = (uint8_t)(reader->bits >> 2);
    *length += 2;
    return (reader->bits & 3) == 0;
}

void base64_to_text(struct bytes octets, struct buffer *text)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t at = 0; at < octets.length; at += 3) {
        size_t count = octets.length - at < 3 ? octets.length - at : 3;
        uint32_t bits = 0;
        for (size_t i = 0; i < 3; i++) {
            bits = bits << 8 | (i < count ? octets.data[at + i] : 0U);
        }
        uint8_t group[4];
        for (size_t i = 0; i < 4; i++) {
            group[i] = i > count ? '=' : (uint8_t)digits[bits >> (18 - 6 * i) & 63];
        }
        buffer_add(text, (struct bytes){group, sizeof(group)});
    }
}

/* All fields that are left, which may be none. */
static bool base64_optional_read(struct rdata_build *build)
{
    struct base64_reader reader = {0};
    uint8_t *wire = build->reader->wire;
    while (build->at < build->field_count) {
        const struct field *field = build_word(build, FLAW_FIELD_BASE64);
        if (field == NULL || !build_has_room(build, field->length / 4 * (size_t)3 + 6)) {
            return false;
        }
        if (!base64_read(&reader, field_bytes(field), wire, &build->length)) {
            return build_fail(build, FLAW_FIELD_BASE64);
        }
        build->at++;
    }
    if (!base64_read_end(&reader, wire, &build->length)) {
        build->at--;
        return build_fail(build, FLAW_FIELD_BASE64);
    }
    return true;
}

/* One field at least; a field has a character at least, so that it cannot make nothing. */
static bool base64_rest_read(struct rdata_build *build)
{
    if (build->at == build->field_count) {
        return build_fail(build, FLAW_FIELD_MISSING);
    }
    return base64_optional_read(build);
}

static size_t base64_optional_walk(struct bytes wire, size_t at, struct buffer *text)
{
    if (text != NULL) {
        base64_to_text((struct bytes){wire.data + at, wire.length - at}, text);
    }
    return wire.length;
}

static size_t base64_walk(struct bytes wire, size_t at, struct buffer *text)
{
    return at < wire.length ? base64_optional_walk(wire, at, text) : RDATA_END_NONE;
}

const struct rdata_kind rdata_base64 = {base64_rest_read, base64_walk, NULL};
const struct rdata_kind rdata_base64_optional = {base64_optional_read, base64_optional_walk, NULL};

/* RFC 2535 section 3.1.2: a KEY with both of the first flag bits says that there is no key. */
static bool key_is_absent(const uint8_t *wire)
{
    return (wire[0] & 0xc0) == 0xc0;
}

static bool key_read(struct rdata_build *build)
{
    return key_is_absent(build->reader->wire) || base64_rest_read(build);
}

static size_t key_walk(struct bytes wire, size_t at, struct buffer *text)
{
    return key_is_absent(wire.data) ? at : base64_walk(wire, at, text);
}

const struct rdata_kind rdata_key = {key_read, key_walk, NULL};

static bool field_is_dash(const struct field *field)
{
    return field->length == 1 && field->text[0] == '-' && !field->quoted;
}

/* The data of a DOA; none of it is written as a dash. */
static bool base64_dash_read(struct rdata_build *build)
{
    if (build->at + 1 == build->field_count && field_is_dash(&build->fields[build->at])) {
        build->at++;
        return true;
    }
    return base64_rest_read(build);
}

static size_t base64_dash_walk(struct bytes wire, size_t at, struct buffer *text)
{
    if (at == wire.length && text != NULL) {
        buffer_add_byte(text, '-');
    }
    return base64_optional_walk(wire, at, text);
}

const struct rdata_kind rdata_base64_dash = {base64_dash_read, base64_dash_walk, NULL};

/* Hexadecimal. */

/* Reads pairs of digits up to the first byte that is none. Returns how many digits they are. */
static size_t hex_read_pairs(const uint8_t *digits, size_t length, uint8_t *octets)
{
    size_t at = 0;
    for (; length - at >= 2; at += 2) {
        unsigned high = hex_digits[digits[at]];
        unsigned low = hex_digits[digits[at + 1]];
        if ((high & low & DIGIT) == 0) {
            break;
        }
        *octets++ = (uint8_t)(high << 4 | (low & 0xf));
    }
    return at;
}

bool build_hex_rest(struct rdata_build *build)
{
    unsigned high = 0;
    bool half = false; /* `high` waits for the other digit of its octet */
    for (; build->at < build->field_count; build->at++) {
        const struct field *field = build_word(build, FLAW_FIELD_HEX);
        if (field == NULL || !build_has_room(build, field->length / 2 + 1)) {
            return false;
        }
        for (size_t i = 0; i < field->length; i++) {
            if (!half) {
                size_t pairs = hex_read_pairs(field->text + i, field->length - i, build_end(build));
                build->length += pairs / 2;
                i += pairs;
                if (i == field->length) {
                    break;
                }
            }
            unsigned digit;
            if (!hex_digit(field->text[i], &digit)) {
                return build_fail(build, FLAW_FIELD_HEX);
            }
            if (half) {
                *build_end(build) = (uint8_t)(high << 4 | digit);
                build->length++;
            }
            high = digit;
            half = !half;
        }
    }
    if (half) {
        build->at--;
        return build_fail(build, FLAW_FIELD_HEX);
    }
    return true;
}

void hex_to_text(struct bytes octets, struct buffer *text)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < octets.length; i++) {
        uint8_t pair[2] = {(uint8_t)digits[octets.data[i] >> 4],
                           (uint8_t)digits[octets.data[i] & 0xf]};
        buffer_add(text, (struct bytes){pair, sizeof(pair)});
    }
}

static bool hex_read(struct rdata_build *build)
{
    if (build->at == build->field_count) {
        return build_fail(build, FLAW_FIELD_MISSING);
    }
    return build_hex_rest(build);
}

static size_t hex_walk(struct bytes wire, size_t at, struct buffer *text)
{
    if (at >= wire.length) {
        return RDATA_END_NONE;
    }
    if (text != NULL) {
        hex_to_text((struct bytes){wire.data + at, wire.length - at}, text);
    }
    return wire.length;
}

const struct rdata_kind rdata_hex = {hex_read, hex_walk, NULL};

/* RFC 5155 section 3.3: the salt is one field; none of it is written as a dash. */
static bool salt_read(struct rdata_build *build)
{
    const struct field *field = build_word(build, FLAW_FIELD_HEX);
    if (field == NULL) {
        return false;
    }
    size_t digits = field_is_dash(field) ? 0 : field->length;
    if (digits % 2 != 0 || digits / 2 > UINT8_MAX) {
        return build_fail(build, FLAW_FIELD_HEX);
    }
    uint8_t *count = build_end(build);
    *count = (uint8_t)(digits / 2);
    if (hex_read_pairs(field->text, digits, count + 1) != digits) {
        return build_fail(build, FLAW_FIELD_HEX);
    }
    build->length += 1 + digits / 2;
    build->at++;
    return true;
}

/* A field with its length in one octet in front: where it ends, and what is in it. */
static size_t counted_walk(struct bytes wire, size_t at, struct bytes *ret_octets)
{
    if (!octets_left(wire, at, 1) || !octets_left(wire, at + 1, wire.data[at])) {
        return RDATA_END_NONE;
    }
    *ret_octets = (struct bytes){wire.data + at + 1, wire.data[at]};
    return at + 1 + wire.data[at];
}

static size_t salt_walk(struct bytes wire, size_t at, struct buffer *text)
{
    struct bytes salt;
    size_t end = counted_walk(wire, at, &salt);
    if (end == RDATA_END_NONE) {
        return RDATA_END_NONE;
    }
    if (text != NULL && salt.length == 0) {
        buffer_add_byte(text, '-');
    } else if (text != NULL) {
        hex_to_text(salt, text);
    }
    return end;
}

const struct rdata_kind rdata_salt = {salt_read, salt_walk, NULL};

/* RFC 4648 section 7, without padding (RFC 5155 section 3.3). */

static const uint8_t base32_digits[256] = {
    ['0'] = V(0),  ['1'] = V(1),  ['2'] = V(2),  ['3'] = V(3),  ['4'] = V(4),  ['5'] = V(5),
    ['6'] = V(6),  ['7'] = V(7),  ['8'] = V(8),  ['9'] = V(9),  ['A'] = V(10), ['B'] = V(11),
    ['C'] = V(12), ['D'] = V(13), ['E'] = V(14), ['F'] = V(15), ['G'] = V(16), ['H'] = V(17),
    ['I'] = V(18), ['J'] = V(19), ['K'] = V(20), ['L'] = V(21), ['M'] = V(22), ['N'] = V(23),
    ['O'] = V(24), ['P'] = V(25), ['Q'] = V(26), ['R'] = V(27), ['S'] = V(28), ['T'] = V(29),
    ['U'] = V(30), ['V'] = V(31), ['a'] = V(10), ['b'] = V(11), ['c'] = V(12), ['d'] = V(13),
    ['e'] = V(14), ['f'] = V(15), ['g'] = V(16), ['h'] = V(17), ['i'] = V(18), ['j'] = V(19),
    ['k'] = V(20), ['l'] = V(21), ['m'] = V(22), ['n'] = V(23), ['o'] = V(24), ['p'] = V(25),
    ['q'] = V(26), ['r'] = V(27), ['s'] = V(28), ['t'] = V(29), ['u'] = V(30), ['v'] = V(31),
};

#undef V

/* Adds the octets of one hash to `octets`, which has room for eight more than they are. Returns how
 * many they are, or SIZE_MAX when the digits are not right. */
static size_t base32_read(const uint8_t *digits, size_t length, uint8_t *octets)
{
    uint8_t *to = octets;
    size_t at = 0;
    for (; length - at >= 8; at += 8) {
        uint64_t bits = 0;
        unsigned sound = DIGIT;
        for (size_t i = 0; i < 8; i++) {
            unsigned digit = base32_digits[digits[at + i]];
            bits = bits << 5 | (digit & 31);
            sound &= digit;
        }
        if (sound == 0) {
            return SIZE_MAX;
        }
        octets_store64(to, bits << 24);
        to += 5;
    }
    unsigned bits = 0;
    unsigned bit_count = 0;
    for (; at < length; at++) {
        unsigned digit = base32_digits[digits[at]];
        if (digit == 0) {
            return SIZE_MAX;
        }
        bits = bits << 5 | (digit & 31);
        bit_count += 5;
        if (bit_count >= 8) {
            bit_count -= 8;
            *to++ = (uint8_t)(bits >> bit_count);
            bits &= (1U << bit_count) - 1;
        }
    }
    /* A digit too many, or a last one with bits that belong to no octet. */
    return bit_count >= 5 || bits != 0 ? SIZE_MAX : (size_t)(to - octets);
}

/* RFC 5155 section 11: the only algorithm that there is, SHA-1, makes 20 octets. */
static bool hash_length_is_right(uint8_t algorithm, size_t octets)
{
    const uint8_t sha1 = 1;
    return algorithm != sha1 || octets == 20;
}

static bool hash_read(struct rdata_build *build)
{
    const struct field *field = build_word(build, FLAW_FIELD_BASE32);
    if (field == NULL) {
        return false;
    }
    if (field->length * (size_t)5 / 8 > UINT8_MAX) {
        return build_fail(build, FLAW_FIELD_BASE32);
    }
    uint8_t *count = build_end(build);
    size_t octets = base32_read(field->text, field->length, count + 1);
    if (octets == SIZE_MAX) {
        return build_fail(build, FLAW_FIELD_BASE32);
    }
    *count = (uint8_t)octets;
    if (!hash_length_is_right(build->reader->wire[0], *count)) {
        return build_fail(build, FLAW_FIELD_OTHER);
    }
    build->length += 1U + *count;
    build->at++;
    return true;
}

static void base32_to_text(struct bytes octets, struct buffer *text)
{
    static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUV";
    unsigned bits = 0;
    unsigned bit_count = 0;
    for (size_t i = 0; i < octets.length; i++) {
        bits = bits << 8 | octets.data[i];
        bit_count += 8;
        for (; bit_count >= 5; bit_count -= 5) {
            buffer_add_byte(text, (uint8_t)digits[bits >> (bit_count - 5) & 31]);
        }
        bits &= (1U << bit_count) - 1;
    }
    if (bit_count > 0) {
        buffer_add_byte(text, (uint8_t)digits[bits << (5 - bit_count) & 31]);
    }
}

static size_t hash_walk(struct bytes wire, size_t at, struct buffer *text)
{
    struct bytes hash;
    size_t end = counted_walk(wire, at, &hash);
    if (end == RDATA_END_NONE || hash.length == 0 ||
        !hash_length_is_right(wire.data[0], hash.length)) {
        return RDATA_END_NONE;
    }
    if (text != NULL) {
        base32_to_text(hash, text);
    }
    return end;
}

const struct rdata_kind rdata_hash = {hash_read, hash_walk, NULL};

/* An ATM address: AF-DANS-0152 of the ATM Forum. Dots between the digits are for the eye. */
enum atm_format {
    ATM_HEX,   /* an ATM end system address: 47.0005.80… */
    ATM_DIGITS /* E.164, in ASCII: +61.2.0000.0000 */
};

static bool atm_address_read(struct rdata_build *build)
{
    const struct field *field = build_word(build, FLAW_FIELD_OTHER);
    if (field == NULL || !build_has_room(build, 1 + (size_t)field->length)) {
        return false;
    }
    bool decimal = field->text[0] == '+';
    uint8_t *start = build_end(build);
    uint8_t *octets = start;
    *octets++ = decimal ? ATM_DIGITS : ATM_HEX;
    bool half = false;
    bool after_digit = false;
    for (size_t i = decimal; i < field->length; i++) {
        uint8_t byte = field->text[i];
        unsigned digit;
        if (byte == '.' && after_digit) {
            after_digit = false;
            continue;
        }
        if (!hex_digit(byte, &digit) || (decimal && digit > 9)) {
            return build_fail(build, FLAW_FIELD_OTHER);
        }
        after_digit = true;
        if (decimal) {
            *octets++ = byte;
        } else if (half) {
            octets[-1] |= (uint8_t)digit;
        } else {
            *octets++ = (uint8_t)(digit << 4);
        }
        half = !decimal && !half;
    }
    if (half || !after_digit) {
        return build_fail(build, FLAW_FIELD_OTHER);
    }
    build->length += (size_t)(octets - start);
    build->at++;
    return true;
}

static size_t atm_address_walk(struct bytes wire, size_t at, struct buffer *text)
{
    if (!octets_left(wire, at, 2)) {
        return RDATA_END_NONE;
    }
    struct bytes address = {wire.data + at + 1, wire.length - at - 1};
    switch (wire.data[at]) {
    case ATM_HEX:
        if (text != NULL) {
            hex_to_text(address, text);
        }
        return wire.length;
    case ATM_DIGITS:
        for (size_t i = 0; i < address.length; i++) {
            if (!byte_is_digit(address.data[i])) {
                return RDATA_END_NONE;
            }
        }
        if (text != NULL) {
            buffer_add_byte(text, '+');
            buffer_add(text, address);
        }
        return wire.length;
    default:
        return text == NULL ? wire.length : RDATA_END_NONE;
    }
}

const struct rdata_kind rdata_atm_address = {atm_address_read, atm_address_walk, NULL};
