/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/unknown_names.h"

#include <assert.h>
#include <stdlib.h>

void unknown_names_add(struct unknown_names *names, const struct name *name)
{
    struct unknown_name unknown = {name_wire_hash(name_wire(name)), name};
    VECTOR_PUSH(&names->items, unknown);
}

void unknown_names_add_copy(struct unknown_names *names,
                            const struct name *name,
                            struct arena *arena)
{
    unknown_names_add(names, name_new(arena, name_wire(name)));
}

void unknown_names_add_all(struct unknown_names *names, const struct unknown_names *others)
{
    for (size_t i = 0; i < others->items.count; i++) {
        VECTOR_PUSH(&names->items, others->items.items[i]);
    }
}

void unknown_names_free(struct unknown_names *names)
{
    VECTOR_FREE(&names->items);
}

/* To note names is cheap and happens while rules run; to tell equal ones apart is done once, here,
 * with slots that hold numbers of items (plus one; 0 is free) and are asked for a few items
 * ahead. */
size_t unknown_names_count(const struct unknown_names *names)
{
    enum { AHEAD = 16 };
    const struct unknown_name *items = names->items.items;
    size_t count = names->items.count;
    size_t slot_count = 16;
    while (slot_count < count * 2) {
        slot_count *= 2;
    }
    size_t mask = slot_count - 1;
    assert(count < UINT32_MAX);
    uint32_t *slots = memory_get_zeroed(slot_count, sizeof(*slots));
    size_t distinct = 0;
    for (size_t i = 0; i < count; i++) {
        if (i + AHEAD < count) {
            __builtin_prefetch(&slots[items[i + AHEAD].hash & mask]);
        }
        size_t at = items[i].hash & mask;
        while (slots[at] != 0 && (items[slots[at] - 1].hash != items[i].hash ||
                                  !name_equal(items[slots[at] - 1].name, items[i].name))) {
            at = (at + 1) & mask;
        }
        if (slots[at] == 0) {
            slots[at] = (uint32_t)i + 1;
            distinct++;
        }
    }
    free(slots);
    return distinct;
}
