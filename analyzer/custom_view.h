/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stdatomic.h>

#include "analyzer/custom.h"

/* The inside of custom.h: what a rule sees of a record or a zone. Other modules include custom.h
 * instead. */

struct custom_row {
    struct rule rule; /**< first, so that a row is found by it */
    const struct custom_rule *custom;
    struct custom_rows *rows;
    size_t index;
    atomic_uint_fast64_t selected;
    atomic_bool costly;
};

struct custom_rows {
    struct custom_row *items;
    size_t count;
    bool counts_selected;
};

/** Whether there are records anywhere in a zone, by owners that only a look at all nodes finds. */
struct custom_search {
    const struct custom_records *records;
    bool found;
};

enum { CUSTOM_TEXT_NONE = UINT8_MAX };

struct custom_sieves;

/** What a thread matches with: what one rule found out about a record is there for the next. */
struct custom_room {
    const struct custom_rows *rows;
    const struct zone *zone; /**< that the next four are about */
    size_t apex_length;      /**< 0: no text yet */
    char apex[NAME_TEXT_BYTES_MAX];
    VECTOR(struct custom_search) searches;
    const struct record *record; /**< that the rest is about; NULL: none */
    struct owner owner;          /**< whose name may be that of another record */
    struct bytes wire;           /**< `data` is NULL when nobody asked yet */
    uint8_t wire_room[RDATA_ROOM_BYTES];
    uint8_t text_field; /**< whose text is in `text`; CUSTOM_TEXT_NONE: none's */
    struct buffer text;
    bool has_facts;
    unsigned facts_true;    /**< enum custom_target: proven */
    unsigned facts_unknown; /**< not provable either way */
    struct regex_room *regex;
    struct custom_sieves *sieves; /**< NULL until a group has run */
};

/** A record, or a zone, that a rule looks at. */
struct custom_view {
    struct check *check;
    struct custom_room *room;
    struct custom_row *row;
    const struct custom_rule *rule;
    const struct zone *zone;
    const struct record *record; /**< NULL: the zone */
    size_t type;                 /**< of the record among those of the rule */
};

/** The data of the record. */
struct bytes custom_view_wire(const struct custom_view *view);

/** Its owner, to be matched. */
struct owner *custom_view_owner(const struct custom_view *view);

/** The name of the zone. */
struct bytes custom_view_apex(const struct custom_view *view);

/** Whether a condition holds. `unknown` is what comes of one whose answer is not known. */
bool custom_condition_holds(const struct custom_view *view,
                            const struct custom_condition *condition,
                            bool unknown);

/** Whether a name in lower case may fulfil the condition on a field that is such a name. That is
 * told without its text, and most names cannot. */
bool custom_name_may_hold(const struct custom_test *test, struct bytes wire);

/** Whether what `target.is` wants has the answer `unknown` for each host that is known to be plain
 * (analyzer/plain_names.h): one that is data or unknown, behind no alias, has an address or may
 * have one, and is not proven to be an alias or missing. */
static inline bool custom_plain_host_tells(unsigned wanted, bool unknown)
{
    return unknown ? (wanted & CUSTOM_TARGET_ADDRESS) != 0
                   : (wanted & (CUSTOM_TARGET_ADDRESS | CUSTOM_TARGET_OUTSIDE)) == 0;
}

/** Whether all of them hold. */
bool custom_conditions_hold(const struct custom_view *view,
                            struct custom_conditions conditions,
                            bool unknown);

/** The first record that a CUSTOM_RECORDS condition asks for; NULL when there is none. */
const struct record *custom_records_find(const struct custom_view *view,
                                         const struct custom_records *records);

/** Asks the resolver for addresses of the host that the record names. */
void custom_view_resolve(const struct custom_view *view, struct answer *answer);

/** Reports what is wrong with a record or zone: it is this condition that does not hold, or must
 * not. */
void custom_report(const struct custom_view *view, const struct custom_condition *wrong);
