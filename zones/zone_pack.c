/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/zone_pack.h"

#include <stdalign.h>

/* Larger zones are few, and to copy them costs more than to allocate what they need. */
enum { PACKED_BYTES_MAX = 64 * 1024 };

bool zone_can_be_packed(const struct zone *zone)
{
    const struct pool *names = &zone->names->pool;
    if (zone->base != NULL || names->block_count > 1 || zone->data.block_count > 1) {
        return false;
    }
    size_t bytes = (names->used + zone->data.used) * (size_t)POOL_UNIT_BYTES +
                   zone->names->slot_count * sizeof(*zone->names->slots) +
                   zone->records.count * sizeof(*zone->records.items) +
                   zone->nodes.count * sizeof(*zone->nodes.items) +
                   zone->scopes.count * sizeof(*zone->scopes.items) +
                   zone->stretches.count * sizeof(*zone->stretches.items) +
                   zone->flaws.count * sizeof(*zone->flaws.items);
    return bytes <= PACKED_BYTES_MAX;
}

/* Puts a vector into the arena that is a copy of another zone's and still has that one's items. */
#define VECTOR_PACK(vector, arena) \
    do { \
        size_t bytes = (vector)->count * sizeof(*(vector)->items); \
        void *items = arena_get_aligned(arena, bytes, alignof(uint64_t)); \
        if (bytes > 0) { \
            memcpy(items, (vector)->items, bytes); \
        } \
        (vector)->items = items; \
        (vector)->capacity = (vector)->count; \
    } while (0)

/* The name that is in the packed table what `name` is in the other one. */
static const struct name *name_moved(const struct zone *zone,
                                     const struct zone *packed,
                                     const struct name *name)
{
    const uint8_t *from = zone->names->pool.blocks[0];
    uint32_t place = (uint32_t)((size_t)((const uint8_t *)name - from) / POOL_UNIT_BYTES);
    return name_table_at(packed->names, place);
}

struct zone *zone_pack(const struct zone *zone, struct arena *arena)
{
    struct zone *packed = arena_get_aligned(arena, sizeof(*packed), alignof(struct zone));
    *packed = *zone;
    packed->packed = true;
    packed->names = name_table_pack(zone->names, arena);
    VECTOR_PACK(&packed->nodes, arena);
    VECTOR_PACK(&packed->records, arena);
    packed->data = pool_pack(&zone->data, arena);
    VECTOR_PACK(&packed->stretches, arena);
    VECTOR_PACK(&packed->scopes, arena);
    VECTOR_PACK(&packed->flaws, arena);
    packed->apex = name_moved(zone, packed, zone->apex);
    for (size_t i = 0; i < packed->scopes.count; i++) {
        struct scope *scope = &packed->scopes.items[i];
        scope->origin = name_moved(zone, packed, scope->origin);
    }
    return packed;
}
