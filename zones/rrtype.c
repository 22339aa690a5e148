/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/rrtype.h"

#include <assert.h>
#include <stdio.h>

/* All codes but a few lie below RRTYPE_SLOTS_LOW and are their own slot; the two above 32767 share
 * the slots behind by their last bits. Two rows in one slot would not compile. */
enum {
    RRTYPE_SLOTS_LOW = 272,
    RRTYPE_SLOTS_HIGH = 8,
    RRTYPE_SLOTS = RRTYPE_SLOTS_LOW + RRTYPE_SLOTS_HIGH,
};

#define RRTYPE_SLOT(code) \
    ((code) < RRTYPE_SLOTS_LOW ? (code) : RRTYPE_SLOTS_LOW + (code) % RRTYPE_SLOTS_HIGH)

#define RRTYPE(mnemonic, code, layout, flags) [RRTYPE_SLOT(code)] = {mnemonic, layout, flags, code},
static const struct rrtype slots[RRTYPE_SLOTS] = {
#include "zones/rrtypes.def"
};
#undef RRTYPE

const struct rrtype *rrtype_find(uint16_t code)
{
    const struct rrtype *type = &slots[RRTYPE_SLOT(code)];
    return type->mnemonic != NULL && type->code == code ? type : NULL;
}

bool rrtype_is_meta(uint16_t code)
{
    return code == 0 || (code >= 128 && code <= 255) || rrtype_has(code, RRTYPE_META);
}

/* The codes 0 to 65535 as TYPEnnn and CLASSnnn have them: at most five digits, as BIND reads it. */
static bool code_from_digits(struct bytes text, uint16_t *ret_code)
{
    if (text.length < 1 || text.length > 5) {
        return false;
    }
    uint32_t code = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (!byte_is_digit(text.data[i])) {
            return false;
        }
        code = code * 10 + (text.data[i] - '0');
    }
    if (code > UINT16_MAX) {
        return false;
    }
    *ret_code = (uint16_t)code;
    return true;
}

static bool code_from_prefixed(struct bytes text, struct bytes prefix, uint16_t *ret_code)
{
    if (text.length <= prefix.length ||
        !bytes_equal_folded((struct bytes){text.data, prefix.length}, prefix)) {
        return false;
    }
    return code_from_digits((struct bytes){text.data + prefix.length, text.length - prefix.length},
                            ret_code);
}

/* A mnemonic of up to seven letters as one number, so that the types of nearly every record are
 * found by a switch. The 1 in front keeps short words apart from those that begin with NUL. */
#define WORD1(a) (UINT64_C(1) << 8 | (a))
#define WORD2(a, b) (WORD1(a) << 8 | (b))
#define WORD3(a, b, c) (WORD2(a, b) << 8 | (c))
#define WORD4(a, b, c, d) (WORD3(a, b, c) << 8 | (d))
#define WORD5(a, b, c, d, e) (WORD4(a, b, c, d) << 8 | (e))
#define WORD6(a, b, c, d, e, f) (WORD5(a, b, c, d, e) << 8 | (f))
#define WORD7(a, b, c, d, e, f, g) (WORD6(a, b, c, d, e, f) << 8 | (g))

static uint16_t common_type_from_text(struct bytes text)
{
    uint64_t word = 1;
    for (size_t i = 0; i < text.length; i++) {
        word = word << 8 | byte_lower(text.data[i]);
    }
    switch (word) {
    case WORD1('a'):
        return TYPE_A;
    case WORD2('n', 's'):
        return TYPE_NS;
    case WORD5('c', 'n', 'a', 'm', 'e'):
        return TYPE_CNAME;
    case WORD3('s', 'o', 'a'):
        return TYPE_SOA;
    case WORD3('p', 't', 'r'):
        return TYPE_PTR;
    case WORD2('m', 'x'):
        return TYPE_MX;
    case WORD3('t', 'x', 't'):
        return TYPE_TXT;
    case WORD4('a', 'a', 'a', 'a'):
        return TYPE_AAAA;
    case WORD3('s', 'r', 'v'):
        return TYPE_SRV;
    case WORD5('d', 'n', 'a', 'm', 'e'):
        return TYPE_DNAME;
    case WORD2('d', 's'):
        return TYPE_DS;
    case WORD5('r', 'r', 's', 'i', 'g'):
        return TYPE_RRSIG;
    case WORD4('n', 's', 'e', 'c'):
        return TYPE_NSEC;
    case WORD6('d', 'n', 's', 'k', 'e', 'y'):
        return TYPE_DNSKEY;
    case WORD5('n', 's', 'e', 'c', '3'):
        return TYPE_NSEC3;
    case WORD4('t', 'l', 's', 'a'):
        return TYPE_TLSA;
    case WORD3('c', 'a', 'a'):
        return TYPE_CAA;
    case WORD5('s', 's', 'h', 'f', 'p'):
        return TYPE_SSHFP;
    case WORD5('n', 'a', 'p', 't', 'r'):
        return TYPE_NAPTR;
    case WORD5('h', 't', 't', 'p', 's'):
        return TYPE_HTTPS;
    case WORD4('s', 'v', 'c', 'b'):
        return TYPE_SVCB;
    case WORD3('c', 'd', 's'):
        return TYPE_CDS;
    case WORD7('c', 'd', 'n', 's', 'k', 'e', 'y'):
        return TYPE_CDNSKEY;
    case WORD5('h', 'i', 'n', 'f', 'o'):
        return TYPE_HINFO;
    case WORD3('l', 'o', 'c'):
        return TYPE_LOC;
    default:
        return 0;
    }
}

bool rrtype_from_text(struct bytes text, uint16_t *ret_code)
{
    if (text.length == 0) {
        return false;
    }
    if (text.length <= 7) {
        uint16_t code = common_type_from_text(text);
        if (code != 0) {
            *ret_code = code;
            return true;
        }
    }
    uint8_t first = byte_lower(text.data[0]);
    for (size_t i = 0; i < RRTYPE_SLOTS; i++) {
        const char *mnemonic = slots[i].mnemonic;
        if (mnemonic != NULL && byte_lower((uint8_t)mnemonic[0]) == first &&
            bytes_equal_string_folded(text, mnemonic)) {
            *ret_code = slots[i].code;
            return true;
        }
    }
    return code_from_prefixed(text, bytes_from_string("TYPE"), ret_code);
}

const char *rrtype_text(uint16_t code, char scratch[RRTYPE_TEXT_BYTES])
{
    const struct rrtype *type = rrtype_find(code);
    if (type != NULL && (type->flags & RRTYPE_RECENT) == 0) {
        return type->mnemonic;
    }
    snprintf(scratch, RRTYPE_TEXT_BYTES, "TYPE%u", (unsigned)code);
    return scratch;
}

void rrtype_to_text(uint16_t code, struct buffer *text)
{
    char scratch[RRTYPE_TEXT_BYTES];
    buffer_add_string(text, rrtype_text(code, scratch));
}

size_t rrtype_count(void)
{
    size_t count = 0;
    for (size_t i = 0; i < RRTYPE_SLOTS; i++) {
        count += slots[i].mnemonic != NULL;
    }
    return count;
}

const struct rrtype *rrtype_at(size_t index)
{
    assert(index < rrtype_count());
    size_t slot = 0;
    for (;; slot++) {
        if (slots[slot].mnemonic != NULL && index-- == 0) {
            return &slots[slot];
        }
    }
}

type_mask rrtype_mask(uint16_t code)
{
    switch (code) {
    case TYPE_A:
        return MASK_A;
    case TYPE_AAAA:
        return MASK_AAAA;
    case TYPE_NS:
        return MASK_NS;
    case TYPE_CNAME:
        return MASK_CNAME;
    case TYPE_DNAME:
        return MASK_DNAME;
    case TYPE_SOA:
        return MASK_SOA;
    case TYPE_PTR:
        return MASK_PTR;
    case TYPE_MX:
        return MASK_MX;
    case TYPE_SRV:
        return MASK_SRV;
    case TYPE_TXT:
        return MASK_TXT;
    case TYPE_DS:
        return MASK_DS;
    case TYPE_TLSA:
        return MASK_TLSA;
    case TYPE_RRSIG:
        return MASK_RRSIG;
    case TYPE_NSEC:
        return MASK_NSEC;
    case TYPE_NSEC3:
        return MASK_NSEC3;
    case TYPE_ZONEMD:
        return MASK_ZONEMD;
    default:
        return MASK_OTHER;
    }
}

/* The first name of each class is the one that is written; CHAOS and HESIOD are read by BIND. */
static const struct {
    const char *mnemonic;
    uint16_t code;
} classes[] = {
    {"IN", CLASS_IN},     {"CH", CLASS_CH},     {"CHAOS", CLASS_CH}, {"HS", CLASS_HS},
    {"HESIOD", CLASS_HS}, {"NONE", CLASS_NONE}, {"ANY", CLASS_ANY},
};

enum { CLASS_COUNT = sizeof(classes) / sizeof(classes[0]) };

bool rrclass_from_text(struct bytes text, uint16_t *ret_code)
{
    if (text.length == 2 && byte_lower(text.data[0]) == 'i' && byte_lower(text.data[1]) == 'n') {
        *ret_code = CLASS_IN;
        return true;
    }
    if (text.length < 2) {
        return false; /* the type A, above all */
    }
    for (size_t i = 0; i < CLASS_COUNT; i++) {
        if (bytes_equal_string_folded(text, classes[i].mnemonic)) {
            *ret_code = classes[i].code;
            return true;
        }
    }
    return code_from_prefixed(text, bytes_from_string("CLASS"), ret_code);
}

void rrclass_to_text(uint16_t code, struct buffer *text)
{
    for (size_t i = 0; i < CLASS_COUNT; i++) {
        if (classes[i].code == code) {
            buffer_add_string(text, classes[i].mnemonic);
            return;
        }
    }
    buffer_add_format(text, "CLASS%u", (unsigned)code);
}
