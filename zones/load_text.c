/* SPDX-License-Identifier: BSD-3-Clause */
/* From batches to records: the second half of loading, in the order of the file. */
#include <assert.h>

#include "zones/loader.h"
#include "zones/read_ahead.h"

/* A piece of this size and what is made of it fit the processor's cache together. */
enum { BATCH_BYTES = 64 * 1024 };

/* How many items ahead the slots of their names are asked for, and then the names. */
enum { SLOTS_AHEAD = 16, NAMES_AHEAD = 8 };

static void expect_names(const struct loader *loader, const struct batch *batch, size_t at)
{
    const struct name_table *names = loader->zone->names;
    if (at + SLOTS_AHEAD < batch->items.count) {
        const struct batch_item *item = &batch->items.items[at + SLOTS_AHEAD];
        name_table_expect(names, item->owner_hash);
        name_table_expect(names, item->host_hash);
    }
    if (at + NAMES_AHEAD < batch->items.count) {
        const struct batch_item *item = &batch->items.items[at + NAMES_AHEAD];
        name_table_expect_name(names, item->owner_hash);
        name_table_expect_name(names, item->host_hash);
    }
}

/* The owner of a record that is good so far. False when it is not clear, or not in the zone. */
static bool load_item_owner(struct loader *loader,
                            const struct batch *batch,
                            const struct batch_item *item)
{
    if (item->owner_length == 0) {
        return loader->owner_state == OWNER_GOOD;
    }
    uint32_t owner =
        name_table_number(loader->zone->names, batch_owner(batch, item), item->owner_hash);
    if (!load_name_is_inside(loader, owner)) {
        return false;
    }
    loader->owner = owner;
    loader->owner_state = OWNER_GOOD;
    return true;
}

/* Adds a record about which there is nothing to say. False when there is, and nothing was done. */
static bool load_item(struct loader *loader,
                      const struct batch *batch,
                      const struct batch_item *item)
{
    if ((item->flags & BATCH_LONG_WAY) != 0) {
        return false;
    }
    struct record_head head = {
        .start = batch->start + item->start,
        .data = batch_data(batch, item),
        .host_hash = item->host_hash,
        .ttl_seconds = item->ttl_seconds,
        .type = item->type,
        .has_ttl = (item->flags & BATCH_HAS_TTL) != 0,
        .flags = (item->flags & BATCH_OWNER_INHERITED) != 0 ? RECORD_OWNER_INHERITED : 0,
    };
    if (!load_ttl_is_known(loader, &head) || !load_item_owner(loader, batch, item)) {
        return false;
    }
    enum flaw_kind flaw = load_record_add(loader, loader->owner, &head);
    assert(flaw == FLAW_NONE);
    (void)flaw;
    return true;
}

/* Reads the entry of an item by itself and returns where the next one begins. */
static uint64_t load_item_long_way(struct loader *loader,
                                   const struct batch *batch,
                                   const struct batch_item *item)
{
    struct entry_reader *entries = &loader->reading->entries;
    struct entry entry;
    entry_reader_move(entries, batch->start + item->start);
    entry_next(entries, &entry);
    uint64_t end = entry.end;
    load_entry(loader, &entry);
    return end;
}

/* Whether the names behind an item that was read the long way are relative to the origin that the
 * batch was read with. */
static bool batch_goes_on(const struct loader *loader,
                          const struct batch *batch,
                          const struct batch_item *item,
                          const struct name *origin_before)
{
    const struct name *origin = load_scope(loader)->origin;
    if ((item->flags & BATCH_NEW_ORIGIN) != 0) {
        return bytes_equal(name_wire(origin), batch_owner(batch, item));
    }
    return origin == origin_before;
}

/* Adds the items of a batch from `first` on to the zone. Returns where the next batch begins. */
static uint64_t load_batch(struct loader *loader, const struct batch *batch, size_t first)
{
    comment_range_add(&loader->reading->comments, batch->comments);
    for (size_t i = first; i < batch->items.count; i++) {
        const struct batch_item *item = &batch->items.items[i];
        expect_names(loader, batch, i);
        if (load_item(loader, batch, item)) {
            continue;
        }
        const struct name *origin = load_scope(loader)->origin;
        uint64_t end = load_item_long_way(loader, batch, item);
        if (!batch_goes_on(loader, batch, item, origin)) {
            return end;
        }
    }
    return batch->end;
}

/* What has been read need not stay in memory. */
static void release_text(struct reading *reading, uint64_t at)
{
    uint64_t length = reading->source->text.length;
    if (at == length || at - reading->released >= SOURCE_RELEASE_BYTES) {
        source_release(reading->source, reading->released, at);
        reading->released = at;
    }
}

/* In a large file the first part tells how much room the whole needs, and little has to move yet
 * when it is made. */
static void expect_rest(struct loader *loader, uint64_t at)
{
    enum { BYTES_MIN = 1024 * 1024, PART = 16 };
    struct reading *reading = loader->reading;
    uint64_t length = reading->source->text.length;
    if (!reading->expected && reading->depth == 0 && length >= BYTES_MIN && at >= length / PART) {
        zone_expect_rest(loader->zone, at, length);
        reading->expected = true;
    }
}

/* What there is to do when the text up to `at` is in the zone. */
static void load_passed(struct loader *loader, uint64_t at)
{
    release_text(loader->reading, at);
    expect_rest(loader, at);
}

/* Reads and adds the text from `at` to `stop`; returns where the next entry begins. */
static uint64_t load_in_turn(struct loader *loader, struct batch *batch, uint64_t at, uint64_t stop)
{
    while (at < stop) {
        struct batch_options options = {
            .start = at,
            .stop = stop - at < BATCH_BYTES ? stop : at + BATCH_BYTES,
            .origin = load_scope(loader)->origin,
            .rdata = loader->rdata,
            .class = loader->zone->class,
        };
        batch_read(batch, &loader->reading->entries, &options);
        at = load_batch(loader, batch, 0);
        load_passed(loader, at);
    }
    return at;
}

static void load_ahead(void *context, struct read_ahead *ahead)
{
    struct loader *loader = context;
    struct batch own = {0};
    for (uint64_t at = 0; at < loader->reading->source->text.length;) {
        const struct name *origin = load_scope(loader)->origin;
        uint64_t stop;
        const struct batch *batch = read_ahead_get(ahead, at, origin, &stop);
        size_t first = read_ahead_first(batch, at, origin);
        if (first < batch->items.count) {
            at = load_batch(loader, batch, first);
            load_passed(loader, at);
        }
        at = load_in_turn(loader, &own, at, stop);
    }
    batch_free(&own);
}

void load_text(struct loader *loader)
{
    struct bytes text = loader->reading->source->text;
    if (read_ahead_is_for(loader->workers, text.length)) {
        struct read_ahead_text ahead = {text, load_scope(loader)->origin, loader->zone->class};
        read_ahead_run(loader->workers, &ahead, load_ahead, loader);
        return;
    }
    if (loader->reading->depth == 0) {
        load_in_turn(loader, loader->batch, 0, text.length);
        return;
    }
    struct batch batch = {0};
    load_in_turn(loader, &batch, 0, text.length);
    batch_free(&batch);
}
