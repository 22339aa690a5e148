/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/rules/address_set.h"

#include <stdlib.h>

/* Where an address is in a set. */
struct address_key {
    const char *view;
    struct reverse_address first; /* of its block */
    unsigned bit;                 /* in that */
    uint64_t hash;                /* of the block */
};

static uint64_t hash_mix(uint64_t hash, uint64_t number)
{
    hash = (hash ^ number) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 32;
}

static uint64_t block_hash(const char *view, const struct reverse_address *first)
{
    uint64_t hash = first->type;
    if (view != NULL) {
        hash = bytes_hash(hash, bytes_from_string(view));
    }
    hash = hash_mix(hash, bytes_load8(first->octets));
    return hash_mix(hash, bytes_load8(first->octets + 8));
}

static struct address_key address_key(const char *view, const struct reverse_address *address)
{
    struct address_key key = {.view = view, .first = *address};
    uint8_t *last = &key.first.octets[reverse_address_octets(address) - 1];
    key.bit = *last;
    *last = 0;
    key.hash = block_hash(view, &key.first);
    return key;
}

static size_t shard_of(const struct address_key *key)
{
    return (size_t)(key->hash >> (64 - ADDRESS_SHARD_BITS));
}

static bool view_is(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool block_is(const struct address_block *block, const struct address_key *key)
{
    return block->first.type == key->first.type &&
           memcmp(block->first.octets, key->first.octets, sizeof(key->first.octets)) == 0 &&
           view_is(block->view, key->view);
}

/* The slot of the block, or the free one where it belongs. */
static uint32_t *slot_find(const struct address_shard *shard, const struct address_key *key)
{
    size_t mask = shard->slot_count - 1;
    for (size_t i = (size_t)key->hash & mask;; i = (i + 1) & mask) {
        uint32_t *slot = &shard->slots[i];
        if (*slot == 0 || block_is(&shard->blocks.items[*slot - 1], key)) {
            return slot;
        }
    }
}

/* Slots are three quarters full at most. */
static void shard_make_room(struct address_shard *shard)
{
    enum { SLOTS_MIN = 16 };
    if (shard->blocks.count + 1 <= shard->slot_count / 4 * 3) {
        return;
    }
    free(shard->slots);
    shard->slot_count = shard->slot_count == 0 ? SLOTS_MIN : shard->slot_count * 2;
    shard->slots = memory_get_zeroed(shard->slot_count, sizeof(*shard->slots));
    for (size_t i = 0; i < shard->blocks.count; i++) {
        const struct address_block *block = &shard->blocks.items[i];
        struct address_key key = address_key(block->view, &block->first);
        *slot_find(shard, &key) = (uint32_t)i + 1;
    }
}

/* The block of the address, made when there was none. */
static struct address_block *shard_block(struct address_shard *shard, const struct address_key *key)
{
    shard_make_room(shard);
    uint32_t *slot = slot_find(shard, key);
    if (*slot == 0) {
        if (shard->blocks.count == UINT32_MAX) {
            memory_exhausted(); /* numbers of blocks have no more bits */
        }
        struct address_block block = {.view = key->view, .first = key->first};
        VECTOR_PUSH(&shard->blocks, block);
        *slot = (uint32_t)shard->blocks.count;
    }
    return &shard->blocks.items[*slot - 1];
}

void address_set_free(struct address_set *set)
{
    for (size_t i = 0; i < ADDRESS_SHARDS; i++) {
        VECTOR_FREE(&set->shards[i].blocks);
        free(set->shards[i].slots);
        set->shards[i] = (struct address_shard){0};
    }
}

void address_set_add(struct address_set *set,
                     const char *view,
                     const struct reverse_address *address)
{
    struct address_key key = address_key(view, address);
    struct address_block *block = shard_block(&set->shards[shard_of(&key)], &key);
    block->bits[key.bit / 64] |= UINT64_C(1) << key.bit % 64;
}

bool address_set_has(const struct address_set *set,
                     const char *view,
                     const struct reverse_address *address)
{
    struct address_key key = address_key(view, address);
    const struct address_shard *shard = &set->shards[shard_of(&key)];
    if (shard->slot_count == 0) {
        return false;
    }
    uint32_t slot = *slot_find(shard, &key);
    return slot != 0 && (shard->blocks.items[slot - 1].bits[key.bit / 64] >> key.bit % 64 & 1) != 0;
}

void address_set_add_shard(struct address_set *set, const struct address_set *other, size_t shard)
{
    for (size_t i = 0; i < other->shards[shard].blocks.count; i++) {
        const struct address_block *block = &other->shards[shard].blocks.items[i];
        struct address_key key = address_key(block->view, &block->first);
        struct address_block *own = shard_block(&set->shards[shard], &key);
        for (size_t k = 0; k < sizeof(own->bits) / sizeof(own->bits[0]); k++) {
            own->bits[k] |= block->bits[k];
        }
    }
}
