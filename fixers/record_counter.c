/* SPDX-License-Identifier: BSD-3-Clause */
#include "fixers/record_counter.h"

#include <stdlib.h>

static uint64_t record_hash(uint32_t ttl_seconds, struct bytes data)
{
    return bytes_hash(BYTES_HASH_START ^ ttl_seconds, data);
}

static int counted_record_compare(const void *a, const void *b)
{
    const struct counted_record *record_a = a;
    const struct counted_record *record_b = b;
    return (record_a->hash > record_b->hash) - (record_a->hash < record_b->hash);
}

static void record_counter_read(struct record_counter *counter,
                                const struct zone *zone,
                                const struct node *node,
                                uint16_t type)
{
    counter->zone = zone;
    counter->node = node;
    counter->type = type;
    counter->records.count = 0;
    const struct record *record = node_first(zone, node, type);
    for (; record != NULL; record = node_next(zone, record)) {
        uint8_t room[RDATA_ROOM_BYTES];
        struct counted_record counted = {
            .hash = record_hash(record->ttl_seconds, record_wire(zone, record, room)),
            .record = (uint32_t)(record - zone->records.items),
        };
        VECTOR_PUSH(&counter->records, counted);
    }
    if (counter->records.count > 1) {
        qsort(counter->records.items, counter->records.count, sizeof(struct counted_record),
              counted_record_compare);
    }
}

/* The first remembered record with this hash or a higher one. */
static size_t record_counter_find(const struct record_counter *counter, uint64_t hash)
{
    size_t low = 0;
    size_t high = counter->records.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (counter->records.items[middle].hash < hash) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

unsigned record_counter_ask(struct record_counter *counter,
                            const struct zone *zone,
                            const struct name *owner,
                            uint16_t type,
                            uint32_t ttl_seconds,
                            struct bytes data,
                            unsigned most)
{
    const struct node *node = zone_find_node(zone, owner);
    if (node == NULL) {
        return 0;
    }
    if (counter->zone != zone || counter->node != node || counter->type != type) {
        record_counter_read(counter, zone, node, type);
    }
    uint64_t hash = record_hash(ttl_seconds, data);
    unsigned equal = 0;
    for (size_t i = record_counter_find(counter, hash);
         i < counter->records.count && counter->records.items[i].hash == hash && equal < most;
         i++) {
        const struct record *record = &zone->records.items[counter->records.items[i].record];
        uint8_t room[RDATA_ROOM_BYTES];
        equal += record->ttl_seconds == ttl_seconds &&
                 bytes_equal(record_wire(zone, record, room), data);
    }
    return equal;
}

void record_counter_end(struct record_counter *counter)
{
    VECTOR_FREE(&counter->records);
}
