/* SPDX-License-Identifier: BSD-3-Clause */

/* Addresses and their reverse names, joined over all zones of a view: RFC 1912 section 2.1. Only
 * what a loaded reverse zone answers for is judged. */

#include <stdalign.h>
#include <stdlib.h>

#include "analyzer/rules/address_set.h"
#include "analyzer/rules/missing_dot.h"
#include "analyzer/rules/ptr_missing.h"
#include "analyzer/rules/reverse_name.h"
#include "analyzer/rules/rules.h"

static int compare_views(const char *a, const char *b)
{
    if (a == NULL || b == NULL) {
        return (a != NULL) - (b != NULL);
    }
    return strcmp(a, b);
}

static const char *address_use_path(const struct zone_set *set, const struct address_use *use)
{
    return source_list_get(set->sources, record_source(use->zone, use->record))->path;
}

/* The first use, by file and byte, is where the finding stands. */
static int compare_places(const struct zone_set *set,
                          const struct address_use *a,
                          const struct address_use *b)
{
    int order = strcmp(address_use_path(set, a), address_use_path(set, b));
    uint64_t start_a = record_start(a->record);
    uint64_t start_b = record_start(b->record);
    if (order == 0) {
        order = (start_a > start_b) - (start_a < start_b);
    }
    /* One entry makes several records when it is a $GENERATE or its file is read more than once. */
    return order != 0
               ? order
               : name_compare(record_owner(a->zone, a->record), record_owner(b->zone, b->record));
}

static int compare_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

/* Brings together the uses of one address in one view. */
static int address_use_compare(const void *a, const void *b)
{
    const struct address_use *use_a = a;
    const struct address_use *use_b = b;
    int order =
        compare_numbers(bytes_load8(use_a->address.octets), bytes_load8(use_b->address.octets));
    if (order == 0) {
        order = compare_numbers(bytes_load8(use_a->address.octets + 8),
                                bytes_load8(use_b->address.octets + 8));
    }
    if (order == 0) {
        order = compare_numbers(use_a->address.type, use_b->address.type);
    }
    return order != 0 ? order : compare_views(use_a->zone->view, use_b->zone->view);
}

static int address_use_compare_places(const void *a, const void *b, void *context)
{
    return compare_places(context, a, b);
}

static bool same_address(const struct address_use *a, const struct address_use *b)
{
    return address_use_compare(a, b) == 0;
}

/* The loaded zone that answers for the reverse name of an address; NULL when none does. The name
 * goes to `ret_name`: the zone's own where it has it, which spares the resolver the look-ups. */
static const struct zone *reverse_zone_find(const struct zone_set *set,
                                            const struct address_use *use,
                                            struct arena *scratch,
                                            const struct name **ret_name)
{
    uint8_t wire[NAME_OCTETS_MAX];
    size_t length = reverse_address_to_wire(&use->address, wire);
    struct name *made = arena_get_aligned(scratch, sizeof(*made) + length, alignof(struct name));
    name_fill(made, (struct bytes){wire, length});
    const struct zone *zone = zone_set_find(set, use->zone->view, made);
    const struct name *own = zone == NULL ? NULL : name_table_find(zone->names, made);
    *ret_name = own == NULL ? made : own;
    return zone;
}

/* Glue belongs to the zone below, a wildcard is no name that a PTR record could have. */
static bool needs_reverse(const struct zone *zone, const struct record *record)
{
    const struct node *node = record_node(zone, record);
    return (node->flags & (NODE_CUT | NODE_BELOW_CUT | NODE_BELOW_DNAME)) == 0 &&
           !name_is_wildcard(record_owner(zone, record));
}

/* Loopback and unspecified addresses stand for no host that anybody else could ask about: they
 * block names, and lists of bad senders answer with them. */
static bool is_address_of_host(const struct reverse_address *address)
{
    static const uint8_t zeros[15];
    if (address->type == TYPE_A) {
        return address->octets[0] != 127 && memcmp(address->octets, zeros, 4) != 0;
    }
    return memcmp(address->octets, zeros, sizeof(zeros)) != 0 || address->octets[15] > 1;
}

static bool any_reverse_zone(const struct zone_set *set)
{
    for (size_t i = 0; i < set->zones.count; i++) {
        if (name_is_reverse(set->zones.items[i]->apex)) {
            return true;
        }
    }
    return false;
}

/* A reverse zone without any reverse name is there to keep questions about private addresses in the
 * house, and is empty on purpose: RFC 6303 section 3. */
static bool is_empty_reverse_zone(const struct zone *zone)
{
    return (zone->types & (MASK_PTR | MASK_CNAME | MASK_DNAME)) == 0;
}

/* Nearly all addresses have a PTR record. So first the reverse zones are gone through, for the set
 * of addresses that have one, and nothing more is asked about these: to resolve the reverse name of
 * each address would be to look into another place of another zone each time.
 *
 * The uses of all others come together by address in two steps, neither of which needs a lock. Each
 * part of the zones collects its uses and counts them by bucket, which is some bits of the
 * address's hash; with the counts known, each part writes its uses to their places among all. Then
 * each bucket is sorted and looked at by itself. The order of all this depends on the zones
 * alone. */
enum { BUCKET_BITS = 6, BUCKETS = 1 << BUCKET_BITS };

/* Some zones that follow each other, with enough records together to be worth a turn. */
enum { JOIN_PART_RECORDS_MIN = 16384 };

struct join_part {
    size_t zone_start;
    size_t zone_end;
    VECTOR(struct address_use) uses;
    size_t places[BUCKETS]; /* first how many uses, then where the next one goes */
};

struct join {
    const struct zone_set *set;
    VECTOR(struct join_part) parts;
    struct address_set *named; /* addresses with a PTR record, as each worker met them; then the
                                  first has all of them */
    unsigned named_count;
    struct address_use *uses; /* of all parts, by bucket */
    size_t bucket_ends[BUCKETS];
    VECTOR(struct use_group) doubtful[BUCKETS]; /* those without a PTR record that answers */
    struct arena **scratches; /* one for each worker, made by itself: apart in memory */
};

static size_t bucket_of(const struct reverse_address *address)
{
    struct bytes octets = {address->octets, reverse_address_octets(address)};
    uint64_t hash = bytes_hash(BYTES_HASH_START, octets) * UINT64_C(0x9e3779b97f4a7c15);
    return (size_t)(hash >> (64 - BUCKET_BITS));
}

static uint64_t join_divide(struct join *join)
{
    struct join_part part = {0};
    uint64_t records = 0;
    size_t part_records = 0;
    for (size_t i = 0; i < join->set->zones.count; i++) {
        size_t count = join->set->zones.items[i]->records.count;
        records += count;
        part_records += count;
        part.zone_end = i + 1;
        if (part_records >= JOIN_PART_RECORDS_MIN || part.zone_end == join->set->zones.count) {
            VECTOR_PUSH(&join->parts, part);
            part.zone_start = part.zone_end;
            part_records = 0;
        }
    }
    return records;
}

/* Whether the resolver, asked for the PTR records of this node's name, comes to this node and finds
 * some. That is so in the zone that answers for the name unless it is an alias or hidden. */
static bool node_answers_ptr(const struct zone_set *set,
                             const struct zone *zone,
                             const struct node *node)
{
    return (node->types & (MASK_PTR | MASK_CNAME)) == MASK_PTR &&
           (node->flags & (NODE_CUT | NODE_BELOW_CUT | NODE_BELOW_DNAME)) == 0 &&
           zone_set_find_below(set, zone, node_name(zone, node)) == NULL;
}

static void name_addresses(struct address_set *named,
                           const struct zone_set *set,
                           const struct zone *zone)
{
    if ((zone->types & MASK_PTR) == 0 || zone->claimed_twice || !name_is_reverse(zone->apex)) {
        return;
    }
    for (size_t i = 0; i < zone->nodes.count; i++) {
        const struct node *node = &zone->nodes.items[i];
        struct reverse_address address;
        if (node_answers_ptr(set, zone, node) &&
            reverse_address_from_name(node_name(zone, node), &address)) {
            address_set_add(named, zone->view, &address);
        }
    }
}

static void join_name(void *context, unsigned worker, size_t item)
{
    struct join *join = context;
    const struct join_part *part = &join->parts.items[item];
    for (size_t i = part->zone_start; i < part->zone_end; i++) {
        name_addresses(&join->named[worker], join->set, join->set->zones.items[i]);
    }
}

static void join_unite_shard(void *context, unsigned worker, size_t shard)
{
    struct join *join = context;
    (void)worker;
    for (unsigned i = 1; i < join->named_count; i++) {
        address_set_add_shard(&join->named[0], &join->named[i], shard);
    }
}

static void collect_zone(struct join_part *part,
                         const struct address_set *named,
                         const struct zone *zone)
{
    for (size_t i = 0; i < zone->records.count; i++) {
        const struct record *record = &zone->records.items[i];
        if (!rrtype_has(record->type, RRTYPE_ADDRESS) || zone->class != CLASS_IN ||
            !needs_reverse(zone, record)) {
            continue;
        }
        struct address_use use = {
            .address = reverse_address_from_record(zone, record),
            .zone = zone,
            .record = record,
        };
        if (is_address_of_host(&use.address) && !address_set_has(named, zone->view, &use.address)) {
            VECTOR_PUSH(&part->uses, use);
            part->places[bucket_of(&use.address)]++;
        }
    }
}

static void join_collect(void *context, unsigned worker, size_t item)
{
    struct join *join = context;
    struct join_part *part = &join->parts.items[item];
    (void)worker;
    for (size_t i = part->zone_start; i < part->zone_end; i++) {
        collect_zone(part, &join->named[0], join->set->zones.items[i]);
    }
}

/* From counts to places. */
static void join_make_room(struct join *join)
{
    size_t at = 0;
    for (size_t bucket = 0; bucket < BUCKETS; bucket++) {
        for (size_t i = 0; i < join->parts.count; i++) {
            size_t count = join->parts.items[i].places[bucket];
            join->parts.items[i].places[bucket] = at;
            at += count;
        }
        join->bucket_ends[bucket] = at;
    }
    join->uses = memory_get(at * sizeof(*join->uses));
}

static void join_spread(void *context, unsigned worker, size_t item)
{
    struct join *join = context;
    struct join_part *part = &join->parts.items[item];
    (void)worker;
    for (size_t i = 0; i < part->uses.count; i++) {
        const struct address_use *use = &part->uses.items[i];
        join->uses[part->places[bucket_of(&use->address)]++] = *use;
    }
    VECTOR_FREE(&part->uses);
}

/* The operator's word about a reverse name is no reverse zone that anything could be added to. */
static bool answer_lacks_ptr(const struct answer *answer)
{
    return (answer->end == ANSWER_NO_NAME || answer->end == ANSWER_NO_DATA) &&
           answer->zone != NULL && !is_empty_reverse_zone(answer->zone);
}

/* Whether there is anything to say or to count about the address. */
static bool use_is_doubtful(const struct join *join,
                            const struct address_use *use,
                            struct arena *scratch)
{
    struct answer answer;
    const struct name *reverse;
    const struct zone *reverse_zone = reverse_zone_find(join->set, use, scratch, &reverse);
    bool is_doubtful = false;
    if (reverse_zone != NULL) {
        const struct vantage from = {.set = join->set, .near = reverse_zone};
        resolve(&from, reverse, MASK_PTR, scratch, &answer);
        is_doubtful = answer.end == ANSWER_UNKNOWN || answer_lacks_ptr(&answer);
    }
    arena_clear(scratch);
    return is_doubtful;
}

/* A group that a finding may be made of, in the order of its places. */
static void join_keep_group(struct join *join,
                            size_t bucket,
                            struct address_use *uses,
                            size_t count)
{
    union {
        const struct zone_set *set;
        void *context;
    } argument = {.set = join->set};
    qsort_r(uses, count, sizeof(*uses), address_use_compare_places, argument.context);
    struct use_group group = {.first = uses, .count = count};
    VECTOR_PUSH(&join->doubtful[bucket], group);
}

static void join_look(void *context, unsigned worker, size_t bucket)
{
    struct join *join = context;
    if (join->scratches[worker] == NULL) {
        join->scratches[worker] = arena_new();
    }
    struct address_use *uses = join->uses + (bucket == 0 ? 0 : join->bucket_ends[bucket - 1]);
    size_t count = (size_t)(join->uses + join->bucket_ends[bucket] - uses);
    if (count > 0) {
        qsort(uses, count, sizeof(*uses), address_use_compare);
    }
    for (size_t start = 0, end; start < count; start = end) {
        end = start + 1;
        while (end < count && same_address(&uses[start], &uses[end])) {
            end++;
        }
        if (use_is_doubtful(join, &uses[start], join->scratches[worker])) {
            join_keep_group(join, bucket, &uses[start], end - start);
        }
    }
}

static void join_run(struct join *join)
{
    struct workers *workers = workers_for(join->set->workers, join_divide(join));
    unsigned worker_count = workers_count(workers);
    join->scratches = memory_get_zeroed(worker_count, sizeof(*join->scratches));
    join->named = memory_get_zeroed(worker_count, sizeof(*join->named));
    join->named_count = worker_count;
    workers_run(workers, join_name, join, join->parts.count);
    workers_run(workers, join_unite_shard, join, worker_count > 1 ? ADDRESS_SHARDS : 0);
    workers_run(workers, join_collect, join, join->parts.count);
    join_make_room(join);
    workers_run(workers, join_spread, join, join->parts.count);
    workers_run(workers, join_look, join, BUCKETS);
    for (unsigned i = 0; i < worker_count; i++) {
        arena_free(join->scratches[i]);
        address_set_free(&join->named[i]);
    }
    free(join->scratches);
    free(join->named);
}

static void join_end(struct join *join)
{
    for (size_t bucket = 0; bucket < BUCKETS; bucket++) {
        VECTOR_FREE(&join->doubtful[bucket]);
    }
    VECTOR_FREE(&join->parts);
    free(join->uses);
}

/* Whether the policy wants a PTR record for the address of this record. */
static bool use_is_wanted(struct check *check, const struct address_use *use)
{
    const struct rule_options *options = check_options(check, use->zone);
    uint8_t room[RDATA_ROOM_BYTES];
    struct bytes address = record_wire(use->zone, use->record, room);
    bool wanted = options->ptr_network_count == 0;
    for (size_t i = 0; i < options->ptr_network_count && !wanted; i++) {
        wanted = network_contains(&options->ptr_networks[i], address);
    }
    if (options->ptr_skip_count > 0 && wanted) {
        owner_start(&check->owner, record_owner(use->zone, use->record), use->zone->apex);
    }
    for (size_t i = 0; i < options->ptr_skip_count && wanted; i++) {
        wanted = !owner_pattern_matches(options->ptr_skip[i], &check->owner);
    }
    return wanted;
}

/* Leaves those in the group that are wanted, in their order. */
static void keep_wanted(struct check *check, struct use_group *group)
{
    size_t kept = 0;
    for (size_t i = 0; i < group->count; i++) {
        if (use_is_wanted(check, &group->first[i])) {
            group->first[kept++] = group->first[i];
        }
    }
    group->is_reduced = kept < group->count;
    group->count = kept;
}

static void look_at_group(struct check *check, struct use_group *group)
{
    struct answer answer;
    keep_wanted(check, group);
    if (group->count == 0) {
        return;
    }
    const struct address_use *use = group->first;
    const struct name *reverse;
    const struct zone *zone = reverse_zone_find(check->set, use, check->scratch, &reverse);
    check_resolve(check, zone, reverse, MASK_PTR, &answer);
    if (answer_lacks_ptr(&answer)) {
        ptr_missing_report(check, &answer, group);
    }
    arena_clear(check->scratch);
}

void rule_ptr_missing(struct check *check, const struct zone_set *set)
{
    if (!any_reverse_zone(set)) {
        return;
    }
    struct join join = {.set = set};
    join_run(&join);
    for (size_t bucket = 0; bucket < BUCKETS; bucket++) {
        for (size_t i = 0; i < join.doubtful[bucket].count; i++) {
            look_at_group(check, &join.doubtful[bucket].items[i]);
        }
    }
    join_end(&join);
}

bool ptr_missing_is_open(struct check *check, const struct zone *zone, const struct record *record)
{
    const struct address_use use = {reverse_address_from_record(zone, record), zone, record};
    const struct name *reverse;
    struct answer answer;
    if (zone->class != CLASS_IN || !needs_reverse(zone, record) ||
        !is_address_of_host(&use.address)) {
        return false;
    }
    const struct zone *reverse_zone = reverse_zone_find(check->set, &use, check->scratch, &reverse);
    if (reverse_zone == NULL) {
        return true;
    }
    check_ask(check, reverse_zone, reverse, MASK_PTR, &answer);
    return answer.end == ANSWER_UNKNOWN;
}

static const char *address_text(struct check *check, const struct reverse_address *address)
{
    struct buffer text = {0};
    rdata_to_text(address->type, (struct bytes){address->octets, reverse_address_octets(address)},
                  &text);
    const char *copy = (const char *)arena_copy(check->scratch, buffer_bytes(&text)).data;
    buffer_free(&text);
    return copy;
}

void rule_ptr_no_forward(struct check *check, const struct zone *zone, const struct record *ptr)
{
    struct reverse_address address;
    struct answer answer;
    if (!reverse_address_from_name(record_owner(zone, ptr), &address) ||
        !needs_reverse(zone, ptr)) {
        return;
    }
    check_resolve(check, zone, record_host(zone, ptr), rrtype_mask(address.type), &answer);
    bool is_wrong = answer.end == ANSWER_DATA
                        ? answer_owns_address(&answer, &address) == OWNERSHIP_NONE
                        : answer.end == ANSWER_NO_DATA || answer.end == ANSWER_NO_NAME;
    if (!is_wrong || missing_dot_is_reported(check, zone, ptr)) {
        return;
    }
    const char *host = check_name(check, record_host(zone, ptr));
    const char *text = address_text(check, &address);
    struct finding *finding =
        check_report_record(check, zone, ptr, check_host_field(check, zone, ptr),
                            "PTR of %s names %s, which does not have that address", text, host);
    check_relate_path(check, finding, &answer);
    if (answer.end == ANSWER_DATA && answer.external != NULL) {
        finding->label = "has other addresses";
        check_note(check, finding, "%s has other addresses only, says %s",
                   check_name(check, answer.name),
                   external_name_says(answer.external, check->scratch));
    } else if (answer.end == ANSWER_DATA) {
        finding->label = "has other addresses";
        check_relate_record(check, finding, answer.zone,
                            node_first(answer.zone, answer.node, address.type),
                            "the address that it has");
    } else {
        finding->label = answer.end == ANSWER_NO_NAME ? "does not exist" : "has no such address";
    }
    finding->why = "RFC 1912 section 2.1: PTR and address records match; receivers that look up "
                   "the name refuse mail from this address";
    finding->help =
        name_is_reverse(record_host(zone, ptr))
            ? "end the host name with a dot, so that the reverse zone is not put behind it"
            : check_format(check, "give %s the address %s, or name the right host here", host,
                           text);
}
