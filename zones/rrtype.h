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

/** The row of a code, or NULL when the table has none. */
const struct rrtype *rrtype_find(uint16_t code);

/** Whether no zone can hold this type: the rows with RRTYPE_META and every other code that is set
 * aside for questions and messages (RFC 6895 section 3.1). */
bool rrtype_is_meta(uint16_t code);

/** Reads a mnemonic in any case or TYPEnnn (RFC 3597 section 5). False when it is none. */
bool rrtype_from_text(struct bytes text, uint16_t *ret_code);

/** Adds the mnemonic, or TYPEnnn for a type without a row or with RRTYPE_RECENT: every server reads
 * what is written here. */
void rrtype_to_text(uint16_t code, struct buffer *text);

enum { RRTYPE_TEXT_BYTES = 16 };

/** The same as a string: the table's own, or `scratch` filled in. */
const char *rrtype_text(uint16_t code, char scratch[RRTYPE_TEXT_BYTES]);

static inline bool rrtype_has(uint16_t code, unsigned flag)
{
    const struct rrtype *type = rrtype_find(code);
    return type != NULL && (type->flags & flag) != 0;
}

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

type_mask rrtype_mask(uint16_t code);

/** Classes: RFC 1035 section 3.2.4, RFC 6895 section 3.2. */
enum {
    CLASS_IN = 1,
    CLASS_CH = 3,
    CLASS_HS = 4,
    CLASS_NONE = 254,
    CLASS_ANY = 255,
};

/** Reads IN, CH, HS, NONE, ANY in any case, or CLASSnnn (RFC 3597 section 5). */
bool rrclass_from_text(struct bytes text, uint16_t *ret_code);

/** Adds the mnemonic, or CLASSnnn. */
void rrclass_to_text(uint16_t code, struct buffer *text);
