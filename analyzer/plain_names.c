/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/plain_names.h"

void plain_names_start(struct plain_names *plain, const struct zone *zone, struct arena *arena)
{
    /* The second bit of the last name may lie behind the last place. */
    size_t words = (pool_places(&zone->names->pool) + 1) / 64 + 1;
    if (words > plain->words) {
        /* The old ones stay in the arena: doubling keeps that below what is in use. */
        plain->words = words > plain->words * 2 ? words : plain->words * 2;
        plain->bits = arena_get(arena, plain->words * sizeof(plain->bits[0]));
    }
    memset(plain->bits, 0, words * sizeof(plain->bits[0]));
    plain->zone = zone;
}
