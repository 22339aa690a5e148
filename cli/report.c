/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/report.h"

#include <assert.h>
#include <unistd.h>

#include "analyzer/rule.h"
#include "cli/run.h"
#include "cli/text.h"
#include "zones/path.h"

static const struct report_format formats[] = {
    {"full", report_write_full},
    {"concise", report_write_concise},
    {"json", report_write_json},
};

size_t report_format_count(void)
{
    return sizeof(formats) / sizeof(formats[0]);
}

const struct report_format *report_format_at(size_t index)
{
    return &formats[index];
}

const struct report_format *report_format_find(const char *name)
{
    for (size_t i = 0; i < report_format_count(); i++) {
        if (strcmp(formats[i].name, name) == 0) {
            return &formats[i];
        }
    }
    return NULL;
}

struct report report_of(const struct run *run, const struct findings *findings, bool fixing)
{
    return (struct report){
        .terms = &run->policies.terms,
        .set = run->set,
        .findings = findings,
        .errors = run->errors.items,
        .error_count = run->errors.count,
        .fixing = fixing,
        .stats = run->options->stats,
        .show_suppressed = run->options->show_suppressed,
        .seconds = run_seconds(run),
        .folder = getcwd(NULL, 0),
    };
}

void report_end(struct report *report)
{
    free(report->folder);
}

/* What is found in the new texts; NULL when there are none. */
static const struct findings *findings_after(const struct report *report)
{
    return report->result == NULL ? NULL : report->result->after;
}

size_t report_item_count(const struct report *report)
{
    const struct findings *after = findings_after(report);
    return report->findings->items.count + (after == NULL ? 0 : after->items.count);
}

/* Why a fix was not taken that the policy allows. That the policy does not allow one is told
 * anyway, and in all commands: finding_fix_needs(). */
static const char *not_fixed_because(const struct report *report, size_t index)
{
    const struct finding *finding = report->findings->items.items[index];
    if (report->result == NULL || finding->fix == NULL || finding_fix_needs(finding) != 0) {
        return NULL;
    }
    return report->result->outcomes[index].not_fixed_because;
}

bool report_item(const struct report *report,
                 enum report_scope scope,
                 size_t index,
                 struct report_item *ret_item)
{
    const struct fix_result *result = report->result;
    const struct findings *after = findings_after(report);
    size_t before_count = report->findings->items.count;
    if (index < before_count) {
        *ret_item = (struct report_item){
            .finding = report->findings->items.items[index],
            .set = report->set,
            .fixed = result != NULL && result->outcomes[index].fixed,
            .not_fixed_because = not_fixed_because(report, index),
        };
        return scope == REPORT_HISTORY || (!ret_item->fixed && !(report->written && after != NULL));
    }
    index -= before_count;
    assert(after != NULL && index < after->items.count);
    *ret_item = (struct report_item){
        .finding = after->items.items[index],
        .set = result->after_set,
        .after_fix = result->after_is_new[index],
    };
    return ret_item->after_fix || (scope == REPORT_LEFT && report->written);
}

bool report_listed(const struct report *report,
                   enum report_scope scope,
                   size_t index,
                   struct report_item *ret_item)
{
    return report_item(report, scope, index, ret_item) && finding_is_shown(ret_item->finding) &&
           (ret_item->finding->aside == FINDING_TOLD || report->show_suppressed);
}

bool report_fails(const struct report *report)
{
    for (size_t i = 0; i < report_item_count(report); i++) {
        struct report_item item;
        if (report_item(report, REPORT_LEFT, i, &item) && finding_fails(item.finding)) {
            return true;
        }
    }
    return false;
}

const char *report_relative(const struct report *report, const char *path)
{
    return path_shown_from(report->folder, path);
}

struct places report_places(const struct report *report, const struct zone_set *set)
{
    return (struct places){.set = set, .folder = report->folder};
}

const char *report_path(const struct report *report, const struct zone_set *set, uint32_t source)
{
    return places_path(report_places(report, set), source);
}

bool report_reference_next(const char **rest, struct bytes *ret_reference)
{
    const char *start = *rest;
    if (start == NULL || *start == '\0') {
        return false;
    }
    const char *end = strstr(start, "; ");
    *ret_reference = end == NULL ? bytes_from_string(start)
                                 : (struct bytes){(const uint8_t *)start, (size_t)(end - start)};
    *rest = end == NULL ? NULL : end + strlen("; ");
    return true;
}

static bool is_file(const char *path, struct file_id id)
{
    return file_id_equal(file_id_of(path), id);
}

/* A slip such as `--format json=db.example.com` must not cost a zone or a configuration: whether
 * the file is one that the options name, or one that is read because of them. */
static bool is_input(const struct zone_set *set, const struct options *options, struct file_id id)
{
    for (size_t i = 0; i < options->arguments.count; i++) {
        if (is_file(options->arguments.items[i], id)) {
            return true;
        }
    }
    for (size_t i = 0; i < options->named_confs.count; i++) {
        if (is_file(options->named_confs.items[i], id)) {
            return true;
        }
    }
    if (options->baseline != NULL && is_file(options->baseline, id)) {
        return true;
    }
    for (uint32_t i = 0; i < source_list_count(set->sources); i++) {
        const struct source *source = source_list_get(set->sources, i);
        struct file_id source_id = {source->identity.device, source->identity.inode};
        if (source->from_file && file_id_equal(id, source_id)) {
            return true;
        }
    }
    return false;
}

/* Whether a report that was written before this one went to the same file, by whatever name. */
static bool is_report(const struct options *options, size_t before, struct file_id id)
{
    for (size_t i = 0; i < before; i++) {
        const char *path = options->reports.items[i].path;
        if (path != NULL && is_file(path, id)) {
            return true;
        }
    }
    return false;
}

static bool request_may_be_written(const struct zone_set *set,
                                   const struct options *options,
                                   size_t index)
{
    const char *path = options->reports.items[index].path;
    struct file_id id = file_id_of(path);
    if (!file_id_is_set(id)) {
        return true;
    }
    if (is_input(set, options, id)) {
        message_print("%s: it is read in this run, so no report is written to it", path);
        return false;
    }
    if (is_report(options, index, id)) {
        message_print("%s: another report of this run is in it already", path);
        return false;
    }
    return true;
}

bool report_open(const struct zone_set *set,
                 const struct options *options,
                 size_t index,
                 FILE *standard,
                 struct output *output)
{
    const struct report_request *request = &options->reports.items[index];
    if (request->path == NULL) {
        *output = output_standard(standard, options->color);
        return true;
    }
    return request_may_be_written(set, options, index) &&
           output_open(output, request->path, options->color);
}

static bool write_request(const struct report *report,
                          const struct options *options,
                          size_t index,
                          FILE *standard)
{
    struct output output;
    if (!report_open(report->set, options, index, standard, &output)) {
        return false;
    }
    options->reports.items[index].format->write(report, &output);
    return output_close(&output);
}

bool report_write(const struct report *report, const struct options *options, FILE *standard)
{
    bool written = true;
    for (size_t i = 0; i < options->reports.count; i++) {
        written = write_request(report, options, i, standard) && written;
    }
    return written;
}
