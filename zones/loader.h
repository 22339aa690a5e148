/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

/* Inside the loader: what load.c and its neighbours share while one zone is read. */

#include "zones/base/workers.h"
#include "zones/batch.h"
#include "zones/load.h"

/** A file that is being read. */
struct reading {
    const struct source *source;
    const char *path; /**< by which this zone came to it; other zones may have others */
    const struct reading *includer; /**< NULL for the zone's own file */
    struct entry_reader entries;
    uint64_t released;             /**< the text up to here is not needed soon */
    bool expected;                 /**< room was made for the rest of the text */
    struct comment_range comments; /**< so far */
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
    struct source_reader *sources;
    const struct zone_claim *claim;
    struct zone *zone;
    struct arena *arena;     /**< for what is kept with the zone */
    struct workers *workers; /**< who read a large text ahead; NULL: nobody */
    struct rdata_reader *rdata;
    struct batch *batch; /**< for the zone's own file; those that it includes have theirs */
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
 * included: `includer` and `include` are NULL and empty for the first. `path` led to it. */
void load_source(struct loader *loader,
                 const struct source *source,
                 const char *path,
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

/** The same at field `field` of the entry; behind its last field when there is none of this
 * index. */
void load_flaw_at_field(struct loader *loader,
                        enum flaw_kind kind,
                        const struct entry *entry,
                        size_t field);

/** Notes that an entry could not be read because of `kind`; or, when it is in another language than
 * that of zones, that, and then false is returned. */
bool load_entry_flaw(struct loader *loader,
                     enum flaw_kind kind,
                     const struct entry *entry,
                     uint64_t start,
                     uint64_t end);
void load_entry_flaw_at_field(struct loader *loader,
                              enum flaw_kind kind,
                              const struct entry *entry,
                              size_t field);

/** Whether the first field, when it is an owner, begins so. */
bool entry_begins_with(const struct entry *entry, const char *string);

static inline struct scope *load_scope(const struct loader *loader)
{
    return &loader->zone->scopes.items[loader->reading->scope];
}

/** The number of a name that stands in the text, relative to the origin; NAME_NONE when it is none,
 * with the flaw set. */
uint32_t load_name(struct loader *loader, struct bytes text, enum flaw_kind *flaw);

/** Whether the name with this number is the apex or below it. */
bool load_name_is_inside(const struct loader *loader, uint32_t number);

/** A record without its owner. */
struct record_head {
    uint64_t start;     /**< of its entry */
    struct bytes data;  /**< canonical wire form, until the next record is read */
    uint32_t host_hash; /**< name_wire_hash() of the host, for a type that has one */
    uint32_t ttl_seconds;
    uint16_t type;
    bool has_ttl;  /**< the entry states it */
    uint8_t flags; /**< enum record_flag, but RECORD_TTL_EXPLICIT */
};

/** The head of a record whose data was read into `loader->rdata` last; the rest is left to set. */
struct record_head load_head(const struct loader *loader, uint16_t type);

/** Whether the TTL of a record is stated or was given by an entry before. */
static inline bool load_ttl_is_known(const struct loader *loader, const struct record_head *head)
{
    return head->has_ttl || loader->has_ttl_default || loader->has_ttl_last;
}

/** Finds the TTL of a record and adds the record to the zone. Returns FLAW_TTL_MISSING or
 * FLAW_TTL_FROM_SOA for the caller to note, or FLAW_NONE. */
enum flaw_kind load_record_add(struct loader *loader,
                               uint32_t owner,
                               const struct record_head *head);

/** Reads one entry into the zone. */
void load_entry(struct loader *loader, const struct entry *entry);

/** Reads the whole text of `loader->reading` into the zone. */
void load_text(struct loader *loader);

/** Whether a record of this type and class can be in the zone; notes a flaw when not. `class` is 0
 * when the entry names none. */
bool load_check_type(struct loader *loader,
                     const struct entry *entry,
                     const struct entry_parts *parts);
