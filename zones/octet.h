/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <endian.h>

#include "zones/base/bytes.h"

/** Four or eight octets as one number, the first in its lowest bits, so that they can be looked at
 * together. */
static inline uint32_t octets_load32(const uint8_t octets[4])
{
    uint32_t value;
    memcpy(&value, octets, sizeof(value));
    return le32toh(value);
}

static inline uint64_t octets_load64(const uint8_t octets[8])
{
    uint64_t value;
    memcpy(&value, octets, sizeof(value));
    return le64toh(value);
}

/** The eight octets of a number in network order. */
static inline void octets_store64(uint8_t octets[8], uint64_t value)
{
    value = htobe64(value);
    memcpy(octets, &value, sizeof(value));
}

/** Reads one octet of a name or character-string at `*at` and moves on: itself, \X, or \DDD
 * (RFC 1035 section 5.1). `*at` is below `text.length`. False for a backslash at the end, for \DDD
 * above 255, and for \D with fewer than three digits; then `*at` stays. */
bool octet_from_text(struct bytes text, size_t *at, uint8_t *ret_octet);
