/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/suppression_rrset.h"

#include <stdlib.h>

static bool is_last_added(const struct suppressed_rrsets *rrsets,
                          const struct suppressed_rrset *row)
{
    if (rrsets->items.count == 0) {
        return false;
    }
    const struct suppressed_rrset *last = &rrsets->items.items[rrsets->items.count - 1];
    return last->zone == row->zone && last->type == row->type && last->source == row->source &&
           last->suppression == row->suppression && strcmp(last->owner, row->owner) == 0;
}

static void add_record(struct suppressed_rrsets *rrsets,
                       struct suppressed_source *source,
                       uint32_t suppression,
                       const struct zone *zone,
                       const struct record *record)
{
    char owner[NAME_TEXT_BYTES_MAX];
    struct suppressed_rrset row = {
        .zone = zone,
        .owner = name_to_text(record_owner(zone, record), owner),
        .type = record->type,
        .source = source,
        .suppression = suppression,
    };
    if (!is_last_added(rrsets, &row)) { /* a $GENERATE may make many of one RRset */
        row.owner = arena_copy_string(source->list.arena, row.owner);
        VECTOR_PUSH(&rrsets->items, row);
    }
}

/* The records of a stretch whose entry begins there; there are several for a $GENERATE. */
static void add_records_at(struct suppressed_rrsets *rrsets,
                           struct suppressed_source *source,
                           uint32_t suppression,
                           const struct reading_stretches *stretch)
{
    const struct zone *zone = stretch->zone;
    uint64_t start = source->list.items.items[suppression].target_start;
    uint32_t i = stretch_find(zone, stretch->first, stretch->end, start);
    for (; i < stretch->end && record_start(&zone->records.items[i]) == start; i++) {
        add_record(rrsets, source, suppression, zone, &zone->records.items[i]);
    }
}

void suppressed_rrsets_add(struct suppressed_rrsets *rrsets,
                           struct suppressed_source *source,
                           const struct source_reading *reading)
{
    const struct record *records = reading->zone->records.items;
    struct reading_stretches stretch = {
        .zone = reading->zone,
        .source = source->source,
        .inclusion = reading->inclusion,
    };
    while (source->rrsets.count > 0 && reading_stretches_next(&stretch)) {
        uint64_t last = record_start(&records[stretch.end - 1]);
        size_t i =
            suppressed_source_count_before(source, source->rrsets.items, source->rrsets.count,
                                           record_start(&records[stretch.first]));
        for (; i < source->rrsets.count; i++) {
            uint32_t suppression = source->rrsets.items[i];
            if (source->list.items.items[suppression].target_start > last) {
                break;
            }
            add_records_at(rrsets, source, suppression, &stretch);
        }
    }
}

static int key_compare(const struct suppressed_rrset *a, const struct suppressed_rrset *b)
{
    if (a->zone != b->zone) {
        return a->zone->number < b->zone->number ? -1 : 1;
    }
    if (a->type != b->type) {
        return a->type < b->type ? -1 : 1;
    }
    return strcmp(a->owner, b->owner);
}

static int row_compare(const void *a, const void *b)
{
    const struct suppressed_rrset *row_a = a;
    const struct suppressed_rrset *row_b = b;
    int order = key_compare(row_a, row_b);
    if (order == 0 && row_a->source != row_b->source) {
        order = row_a->source->source < row_b->source->source ? -1 : 1;
    }
    if (order == 0) {
        order =
            (row_a->suppression > row_b->suppression) - (row_a->suppression < row_b->suppression);
    }
    return order;
}

void suppressed_rrsets_sort(struct suppressed_rrsets *rrsets)
{
    if (rrsets->items.count > 1) {
        qsort(rrsets->items.items, rrsets->items.count, sizeof(struct suppressed_rrset),
              row_compare);
    }
}

size_t suppressed_rrsets_find(const struct suppressed_rrsets *rrsets,
                              const struct finding *finding,
                              size_t *ret_end)
{
    const struct suppressed_rrset key = {
        .zone = finding->zone,
        .owner = finding->owner,
        .type = finding->type,
    };
    size_t low = 0;
    size_t high = rrsets->items.count;
    *ret_end = 0;
    if (finding->owner == NULL || finding->zone == NULL) {
        return 0;
    }
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (key_compare(&rrsets->items.items[middle], &key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    /* More comments for one RRset than for one entry are of no use to anybody. */
    size_t end = low;
    while (end < rrsets->items.count && end - low < SUPPRESSIONS_MAX &&
           key_compare(&rrsets->items.items[end], &key) == 0) {
        end++;
    }
    *ret_end = end;
    return low;
}
