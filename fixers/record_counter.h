/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/zone.h"

struct counted_record {
    uint64_t hash; /**< of TTL and data */
    uint32_t record;
};

/** How often a zone holds a record, for many questions in a row about one owner and type, however
 * many records these have: it remembers the ones of the question before. All zero at first; the
 * zones that it is asked about stay as they are until record_counter_end(). */
struct record_counter {
    const struct zone *zone;
    const struct node *node;
    uint16_t type;
    VECTOR(struct counted_record) records; /**< sorted by hash */
};

/** The number of records with this owner, type, TTL and data, but no more than `most`. The owner
 * may belong to another table than the zone's. */
unsigned record_counter_ask(struct record_counter *counter,
                            const struct zone *zone,
                            const struct name *owner,
                            uint16_t type,
                            uint32_t ttl_seconds,
                            struct bytes data,
                            unsigned most);

void record_counter_end(struct record_counter *counter);
