/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/arena.h"
#include "zones/entry.h"
#include "zones/name.h"

/* How far into a file its first SOA record is looked for. In files that people write it is nearly
 * always the first record; nobody waits for the end of a file of ten gigabytes that has none. */
enum {
    ZONE_HEAD_BYTES_MAX = 1024 * 1024,
    ZONE_HEAD_ENTRIES_MAX = 10000,
};

/** What a head of zone text comes to next. */
enum zone_head_event {
    ZONE_HEAD_SOA,     /**< an SOA record; `owner` is its owner */
    ZONE_HEAD_INCLUDE, /**< an $INCLUDE; `include` and `include_origin` are its arguments */
    ZONE_HEAD_END,     /**< no SOA record, as far as this head goes */
};

/** The beginning of a zone file, read entry by entry for the one question which zone this is. It
 * follows no $INCLUDE by itself, and knows no zone name that `@` could mean: only what the text
 * says. */
struct zone_head {
    struct entry_reader reader;
    struct arena *arena;
    const struct name *origin;      /**< NULL as long as nothing absolute has named one */
    size_t owner_length;            /**< 0: no owner yet, or one without a known origin */
    uint8_t owner[NAME_OCTETS_MAX]; /**< of the last record, in wire form */
    uint16_t class;                 /**< that the SOA record names; CLASS_IN when it names none */
    struct bytes include;           /**< the path as written */
    const struct name *include_origin; /**< NULL when unknown */
    bool cut;                          /**< the file goes on behind this text */
    size_t strays_max;
    size_t entries;
    size_t records;
    size_t directives;
    size_t strays; /**< entries that are in no zone file, not even as a known slip */
    size_t open_parentheses;
    bool root_hints; /**< the first record is an NS record of the root: hints, or the root zone */
};

struct zone_head_options {
    bool cut;                  /**< the file goes on behind this text, which ends with a line */
    size_t strays_max;         /**< the head ends behind so many; SIZE_MAX: never for that */
    const struct name *origin; /**< of the $INCLUDE that leads to this text; NULL: unknown */
    const struct zone_head *includer; /**< whose owner is inherited; or NULL */
};

/** Begins to read. Names of origins live in `arena`; it and the text must outlive the head. */
void zone_head_start(struct zone_head *head,
                     struct bytes text,
                     struct zone_head_options options,
                     struct arena *arena);

/** Reads up to the next event. Behind an event other than ZONE_HEAD_END it may be called again. */
enum zone_head_event zone_head_next(struct zone_head *head);

/** Gives back the memory of the reader. */
void zone_head_end(struct zone_head *head);

/** Whether what was read is for the most part zone text: a program or a letter is not, a zone file
 * with slips in it is. */
bool zone_head_is_zone_text(const struct zone_head *head);
