/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <assert.h>

#include "zones/base/vector.h"
#include "zones/base/workers.h"
#include "zones/name_table.h"
#include "zones/rdata.h"
#include "zones/rrtype.h"
#include "zones/source.h"

/** A stretch of a file that is read under one $ORIGIN. A record points at its scope, so that each
 * of its words can be understood again later, when a finding or an edit needs it. */
struct scope {
    uint32_t source;     /**< which file */
    uint32_t parent;     /**< the scope that has the $INCLUDE; SCOPE_NONE for the zone's file */
    struct span include; /**< that $INCLUDE entry; empty for the zone's file */
    const struct name *origin; /**< what relative names are relative to */
    uint32_t inclusion;        /**< counts the readings of files in this zone from 0: equal numbers
                                    are one reading of one file */
    uint32_t ttl_default; /**< from $TTL, in seconds, when `has_ttl_default`; as the scope began */
    bool has_ttl_default;
};

#define SCOPE_NONE UINT32_MAX
#define RECORD_NONE UINT32_MAX
#define NODE_NONE UINT32_MAX

enum record_flag {
    RECORD_GENERATED = 1,       /**< by $GENERATE: the entry is its template */
    RECORD_TTL_EXPLICIT = 2,    /**< the entry has a TTL of its own */
    RECORD_OWNER_INHERITED = 4, /**< the entry begins with a blank */
};

/** A resource record, in 24 bytes. Its words stay in the file: record_start() and record_scope()
 * lead there. */
struct record {
    uint32_t owner;       /**< index of its owner's node: record_node(), record_owner() */
    uint32_t data;        /**< zones/record.c: record_wire(), record_host() */
    uint32_t ttl_seconds; /**< after inheritance */
    uint32_t next;        /**< the next record of this owner in file order, or RECORD_NONE */
    uint32_t start_low;   /**< see record_start() */
    uint16_t type;
    uint8_t start_high;
    uint8_t flags; /**< enum record_flag */
};

/** Records from this one on, up to those of the next stretch, were read in this scope. */
struct stretch {
    uint32_t first; /**< index of a record */
    uint32_t scope; /**< index of a scope */
};

enum node_flag {
    NODE_EMPTY = 1, /**< an empty non-terminal: no records, but names below (RFC 4592 2.2.2) */
    NODE_CUT = 2,   /**< NS records and not the apex: a zone cut (RFC 9499 section 7) */
    NODE_BELOW_CUT = 4,
    NODE_BELOW_DNAME = 8,
};

/** A name of the zone that exists: it owns records, or stands above one that does. */
struct node {
    uint32_t name;   /**< its number in the zone's names: node_name() */
    uint32_t first;  /**< its first record; RECORD_NONE for an empty non-terminal */
    uint32_t parent; /**< the node above; NODE_NONE at the apex */
    type_mask types; /**< of its records */
    uint32_t flags;  /**< enum node_flag */
};

/** How the name of a zone was found, in the order in which they are asked. */
enum zone_name_from {
    ZONE_NAME_OPTION,  /**< --zone NAME=FILE */
    ZONE_NAME_POLICY,  /**< `zones` of a policy */
    ZONE_NAME_CONFIG,  /**< a server configuration */
    ZONE_NAME_CONTENT, /**< $ORIGIN, or the absolute owner of the SOA */
    ZONE_NAME_FILE,    /**< the file's name */
};

enum zone_kind {
    ZONE_PRIMARY,
    ZONE_SECONDARY, /**< a copy: to be changed at its primary */
};

/** Which file holds which zone, before it is read. Strings outlive the zone. */
struct zone_claim {
    const char *name; /**< as text; NULL: to be found in the file or its name */
    const char *path;
    const char *view;         /**< NULL outside of views */
    const char *include_root; /**< where a relative $INCLUDE is looked for besides the folder of
                                    the including file: the `directory` of named.conf; or NULL */
    enum zone_name_from from;
    enum zone_kind kind;
    uint16_t class;  /**< 0: as the SOA says */
    bool dynamic;    /**< the configuration allows updates */
    bool from_text;  /**< `source` has the text; `path` only names it */
    uint32_t source; /**< index in the list of sources, when `from_text` */
    uint64_t bytes;  /**< of the file when it was found, or 0: the largest are read first */
};

/** Records that were read again because of a change in their text. All others of the two zones are
 * the same ones, in the same order. */
struct reread {
    uint32_t base_start; /**< in the zone before: indexes of records */
    uint32_t base_end;
    uint32_t start; /**< in this zone */
    uint32_t end;
};

/** A zone: one apex in one view, from one file and those it includes. Read-only once loaded. */
struct zone {
    const struct name *apex;
    const char *view;
    uint32_t number; /**< its place in the zones of its set, once that is indexed: a zone that takes
                          its place in a changed set has the same */
    uint16_t class;
    enum zone_name_from name_from;
    enum zone_kind kind;
    bool dynamic;
    bool complete;      /**< every entry was understood: what is not there does not exist */
    bool claimed_twice; /**< another file claims the same zone in the same view */
    bool packed;        /**< it lies in an arena with all that it has: zones/zone_pack.h */
    uint32_t source;    /**< the file it begins with */
    uint32_t soa;       /**< the first SOA record at the apex, or RECORD_NONE */
    uint32_t apex_node; /**< NODE_NONE when nothing stands at the apex */
    type_mask types;    /**< of all records */
    uint64_t flaws_left_out;
    uint32_t inclusions;     /**< how many times files were read for it */
    const struct zone *base; /**< the zone of which this one is a change, and whose names it has, or
                                  NULL: zones/zone_change.h */
    bool shares_nodes; /**< the nodes are those of the base, which are as they would be here */
    VECTOR(struct reread) rereads; /**< in order; only when there is a base */
    struct name_table *names;
    struct pool data;              /**< of the records, where a record itself has no room for it */
    VECTOR(struct record) records; /**< in the order of reading */
    VECTOR(struct node) nodes;
    VECTOR(struct scope) scopes;
    VECTOR(struct stretch) stretches; /**< by `first` */
    VECTOR(struct flaw) flaws;
};

/** Frees the zone with everything in it. One that is packed goes with its arena, and nothing
 * happens here. `zone` may be NULL. */
void zone_free(struct zone *zone);

/** Makes the zone one without names and records, with room for about so many names, and keeps its
 * memory for them. For a zone that is neither packed nor a change of another. */
void zone_clear(struct zone *zone, uint64_t names_expected);

/** Adds a record of the owner with the number `owner` in the zone's names, read in scope `scope`;
 * its fields are set but `owner` and `next`. For the loader. Until zone_index(), the records of a
 * node are a ring, and its `first` is the last of them. */
void zone_add_record(struct zone *zone, uint32_t owner, uint32_t scope, struct record record);

/** Makes room for the rest of a large zone, once `read` of the `whole` bytes of its text have been
 * read and show how dense it is. For the loader. */
void zone_expect_rest(struct zone *zone, uint64_t read, uint64_t whole);

/** Adds the node of the name with this number, which has none yet. Returns its index. For the
 * loader. */
uint32_t zone_add_node(struct zone *zone, uint32_t name);

/** Finds empty non-terminals, cuts and what is occluded, once all records are there. `workers`
 * share a large zone; NULL: nobody. */
void zone_index(struct zone *zone, struct workers *workers);

/** The node of a name that may belong to another zone's table; NULL when the zone has none. */
const struct node *zone_find_node(const struct zone *zone, const struct name *name);

static inline const struct node *zone_node(const struct zone *zone, const struct name *own_name)
{
    return own_name->node == NODE_NONE ? NULL : &zone->nodes.items[own_name->node];
}

static inline const struct name *node_name(const struct zone *zone, const struct node *node)
{
    return name_table_at(zone->names, node->name);
}

/** The node of a name of the zone's own table, without a look-up: the number in the name leads to a
 * node whose name it is. NULL for a name of another table, and for one without a node. */
static inline const struct node *zone_own_node(const struct zone *zone, const struct name *name)
{
    const struct node *node =
        name->node < zone->nodes.count ? &zone->nodes.items[name->node] : NULL;
    return node != NULL && node_name(zone, node) == name ? node : NULL;
}

/** The node of a record's owner; every owner has one. */
static inline const struct node *record_node(const struct zone *zone, const struct record *record)
{
    assert(record->owner < zone->nodes.count);
    return &zone->nodes.items[record->owner];
}

static inline const struct name *record_owner(const struct zone *zone, const struct record *record)
{
    return node_name(zone, record_node(zone, record));
}

static inline const struct record *zone_record(const struct zone *zone, uint32_t index)
{
    return index == RECORD_NONE ? NULL : &zone->records.items[index];
}

/** The first record of a type at a node, or NULL; then the next one behind `record`. */
const struct record *node_first(const struct zone *zone, const struct node *node, uint16_t type);
const struct record *node_next(const struct zone *zone, const struct record *record);

/** Byte offset of the record's entry in its source. */
static inline uint64_t record_start(const struct record *record)
{
    return (uint64_t)record->start_high << 32 | record->start_low;
}

static inline void record_set_start(struct record *record, uint64_t start)
{
    record->start_low = (uint32_t)start;
    record->start_high = (uint8_t)(start >> 32);
}

/** The host that an NS, CNAME, PTR, DNAME, MX or SRV record names; NULL for other types. */
const struct name *record_host(const struct zone *zone, const struct record *record);

/** The number of that host in the zone's names; only for the types that have one. */
uint32_t record_host_number(const struct zone *zone, const struct record *record);

/** The data in canonical wire form. `room` has RDATA_ROOM_BYTES and is used when the record does
 * not hold the form as such; it may be NULL for types other than MX and SRV. */
struct bytes record_wire(const struct zone *zone, const struct record *record, uint8_t *room);

enum { RDATA_ROOM_BYTES = 8 + NAME_OCTETS_MAX };

/** Whether the zone holds this record; `owner` may belong to another table. */
bool zone_has_record(const struct zone *zone,
                     const struct name *owner,
                     uint16_t type,
                     uint32_t ttl_seconds,
                     struct bytes data);

/** Whether two records, of two zones, have the same data kept in the same place, so that it need
 * not be compared. */
bool record_data_is_shared(const struct zone *zone_a,
                           const struct record *a,
                           const struct zone *zone_b,
                           const struct record *b);

/** How many records of two zones are the same, one by one, from number `first_a` of the one and
 * `first_b` of the other on, as far as the records themselves tell: owner, type and TTL, and data
 * that is shared as above. It stops at the first one that has to be looked at closer. */
size_t records_same_ahead(const struct zone *zone_a,
                          size_t first_a,
                          const struct zone *zone_b,
                          size_t first_b);

/** Same owner, type and data, whatever the TTL. */
bool record_equal(const struct zone *zone, const struct record *a, const struct record *b);

/** The data of a record on its way into the zone; for the loader. */
struct loaded_data {
    struct bytes wire; /**< canonical; without the host, when there is one */
    uint32_t host;     /**< its number in the zone's names, or NAME_NONE */
};

/** Keeps the data of a record whose type is set in the zone. */
void record_store_data(struct zone *zone, struct record *record, const struct loaded_data *data);

/** `owner TTL class type data` on one line, absolute, without a newline, added to `text`. */
void record_to_text(const struct zone *zone, const struct record *record, struct buffer *text);

/** The scope that a record of the zone's array was read in; for `$GENERATE`, that of its entry. */
const struct scope *record_scope(const struct zone *zone, const struct record *record);

/** The source a record's entry stands in. */
static inline uint32_t record_source(const struct zone *zone, const struct record *record)
{
    return record_scope(zone, record)->source;
}
