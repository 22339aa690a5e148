/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/custom_key.h"
#include "analyzer/custom_view.h"

/* The inside of custom.h: which rules have to look at a record at all.
 *
 * Each record of a large zone comes by all rules for its type, and hardly any rule has anything to
 * say about it. So each rule has one condition without which it finds nothing, the cheapest there
 * is, and that alone is tried first. Where it compares a number (custom_key.h: an owner, a TTL, a
 * value), all rules that compare the same are tried at once. Conditions about the host that a record
 * names are tried once for each host: a zone names the same few again and again
 * (analyzer/plain_names.h), and for a host about which no rule has anything to say there is a bit.
 *
 * What depends on the zone alone is settled when a thread turns to it. An estate has many small zones
 * and few sets of rules that run in them, so that what is made for such a set is kept. */

/** A rule for records of one type. */
struct sieve_item {
    uint32_t row;
    uint32_t type;                            /**< the place of the type among those of the rule */
    const struct custom_condition *condition; /**< NULL: the rule has to look */
    bool wanted;                              /**< whether `condition` has to hold */
};

/** Rules that pass by the same number. */
struct sieve_group {
    struct custom_key key;
    VECTOR(struct sieve_item) items;
    struct custom_ranges ranges; /**< in which one of them passes */
};

/** What a name ends with, in front of the root: its last octets. */
struct sieve_tail {
    uint64_t octets;
    uint64_t mask; /**< of those that count */
};

/** The rules for the records of one type. */
struct sieve_list {
    bool is_made; /**< else the rest is zero */
    uint16_t type;
    const struct zone *zone; /**< that the owners and hosts are about */
    VECTOR(struct sieve_item) items;
    VECTOR(struct sieve_group) groups;
    VECTOR(struct sieve_item) host_items; /**< rules that the host alone may rule out */
    VECTOR(struct sieve_item) tail_items; /**< those that it rules out unless it has one of: */
    VECTOR(struct sieve_tail) tails;
    VECTOR(uint64_t)
    dull_hosts; /**< by the number of the name: none of those rules finds a thing */
};

/** For zones in which the same rules run. */
struct custom_sieve {
    bool *runs; /**< by row */
    struct sieve_list lists[RRTYPE_SLOTS];
};

/** A thread keeps so many: in an estate with more of them, some are made several times. */
enum { CUSTOM_SIEVES_MAX = 16 };

/** All of a thread. All zero before the first use. */
struct custom_sieves {
    const struct zone *zone; /**< that `now` is for */
    const bool *is_on;
    struct custom_sieve *now;
    struct custom_sieve *all[CUSTOM_SIEVES_MAX];
    size_t count;
    size_t oldest; /**< once there are as many as there may be */
    bool *runs;    /**< room to find out */
};

/** The rules for the record of `view`, whose row and rule are not set; `is_on` tells by row which
 * rules are on, and stays where it is as long as a zone does. */
struct sieve_list *custom_sieve_list(struct custom_sieves *sieves,
                                     struct custom_view *view,
                                     const bool *is_on);

/** Sets row, rule and type of a view to those of an item. */
static inline void custom_view_turn_to(struct custom_view *view, const struct sieve_item *item)
{
    view->row = &view->room->rows->items[item->row];
    view->rule = view->row->custom;
    view->type = item->type;
}

/** Whether one of the rules of a group may find something in the record. */
static inline bool sieve_group_passes(struct sieve_group *group, const struct custom_view *view)
{
    return custom_ranges_have(&group->ranges, custom_key_value(&group->key, view));
}

/** Whether none of the rules that ask for the host finds anything because of it. */
bool sieve_host_is_dull(struct sieve_list *list, struct custom_view *view);

/** `sieves` may be NULL. */
void custom_sieves_free(struct custom_sieves *sieves);
