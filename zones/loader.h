/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

/* Inside the loader: what load.c, directive.c and generate.c share while one zone is read. */

#include "zones/load.h"

/** A file that is being read. */
struct reading {
    const struct source *source;
    const struct reading *includer; /**< NULL for the zone's own file */
    struct entry_reader entries;
    uint32_t scope;
    uint32_t inclusion;
    unsigned depth;
};

/** Which owner a record without one gets. */
enum owner_state {
    OWNER_NONE, /**< there was none yet */
    OWNER_GOOD,
    OWNER_BROKEN,  /**< the last one could not be read: its followers are passed over with it */
    OWNER_OUTSIDE, /**< the last one is not in the zone: its followers neither */
};

struct loader {
    struct source_list *sources;
    const struct zone_claim *claim;
    struct zone *zone;
    struct rdata_reader *rdata;
    struct reading *reading;
    enum owner_state owner_state;
    uint32_t owner;       /**< its number in the zone's names */
    bool has_ttl_default; /**< from $TTL, or from the SOA without one */
    uint32_t ttl_default;
    bool has_ttl_last; /**< RFC 1035 section 5.1: the TTL that was stated last */
    uint32_t ttl_last;
    uint32_t generated;
    uint32_t includes;
    uint64_t included_again_bytes;
};

/** Reads a source from its start to its end into the zone, as the file of `claim` or as one that is
 * included: `includer` and `include` are NULL and empty for the first. */
void load_source(struct loader *loader,
                 const struct source *source,
                 const struct name *origin,
                 const struct reading *includer,
                 struct span include);

/** Carries out a directive entry. */
void load_directive(struct loader *loader, const struct entry *entry);

/** Carries out a $GENERATE entry. */
void load_generate(struct loader *loader, const struct entry *entry);

/** Which field of a $GENERATE entry is what; indexes count from the directive. The entry has at
 * least three fields. */
struct entry_parts generate_parts_find(const struct entry *entry);

/** From here on, records have another origin or default TTL. */
void load_begin_scope(struct loader *loader, const struct name *origin);

/** Notes a flaw. The span is that of bytes `start` to `end` of the source that is being read; when
 * the flaw leaves a record or directive unread, the zone is no longer complete. */
void load_flaw(struct loader *loader,
               enum flaw_kind kind,
               const struct entry *entry,
               uint64_t start,
               uint64_t end,
               const char *detail);

/** The same at field `field` of the entry; behind its last field when there is none of this index. */
void load_flaw_at_field(struct loader *loader,
                        enum flaw_kind kind,
                        const struct entry *entry,
                        size_t field);

static inline struct scope *load_scope(const struct loader *loader)
{
    return &loader->zone->scopes.items[loader->reading->scope];
}

/** The number of a name that stands in the text, relative to the origin; NAME_NONE when it is none,
 * with the flaw set. */
uint32_t load_name(struct loader *loader, struct bytes text, enum flaw_kind *flaw);

/** Whether the name with this number is the apex or below it. */
bool load_name_is_inside(const struct loader *loader, uint32_t number);

/** What a record has besides owner and data. */
struct record_head {
    uint16_t type;
    bool has_ttl;
    uint32_t ttl_seconds;
    uint8_t flags; /**< enum record_flag */
};

/** Adds the record with the data in `loader->rdata`: finds its TTL and stores it. `start` is where
 * its entry begins. */
void load_record_add(struct loader *loader,
                     uint32_t owner,
                     const struct record_head *head,
                     const struct entry *entry,
                     size_t type_field);

/** Whether a record of this type and class can be in the zone; notes a flaw when not. `class` is 0
 * when the entry names none. */
bool load_check_type(struct loader *loader,
                     const struct entry *entry,
                     const struct entry_parts *parts);
