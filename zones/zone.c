/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/zone.h"

#include <assert.h>
#include <stdlib.h>

void zone_free(struct zone *zone)
{
    if (zone == NULL || zone->packed) {
        return;
    }
    VECTOR_FREE(&zone->records);
    if (!zone->shares_nodes) {
        VECTOR_FREE(&zone->nodes);
    }
    VECTOR_FREE(&zone->scopes);
    VECTOR_FREE(&zone->stretches);
    VECTOR_FREE(&zone->flaws);
    VECTOR_FREE(&zone->rereads);
    if (zone->base == NULL) {
        name_table_free(zone->names);
    }
    pool_free(&zone->data);
    free(zone);
}

void zone_clear(struct zone *zone, uint64_t names_expected)
{
    assert(!zone->packed && zone->base == NULL);
    struct zone cleared = {
        .names = zone->names,
        .data = zone->data,
        .records = {zone->records.items, 0, zone->records.capacity},
        .nodes = {zone->nodes.items, 0, zone->nodes.capacity},
        .scopes = {zone->scopes.items, 0, zone->scopes.capacity},
        .stretches = {zone->stretches.items, 0, zone->stretches.capacity},
        .flaws = {zone->flaws.items, 0, zone->flaws.capacity},
    };
    name_table_clear(cleared.names, names_expected);
    pool_clear(&cleared.data);
    *zone = cleared;
}

uint32_t zone_add_node(struct zone *zone, uint32_t name)
{
    uint32_t index = (uint32_t)zone->nodes.count;
    struct node node = {
        .name = name,
        .first = RECORD_NONE,
        .parent = NODE_NONE,
    };
    VECTOR_PUSH(&zone->nodes, node);
    name_table_set_node(zone->names, name, index);
    return index;
}

/* A little more than what `count` things become when the rest is like the part that was read. */
static size_t expected_count(size_t count, uint64_t read, uint64_t whole)
{
    return (size_t)((double)count * ((double)whole / (double)read) * 1.06);
}

void zone_expect_rest(struct zone *zone, uint64_t read, uint64_t whole)
{
    VECTOR_EXPECT(&zone->records, expected_count(zone->records.count, read, whole));
    VECTOR_EXPECT(&zone->nodes, expected_count(zone->nodes.count, read, whole));
    name_table_expect_all(zone->names, expected_count(name_table_count(zone->names), read, whole),
                          expected_count(pool_places(&zone->names->pool), read, whole));
}

static void zone_note_scope(struct zone *zone, uint32_t record, uint32_t scope)
{
    size_t count = zone->stretches.count;
    if (count == 0 || zone->stretches.items[count - 1].scope != scope) {
        struct stretch stretch = {record, scope};
        VECTOR_PUSH(&zone->stretches, stretch);
    }
}

void zone_add_record(struct zone *zone, uint32_t owner, uint32_t scope, struct record record)
{
    uint32_t index = (uint32_t)zone->records.count;
    if (index == RECORD_NONE) {
        memory_exhausted(); /* four thousand million records: their numbers have no more bits */
    }
    zone_note_scope(zone, index, scope);
    const struct name *name = name_table_at(zone->names, owner);
    record.owner = name->node;
    record.next = index;
    if (record.owner == NODE_NONE) {
        record.owner = zone_add_node(zone, owner);
    }
    struct node *node = &zone->nodes.items[record.owner];
    if (node->first != RECORD_NONE) {
        struct record *last = &zone->records.items[node->first];
        record.next = last->next;
        last->next = index;
    }
    node->first = index;
    node->types |= rrtype_mask(record.type);
    zone->types |= rrtype_mask(record.type);
    if (record.type == TYPE_SOA && zone->soa == RECORD_NONE && name == zone->apex) {
        zone->soa = index;
    }
    VECTOR_PUSH(&zone->records, record);
}

const struct node *zone_find_node(const struct zone *zone, const struct name *name)
{
    const struct node *node = zone_own_node(zone, name);
    if (node != NULL) {
        return node;
    }
    const struct name *own = name_table_find(zone->names, name);
    return own == NULL ? NULL : zone_node(zone, own);
}

static const struct record *first_of_type(const struct zone *zone, uint32_t index, uint16_t type)
{
    while (index != RECORD_NONE && zone->records.items[index].type != type) {
        index = zone->records.items[index].next;
    }
    return zone_record(zone, index);
}

const struct record *node_first(const struct zone *zone, const struct node *node, uint16_t type)
{
    if ((node->types & rrtype_mask(type)) == 0) {
        return NULL;
    }
    return first_of_type(zone, node->first, type);
}

const struct record *node_next(const struct zone *zone, const struct record *record)
{
    return first_of_type(zone, record->next, record->type);
}

const struct scope *record_scope(const struct zone *zone, const struct record *record)
{
    assert(record >= zone->records.items && record < zone->records.items + zone->records.count);
    uint32_t index = (uint32_t)(record - zone->records.items);
    size_t low = 0; /* the stretch of the record is at or behind this one */
    size_t high = zone->stretches.count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (zone->stretches.items[middle].first <= index) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return &zone->scopes.items[zone->stretches.items[low].scope];
}
