/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/batch.h"

#include <stdalign.h>
#include <stdlib.h>

#include "zones/base/memory.h"

/* What is known while a batch is read. */
struct batch_state {
    struct batch *batch;
    struct rdata_reader *rdata;
    uint16_t class;
    const struct name *origin;
    struct bytes owner_before; /* as the record before writes it; empty when that is not known */
    /* For a name that $ORIGIN gives. */
    alignas(struct name) uint8_t origin_room[sizeof(struct name) + NAME_OCTETS_MAX];
};

void batch_free(struct batch *batch)
{
    VECTOR_FREE(&batch->items);
    free(batch->octets);
    *batch = (struct batch){0};
}

/* Room behind the octets so far for as many more; the caller counts what it uses. */
static uint8_t *batch_room(struct batch *batch, size_t octets)
{
    if (batch->octets_capacity - batch->octets_length < octets) {
        batch->octets_capacity += batch->octets_capacity / 2 + octets;
        batch->octets = memory_resize(batch->octets, batch->octets_capacity);
    }
    return batch->octets + batch->octets_length;
}

static void batch_add_long_way(struct batch_state *state, const struct entry *entry)
{
    struct batch_item item = {
        .start = (uint32_t)(entry->start - state->batch->start),
        .flags = BATCH_LONG_WAY,
    };
    VECTOR_PUSH(&state->batch->items, item);
    state->owner_before = (struct bytes){0};
}

/* Reads the owner into the batch, or finds that it is the one before. False when it is no name. */
static bool batch_take_owner(struct batch_state *state,
                             const struct entry *entry,
                             struct batch_item *item)
{
    struct batch *batch = state->batch;
    if (entry->owner_inherited) {
        item->flags |= BATCH_OWNER_INHERITED;
        return true;
    }
    struct bytes text = field_bytes(&entry->fields[0]);
    if (text.length > 0 && bytes_equal(text, state->owner_before)) {
        item->flags |= BATCH_OWNER_SAME;
        return true;
    }
    enum flaw_kind flaw;
    uint8_t *room = batch_room(batch, NAME_OCTETS_MAX);
    size_t length = name_wire_from_text(text, state->origin, room, &flaw);
    if (length == 0) {
        return false;
    }
    name_wire_fold(room, length);
    item->owner_length = (uint8_t)length;
    item->owner_hash = name_wire_hash((struct bytes){room, length});
    batch->octets_length += length;
    state->owner_before = text;
    return true;
}

static bool batch_take_data(struct batch_state *state,
                            const struct entry *entry,
                            const struct entry_parts *parts,
                            struct batch_item *item)
{
    struct batch *batch = state->batch;
    struct rdata_reader *rdata = state->rdata;
    struct rdata_flaw flaw;
    if (!rdata_read(rdata, item->type, entry->fields + parts->rdata,
                    entry->field_count - parts->rdata, state->origin, &flaw)) {
        return false;
    }
    memcpy(batch_room(batch, rdata->length), rdata->wire, rdata->length);
    batch->octets_length += rdata->length;
    item->data_length = (uint16_t)rdata->length;
    size_t front = rdata_host_front(item->type);
    if (front != RDATA_HOST_NONE) {
        item->host_hash =
            name_wire_hash((struct bytes){rdata->wire + front, rdata->length - front});
    }
    return true;
}

/* A word that begins like a comment of another language is told of by the long way. */
static bool looks_like_comment(const struct entry *entry)
{
    const struct field *first = &entry->fields[0];
    return first->length > 0 && (first->text[0] == '#' || first->text[0] == '/');
}

/* Takes a record that nothing is wrong with; false for any other. */
static bool batch_take_record(struct batch_state *state, const struct entry *entry)
{
    struct batch *batch = state->batch;
    struct entry_parts parts = entry_parts_find(entry);
    if (parts.flaw != FLAW_NONE || rrtype_is_meta(parts.type_code) || looks_like_comment(entry) ||
        (parts.class != ENTRY_FIELD_NONE && parts.class_code != state->class)) {
        return false;
    }
    struct batch_item item = {
        .start = (uint32_t)(entry->start - batch->start),
        .ttl_seconds = parts.ttl_seconds,
        .octets = (uint32_t)batch->octets_length,
        .type = parts.type_code,
        .flags = parts.ttl == ENTRY_FIELD_NONE ? 0 : BATCH_HAS_TTL,
    };
    if (!batch_take_owner(state, entry, &item) || !batch_take_data(state, entry, &parts, &item)) {
        batch->octets_length = item.octets;
        return false;
    }
    VECTOR_PUSH(&batch->items, item);
    return true;
}

size_t batch_origin_from_entry(const struct entry *entry, const struct name *origin, uint8_t *wire)
{
    if (entry->kind != ENTRY_DIRECTIVE || entry->flaw != FLAW_NONE || entry->field_count != 2 ||
        entry->fields[1].quoted ||
        !bytes_equal_string_folded(field_bytes(&entry->fields[0]), "$ORIGIN")) {
        return 0;
    }
    enum flaw_kind flaw;
    size_t length = name_wire_from_text(field_bytes(&entry->fields[1]), origin, wire, &flaw);
    name_wire_fold(wire, length);
    return length;
}

/* The names behind $ORIGIN are relative to another one. The directive is carried out in turn like
 * all others; here it is enough to know what it will lead to. */
static void batch_follow_origin(struct batch_state *state, const struct entry *entry)
{
    struct batch *batch = state->batch;
    uint8_t *room = batch_room(batch, NAME_OCTETS_MAX);
    size_t length = batch_origin_from_entry(entry, state->origin, room);
    if (length == 0) {
        return;
    }
    struct batch_item *item = &batch->items.items[batch->items.count - 1];
    item->flags |= BATCH_NEW_ORIGIN;
    item->octets = (uint32_t)batch->octets_length;
    item->owner_length = (uint8_t)length;
    batch->octets_length += length;
    struct name *origin = (void *)state->origin_room;
    name_fill(origin, (struct bytes){room, length});
    state->origin = origin;
}

static void batch_take(struct batch_state *state, const struct entry *entry)
{
    switch (entry->kind) {
    case ENTRY_EMPTY:
    case ENTRY_END:
        return;
    case ENTRY_DIRECTIVE:
        batch_add_long_way(state, entry);
        batch_follow_origin(state, entry);
        return;
    case ENTRY_RECORD:
        if (entry->flaw != FLAW_NONE || !batch_take_record(state, entry)) {
            batch_add_long_way(state, entry);
        }
        return;
    }
}

void batch_read(struct batch *batch,
                struct entry_reader *reader,
                const struct batch_options *options)
{
    struct batch_state state = {
        .batch = batch,
        .rdata = options->rdata,
        .class = options->class,
        .origin = options->origin,
    };
    batch->items.count = 0;
    batch->octets_length = 0;
    batch->start = options->start;
    batch->end = options->start;
    batch->origin = options->origin;
    entry_reader_move(reader, options->start);
    reader->comments = (struct comment_range){0, 0};
    while (batch->end < options->stop) {
        struct entry entry;
        entry_next(reader, &entry);
        if (options->is_cut &&
            (entry.end == reader->scanner.length || entry.flaw == FLAW_PARENTHESIS_OPEN)) {
            break;
        }
        batch->end = entry.end;
        batch_take(&state, &entry);
    }
    batch->comments = reader->comments;
}
