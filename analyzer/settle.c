/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/settle.h"

#include <assert.h>
#include <stdlib.h>

#include "analyzer/gate.h"
#include "analyzer/proposal.h"

/* Where the entries of all records of one source begin, sorted: an entry stands in it once for each
 * record that it makes. */
struct entry_index {
    uint32_t source;
    VECTOR(uint64_t) starts;
};

struct settling {
    struct check *check;
    VECTOR(struct entry_index) indexes;
    VECTOR(struct finding *) shared; /* findings whose fix is in text of several records */
};

static int compare_starts(const void *a, const void *b)
{
    const uint64_t *start_a = a;
    const uint64_t *start_b = b;
    return (*start_a > *start_b) - (*start_a < *start_b);
}

static struct entry_index *entry_index_find(struct settling *settling, uint32_t source)
{
    for (size_t i = 0; i < settling->indexes.count; i++) {
        if (settling->indexes.items[i].source == source) {
            return &settling->indexes.items[i];
        }
    }
    struct entry_index index = {.source = source};
    const struct zone_set *set = settling->check->set;
    for (size_t i = 0; i < set->zones.count; i++) {
        const struct zone *zone = set->zones.items[i];
        if (!zone_uses_source(zone, source)) {
            continue;
        }
        for (size_t k = 0; k < zone->records.count; k++) {
            const struct record *record = &zone->records.items[k];
            if (record_source(zone, record) == source) {
                VECTOR_PUSH(&index.starts, record_start(record));
            }
        }
    }
    if (index.starts.count > 1) {
        qsort(index.starts.items, index.starts.count, sizeof(uint64_t), compare_starts);
    }
    VECTOR_PUSH(&settling->indexes, index);
    return &settling->indexes.items[settling->indexes.count - 1];
}

/* The number of starts below `start`. */
static size_t starts_below(const struct entry_index *index, uint64_t start)
{
    size_t low = 0;
    size_t high = index->starts.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (index->starts.items[middle] < start) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static size_t entry_record_count(struct settling *settling, struct span entry)
{
    const struct entry_index *index = entry_index_find(settling, entry.source);
    return starts_below(index, entry.start + 1) - starts_below(index, entry.start);
}

static int compare_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int edit_order(const struct edit *a, const struct edit *b)
{
    int order = compare_numbers(a->span.source, b->span.source);
    order = order != 0 ? order : compare_numbers(a->span.start, b->span.start);
    order = order != 0 ? order : compare_numbers(a->span.length, b->span.length);
    order = order != 0 ? order : compare_numbers(a->text.length, b->text.length);
    if (order == 0 && a->text.length > 0) {
        order = memcmp(a->text.data, b->text.data, a->text.length);
    }
    return order;
}

/* By entry, then by what is to be done there. */
static int shared_compare(const void *a, const void *b)
{
    const struct fix *fix_a = (*(const struct finding *const *)a)->fix;
    const struct fix *fix_b = (*(const struct finding *const *)b)->fix;
    int order = compare_numbers(fix_a->entry.source, fix_b->entry.source);
    order = order != 0 ? order : compare_numbers(fix_a->entry.start, fix_b->entry.start);
    order = order != 0 ? order : compare_numbers(fix_a->edits.count, fix_b->edits.count);
    for (size_t i = 0; order == 0 && i < fix_a->edits.count; i++) {
        order = edit_order(&fix_a->edits.items[i], &fix_b->edits.items[i]);
    }
    return order;
}

/* All want the same: the first one's fix takes the changes of the others, and serves them too. The
 * least safe of them decides. */
static void group_share(struct finding **group, size_t count)
{
    struct fix *fix = group[0]->fix;
    for (size_t i = 1; i < count; i++) {
        const struct fix *other = group[i]->fix;
        for (size_t k = 0; k < other->changes.count; k++) {
            VECTOR_PUSH(&fix->changes, other->changes.items[k]);
        }
        if (other->safety < fix->safety) {
            fix->safety = other->safety;
            fix->unsafe_because = other->unsafe_because;
        }
        group[i]->fix = fix;
        fix->is_shared = true;
    }
}

static void group_refuse(struct check *check, struct finding **group, size_t count, size_t records)
{
    const struct fix *fix = group[0]->fix;
    const char *because = check_format(
        check,
        fix->is_template
            ? "the $GENERATE makes %zu records, and the change would be right for %zu of them"
            : "the file is read %zu times, for several zones or origins, and the change would be "
              "right for %zu of them",
        records, count);
    for (size_t i = 0; i < count; i++) {
        propose_nothing(group[i], because);
    }
}

static void settle_shared(struct settling *settling)
{
    if (settling->shared.count == 0) {
        return;
    }
    struct finding **shared = settling->shared.items;
    qsort(shared, settling->shared.count, sizeof(shared[0]), shared_compare);
    for (size_t start = 0; start < settling->shared.count;) {
        size_t end = start + 1;
        while (end < settling->shared.count && shared_compare(&shared[start], &shared[end]) == 0) {
            end++;
        }
        size_t records = entry_record_count(settling, shared[start]->fix->entry);
        if (end - start == records) {
            group_share(shared + start, end - start);
        } else {
            group_refuse(settling->check, shared + start, end - start, records);
        }
        start = end;
    }
}

void settle_fixes(struct check *check)
{
    struct settling settling = {.check = check};
    for (size_t i = 0; i < check->findings->items.count; i++) {
        struct finding *finding = check->findings->items.items[i];
        if (finding->fix != NULL &&
            (finding->fix->is_template ||
             gate_source_uses(check->gate, finding->fix->entry.source) > 1)) {
            VECTOR_PUSH(&settling.shared, finding);
        }
    }
    settle_shared(&settling);
    for (size_t i = 0; i < settling.indexes.count; i++) {
        VECTOR_FREE(&settling.indexes.items[i].starts);
    }
    VECTOR_FREE(&settling.indexes);
    VECTOR_FREE(&settling.shared);
}
