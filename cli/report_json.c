/* SPDX-License-Identifier: BSD-3-Clause */
#include <inttypes.h>

#include <jansson.h>

#include "analyzer/rule.h"
#include "cli/json.h"
#include "cli/report.h"
#include "cli/summary.h"

static json_t *json_from_related(const struct report *report, const struct report_item *item)
{
    json_t *array = json_array();
    for (size_t i = 0; i < item->finding->related.count; i++) {
        const struct related *related = &item->finding->related.items[i];
        json_t *place = json_object();
        json_add(place, "message", json_from_string(related->message));
        json_add(place, "location",
                 json_from_location(report_places(report, item->set), related->span));
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
        json_add(object, "file", json_from_string(report_path(report, set, edit->span.source)));
        json_add(object, "byte_start", json_from_count(edit->span.start));
        json_add(object, "byte_end", json_from_count(edit->span.start + edit->span.length));
        json_add(object, "text", json_from_bytes(edit->text));
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
    json_add(object, "safety", json_from_string(fix_safety_text(fix->safety)));
    json_add(object, "title", json_from_string(fix->title));
    json_add(object, "edits", json_from_edits(report, item->set, fix));
    json_add(object, "unsafe_because", json_from_string(fix->unsafe_because));
    return object;
}

static json_t *json_from_replies(const struct finding *finding)
{
    json_t *array = json_array();
    const char *reply;
    size_t at = 0;
    while ((reply = policy_reply_next(finding->policy->policy, finding->rule_number, &at)) !=
           NULL) {
        json_array_append_new(array, json_from_string(reply));
    }
    return array;
}

static json_t *json_from_aside(const struct finding *finding)
{
    static const char *const reasons[] = {
        [FINDING_SUPPRESSED] = "comment",
        [FINDING_IN_BASELINE] = "baseline",
    };
    if (finding->aside == FINDING_TOLD) {
        return json_null();
    }
    json_t *object = json_object();
    json_add(object, "by", json_from_string(reasons[finding->aside]));
    json_add(object, "reason", json_from_string(finding->aside_reason));
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
    json_add(object, "rule", json_from_string(finding->rule->name));
    json_add(object, "severity", json_from_string(severity_text(finding->severity)));
    json_add(object, "message", json_from_string(finding->message));
    json_add(object, "zone", zone == NULL ? json_null() : json_from_name(zone->apex));
    json_add(object, "view", json_from_string(zone == NULL ? NULL : zone->view));
    json_add(object, "owner", json_from_string(finding->owner));
    json_add(object, "type",
             json_from_string(finding->type == 0 ? NULL : rrtype_text(finding->type, type)));
    json_add(object, "location",
             json_from_location(report_places(report, item->set), finding->span));
    json_add(object, "related", json_from_related(report, item));
    json_add(object, "references", json_from_references(finding->references));
    json_add(object, "help", json_from_string(finding->help));
    json_add(object, "replies", json_from_replies(finding));
    json_add(object, "fix", json_from_fix(report, item));
    json_add(object, "fix_refused", json_from_string(finding->fix_refused));
    json_add(object, "fingerprint", json_from_string(fingerprint));
    json_add(object, "suppressed", json_from_aside(finding));
    if (report->fixing) {
        json_add(object, "fixed", json_boolean(item->fixed));
    }
    if (item->after_fix) {
        json_add(object, "after_fix", json_true());
    }
    return object;
}

static json_t *json_from_summary(const struct report *report)
{
    struct tally tally = tally_of(report);
    json_t *object = json_object();
    json_add(object, "files", json_from_count(tally.files));
    json_add(object, "zones", json_from_count(tally.zones));
    json_add(object, "records", json_from_count(tally.records));
    json_add(object, "error", json_from_count(tally.found[SEVERITY_ERROR]));
    json_add(object, "warning", json_from_count(tally.found[SEVERITY_WARNING]));
    json_add(object, "info", json_from_count(tally.found[SEVERITY_INFO]));
    json_add(object, "suppressed", json_from_count(tally.aside[FINDING_SUPPRESSED]));
    json_add(object, "baseline", json_from_count(tally.aside[FINDING_IN_BASELINE]));
    json_add(object, "baseline_stale", json_from_count(tally.baseline_stale));
    json_add(object, "fixed", json_from_count(tally.fixed));
    json_add(object, "unknown_targets", json_from_count(report->findings->unknown_targets));
    if (report->stats) {
        json_add(object, "bytes", json_from_count(tally.bytes));
        json_add(object, "seconds", json_real(report->seconds));
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
        json_add(object, "zone", json_from_name(serial->zone->apex));
        json_add(object, "file",
                 json_from_string(report_path(report, report->set, serial->source)));
        json_add(object, "old", json_from_count(serial->old_serial));
        json_add(object, "new", json_from_count(serial->new_serial));
        json_array_append_new(array, object);
    }
    return array;
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
            json_write(output, json_from_item(report, &item));
            separator = ",\n  ";
        }
    }
    fputs("],\n", output->file);
}

void report_write_json(const struct report *report, struct output *output)
{
    json_begin_document(output);
    write_findings(report, output);
    fputs(" \"summary\": ", output->file);
    json_write(output, json_from_summary(report));
    fputs(",\n \"serials\": ", output->file);
    json_write(output, json_from_serials(report));
    fputs(",\n \"errors\": ", output->file);
    json_write(output, json_from_errors(report->folder, report->errors, report->error_count));
    fputs("}\n", output->file);
}

void rules_write_json(struct output *output)
{
    json_begin_document(output);
    fputs(" \"rules\": [", output->file);
    for (size_t i = 0; i < rule_count(); i++) {
        const struct rule *rule = rule_at(i);
        json_t *object = json_object();
        json_add(object, "name", json_from_string(rule->name));
        json_add(object, "family", json_from_string(rule->family));
        json_add(object, "severity", json_from_string(severity_text(rule->severity)));
        json_add(object, "fix", json_from_string(fix_safety_text(rule->fix)));
        json_add(object, "scope", json_from_string(rule_scope_text(rule->scope)));
        json_add(object, "summary", json_from_string(rule->summary));
        json_add(object, "references", json_from_references(rule->references));
        fputs(i == 0 ? "\n  " : ",\n  ", output->file);
        json_write(output, object);
    }
    fputs("]}\n", output->file);
}
