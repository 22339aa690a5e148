/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/zone.h"

#include <assert.h>
#include <stdlib.h>

void zone_free(struct zone *zone)
{
    if (zone == NULL) {
        return;
    }
    VECTOR_FREE(&zone->records);
    VECTOR_FREE(&zone->nodes);
    VECTOR_FREE(&zone->scopes);
    VECTOR_FREE(&zone->stretches);
    VECTOR_FREE(&zone->flaws);
    VECTOR_FREE(&zone->rereads);
    if (zone->base == NULL) {
        name_table_free(zone->names);
    }
    pool_free(&zone->data);
    arena_free(zone->arena);
    free(zone);
}

static uint32_t zone_add_node(struct zone *zone, uint32_t name)
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

/* Opens the ring of a node's records at its last one. */
static void node_open_ring(struct zone *zone, struct node *node)
{
    if (node->first != RECORD_NONE) {
        struct record *last = &zone->records.items[node->first];
        node->first = last->next;
        last->next = RECORD_NONE;
    }
}

/* The node above; made when it is an empty non-terminal that nobody needed before. A zone file
 * mostly goes on below or beside the name before, so that node and the one above it are tried
 * first. */
static uint32_t zone_parent_node(struct zone *zone, const struct name *name, uint32_t before)
{
    if (name->labels == zone->apex->labels + 1) {
        return zone->apex_node;
    }
    struct bytes above = name_without_labels(name, 1);
    for (int i = 0; i < 2 && before != NODE_NONE; i++) {
        const struct node *node = &zone->nodes.items[before];
        if (bytes_equal(name_wire(node_name(zone, node)), above)) {
            return before;
        }
        before = node->parent;
    }
    uint32_t number = name_table_number(zone->names, above, name_wire_hash(above));
    const struct name *parent = name_table_at(zone->names, number);
    if (parent->node != NODE_NONE) {
        return parent->node;
    }
    uint32_t index = zone_add_node(zone, number);
    zone->nodes.items[index].flags = NODE_EMPTY;
    return index;
}

/* What is at or above a node hides it: a cut (RFC 1034 section 4.2.1) or a DNAME (RFC 6672 section
 * 2.4). A cut does not hide its own owner's NS and DS records, so it is told apart. */
static uint32_t node_hidden_by(const struct zone *zone, const struct node *node)
{
    uint32_t flags = 0;
    for (uint32_t at = node->parent; at != NODE_NONE; at = zone->nodes.items[at].parent) {
        const struct node *above = &zone->nodes.items[at];
        if ((above->types & MASK_DNAME) != 0) {
            flags |= NODE_BELOW_DNAME;
        }
        if ((above->types & MASK_NS) != 0 && at != zone->apex_node) {
            flags |= NODE_BELOW_CUT;
        }
    }
    return flags;
}

void zone_index(struct zone *zone)
{
    zone->apex_node = zone->apex->node;
    if (zone->apex_node == NODE_NONE) {
        struct bytes wire = name_wire(zone->apex);
        zone->apex_node =
            zone_add_node(zone, name_table_number(zone->names, wire, name_wire_hash(wire)));
        zone->nodes.items[zone->apex_node].flags = NODE_EMPTY;
    }
    bool hides = false; /* whether there is a cut or a DNAME at all; most zones have neither */
    /* The loop meets the nodes that it adds itself. */
    for (uint32_t i = 0; i < zone->nodes.count; i++) {
        struct node *node = &zone->nodes.items[i];
        node_open_ring(zone, node);
        if ((node->types & MASK_NS) != 0 && i != zone->apex_node) {
            node->flags |= NODE_CUT;
        }
        hides = hides || (node->flags & NODE_CUT) != 0 || (node->types & MASK_DNAME) != 0;
        if (i != zone->apex_node) {
            const struct name *name = node_name(zone, &zone->nodes.items[i]);
            uint32_t parent = zone_parent_node(zone, name, i == 0 ? NODE_NONE : i - 1);
            zone->nodes.items[i].parent = parent;
        }
    }
    for (uint32_t i = 0; hides && i < zone->nodes.count; i++) {
        struct node *node = &zone->nodes.items[i];
        node->flags |= node_hidden_by(zone, node);
    }
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
