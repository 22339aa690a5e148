/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/rdata_fields.h"

/* The keys of the parameters of SVCB and HTTPS, and what their values are like. */

enum {
    SVCB_MANDATORY = 0,
    SVCB_ALPN = 1,
    SVCB_NO_DEFAULT_ALPN = 2,
    SVCB_KEYS_NAMED = 7,  /**< below are those of RFC 9460, whose names every reader knows */
    SVCB_KEYS_JUDGED = 8, /**< below are those whose octets BIND 9.18 looks at */
};

/** How the values of a key are read, judged and written. */
struct svcb_value {
    /** Adds the wire form of a text that has its escapes still. */
    bool (*read)(struct rdata_build *build, struct bytes text);
    /** Whether a wire form is sound; read() leaves to it what it can. Asked for values that are
     * written behind the name of their key, and for all below SVCB_KEYS_JUDGED. */
    bool (*is_sound)(struct bytes value);
    /** Adds = and the text of a value that is not empty; NULL for keys from SVCB_KEYS_NAMED on,
     * which are written as a number. */
    void (*print)(struct bytes value, struct buffer *text);
};

/** Any octets, in a character-string: what stands behind a key that is written as a number. */
extern const struct svcb_value svcb_octets;

/** What a key has behind its name; svcb_octets when it has no name. */
const struct svcb_value *svcb_key_value(uint16_t key);

/** Reads a name, small letters only, or keyNNNNN. */
bool svcb_key_from_text(struct bytes text, uint16_t *ret_key);

/** Adds the name below SVCB_KEYS_NAMED, else keyNNNNN. */
void svcb_key_to_text(uint16_t key, struct buffer *text);
