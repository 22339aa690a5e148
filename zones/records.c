/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/records.h"

#include <stdlib.h>

#include "zones/rrset.h"

/* A node and a record with what they are sorted by at hand. */
struct sorted_node {
    const struct node *node;
    const struct name *name;
};

struct sorted_record {
    const struct record *record;
    struct bytes wire;
};

static int sorted_node_compare(const void *a, const void *b)
{
    const struct sorted_node *node_a = a;
    const struct sorted_node *node_b = b;
    return name_compare(node_a->name, node_b->name);
}

static int bytes_compare(struct bytes a, struct bytes b)
{
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter == 0 ? 0 : memcmp(a.data, b.data, shorter);
    return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

static int sorted_record_compare(const void *a, const void *b)
{
    const struct sorted_record *record_a = a;
    const struct sorted_record *record_b = b;
    if (record_a->record->type != record_b->record->type) {
        return record_a->record->type < record_b->record->type ? -1 : 1;
    }
    return bytes_compare(record_a->wire, record_b->wire);
}

static struct bytes record_wire_copy(const struct zone *zone,
                                     const struct record *record,
                                     struct arena *arena)
{
    uint8_t room[RDATA_ROOM_BYTES];
    struct bytes wire = record_wire(zone, record, room);
    return wire.data == room ? arena_copy(arena, wire) : wire;
}

static void node_records_write(const struct zone *zone,
                               const struct node *node,
                               struct arena *arena,
                               struct buffer *text)
{
    VECTOR(struct sorted_record) records = {0};
    for (uint32_t i = node->first; i != RECORD_NONE; i = zone->records.items[i].next) {
        const struct record *record = &zone->records.items[i];
        struct sorted_record sorted = {record, record_wire_copy(zone, record, arena)};
        VECTOR_PUSH(&records, sorted);
    }
    if (records.count > 1) {
        qsort(records.items, records.count, sizeof(records.items[0]), sorted_record_compare);
    }
    uint32_t ttl_seconds = 0;
    for (size_t i = 0; i < records.count; i++) {
        const struct record *record = records.items[i].record;
        if (i == 0 || !rrset_is_same(zone, records.items[i - 1].record, record)) {
            ttl_seconds = rrset_ttl(zone, record);
        } else if (sorted_record_compare(&records.items[i - 1], &records.items[i]) == 0) {
            continue;
        }
        struct record served = *record;
        served.ttl_seconds = ttl_seconds;
        record_to_text(zone, &served, text);
        buffer_add_byte(text, '\n');
    }
    VECTOR_FREE(&records);
}

void zone_records_write(const struct zone *zone, struct buffer *text)
{
    VECTOR(struct sorted_node) nodes = {0};
    for (size_t i = 0; i < zone->nodes.count; i++) {
        const struct node *node = &zone->nodes.items[i];
        struct sorted_node sorted = {node, node_name(zone, node)};
        VECTOR_PUSH(&nodes, sorted);
    }
    if (nodes.count > 1) {
        qsort(nodes.items, nodes.count, sizeof(nodes.items[0]), sorted_node_compare);
    }
    struct arena *arena = arena_new();
    for (size_t i = 0; i < nodes.count; i++) {
        node_records_write(zone, nodes.items[i].node, arena, text);
        arena_clear(arena);
    }
    arena_free(arena);
    VECTOR_FREE(&nodes);
}
