/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/loader.h"
#include "zones/path.h"

/* The origin that a directive names in field `field`, or NULL with a flaw noted. Relative names are
 * completed with the origin so far, as BIND does it (RFC 1035 section 5.1 does not say). Quotes are
 * for the name of a file: servers refuse them at the other arguments of a directive. */
static const struct name *directive_origin(struct loader *loader,
                                           const struct entry *entry,
                                           size_t field)
{
    enum flaw_kind flaw = FLAW_FIELD_NAME;
    const struct name *origin = NULL;
    if (!entry->fields[field].quoted) {
        origin = name_from_text(loader->zone->names, field_bytes(&entry->fields[field]),
                                load_scope(loader)->origin, &flaw);
    }
    if (origin == NULL) {
        load_flaw_at_field(loader, flaw, entry, field);
    }
    return origin;
}

static void load_origin(struct loader *loader, const struct entry *entry)
{
    if (entry->field_count != 2) {
        load_flaw_at_field(loader, FLAW_DIRECTIVE_ARGUMENT, entry, entry->field_count < 2 ? 1 : 2);
        return;
    }
    const struct name *origin = directive_origin(loader, entry, 1);
    if (origin != NULL) {
        load_begin_scope(loader, origin);
    }
}

/* $TTL seconds: RFC 2308 section 4. */
static void load_ttl(struct loader *loader, const struct entry *entry)
{
    uint64_t seconds;
    if (entry->field_count != 2) {
        load_flaw_at_field(loader, FLAW_DIRECTIVE_ARGUMENT, entry, entry->field_count < 2 ? 1 : 2);
        return;
    }
    if (entry->fields[1].quoted || !period_from_text(field_bytes(&entry->fields[1]), &seconds)) {
        load_flaw_at_field(loader, FLAW_FIELD_PERIOD, entry, 1);
        return;
    }
    if (seconds > INT32_MAX) {
        load_flaw_at_field(loader, FLAW_TTL_RANGE, entry, 1);
        seconds = 0;
    }
    loader->has_ttl_default = true;
    loader->ttl_default = (uint32_t)seconds;
    load_begin_scope(loader, load_scope(loader)->origin);
}

static bool is_being_read(const struct reading *reading, const struct source *source)
{
    while (reading != NULL && reading->source != source) {
        reading = reading->includer;
    }
    return reading != NULL;
}

static bool path_lies_in(const char *path, struct bytes folder, struct arena *arena)
{
    struct buffer real = {0};
    struct buffer real_folder = {0};
    const char *folder_path = (const char *)arena_copy(arena, folder).data;
    bool lies_in = path_resolve(path, &real) && path_resolve(folder_path, &real_folder) &&
                   path_is_inside(buffer_bytes(&real), buffer_bytes(&real_folder));
    buffer_free(&real);
    buffer_free(&real_folder);
    return lies_in;
}

/* A zone may come from a stranger, and findings show the text that they speak of. So what it
 * includes has to lie where the user said that files may be read: besides the folders of the list,
 * beside the zone's own file, and in the `directory` of the configuration that names the zone. */
static bool include_is_allowed(const struct loader *loader, const char *path)
{
    const struct zone_claim *claim = loader->claim;
    struct arena *arena = loader->arena;
    return source_list_allows(loader->sources->list, path) ||
           path_lies_in(path, path_folder(claim->path), arena) ||
           (claim->include_root != NULL &&
            path_lies_in(path, bytes_from_string(claim->include_root), arena));
}

static bool is_included_already(const struct zone *zone, const struct source *source)
{
    for (size_t i = 0; i < zone->scopes.count; i++) {
        if (zone->scopes.items[i].source == source->index) {
            return true;
        }
    }
    return false;
}

/* A few short lines could have a large file read thousands of times. */
static bool is_included_too_often(struct loader *loader, const struct source *source)
{
    if (is_included_already(loader->zone, source)) {
        loader->included_again_bytes += source->text.length;
    }
    return loader->included_again_bytes > INCLUDED_AGAIN_BYTES_MAX;
}

static const struct source *include_source(struct loader *loader,
                                           const struct entry *entry,
                                           const char **ret_path)
{
    struct bytes name = field_bytes(&entry->fields[1]);
    if (loader->reading->depth + 1 >= INCLUDE_DEPTH_MAX) {
        load_flaw_at_field(loader, FLAW_INCLUDE_DEPTH, entry, 1);
        return NULL;
    }
    if (loader->includes++ >= INCLUDES_MAX) {
        load_flaw_at_field(loader, FLAW_INCLUDE_COUNT, entry, 1);
        return NULL;
    }
    struct error error;
    const struct source *source;
    const char *path = path_of_include(loader->arena, loader->reading->path, name,
                                       loader->claim->include_root);
    const struct field *field = &entry->fields[1];
    /* In front of any look at the file: which files there are is nobody's business either. */
    if (!include_is_allowed(loader, path)) {
        load_flaw_at_field(loader, FLAW_INCLUDE_OUTSIDE, entry, 1);
        return NULL;
    }
    if (source_read(loader->sources, path, &source, &error) != STATUS_OK) {
        load_flaw(loader, FLAW_INCLUDE_UNREADABLE, entry, field->start, field->end, error.text);
        return NULL;
    }
    if (source->refusal != NULL) {
        load_flaw(loader, FLAW_INCLUDE_UNREADABLE, entry, field->start, field->end,
                  arena_format(loader->arena, "%s: %s", path, source->refusal));
        return NULL;
    }
    if (is_included_too_often(loader, source)) {
        load_flaw_at_field(loader, FLAW_INCLUDE_COUNT, entry, 1);
        return NULL;
    }
    if (is_being_read(loader->reading, source)) {
        load_flaw_at_field(loader, FLAW_INCLUDE_CYCLE, entry, 1);
        return NULL;
    }
    *ret_path = path;
    return source;
}

/* $INCLUDE file [origin]: RFC 1035 section 5.1. The file begins with the owner of the line before;
 * behind it, origin and owner are again what they were. $TTL stays as the file left it. */
static void load_include(struct loader *loader, const struct entry *entry)
{
    bool has_path = entry->field_count >= 2 && entry->fields[1].length > 0;
    if (!has_path || entry->field_count > 3) {
        load_flaw_at_field(loader, FLAW_DIRECTIVE_ARGUMENT, entry, has_path ? 3 : 1);
        return;
    }
    const struct name *origin = load_scope(loader)->origin;
    if (entry->field_count == 3) {
        origin = directive_origin(loader, entry, 2);
        if (origin == NULL) {
            return;
        }
    }
    const char *path;
    const struct source *source = include_source(loader, entry, &path);
    if (source == NULL) {
        return;
    }
    struct span span = {entry->start, (uint32_t)(entry->fields_end - entry->start),
                        loader->reading->source->index};
    uint32_t owner = loader->owner;
    enum owner_state owner_state = loader->owner_state;
    bool had_ttl_default = loader->has_ttl_default;
    uint32_t ttl_default = loader->ttl_default;
    load_source(loader, source, path, origin, loader->reading, span);
    loader->owner = owner;
    loader->owner_state = owner_state;
    if (loader->has_ttl_default != had_ttl_default || loader->ttl_default != ttl_default) {
        load_begin_scope(loader, load_scope(loader)->origin);
    }
}

void load_directive(struct loader *loader, const struct entry *entry)
{
    static const struct {
        const char *name;
        void (*load)(struct loader *, const struct entry *);
    } directives[] = {
        {"$ORIGIN", load_origin},
        {"$TTL", load_ttl},
        {"$INCLUDE", load_include},
        {"$GENERATE", load_generate},
    };
    if (entry->flaw != FLAW_NONE) {
        load_flaw(loader, entry->flaw, entry, entry->flaw_start, entry->flaw_end, NULL);
        return;
    }
    for (size_t i = 0; i < sizeof(directives) / sizeof(directives[0]); i++) {
        if (bytes_equal_string_folded(field_bytes(&entry->fields[0]), directives[i].name)) {
            directives[i].load(loader, entry);
            return;
        }
    }
    load_flaw_at_field(loader, FLAW_DIRECTIVE_UNKNOWN, entry, 0);
}
