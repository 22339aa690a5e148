/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/arena.h"
#include "zones/base/buffer.h"
#include "zones/base/bytes.h"
#include "zones/flaw.h"

enum {
    NAME_OCTETS_MAX = 255, /**< RFC 1035 section 2.3.4, the root's octet included */
    LABEL_OCTETS_MAX = 63, /**< the same place */
    NAME_TEXT_BYTES_MAX = 4 * NAME_OCTETS_MAX + 1, /**< in presentation format, with the NUL */
};

/** A domain name in wire form (RFC 1035 section 3.1), letters folded to lower case (RFC 4343).
 *
 * Names of one table that are equal are one pointer: compare them with `==`. Names of different
 * tables are compared with name_equal(). The spelling of the file is in its source.
 * zones/name_table.h has the tables. */
struct name {
    uint32_t node;  /**< which node of its zone has this name; NODE_NONE when none has */
    uint8_t length; /**< octets of the wire form, the root's 0 included */
    uint8_t labels; /**< without the root: example.com. has 2, the root 0 */
    uint8_t wire[];
};

/** A name outside of every table, such as one that a DNAME makes; it lives in `arena`. */
const struct name *name_new(struct arena *arena, struct bytes wire);

/** Writes a name that is in lower case already and in no table. `name` has room for the header and
 * `wire.length` octets. */
void name_fill(struct name *name, struct bytes wire);

/** Reads a name in presentation format, such as `www`, `@` or `a\.b.example.`, into wire form with
 * the letters as written. `wire` has room for NAME_OCTETS_MAX.
 *
 * Without a final dot it is relative to `origin`; an `origin` of NULL makes a relative name
 * FLAW_FIELD_NAME. Returns the number of octets, 0 when the text is no name; then `flaw` says
 * why. */
size_t name_wire_from_text(struct bytes text,
                           const struct name *origin,
                           uint8_t *wire,
                           enum flaw_kind *flaw);

/** The same for a name that is always absolute, with a final dot or without. */
size_t name_wire_from_absolute(struct bytes text, uint8_t *wire, enum flaw_kind *flaw);

/** How many octets the name at the start of `wire` has; 0 when there is no valid uncompressed
 * one. */
size_t name_wire_length(struct bytes wire);

/** Folds the letters of a valid wire form in place. */
void name_wire_fold(uint8_t *wire, size_t length);

static inline struct bytes name_wire(const struct name *name)
{
    return (struct bytes){name->wire, name->length};
}

/** Writes the absolute name in presentation format, with the final dot and a NUL, to `text`, which
 * has room for NAME_TEXT_BYTES_MAX. Returns `text`. */
char *name_to_text(const struct name *name, char *text);

/** The same for any valid wire form, case kept, added to a buffer. */
void name_wire_to_text(struct bytes wire, struct buffer *text);

/** A valid wire form, case kept, as it is written under `origin`: relative below it, `@` at it,
 * absolute elsewhere and below the root. Added to `text`. */
void name_wire_to_relative_text(struct bytes wire, const struct name *origin, struct buffer *text);

bool name_equal(const struct name *a, const struct name *b);

/** Whether `name` is `ancestor` or below it. */
bool name_is_within(const struct name *name, const struct name *ancestor);

/** How many of the last labels both names share. */
unsigned name_common_labels(const struct name *a, const struct name *b);

/** RFC 4034 section 6.1: below 0, 0 or above 0. */
int name_compare(const struct name *a, const struct name *b);

/** The wire form of the name without its first `count` labels; `count` is at most `labels`. */
struct bytes name_without_labels(const struct name *name, unsigned count);

bool name_is_root(const struct name *name);

/** Whether the first label is `*` alone (RFC 4592 section 2.1.1). */
bool name_is_wildcard(const struct name *name);

/** A hash of a wire form in lower case: other values in each run of the program. */
uint32_t name_wire_hash(struct bytes wire);
