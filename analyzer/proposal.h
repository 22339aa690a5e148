/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/check.h"
#include "zones/rdata_field.h"

/* How a rule proposes a repair. Each function either sets the finding's `fix` or says in
 * `fix_refused` why it does not; none touches any text. */

/** How safe a repair is, and why no safer. */
struct repair {
    const char *title; /**< in the findings' arena or static */
    enum fix_safety safety;
    const char *unsafe_because; /**< NULL when safe */
};

/** A host as a record shall name it. */
struct new_host {
    const struct name *name;
    struct bytes spelled; /**< the same in wire form, with the letters as they are to be written */
};

/** Another host in a record that names one: `host` takes the place of the name in its text, in the
 * style of the file (relative or absolute). */
void propose_host(struct check *check,
                  struct finding *finding,
                  const struct zone *zone,
                  const struct record *record,
                  struct new_host host,
                  struct repair repair);

/** The same for `twin`, a record of the same RRset, and the record itself goes: it would only
 * repeat the twin. */
void propose_merge(struct check *check,
                   struct finding *finding,
                   const struct zone *zone,
                   const struct record *record,
                   const struct record *twin,
                   struct new_host host,
                   struct repair repair);

/** The record goes, comments stay. Records behind it that take their owner from it get it back. */
void propose_removal(struct check *check,
                     struct finding *finding,
                     const struct zone *zone,
                     const struct record *record,
                     struct repair repair);

/** A final dot behind the host name of the record, which then means `host`. */
void propose_final_dot(struct check *check,
                       struct finding *finding,
                       const struct zone *zone,
                       const struct record *record,
                       const struct name *host,
                       struct repair repair);

/** What a field of the data of a record is to become. */
struct new_field {
    const struct rdata_field *field; /**< one that is a word */
    struct bytes octets;             /**< in canonical wire form */
    struct bytes word; /**< as it is written; an absolute name, which is written in the style of the
                            file */
};

/** Another field in the data of a record. Refused where the record has it already, or would become
 * one that stands beside it. */
void propose_field(struct check *check,
                   struct finding *finding,
                   const struct zone *zone,
                   const struct record *record,
                   struct new_field new_field,
                   struct repair repair);

/** What the TTL of a record is to become. */
struct new_ttl {
    uint32_t seconds;
    const char *word; /**< as it is written: those seconds, or the same with units */
};

/** Another TTL for a record, in its own entry. */
void propose_ttl(struct check *check,
                 struct finding *finding,
                 const struct zone *zone,
                 const struct record *record,
                 struct new_ttl new_ttl,
                 struct repair repair);

/** A record that is not there yet. */
struct new_record {
    const struct name *owner;
    uint16_t type;
    uint32_t ttl_seconds;
    struct bytes data; /**< in canonical wire form */
};

/** The record comes, as the last line of the zone's own file. All of its names are absolute and its
 * TTL is written out, so that nothing in front of it counts. */
void propose_new_record(struct check *check,
                        struct finding *finding,
                        const struct zone *zone,
                        const struct new_record *record,
                        struct repair repair);

/** No repair, and why; a sentence in the findings' arena or static. */
void propose_nothing(struct finding *finding, const char *because);
