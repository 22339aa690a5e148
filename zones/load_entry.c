/* SPDX-License-Identifier: BSD-3-Clause */
/* Entries, one by one, in the order of the file. */
#include "zones/loader.h"

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
static enum flaw_kind record_ttl(struct loader *loader,
                                 const struct record_head *head,
                                 uint32_t *ret_seconds)
{
    note_stated_ttl(loader, head);
    if (load_ttl_is_known(loader, head)) {
        *ret_seconds = head->has_ttl             ? head->ttl_seconds
                       : loader->has_ttl_default ? loader->ttl_default
                                                 : loader->ttl_last;
        return FLAW_NONE;
    }
    if (head->type == TYPE_SOA) {
        *ret_seconds = soa_data_from_wire(head->data).minimum_seconds;
        loader->has_ttl_default = true;
        loader->ttl_default = *ret_seconds;
        return FLAW_TTL_FROM_SOA;
    }
    *ret_seconds = 0;
    return FLAW_TTL_MISSING;
}

/* Keeps the data of a record; a host becomes one of the zone's names. */
static void load_data(struct loader *loader, const struct record_head *head, struct record *record)
{
    struct loaded_data data = {.wire = head->data, .host = NAME_NONE};
    size_t front = rdata_host_front(head->type);
    if (front != RDATA_HOST_NONE) {
        struct bytes host = {head->data.data + front, head->data.length - front};
        data.wire.length = front;
        data.host = name_table_number(loader->zone->names, host, head->host_hash);
    }
    record_store_data(loader->zone, record, &data);
}

enum flaw_kind load_record_add(struct loader *loader,
                               uint32_t owner,
                               const struct record_head *head)
{
    struct record record = {.type = head->type, .flags = head->flags};
    if (head->has_ttl) {
        record.flags |= RECORD_TTL_EXPLICIT;
    }
    enum flaw_kind flaw = record_ttl(loader, head, &record.ttl_seconds);
    if (flaw == FLAW_TTL_FROM_SOA) {
        load_begin_scope(loader, load_scope(loader)->origin);
    }
    record_set_start(&record, head->start);
    load_data(loader, head, &record);
    zone_add_record(loader->zone, owner, loader->reading->scope, record);
    return flaw;
}

struct record_head load_head(const struct loader *loader, uint16_t type)
{
    struct record_head head = {.type = type, .data = {loader->rdata->wire, loader->rdata->length}};
    size_t front = rdata_host_front(type);
    if (front != RDATA_HOST_NONE) {
        head.host_hash =
            name_wire_hash((struct bytes){head.data.data + front, head.data.length - front});
    }
    return head;
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
    struct rdata_flaw rdata_flaw;
    if (!rdata_read(loader->rdata, parts.type_code, entry->fields + parts.rdata,
                    entry->field_count - parts.rdata, load_scope(loader)->origin, &rdata_flaw)) {
        load_entry_flaw_at_field(loader, rdata_flaw.kind, entry, parts.rdata + rdata_flaw.field);
        return;
    }
    struct record_head head = load_head(loader, parts.type_code);
    head.start = entry->start;
    head.has_ttl = parts.ttl != ENTRY_FIELD_NONE;
    head.ttl_seconds = parts.ttl_seconds;
    head.flags = entry->owner_inherited ? RECORD_OWNER_INHERITED : 0;
    if (loader->owner_state == OWNER_OUTSIDE) {
        note_stated_ttl(loader, &head); /* the record is left out, but its TTL was stated */
        return;
    }
    enum flaw_kind flaw = load_record_add(loader, loader->owner, &head);
    if (flaw != FLAW_NONE) {
        load_flaw_at_field(loader, flaw, entry, parts.type);
    }
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

void load_entry(struct loader *loader, const struct entry *entry)
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
