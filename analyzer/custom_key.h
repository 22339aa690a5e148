/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/custom_view.h"

/* The inside of custom.h: conditions that compare a number, or what can be had as one, as the ranges
 * of numbers with which they hold. So one look at sorted ranges tells that none of many rules has
 * anything to say about a record. */

enum custom_key_kind {
    CUSTOM_KEY_NONE,
    CUSTOM_KEY_OWNER,   /**< the number of its node */
    CUSTOM_KEY_TTL,     /**< in seconds */
    CUSTOM_KEY_NUMBER,  /**< in a field */
    CUSTOM_KEY_ADDRESS, /**< in a field: its first octets, eight at most */
};

/** Which number of a record. */
struct custom_key {
    enum custom_key_kind kind;
    struct rdata_field field; /**< of the last two kinds */
};

/** The number that a condition compares in records of the type at `type` among those of its rule;
 * CUSTOM_KEY_NONE when it compares none, or when more than the number tells that it holds, or, with
 * `wanted` false, that it does not. */
struct custom_key custom_key_of(const struct custom_condition *condition, size_t type, bool wanted);

bool custom_keys_equal(const struct custom_key *a, const struct custom_key *b);

/** The number of the record of `view`. */
uint64_t custom_key_value(const struct custom_key *key, const struct custom_view *view);

struct custom_range {
    uint64_t first;
    uint64_t last;
};

/** Ranges, and one without any: most records of a zone have one of few TTLs, or addresses in few
 * networks. All zero has nothing in it; freed with custom_ranges_free(). */
struct custom_ranges {
    VECTOR(struct custom_range) items; /**< sorted, and apart from each other, once finished */
    struct custom_range gap;
};

void custom_ranges_clear(struct custom_ranges *ranges);

/** Adds those with which the condition holds, or, with `wanted` false, does not. */
void custom_ranges_add(struct custom_ranges *ranges,
                       const struct custom_key *key,
                       const struct custom_condition *condition,
                       bool wanted,
                       const struct zone *zone);

/** To be called behind the last custom_ranges_add(). */
void custom_ranges_finish(struct custom_ranges *ranges);

void custom_ranges_find_gap(struct custom_ranges *ranges, uint64_t value);

/** Whether the value is in one of the ranges. */
static inline bool custom_ranges_have(struct custom_ranges *ranges, uint64_t value)
{
    if (value >= ranges->gap.first && value <= ranges->gap.last) {
        return false;
    }
    for (size_t i = 0; i < ranges->items.count && ranges->items.items[i].first <= value; i++) {
        if (value <= ranges->items.items[i].last) {
            return true;
        }
    }
    custom_ranges_find_gap(ranges, value);
    return false;
}

void custom_ranges_free(struct custom_ranges *ranges);
