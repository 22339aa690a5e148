/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/rdata.h"

/* The inside of rdata.h: one converter for each kind of field, in both directions. Other modules
 * include rdata.h. */

/** The data of one record on its way from text to wire form. */
struct rdata_build {
    struct rdata_reader *reader;
    const struct name *origin;
    const struct field *fields;
    size_t field_count;
    size_t at;           /**< the field that comes next; the wrong one when a converter fails */
    size_t length;       /**< octets of the reader's wire so far */
    enum flaw_kind flaw; /**< set when a converter fails */
};

/** Returned by a walk when the octets are no such field, or when no text can say them. */
#define RDATA_END_NONE SIZE_MAX

/** A kind of field: a letter of rrtypes.def. */
struct rdata_kind {
    /** Takes one or more fields and adds their wire form. */
    bool (*read)(struct rdata_build *build);
    /** Goes over the octets of the field that begins at `at` and returns where it ends. Adds its
     * text to `text` unless that is NULL. `wire` is the whole data, because some fields depend on
     * those in front. */
    size_t (*walk)(struct bytes wire, size_t at, struct buffer *text);
    /** Brings the octets of a field from `at` to `end`, which walk() found sound, into canonical
     * form; NULL when there is one form only. */
    void (*fold)(uint8_t *wire, size_t at, size_t end);
};

extern const struct rdata_kind rdata_name_folded, rdata_name_kept;
extern const struct rdata_kind rdata_number8, rdata_number16, rdata_number32, rdata_number64;
extern const struct rdata_kind rdata_period, rdata_time;
extern const struct rdata_kind rdata_algorithm, rdata_digest_type, rdata_nsec3_algorithm;
extern const struct rdata_kind rdata_key_flags, rdata_key_protocol, rdata_certificate_type;
extern const struct rdata_kind rdata_dsync_scheme, rdata_type;
extern const struct rdata_kind rdata_address4, rdata_address6;
extern const struct rdata_kind rdata_ipseckey_gateway, rdata_amtrelay_relay, rdata_a6;
extern const struct rdata_kind rdata_string, rdata_strings, rdata_string_optional;
extern const struct rdata_kind rdata_caa_tag, rdata_text_rest;
extern const struct rdata_kind rdata_base64, rdata_base64_optional, rdata_base64_dash, rdata_key;
extern const struct rdata_kind rdata_hex, rdata_salt, rdata_hash, rdata_atm_address;
extern const struct rdata_kind rdata_ds_digest, rdata_fingerprint, rdata_zone_digest;
extern const struct rdata_kind rdata_types, rdata_types_any, rdata_types_nxt, rdata_services;
extern const struct rdata_kind rdata_location;
extern const struct rdata_kind rdata_svcb_parameters;

/** The kind of a letter, which must be one of rrtypes.def. */
const struct rdata_kind *rdata_kind(char letter);

/** Fails at the next field. Returns false, so that it can be returned. */
static inline bool build_fail(struct rdata_build *build, enum flaw_kind flaw)
{
    build->flaw = flaw;
    return false;
}

/** The next field as a word: one that is not quoted, as BIND and Knot want everything but
 * character-strings. NULL, with FLAW_FIELD_MISSING or with `flaw`, when there is none. */
static inline const struct field *build_word(struct rdata_build *build, enum flaw_kind flaw)
{
    if (build->at == build->field_count) {
        build->flaw = FLAW_FIELD_MISSING;
        return NULL;
    }
    const struct field *field = &build->fields[build->at];
    if (field->quoted) {
        build->flaw = flaw;
        return NULL;
    }
    return field;
}

/** Where the next octet goes. */
static inline uint8_t *build_end(struct rdata_build *build)
{
    return build->reader->wire + build->length;
}

/** Whether `octets` more fit the wire; fails when not. Who writes little may skip it: the wire has
 * NAME_OCTETS_MAX octets more than any data, and rdata_read() asks after each field. */
static inline bool build_has_room(struct rdata_build *build, size_t octets)
{
    if (octets > sizeof(build->reader->wire) - build->length) {
        return build_fail(build, FLAW_RDATA_TOO_LONG);
    }
    return true;
}

static inline void octets_put16(uint8_t *octets, uint32_t value)
{
    octets[0] = (uint8_t)(value >> 8);
    octets[1] = (uint8_t)value;
}

static inline void octets_put32(uint8_t *octets, uint32_t value)
{
    octets_put16(octets, value >> 16);
    octets_put16(octets + 2, value);
}

static inline uint16_t octets_get16(const uint8_t *octets)
{
    return (uint16_t)(octets[0] << 8 | octets[1]);
}

static inline uint32_t octets_get32(const uint8_t *octets)
{
    return (uint32_t)octets_get16(octets) << 16 | octets_get16(octets + 2);
}

/** Whether `count` octets are left at `at`. */
static inline bool octets_left(struct bytes wire, size_t at, size_t count)
{
    return at <= wire.length && count <= wire.length - at;
}

/* Pieces of text that several kinds share. None of them knows about quotes; those that read do not
 * take escapes. */

/** Decimal digits only, leading zeros allowed, up to `max`. */
bool number_from_text(struct bytes text, uint64_t max, uint64_t *ret_number);

/** Dotted quad: four decimal parts without leading zeros, as inet_pton() has it. */
bool address4_from_text(struct bytes text, uint8_t octets[4]);

/** RFC 4291 section 2.2, with an IPv4 address at the end or not; no zone index. */
bool address6_from_text(struct bytes text, uint8_t octets[16]);

void address4_to_text(const uint8_t octets[4], struct buffer *text);
void address6_to_text(const uint8_t octets[16], struct buffer *text);

/** Adds one octet of a character-string between quotes: printable ASCII as such, but \" and \\;
 * others as \DDD. */
void quoted_octet_to_text(uint8_t octet, struct buffer *text);

/** The same for a whole string, with its quotes. */
void quoted_to_text(struct bytes octets, struct buffer *text);

/** Base64 that comes in pieces: RFC 4648 section 4, with padding. */
struct base64_reader {
    uint32_t bits;
    unsigned digits;
    unsigned padding;
};

/** Adds what the piece makes to `octets`, which has room for three octets for each four digits of
 * it and three more, and moves `*length`. All zero is a new reader. */
bool base64_read(struct base64_reader *reader, struct bytes piece, uint8_t *octets, size_t *length);

/** Adds the octets of a last group that is not full. False when it is not right. */
bool base64_read_end(const struct base64_reader *reader, uint8_t *octets, size_t *length);

void base64_to_text(struct bytes octets, struct buffer *text);

/** The value of each hexadecimal digit, with HEX_DIGIT beside it; 0 for all other bytes. */
enum { HEX_DIGIT = 0x80 };
extern const uint8_t hex_digits[256];

/** The value of a hexadecimal digit in either case. False when it is none. */
static inline bool hex_digit(uint8_t byte, unsigned *ret_value)
{
    *ret_value = hex_digits[byte] & 0xf;
    return hex_digits[byte] != 0;
}

/** Hexadecimal up to the last field, in any pieces; an empty one is fine. */
bool build_hex_rest(struct rdata_build *build);

/** In capital letters, as BIND writes it. */
void hex_to_text(struct bytes octets, struct buffer *text);

/** Character-string content, unescaped, of at most `max` octets; FLAW_ESCAPE or `flaw` else. */
bool build_octets(struct rdata_build *build, struct bytes text, size_t max, enum flaw_kind flaw);
