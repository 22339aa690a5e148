/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/zone_set.h"

#include <assert.h>
#include <stdlib.h>

#include "zones/zone_change.h"
#include "zones/zone_compare.h"

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
    for (size_t i = 0; i < set->arenas.count; i++) {
        arena_free(set->arenas.items[i]);
    }
    VECTOR_FREE(&set->arenas);
    VECTOR_FREE(&set->zones);
    VECTOR_FREE(&set->claims);
    VECTOR_FREE(&set->unread);
    VECTOR_FREE(&set->changes);
    zone_table_free(set->by_apex);
    source_list_free(set->sources);
    arena_free(set->arena);
    free(set);
}

/* What became of a claim. */
struct loaded {
    struct zone *zone; /* NULL when it could not be read */
    char *message;     /* then: why */
    unsigned worker;   /* whose reader noted what it uses */
    size_t uses_start;
    size_t uses_end;
};

/* Claims on their way into the set. */
struct loading {
    struct zone_set *set;
    const struct zone_claim *claims;
    size_t count;
    size_t *order; /* in which they are read, or NULL: as they come */
    struct loaded *loaded;
    struct zone_reader *readers; /* one for each worker */
};

static void load_claim(void *context, unsigned worker, size_t item)
{
    struct loading *loading = context;
    size_t index = loading->order == NULL ? item : loading->order[item];
    struct zone_reader *reader = &loading->readers[worker];
    struct loaded *loaded = &loading->loaded[index];
    struct error error;
    loaded->worker = worker;
    loaded->uses_start = reader->sources.uses.count;
    if (zone_load(reader, &loading->claims[index], &loaded->zone, &error) != STATUS_OK) {
        loaded->zone = NULL;
        loaded->message = memory_copy_string(error.text);
    }
    loaded->uses_end = reader->sources.uses.count;
}

static int claim_size_compare(const void *a, const void *b, void *context)
{
    const struct zone_claim *claims = context;
    size_t index_a = *(const size_t *)a;
    size_t index_b = *(const size_t *)b;
    if (claims[index_a].bytes != claims[index_b].bytes) {
        return claims[index_a].bytes > claims[index_b].bytes ? -1 : 1;
    }
    return (index_a > index_b) - (index_a < index_b);
}

/* The largest first: begun last, it would keep one thread busy while the others have nothing
 * left. */
static size_t *loading_order(const struct loading *loading)
{
    size_t *order = memory_get(loading->count * sizeof(*order));
    for (size_t i = 0; i < loading->count; i++) {
        order[i] = i;
    }
    union {
        const struct zone_claim *claims;
        void *context;
    } argument = {.claims = loading->claims};
    qsort_r(order, loading->count, sizeof(*order), claim_size_compare, argument.context);
    return order;
}

/* Who shares the reading. A record has about so many bytes of text, and a file costs as much time
 * as some records. */
static struct workers *loading_workers(const struct loading *loading)
{
    enum { RECORD_BYTES = 40, FILE_BYTES = 1024 };
    uint64_t bytes = 0;
    for (size_t i = 0; i < loading->count; i++) {
        bytes += FILE_BYTES + loading->claims[i].bytes;
    }
    return workers_for(loading->set->workers, bytes / RECORD_BYTES);
}

static void span_renumber(struct span *span, const uint32_t *numbers)
{
    span->source = numbers[span->source];
}

static void zone_renumber_sources(struct zone *zone, const uint32_t *numbers)
{
    zone->source = numbers[zone->source];
    for (size_t i = 0; i < zone->scopes.count; i++) {
        zone->scopes.items[i].source = numbers[zone->scopes.items[i].source];
        span_renumber(&zone->scopes.items[i].include, numbers);
    }
    for (size_t i = 0; i < zone->flaws.count; i++) {
        span_renumber(&zone->flaws.items[i].span, numbers);
        span_renumber(&zone->flaws.items[i].entry, numbers);
    }
}

/* Sources were numbered as they were read, which is a matter of chance. */
static void loading_renumber_sources(struct loading *loading, uint32_t first)
{
    VECTOR(struct source_use) uses = {0};
    for (size_t i = 0; i < loading->count; i++) {
        const struct loaded *loaded = &loading->loaded[i];
        const struct source_use *noted = loading->readers[loaded->worker].sources.uses.items;
        for (size_t k = loaded->uses_start; k < loaded->uses_end; k++) {
            VECTOR_PUSH(&uses, noted[k]);
        }
    }
    uint32_t *numbers = source_list_order(loading->set->sources, first, uses.items, uses.count);
    for (size_t i = 0; i < loading->count; i++) {
        if (loading->loaded[i].zone != NULL) {
            zone_renumber_sources(loading->loaded[i].zone, numbers);
        }
    }
    free(numbers);
    VECTOR_FREE(&uses);
}

/* A file was written to while its mapping was read. Everything is read again, now into memory,
 * which goes by what the file is before and behind the reading (zones/source.c). */
static void loading_forget(struct loading *loading, unsigned worker_count, uint32_t first)
{
    for (size_t i = 0; i < loading->count; i++) {
        zone_free(loading->loaded[i].zone);
        free(loading->loaded[i].message);
        loading->loaded[i] = (struct loaded){0};
    }
    for (unsigned i = 0; i < worker_count; i++) {
        loading->readers[i].sources.uses.count = 0;
    }
    source_list_forget(loading->set->sources, first);
}

static void loading_take(struct loading *loading)
{
    struct zone_set *set = loading->set;
    for (size_t i = 0; i < loading->count; i++) {
        struct loaded *loaded = &loading->loaded[i];
        if (loaded->zone != NULL) {
            VECTOR_PUSH(&set->zones, loaded->zone);
            VECTOR_PUSH(&set->claims, loading->claims[i]);
        } else {
            struct unread unread = {loading->claims[i].path,
                                    arena_copy_string(set->arena, loaded->message)};
            VECTOR_PUSH(&set->unread, unread);
            free(loaded->message);
        }
    }
}

/* A reader for each worker; each has an arena of the set. To be given back with readers_end(). */
static struct zone_reader *readers_new(struct zone_set *set, unsigned count)
{
    struct zone_reader *readers = memory_get_zeroed(count, sizeof(*readers));
    for (unsigned i = 0; i < count; i++) {
        readers[i].sources.list = set->sources;
        readers[i].arena = arena_new();
        readers[i].sources.arena = readers[i].arena;
        readers[i].workers = set->workers;
        VECTOR_PUSH(&set->arenas, readers[i].arena);
    }
    return readers;
}

static void readers_end(struct zone_reader *readers, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        zone_reader_end(&readers[i]);
    }
    free(readers);
}

void zone_set_load_all(struct zone_set *set, const struct zone_claim *claims, size_t count)
{
    struct loading loading = {.set = set, .claims = claims, .count = count};
    struct workers *workers = loading_workers(&loading);
    unsigned worker_count = workers_count(workers);
    uint32_t first = (uint32_t)source_list_count(set->sources);
    loading.loaded = memory_get_zeroed(count, sizeof(*loading.loaded));
    loading.readers = readers_new(set, worker_count);
    if (worker_count > 1) {
        loading.order = loading_order(&loading);
    }
    workers_run(workers, load_claim, &loading, count);
    struct error error;
    if (source_list_verify(set->sources, &error) != STATUS_OK) {
        loading_forget(&loading, worker_count, first);
        workers_run(workers, load_claim, &loading, count);
    }
    loading_renumber_sources(&loading, first);
    loading_take(&loading);
    readers_end(loading.readers, worker_count);
    free(loading.order);
    free(loading.loaded);
}

void zone_set_load(struct zone_set *set, const struct zone_claim *claim)
{
    zone_set_load_all(set, claim, 1);
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
        if (!zone_is_shared(set, i)) {
            zone->number = (uint32_t)i;
        }
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

/* The zone with the deepest apex at or above the name that has at least so many labels. */
static struct zone *zone_table_find(const struct zone_table *table,
                                    const char *view,
                                    const struct name *name,
                                    unsigned labels_min)
{
    size_t at = 0;
    for (unsigned labels = name->labels + 1U; labels-- > labels_min;) {
        if ((table->label_counts[labels / 64] >> labels % 64 & 1) != 0) {
            struct bytes wire = {name->wire + at, name->length - at};
            struct zone *zone = *zone_slot_find(table, view, wire);
            if (zone != NULL) {
                return zone;
            }
        }
        at += name->wire[at] + 1U;
    }
    return NULL;
}

struct zone *zone_set_find(const struct zone_set *set, const char *view, const struct name *name)
{
    return zone_table_find(set->by_apex, view, name, 0);
}

struct zone *zone_set_find_below(const struct zone_set *set,
                                 const struct zone *zone,
                                 const struct name *name)
{
    return zone_table_find(set->by_apex, zone->view, name, zone->apex->labels + 1U);
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

static bool zone_uses_any_source(const struct zone *zone,
                                 const struct source_change *changes,
                                 size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (zone_uses_source(zone, changes[i].source)) {
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

/* The zones that a change is about, by index. */
struct changing {
    struct zone_set *set;
    VECTOR(size_t) changed;
    struct zone_reader *readers; /* one for each worker */
};

/* The zone from the one before, or NULL when it has to be read as a whole. */
static struct zone *reread_part(const struct zone_set *set, const struct zone *before)
{
    const struct source_change *own = NULL;
    for (size_t i = 0; i < set->changes.count; i++) {
        if (set->changes.items[i].source == before->source) {
            own = &set->changes.items[i];
        }
    }
    return own == NULL ? NULL
                       : zone_change(before, source_list_get(set->sources, before->source), own);
}

static struct zone *reread_whole(struct zone_reader *reader,
                                 const struct zone_set *set,
                                 const struct zone *before,
                                 size_t index)
{
    struct zone *zone;
    struct error error;
    enum status status = zone_load(reader, &set->claims.items[index], &zone, &error);
    assert(status == STATUS_OK); /* the same text but for edits inside of it */
    (void)status;
    zone->claimed_twice = before->claimed_twice;
    return zone;
}

static void load_changed(void *context, unsigned worker, size_t item)
{
    struct changing *changing = context;
    struct zone_set *set = changing->set;
    struct zone_reader *reader = &changing->readers[worker];
    size_t index = changing->changed.items[item];
    const struct zone *before = set->zones.items[index];
    struct zone *zone = set->reread_way == REREAD_WHOLE ? NULL : reread_part(set, before);
    if (zone == NULL) {
        zone = reread_whole(reader, set, before, index);
    } else if (set->reread_way == REREAD_BOTH) {
        struct zone *whole = reread_whole(reader, set, before, index);
        assert(zone_difference(zone, whole) == NULL);
        zone_free(whole);
    }
    set->zones.items[index] = zone;
}

static void set_keep_changes(struct zone_set *set,
                             const struct source_change *changes,
                             size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct source_change change = changes[i];
        size_t size = change.count * sizeof(struct replacement);
        if (change.count > 0) {
            struct replacement *replacements = arena_get(set->arena, size);
            memcpy(replacements, change.replacements, size);
            change.replacements = replacements;
        }
        VECTOR_PUSH(&set->changes, change);
    }
}

struct zone_set *zone_set_change(const struct zone_set *base,
                                 const struct source_change *changes,
                                 size_t count)
{
    struct zone_set *set = memory_get_zeroed(1, sizeof(*set));
    set->arena = arena_new();
    set->sources = source_list_change(base->sources, changes, count);
    set->workers = base->workers;
    set->reread_way = base->reread_way;
    set->base = base;
    set_keep_changes(set, changes, count);
    struct changing changing = {.set = set};
    uint64_t records = 0;
    for (size_t i = 0; i < base->zones.count; i++) {
        struct zone *zone = base->zones.items[i];
        struct zone_claim claim = base->claims.items[i];
        if (zone_uses_any_source(zone, changes, count)) {
            claim = claim_again(set, base, i);
            VECTOR_PUSH(&changing.changed, i);
            records += zone->records.count;
        }
        VECTOR_PUSH(&set->zones, zone);
        VECTOR_PUSH(&set->claims, claim);
    }
    struct workers *workers = workers_for(set->workers, records);
    changing.readers = readers_new(set, workers_count(workers));
    workers_run(workers, load_changed, &changing, changing.changed.count);
    readers_end(changing.readers, workers_count(workers));
    VECTOR_FREE(&changing.changed);
    zone_set_index(set);
    return set;
}
