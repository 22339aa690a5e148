/* SPDX-License-Identifier: BSD-3-Clause */

/* Addresses and their reverse names, joined over all zones of a view: RFC 1912 section 2.1. Only
 * what a loaded reverse zone answers for is judged. */

#include <stdlib.h>

#include "analyzer/proposal.h"
#include "analyzer/rules/missing_dot.h"
#include "analyzer/rules/reverse_name.h"
#include "analyzer/rules/rules.h"

/* An address record whose name could stand in a PTR record. */
struct address_use {
    struct reverse_address address;
    const struct zone *zone;
    const struct record *record;
    const char
        *path; /* of the file: the first use, by file and byte, is where the finding stands */
};

struct address_uses {
    VECTOR(struct address_use) items;
};

static int compare_views(const char *a, const char *b)
{
    if (a == NULL || b == NULL) {
        return (a != NULL) - (b != NULL);
    }
    return strcmp(a, b);
}

static int compare_places(const struct address_use *a, const struct address_use *b)
{
    int order = strcmp(a->path, b->path);
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

static int address_use_compare(const void *a, const void *b)
{
    const struct address_use *use_a = a;
    const struct address_use *use_b = b;
    int order = memcmp(use_a->address.octets, use_b->address.octets, 16);
    if (order == 0) {
        order = (use_a->address.type > use_b->address.type) -
                (use_a->address.type < use_b->address.type);
    }
    if (order == 0) {
        order = compare_views(use_a->zone->view, use_b->zone->view);
    }
    return order != 0 ? order : compare_places(use_a, use_b);
}

static bool same_address(const struct address_use *a, const struct address_use *b)
{
    return a->address.type == b->address.type &&
           memcmp(a->address.octets, b->address.octets, 16) == 0 &&
           compare_views(a->zone->view, b->zone->view) == 0;
}

/* The loaded zone that holds the reverse name of an address; NULL when none does. */
static const struct name *reverse_name_if_loaded(struct check *check,
                                                 const struct zone *zone,
                                                 const struct reverse_address *address)
{
    uint8_t wire[NAME_OCTETS_MAX];
    size_t length = reverse_address_to_wire(address, wire);
    const struct name *name = name_new(check->scratch, (struct bytes){wire, length});
    return zone_set_find(check->set, zone->view, name) == NULL ? NULL : name;
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

static void collect_uses(const struct zone_set *set, struct address_uses *uses)
{
    for (size_t i = 0; i < set->zones.count; i++) {
        const struct zone *zone = set->zones.items[i];
        for (size_t k = 0; k < zone->records.count; k++) {
            const struct record *record = &zone->records.items[k];
            if (!rrtype_has(record->type, RRTYPE_ADDRESS) || zone->class != CLASS_IN ||
                !needs_reverse(zone, record)) {
                continue;
            }
            struct address_use use = {
                .address = reverse_address_from_record(zone, record),
                .zone = zone,
                .record = record,
                .path = source_list_get(set->sources, record_source(zone, record))->path,
            };
            if (is_address_of_host(&use.address)) {
                VECTOR_PUSH(&uses->items, use);
            }
        }
    }
}

/* How many other names with the address are shown; a web server may have thousands. */
enum { OTHER_NAMES_MAX = 8 };

static void report_ptr_missing(struct check *check,
                               const struct answer *answer,
                               const struct address_use *uses,
                               size_t count)
{
    struct finding *finding =
        check_report_record(check, uses[0].zone, uses[0].record, 0, "address has no PTR record");
    finding->label =
        check_format(check, "%s %s", check_name(check, answer->name),
                     answer->end == ANSWER_NO_NAME ? "does not exist" : "has no PTR record");
    check_relate_path(check, finding, answer);
    finding->why = "RFC 1912 section 2.1: every address has a matching PTR record; receivers "
                   "refuse mail from addresses without one";
    for (size_t i = 1; i < count && i <= OTHER_NAMES_MAX; i++) {
        check_relate_record(check, finding, uses[i].zone, uses[i].record, "%s has this address too",
                            check_name(check, record_owner(uses[i].zone, uses[i].record)));
    }
    if (count > OTHER_NAMES_MAX + 1) {
        check_note(check, finding, "%zu more records have this address",
                   count - OTHER_NAMES_MAX - 1);
    }
    if (count == 1) {
        finding->help =
            check_format(check, "add to zone %s: %s PTR %s", check_name(check, answer->zone->apex),
                         check_name(check, answer->name),
                         check_name(check, record_owner(uses[0].zone, uses[0].record)));
    } else {
        finding->help = check_format(check, "choose one of these names for a PTR record at %s",
                                     check_name(check, answer->name));
    }
}

void rule_ptr_missing(struct check *check, const struct zone_set *set)
{
    if (!any_reverse_zone(set)) {
        return;
    }
    struct address_uses uses = {0};
    collect_uses(set, &uses);
    if (uses.items.count > 0) {
        qsort(uses.items.items, uses.items.count, sizeof(struct address_use), address_use_compare);
    }
    for (size_t start = 0, end; start < uses.items.count; start = end) {
        const struct address_use *use = &uses.items.items[start];
        end = start + 1;
        while (end < uses.items.count && same_address(use, &uses.items.items[end])) {
            end++;
        }
        const struct name *reverse = reverse_name_if_loaded(check, use->zone, &use->address);
        if (reverse != NULL) {
            struct answer answer;
            check_resolve(check, use->zone, reverse, MASK_PTR, &answer);
            if ((answer.end == ANSWER_NO_NAME || answer.end == ANSWER_NO_DATA) &&
                !is_empty_reverse_zone(answer.zone)) {
                report_ptr_missing(check, &answer, use, end - start);
            }
        }
        arena_clear(check->scratch);
    }
    VECTOR_FREE(&uses.items);
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
                        ? node_owns_address(answer.zone, answer.node, &address) == OWNERSHIP_NONE
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
    if (answer.end == ANSWER_DATA) {
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
