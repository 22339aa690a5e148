/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/rrset.h"

/* The type that a signature covers, which is how its data begins; 0 for other records. */
static uint16_t record_covers(const struct zone *zone, const struct record *record)
{
    if (record->type != TYPE_RRSIG) {
        return 0;
    }
    struct bytes wire = record_wire(zone, record, NULL);
    return (uint16_t)(wire.data[0] << 8 | wire.data[1]);
}

bool rrset_is_same(const struct zone *zone, const struct record *a, const struct record *b)
{
    return a->type == b->type && record_covers(zone, a) == record_covers(zone, b);
}

/* Whether no record of another owner stands between two records of one owner. What $GENERATE makes
 * goes its own way. */
static bool stand_together(const struct zone *zone, const struct record *a, const struct record *b)
{
    for (const struct record *between = a + 1; between < b; between++) {
        if ((between->flags & RECORD_GENERATED) == 0) {
            return false;
        }
    }
    return record_scope(zone, a)->inclusion == record_scope(zone, b)->inclusion;
}

/* BIND adds records to a zone in runs: those that stand together in one file under one owner. All
 * records of a run get the TTL that its first one of the RRset has, and each run gives its TTL to
 * what the RRset held before. Each record of $GENERATE is added by itself, at once. */
static uint32_t rrset_ttl_of_last_run(const struct zone *zone,
                                      const struct record *member,
                                      const struct record *owner_first)
{
    uint32_t ttl_seconds = member->ttl_seconds;
    const struct record *run_last = NULL;  /* the last record of the run so far */
    const struct record *run_first = NULL; /* the first one in it that is of the RRset */
    for (const struct record *record = owner_first; record != NULL;
         record = zone_record(zone, record->next)) {
        bool in_rrset = rrset_is_same(zone, record, member);
        if (run_last != NULL && !stand_together(zone, run_last, record)) {
            ttl_seconds = run_first != NULL ? run_first->ttl_seconds : ttl_seconds;
            run_first = NULL;
            run_last = NULL;
        }
        if ((record->flags & RECORD_GENERATED) != 0) {
            ttl_seconds = in_rrset ? record->ttl_seconds : ttl_seconds;
            continue;
        }
        run_last = record;
        if (in_rrset && run_first == NULL) {
            run_first = record;
        }
    }
    return run_first != NULL ? run_first->ttl_seconds : ttl_seconds;
}

uint32_t rrset_ttl(const struct zone *zone, const struct record *record)
{
    const struct record *owner_first = zone_record(zone, record_node(zone, record)->first);
    for (const struct record *other = owner_first; other != NULL;
         other = zone_record(zone, other->next)) {
        if (other->ttl_seconds != record->ttl_seconds && rrset_is_same(zone, other, record)) {
            return rrset_ttl_of_last_run(zone, record, owner_first);
        }
    }
    return record->ttl_seconds;
}
