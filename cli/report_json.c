/* SPDX-License-Identifier: BSD-3-Clause */
#include <inttypes.h>

#include <jansson.h>

#include "analyzer/rule.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/summary.h"
#include "cli/text.h"

/* Of the format. Within a version, keys are only added. */
enum { FORMAT_VERSION = 1 };

/* JSON is Unicode (RFC 8259 section 8.1) and zone files need not be: a byte that is part of no
 * character becomes U+FFFD, in texts and in paths. */
static json_t *json_from_bytes(struct bytes text)
{
    struct buffer valid = {0};
    for (size_t at = 0; at < text.length;) {
        struct character character = character_at(text, at);
        if (character.valid) {
            buffer_add(&valid, (struct bytes){text.data + at, character.length});
        } else {
            buffer_add_string(&valid, "\xef\xbf\xbd");
        }
        at += character.length;
    }
    json_t *json = json_stringn_nocheck(buffer_string(&valid), valid.length);
    buffer_free(&valid);
    return json;
}

static json_t *json_from_string(const char *string)
{
    return string == NULL ? json_null() : json_from_bytes(bytes_from_string(string));
}

static json_t *json_from_count(uint64_t count)
{
    return json_integer((json_int_t)count);
}

static json_t *json_from_name(const struct name *name)
{
    char text[NAME_TEXT_BYTES_MAX];
    return json_from_string(name_to_text(name, text));
}

static void add(json_t *object, const char *key, json_t *value)
{
    json_object_set_new_nocheck(object, key, value);
}

static json_t *json_from_location(const struct report *report,
                                  const struct zone_set *set,
                                  struct span span)
{
    uint64_t end = span.start + span.length;
    struct position first = source_list_position(set->sources, span.source, span.start);
    struct position behind = source_list_position(set->sources, span.source, end);
    json_t *location = json_object();
    add(location, "file", json_from_string(report_path(report, set, span.source)));
    add(location, "line", json_from_count(first.line));
    add(location, "column", json_from_count(first.column));
    add(location, "end_line", json_from_count(behind.line));
    add(location, "end_column", json_from_count(behind.column));
    add(location, "byte_start", json_from_count(span.start));
    add(location, "byte_end", json_from_count(end));
    return location;
}

static json_t *json_from_related(const struct report *report, const struct report_item *item)
{
    json_t *array = json_array();
    for (size_t i = 0; i < item->finding->related.count; i++) {
        const struct related *related = &item->finding->related.items[i];
        json_t *place = json_object();
        add(place, "message", json_from_string(related->message));
        add(place, "location", json_from_location(report, item->set, related->span));
        json_array_append_new(array, place);
    }
    return array;
}

static json_t *json_from_references(const char *references)
{
    json_t *array = json_array();
    struct bytes reference;
    while (report_reference_next(&references, &reference)) {
        json_array_append_new(array, json_from_bytes(reference));
    }
    return array;
}

static json_t *json_from_edits(const struct report *report,
                               const struct zone_set *set,
                               const struct fix *fix)
{
    json_t *array = json_array();
    for (size_t i = 0; i < fix->edits.count; i++) {
        const struct edit *edit = &fix->edits.items[i];
        json_t *object = json_object();
        add(object, "file", json_from_string(report_path(report, set, edit->span.source)));
        add(object, "byte_start", json_from_count(edit->span.start));
        add(object, "byte_end", json_from_count(edit->span.start + edit->span.length));
        add(object, "text", json_from_bytes(edit->text));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *json_from_fix(const struct report *report, const struct report_item *item)
{
    const struct fix *fix = item->finding->fix;
    if (fix == NULL) {
        return json_null();
    }
    json_t *object = json_object();
    add(object, "safety", json_from_string(fix_safety_text(fix->safety)));
    add(object, "title", json_from_string(fix->title));
    add(object, "edits", json_from_edits(report, item->set, fix));
    add(object, "unsafe_because", json_from_string(fix->unsafe_because));
    return object;
}

static json_t *json_from_item(const struct report *report, const struct report_item *item)
{
    const struct finding *finding = item->finding;
    const struct zone *zone = finding->zone;
    char type[RRTYPE_TEXT_BYTES];
    char fingerprint[2 * sizeof(finding->fingerprint) + 1];
    snprintf(fingerprint, sizeof(fingerprint), "%016" PRIx64, finding->fingerprint);
    json_t *object = json_object();
    add(object, "rule", json_from_string(finding->rule->name));
    add(object, "severity", json_from_string(severity_text(finding->severity)));
    add(object, "message", json_from_string(finding->message));
    add(object, "zone", zone == NULL ? json_null() : json_from_name(zone->apex));
    add(object, "view", json_from_string(zone == NULL ? NULL : zone->view));
    add(object, "owner", json_from_string(finding->owner));
    add(object, "type",
        json_from_string(finding->type == 0 ? NULL : rrtype_text(finding->type, type)));
    add(object, "location", json_from_location(report, item->set, finding->span));
    add(object, "related", json_from_related(report, item));
    add(object, "references", json_from_references(finding->references));
    add(object, "help", json_from_string(finding->help));
    add(object, "fix", json_from_fix(report, item));
    add(object, "fix_refused", json_from_string(finding->fix_refused));
    add(object, "fingerprint", json_from_string(fingerprint));
    add(object, "suppressed", json_null());
    if (report->fixing) {
        add(object, "fixed", json_boolean(item->fixed));
    }
    if (item->after_fix) {
        add(object, "after_fix", json_true());
    }
    return object;
}

static json_t *json_from_summary(const struct report *report)
{
    struct tally tally = tally_of(report);
    json_t *object = json_object();
    add(object, "files", json_from_count(tally.files));
    add(object, "zones", json_from_count(tally.zones));
    add(object, "records", json_from_count(tally.records));
    add(object, "error", json_from_count(tally.found[SEVERITY_ERROR]));
    add(object, "warning", json_from_count(tally.found[SEVERITY_WARNING]));
    add(object, "info", json_from_count(tally.found[SEVERITY_INFO]));
    add(object, "suppressed", json_from_count(0));
    add(object, "baseline", json_from_count(0));
    add(object, "fixed", json_from_count(tally.fixed));
    add(object, "unknown_targets", json_from_count(report->findings->unknown_targets));
    if (report->stats) {
        add(object, "bytes", json_from_count(tally.bytes));
        add(object, "seconds", json_real(report->seconds));
    }
    return object;
}

static json_t *json_from_serials(const struct report *report)
{
    json_t *array = json_array();
    size_t count = report->result == NULL ? 0 : report->result->serials.count;
    for (size_t i = 0; i < count; i++) {
        const struct serial_change *serial = &report->result->serials.items[i];
        json_t *object = json_object();
        add(object, "zone", json_from_name(serial->zone->apex));
        add(object, "file", json_from_string(report_path(report, report->set, serial->source)));
        add(object, "old", json_from_count(serial->old_serial));
        add(object, "new", json_from_count(serial->new_serial));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *json_from_errors(const struct report *report)
{
    json_t *array = json_array();
    for (size_t i = 0; i < report->error_count; i++) {
        json_t *object = json_object();
        add(object, "file", json_from_string(report_relative(report, report->errors[i].path)));
        add(object, "message", json_from_string(report->errors[i].message));
        json_array_append_new(array, object);
    }
    return array;
}

/* Writes a value and forgets it. Numbers of seconds need no seventeen digits. */
static void write_value(struct output *output, json_t *value)
{
    json_dumpf(value, output->file, JSON_ENCODE_ANY | JSON_REAL_PRECISION(6));
    json_decref(value);
}

static void begin_document(struct output *output)
{
    fprintf(output->file, "{\"version\": %d, \"program\": \"%s\",\n", FORMAT_VERSION,
            program_version);
}

/* One finding at a time is turned into objects: a million of them would need gigabytes. */
static void write_findings(const struct report *report, struct output *output)
{
    const char *separator = "\n  ";
    fputs(" \"findings\": [", output->file);
    for (size_t i = 0; i < report_item_count(report) && output_works(output); i++) {
        struct report_item item;
        if (report_listed(report, REPORT_HISTORY, i, &item)) {
            fputs(separator, output->file);
            write_value(output, json_from_item(report, &item));
            separator = ",\n  ";
        }
    }
    fputs("],\n", output->file);
}

void report_write_json(const struct report *report, struct output *output)
{
    begin_document(output);
    write_findings(report, output);
    fputs(" \"summary\": ", output->file);
    write_value(output, json_from_summary(report));
    fputs(",\n \"serials\": ", output->file);
    write_value(output, json_from_serials(report));
    fputs(",\n \"errors\": ", output->file);
    write_value(output, json_from_errors(report));
    fputs("}\n", output->file);
}

void rules_write_json(struct output *output)
{
    begin_document(output);
    fputs(" \"rules\": [", output->file);
    for (size_t i = 0; i < rule_count(); i++) {
        const struct rule *rule = rule_at(i);
        json_t *object = json_object();
        add(object, "name", json_from_string(rule->name));
        add(object, "severity", json_from_string(severity_text(rule->severity)));
        add(object, "fix", json_from_string(fix_safety_text(rule->fix)));
        add(object, "scope", json_from_string(rule_scope_text(rule->scope)));
        add(object, "summary", json_from_string(rule->summary));
        add(object, "references", json_from_references(rule->references));
        fputs(i == 0 ? "\n  " : ",\n  ", output->file);
        write_value(output, object);
    }
    fputs("]}\n", output->file);
}
