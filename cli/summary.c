/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/summary.h"

#include <inttypes.h>
#include <stdlib.h>

#include "analyzer/baseline.h"
#include "analyzer/rule.h"
#include "cli/options.h"
#include "cli/text.h"

static int pointer_compare(const void *a, const void *b)
{
    uintptr_t first = *(const uintptr_t *)a;
    uintptr_t second = *(const uintptr_t *)b;
    return (first > second) - (first < second);
}

/* How many different zones the findings are about that are left and shown. Findings come file by
 * file, so that a zone is mostly noted once. */
static uint64_t count_zones_left(const struct report *report)
{
    VECTOR(uintptr_t) zones = {0};
    for (size_t i = 0; i < report_item_count(report); i++) {
        struct report_item item;
        if (report_listed(report, REPORT_LEFT, i, &item) && item.finding->zone != NULL &&
            item.finding->aside == FINDING_TOLD) {
            uintptr_t zone = (uintptr_t)item.finding->zone;
            if (zones.count == 0 || zones.items[zones.count - 1] != zone) {
                VECTOR_PUSH(&zones, zone);
            }
        }
    }
    uint64_t count = 0;
    if (zones.count > 0) {
        qsort(zones.items, zones.count, sizeof(zones.items[0]), pointer_compare);
    }
    for (size_t i = 0; i < zones.count; i++) {
        count += i == 0 || zones.items[i] != zones.items[i - 1];
    }
    VECTOR_FREE(&zones);
    return count;
}

static void count_findings(const struct report *report, struct tally *tally)
{
    for (size_t i = 0; i < report_item_count(report); i++) {
        struct report_item item;
        if (report_item(report, REPORT_HISTORY, i, &item) &&
            (item.finding->aside == FINDING_TOLD || item.fixed)) {
            tally->found[item.finding->severity]++;
            tally->fixed += item.fixed;
        }
        if (!report_item(report, REPORT_LEFT, i, &item)) {
            continue;
        }
        if (item.finding->aside != FINDING_TOLD) {
            tally->aside[item.finding->aside]++;
            continue;
        }
        tally->left[item.finding->severity]++;
        tally->hidden[item.finding->severity] += !finding_is_shown(item.finding);
        if (item.finding->fix != NULL) {
            unsigned needs = finding_fix_needs(item.finding);
            tally->fixable += needs == 0;
            tally->fixable_unsafe += needs == FIX_NEEDS_UNSAFE;
        }
    }
}

/* In the text that the files hold when the run is done. */
static uint64_t count_stale(const struct report *report)
{
    const struct fix_result *result = report->result;
    if (report->terms->baseline == NULL) {
        return 0;
    }
    bool after = report->written && result->after != NULL;
    return baseline_count_stale(report->terms->baseline, after ? result->after : report->findings,
                                after ? result->after_set : report->set, report->terms);
}

struct tally tally_of(const struct report *report)
{
    struct tally tally = {
        .files = source_list_count(report->set->sources),
        .zones = report->set->zones.count,
    };
    for (uint32_t i = 0; i < tally.files; i++) {
        tally.bytes += source_list_get(report->set->sources, i)->text.length;
    }
    for (size_t i = 0; i < report->set->zones.count; i++) {
        tally.records += report->set->zones.items[i]->records.count;
    }
    count_findings(report, &tally);
    tally.zones_left = count_zones_left(report);
    tally.baseline_stale = count_stale(report);
    return tally;
}

static void add_fixed_findings(const struct report *report, struct buffer *text)
{
    for (size_t i = 0; i < report->findings->items.count; i++) {
        struct report_item item;
        report_item(report, REPORT_HISTORY, i, &item);
        const struct finding *finding = item.finding;
        if (!item.fixed && item.not_fixed_because == NULL) {
            continue;
        }
        struct position position =
            source_list_position(item.set->sources, finding->span.source, finding->span.start);
        const char *word = !item.fixed ? "not fixed" : report->written ? "fixed" : "would fix";
        text_show_format(text, "%s %s:%" PRIu64 ":%" PRIu64 ": %s: %s", word,
                         report_path(report, item.set, finding->span.source), position.line,
                         position.column, finding->rule->name,
                         !item.fixed            ? item.not_fixed_because
                         : finding->fix != NULL ? finding->fix->title
                                                : finding->message);
        buffer_add_byte(text, '\n');
    }
}

/* The records that come and go, as a name server would see them. */
static void add_changed_records(const struct fix_result *result, struct buffer *text)
{
    struct buffer record = {0};
    for (size_t i = 0; i < result->changes.count; i++) {
        const struct change *change = &result->changes.items[i];
        char name[NAME_TEXT_BYTES_MAX];
        char type[RRTYPE_TEXT_BYTES];
        buffer_clear(&record);
        buffer_add_format(&record, "  %c %s %" PRIu32 " %s ", change->added ? '+' : '-',
                          name_to_text(change->owner, name), change->ttl_seconds,
                          rrtype_text(change->type, type));
        rdata_to_text(change->type, change->data, &record);
        text_show(buffer_bytes(&record), text);
        buffer_add_byte(text, '\n');
    }
    buffer_free(&record);
}

static void add_serials(const struct report *report, struct buffer *text)
{
    for (size_t i = 0; i < report->result->serials.count; i++) {
        const struct serial_change *serial = &report->result->serials.items[i];
        char name[NAME_TEXT_BYTES_MAX];
        text_show_format(text, "  serial of %s %" PRIu32 " -> %" PRIu32 " in %s",
                         name_to_text(serial->zone->apex, name), serial->old_serial,
                         serial->new_serial, report_path(report, report->set, serial->source));
        buffer_add_byte(text, '\n');
    }
}

void summary_add_fixes(const struct report *report, struct buffer *text)
{
    if (report->result != NULL) {
        add_fixed_findings(report, text);
        add_changed_records(report->result, text);
        add_serials(report, text);
    }
}

/* `3 errors, 1 warning`; nothing when there are none. */
static void add_severities(const uint64_t counts[SEVERITY_COUNT], struct buffer *text)
{
    size_t start = text->length;
    for (int severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--) {
        if (counts[severity] > 0) {
            buffer_add_string(text, text->length == start ? "" : ", ");
            text_add_count(text, counts[severity], severity_text((enum severity)severity));
        }
    }
}

static void add_fixed_count(const struct report *report,
                            const struct tally *tally,
                            struct buffer *text)
{
    if (tally->fixed == 0) {
        buffer_add_string(text, "nothing fixed; ");
        return;
    }
    buffer_add_string(text, report->written ? "fixed " : "would fix ");
    text_add_count(text, tally->fixed, "finding");
    buffer_add_string(text, " in ");
    text_add_count(text, report->result->files.count, "file");
    buffer_add_string(text, report->written ? "; " : " (nothing is written); ");
}

static void add_left(const struct report *report, const struct tally *tally, struct buffer *text)
{
    size_t start = text->length;
    uint64_t shown[SEVERITY_COUNT];
    for (int severity = 0; severity < SEVERITY_COUNT; severity++) {
        shown[severity] = tally->left[severity] - tally->hidden[severity];
    }
    add_severities(shown, text);
    bool none = text->length == start;
    if (none) {
        buffer_add_string(text, "no findings");
    }
    buffer_add_string(text, report->fixing ? " left in " : " in ");
    if (!none && tally->zones > 1) {
        buffer_add_format(text, "%" PRIu64 " of ", tally->zones_left);
    }
    text_add_count(text, tally->zones, "zone");
}

static void add_fixable(const struct report *report, const struct tally *tally, struct buffer *text)
{
    bool first = true;
    if (tally->fixable > 0 && !report->fixing) {
        buffer_add_format(text, "; %" PRIu64 " fixable with zonetidy fix", tally->fixable);
        first = false;
    }
    if (tally->fixable_unsafe > 0) {
        buffer_add_format(text, "%s%" PRIu64 " %s with --unsafe-fixes", first ? "; " : ", ",
                          tally->fixable_unsafe, first ? "fixable" : "more");
    }
}

void summary_add_counts(const struct report *report, struct buffer *text)
{
    struct tally tally = tally_of(report);
    if (report->fixing) {
        add_fixed_count(report, &tally, text);
    }
    add_left(report, &tally, text);
    add_fixable(report, &tally, text);
    struct buffer hidden = {0};
    add_severities(tally.hidden, &hidden);
    if (hidden.length > 0) {
        buffer_add_format(text, "; %s hidden (--show info)", buffer_string(&hidden));
    }
    buffer_free(&hidden);
    if (tally.aside[FINDING_SUPPRESSED] > 0) {
        buffer_add_format(text, "; %" PRIu64 " suppressed", tally.aside[FINDING_SUPPRESSED]);
    }
    if (tally.aside[FINDING_IN_BASELINE] > 0) {
        buffer_add_format(text, "; %" PRIu64 " in the baseline", tally.aside[FINDING_IN_BASELINE]);
    }
    if (report->findings->unknown_targets > 0) {
        buffer_add_string(text, "; ");
        text_add_count(text, report->findings->unknown_targets, "name");
        buffer_add_string(text, " outside the loaded zones");
    }
    if (report->error_count > 0) {
        buffer_add_string(text, "; ");
        text_add_count(text, report->error_count, "path");
        buffer_add_string(text, " unread");
    }
    if (tally.baseline_stale > 0) {
        buffer_add_format(text, "; %" PRIu64 " baseline %s stale (zonetidy baseline prune)",
                          tally.baseline_stale,
                          tally.baseline_stale == 1 ? "entry is" : "entries are");
    }
    buffer_add_byte(text, '\n');
}

void summary_add_stats(const struct report *report, struct buffer *text)
{
    struct tally tally = tally_of(report);
    buffer_add_string(text, "read ");
    text_add_count(text, tally.files, "file");
    buffer_add_string(text, ", ");
    text_add_count(text, tally.records, "record");
    buffer_add_string(text, ", ");
    text_add_count(text, tally.bytes, "byte");
    buffer_add_format(text, " in %.3f s\n", report->seconds);
}

void summary_print(const struct report *report, const struct options *options)
{
    struct buffer text = {0};
    if (!options->quiet) {
        if (report->fixing) {
            summary_add_fixes(report, &text);
        }
        /* With no zone at all, that there are no findings would be no news but a false comfort. */
        if (report->set->zones.count > 0) {
            summary_add_counts(report, &text);
        }
    }
    if (options->stats) {
        summary_add_stats(report, &text);
    }
    struct output output = output_standard(stderr, COLOR_NEVER);
    fflush(stdout);
    output_write(&output, buffer_bytes(&text));
    output_close(&output);
    buffer_free(&text);
}
