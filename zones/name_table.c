/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/name_table.h"

#include <assert.h>
#include <stdalign.h>
#include <stdlib.h>

#include "zones/base/memory.h"
#include "zones/zone.h"

/* A slot has 32 bits. Its low ones are the place of a name plus one, 0 being free; as many as the
 * places so far need. All that are left hold the same bits of the name's hash, so that most names
 * that are not meant are passed over without a look at them. Half of the size that a slot with a
 * whole hash would have is half of the cache that a zone of a million names needs. */
enum {
    NAME_SLOTS_MIN = 32,
    NAME_SLOTS_EXPECTED_MAX = 1 << 24, /* 64 MiB; what is expected may be wrong */
    PLACE_BITS_MIN = 12,
    PLACE_BITS_MAX = 32,
    PLACE_BITS_AHEAD = 2, /* kept free for the names to come, when a table grows */
};

/* The least number of slots, from `slot_count` on, that so many names fit. */
static uint32_t slots_for(uint32_t slot_count, uint64_t names)
{
    while (slot_count < NAME_SLOTS_EXPECTED_MAX && names > (uint64_t)slot_count / 4 * 3) {
        slot_count *= 2;
    }
    return slot_count;
}

struct name_table *name_table_new(uint64_t expected)
{
    struct name_table *table = memory_get_zeroed(1, sizeof(*table));
    table->slot_count = slots_for(NAME_SLOTS_MIN, expected);
    table->slot_room = table->slot_count;
    table->place_bits = PLACE_BITS_MIN;
    table->slots = memory_get_zeroed(table->slot_count, sizeof(*table->slots));
    return table;
}

void name_table_clear(struct name_table *table, uint64_t expected)
{
    pool_clear(&table->pool);
    table->count = 0;
    table->frozen = false;
    table->place_bits = PLACE_BITS_MIN;
    table->slot_count = slots_for(NAME_SLOTS_MIN, expected);
    if (table->slot_count > table->slot_room) {
        free(table->slots);
        table->slot_room = table->slot_count;
        table->slots = memory_get_zeroed(table->slot_count, sizeof(*table->slots));
    } else {
        memset(table->slots, 0, table->slot_count * sizeof(*table->slots));
    }
}

struct name_table *name_table_pack(const struct name_table *table, struct arena *arena)
{
    size_t bytes = table->slot_count * sizeof(*table->slots);
    struct name_table *packed =
        arena_get_aligned(arena, sizeof(*packed), alignof(struct name_table));
    *packed = *table;
    packed->slots = arena_get_aligned(arena, bytes, alignof(uint32_t));
    memcpy(packed->slots, table->slots, bytes);
    packed->slot_room = table->slot_count;
    packed->pool = pool_pack(&table->pool, arena);
    packed->frozen = true;
    return packed;
}

void name_table_free(struct name_table *table)
{
    if (table == NULL) {
        return;
    }
    pool_free(&table->pool);
    free(table->slots);
    free(table);
}

size_t name_table_count(const struct name_table *table)
{
    return table->count;
}

static uint32_t place_mask(const struct name_table *table)
{
    return (uint32_t)((UINT64_C(1) << table->place_bits) - 1);
}

static const struct name *slot_name(const struct name_table *table, uint32_t slot)
{
    return name_table_at(table, (slot & place_mask(table)) - 1);
}

/* The slot that holds the name, or the free one where it belongs. */
static uint32_t *slot_find(const struct name_table *table, uint32_t hash, struct bytes wire)
{
    uint32_t places = place_mask(table);
    uint32_t mask = table->slot_count - 1;
    for (uint32_t i = hash & mask;; i = (i + 1) & mask) {
        uint32_t *slot = &table->slots[i];
        if (*slot == 0 || (((*slot ^ hash) & ~places) == 0 &&
                           bytes_equal(name_wire(slot_name(table, *slot)), wire))) {
            return slot;
        }
    }
}

void name_table_expect(const struct name_table *table, uint32_t hash)
{
    __builtin_prefetch(&table->slots[hash & (table->slot_count - 1)]);
}

void name_table_expect_name(const struct name_table *table, uint32_t hash)
{
    uint32_t slot = table->slots[hash & (table->slot_count - 1)];
    if (slot != 0) {
        __builtin_prefetch(slot_name(table, slot));
    }
}

static uint32_t bits_of(uint32_t number)
{
    return number == 0 ? 0 : 32 - (uint32_t)__builtin_clz(number);
}

/* Puts all slots into a new array. The hashes are made again from the names, which are asked for a
 * few slots ahead. */
static void name_table_rebuild(struct name_table *table, uint32_t slot_count, uint32_t place_bits)
{
    enum { AHEAD = 16 };
    const struct name_table old = *table;
    table->slot_count = slot_count;
    table->slot_room = slot_count;
    table->place_bits = place_bits;
    table->slots = memory_get_large_zeroed(slot_count * sizeof(*table->slots));
    uint32_t mask = slot_count - 1;
    for (uint32_t i = 0; i < old.slot_count; i++) {
        if (i + AHEAD < old.slot_count && old.slots[i + AHEAD] != 0) {
            __builtin_prefetch(slot_name(&old, old.slots[i + AHEAD]));
        }
        if (old.slots[i] == 0) {
            continue;
        }
        uint32_t hash = name_wire_hash(name_wire(slot_name(&old, old.slots[i])));
        uint32_t at = hash & mask;
        while (table->slots[at] != 0) {
            at = (at + 1) & mask;
        }
        table->slots[at] = (hash & ~place_mask(table)) | (old.slots[i] & place_mask(&old));
    }
    free(old.slots);
}

/* Makes room for one more name whose place needs so many bits. True when slots have moved. */
static bool name_table_make_room(struct name_table *table, uint32_t bits)
{
    uint32_t slot_count = table->slot_count;
    if ((table->count + 1) > slot_count / 4 * 3) {
        if (slot_count > UINT32_MAX / 2) {
            memory_exhausted();
        }
        slot_count *= 2;
    }
    if (slot_count == table->slot_count && bits <= table->place_bits) {
        return false;
    }
    uint32_t place_bits = bits + PLACE_BITS_AHEAD;
    if (place_bits < table->place_bits) {
        place_bits = table->place_bits;
    }
    name_table_rebuild(table, slot_count,
                       place_bits < PLACE_BITS_MAX ? place_bits : PLACE_BITS_MAX);
    return true;
}

void name_table_expect_all(struct name_table *table, uint64_t names, uint64_t places)
{
    uint32_t slot_count = slots_for(table->slot_count, names);
    uint32_t place_bits = bits_of(places < UINT32_MAX ? (uint32_t)places : UINT32_MAX);
    if (place_bits < table->place_bits) {
        place_bits = table->place_bits;
    }
    if (slot_count > table->slot_count || place_bits > table->place_bits) {
        name_table_rebuild(table, slot_count, place_bits);
    }
}

static uint8_t wire_label_count(struct bytes wire)
{
    uint8_t labels = 0;
    for (size_t at = 0; wire.data[at] != 0; at += wire.data[at] + 1U) {
        labels++;
    }
    return labels;
}

void name_fill(struct name *name, struct bytes wire)
{
    assert(wire.length >= 1 && wire.length <= NAME_OCTETS_MAX);
    name->node = NODE_NONE;
    name->length = (uint8_t)wire.length;
    name->labels = wire_label_count(wire);
    memcpy(name->wire, wire.data, wire.length);
}

uint32_t name_table_number(struct name_table *table, struct bytes wire, uint32_t hash)
{
    uint32_t *slot = slot_find(table, hash, wire);
    if (*slot != 0) {
        return (*slot & place_mask(table)) - 1;
    }
    assert(!table->frozen);
    uint32_t place;
    name_fill(pool_add(&table->pool, offsetof(struct name, wire) + wire.length, &place), wire);
    if (name_table_make_room(table, bits_of(place + 1))) {
        slot = slot_find(table, hash, wire);
    }
    *slot = (hash & ~place_mask(table)) | (place + 1);
    table->count++;
    return place;
}

const struct name *name_table_add_name(struct name_table *table, const struct name *name)
{
    struct bytes wire = name_wire(name);
    return name_table_at(table, name_table_number(table, wire, name_wire_hash(wire)));
}

const struct name *name_table_add(struct name_table *table, struct bytes wire)
{
    uint8_t folded[NAME_OCTETS_MAX];
    assert(wire.length <= sizeof(folded));
    memcpy(folded, wire.data, wire.length);
    name_wire_fold(folded, wire.length);
    struct bytes bytes = {folded, wire.length};
    return name_table_at(table, name_table_number(table, bytes, name_wire_hash(bytes)));
}

const struct name *name_table_find_wire(const struct name_table *table, struct bytes wire)
{
    uint32_t slot = *slot_find(table, name_wire_hash(wire), wire);
    return slot == 0 ? NULL : slot_name(table, slot);
}

const struct name *name_table_find(const struct name_table *table, const struct name *name)
{
    return name_table_find_wire(table, name_wire(name));
}

void name_table_set_node(struct name_table *table, uint32_t number, uint32_t node)
{
    assert(!table->frozen);
    struct name *name = pool_at(&table->pool, number);
    name->node = node;
}

void name_table_freeze(struct name_table *table)
{
    table->frozen = true;
}

const struct name *name_from_text(struct name_table *table,
                                  struct bytes text,
                                  const struct name *origin,
                                  enum flaw_kind *flaw)
{
    uint8_t wire[NAME_OCTETS_MAX];
    size_t length = name_wire_from_text(text, origin, wire, flaw);
    if (length == 0) {
        return NULL;
    }
    name_wire_fold(wire, length);
    struct bytes bytes = {wire, length};
    return name_table_at(table, name_table_number(table, bytes, name_wire_hash(bytes)));
}
