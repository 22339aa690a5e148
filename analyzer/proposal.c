/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/proposal.h"

#include <assert.h>

#include "analyzer/gate.h"
#include "analyzer/removal.h"
#include "zones/record_text.h"

void propose_nothing(struct finding *finding, const char *because)
{
    finding->fix = NULL;
    finding->fix_refused = because;
}

static struct fix *fix_new(struct check *check,
                           const struct zone *zone,
                           const struct record *record,
                           struct repair repair)
{
    struct fix *fix = arena_get_zeroed(check->findings->arena, sizeof(*fix));
    VECTOR_PUSH(&check->findings->fixes, fix);
    fix->entry = (struct span){record_start(record), 0, record_source(zone, record)};
    fix->is_template = (record->flags & RECORD_GENERATED) != 0;
    fix->title = repair.title;
    fix->safety = repair.safety;
    fix->unsafe_because = repair.unsafe_because;
    return fix;
}

/* A record that comes or goes with the edit that was added last. */
static void fix_add_change(struct check *check,
                           struct fix *fix,
                           bool added,
                           const struct zone *zone,
                           const struct record *record,
                           struct bytes data)
{
    assert(fix->edits.count > 0);
    struct change change = {
        .added = added,
        .edit = fix->edits.count - 1,
        .zone = zone,
        .owner = record_owner(zone, record),
        .type = record->type,
        .ttl_seconds = record->ttl_seconds,
        .data = arena_copy(check->findings->arena, data),
    };
    VECTOR_PUSH(&fix->changes, change);
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
    struct fix *fix = fix_new(check, zone, record, repair);
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
    struct fix *fix = fix_new(check, zone, record, repair);
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
    struct fix *fix = fix_new(check, zone, record, repair);
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
    struct fix *fix = fix_new(check, zone, record, repair);
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
