/* SPDX-License-Identifier: BSD-3-Clause */
#include <assert.h>

#include "analyzer/custom_view.h"
#include "analyzer/proposal.h"
#include "analyzer/rules/target.h"
#include "zones/rdata_fields.h"
#include "zones/record_text.h"

/* ---- Messages */

/* A text of a record has any octets; in a message it is what a zone file would have between
 * quotes. */
static void add_text(struct bytes octets, struct buffer *text)
{
    for (size_t i = 0; i < octets.length; i++) {
        quoted_octet_to_text(octets.data[i], text);
    }
}

static void add_field(const struct custom_view *view,
                      const struct rdata_field *field,
                      struct buffer *text)
{
    struct buffer value = {0};
    rdata_field_to_text(field, custom_view_wire(view), &value);
    if (field->kind == RDATA_FIELD_TEXT) {
        add_text(buffer_bytes(&value), text);
    } else {
        buffer_add(text, buffer_bytes(&value));
    }
    buffer_free(&value);
}

static void add_target_end(const struct custom_view *view, struct buffer *text)
{
    struct answer answer;
    custom_view_resolve(view, &answer);
    buffer_add_string(text, check_name(view->check, answer.name));
}

/* Words that only a rule for records has. */
static void add_record_word(const struct custom_view *view,
                            const struct custom_message_part *part,
                            struct buffer *text)
{
    const struct zone *zone = view->zone;
    const struct record *record = view->record;
    assert(record != NULL);
    switch (part->word) {
    case CUSTOM_WORD_TEXT:
    case CUSTOM_WORD_ZONE:
        break;
    case CUSTOM_WORD_OWNER:
        name_wire_to_text(name_wire(record_owner(zone, record)), text);
        break;
    case CUSTOM_WORD_TYPE:
        rrtype_to_text(record->type, text);
        break;
    case CUSTOM_WORD_TTL:
        buffer_add_format(text, "%u", (unsigned)record->ttl_seconds);
        break;
    case CUSTOM_WORD_RDATA:
        rdata_to_text(record->type, custom_view_wire(view), text);
        break;
    case CUSTOM_WORD_FIELD:
        add_field(view, &part->fields[view->type], text);
        break;
    case CUSTOM_WORD_TARGET:
        name_wire_to_text(name_wire(record_host(zone, record)), text);
        break;
    case CUSTOM_WORD_TARGET_END:
        add_target_end(view, text);
        break;
    }
}

static void add_word(const struct custom_view *view,
                     const struct custom_message_part *part,
                     struct buffer *text)
{
    if (part->word == CUSTOM_WORD_TEXT) {
        buffer_add(text, part->text);
    } else if (part->word == CUSTOM_WORD_ZONE) {
        name_wire_to_text(name_wire(view->zone->apex), text);
    } else {
        add_record_word(view, part, text);
    }
}

/* The message about what is looked at, in scratch. */
static const char *message_text(const struct custom_view *view)
{
    struct custom_message message = view->rule->message;
    struct buffer text = {0};
    for (size_t i = 0; i < message.count; i++) {
        size_t start = text.length;
        add_word(view, &message.parts[i], &text);
        bool is_value = message.parts[i].word != CUSTOM_WORD_TEXT;
        if (is_value && text.length - start > CUSTOM_WORD_BYTES_MAX) {
            text.length = start + CUSTOM_WORD_BYTES_MAX;
            buffer_add_string(&text, "...");
        }
    }
    const char *copy = (const char *)arena_copy(view->check->scratch, buffer_bytes(&text)).data;
    buffer_free(&text);
    return copy;
}

/* ---- Places */

static struct span span_of_field(const struct record_text *text, size_t index)
{
    const struct field *field = &text->entry.fields[index];
    return (struct span){field->start, (uint32_t)(field->end - field->start), text->span.source};
}

/* A field that is some words goes up to the end of the entry: no other field is behind it. */
static struct span span_of_data(const struct record_text *text, const struct rdata_field *field)
{
    struct span span = record_text_data(text, field->index);
    if (!field->is_word) {
        span.length = (uint32_t)(text->span.start + text->span.length - span.start);
    }
    return span;
}

static struct span span_of_wrong(const struct custom_view *view,
                                 const struct custom_condition *wrong,
                                 const struct record_text *text)
{
    struct rdata_field host;
    switch (wrong->subject) {
    case CUSTOM_TYPE:
        return span_of_field(text, text->parts.type);
    case CUSTOM_TTL:
        if (text->parts.ttl != ENTRY_FIELD_NONE) {
            return span_of_field(text, text->parts.ttl);
        }
        break;
    case CUSTOM_OWNER:
        if (text->parts.owner != ENTRY_FIELD_NONE && !text->entry.owner_inherited) {
            return span_of_field(text, text->parts.owner);
        }
        break;
    case CUSTOM_FIELD:
        if (!text->generic) {
            return span_of_data(text, &wrong->fields[view->type]);
        }
        break;
    case CUSTOM_TARGET:
        if (!text->generic) {
            host = rdata_field_at(view->record->type, rdata_host_field(view->record->type));
            return span_of_data(text, &host);
        }
        break;
    case CUSTOM_ZONE:
    case CUSTOM_RECORDS:
        break;
    }
    return text->span;
}

static struct finding *report_record(const struct custom_view *view,
                                     const struct custom_condition *wrong)
{
    struct check *check = view->check;
    struct finding *finding = check_report_record(check, view->zone, view->record, RECORD_WHOLE,
                                                  "%s", message_text(view));
    struct record_text text;
    record_text_read(&text, check->set->sources, view->zone, view->record);
    finding->span = span_of_wrong(view, wrong, &text);
    record_text_end(&text);
    return finding;
}

/* A rule of zones speaks of the record that must not be there, else of the zone as a whole. */
static struct finding *report_zone(const struct custom_view *view,
                                   const struct custom_condition *wrong)
{
    const struct zone *zone = view->zone;
    bool is_forbidden = view->rule->forbid.count > 0 && wrong >= view->rule->forbid.items &&
                        wrong < view->rule->forbid.items + view->rule->forbid.count;
    const struct record *record = zone_record(zone, zone->soa);
    if (is_forbidden && wrong->subject == CUSTOM_RECORDS) {
        record = custom_records_find(view, &wrong->records);
    }
    const char *message = message_text(view);
    if (record != NULL) {
        return check_report_record(view->check, zone, record, RECORD_WHOLE, "%s", message);
    }
    return check_report(view->check, zone, (struct span){0, 0, zone->source}, "%s", message);
}

/* ---- Fixes */

/* A TTL with units takes the place of one with units; elsewhere it is written in seconds, which
 * every reader of zone files knows (RFC 1035 section 5.1). */
static const char *ttl_word(const struct custom_view *view)
{
    const struct custom_fix *fix = &view->rule->fix;
    struct record_text text;
    record_text_read(&text, view->check->set->sources, view->zone, view->record);
    bool has_units = false;
    if (text.parts.ttl != ENTRY_FIELD_NONE) {
        const struct field *ttl = &text.entry.fields[text.parts.ttl];
        has_units = !byte_is_digit(ttl->text[ttl->length - 1]);
    }
    record_text_end(&text);
    return has_units ? fix->value : check_format(view->check, "%u", (unsigned)fix->ttl_seconds);
}

static void propose(const struct custom_view *view, struct finding *finding)
{
    const struct custom_rule *rule = view->rule;
    bool is_ttl = rule->fix.kind == CUSTOM_FIX_TTL;
    const char *subject = is_ttl ? "the TTL" : rule->fix.values[view->type].field.name;
    const char *word = is_ttl ? ttl_word(view) : rule->fix.value;
    struct repair repair = {
        .title = check_format(view->check, "set %s to %s", subject, word),
        .safety = rule->fix.is_safe ? FIX_SAFE : FIX_UNSAFE,
        .unsafe_because = rule->fix.is_safe
                              ? NULL
                              : "the policy says what to set, and not that it is safe everywhere",
    };
    if (is_ttl) {
        struct new_ttl new_ttl = {rule->fix.ttl_seconds, word};
        propose_ttl(view->check, finding, view->zone, view->record, new_ttl, repair);
        return;
    }
    const struct custom_fix_value *value = &rule->fix.values[view->type];
    struct new_field new_field = {&value->field, value->octets, value->word};
    propose_field(view->check, finding, view->zone, view->record, new_field, repair);
}

/* ---- The finding */

static bool asks_about_target(const struct custom_rule *rule)
{
    const struct custom_conditions all[] = {rule->match, rule->require, rule->forbid};
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        for (size_t k = 0; k < all[i].count; k++) {
            if (all[i].items[k].subject == CUSTOM_TARGET) {
                return true;
            }
        }
    }
    for (size_t i = 0; i < rule->message.count; i++) {
        if (rule->message.parts[i].word == CUSTOM_WORD_TARGET_END) {
            return true;
        }
    }
    return false;
}

void custom_report(const struct custom_view *view, const struct custom_condition *wrong)
{
    const struct custom_rule *rule = view->rule;
    struct finding *finding =
        view->record == NULL ? report_zone(view, wrong) : report_record(view, wrong);
    finding->why = rule->why;
    if (view->record == NULL) {
        return;
    }
    if (asks_about_target(rule)) {
        struct answer answer;
        custom_view_resolve(view, &answer);
        check_relate_path(view->check, finding, &answer);
    }
    target_note_record(view->check, finding, view->zone, view->record);
    if (rule->fix.kind != CUSTOM_FIX_NOTHING) {
        propose(view, finding);
    }
}
