/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/rules/reverse_name.h"
#include "zones/base/vector.h"

/* Addresses come in rows: a net is numbered through, and a zone of reverse names goes through a
 * net. So a set of addresses keeps, for each 256 that differ in the last octet alone, a bit for
 * each: a hundred thousand of them mostly fit the processor's cache. Scattered ones take a block
 * each. */
struct address_block {
    const char *view;             /**< NULL outside of views */
    struct reverse_address first; /**< its last octet is 0 */
    uint64_t bits[4];
};

/** A part of a set, by some bits of a hash. */
struct address_shard {
    VECTOR(struct address_block) blocks;
    uint32_t *slots; /**< index of a block plus one, or 0; open addressing */
    size_t slot_count;
};

enum { ADDRESS_SHARD_BITS = 6, ADDRESS_SHARDS = 1 << ADDRESS_SHARD_BITS };

/** A set of addresses, each in a view. All zero is empty. Several threads may ask it at once while
 * none adds anything; views outlive it. */
struct address_set {
    struct address_shard shards[ADDRESS_SHARDS];
};

void address_set_free(struct address_set *set);

void address_set_add(struct address_set *set,
                     const char *view,
                     const struct reverse_address *address);

bool address_set_has(const struct address_set *set,
                     const char *view,
                     const struct reverse_address *address);

/** Adds what is in one shard of `other`. Different shards may be added by different threads. */
void address_set_add_shard(struct address_set *set, const struct address_set *other, size_t shard);
