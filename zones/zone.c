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
    VECTOR_FREE(&zone->flaws);
    name_table_free(zone->names);
    arena_free(zone->arena);
    free(zone);
}

static uint32_t zone_add_node(struct zone *zone, const struct name *name)
{
    uint32_t index = (uint32_t)zone->nodes.count;
    struct node node = {
        .name = name,
        .first = RECORD_NONE,
        .last = RECORD_NONE,
        .parent = NODE_NONE,
    };
    VECTOR_PUSH(&zone->nodes, node);
    name_table_set_node(zone->names, name, index);
    return index;
}

void zone_add_record(struct zone *zone, struct record record)
{
    uint32_t index = (uint32_t)zone->records.count;
    assert(index != RECORD_NONE);
    record.next = RECORD_NONE;
    VECTOR_PUSH(&zone->records, record);
    uint32_t at = record.owner->node;
    if (at == NODE_NONE) {
        at = zone_add_node(zone, record.owner);
        zone->nodes.items[at].first = index;
    } else {
        zone->records.items[zone->nodes.items[at].last].next = index;
    }
    struct node *node = &zone->nodes.items[at];
    node->last = index;
    node->types |= rrtype_mask(record.type);
    zone->types |= rrtype_mask(record.type);
    if (record.type == TYPE_SOA && zone->soa == RECORD_NONE && record.owner == zone->apex) {
        zone->soa = index;
    }
}

/* The node above; made when it is an empty non-terminal that nobody needed before. */
static uint32_t zone_parent_node(struct zone *zone, const struct name *name)
{
    if (name->labels == zone->apex->labels + 1) {
        return zone->apex_node;
    }
    const struct name *parent = name_table_add(zone->names, name_without_labels(name, 1));
    if (parent->node != NODE_NONE) {
        return parent->node;
    }
    uint32_t index = zone_add_node(zone, parent);
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
        zone->apex_node = zone_add_node(zone, zone->apex);
        zone->nodes.items[zone->apex_node].flags = NODE_EMPTY;
    }
    /* The loop meets the nodes that it adds itself. */
    for (uint32_t i = 0; i < zone->nodes.count; i++) {
        if (i != zone->apex_node) {
            uint32_t parent = zone_parent_node(zone, zone->nodes.items[i].name);
            zone->nodes.items[i].parent = parent;
        }
    }
    for (uint32_t i = 0; i < zone->nodes.count; i++) {
        struct node *node = &zone->nodes.items[i];
        node->flags |= node_hidden_by(zone, node);
        if ((node->types & MASK_NS) != 0 && i != zone->apex_node) {
            node->flags |= NODE_CUT;
        }
    }
}

const struct node *zone_find_node(const struct zone *zone, const struct name *name)
{
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
