/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/lookup.h"

#include "zones/record_text.h"

static void ask(struct lookups *lookups, const char *view, const struct zone *near)
{
    const struct question *question = lookups->question;
    const struct vantage from = {lookups->places.set, near, lookups->external};
    struct lookup lookup = {.view = view};
    if (question->type == QUESTION_ADDRESSES || question->type == QUESTION_ANY) {
        type_mask wanted = question->type == QUESTION_ANY ? MASK_ALL : MASK_ADDRESS;
        resolve(&from, question->name, wanted, lookups->arena, &lookup.answer);
    } else {
        resolve_type(&from, question->name, question->type, lookups->arena, &lookup.answer);
    }
    VECTOR_PUSH(&lookups->items, lookup);
}

bool zone_is_in_view(const struct zone *zone, const char *view)
{
    return zone->view == view ||
           (zone->view != NULL && view != NULL && strcmp(zone->view, view) == 0);
}

/* Whether the view of this zone was asked. */
static bool is_asked(const struct lookups *lookups, const struct zone *zone)
{
    for (size_t i = 0; i < lookups->items.count; i++) {
        if (zone_is_in_view(zone, lookups->items.items[i].view)) {
            return true;
        }
    }
    return false;
}

struct lookups lookups_ask(const struct question *question,
                           struct places places,
                           const struct external_names *external,
                           const char *view)
{
    struct lookups lookups = {
        .question = question,
        .places = places,
        .external = external,
        .arena = arena_new(),
    };
    const struct zone *other = NULL; /* a zone of the view that is not above the name */
    for (size_t i = 0; i < places.set->zones.count; i++) {
        const struct zone *zone = places.set->zones.items[i];
        if (view != NULL && !zone_is_in_view(zone, view)) {
            continue;
        }
        if (!name_is_within(question->name, zone->apex)) {
            other = zone;
        } else if (!is_asked(&lookups, zone)) {
            ask(&lookups, zone->view, zone);
        }
    }
    if (lookups.items.count == 0 && other != NULL) {
        /* In no view that may be asked is a zone above the name, so any of them says the same. */
        ask(&lookups, view, other);
    }
    return lookups;
}

void lookups_end(struct lookups *lookups)
{
    VECTOR_FREE(&lookups->items);
    arena_free(lookups->arena);
}

struct served_records served_records_of(const struct zone *zone,
                                        const struct node *node,
                                        uint16_t asked,
                                        struct arena *arena)
{
    struct served_records records = {0};
    if (node == NULL) {
        return records;
    }
    records = node_served_records(zone, node, arena);
    size_t kept = 0;
    for (size_t i = 0; i < records.items.count; i++) {
        if (question_wants(asked, records.items.items[i].record->type)) {
            records.items.items[kept++] = records.items.items[i];
        }
    }
    records.items.count = kept;
    return records;
}

struct served_records lookup_records(const struct lookups *lookups, const struct lookup *lookup)
{
    const struct answer *answer = &lookup->answer;
    const struct node *node = answer->obstacle;
    uint16_t asked = answer->end == ANSWER_TOO_LONG ? TYPE_DNAME : QUESTION_ANY;
    if (answer->end == ANSWER_DATA) {
        node = answer->node;
        asked = lookups->question->type;
    } else if (answer->delegation != NULL && answer->zone != NULL) {
        node = zone_find_node(answer->zone, answer->delegation);
        asked = TYPE_NS;
    }
    return served_records_of(answer->zone, node, asked, lookups->arena);
}

const struct name *lookup_owner(const struct lookup *lookup, const struct record *record)
{
    const struct answer *answer = &lookup->answer;
    return answer->end == ANSWER_DATA ? answer->name : record_owner(answer->zone, record);
}

struct span lookup_span(const struct lookups *lookups,
                        const struct zone *zone,
                        const struct record *record)
{
    struct record_text text;
    record_text_read(&text, lookups->places.set->sources, zone, record);
    struct span span = text.span;
    record_text_end(&text);
    return span;
}

const char *answer_end_word(enum answer_end end)
{
    static const char *const words[] = {
        [ANSWER_DATA] = "data", [ANSWER_NO_DATA] = "no-data",   [ANSWER_NO_NAME] = "no-name",
        [ANSWER_LOOP] = "loop", [ANSWER_TOO_LONG] = "too-long", [ANSWER_UNKNOWN] = "unknown",
    };
    return words[end];
}

const char *unknown_reason_word(enum unknown_reason reason)
{
    static const char *const words[] = {
        [UNKNOWN_NOTHING] = NULL,          [UNKNOWN_OUTSIDE] = "outside",
        [UNKNOWN_DELEGATED] = "delegated", [UNKNOWN_INCOMPLETE] = "incomplete",
        [UNKNOWN_CONFLICT] = "conflict",   [UNKNOWN_DUPLICATE] = "duplicate",
        [UNKNOWN_STEPS] = "steps",
    };
    return words[reason];
}

const char *hop_kind_word(enum hop_kind kind)
{
    static const char *const words[] = {
        [HOP_CNAME] = "cname",
        [HOP_WILDCARD_CNAME] = "wildcard-cname",
        [HOP_DNAME] = "dname",
        [HOP_EXTERNAL] = "external",
    };
    return words[kind];
}
