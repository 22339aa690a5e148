/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/resolver.h"
#include "cli/output.h"
#include "cli/place.h"
#include "cli/question.h"
#include "zones/records.h"

/** What one view answers to a question. */
struct lookup {
    const char *view; /**< NULL: outside of views */
    struct answer answer;
};

/** A question and all answers to it. */
struct lookups {
    const struct question *question;
    struct places places;
    const struct external_names *external; /**< what the operator says of other names, or NULL */
    const struct unread *errors;           /**< what could not be read, and may lack */
    size_t error_count;
    struct arena *arena;
    VECTOR(struct lookup) items;
};

/** Asks each view that has a zone above the name, in the order of their zones; those outside of
 * views are one too. When there is none, the one answer is that nobody knows. With a `view`, that
 * one alone is asked. When there are no zones, there is no answer.
 *
 * The places are those of the set that is asked. Ended by lookups_end(). */
struct lookups lookups_ask(const struct question *question,
                           struct places places,
                           const struct external_names *external,
                           const char *view);

void lookups_end(struct lookups *lookups);

/** Whether this is the zone's view; NULL: outside of views. */
bool zone_is_in_view(const struct zone *zone, const char *view);

/** The records at a node that a question of this type is for; `node` may be NULL. The data lives in
 * `arena`. Freed with VECTOR_FREE(). */
struct served_records served_records_of(const struct zone *zone,
                                        const struct node *node,
                                        uint16_t asked,
                                        struct arena *arena);

/** The records that an answer consists of, or that are why there is none: the NS records of the
 * cut, the DNAME, or all records of the name that no server would load. */
struct served_records lookup_records(const struct lookups *lookups, const struct lookup *lookup);

/** The owner of those records: of what a wildcard makes, the name that was asked for. */
const struct name *lookup_owner(const struct lookup *lookup, const struct record *record);

/** From the first word of the record's entry to its last. */
struct span lookup_span(const struct lookups *lookups,
                        const struct zone *zone,
                        const struct record *record);

/** Stable words such as `no-data`, `outside`, `wildcard-cname`; of UNKNOWN_NOTHING, NULL. */
const char *answer_end_word(enum answer_end end);
const char *unknown_reason_word(enum unknown_reason reason);
const char *hop_kind_word(enum hop_kind kind);

void lookups_write_text(const struct lookups *lookups, struct output *output);
void lookups_write_json(const struct lookups *lookups, struct output *output);
