/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/zone.h"

/** A record as a server serves it. */
struct served_record {
    const struct record *record; /**< the first of equal ones */
    struct bytes wire;           /**< its data: record_wire() */
    uint32_t ttl_seconds;        /**< of its RRset: rrset_ttl() */
};

struct served_records {
    VECTOR(struct served_record) items;
};

/** The records of a node as a server would serve them: by type, each RRset in canonical order (RFC
 * 4034 section 6.3), equal records once. Their data lives in the zone and in `arena`. To be freed
 * with VECTOR_FREE(). */
struct served_records node_served_records(const struct zone *zone,
                                          const struct node *node,
                                          struct arena *arena);

/** Adds every record of the zone as a server would serve it, one a line: absolute, in canonical
 * order (RFC 4034 section 6), equal records once, each RRset with one TTL (rrset_ttl()). */
void zone_records_write(const struct zone *zone, struct buffer *text);
