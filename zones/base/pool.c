/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/base/pool.h"

#include <assert.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "zones/base/memory.h"

/* Most zones are small and one may be huge: blocks begin at a quarter of a page and double. */
enum { POOL_BLOCK_UNITS_MIN = 256 };

void pool_free(struct pool *pool)
{
    for (uint32_t i = pool->shared; i < pool->block_count; i++) {
        free(pool->blocks[i]);
    }
    free(pool->blocks);
    *pool = (struct pool){0};
}

/* The last block counts as full, so that what comes next goes into one of its own. */
struct pool pool_share(const struct pool *base)
{
    struct pool pool = {
        .block_count = base->block_count,
        .shared = base->block_count,
        .block_room = base->block_count,
        .used = base->block_count == 0 ? 0 : POOL_BLOCK_UNITS_MAX,
        .size = base->block_count == 0 ? 0 : POOL_BLOCK_UNITS_MAX,
    };
    if (base->block_count > 0) {
        pool.blocks = memory_get(base->block_count * sizeof(*pool.blocks));
        memcpy(pool.blocks, base->blocks, base->block_count * sizeof(*pool.blocks));
    }
    return pool;
}

void pool_clear(struct pool *pool)
{
    assert(pool->shared == 0);
    if (pool->block_count > 1) {
        pool_free(pool);
    }
    pool->used = 0;
}

struct pool pool_pack(const struct pool *pool, struct arena *arena)
{
    assert(pool->block_count <= 1);
    struct pool packed = {
        .block_count = pool->block_count,
        .used = pool->used,
        .size = pool->used,
    };
    if (pool->block_count > 0) {
        size_t bytes = (size_t)pool->used * POOL_UNIT_BYTES;
        packed.blocks = arena_get_aligned(arena, sizeof(*packed.blocks), alignof(uint8_t *));
        packed.blocks[0] = arena_get_aligned(arena, bytes, alignof(uint64_t));
        memcpy(packed.blocks[0], pool->blocks[0], bytes);
    }
    return packed;
}

static void pool_add_block(struct pool *pool, uint32_t units)
{
    assert(pool->block_room > 0 || pool->block_count == 0);
    uint32_t size = pool->size == 0 ? POOL_BLOCK_UNITS_MIN : pool->size * 2;
    if (size > POOL_BLOCK_UNITS_MAX) {
        size = POOL_BLOCK_UNITS_MAX;
    }
    if (size < units) {
        size = units;
    }
    if (pool->block_count == pool->block_room) {
        pool->block_room = pool->block_room == 0 ? 4 : pool->block_room * 2;
        pool->blocks = memory_resize(pool->blocks, pool->block_room * sizeof(*pool->blocks));
    }
    if (pool->block_count == UINT32_MAX / POOL_BLOCK_UNITS_MAX) {
        memory_exhausted(); /* 16 GiB in one pool: places have no more bits */
    }
    pool->blocks[pool->block_count++] = memory_get((size_t)size * POOL_UNIT_BYTES);
    pool->size = size;
    pool->used = 0;
}

void pool_start(struct pool *pool, uint32_t units)
{
    assert(pool->block_count == 0 && units <= POOL_BLOCK_UNITS_MAX);
    pool_add_block(pool, units);
}

void *pool_add(struct pool *pool, size_t bytes, uint32_t *ret_place)
{
    assert(bytes <= POOL_BYTES_MAX);
    uint32_t units = (uint32_t)((bytes + POOL_UNIT_BYTES - 1) / POOL_UNIT_BYTES);
    if (units > pool->size - pool->used) {
        pool_add_block(pool, units);
    }
    *ret_place = (pool->block_count - 1) * POOL_BLOCK_UNITS_MAX + pool->used;
    pool->used += units;
    return pool_at(pool, *ret_place);
}
