/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/external.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>

struct external_names {
    struct arena *arena;
    VECTOR(struct external_name) items;
    uint32_t *slots; /* numbers of items, plus one; 0 is free */
    size_t slot_count;
    bool any_below; /* some item covers the names below it */
};

struct external_names *external_names_new(void)
{
    struct external_names *names = memory_get_zeroed(1, sizeof(*names));
    names->arena = arena_new();
    return names;
}

void external_names_free(struct external_names *names)
{
    if (names != NULL) {
        VECTOR_FREE(&names->items);
        free(names->slots);
        arena_free(names->arena);
        free(names);
    }
}

/* The slot that holds the name, or the free one where it would go. */
static uint32_t *slot_find(const struct external_names *names, struct bytes wire, bool below)
{
    size_t mask = names->slot_count - 1;
    size_t at = name_wire_hash(wire) & mask;
    while (names->slots[at] != 0) {
        const struct external_name *item = &names->items.items[names->slots[at] - 1];
        if (item->covers_below == below && bytes_equal(name_wire(item->name), wire)) {
            break;
        }
        at = (at + 1) & mask;
    }
    return &names->slots[at];
}

/* At least every second slot stays free. */
static void slots_grow(struct external_names *names)
{
    if (names->items.count * 2 < names->slot_count) {
        return;
    }
    free(names->slots);
    names->slot_count = names->slot_count == 0 ? 16 : names->slot_count * 2;
    names->slots = memory_get_zeroed(names->slot_count, sizeof(*names->slots));
    for (size_t i = 0; i < names->items.count; i++) {
        const struct external_name *item = &names->items.items[i];
        *slot_find(names, name_wire(item->name), item->covers_below) = (uint32_t)i + 1;
    }
}

static const struct name *name_copy(struct external_names *names, struct bytes wire)
{
    uint8_t folded[NAME_OCTETS_MAX];
    assert(wire.length <= sizeof(folded));
    memcpy(folded, wire.data, wire.length);
    name_wire_fold(folded, wire.length);
    return name_new(names->arena, (struct bytes){folded, wire.length});
}

/* Adds what is said of a name, which the item lacks still. */
static void add(struct external_names *names, struct bytes wire, struct external_name item)
{
    static const uint8_t wildcard[] = {1, '*'};
    assert(names->items.count < UINT32_MAX / 2);
    if (wire.length > sizeof(wildcard) && memcmp(wire.data, wildcard, sizeof(wildcard)) == 0) {
        wire.data += sizeof(wildcard);
        wire.length -= sizeof(wildcard);
        item.covers_below = true;
        names->any_below = true;
    }
    item.name = name_copy(names, wire);
    slots_grow(names);
    uint32_t *slot = slot_find(names, name_wire(item.name), item.covers_below);
    if (*slot == 0) {
        VECTOR_PUSH(&names->items, item);
        *slot = (uint32_t)names->items.count;
    } else {
        names->items.items[*slot - 1] = item;
    }
}

void external_names_add_trusted(struct external_names *names,
                                struct bytes name,
                                struct policy_place place)
{
    add(names, name, (struct external_name){.kind = EXTERNAL_TRUSTED, .place = place});
}

void external_names_add_absent(struct external_names *names,
                               struct bytes name,
                               struct policy_place place)
{
    add(names, name, (struct external_name){.kind = EXTERNAL_ABSENT, .place = place});
}

void external_names_add_alias(struct external_names *names,
                              struct bytes name,
                              struct bytes target,
                              struct policy_place place)
{
    struct external_name item = {
        .kind = EXTERNAL_ALIAS,
        .target = name_copy(names, target),
        .place = place,
    };
    add(names, name, item);
}

void external_names_add_addresses(struct external_names *names,
                                  struct bytes name,
                                  const struct external_address *addresses,
                                  size_t count,
                                  struct policy_place place)
{
    struct external_address *copy = arena_get(names->arena, (count + 1) * sizeof(*copy));
    for (size_t i = 0; i < count; i++) {
        copy[i] = addresses[i];
    }
    struct external_name item = {
        .kind = EXTERNAL_ADDRESSES,
        .addresses = copy,
        .address_count = count,
        .place = place,
    };
    add(names, name, item);
}

static struct external_name *find(const struct external_names *names, struct bytes wire, bool below)
{
    uint32_t item = *slot_find(names, wire, below);
    return item == 0 ? NULL : &names->items.items[item - 1];
}

const struct external_name *external_names_find(const struct external_names *names,
                                                const struct name *name)
{
    if (names->items.count == 0) {
        return NULL;
    }
    struct external_name *found = find(names, name_wire(name), false);
    for (unsigned above = 1; found == NULL && names->any_below && above <= name->labels; above++) {
        found = find(names, name_without_labels(name, above), true);
    }
    /* Written once: threads that only read it leave each other alone. */
    if (found != NULL && !atomic_load_explicit(&found->asked, memory_order_relaxed)) {
        atomic_store_explicit(&found->asked, true, memory_order_relaxed);
    }
    return found;
}

size_t external_names_count(const struct external_names *names)
{
    return names == NULL ? 0 : names->items.count;
}

const struct external_name *external_names_at(const struct external_names *names, size_t index)
{
    return &names->items.items[index];
}

bool external_name_has_address(const struct external_name *external,
                               const struct external_address *address)
{
    size_t octets = address->type == TYPE_A ? 4 : 16;
    for (size_t i = 0; i < external->address_count; i++) {
        const struct external_address *own = &external->addresses[i];
        if (own->type == address->type && memcmp(own->octets, address->octets, octets) == 0) {
            return true;
        }
    }
    return false;
}

const char *external_name_says(const struct external_name *external, struct arena *arena)
{
    const struct policy_source *source = external->place.source;
    if (source->is_option || source->text.length == 0) {
        return source->path;
    }
    struct policy_position position = policy_place_position(external->place);
    return arena_format(arena, "%s:%" PRIu64, source->path, position.line);
}
