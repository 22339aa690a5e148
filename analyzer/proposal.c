/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/proposal.h"

#include <assert.h>

#include "analyzer/gate.h"
#include "analyzer/removal.h"
#include "analyzer/rules/target.h"
#include "zones/record_text.h"

void propose_nothing(struct finding *finding, const char *because)
{
    finding->fix = NULL;
    finding->fix_refused = because;
}

static struct fix *fix_new(struct check *check, struct span entry, struct repair repair)
{
    struct fix *fix = arena_get_zeroed(check->findings->arena, sizeof(*fix));
    VECTOR_PUSH(&check->findings->fixes, fix);
    fix->entry = entry;
    fix->title = repair.title;
    fix->safety = repair.safety;
    fix->unsafe_because = repair.unsafe_because;
    return fix;
}

static struct fix *fix_new_of_record(struct check *check,
                                     const struct zone *zone,
                                     const struct record *record,
                                     struct repair repair)
{
    struct span entry = {record_start(record), 0, record_source(zone, record)};
    struct fix *fix = fix_new(check, entry, repair);
    fix->is_template = (record->flags & RECORD_GENERATED) != 0;
    return fix;
}

/* A record that comes or goes with the edit that was added last. */
static void fix_add_change_with_ttl(struct check *check,
                                    struct fix *fix,
                                    bool added,
                                    const struct zone *zone,
                                    const struct record *record,
                                    struct bytes data,
                                    uint32_t ttl_seconds)
{
    assert(fix->edits.count > 0);
    struct change change = {
        .added = added,
        .edit = fix->edits.count - 1,
        .zone = zone,
        .owner = record_owner(zone, record),
        .type = record->type,
        .ttl_seconds = ttl_seconds,
        .data = arena_copy(check->findings->arena, data),
    };
    VECTOR_PUSH(&fix->changes, change);
}

static void fix_add_change(struct check *check,
                           struct fix *fix,
                           bool added,
                           const struct zone *zone,
                           const struct record *record,
                           struct bytes data)
{
    fix_add_change_with_ttl(check, fix, added, zone, record, data, record->ttl_seconds);
}

static void fix_add_removed(struct check *check,
                            struct fix *fix,
                            const struct zone *zone,
                            const struct record *record)
{
    uint8_t room[RDATA_ROOM_BYTES];
    fix_add_change(check, fix, false, zone, record, record_wire(zone, record, room));
}

/* The data of the record with another host. `room` has RDATA_ROOM_BYTES. */
static struct bytes data_with_host(const struct zone *zone,
                                   const struct record *record,
                                   const struct name *host,
                                   uint8_t *room)
{
    size_t front = rdata_host_front(record->type);
    record_wire(zone, record, room);
    memcpy(room + front, host->wire, host->length);
    return (struct bytes){room, front + host->length};
}

/* The new name is written as the old one was: relative names stay relative where they can. */
static void host_text(const struct scope *scope,
                      const struct field *old,
                      struct new_host host,
                      struct buffer *text)
{
    if (old->length > 0 && old->text[old->length - 1] == '.') {
        name_wire_to_text(host.spelled, text);
    } else {
        name_wire_to_relative_text(host.spelled, scope->origin, text);
    }
}

static size_t host_field(const struct record *record)
{
    return rdata_host_field(record->type);
}

/* Puts another host into the text of a record. False, with the reason in `ret_refusal`, when its
 * text cannot take it. */
static bool fix_add_host(struct check *check,
                         struct fix *fix,
                         const struct zone *zone,
                         const struct record *record,
                         struct new_host host,
                         const char **ret_refusal)
{
    struct record_text text;
    record_text_read(&text, check->set->sources, zone, record);
    size_t field_index = host_field(record);
    bool done = false;
    if (text.generic) {
        *ret_refusal = "the data is written in the generic form of RFC 3597";
    } else if ((record->flags & RECORD_GENERATED) != 0 &&
               template_text_varies(field_bytes(&text.data[field_index]))) {
        *ret_refusal = "the name is made by $GENERATE and differs from record to record";
    } else {
        assert(field_index < text.data_count);
        const struct field *field = &text.data[field_index];
        struct buffer name = {0};
        host_text(record_scope(zone, record), field, host, &name);
        check_add_edit(check, fix, record_text_data(&text, field_index), buffer_bytes(&name));
        buffer_free(&name);
        done = true;
    }
    record_text_end(&text);
    if (!done) {
        return false;
    }
    uint8_t room[RDATA_ROOM_BYTES];
    fix_add_removed(check, fix, zone, record);
    fix_add_change(check, fix, true, zone, record, data_with_host(zone, record, host.name, room));
    return true;
}

static bool fix_add_removal(struct check *check,
                            struct finding *finding,
                            struct fix *fix,
                            const struct zone *zone,
                            const struct record *record,
                            const char **ret_refusal)
{
    if (!removal_add_edits(check, finding, fix, zone, record, ret_refusal)) {
        return false;
    }
    fix_add_removed(check, fix, zone, record);
    return true;
}

/* Sets the finding's fix when every part of it could be made and nothing forbids to edit. */
static void propose_finish(struct check *check,
                           struct finding *finding,
                           const struct zone *zone,
                           const struct record *record,
                           struct fix *fix,
                           const char *refusal)
{
    if (refusal == NULL) {
        refusal = gate_refusal(check->gate, zone, record_source(zone, record));
    }
    if (refusal != NULL) {
        propose_nothing(finding, refusal);
        return;
    }
    finding->fix = fix;
    finding->fix_refused = NULL;
}

void propose_host(struct check *check,
                  struct finding *finding,
                  const struct zone *zone,
                  const struct record *record,
                  struct new_host host,
                  struct repair repair)
{
    const char *refusal = NULL;
    struct fix *fix = fix_new_of_record(check, zone, record, repair);
    fix_add_host(check, fix, zone, record, host, &refusal);
    propose_finish(check, finding, zone, record, fix, refusal);
}

void propose_merge(struct check *check,
                   struct finding *finding,
                   const struct zone *zone,
                   const struct record *record,
                   const struct record *twin,
                   struct new_host host,
                   struct repair repair)
{
    const char *refusal = NULL;
    struct fix *fix = fix_new_of_record(check, zone, record, repair);
    /* Gates and shared text are looked at for the record's own entry. Text of another file may be
     * under others, and a template serves more records than the twin. */
    if (record_source(zone, twin) != record_source(zone, record) ||
        (twin->flags & RECORD_GENERATED) != 0) {
        refusal = "another record is to name the same host first, and it is in another file or "
                  "made by $GENERATE";
    } else if (fix_add_host(check, fix, zone, twin, host, &refusal)) {
        fix_add_removal(check, finding, fix, zone, record, &refusal);
    }
    propose_finish(check, finding, zone, record, fix, refusal);
}

void propose_removal(struct check *check,
                     struct finding *finding,
                     const struct zone *zone,
                     const struct record *record,
                     struct repair repair)
{
    const char *refusal = NULL;
    struct fix *fix = fix_new_of_record(check, zone, record, repair);
    fix_add_removal(check, finding, fix, zone, record, &refusal);
    propose_finish(check, finding, zone, record, fix, refusal);
}

void propose_final_dot(struct check *check,
                       struct finding *finding,
                       const struct zone *zone,
                       const struct record *record,
                       const struct name *host,
                       struct repair repair)
{
    struct fix *fix = fix_new_of_record(check, zone, record, repair);
    const char *refusal = NULL;
    struct record_text text;
    record_text_read(&text, check->set->sources, zone, record);
    size_t field_index = host_field(record);
    assert(field_index < text.data_count);
    const struct field *field = &text.data[field_index];
    if ((record->flags & RECORD_GENERATED) != 0 && template_text_varies(field_bytes(field))) {
        refusal = "the name is made by $GENERATE and differs from record to record";
    } else {
        struct span place = {field->end, 0, text.span.source};
        check_add_edit(check, fix, place, bytes_from_string("."));
        uint8_t room[RDATA_ROOM_BYTES];
        fix_add_removed(check, fix, zone, record);
        fix_add_change(check, fix, true, zone, record, data_with_host(zone, record, host, room));
    }
    record_text_end(&text);
    propose_finish(check, finding, zone, record, fix, refusal);
}

/* Why the record must not get these data; NULL when it may. `ret_data` is in scratch. */
static const char *field_refusal(struct check *check,
                                 const struct zone *zone,
                                 const struct record *record,
                                 struct new_field new_field,
                                 struct bytes *ret_data)
{
    uint8_t room[RDATA_ROOM_BYTES];
    struct bytes old = record_wire(zone, record, room);
    if (!rdata_field_replace(new_field.field, old, new_field.octets, check->scratch, ret_data)) {
        return "the data would not be valid with it";
    }
    if (bytes_equal(old, *ret_data)) {
        return "the record has that value already";
    }
    if (owner_is_crowded(zone, record)) {
        return check_format(check,
                            "the owner has more than %d records, and the change is not weighed "
                            "against so many",
                            OWNER_RECORDS_MAX);
    }
    for (const struct record *other = node_first(zone, record_node(zone, record), record->type);
         other != NULL; other = node_next(zone, other)) {
        struct bytes wire = record_wire(zone, other, room);
        struct bytes changed = wire;
        /* A record in front may be changed in the same way, and then be the same one. */
        if (other < record) {
            rdata_field_replace(new_field.field, wire, new_field.octets, check->scratch, &changed);
        }
        if (other != record && (bytes_equal(wire, *ret_data) || bytes_equal(changed, *ret_data))) {
            return "the record would become the same as another one, or may";
        }
    }
    return NULL;
}

/* The words of a field, in the style of the file when it is a name. */
static void field_text(struct check *check,
                       const struct scope *scope,
                       const struct field *old,
                       struct new_field new_field,
                       struct buffer *text)
{
    if (new_field.field->kind != RDATA_FIELD_NAME) {
        buffer_add(text, new_field.word);
        return;
    }
    const struct name *root = name_new(check->scratch, (struct bytes){(const uint8_t *)"", 1});
    uint8_t wire[NAME_OCTETS_MAX];
    enum flaw_kind flaw;
    size_t length = name_wire_from_text(new_field.word, root, wire, &flaw);
    assert(length > 0);
    host_text(scope, old, (struct new_host){.spelled = {wire, length}}, text);
}

/* Why the text of a record cannot take the word in the place of a field; NULL when it can. */
static const char *word_refusal(const struct record *record,
                                const struct record_text *text,
                                size_t index,
                                struct bytes word)
{
    if (text->generic) {
        return "the data is written in the generic form of RFC 3597";
    }
    if ((record->flags & RECORD_GENERATED) == 0) {
        return NULL;
    }
    if (template_text_varies(field_bytes(&text->data[index]))) {
        return "the value is made by $GENERATE and differs from record to record";
    }
    for (size_t i = 0; i < word.length; i++) {
        if (strchr("$\"\\", word.data[i]) != NULL) {
            return "the record is made by $GENERATE, where quotes, backslashes and $ mean "
                   "something "
                   "else";
        }
    }
    return NULL;
}

void propose_field(struct check *check,
                   struct finding *finding,
                   const struct zone *zone,
                   const struct record *record,
                   struct new_field new_field,
                   struct repair repair)
{
    struct fix *fix = fix_new_of_record(check, zone, record, repair);
    size_t index = new_field.field->index;
    struct bytes data;
    const char *refusal = field_refusal(check, zone, record, new_field, &data);
    struct record_text text;
    struct buffer word = {0};
    record_text_read(&text, check->set->sources, zone, record);
    if (refusal == NULL && !text.generic) {
        field_text(check, record_scope(zone, record), &text.data[index], new_field, &word);
    }
    if (refusal == NULL) {
        refusal = word_refusal(record, &text, index, buffer_bytes(&word));
    }
    if (refusal == NULL) {
        check_add_edit(check, fix, record_text_data(&text, index), buffer_bytes(&word));
        fix_add_removed(check, fix, zone, record);
        fix_add_change(check, fix, true, zone, record, data);
    }
    buffer_free(&word);
    record_text_end(&text);
    propose_finish(check, finding, zone, record, fix, refusal);
}

static const char *ttl_refusal(const struct zone *zone,
                               const struct record *record,
                               uint32_t ttl_seconds)
{
    if (record->ttl_seconds == ttl_seconds) {
        return "the record has that TTL already";
    }
    /* RFC 1035 section 5.1: the TTL stated last is that of the records behind. */
    if (!record_scope(zone, record)->has_ttl_default) {
        return "there is no $TTL above the record, so that records behind it may take over its TTL";
    }
    return NULL;
}

/* The place of the TTL in the entry, or where it belongs: in front of class and type. */
static struct span ttl_place(const struct record_text *text)
{
    const struct field *fields = text->entry.fields;
    const struct entry_parts *parts = &text->parts;
    if (parts->ttl != ENTRY_FIELD_NONE) {
        const struct field *ttl = &fields[parts->ttl];
        return (struct span){ttl->start, (uint32_t)(ttl->end - ttl->start), text->span.source};
    }
    bool class_first = parts->class != ENTRY_FIELD_NONE && parts->class < parts->type;
    const struct field *first = &fields[class_first ? parts->class : parts->type];
    return (struct span){first->start, 0, text->span.source};
}

void propose_ttl(struct check *check,
                 struct finding *finding,
                 const struct zone *zone,
                 const struct record *record,
                 struct new_ttl new_ttl,
                 struct repair repair)
{
    struct fix *fix = fix_new_of_record(check, zone, record, repair);
    const char *refusal = ttl_refusal(zone, record, new_ttl.seconds);
    if (refusal == NULL) {
        struct record_text text;
        record_text_read(&text, check->set->sources, zone, record);
        struct span place = ttl_place(&text);
        record_text_end(&text);
        const char *word = check_format(check, place.length > 0 ? "%s" : "%s ", new_ttl.word);
        check_add_edit(check, fix, place, bytes_from_string(word));
        uint8_t room[RDATA_ROOM_BYTES];
        struct bytes data = record_wire(zone, record, room);
        fix_add_removed(check, fix, zone, record);
        fix_add_change_with_ttl(check, fix, true, zone, record, data, new_ttl.seconds);
    }
    propose_finish(check, finding, zone, record, fix, refusal);
}

/* How the lines of a text end; one that has none yet gets what Unix writes. */
static const char *text_line_end(struct bytes text)
{
    const uint8_t *newline = text.length == 0 ? NULL : memrchr(text.data, '\n', text.length);
    return newline != NULL && newline > text.data && newline[-1] == '\r' ? "\r\n" : "\n";
}

/* The line, to stand behind a text. When the last line there has no end, it gets one, and the new
 * one has none in its turn. */
static void new_record_to_line(const struct zone *zone,
                               const struct new_record *record,
                               struct bytes text,
                               struct buffer *line)
{
    const char *line_end = text_line_end(text);
    bool is_complete = text.length == 0 || text.data[text.length - 1] == '\n';
    buffer_add_string(line, is_complete ? "" : line_end);
    name_wire_to_text(name_wire(record->owner), line);
    buffer_add_format(line, " %lu ", (unsigned long)record->ttl_seconds);
    rrclass_to_text(zone->class, line);
    buffer_add_byte(line, ' ');
    rrtype_to_text(record->type, line);
    buffer_add_byte(line, ' ');
    rdata_to_text(record->type, record->data, line);
    buffer_add_string(line, is_complete ? line_end : "");
}

void propose_new_record(struct check *check,
                        struct finding *finding,
                        const struct zone *zone,
                        const struct new_record *record,
                        struct repair repair)
{
    const char *refusal = gate_refusal(check->gate, zone, zone->source);
    if (refusal == NULL && gate_source_uses(check->gate, zone->source) > 1) {
        refusal = "the file is read more than once, and what is added to it would be added for all";
    }
    if (refusal != NULL) {
        propose_nothing(finding, refusal);
        return;
    }
    struct bytes text = source_list_get(check->set->sources, zone->source)->text;
    struct span end = {text.length, 0, zone->source};
    struct fix *fix = fix_new(check, end, repair);
    struct buffer line = {0};
    new_record_to_line(zone, record, text, &line);
    check_add_edit(check, fix, end, buffer_bytes(&line));
    fix->edits.items[0].adds_lines = true;
    buffer_free(&line);
    struct change change = {
        .added = true,
        .zone = zone,
        .owner = name_new(check->findings->arena, name_wire(record->owner)),
        .type = record->type,
        .ttl_seconds = record->ttl_seconds,
        .data = arena_copy(check->findings->arena, record->data),
    };
    VECTOR_PUSH(&fix->changes, change);
    finding->fix = fix;
    finding->fix_refused = NULL;
}
