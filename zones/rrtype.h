/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/buffer.h"
#include "zones/base/bytes.h"

/** The types that code names. Every type that exists is a row of rrtypes.def. */
enum {
    TYPE_A = 1,
    TYPE_NS = 2,
    TYPE_CNAME = 5,
    TYPE_SOA = 6,
    TYPE_PTR = 12,
    TYPE_HINFO = 13,
    TYPE_MX = 15,
    TYPE_TXT = 16,
    TYPE_AAAA = 28,
    TYPE_LOC = 29,
    TYPE_SRV = 33,
    TYPE_NAPTR = 35,
    TYPE_DNAME = 39,
    TYPE_DS = 43,
    TYPE_SSHFP = 44,
    TYPE_RRSIG = 46,
    TYPE_NSEC = 47,
    TYPE_DNSKEY = 48,
    TYPE_NSEC3 = 50,
    TYPE_TLSA = 52,
    TYPE_CDS = 59,
    TYPE_CDNSKEY = 60,
    TYPE_ZONEMD = 63,
    TYPE_SVCB = 64,
    TYPE_HTTPS = 65,
    TYPE_CAA = 257,
};

/** What rrtypes.def says of a type beside its layout; explained there. */
enum rrtype_flag {
    RRTYPE_HOST = 1,
    RRTYPE_SINGLE = 2,
    RRTYPE_BESIDE_CNAME = 4,
    RRTYPE_META = 8,
    RRTYPE_ADDRESS = 16,
    RRTYPE_SIGNATURE = 32,
    RRTYPE_RECENT = 64,
};

/** A row of rrtypes.def. */
struct rrtype {
    const char *mnemonic;
    const char *layout; /**< the letters that rrtypes.def explains, or NULL */
    unsigned flags;     /**< enum rrtype_flag */
    uint16_t code;
};

/** All codes but a few lie below RRTYPE_SLOTS_LOW and are their own slot; the two above 32767 share
 * the slots behind by their last bits. Two rows in one slot would not compile. */
enum {
    RRTYPE_SLOTS_LOW = 272,
    RRTYPE_SLOTS_HIGH = 8,
    RRTYPE_SLOTS = RRTYPE_SLOTS_LOW + RRTYPE_SLOTS_HIGH,
};

#define RRTYPE_SLOT(code) \
    ((code) < RRTYPE_SLOTS_LOW ? (code) : RRTYPE_SLOTS_LOW + (code) % RRTYPE_SLOTS_HIGH)

/** The rows by their slots; a slot without a row is all zero. Read it with the functions below. */
extern const struct rrtype rrtype_slots[RRTYPE_SLOTS];

/** The row of a code, or NULL when the table has none. */
const struct rrtype *rrtype_find(uint16_t code);

static inline bool rrtype_has(uint16_t code, unsigned flag)
{
    const struct rrtype *type = &rrtype_slots[RRTYPE_SLOT(code)];
    return type->code == code && (type->flags & flag) != 0;
}

/** Whether no zone can hold this type: the rows with RRTYPE_META and every other code that is set
 * aside for questions and messages (RFC 6895 section 3.1). */
static inline bool rrtype_is_meta(uint16_t code)
{
    return code == 0 || (code >= 128 && code <= 255) || rrtype_has(code, RRTYPE_META);
}

/** Reads a mnemonic in any case or TYPEnnn (RFC 3597 section 5). False when it is none. */
bool rrtype_from_text(struct bytes text, uint16_t *ret_code);

/** Adds the mnemonic, or TYPEnnn for a type without a row or with RRTYPE_RECENT: every server reads
 * what is written here. */
void rrtype_to_text(uint16_t code, struct buffer *text);

enum { RRTYPE_TEXT_BYTES = 16 };

/** The same as a string: the table's own, or `scratch` filled in. */
const char *rrtype_text(uint16_t code, char scratch[RRTYPE_TEXT_BYTES]);

/** The mnemonic that a mistyped one was meant to be; NULL when none comes near. */
const char *rrtype_nearest(struct bytes text);

/** How many rows there are, and the row at an index, for tests over all types. */
size_t rrtype_count(void);
const struct rrtype *rrtype_at(size_t index);

/** A set of types that fits one word: a bit for each type that the resolver or a gate asks about,
 * and one for all others. */
typedef uint32_t type_mask;

enum {
    MASK_A = 1u << 0,
    MASK_AAAA = 1u << 1,
    MASK_NS = 1u << 2,
    MASK_CNAME = 1u << 3,
    MASK_DNAME = 1u << 4,
    MASK_SOA = 1u << 5,
    MASK_PTR = 1u << 6,
    MASK_MX = 1u << 7,
    MASK_SRV = 1u << 8,
    MASK_TXT = 1u << 9,
    MASK_DS = 1u << 10,
    MASK_TLSA = 1u << 11,
    MASK_RRSIG = 1u << 12,
    MASK_NSEC = 1u << 13,
    MASK_NSEC3 = 1u << 14,
    MASK_ZONEMD = 1u << 15,
    MASK_OTHER = 1u << 30,
    MASK_ADDRESS = MASK_A | MASK_AAAA,
    MASK_HOSTS = MASK_NS | MASK_CNAME | MASK_PTR | MASK_MX | MASK_SRV, /**< they name a host */
    MASK_ALL = 0x7fffffff,
};

/** The bits of the types up to the last that has one; 0 for the others. */
enum { TYPE_MASKS = TYPE_ZONEMD + 1 };
extern const type_mask type_masks[TYPE_MASKS];

static inline type_mask rrtype_mask(uint16_t code)
{
    type_mask mask = code < TYPE_MASKS ? type_masks[code] : 0;
    return mask != 0 ? mask : MASK_OTHER;
}

/** The classes that code names. Every name of a class is a row of rrclasses.def. */
enum {
    CLASS_IN = 1,
    CLASS_CH = 3,
    CLASS_HS = 4,
    CLASS_NONE = 254,
    CLASS_ANY = 255,
};

/** As the next function, without the short cut for the class that nearly every record has. */
bool rrclass_other_from_text(struct bytes text, uint16_t *ret_code);

/** Reads a name of a class in any case, or CLASSnnn (RFC 3597 section 5). */
static inline bool rrclass_from_text(struct bytes text, uint16_t *ret_code)
{
    if (text.length == 2 && byte_lower(text.data[0]) == 'i' && byte_lower(text.data[1]) == 'n') {
        *ret_code = CLASS_IN;
        return true;
    }
    return rrclass_other_from_text(text, ret_code);
}

/** Adds the mnemonic, or CLASSnnn. */
void rrclass_to_text(uint16_t code, struct buffer *text);
