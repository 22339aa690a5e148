/* SPDX-License-Identifier: BSD-3-Clause */

/* RRsets: what is in them twice, and what does not fit together. */

#include "analyzer/rules/rrset.h"

#include <stdlib.h>

#include "analyzer/proposal.h"
#include "analyzer/rules/rules.h"

bool record_is_copy(const struct zone *zone,
                    const struct record *first,
                    const struct record *record)
{
    enum { LOOKED_AT_MAX = 64 }; /* as each is compared with those in front of it */
    size_t looked_at = 0;
    for (const struct record *other = first; other != record && looked_at < LOOKED_AT_MAX;
         other = node_next(zone, other)) {
        if (record_equal(zone, other, record)) {
            return true;
        }
        looked_at++;
    }
    return false;
}

/* The records of a node with their data at hand, so that equal ones are neighbours. */
struct node_record {
    const struct record *record;
    struct bytes wire;
};

static int compare_bytes(struct bytes a, struct bytes b)
{
    if (a.length != b.length) {
        return a.length < b.length ? -1 : 1;
    }
    return a.length == 0 ? 0 : memcmp(a.data, b.data, a.length);
}

/* By type, data, and place in the zone: the first of equal ones is the one that was read first. */
static int node_record_compare(const void *a, const void *b)
{
    const struct node_record *record_a = a;
    const struct node_record *record_b = b;
    if (record_a->record->type != record_b->record->type) {
        return record_a->record->type < record_b->record->type ? -1 : 1;
    }
    int order = compare_bytes(record_a->wire, record_b->wire);
    if (order != 0) {
        return order;
    }
    return (record_a->record > record_b->record) - (record_a->record < record_b->record);
}

static size_t node_record_count(const struct zone *zone, const struct node *node)
{
    size_t count = 0;
    for (uint32_t i = node->first; i != RECORD_NONE; i = zone->records.items[i].next) {
        count++;
    }
    return count;
}

static bool pair_differs_in_ttl(const struct zone *zone,
                                const struct record *a,
                                const struct record *b)
{
    (void)zone;
    return a->ttl_seconds != b->ttl_seconds && a->type == b->type;
}

/* Whether a node has two records of which `pair_is_wrong`, so that it is worth to sort them. Nearly
 * every node has few records and no such pair, and comparing each with each tells that without any
 * memory. A node with many is always worth it: the comparisons grow with the square. */
static bool node_has_pair(const struct zone *zone,
                          const struct node *node,
                          bool (*pair_is_wrong)(const struct zone *,
                                                const struct record *,
                                                const struct record *))
{
    enum { COMPARED_MAX = 8 };
    const struct record *records[COMPARED_MAX];
    size_t count = 0;
    for (uint32_t i = node->first; i != RECORD_NONE; i = zone->records.items[i].next) {
        if (count == COMPARED_MAX) {
            return true;
        }
        const struct record *record = &zone->records.items[i];
        for (size_t k = 0; k < count; k++) {
            if (pair_is_wrong(zone, records[k], record)) {
                return true;
            }
        }
        records[count++] = record;
    }
    return false;
}

/* The records of a node in that order, in scratch. */
static struct node_record *node_records_sort(struct check *check,
                                             const struct zone *zone,
                                             const struct node *node,
                                             size_t count)
{
    struct node_record *records = arena_get(check->scratch, count * sizeof(*records));
    size_t at = 0;
    for (uint32_t i = node->first; i != RECORD_NONE; i = zone->records.items[i].next) {
        uint8_t room[RDATA_ROOM_BYTES];
        const struct record *record = &zone->records.items[i];
        struct bytes wire = record_wire(zone, record, room);
        if (wire.data == room) {
            wire = arena_copy(check->scratch, wire);
        }
        records[at++] = (struct node_record){record, wire};
    }
    qsort(records, count, sizeof(*records), node_record_compare);
    return records;
}

/* Whether one $GENERATE makes both. */
static bool same_generate(const struct zone *zone, const struct record *a, const struct record *b)
{
    return (a->flags & b->flags & RECORD_GENERATED) != 0 && record_start(a) == record_start(b) &&
           record_source(zone, a) == record_source(zone, b);
}

/* The record that the same $GENERATE made just before; NULL when there is none. */
static const struct record *generated_before(const struct zone *zone, const struct record *record)
{
    const struct record *before = record == zone->records.items ? NULL : record - 1;
    return before != NULL && same_generate(zone, before, record) ? before : NULL;
}

/* A $GENERATE that repeats itself, or a whole series of records, is told with its first copy. */
static bool series_is_told(const struct zone *zone,
                           const struct record *first,
                           const struct record *copy)
{
    const struct record *copy_before = generated_before(zone, copy);
    if (copy_before == NULL) {
        return false;
    }
    if (same_generate(zone, first, copy)) {
        return copy_before != first && record_equal(zone, copy_before, first);
    }
    const struct record *first_before = generated_before(zone, first);
    return first_before != NULL && record_equal(zone, copy_before, first_before);
}

/* Whether the records of one type, from `start` on, agree about their TTL. */
static bool run_has_one_ttl(const struct node_record *records, size_t start, size_t count)
{
    const struct record *first = records[start].record;
    for (size_t i = start; i < count && records[i].record->type == first->type; i++) {
        if (records[i].record->ttl_seconds != first->ttl_seconds) {
            return false;
        }
    }
    return true;
}

static void report_duplicate(struct check *check,
                             const struct zone *zone,
                             const struct record *first,
                             const struct record *copy,
                             bool one_ttl)
{
    char scratch[RRTYPE_TEXT_BYTES];
    struct finding *finding = check_report_record(
        check, zone, copy, RECORD_WHOLE, "%s already has this %s record",
        check_name(check, record_owner(zone, copy)), rrtype_text(copy->type, scratch));
    finding->why = "RFC 2181 section 5: a record stands in an RRset once; servers drop the copy in "
                   "silence, and whoever edits one of the two overlooks the other";
    finding->help = "remove one of them";
    check_relate_record(check, finding, zone, first, "the same record");
    if (copy->ttl_seconds != first->ttl_seconds) {
        propose_nothing(finding,
                        "the two have different TTLs, and which one is meant is not known");
        return;
    }
    if (!one_ttl) {
        propose_nothing(finding,
                        "the RRset has several TTLs, and which one is served may depend on "
                        "the copy");
        return;
    }
    if (copy->type == TYPE_SOA) {
        propose_nothing(finding, "the SOA is not touched; the file may be the copy of a transfer");
        return;
    }
    struct repair repair = {.title = "remove the copy", .safety = FIX_SAFE};
    if (record_source(zone, copy) != record_source(zone, first)) {
        repair.safety = FIX_UNSAFE;
        repair.unsafe_because =
            "the two stand in different files, and which one is meant to hold the "
            "record is not known";
    }
    propose_removal(check, finding, zone, copy, repair);
}

void rule_duplicate_record(struct check *check, const struct zone *zone, const struct node *node)
{
    if (!node_has_pair(zone, node, record_equal)) {
        return;
    }
    size_t count = node_record_count(zone, node);
    const struct node_record *records = node_records_sort(check, zone, node, count);
    size_t first = 0;
    bool one_ttl = run_has_one_ttl(records, 0, count);
    for (size_t i = 1; i < count; i++) {
        if (records[i].record->type != records[i - 1].record->type) {
            one_ttl = run_has_one_ttl(records, i, count);
        }
        if (records[i].record->type == records[first].record->type &&
            compare_bytes(records[i].wire, records[first].wire) == 0) {
            if (!series_is_told(zone, records[first].record, records[i].record)) {
                report_duplicate(check, zone, records[first].record, records[i].record, one_ttl);
            }
        } else {
            first = i;
        }
    }
}

static bool is_copy(const struct node_record *records, size_t index)
{
    return index > 0 && compare_bytes(records[index].wire, records[index - 1].wire) == 0;
}

/* By TTL, then by place. */
static int ttl_compare(const void *a, const void *b)
{
    const struct record *record_a = *(const struct record *const *)a;
    const struct record *record_b = *(const struct record *const *)b;
    if (record_a->ttl_seconds != record_b->ttl_seconds) {
        return record_a->ttl_seconds < record_b->ttl_seconds ? -1 : 1;
    }
    return (record_a > record_b) - (record_a < record_b);
}

/* The first record with the TTL that most records have, and of several such TTLs the one that
 * stands first: how many differ from it does not hang on the order of the records. */
static const struct record *usual_record(struct check *check,
                                         const struct node_record *records,
                                         size_t count)
{
    const struct record **sorted = arena_get(check->scratch, count * sizeof(const struct record *));
    size_t sorted_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_copy(records, i)) {
            sorted[sorted_count++] = records[i].record;
        }
    }
    qsort(sorted, sorted_count, sizeof(const struct record *), ttl_compare);
    const struct record *usual = NULL;
    size_t most = 0;
    for (size_t start = 0, end; start < sorted_count; start = end) {
        end = start + 1;
        while (end < sorted_count && sorted[end]->ttl_seconds == sorted[start]->ttl_seconds) {
            end++;
        }
        if (end - start > most || (end - start == most && sorted[start] < usual)) {
            usual = sorted[start];
            most = end - start;
        }
    }
    return usual;
}

static void report_ttl_mismatch(struct check *check,
                                const struct zone *zone,
                                const struct record *usual,
                                const struct record *record)
{
    char scratch[RRTYPE_TEXT_BYTES];
    const char *type = rrtype_text(record->type, scratch);
    struct finding *finding = check_report_record(
        check, zone, record, RECORD_WHOLE, "TTL %u differs from the %u of its RRset, %s %s",
        (unsigned)record->ttl_seconds, (unsigned)usual->ttl_seconds,
        check_name(check, record_owner(zone, record)), type);
    check_about_rrset(check, finding, zone, record_owner(zone, record), record->type);
    finding->why = "RFC 2181 section 5.2: all records of an RRset have one TTL; BIND takes one of "
                   "these for all, other servers do otherwise";
    finding->help = "give all records of the RRset one TTL";
    check_relate_record(check, finding, zone, usual, "TTL %u", (unsigned)usual->ttl_seconds);
}

/* The records of one RRset. Copies are not told: they are duplicates in the first place; and of
 * those that one $GENERATE makes, one is enough. */
static void report_ttl_mismatches(struct check *check,
                                  const struct zone *zone,
                                  const struct node_record *records,
                                  size_t count)
{
    const struct record *usual = usual_record(check, records, count);
    const struct record *told = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct record *record = records[i].record;
        if (is_copy(records, i) || record->ttl_seconds == usual->ttl_seconds ||
            (told != NULL && same_generate(zone, told, record))) {
            continue;
        }
        report_ttl_mismatch(check, zone, usual, record);
        told = record;
    }
}

void rule_ttl_mismatch(struct check *check, const struct zone *zone, const struct node *node)
{
    if (!node_has_pair(zone, node, pair_differs_in_ttl)) {
        return;
    }
    size_t count = node_record_count(zone, node);
    const struct node_record *records = node_records_sort(check, zone, node, count);
    for (size_t start = 0, end; start < count; start = end) {
        end = start + 1;
        while (end < count && records[end].record->type == records[start].record->type) {
            end++;
        }
        if (records[start].record->type == TYPE_RRSIG) {
            continue; /* each has the TTL of the RRset that it covers: RFC 4034 section 3 */
        }
        report_ttl_mismatches(check, zone, records + start, end - start);
    }
}
