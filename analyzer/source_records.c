/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/source_records.h"

bool reading_stretches_next(struct reading_stretches *stretches)
{
    const struct zone *zone = stretches->zone;
    while (stretches->next < zone->stretches.count) {
        const struct stretch *stretch = &zone->stretches.items[stretches->next++];
        const struct scope *scope = &zone->scopes.items[stretch->scope];
        uint32_t end = stretches->next < zone->stretches.count
                           ? zone->stretches.items[stretches->next].first
                           : (uint32_t)zone->records.count;
        if (scope->source == stretches->source && scope->inclusion == stretches->inclusion &&
            stretch->first < end) {
            stretches->first = stretch->first;
            stretches->end = end;
            return true;
        }
    }
    return false;
}

uint32_t stretch_find(const struct zone *zone, uint32_t first, uint32_t end, uint64_t start)
{
    while (first < end) {
        uint32_t middle = first + (end - first) / 2;
        if (record_start(&zone->records.items[middle]) < start) {
            first = middle + 1;
        } else {
            end = middle;
        }
    }
    return first;
}

void source_records_add(struct source_records *records,
                        uint32_t source,
                        const struct source_reading *reading)
{
    struct reading_stretches at = {
        .zone = reading->zone,
        .source = source,
        .inclusion = reading->inclusion,
    };
    while (reading_stretches_next(&at)) {
        struct source_stretch stretch = {at.zone, at.first, at.end};
        VECTOR_PUSH(&records->stretches, stretch);
    }
    VECTOR_PUSH(&records->ends, records->stretches.count);
}

void source_records_end(struct source_records *records)
{
    VECTOR_FREE(&records->stretches);
    VECTOR_FREE(&records->ends);
}

/* The first of the stretches from `first` up to `end`, of one reading, that has a record at `start`
 * or behind it. */
static size_t find_stretch(const struct source_records *records,
                           size_t first,
                           size_t end,
                           uint64_t start)
{
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        const struct source_stretch *stretch = &records->stretches.items[middle];
        if (record_start(&stretch->zone->records.items[stretch->end - 1]) < start) {
            first = middle + 1;
        } else {
            end = middle;
        }
    }
    return first;
}

/* Moves to the next stretch, which may have nothing in between; false behind the last. */
static bool enter_stretch(struct records_between *between)
{
    const struct source_records *records = between->records;
    while (between->stretch == between->stretch_end) {
        if (between->reading == records->ends.count) {
            return false;
        }
        between->stretch_end = records->ends.items[between->reading];
        size_t first = between->reading == 0 ? 0 : records->ends.items[between->reading - 1];
        between->stretch = find_stretch(records, first, between->stretch_end, between->start);
        between->reading++;
    }
    const struct source_stretch *stretch = &records->stretches.items[between->stretch++];
    between->zone = stretch->zone;
    between->next = stretch_find(stretch->zone, stretch->first, stretch->end, between->start);
    between->stop = stretch_find(stretch->zone, between->next, stretch->end, between->end);
    if (between->stop < stretch->end) {
        between->stretch = between->stretch_end; /* all behind it begin later */
    }
    return true;
}

const struct record *records_between_next(struct records_between *between)
{
    while (between->next == between->stop) {
        if (!enter_stretch(between)) {
            return NULL;
        }
    }
    return &between->zone->records.items[between->next++];
}
