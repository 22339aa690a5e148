/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/load.h"

#include <assert.h>
#include <stdlib.h>

#include "zones/loader.h"
#include "zones/zone_name.h"

/* Flaws that leave everything in place: the record or the line is understood, or it is known that a
 * server drops it. All others leave something unread, and then nothing in the zone can be proven to
 * be absent. */
static bool flaw_leaves_zone_complete(enum flaw_kind kind)
{
    return kind == FLAW_TTL_RANGE || kind == FLAW_TTL_MISSING || kind == FLAW_TTL_FROM_SOA ||
           kind == FLAW_OUT_OF_ZONE || kind == FLAW_SHELL_COMMENT || kind == FLAW_BYTE_ORDER;
}

void load_flaw(struct loader *loader,
               enum flaw_kind kind,
               const struct entry *entry,
               uint64_t start,
               uint64_t end,
               const char *detail)
{
    struct zone *zone = loader->zone;
    if (!flaw_leaves_zone_complete(kind)) {
        zone->complete = false;
    }
    if (zone->flaws.count >= FLAWS_MAX) {
        zone->flaws_left_out++;
        return;
    }
    uint32_t source = loader->reading->source->index;
    struct flaw flaw = {
        .kind = kind,
        .scope = loader->reading->scope,
        .span = {start, (uint32_t)(end - start), source},
        .entry = {entry->start, (uint32_t)(entry->fields_end - entry->start), source},
        .detail = detail == NULL ? NULL : arena_copy_string(zone->arena, detail),
    };
    VECTOR_PUSH(&zone->flaws, flaw);
}

/* From where to where a field goes; behind the last one for an index that is none. */
struct place {
    uint64_t start;
    uint64_t end;
};

static struct place field_place(const struct entry *entry, size_t field)
{
    if (field < entry->field_count) {
        return (struct place){entry->fields[field].start, entry->fields[field].end};
    }
    return (struct place){entry->fields_end, entry->fields_end};
}

void load_flaw_at_field(struct loader *loader,
                        enum flaw_kind kind,
                        const struct entry *entry,
                        size_t field)
{
    struct place place = field_place(entry, field);
    load_flaw(loader, kind, entry, place.start, place.end, NULL);
}

static bool bytes_contain(struct bytes bytes, const char *string)
{
    return bytes.length > 0 && memmem(bytes.data, bytes.length, string, strlen(string)) != NULL;
}

static bool entry_begins_with(const struct entry *entry, const char *string)
{
    return entry->field_count > 0 && !entry->owner_inherited &&
           entry->fields[0].length >= strlen(string) &&
           memcmp(entry->fields[0].text, string, strlen(string)) == 0;
}

/* Something that one server reads and no standard knows: gdnsd's dynamic types and zone variables,
 * the ages in exports of Windows DNS. Public zone repositories hold both. */
static bool field_is_foreign(const struct field *field)
{
    static const char *const words[] = {"DYNA", "DYNC", "@Z", "@F"};
    struct bytes text = field_bytes(field);
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (bytes_equal_string_folded(text, words[i])) {
            return true;
        }
    }
    return text.length > 5 && bytes_equal_string_folded((struct bytes){text.data, 5}, "[AGE:");
}

static bool field_is_vendor_type(const struct field *field)
{
    static const char *const words[] = {"ALIAS", "ANAME", "LUA", "MAILFW", "URLFW", "WEBFW"};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (bytes_equal_string_folded(field_bytes(field), words[i])) {
            return true;
        }
    }
    return false;
}

/* An entry that is no zone text in the first place gets the one finding that says so, instead of
 * whichever field happens to look wrong. */
static bool entry_is_other_language(const struct entry *entry,
                                    struct bytes text,
                                    enum flaw_kind *ret_kind,
                                    size_t *ret_field)
{
    *ret_field = 0;
    if (bytes_contain(text, "{{") || bytes_contain(text, "{%") || bytes_contain(text, "<%")) {
        *ret_kind = FLAW_TEMPLATE;
        return true;
    }
    if (entry_begins_with(entry, "#") || entry_begins_with(entry, "//") ||
        entry_begins_with(entry, "/*")) {
        *ret_kind = FLAW_SHELL_COMMENT;
        return true;
    }
    for (size_t i = 0; i < entry->field_count && i < 5; i++) {
        if (!entry->fields[i].quoted && field_is_foreign(&entry->fields[i])) {
            *ret_kind = FLAW_FOREIGN;
            *ret_field = i;
            return true;
        }
    }
    return false;
}

/* Notes that an entry could not be read because of `kind`, or of what lies behind it: then false is
 * returned. */
static bool load_entry_flaw(struct loader *loader,
                            enum flaw_kind kind,
                            const struct entry *entry,
                            uint64_t start,
                            uint64_t end)
{
    struct bytes text = {loader->reading->source->text.data + entry->start,
                         (size_t)(entry->fields_end - entry->start)};
    enum flaw_kind other;
    size_t field;
    if (!entry_is_other_language(entry, text, &other, &field)) {
        load_flaw(loader, kind, entry, start, end, NULL);
        return true;
    }
    if (other == FLAW_FOREIGN) {
        load_flaw_at_field(loader, other, entry, field);
    } else {
        load_flaw(loader, other, entry, entry->start, entry->fields_end, NULL);
    }
    return false;
}

static void load_entry_flaw_at_field(struct loader *loader,
                                     enum flaw_kind kind,
                                     const struct entry *entry,
                                     size_t field)
{
    struct place place = field_place(entry, field);
    load_entry_flaw(loader, kind, entry, place.start, place.end);
}

void load_begin_scope(struct loader *loader, const struct name *origin)
{
    struct scope scope = *load_scope(loader);
    scope.origin = origin;
    scope.has_ttl_default = loader->has_ttl_default;
    scope.ttl_default = loader->ttl_default;
    loader->reading->scope = (uint32_t)loader->zone->scopes.count;
    VECTOR_PUSH(&loader->zone->scopes, scope);
}

static void note_stated_ttl(struct loader *loader, const struct record_head *head)
{
    if (head->has_ttl) {
        loader->has_ttl_last = true;
        loader->ttl_last = head->ttl_seconds;
    }
}

/* RFC 2308 section 4: $TTL; before that, RFC 1035 section 5.1: the TTL stated last. An SOA that has
 * neither lends its last field, and BIND then takes that for the whole zone. */
static bool record_ttl(struct loader *loader,
                       const struct record_head *head,
                       uint32_t *ret_seconds,
                       enum flaw_kind *ret_flaw)
{
    *ret_flaw = FLAW_NONE;
    note_stated_ttl(loader, head);
    if (head->has_ttl) {
        *ret_seconds = head->ttl_seconds;
    } else if (loader->has_ttl_default) {
        *ret_seconds = loader->ttl_default;
    } else if (loader->has_ttl_last) {
        *ret_seconds = loader->ttl_last;
    } else if (head->type == TYPE_SOA) {
        struct bytes wire = {loader->rdata->wire, loader->rdata->length};
        *ret_seconds = soa_data_from_wire(wire).minimum_seconds;
        loader->has_ttl_default = true;
        loader->ttl_default = *ret_seconds;
        *ret_flaw = FLAW_TTL_FROM_SOA;
    } else {
        *ret_seconds = 0;
        *ret_flaw = FLAW_TTL_MISSING;
    }
    return *ret_flaw == FLAW_NONE;
}

/* Keeps the data that was read last; a host becomes one of the zone's names. */
static void load_data(struct loader *loader, struct record *record)
{
    struct bytes wire = {loader->rdata->wire, loader->rdata->length};
    struct loaded_data data = {.wire = wire, .host = NAME_NONE};
    size_t front = rdata_host_front(record->type);
    if (front != RDATA_HOST_NONE) {
        struct bytes host = {wire.data + front, wire.length - front};
        data.wire.length = front;
        data.host = name_table_number(loader->zone->names, host, name_wire_hash(host));
    }
    record_store_data(loader->zone, record, &data);
}

void load_record_add(struct loader *loader,
                     uint32_t owner,
                     const struct record_head *head,
                     const struct entry *entry,
                     size_t type_field)
{
    struct record record = {.type = head->type, .flags = head->flags};
    enum flaw_kind flaw;
    if (!record_ttl(loader, head, &record.ttl_seconds, &flaw)) {
        load_flaw_at_field(loader, flaw, entry, type_field);
    }
    if (flaw == FLAW_TTL_FROM_SOA) {
        load_begin_scope(loader, load_scope(loader)->origin);
    }
    record_set_start(&record, entry->start);
    load_data(loader, &record);
    zone_add_record(loader->zone, owner, loader->reading->scope, record);
}

uint32_t load_name(struct loader *loader, struct bytes text, enum flaw_kind *flaw)
{
    uint8_t wire[NAME_OCTETS_MAX];
    size_t length = name_wire_from_text(text, load_scope(loader)->origin, wire, flaw);
    if (length == 0) {
        return NAME_NONE;
    }
    name_wire_fold(wire, length);
    struct bytes bytes = {wire, length};
    return name_table_number(loader->zone->names, bytes, name_wire_hash(bytes));
}

bool load_name_is_inside(const struct loader *loader, uint32_t number)
{
    const struct name *name = name_table_at(loader->zone->names, number);
    return name->node != NODE_NONE || name_is_within(name, loader->zone->apex);
}

/* The owner of an entry: its own, or the one before. False when there is none to be known. */
static bool load_owner(struct loader *loader,
                       const struct entry *entry,
                       const struct entry_parts *parts)
{
    if (parts->owner == ENTRY_FIELD_NONE) {
        if (loader->owner_state == OWNER_NONE) {
            load_entry_flaw(loader, FLAW_OWNER_MISSING, entry, entry->start, entry->start);
        }
        return loader->owner_state == OWNER_GOOD || loader->owner_state == OWNER_OUTSIDE;
    }
    const struct field *field = &entry->fields[parts->owner];
    enum flaw_kind flaw;
    uint32_t owner = load_name(loader, field_bytes(field), &flaw);
    if (owner == NAME_NONE) {
        loader->owner_state = OWNER_BROKEN;
        load_entry_flaw(loader, flaw, entry, field->start, field->end);
        return false;
    }
    loader->owner = owner;
    if (!load_name_is_inside(loader, owner)) {
        loader->owner_state = OWNER_OUTSIDE;
        return load_entry_flaw(loader, FLAW_OUT_OF_ZONE, entry, field->start, field->end);
    }
    loader->owner_state = OWNER_GOOD;
    return true;
}

/* A zone has one class: RFC 1035 section 5.2. */
static bool load_check_class(struct loader *loader,
                             const struct entry *entry,
                             const struct entry_parts *parts)
{
    if (parts->class == ENTRY_FIELD_NONE || parts->class_code == loader->zone->class) {
        return true;
    }
    load_flaw_at_field(loader, FLAW_CLASS_OTHER, entry, parts->class);
    return false;
}

bool load_check_type(struct loader *loader,
                     const struct entry *entry,
                     const struct entry_parts *parts)
{
    if (parts->flaw == FLAW_TYPE_UNKNOWN &&
        field_is_vendor_type(&entry->fields[parts->flaw_field])) {
        load_flaw_at_field(loader, FLAW_TYPE_VENDOR, entry, parts->flaw_field);
        return false;
    }
    if (parts->flaw == FLAW_TYPE_UNKNOWN || parts->flaw == FLAW_TYPE_MISSING) {
        load_entry_flaw_at_field(loader, parts->flaw, entry, parts->flaw_field);
        return false;
    }
    if (parts->flaw != FLAW_NONE) {
        load_flaw_at_field(loader, parts->flaw, entry, parts->flaw_field);
    }
    if (!load_check_class(loader, entry, parts)) {
        return false;
    }
    if (rrtype_is_meta(parts->type_code)) {
        load_flaw_at_field(loader, FLAW_TYPE_META, entry, parts->type);
        return false;
    }
    return true;
}

static void load_record(struct loader *loader, const struct entry *entry)
{
    struct entry_parts parts = entry_parts_find(entry);
    if (!load_owner(loader, entry, &parts) || !load_check_type(loader, entry, &parts)) {
        return;
    }
    struct rdata_flaw flaw;
    if (!rdata_read(loader->rdata, parts.type_code, entry->fields + parts.rdata,
                    entry->field_count - parts.rdata, load_scope(loader)->origin, &flaw)) {
        load_entry_flaw_at_field(loader, flaw.kind, entry, parts.rdata + flaw.field);
        return;
    }
    struct record_head head = {
        .type = parts.type_code,
        .has_ttl = parts.ttl != ENTRY_FIELD_NONE,
        .ttl_seconds = parts.ttl_seconds,
    };
    if (head.has_ttl) {
        head.flags |= RECORD_TTL_EXPLICIT;
    }
    if (entry->owner_inherited) {
        head.flags |= RECORD_OWNER_INHERITED;
    }
    if (loader->owner_state == OWNER_OUTSIDE) {
        note_stated_ttl(loader, &head); /* the record is left out, but its TTL was stated */
        return;
    }
    load_record_add(loader, loader->owner, &head, entry, parts.type);
    if (entry_begins_with(entry, "#") || entry_begins_with(entry, "//")) {
        load_flaw_at_field(loader, FLAW_SHELL_COMMENT, entry, parts.owner);
    }
}

/* An entry that falls apart still tells whose records follow it. */
static void load_broken(struct loader *loader, const struct entry *entry)
{
    if (!entry->owner_inherited && entry->field_count > 0) {
        struct entry_parts parts = {.owner = 0};
        size_t flaws = loader->zone->flaws.count;
        bool placed = load_owner(loader, entry, &parts);
        if (!placed && loader->zone->flaws.count > flaws) {
            return;
        }
    }
    load_entry_flaw(loader, entry->flaw, entry, entry->flaw_start, entry->flaw_end);
    if (entry->flaw == FLAW_PARENTHESIS_OPEN) {
        /* The lines that begin with a blank were meant to be inside of the parentheses. */
        loader->owner_state = OWNER_BROKEN;
    }
}

static void load_entry(struct loader *loader, const struct entry *entry)
{
    if (entry->flaw != FLAW_NONE && entry->kind != ENTRY_DIRECTIVE) {
        load_broken(loader, entry);
        return;
    }
    switch (entry->kind) {
    case ENTRY_EMPTY:
    case ENTRY_END:
        return;
    case ENTRY_DIRECTIVE:
        load_directive(loader, entry);
        return;
    case ENTRY_RECORD:
        load_record(loader, entry);
        return;
    }
}

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
                 const struct name *origin,
                 const struct reading *includer,
                 struct span include)
{
    struct reading reading = {
        .source = source,
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
    for (;;) {
        struct entry entry;
        entry_next(&reading.entries, &entry);
        if (entry.kind == ENTRY_END) {
            break;
        }
        load_entry(loader, &entry);
    }
    entry_reader_end(&reading.entries);
    loader->reading = outer;
}

static struct zone *zone_new(const struct zone_claim *claim, const struct source *source)
{
    struct zone *zone = memory_get_zeroed(1, sizeof(*zone));
    zone->arena = arena_new();
    zone->names = name_table_new();
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
                                   struct zone *zone)
{
    if (claim->name != NULL) {
        return claim->name;
    }
    const char *name = zone_name_from_text(source->text, zone->arena);
    zone->name_from = ZONE_NAME_CONTENT;
    if (name == NULL) {
        name = zone_name_from_path(source->path, zone->arena);
        zone->name_from = ZONE_NAME_FILE;
    }
    return name;
}

static enum status zone_load_text(struct source_list *sources,
                                  const struct zone_claim *claim,
                                  const struct source *source,
                                  struct zone *zone,
                                  struct error *error)
{
    const char *name = claim_zone_name(claim, source, zone);
    if (name == NULL) {
        return error_set(error, "%s: nothing tells which zone this is: name it with --zone NAME=%s",
                         source->path, source->path);
    }
    const struct name *root = name_new(zone->arena, (struct bytes){(const uint8_t *)"", 1});
    enum flaw_kind flaw;
    zone->apex = name_from_text(zone->names, bytes_from_string(name), root, &flaw);
    if (zone->apex == NULL) {
        return error_set(error, "%s: %s is no domain name", source->path, name);
    }
    struct rdata_reader *rdata = memory_get(sizeof(*rdata));
    struct loader loader = {
        .sources = sources,
        .claim = claim,
        .zone = zone,
        .rdata = rdata,
    };
    load_source(&loader, source, zone->apex, NULL, (struct span){0, 0, source->index});
    free(rdata);
    zone_index(zone);
    return STATUS_OK;
}

enum status zone_load(struct source_list *sources,
                      const struct zone_claim *claim,
                      struct zone **ret_zone,
                      struct error *error)
{
    const struct source *source;
    if (claim->from_text) {
        source = source_list_get(sources, claim->source);
    } else if (source_list_read(sources, claim->path, &source, error) != STATUS_OK) {
        return STATUS_FAILED;
    }
    if (source->refusal != NULL) {
        return error_set(error, "%s: %s", claim->path, source->refusal);
    }
    struct zone *zone = zone_new(claim, source);
    if (zone_load_text(sources, claim, source, zone, error) != STATUS_OK) {
        zone_free(zone);
        return STATUS_FAILED;
    }
    *ret_zone = zone;
    return STATUS_OK;
}
