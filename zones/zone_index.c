/* SPDX-License-Identifier: BSD-3-Clause */
/* What a zone knows of its nodes once all records are there: which one is above which, cuts, and
 * what is hidden. Nodes are looked at in parts that several threads take; what adds a node is left
 * for one thread, in the order of the nodes. */
#include <stdatomic.h>
#include <stdlib.h>

#include "zones/zone.h"

enum { PART_NODES = 16 * 1024, PART_NODES_EAGER = 8 };

struct indexing {
    struct zone *zone;
    size_t part_nodes;
    atomic_bool hides; /* there is a cut or a DNAME; most zones have neither */
    atomic_bool lacks; /* there is a node without the one above it */
};

/* Opens the ring of a node's records at its last one. */
static void node_open_ring(struct zone *zone, struct node *node)
{
    if (node->first != RECORD_NONE) {
        struct record *last = &zone->records.items[node->first];
        node->first = last->next;
        last->next = RECORD_NONE;
    }
}

static bool node_is_named(const struct zone *zone, uint32_t node, struct bytes wire)
{
    return node != NODE_NONE &&
           bytes_equal(name_wire(node_name(zone, &zone->nodes.items[node])), wire);
}

/* The node above; NODE_NONE when there is none yet. A zone file mostly goes on below or beside the
 * name before, so the node in front of this one, which may be NODE_NONE, and the one above that are
 * tried first. */
static uint32_t zone_parent_node(const struct zone *zone, const struct node *node, uint32_t before)
{
    const struct name *name = node_name(zone, node);
    if (name->labels == zone->apex->labels + 1) {
        return zone->apex_node;
    }
    struct bytes above = name_without_labels(name, 1);
    if (node_is_named(zone, before, above)) {
        return before;
    }
    uint32_t beside = before == NODE_NONE ? NODE_NONE : zone->nodes.items[before].parent;
    if (node_is_named(zone, beside, above)) {
        return beside;
    }
    const struct name *parent = name_table_find_wire(zone->names, above);
    return parent == NULL ? NODE_NONE : parent->node;
}

static void index_part(void *context, unsigned worker, size_t item)
{
    (void)worker;
    struct indexing *indexing = context;
    struct zone *zone = indexing->zone;
    size_t begin = item * indexing->part_nodes;
    size_t end = zone->nodes.count - begin < indexing->part_nodes ? zone->nodes.count
                                                                  : begin + indexing->part_nodes;
    bool hides = false;
    bool lacks = false;
    for (size_t i = begin; i < end; i++) {
        struct node *node = &zone->nodes.items[i];
        node_open_ring(zone, node);
        if ((node->types & MASK_NS) != 0 && i != zone->apex_node) {
            node->flags |= NODE_CUT;
        }
        hides = hides || (node->flags & NODE_CUT) != 0 || (node->types & MASK_DNAME) != 0;
        if (i == zone->apex_node) {
            continue;
        }
        node->parent = zone_parent_node(zone, node, i == begin ? NODE_NONE : (uint32_t)i - 1);
        lacks = lacks || node->parent == NODE_NONE;
    }
    if (hides) {
        atomic_store_explicit(&indexing->hides, true, memory_order_relaxed);
    }
    if (lacks) {
        atomic_store_explicit(&indexing->lacks, true, memory_order_relaxed);
    }
}

/* Adds the empty non-terminals. The loop meets the nodes that it adds itself. */
static void zone_add_parents(struct zone *zone)
{
    for (uint32_t i = 0; i < zone->nodes.count; i++) {
        if (i == zone->apex_node || zone->nodes.items[i].parent != NODE_NONE) {
            continue;
        }
        uint32_t parent = zone_parent_node(zone, &zone->nodes.items[i], NODE_NONE);
        if (parent == NODE_NONE) {
            const struct name *name = node_name(zone, &zone->nodes.items[i]);
            struct bytes above = name_without_labels(name, 1);
            parent =
                zone_add_node(zone, name_table_number(zone->names, above, name_wire_hash(above)));
            zone->nodes.items[parent].flags = NODE_EMPTY;
        }
        zone->nodes.items[i].parent = parent;
    }
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

static void hide_part(void *context, unsigned worker, size_t item)
{
    (void)worker;
    struct indexing *indexing = context;
    struct zone *zone = indexing->zone;
    size_t begin = item * indexing->part_nodes;
    for (size_t i = begin; i < zone->nodes.count && i - begin < indexing->part_nodes; i++) {
        struct node *node = &zone->nodes.items[i];
        node->flags |= node_hidden_by(zone, node);
    }
}

static void index_parts(struct indexing *indexing,
                        struct workers *workers,
                        worker_function *function)
{
    size_t count = indexing->zone->nodes.count;
    indexing->part_nodes = workers == NULL              ? count
                           : workers_are_eager(workers) ? PART_NODES_EAGER
                                                        : PART_NODES;
    workers_run(workers, function, indexing, (count - 1) / indexing->part_nodes + 1);
}

void zone_index(struct zone *zone, struct workers *workers)
{
    struct indexing indexing = {.zone = zone};
    zone->apex_node = zone->apex->node;
    if (zone->apex_node == NODE_NONE) {
        struct bytes wire = name_wire(zone->apex);
        zone->apex_node =
            zone_add_node(zone, name_table_number(zone->names, wire, name_wire_hash(wire)));
        zone->nodes.items[zone->apex_node].flags = NODE_EMPTY;
    }
    workers = workers_for(workers, zone->records.count);
    index_parts(&indexing, workers, index_part);
    if (atomic_load(&indexing.lacks)) {
        zone_add_parents(zone);
    }
    if (atomic_load(&indexing.hides)) {
        index_parts(&indexing, workers, hide_part);
    }
}
