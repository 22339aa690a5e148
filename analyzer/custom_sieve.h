/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/custom_ends.h"
#include "analyzer/custom_key.h"
#include "analyzer/custom_view.h"

/* The inside of custom.h: which rules have to look at a record at all.
 *
 * Each record of a large zone comes by all rules for its type, and hardly any rule has anything to
 * say about it. So each rule has one condition without which it finds nothing, the cheapest there
 * is, and that alone is tried first. Where it compares a number (custom_key.h: an owner, a TTL, a
 * value), all rules that compare the same are tried at once, and so are all patterns of owners
 * (custom_ends.h). Conditions about the host that a record names are tried once for each host: a
 * zone names the same few again and again (analyzer/plain_names.h), and for a host about which no
 * rule has anything to say there is a bit.
 *
 * What depends on the zone alone is settled when a thread turns to it. An estate has many small
 * zones and few sets of rules that run in them, so that what is made for such a set is kept. */

/** How a host alone tells that the condition of a rule is not as it has to be. */
enum sieve_host_tells {
    SIEVE_HOST_ELSE,
    SIEVE_HOST_NAME,  /**< by custom_name_may_hold() */
    SIEVE_HOST_PLAIN, /**< by being known as plain */
};

/** A rule for records of one type. */
struct sieve_item {
    const struct custom_rule *rule;
    uint32_t row;
    uint32_t type;                            /**< the place of the type among those of the rule */
    const struct custom_condition *condition; /**< NULL: the rule has to look */
    bool wanted;                              /**< whether `condition` has to hold */
    enum sieve_host_tells by_host;
};

/** Rules that pass by the same number. */
struct sieve_group {
    struct custom_key key;
    VECTOR(struct sieve_item) items;
    struct custom_ranges ranges; /**< in which one of them passes */
};

/** Rules that find nothing unless a name has one of some ends. */
struct sieve_ended {
    VECTOR(struct sieve_item) items;
    struct custom_ends_list ends;
};

/** The rules for the records of one type. */
struct sieve_list {
    bool is_made; /**< else the rest is zero */
    uint16_t type;
    const struct zone *zone; /**< that the owners and hosts are about */
    VECTOR(struct sieve_item) items;
    VECTOR(struct sieve_group) groups;
    struct sieve_ended by_owner;
    VECTOR(struct sieve_item) host_items; /**< rules that the host alone may rule out */
    struct sieve_ended by_host;           /**< and those that its ends alone may */
    VECTOR(uint64_t)
    dull_hosts; /**< by the number of the name: none of these two finds a thing */
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
    view->rule = item->rule;
    view->type = item->type;
}

/** Whether one of the rules of a group may find something in the record. */
static inline bool sieve_group_passes(struct sieve_group *group, const struct custom_view *view)
{
    return custom_ranges_have(&group->ranges, custom_key_value(&group->key, view));
}

/** Whether one of the rules by owner may find something in the record. */
static inline bool sieve_owner_passes(const struct sieve_list *list, const struct custom_view *view)
{
    return list->by_owner.items.count > 0 &&
           custom_ends_have(&list->by_owner.ends, name_wire(record_owner(view->zone, view->record)),
                            name_wire(view->zone->apex));
}

/** Whether rules ask for the host. */
static inline bool sieve_asks_host(const struct sieve_list *list)
{
    return list->host_items.count + list->by_host.items.count > 0;
}

/** Lets the processor fetch what sieve_host_is_dull() will look at while others are busy. */
static inline void sieve_expect_host(const struct sieve_list *list, const struct custom_view *view)
{
    uint32_t host = record_host_number(view->zone, view->record);
    __builtin_prefetch(&list->dull_hosts.items[host / 64], 1);
}

/** Whether none of the rules that ask for the host finds anything because of it. */
bool sieve_host_is_dull(struct sieve_list *list, struct custom_view *view);

/** `sieves` may be NULL. */
void custom_sieves_free(struct custom_sieves *sieves);
