/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/pool.h"
#include "zones/name.h"

/** The names of one zone, each kept once: its owners, those that its records name, and origins.
 *
 * A name is found by its wire form, or by its number in this table: a place of `pool`. Several
 * threads may look names up at once while none adds any. */
struct name_table {
    struct pool pool;
    uint32_t *slots;     /**< open addressing: see name_table.c */
    uint32_t slot_count; /**< a power of two */
    uint32_t slot_room;  /**< that fit `slots` */
    uint32_t place_bits; /**< how many bits of a slot say where its name is */
    uint32_t count;
    bool frozen; /**< name_table_freeze() */
};

#define NAME_NONE POOL_PLACE_NONE

/** A table with room for about so many names; it grows beyond that, at the price of moving all. */
struct name_table *name_table_new(uint64_t expected);

/** Takes all names out and makes room for about so many others, in the same memory if that will
 * do. */
void name_table_clear(struct name_table *table, uint64_t expected);

/** A copy of a table whose pool has one block at most, in `arena`: names have the same numbers in
 * it. Nothing can be added to it, and it goes with the arena. */
struct name_table *name_table_pack(const struct name_table *table, struct arena *arena);

/** Frees the table and its names. `table` may be NULL. */
void name_table_free(struct name_table *table);

/** Makes room for about `names` names in all, in about `places` places of the pool, so that the
 * table need not grow on the way there. */
void name_table_expect_all(struct name_table *table, uint64_t names, uint64_t places);

size_t name_table_count(const struct name_table *table);

/** The name with this number. */
static inline const struct name *name_table_at(const struct name_table *table, uint32_t number)
{
    return pool_at(&table->pool, number);
}

/** The number of the name with this wire form, in lower case, and its name_wire_hash(); added when
 * it is new. */
uint32_t name_table_number(struct name_table *table, struct bytes wire, uint32_t hash);

/** Asks the processor for the slot that name_table_number() will look at first for this hash, and
 * then, some time later, for the name that the slot leads to. That hides most of the time that a
 * look-up in a large table takes, which is waiting for memory. */
void name_table_expect(const struct name_table *table, uint32_t hash);
void name_table_expect_name(const struct name_table *table, uint32_t hash);

/** The name with this wire form, added when it is new. `wire` is a valid uncompressed name in any
 * case of letters. */
const struct name *name_table_add(struct name_table *table, struct bytes wire);

/** The same for a name of another table, which is in lower case already. */
const struct name *name_table_add_name(struct name_table *table, const struct name *name);

/** The name of this table that equals `name`, which may belong to another; NULL when there is
 * none. */
const struct name *name_table_find(const struct name_table *table, const struct name *name);

/** The same for a wire form in lower case. */
const struct name *name_table_find_wire(const struct name_table *table, struct bytes wire);

/** Notes which node of its zone has the name with this number; for the zone that owns the table. */
void name_table_set_node(struct name_table *table, uint32_t number, uint32_t node);

/** From here on nothing is added: threads look names up, and what would add one is a mistake. */
void name_table_freeze(struct name_table *table);

/** name_wire_from_text() for a name that the table shall keep. NULL when the text is no name; then
 * `flaw` says why. */
const struct name *name_from_text(struct name_table *table,
                                  struct bytes text,
                                  const struct name *origin,
                                  enum flaw_kind *flaw);
