/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/zone_set.h"

#include <assert.h>
#include <stdlib.h>

/* From view and apex to zone: open addressing, at most half full. `label_counts` has a bit for each
 * number of labels that some apex has, so that a name far below every apex costs few look-ups. */
struct zone_table {
    struct zone **slots;
    size_t slot_count;
    uint64_t label_counts[2];
};

struct zone_set *zone_set_new(void)
{
    struct zone_set *set = memory_get_zeroed(1, sizeof(*set));
    set->sources = source_list_new();
    set->arena = arena_new();
    return set;
}

static bool zone_is_shared(const struct zone_set *set, size_t index)
{
    return set->base != NULL && set->zones.items[index] == set->base->zones.items[index];
}

static void zone_table_free(struct zone_table *table)
{
    if (table != NULL) {
        free(table->slots);
        free(table);
    }
}

void zone_set_free(struct zone_set *set)
{
    if (set == NULL) {
        return;
    }
    for (size_t i = 0; i < set->zones.count; i++) {
        if (!zone_is_shared(set, i)) {
            zone_free(set->zones.items[i]);
        }
    }
    VECTOR_FREE(&set->zones);
    VECTOR_FREE(&set->claims);
    VECTOR_FREE(&set->unread);
    zone_table_free(set->by_apex);
    source_list_free(set->sources);
    arena_free(set->arena);
    free(set);
}

void zone_set_load(struct zone_set *set, const struct zone_claim *claim)
{
    struct zone *zone;
    struct error error;
    if (zone_load(set->sources, claim, &zone, &error) != STATUS_OK) {
        struct unread unread = {claim->path, arena_copy_string(set->arena, error.text)};
        VECTOR_PUSH(&set->unread, unread);
        return;
    }
    VECTOR_PUSH(&set->zones, zone);
    VECTOR_PUSH(&set->claims, *claim);
}

static bool view_equal(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static uint64_t zone_key_hash(const char *view, uint32_t name_hash)
{
    uint64_t hash = (uint64_t)name_hash * UINT64_C(0x9e3779b97f4a7c15);
    return view == NULL ? hash : bytes_hash(hash, bytes_from_string(view));
}

static struct zone **zone_slot_find(const struct zone_table *table,
                                    const char *view,
                                    struct bytes apex)
{
    size_t mask = table->slot_count - 1;
    for (size_t i = (size_t)(zone_key_hash(view, name_wire_hash(apex)) >> 32) & mask;;
         i = (i + 1) & mask) {
        struct zone *zone = table->slots[i];
        if (zone == NULL ||
            (bytes_equal(name_wire(zone->apex), apex) && view_equal(zone->view, view))) {
            return &table->slots[i];
        }
    }
}

void zone_set_index(struct zone_set *set)
{
    zone_table_free(set->by_apex);
    struct zone_table *table = memory_get_zeroed(1, sizeof(*table));
    table->slot_count = 16;
    while (table->slot_count < set->zones.count * 2) {
        table->slot_count *= 2;
    }
    table->slots = memory_get_zeroed(table->slot_count, sizeof(struct zone *));
    set->by_apex = table;
    for (size_t i = 0; i < set->zones.count; i++) {
        struct zone *zone = set->zones.items[i];
        struct zone **slot = zone_slot_find(table, zone->view, name_wire(zone->apex));
        if (*slot == NULL) {
            *slot = zone;
            table->label_counts[zone->apex->labels / 64] |= UINT64_C(1) << zone->apex->labels % 64;
        } else if (!zone_is_shared(set, i)) {
            zone->claimed_twice = true;
            (*slot)->claimed_twice = true;
        }
    }
}

struct zone *zone_set_find_apex(const struct zone_set *set,
                                const char *view,
                                const struct name *apex)
{
    return *zone_slot_find(set->by_apex, view, name_wire(apex));
}

struct zone *zone_set_find(const struct zone_set *set, const char *view, const struct name *name)
{
    const struct zone_table *table = set->by_apex;
    size_t at = 0;
    for (unsigned labels = name->labels;; labels--) {
        if ((table->label_counts[labels / 64] >> labels % 64 & 1) != 0) {
            struct bytes wire = {name->wire + at, name->length - at};
            struct zone *zone = *zone_slot_find(table, view, wire);
            if (zone != NULL) {
                return zone;
            }
        }
        if (labels == 0) {
            return NULL;
        }
        at += name->wire[at] + 1U;
    }
}

bool zone_uses_source(const struct zone *zone, uint32_t source)
{
    for (size_t i = 0; i < zone->scopes.count; i++) {
        if (zone->scopes.items[i].source == source) {
            return true;
        }
    }
    return false;
}

static bool zone_uses_any_source(const struct zone *zone, const uint32_t *sources, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (zone_uses_source(zone, sources[i])) {
            return true;
        }
    }
    return false;
}

/* The claim of a zone that was read before: its file as it is in the list of sources, and the name
 * that was found then. */
static struct zone_claim claim_again(struct zone_set *set,
                                     const struct zone_set *base,
                                     size_t index)
{
    const struct zone *zone = base->zones.items[index];
    struct zone_claim claim = base->claims.items[index];
    char name[NAME_TEXT_BYTES_MAX];
    claim.name = arena_copy_string(set->arena, name_to_text(zone->apex, name));
    claim.from = zone->name_from;
    claim.from_text = true;
    claim.source = zone->source;
    return claim;
}

struct zone_set *zone_set_change(const struct zone_set *base,
                                 const uint32_t *sources,
                                 const struct bytes *texts,
                                 size_t count)
{
    struct zone_set *set = memory_get_zeroed(1, sizeof(*set));
    set->arena = arena_new();
    set->sources = source_list_change(base->sources, sources, texts, count);
    set->workers = base->workers;
    set->base = base;
    for (size_t i = 0; i < base->zones.count; i++) {
        struct zone *zone = base->zones.items[i];
        struct zone_claim claim = base->claims.items[i];
        if (zone_uses_any_source(zone, sources, count)) {
            claim = claim_again(set, base, i);
            bool twice = zone->claimed_twice;
            struct error error;
            enum status status = zone_load(set->sources, &claim, &zone, &error);
            assert(status == STATUS_OK); /* the same text but for edits inside of it */
            (void)status;
            zone->claimed_twice = twice;
        }
        VECTOR_PUSH(&set->zones, zone);
        VECTOR_PUSH(&set->claims, claim);
    }
    zone_set_index(set);
    return set;
}
