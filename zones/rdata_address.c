/* SPDX-License-Identifier: BSD-3-Clause */
/* Fields that are an address, or that are an address or a name as another field says. */
#include <arpa/inet.h>
#include <assert.h>

#include "zones/rdata_fields.h"

/* The value of the digit at `at`; more than 9 when there is none. */
static inline unsigned digit_at(const uint8_t *at, const uint8_t *end)
{
    return at < end ? *at - (unsigned)'0' : 10;
}

/* One part of up to three digits. 010 might be ten or eight: inet_pton() and all servers refuse
 * it. */
static inline bool part_from_text(const uint8_t **at, const uint8_t *end, uint8_t *ret_part)
{
    unsigned value = digit_at(*at, end);
    if (value > 9) {
        return false;
    }
    *at += 1;
    unsigned digit = digit_at(*at, end);
    if (digit <= 9) {
        if (value == 0) {
            return false;
        }
        value = value * 10 + digit;
        *at += 1;
        digit = digit_at(*at, end);
        if (digit <= 9) {
            value = value * 10 + digit;
            *at += 1;
        }
    }
    *ret_part = (uint8_t)value;
    return value <= 255;
}

bool address4_from_text(struct bytes text, uint8_t octets[4])
{
    const uint8_t *at = text.data;
    const uint8_t *end = at + text.length;
    for (size_t part = 0; part < 3; part++) {
        if (!part_from_text(&at, end, &octets[part]) || at == end || *at != '.') {
            return false;
        }
        at++;
    }
    return part_from_text(&at, end, &octets[3]) && at == end;
}

/* One group of up to four hexadecimal digits. */
static inline bool group_from_text(struct bytes text, size_t *at, unsigned *ret_group)
{
    size_t start = *at;
    size_t end = text.length - start < 4 ? text.length : start + 4;
    size_t here = start;
    unsigned group = 0;
    unsigned digit;
    while (here < end && hex_digit(text.data[here], &digit)) {
        group = group << 4 | digit;
        here++;
    }
    *at = here;
    *ret_group = group;
    return here > start;
}

/* Moves what was read behind the gap to the end, and fills the gap with zeros. */
static void address6_open_gap(uint8_t octets[16], size_t gap, size_t length)
{
    size_t behind = length - gap;
    memmove(octets + 16 - behind, octets + gap, behind);
    memset(octets + gap, 0, 16 - length);
}

bool address6_from_text(struct bytes text, uint8_t octets[16])
{
    const size_t no_gap = SIZE_MAX;
    size_t gap = no_gap; /* where :: was, in octets */
    size_t length = 0;
    size_t at = 0;
    if (text.length >= 2 && text.data[0] == ':' && text.data[1] == ':') {
        gap = 0;
        at = 2;
    }
    while (at < text.length) {
        size_t start = at;
        unsigned group;
        if (length == 16 || !group_from_text(text, &at, &group)) {
            return false;
        }
        if (at < text.length && text.data[at] == '.') {
            if (length > 12 ||
                !address4_from_text((struct bytes){text.data + start, text.length - start},
                                    octets + length)) {
                return false;
            }
            length += 4;
            break;
        }
        octets_put16(octets + length, group);
        length += 2;
        if (at == text.length) {
            break;
        }
        if (text.data[at++] != ':' || at == text.length) {
            return false; /* another character, or a single colon at the end */
        }
        if (text.data[at] == ':') {
            if (gap != no_gap) {
                return false;
            }
            gap = length;
            at++;
        }
    }
    if (gap == no_gap) {
        return length == 16;
    }
    if (length == 16) {
        return false; /* :: stands for one group of zeros at least */
    }
    address6_open_gap(octets, gap, length);
    return true;
}

/* By hand, since inet_ntop() takes ten times as long, and there may be a million of them. */
void address4_to_text(const uint8_t octets[4], struct buffer *text)
{
    uint8_t room[INET_ADDRSTRLEN];
    size_t length = 0;
    for (size_t i = 0; i < 4; i++) {
        uint8_t part = octets[i];
        if (part >= 100) {
            room[length++] = (uint8_t)('0' + part / 100);
        }
        if (part >= 10) {
            room[length++] = (uint8_t)('0' + part / 10 % 10);
        }
        room[length++] = (uint8_t)('0' + part % 10);
        room[length++] = '.';
    }
    buffer_add(text, (struct bytes){room, length - 1});
}

void address6_to_text(const uint8_t octets[16], struct buffer *text)
{
    char room[INET6_ADDRSTRLEN];
    const char *string = inet_ntop(AF_INET6, octets, room, sizeof(room));
    assert(string != NULL);
    buffer_add_string(text, string);
}

static bool address4_read(struct rdata_build *build)
{
    const struct field *field = build_word(build, FLAW_FIELD_ADDRESS4);
    if (field == NULL) {
        return false;
    }
    if (!address4_from_text(field_bytes(field), build_end(build))) {
        return build_fail(build, FLAW_FIELD_ADDRESS4);
    }
    build->length += 4;
    build->at++;
    return true;
}

static bool address6_read(struct rdata_build *build)
{
    const struct field *field = build_word(build, FLAW_FIELD_ADDRESS6);
    if (field == NULL) {
        return false;
    }
    if (!address6_from_text(field_bytes(field), build_end(build))) {
        return build_fail(build, FLAW_FIELD_ADDRESS6);
    }
    build->length += 16;
    build->at++;
    return true;
}

static size_t address4_walk(struct bytes wire, size_t at, struct buffer *text)
{
    if (!octets_left(wire, at, 4)) {
        return RDATA_END_NONE;
    }
    if (text != NULL) {
        address4_to_text(wire.data + at, text);
    }
    return at + 4;
}

static size_t address6_walk(struct bytes wire, size_t at, struct buffer *text)
{
    if (!octets_left(wire, at, 16)) {
        return RDATA_END_NONE;
    }
    if (text != NULL) {
        address6_to_text(wire.data + at, text);
    }
    return at + 16;
}

const struct rdata_kind rdata_address4 = {address4_read, address4_walk, NULL};
const struct rdata_kind rdata_address6 = {address6_read, address6_walk, NULL};

/* What IPSECKEY calls gateway (RFC 4025 section 2.5) and AMTRELAY relay (RFC 8777 section 4.2.3):
 * the types are the same. */
enum gateway_type {
    GATEWAY_NONE,
    GATEWAY_ADDRESS4,
    GATEWAY_ADDRESS6,
    GATEWAY_NAME,
};

/* No gateway is written as a dot. */
static bool gateway_read_none(struct rdata_build *build)
{
    const struct field *field = build_word(build, FLAW_FIELD_OTHER);
    if (field == NULL) {
        return false;
    }
    if (field->length != 1 || field->text[0] != '.') {
        return build_fail(build, FLAW_FIELD_OTHER);
    }
    build->at++;
    return true;
}

/* `type` was read from the field at `type_field`. */
static bool gateway_read(struct rdata_build *build, unsigned type, size_t type_field)
{
    switch (type) {
    case GATEWAY_NONE:
        return gateway_read_none(build);
    case GATEWAY_ADDRESS4:
        return address4_read(build);
    case GATEWAY_ADDRESS6:
        return address6_read(build);
    case GATEWAY_NAME:
        return rdata_name_kept.read(build);
    default:
        build->at = type_field;
        return build_fail(build, FLAW_FIELD_OTHER);
    }
}

static size_t gateway_walk(struct bytes wire, size_t at, unsigned type, struct buffer *text)
{
    switch (type) {
    case GATEWAY_NONE:
        if (text != NULL) {
            buffer_add_byte(text, '.');
        }
        return at;
    case GATEWAY_ADDRESS4:
        return address4_walk(wire, at, text);
    case GATEWAY_ADDRESS6:
        return address6_walk(wire, at, text);
    case GATEWAY_NAME:
        return rdata_name_kept.walk(wire, at, text);
    default:
        return RDATA_END_NONE;
    }
}

/* RFC 4025 section 2.1: precedence, gateway type, algorithm, gateway, key. */
static bool ipseckey_gateway_read(struct rdata_build *build)
{
    return gateway_read(build, build->reader->wire[1], 1);
}

static size_t ipseckey_gateway_walk(struct bytes wire, size_t at, struct buffer *text)
{
    return gateway_walk(wire, at, wire.data[1], text);
}

const struct rdata_kind rdata_ipseckey_gateway = {ipseckey_gateway_read, ipseckey_gateway_walk,
                                                  NULL};

/* RFC 8777 section 4.2: one bit that says discovery is optional, seven of the relay's type. */
enum {
    AMTRELAY_DISCOVERY = 0x80,
    AMTRELAY_TYPE_MAX = 0x7f,
};

static bool amtrelay_number_read(struct rdata_build *build, unsigned max, unsigned *ret_number)
{
    const struct field *field = build_word(build, FLAW_FIELD_NUMBER);
    if (field == NULL) {
        return false;
    }
    uint64_t number;
    if (!number_from_text(field_bytes(field), max, &number)) {
        return build_fail(build, FLAW_FIELD_NUMBER);
    }
    *ret_number = (unsigned)number;
    build->at++;
    return true;
}

static bool amtrelay_relay_read(struct rdata_build *build)
{
    unsigned discovery;
    unsigned type;
    if (!amtrelay_number_read(build, 1, &discovery)) {
        return false;
    }
    size_t type_field = build->at;
    if (!amtrelay_number_read(build, AMTRELAY_TYPE_MAX, &type)) {
        return false;
    }
    *build_end(build) = (uint8_t)(discovery * AMTRELAY_DISCOVERY | type);
    build->length++;
    return gateway_read(build, type, type_field);
}

static size_t amtrelay_relay_walk(struct bytes wire, size_t at, struct buffer *text)
{
    if (!octets_left(wire, at, 1)) {
        return RDATA_END_NONE;
    }
    unsigned type = wire.data[at] & AMTRELAY_TYPE_MAX;
    if (text != NULL) {
        buffer_add_format(text, "%d %u ", wire.data[at] >= AMTRELAY_DISCOVERY, type);
    } else if (type > GATEWAY_NAME) {
        return wire.length; /* types to come: sound, but without a text */
    }
    return gateway_walk(wire, at + 1, type, text);
}

const struct rdata_kind rdata_amtrelay_relay = {amtrelay_relay_read, amtrelay_relay_walk, NULL};

/* RFC 2874 section 3.1: the length of the prefix; the address without it, in as many octets as it
 * takes; and unless the prefix is empty the name that has it. */
enum { A6_PREFIX_BITS_MAX = 128 };

static size_t a6_suffix_octets(unsigned prefix_bits)
{
    return (A6_PREFIX_BITS_MAX - prefix_bits + 7) / 8;
}

static bool a6_suffix_read(struct rdata_build *build, unsigned prefix_bits)
{
    const struct field *field = build_word(build, FLAW_FIELD_ADDRESS6);
    if (field == NULL) {
        return false;
    }
    uint8_t address[16];
    if (!address6_from_text(field_bytes(field), address)) {
        return build_fail(build, FLAW_FIELD_ADDRESS6);
    }
    size_t octets = a6_suffix_octets(prefix_bits);
    uint8_t *suffix = build_end(build);
    memcpy(suffix, address + 16 - octets, octets);
    /* Bits of the prefix that share an octet with the suffix are zero. */
    suffix[0] &= (uint8_t)(0xff >> prefix_bits % 8);
    build->length += octets;
    build->at++;
    return true;
}

static bool a6_read(struct rdata_build *build)
{
    const struct field *field = build_word(build, FLAW_FIELD_NUMBER);
    if (field == NULL) {
        return false;
    }
    uint64_t prefix_bits;
    if (!number_from_text(field_bytes(field), A6_PREFIX_BITS_MAX, &prefix_bits)) {
        return build_fail(build, FLAW_FIELD_NUMBER);
    }
    *build_end(build) = (uint8_t)prefix_bits;
    build->length++;
    build->at++;
    if (prefix_bits < A6_PREFIX_BITS_MAX && !a6_suffix_read(build, (unsigned)prefix_bits)) {
        return false;
    }
    return prefix_bits == 0 || rdata_name_folded.read(build);
}

static size_t a6_walk(struct bytes wire, size_t at, struct buffer *text)
{
    if (!octets_left(wire, at, 1) || wire.data[at] > A6_PREFIX_BITS_MAX) {
        return RDATA_END_NONE;
    }
    unsigned prefix_bits = wire.data[at++];
    size_t octets = a6_suffix_octets(prefix_bits);
    if (!octets_left(wire, at, octets)) {
        return RDATA_END_NONE;
    }
    if (octets > 0 && (wire.data[at] & ~(0xffU >> prefix_bits % 8)) != 0) {
        return RDATA_END_NONE;
    }
    if (text != NULL) {
        buffer_add_format(text, "%u", prefix_bits);
        if (octets > 0) {
            uint8_t address[16] = {0};
            memcpy(address + 16 - octets, wire.data + at, octets);
            buffer_add_byte(text, ' ');
            address6_to_text(address, text);
        }
        if (prefix_bits > 0) {
            buffer_add_byte(text, ' ');
        }
    }
    at += octets;
    return prefix_bits == 0 ? at : rdata_name_folded.walk(wire, at, text);
}

static void a6_fold(uint8_t *wire, size_t at, size_t end)
{
    unsigned prefix_bits = wire[at];
    if (prefix_bits > 0) {
        size_t name = at + 1 + a6_suffix_octets(prefix_bits);
        name_wire_fold(wire + name, end - name);
    }
}

const struct rdata_kind rdata_a6 = {a6_read, a6_walk, a6_fold};
