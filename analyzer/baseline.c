/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/baseline.h"

#include <assert.h>
#include <stdlib.h>

#include "analyzer/baseline_judge.h"
#include "analyzer/rule.h"

struct baseline *baseline_new(void)
{
    struct baseline *baseline = memory_get_zeroed(1, sizeof(*baseline));
    baseline->arena = arena_new();
    return baseline;
}

void baseline_free(struct baseline *baseline)
{
    if (baseline != NULL) {
        VECTOR_FREE(&baseline->rows);
        VECTOR_FREE(&baseline->entries);
        arena_free(baseline->arena);
        free(baseline);
    }
}

static const char *copy_string(struct arena *arena, const char *string)
{
    return string == NULL ? NULL : arena_copy_string(arena, string);
}

void baseline_add(struct baseline *baseline, const struct baseline_entry *entry)
{
    struct arena *arena = baseline->arena;
    struct baseline_entry copy = {
        .rule = copy_string(arena, entry->rule),
        .zone = copy_string(arena, entry->zone),
        .view = copy_string(arena, entry->view),
        .owner = copy_string(arena, entry->owner),
        .type = copy_string(arena, entry->type),
        .message = copy_string(arena, entry->message),
        .fingerprint = entry->fingerprint,
        .count = entry->count,
        .number = baseline->entries.count,
    };
    VECTOR_PUSH(&baseline->entries, copy);
}

static int compare_strings(const char *a, const char *b)
{
    return strcmp(a == NULL ? "" : a, b == NULL ? "" : b);
}

static int compare_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int entry_compare(const void *a, const void *b)
{
    const struct baseline_entry *entry_a = a;
    const struct baseline_entry *entry_b = b;
    const char *const keys[][2] = {
        {entry_a->zone, entry_b->zone},   {entry_a->view, entry_b->view},
        {entry_a->owner, entry_b->owner}, {entry_a->type, entry_b->type},
        {entry_a->rule, entry_b->rule},
    };
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        int order = compare_strings(keys[i][0], keys[i][1]);
        if (order != 0) {
            return order;
        }
    }
    int order = compare_numbers(entry_a->fingerprint, entry_b->fingerprint);
    return order != 0 ? order : compare_numbers(entry_a->number, entry_b->number);
}

static int row_compare(const void *a, const void *b)
{
    const struct baseline_row *row_a = a;
    const struct baseline_row *row_b = b;
    return compare_numbers(row_a->fingerprint, row_b->fingerprint);
}

const struct baseline_entry *baseline_settle(struct baseline *baseline)
{
    size_t count = baseline->entries.count;
    baseline->rows.count = 0;
    if (count > 1) {
        qsort(baseline->entries.items, count, sizeof(baseline->entries.items[0]), entry_compare);
    }
    for (size_t i = 0; i < count; i++) {
        struct baseline_row row = {baseline->entries.items[i].fingerprint, i};
        VECTOR_PUSH(&baseline->rows, row);
    }
    if (count > 1) {
        qsort(baseline->rows.items, count, sizeof(baseline->rows.items[0]), row_compare);
    }
    for (size_t i = 1; i < count; i++) {
        const struct baseline_row *row = &baseline->rows.items[i];
        if (row->fingerprint == row[-1].fingerprint) {
            const struct baseline_entry *one = &baseline->entries.items[row->entry];
            const struct baseline_entry *other = &baseline->entries.items[row[-1].entry];
            return one->number > other->number ? one : other;
        }
    }
    return NULL;
}

/* The index of the entry with this fingerprint; SIZE_MAX when there is none. */
static size_t entry_find(const struct baseline *baseline, uint64_t fingerprint)
{
    struct baseline_row key = {.fingerprint = fingerprint};
    if (baseline->rows.count == 0) {
        return SIZE_MAX;
    }
    const struct baseline_row *row =
        bsearch(&key, baseline->rows.items, baseline->rows.count, sizeof(key), row_compare);
    return row == NULL ? SIZE_MAX : row->entry;
}

/* Adds `count` findings like this one. */
static void add_finding(struct baseline *baseline, const struct finding *finding, uint64_t count)
{
    const struct subject *subject = &finding->subject;
    char name[NAME_TEXT_BYTES_MAX];
    char type[RRTYPE_TEXT_BYTES];
    struct baseline_entry entry = {
        .rule = finding->rule->name,
        .owner = subject->owner,
        .type = subject->type == 0 ? NULL : rrtype_text(subject->type, type),
        .message = finding->message,
        .fingerprint = finding->fingerprint,
        .count = count,
    };
    if (subject->zone != NULL) {
        entry.zone = name_to_text(subject->zone->apex, name);
        entry.view = subject->zone->view;
    }
    baseline_add(baseline, &entry);
}

static int finding_compare(const void *a, const void *b)
{
    const struct finding *finding_a = *(const struct finding *const *)a;
    const struct finding *finding_b = *(const struct finding *const *)b;
    int order = compare_numbers(finding_a->fingerprint, finding_b->fingerprint);
    return order != 0 ? order : strcmp(finding_a->message, finding_b->message);
}

/* The message of several is the one that comes first as text, whatever the order of the files. */
struct baseline *baseline_of(const struct findings *findings)
{
    struct baseline *baseline = baseline_new();
    VECTOR(const struct finding *) sorted = {0};
    for (size_t i = 0; i < findings->items.count; i++) {
        const struct finding *finding = findings->items.items[i];
        if (finding->aside != FINDING_SUPPRESSED) {
            VECTOR_PUSH(&sorted, finding);
        }
    }
    if (sorted.count > 1) {
        qsort(sorted.items, sorted.count, sizeof(sorted.items[0]), finding_compare);
    }
    for (size_t start = 0, end; start < sorted.count; start = end) {
        end = start + 1;
        while (end < sorted.count &&
               sorted.items[end]->fingerprint == sorted.items[start]->fingerprint) {
            end++;
        }
        add_finding(baseline, sorted.items[start], end - start);
    }
    VECTOR_FREE(&sorted);
    const struct baseline_entry *repeated = baseline_settle(baseline);
    assert(repeated == NULL);
    (void)repeated;
    return baseline;
}

void baseline_mark(struct findings *findings, const struct baseline *baseline)
{
    if (baseline == NULL) {
        return;
    }
    uint64_t *used = memory_get_zeroed(baseline->entries.count + 1, sizeof(*used));
    for (size_t i = 0; i < findings->items.count; i++) {
        struct finding *finding = findings->items.items[i];
        if (finding->aside == FINDING_SUPPRESSED) {
            continue;
        }
        /* One that was taken over from another analysis may be marked already. */
        finding->aside = FINDING_TOLD;
        size_t entry = entry_find(baseline, finding->fingerprint);
        if (entry != SIZE_MAX && used[entry] < baseline->entries.items[entry].count) {
            finding->aside = FINDING_IN_BASELINE;
            used[entry]++;
        }
    }
    free(used);
}

/* How many findings there are of each entry; to be freed. */
static uint64_t *count_findings(const struct baseline *baseline, const struct findings *findings)
{
    uint64_t *counts = memory_get_zeroed(baseline->entries.count + 1, sizeof(*counts));
    for (size_t i = 0; i < findings->items.count; i++) {
        const struct finding *finding = findings->items.items[i];
        size_t entry = entry_find(baseline, finding->fingerprint);
        if (entry != SIZE_MAX && finding->aside != FINDING_SUPPRESSED) {
            counts[entry]++;
        }
    }
    return counts;
}

size_t baseline_count_stale(const struct baseline *baseline,
                            const struct findings *findings,
                            const struct zone_set *set,
                            const struct analysis_terms *terms)
{
    uint64_t *counts = count_findings(baseline, findings);
    struct baseline_judge judge;
    baseline_judge_begin(&judge, set, terms);
    size_t stale = 0;
    for (size_t i = 0; i < baseline->entries.count; i++) {
        const struct baseline_entry *entry = &baseline->entries.items[i];
        stale += counts[i] < entry->count && baseline_judge_knows(&judge, entry);
    }
    baseline_judge_end(&judge);
    free(counts);
    return stale;
}

/* Adds an entry of before as it is to be, if it is to be at all. `now` is what is found of it, or
 * NULL. */
static void renew_entry(struct baseline *renewed,
                        const struct baseline_entry *before,
                        const struct baseline_entry *now,
                        struct baseline_renewal renewal,
                        struct baseline_difference *difference)
{
    uint64_t count = now == NULL ? 0 : now->count;
    if (count == 0) {
        difference->dropped++;
        return;
    }
    struct baseline_entry entry = *before;
    if (renewal.words) {
        entry.message = now->message;
    }
    if (count < before->count) {
        entry.count = count;
        difference->lowered++;
    } else if (renewal.add_new) {
        entry.count = count;
        difference->added += count - before->count;
    } else {
        difference->not_taken += count - before->count;
    }
    baseline_add(renewed, &entry);
}

struct baseline *baseline_renew(const struct baseline *baseline,
                                const struct findings *findings,
                                const struct zone_set *set,
                                const struct analysis_terms *terms,
                                struct baseline_renewal renewal,
                                struct baseline_difference *ret_difference)
{
    struct baseline *now = baseline_of(findings);
    struct baseline *renewed = baseline_new();
    struct baseline_judge judge;
    baseline_judge_begin(&judge, set, terms);
    *ret_difference = (struct baseline_difference){0};
    for (size_t i = 0; i < baseline->entries.count; i++) {
        const struct baseline_entry *entry = &baseline->entries.items[i];
        size_t found = entry_find(now, entry->fingerprint);
        uint64_t count = found == SIZE_MAX ? 0 : now->entries.items[found].count;
        if (count < entry->count && !baseline_judge_knows(&judge, entry)) {
            baseline_add(renewed, entry);
        } else {
            renew_entry(renewed, entry, found == SIZE_MAX ? NULL : &now->entries.items[found],
                        renewal, ret_difference);
        }
    }
    for (size_t i = 0; i < now->entries.count; i++) {
        const struct baseline_entry *entry = &now->entries.items[i];
        if (entry_find(baseline, entry->fingerprint) != SIZE_MAX) {
            continue;
        }
        if (renewal.add_new) {
            baseline_add(renewed, entry);
            ret_difference->added += entry->count;
        } else {
            ret_difference->not_taken += entry->count;
        }
    }
    baseline_judge_end(&judge);
    baseline_free(now);
    const struct baseline_entry *repeated = baseline_settle(renewed);
    assert(repeated == NULL);
    (void)repeated;
    return renewed;
}
