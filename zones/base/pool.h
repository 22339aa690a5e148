/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "zones/base/arena.h"

/** Memory for small things by the million, each found again through a place of 32 bits: half of
 * what a pointer costs where each record keeps some. Things never move and are freed all at once.
 *
 * They lie in blocks of up to 65,536 units of four bytes; a place is the number of the block and of
 * the unit. A pool is written by one thread at a time. */
struct pool {
    uint8_t **blocks;
    uint32_t block_count;
    uint32_t shared;     /**< how many of the first blocks are another pool's */
    uint32_t block_room; /**< pointers that fit `blocks`; 0 when nothing more can be added */
    uint32_t used;       /**< units of the last block */
    uint32_t size;       /**< units of the last block */
};

enum {
    POOL_UNIT_BYTES = 4,
    POOL_BLOCK_UNITS_MAX = 1 << 16,
    POOL_BYTES_MAX = POOL_UNIT_BYTES * POOL_BLOCK_UNITS_MAX, /**< of one thing */
};

/** No thing has this place, so that it can mark a free slot. */
#define POOL_PLACE_NONE UINT32_MAX

/** Gives the blocks back. All zero is an empty pool. */
void pool_free(struct pool *pool);

/** A pool in which all things of `base` are, at their places and shared with it: `base` must
 * outlive it. What is added to the one or the other later is its own. */
struct pool pool_share(const struct pool *base);

/** Gives an empty pool a first block of at least so many units. */
void pool_start(struct pool *pool, uint32_t units);

/** Takes all things out, which are the pool's own, and keeps the block for others when there is
 * only one. */
void pool_clear(struct pool *pool);

/** A copy of a pool that has one block at most, in `arena` and no larger than its things: they have
 * the same places in it. Nothing can be added to it, and it goes with the arena. */
struct pool pool_pack(const struct pool *pool, struct arena *arena);

/** Room for a thing of at most POOL_BYTES_MAX bytes, not cleared, aligned to four. */
void *pool_add(struct pool *pool, size_t bytes, uint32_t *ret_place);

/** All places so far are below this number. */
static inline size_t pool_places(const struct pool *pool)
{
    return pool->block_count == 0
               ? 0
               : (size_t)(pool->block_count - 1) * POOL_BLOCK_UNITS_MAX + pool->used;
}

/** What pool_add() gave for this place. */
static inline void *pool_at(const struct pool *pool, uint32_t place)
{
    return pool->blocks[place / POOL_BLOCK_UNITS_MAX] +
           (size_t)(place % POOL_BLOCK_UNITS_MAX) * POOL_UNIT_BYTES;
}
