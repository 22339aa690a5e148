/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/resolver.h"

#include <assert.h>

/* The types of a question. */
struct wanted {
    type_mask types;
    uint16_t type; /* the only one, or 0: any of `types` */
};

const char *unknown_reason_text(enum unknown_reason reason)
{
    switch (reason) {
    case UNKNOWN_NOTHING:
        return "known";
    case UNKNOWN_OUTSIDE:
        return "outside the loaded zones";
    case UNKNOWN_DELEGATED:
        return "delegated to a zone that is not loaded";
    case UNKNOWN_INCOMPLETE:
        return "in a zone with entries that could not be read";
    case UNKNOWN_CONFLICT:
        return "an alias with other data beside it, which no server loads";
    case UNKNOWN_DUPLICATE:
        return "in a zone that two files claim";
    case UNKNOWN_STEPS:
        return "behind more aliases than this program follows";
    }
    return "unknown";
}

static void answer_unknown(struct answer *answer, enum unknown_reason reason)
{
    answer->end = ANSWER_UNKNOWN;
    answer->reason = reason;
}

static void answer_conflict(struct answer *answer, const struct node *node)
{
    answer->obstacle = node;
    answer_unknown(answer, UNKNOWN_CONFLICT);
}

/* What is not there is proven only where everything was read. */
static void answer_absent(struct answer *answer, enum answer_end end)
{
    if (!answer->zone->complete) {
        answer_unknown(answer, UNKNOWN_INCOMPLETE);
    } else {
        answer->end = end;
    }
}

/* The deepest node at or above the name; the apex at least, when the zone has any node. The number
 * of labels of the name above which it stands goes to `ret_labels_below`. */
static const struct node *closest_node(const struct zone *zone,
                                       const struct name *name,
                                       unsigned *ret_labels_below)
{
    unsigned below = 0;
    const struct node *node = zone_find_node(zone, name);
    while (node == NULL) {
        below++;
        assert(below <= name->labels);
        const struct name *own =
            name_table_find_wire(zone->names, name_without_labels(name, below));
        node = own == NULL ? NULL : zone_node(zone, own);
    }
    *ret_labels_below = below;
    return node;
}

static const struct node *node_above(const struct zone *zone, const struct node *node)
{
    return node->parent == NODE_NONE ? NULL : &zone->nodes.items[node->parent];
}

/* The highest cut or DNAME at or above `node`: the first that a server meets on its way down. For
 * the node of the name itself a DNAME does not count: it speaks for the names below it only. */
static const struct node *first_barrier(const struct zone *zone,
                                        const struct node *node,
                                        bool is_the_name)
{
    const uint32_t hidden = NODE_CUT | NODE_BELOW_CUT | NODE_BELOW_DNAME;
    if ((node->flags & hidden) == 0 && (is_the_name || (node->types & MASK_DNAME) == 0)) {
        return NULL; /* as for nearly every name: the flags tell it without a way up */
    }
    const struct node *barrier = NULL;
    for (const struct node *at = node; at != NULL; at = node_above(zone, at)) {
        bool dname_counts = !(is_the_name && at == node);
        if ((at->flags & NODE_CUT) != 0 || (dname_counts && (at->types & MASK_DNAME) != 0)) {
            barrier = at;
        }
    }
    return barrier;
}

/* Whether the path was at this name before. */
static bool path_comes_back(struct answer *answer, const struct name *name)
{
    for (size_t i = 0; i < answer->hop_count; i++) {
        if (name_equal(answer->hops[i].owner, name)) {
            answer->loop_start = i;
            return true;
        }
    }
    return false;
}

/* Adds the hop, whose owner is the name, and moves on to its target; false when the path ends with
 * it. */
static bool answer_follow(struct answer *answer, struct hop hop)
{
    if (answer->hop_count == ALIAS_STEPS_MAX) {
        answer_unknown(answer, UNKNOWN_STEPS);
        return false;
    }
    hop.owner = answer->name;
    answer->hops[answer->hop_count++] = hop;
    answer->name = hop.target;
    if (path_comes_back(answer, hop.target)) {
        answer->end = ANSWER_LOOP;
        return false;
    }
    return true;
}

/* RFC 6672 section 2.4: a name has one DNAME, and no CNAME beside it. */
static bool node_dname_is_certain(const struct zone *zone, const struct node *node)
{
    const struct record *first = node_first(zone, node, TYPE_DNAME);
    const struct record *dname = first;
    while (dname != NULL && record_equal(zone, dname, first)) {
        dname = node_next(zone, dname);
    }
    return dname == NULL && (node->types & MASK_CNAME) == 0;
}

/* RFC 6672 section 3.1: the labels below the DNAME's owner are put in front of its target. */
static bool answer_dname(struct answer *answer, const struct node *node, struct arena *scratch)
{
    if (!node_dname_is_certain(answer->zone, node)) {
        answer_conflict(answer, node);
        return false;
    }
    const struct record *dname = node_first(answer->zone, node, TYPE_DNAME);
    const struct name *owner = record_owner(answer->zone, dname);
    const struct name *target = record_host(answer->zone, dname);
    size_t front = (size_t)(answer->name->length - owner->length);
    if (front + target->length > NAME_OCTETS_MAX) {
        answer->end = ANSWER_TOO_LONG;
        answer->obstacle = node;
        return false;
    }
    uint8_t wire[NAME_OCTETS_MAX];
    memcpy(wire, answer->name->wire, front);
    memcpy(wire + front, target->wire, target->length);
    const struct name *made = name_new(scratch, (struct bytes){wire, front + target->length});
    return answer_follow(
        answer,
        (struct hop){.kind = HOP_DNAME, .zone = answer->zone, .record = dname, .target = made});
}

/* Types that may stand beside a CNAME are all in MASK_OTHER or are made by signers: RFC 4034
 * section 2, RFC 4035 section 2.5. */
static bool node_alias_is_certain(const struct zone *zone, const struct node *node)
{
    const struct record *cname = node_first(zone, node, TYPE_CNAME);
    for (uint32_t i = node->first; i != RECORD_NONE; i = zone->records.items[i].next) {
        const struct record *record = &zone->records.items[i];
        if (record->type == TYPE_CNAME ? !record_equal(zone, record, cname)
                                       : !rrtype_has(record->type, RRTYPE_BESIDE_CNAME)) {
            return false;
        }
    }
    return true;
}

/* Whether an alias is not followed: it is asked for itself, or what is asked for stands at the
 * alias (RFC 4035 section 2.5). */
static bool wanted_at_alias(struct wanted wanted)
{
    return (wanted.types & MASK_CNAME) != 0 || rrtype_has(wanted.type, RRTYPE_BESIDE_CNAME);
}

static bool node_has(const struct zone *zone, const struct node *node, struct wanted wanted)
{
    return (node->types & wanted.types) != 0 &&
           (wanted.type == 0 || node_first(zone, node, wanted.type) != NULL);
}

/* RFC 1034 section 4.3.2 step 3a, at a node that exists. */
static bool answer_at_node(struct answer *answer, const struct node *node, struct wanted wanted)
{
    const struct zone *zone = answer->zone;
    answer->node = node;
    if ((node->types & MASK_CNAME) != 0 && !wanted_at_alias(wanted)) {
        if (!node_alias_is_certain(zone, node)) {
            answer_conflict(answer, node);
            return false;
        }
        const struct record *cname = node_first(zone, node, TYPE_CNAME);
        struct hop hop = {
            .kind = answer->wildcard ? HOP_WILDCARD_CNAME : HOP_CNAME,
            .zone = zone,
            .record = cname,
            .target = record_host(zone, cname),
        };
        answer->node = NULL;
        return answer_follow(answer, hop);
    }
    if (node_has(zone, node, wanted)) {
        answer->end = ANSWER_DATA;
    } else {
        answer_absent(answer, ANSWER_NO_DATA);
    }
    return false;
}

/* RFC 4592 section 3.3: the wildcard below the closest encloser speaks for names that do not
 * exist. An unread entry might be the very name, so in an incomplete zone it speaks for none. */
static bool answer_below(struct answer *answer, const struct node *encloser, struct wanted wanted)
{
    const struct zone *zone = answer->zone;
    uint8_t wire[NAME_OCTETS_MAX] = {1, '*'};
    size_t length = node_name(zone, encloser)->length;
    assert(length + 2 <= sizeof(wire)); /* the name that was asked for is longer by a label too */
    memcpy(wire + 2, node_name(zone, encloser)->wire, length);
    const struct name *source = name_table_find_wire(zone->names, (struct bytes){wire, length + 2});
    if (source == NULL || source->node == NODE_NONE) {
        answer_absent(answer, ANSWER_NO_NAME);
        return false;
    }
    if (!zone->complete) {
        answer_unknown(answer, UNKNOWN_INCOMPLETE);
        return false;
    }
    answer->wildcard = true;
    const struct node *node = &zone->nodes.items[source->node];
    if ((node->types & (MASK_NS | MASK_DNAME)) != 0) {
        /* RFC 4592 sections 4.2 and 4.4: what these mean at a wildcard is left open. */
        answer_conflict(answer, node);
        return false;
    }
    return answer_at_node(answer, node, wanted);
}

/* RFC 4035 section 3.1.4.1: the DS RRset of a zone stands at its parent's side of the cut. Nothing
 * else that a question can be for does. */
static bool wanted_above_cut(struct wanted wanted)
{
    return wanted.types == MASK_DS;
}

/* One zone's part of the way; true when another name is to be looked up. */
static bool answer_in_zone(struct answer *answer, struct wanted wanted, struct arena *scratch)
{
    const struct zone *zone = answer->zone;
    unsigned labels_below;
    const struct node *node = closest_node(zone, answer->name, &labels_below);
    bool is_the_name = labels_below == 0;
    const struct node *barrier = first_barrier(zone, node, is_the_name);
    if (barrier != NULL && (barrier->types & MASK_DNAME) != 0 && (barrier->flags & NODE_CUT) == 0) {
        return answer_dname(answer, barrier, scratch);
    }
    if (barrier != NULL && !(is_the_name && barrier == node && wanted_above_cut(wanted))) {
        answer->delegation = node_name(zone, barrier);
        answer_unknown(answer, UNKNOWN_DELEGATED);
        return false;
    }
    return is_the_name ? answer_at_node(answer, node, wanted) : answer_below(answer, node, wanted);
}

/* The zone that is asked for the name. `near` (or NULL) is where it is looked for first: when the
 * name is one of its own, no other zone matters but those below it. */
static const struct zone *zone_of_name(const struct zone_set *set,
                                       const struct zone *near,
                                       const struct name *name)
{
    if (near == NULL) {
        return zone_set_find(set, NULL, name);
    }
    if (near->claimed_twice || zone_own_node(near, name) == NULL) {
        return zone_set_find(set, near->view, name);
    }
    const struct zone *below = zone_set_find_below(set, near, name);
    return below == NULL ? near : below;
}

/* The zone above a zone, whose apex is not the root; NULL when none is loaded. */
static const struct zone *zone_of_parent(const struct zone_set *set,
                                         const struct zone *zone,
                                         struct arena *scratch)
{
    return zone_set_find(set, zone->view, name_new(scratch, name_without_labels(zone->apex, 1)));
}

static bool is_apex_below_root(const struct zone *zone, const struct name *name)
{
    return !name_is_root(name) && name_equal(zone->apex, name);
}

static type_mask external_types(const struct external_name *external)
{
    type_mask types = 0;
    for (size_t i = 0; i < external->address_count; i++) {
        types |= rrtype_mask(external->addresses[i].type);
    }
    return types;
}

/* How the question ends at a name by what the operator says of it. He does not say which addresses
 * a trusted name has, and nothing about other types: ANSWER_UNKNOWN. */
static enum answer_end external_end(const struct external_name *external, struct wanted wanted)
{
    bool has = false;
    bool is_told = false;
    switch (external->kind) {
    case EXTERNAL_ABSENT:
        return ANSWER_NO_NAME;
    case EXTERNAL_TRUSTED:
        has = (wanted.types & MASK_ADDRESS) == MASK_ADDRESS;
        break;
    case EXTERNAL_ALIAS:
        has = (wanted.types & MASK_CNAME) != 0;
        break;
    case EXTERNAL_ADDRESSES:
        has = (wanted.types & external_types(external)) != 0;
        is_told = (wanted.types & ~(type_mask)MASK_ADDRESS) == 0;
        break;
    }
    return has ? ANSWER_DATA : is_told ? ANSWER_NO_DATA : ANSWER_UNKNOWN;
}

/* Ends the question by what the operator says of the name, or leads on with true. */
static bool answer_by_word(struct answer *answer, struct wanted wanted)
{
    const struct external_name *external = answer->external;
    bool leads_on = external->kind == EXTERNAL_ALIAS && !wanted_at_alias(wanted);
    enum answer_end end = external_end(external, wanted);
    if (!leads_on && end == ANSWER_UNKNOWN) {
        return false;
    }
    answer->reason = UNKNOWN_NOTHING;
    answer->zone = NULL;
    if (!leads_on) {
        answer->end = end;
        return false;
    }
    answer->external = NULL;
    return answer_follow(
        answer,
        (struct hop){.kind = HOP_EXTERNAL, .external = external, .target = external->target});
}

/* Whether the loaded zones leave the name to others, and the operator says something about it. */
static bool answer_is_left_to_operator(struct answer *answer,
                                       const struct external_names *external,
                                       struct wanted wanted)
{
    if (answer->end != ANSWER_UNKNOWN ||
        (answer->reason != UNKNOWN_OUTSIDE && answer->reason != UNKNOWN_DELEGATED) ||
        wanted_above_cut(wanted)) {
        return false;
    }
    answer->external = external_names_find(external, answer->name);
    return answer->external != NULL;
}

static void resolve_wanted(const struct vantage *from,
                           const struct name *name,
                           struct wanted wanted,
                           struct arena *scratch,
                           struct answer *answer)
{
    const struct zone *near = from->near;
    answer->hop_count = 0;
    answer->loop_start = 0;
    answer->name = name;
    answer->reason = UNKNOWN_NOTHING;
    bool on = true;
    while (on) {
        answer->node = NULL;
        answer->obstacle = NULL;
        answer->wildcard = false;
        answer->delegation = NULL;
        answer->external = NULL;
        answer->zone = zone_of_name(from->set, near, answer->name);
        if (wanted_above_cut(wanted) && answer->zone != NULL &&
            is_apex_below_root(answer->zone, answer->name)) {
            answer->zone = zone_of_parent(from->set, answer->zone, scratch);
        }
        if (answer->zone == NULL) {
            answer_unknown(answer, UNKNOWN_OUTSIDE);
            on = false;
        } else if (answer->zone->claimed_twice) {
            answer_unknown(answer, UNKNOWN_DUPLICATE);
            return;
        } else {
            near = answer->zone;
            on = answer_in_zone(answer, wanted, scratch);
        }
        if (!on && from->external != NULL &&
            answer_is_left_to_operator(answer, from->external, wanted)) {
            on = answer_by_word(answer, wanted);
        }
    }
}

void resolve(const struct vantage *from,
             const struct name *name,
             type_mask wanted,
             struct arena *scratch,
             struct answer *answer)
{
    resolve_wanted(from, name, (struct wanted){.types = wanted}, scratch, answer);
}

void resolve_type(const struct vantage *from,
                  const struct name *name,
                  uint16_t type,
                  struct arena *scratch,
                  struct answer *answer)
{
    const struct wanted wanted = {.types = rrtype_mask(type), .type = type};
    resolve_wanted(from, name, wanted, scratch, answer);
}

const struct external_name *answer_word(const struct answer *answer)
{
    for (size_t i = 0; i < answer->hop_count; i++) {
        if (answer->hops[i].external != NULL) {
            return answer->hops[i].external;
        }
    }
    return answer->end == ANSWER_UNKNOWN ? NULL : answer->external;
}
