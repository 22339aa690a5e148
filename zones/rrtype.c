/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/rrtype.h"

#include <assert.h>
#include <stdio.h>

#include "zones/base/nearest.h"
#include "zones/mnemonic.h"
#include "zones/mnemonic_tables.inc" /* made by mnemonic_tables.c */

#define RRTYPE(mnemonic, code, layout, flags) [RRTYPE_SLOT(code)] = {mnemonic, layout, flags, code},
const struct rrtype rrtype_slots[RRTYPE_SLOTS] = {
#include "zones/rrtypes.def"
};
#undef RRTYPE

const struct rrtype *rrtype_find(uint16_t code)
{
    const struct rrtype *type = &rrtype_slots[RRTYPE_SLOT(code)];
    return type->mnemonic != NULL && type->code == code ? type : NULL;
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

bool rrtype_from_text(struct bytes text, uint16_t *ret_code)
{
    const struct mnemonic *mnemonic = mnemonic_find(&type_mnemonics, text);
    if (mnemonic != NULL) {
        *ret_code = mnemonic->code;
        return true;
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

const char *rrtype_nearest(struct bytes text)
{
    char upper[32]; /* all mnemonics are shorter by more than a slip */
    if (text.length >= sizeof(upper)) {
        return NULL;
    }
    for (size_t i = 0; i < text.length; i++) {
        bool is_small = text.data[i] >= 'a' && text.data[i] <= 'z';
        upper[i] = (char)(is_small ? text.data[i] - ('a' - 'A') : text.data[i]);
    }
    upper[text.length] = '\0';
    struct nearest nearest = nearest_to(upper);
    for (size_t i = 0; i < RRTYPE_SLOTS; i++) {
        if (rrtype_slots[i].mnemonic != NULL) {
            nearest_offer(&nearest, rrtype_slots[i].mnemonic);
        }
    }
    return nearest.found;
}

size_t rrtype_count(void)
{
    size_t count = 0;
    for (size_t i = 0; i < RRTYPE_SLOTS; i++) {
        count += rrtype_slots[i].mnemonic != NULL;
    }
    return count;
}

const struct rrtype *rrtype_at(size_t index)
{
    assert(index < rrtype_count());
    size_t slot = 0;
    for (;; slot++) {
        if (rrtype_slots[slot].mnemonic != NULL && index-- == 0) {
            return &rrtype_slots[slot];
        }
    }
}

const type_mask type_masks[TYPE_MASKS] = {
    [TYPE_A] = MASK_A,           [TYPE_AAAA] = MASK_AAAA,   [TYPE_NS] = MASK_NS,
    [TYPE_CNAME] = MASK_CNAME,   [TYPE_DNAME] = MASK_DNAME, [TYPE_SOA] = MASK_SOA,
    [TYPE_PTR] = MASK_PTR,       [TYPE_MX] = MASK_MX,       [TYPE_SRV] = MASK_SRV,
    [TYPE_TXT] = MASK_TXT,       [TYPE_DS] = MASK_DS,       [TYPE_TLSA] = MASK_TLSA,
    [TYPE_RRSIG] = MASK_RRSIG,   [TYPE_NSEC] = MASK_NSEC,   [TYPE_NSEC3] = MASK_NSEC3,
    [TYPE_ZONEMD] = MASK_ZONEMD,
};

bool rrclass_other_from_text(struct bytes text, uint16_t *ret_code)
{
    const struct mnemonic *mnemonic = mnemonic_find(&class_mnemonics, text);
    if (mnemonic != NULL) {
        *ret_code = mnemonic->code;
        return true;
    }
    return code_from_prefixed(text, bytes_from_string("CLASS"), ret_code);
}

#define RRCLASS(mnemonic, code) {mnemonic, code},
static const struct {
    const char *mnemonic;
    uint16_t code;
} classes[] = {
#include "zones/rrclasses.def"
};
#undef RRCLASS

enum { CLASS_COUNT = sizeof(classes) / sizeof(classes[0]) };

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
