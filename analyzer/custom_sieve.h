/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/custom_view.h"

/* The inside of custom.h: which rules have to look at a record at all.
 *
 * Each record of a large zone comes by all rules for its type, and hardly any rule has anything to
 * say about it. So each rule has one condition without which it finds nothing, the cheapest there
 * is, and that alone is tried first: an owner by its number, a TTL, a value. Conditions about the
 * host that a record names are tried once for each host: a zone names the same few again and again
 * (analyzer/plain_names.h), and for a host about which no rule has anything to say there is a
 * bit. */

enum sieve_test {
    SIEVE_NOTHING,   /**< the rule has to look */
    SIEVE_NODE,      /**< the owner is `node` */
    SIEVE_TTL,       /**< the TTL is within `ttl_min` and `ttl_max` */
    SIEVE_CONDITION, /**< `condition` holds, or, of one that is required, does not */
};

/** A rule for records of one type. */
struct sieve_item {
    enum sieve_test test;
    uint32_t row;
    uint32_t type; /**< the place of the type among those of the rule */
    uint32_t node;
    uint32_t ttl_min;
    uint32_t ttl_max;
    const struct custom_condition *condition;
    bool wanted; /**< whether `condition` has to hold */
};

/** The rules for the records of one type in one zone. */
struct sieve_list {
    const struct zone *zone; /**< NULL: none yet */
    uint16_t type;
    VECTOR(struct sieve_item) items;
    VECTOR(struct sieve_item) ttl_items; /**< those that pass by SIEVE_TTL */
    uint64_t dull_ttl; /**< a TTL with which none of them passes; UINT64_MAX: none is known */
    VECTOR(struct sieve_item) host_items; /**< rules that the host alone may rule out */
    VECTOR(uint64_t)
    dull_hosts; /**< by the number of the name: none of those rules finds a thing */
};

/** All of a thread: by the slot of the type. All zero before the first use. */
struct custom_sieve {
    struct sieve_list lists[RRTYPE_SLOTS];
};

/** The rules for the record of `view`, whose row and rule are not set; `is_on` tells which
 * rules are on. */
struct sieve_list *custom_sieve_list(struct custom_sieve *sieve,
                                     struct custom_view *view,
                                     const bool *is_on);

/** Sets row, rule and type of a view to those of an item. */
static inline void custom_view_turn_to(struct custom_view *view, const struct sieve_item *item)
{
    view->row = &view->room->rows->items[item->row];
    view->rule = view->row->custom;
    view->type = item->type;
}

/** Whether the rule of an item may find something. */
static inline bool sieve_item_passes(const struct sieve_item *item, struct custom_view *view)
{
    switch (item->test) {
    case SIEVE_NOTHING:
        return true;
    case SIEVE_NODE:
        return item->node == view->record->owner;
    case SIEVE_TTL:
        return view->record->ttl_seconds >= item->ttl_min &&
               view->record->ttl_seconds <= item->ttl_max;
    case SIEVE_CONDITION:
        break;
    }
    custom_view_turn_to(view, item);
    return custom_condition_holds(view, item->condition, !item->wanted) == item->wanted;
}

/** Whether none of the rules in `ttl_items` looks at a record with the TTL of this one. */
bool sieve_ttl_is_dull(struct sieve_list *list, const struct record *record);

/** Whether none of the rules in `host_items` finds anything because of the host of the record. */
bool sieve_host_is_dull(struct sieve_list *list, struct custom_view *view);

/** Forgets all, and keeps the memory. */
void custom_sieve_forget(struct custom_sieve *sieve);

void custom_sieve_free(struct custom_sieve *sieve);
