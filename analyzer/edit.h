/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/vector.h"
#include "zones/zone.h"

/** How much may change with a repair. Decided for each finding, not for each rule. */
enum fix_safety {
    FIX_NONE,   /**< no repair that a program may make */
    FIX_UNSAFE, /**< plausible; only with --unsafe-fixes, and it says what is not proven */
    FIX_SAFE,   /**< proven: the served records stay, or every final result of them does */
};

const char *fix_safety_text(enum fix_safety safety);

/** Other bytes in place of a span. An empty span inserts, an empty text deletes. */
struct edit {
    struct span span;
    struct bytes expected; /**< what stands there now: a view of the source */
    struct bytes text;     /**< what shall stand there; in the findings' arena */
    bool adds_lines;       /**< it inserts whole lines of their own between two lines or behind the
                                last: other such lines may come to stand at the same place */
};

/** One record that comes or goes with a fix. All edits of a fix together must make exactly its
 * changes, in every zone: that is what fixers/proof.h holds against the text read again. */
struct change {
    bool added;  /**< else removed */
    size_t edit; /**< which edit of its fix makes it: with that one it comes or stays away */
    const struct zone *zone;
    const struct name *owner;
    uint16_t type;
    uint32_t ttl_seconds;
    struct bytes data; /**< canonical wire form; in the findings' arena */
};

/** Edits that stand or fall together, over one or more files. Findings that want the same edits in
 * an entry that makes several records share one fix. */
struct fix {
    const char *title; /**< `name host.example.com. in the MX record` */
    enum fix_safety safety;
    const char *unsafe_because; /**< which guard or doubt makes it unsafe; NULL when safe */
    struct span entry;          /**< where the entry that is repaired begins, or where a new one is
                                     to stand; its length is of no meaning */
    bool is_template;           /**< that entry is a $GENERATE */
    bool is_shared;             /**< more than one finding points to it */
    VECTOR(struct edit) edits;
    VECTOR(struct change) changes;
};

/** Whether both insert whole lines at one place. */
bool edit_lines_stand_together(const struct edit *a, const struct edit *b);

/** Whether two edits want the same bytes in the same place. */
bool edit_equal(const struct edit *a, const struct edit *b);

/** Whether two different edits touch the same bytes, or insert at one place: then their order
 * would matter, and only one of them can be taken. An insertion at the very start or end of bytes
 * that the other edit replaces does not meet it, nor do whole lines other whole lines. */
bool edit_meets(const struct edit *a, const struct edit *b);

/** The order of edits in the text: below 0, 0 or above 0. By source, then by start; an insertion
 * comes before the replacement of the bytes that begin at its place. Whole lines at one place are in
 * the order of their bytes. */
int edit_compare(const struct edit *a, const struct edit *b);
