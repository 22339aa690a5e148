/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/glob.h"

/** Octets of the wire form that every name which a pattern matches begins and ends with: most names
 * are told from a pattern by them, without the text that it is matched with. */
struct glob_ends {
    struct bytes head; /**< of the first label */
    struct bytes tail; /**< in front of the root, or of what the text leaves out */
};

/** The ends of a pattern of names; they live in the arena. */
struct glob_ends glob_ends_of(const struct glob *glob, struct arena *arena);

/** Whether a name may match: `wire` is in lower case, and its last `rest` octets, which are the
 * root at least, are not part of the text. */
static inline bool glob_ends_match(const struct glob_ends *ends, struct bytes wire, size_t rest)
{
    size_t length = wire.length - rest;
    struct bytes head = ends->head;
    struct bytes tail = ends->tail;
    return tail.length <= length && head.length <= wire.data[0] &&
           (tail.length == 0 ||
            memcmp(wire.data + length - tail.length, tail.data, tail.length) == 0) &&
           (head.length == 0 || memcmp(wire.data + 1, head.data, head.length) == 0);
}
