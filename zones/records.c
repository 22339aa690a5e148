/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/records.h"

#include <stdlib.h>

#include "zones/rrset.h"

/* A node with what it is sorted by at hand. */
struct sorted_node {
    const struct node *node;
    const struct name *name;
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

static int served_record_compare(const void *a, const void *b)
{
    const struct served_record *record_a = a;
    const struct served_record *record_b = b;
    if (record_a->record->type != record_b->record->type) {
        return record_a->record->type < record_b->record->type ? -1 : 1;
    }
    int order = bytes_compare(record_a->wire, record_b->wire);
    /* Records of one zone are one array, in the order of reading. */
    return order != 0
               ? order
               : (record_a->record > record_b->record) - (record_a->record < record_b->record);
}

static struct bytes record_wire_copy(const struct zone *zone,
                                     const struct record *record,
                                     struct arena *arena)
{
    uint8_t room[RDATA_ROOM_BYTES];
    struct bytes wire = record_wire(zone, record, room);
    return wire.data == room ? arena_copy(arena, wire) : wire;
}

struct served_records node_served_records(const struct zone *zone,
                                          const struct node *node,
                                          struct arena *arena)
{
    struct served_records records = {0};
    for (uint32_t i = node->first; i != RECORD_NONE; i = zone->records.items[i].next) {
        const struct record *record = &zone->records.items[i];
        struct served_record served = {record, record_wire_copy(zone, record, arena), 0};
        VECTOR_PUSH(&records.items, served);
    }
    struct served_record *items = records.items.items;
    if (records.items.count > 1) {
        qsort(items, records.items.count, sizeof(items[0]), served_record_compare);
    }
    size_t kept = 0;
    for (size_t i = 0; i < records.items.count; i++) {
        bool same_set = kept > 0 && rrset_is_same(zone, items[kept - 1].record, items[i].record);
        if (same_set && bytes_equal(items[kept - 1].wire, items[i].wire)) {
            continue;
        }
        items[i].ttl_seconds =
            same_set ? items[kept - 1].ttl_seconds : rrset_ttl(zone, items[i].record);
        items[kept++] = items[i];
    }
    records.items.count = kept;
    return records;
}

static void node_records_write(const struct zone *zone,
                               const struct node *node,
                               struct arena *arena,
                               struct buffer *text)
{
    struct served_records records = node_served_records(zone, node, arena);
    for (size_t i = 0; i < records.items.count; i++) {
        struct record served = *records.items.items[i].record;
        served.ttl_seconds = records.items.items[i].ttl_seconds;
        record_to_text(zone, &served, text);
        buffer_add_byte(text, '\n');
    }
    VECTOR_FREE(&records.items);
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
