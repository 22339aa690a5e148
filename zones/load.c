/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/load.h"

#include <assert.h>
#include <stdalign.h>
#include <stdlib.h>

#include "zones/loader.h"
#include "zones/zone_name.h"
#include "zones/zone_pack.h"

/* A mark of UTF-8 says nothing, and no server reads it as nothing. */
static void load_byte_order_mark(struct loader *loader)
{
    struct scanner scanner = loader->reading->entries.scanner;
    struct token token = token_next(&scanner);
    if (token.kind == TOKEN_BYTE_ORDER) {
        struct entry nothing = {0};
        load_flaw(loader, FLAW_BYTE_ORDER, &nothing, token.start, token.end, NULL);
    }
}

void load_source(struct loader *loader,
                 const struct source *source,
                 const char *path,
                 const struct name *origin,
                 const struct reading *includer,
                 struct span include)
{
    struct reading reading = {
        .source = source,
        .path = path,
        .includer = includer,
        .scope = (uint32_t)loader->zone->scopes.count,
        .inclusion = loader->zone->inclusions++,
        .depth = includer == NULL ? 0 : includer->depth + 1,
    };
    struct scope scope = {
        .source = source->index,
        .parent = includer == NULL ? SCOPE_NONE : includer->scope,
        .include = include,
        .origin = origin,
        .inclusion = reading.inclusion,
        .has_ttl_default = loader->has_ttl_default,
        .ttl_default = loader->ttl_default,
    };
    VECTOR_PUSH(&loader->zone->scopes, scope);
    struct reading *outer = loader->reading;
    loader->reading = &reading;
    entry_reader_start(&reading.entries, source->text, 0);
    load_byte_order_mark(loader);
    load_text(loader);
    source_note_comments(source, reading.comments.start, reading.comments.end);
    entry_reader_end(&reading.entries);
    loader->reading = outer;
}

/* A new name comes with about so many bytes of text, or more. What a large text needs is known when
 * the first part of it has been read: zone_expect_rest(). */
enum { NAME_TEXT_BYTES = 64, NAMES_EXPECTED_MAX = 16384 };

/* A text of more bytes seldom is a small zone. Such a zone is read into memory of its own, which
 * grows with it from little on. */
enum { ROOM_TEXT_BYTES_MAX = 128 * 1024 };

/* What the names of a small zone, or its data, need at most: they are to lie in one block. */
enum { ROOM_POOL_UNITS = 16 * 1024 };

static struct zone *zone_new(uint64_t names_expected)
{
    struct zone *zone = memory_get_zeroed(1, sizeof(*zone));
    zone->names = name_table_new(names_expected);
    return zone;
}

/* The room of the reader, taken out of it. */
static struct zone *zone_reader_take_room(struct zone_reader *reader, uint64_t names_expected)
{
    struct zone *zone = reader->room;
    reader->room = NULL;
    if (zone == NULL) {
        zone = zone_new(names_expected);
        pool_start(&zone->names->pool, ROOM_POOL_UNITS);
        pool_start(&zone->data, ROOM_POOL_UNITS);
    } else {
        zone_clear(zone, names_expected);
    }
    return zone;
}

/* The next zone of the reader is read where this one was. */
static void zone_reader_put_room(struct zone_reader *reader, struct zone *zone)
{
    zone_free(reader->room);
    reader->room = zone;
}

/* A zone without anything in it, for this claim. */
static struct zone *zone_begin(struct zone_reader *reader,
                               const struct zone_claim *claim,
                               const struct source *source)
{
    uint64_t names_expected = source->text.length / NAME_TEXT_BYTES;
    if (names_expected > NAMES_EXPECTED_MAX) {
        names_expected = NAMES_EXPECTED_MAX;
    }
    struct zone *zone = source->text.length > ROOM_TEXT_BYTES_MAX
                            ? zone_new(names_expected)
                            : zone_reader_take_room(reader, names_expected);
    zone->view = claim->view;
    zone->class = claim->class != 0 ? claim->class : zone_class_from_text(source->text);
    zone->name_from = claim->from;
    zone->kind = claim->kind;
    zone->dynamic = claim->dynamic;
    zone->complete = true;
    zone->source = source->index;
    zone->soa = RECORD_NONE;
    zone->apex_node = NODE_NONE;
    return zone;
}

/* Which zone the file is: what is claimed, or what it says itself, or what its name says. */
static const char *claim_zone_name(const struct zone_claim *claim,
                                   const struct source *source,
                                   struct arena *arena,
                                   struct zone *zone)
{
    if (claim->name != NULL) {
        return claim->name;
    }
    const char *name = zone_name_from_text(source->text, arena);
    zone->name_from = ZONE_NAME_CONTENT;
    if (name == NULL) {
        name = zone_name_from_path(claim->path, arena);
        zone->name_from = ZONE_NAME_FILE;
    }
    return name;
}

static enum status zone_load_text(struct zone_reader *reader,
                                  const struct zone_claim *claim,
                                  const struct source *source,
                                  struct zone *zone,
                                  struct error *error)
{
    const char *name = claim_zone_name(claim, source, reader->arena, zone);
    if (name == NULL) {
        return error_set(error, "%s: nothing tells which zone this is: name it with --zone NAME=%s",
                         claim->path, claim->path);
    }
    alignas(struct name) uint8_t room[sizeof(struct name) + 1];
    struct name *root = (void *)room;
    name_fill(root, (struct bytes){(const uint8_t *)"", 1});
    enum flaw_kind flaw;
    zone->apex = name_from_text(zone->names, bytes_from_string(name), root, &flaw);
    if (zone->apex == NULL) {
        return error_set(error, "%s: %s is no domain name", claim->path, name);
    }
    if (reader->rdata == NULL) {
        reader->rdata = memory_get(sizeof(*reader->rdata));
    }
    struct loader loader = {
        .sources = &reader->sources,
        .claim = claim,
        .zone = zone,
        .arena = reader->arena,
        .workers = reader->workers,
        .rdata = reader->rdata,
        .batch = &reader->batch,
    };
    load_source(&loader, source, claim->path, zone->apex, NULL, (struct span){0, 0, source->index});
    zone_index(zone, reader->workers);
    name_table_freeze(zone->names);
    return STATUS_OK;
}

void zone_reader_end(struct zone_reader *reader)
{
    VECTOR_FREE(&reader->sources.uses);
    zone_free(reader->room);
    batch_free(&reader->batch);
    free(reader->rdata);
}

enum status zone_load(struct zone_reader *reader,
                      const struct zone_claim *claim,
                      struct zone **ret_zone,
                      struct error *error)
{
    const struct source *source;
    if (claim->from_text) {
        source = source_reader_get(&reader->sources, claim->source);
    } else if (source_read(&reader->sources, claim->path, &source, error) != STATUS_OK) {
        return STATUS_FAILED;
    }
    if (source->refusal != NULL) {
        return error_set(error, "%s: %s", claim->path, source->refusal);
    }
    struct zone *zone = zone_begin(reader, claim, source);
    if (zone_load_text(reader, claim, source, zone, error) != STATUS_OK) {
        zone_reader_put_room(reader, zone);
        return STATUS_FAILED;
    }
    *ret_zone = zone;
    if (zone_can_be_packed(zone)) {
        *ret_zone = zone_pack(zone, reader->arena);
        zone_reader_put_room(reader, zone);
    }
    return STATUS_OK;
}
