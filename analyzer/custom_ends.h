/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/custom.h"
#include "zones/base/vector.h"
#include "zones/name.h"

/* The inside of custom_sieve.h: what names begin and end with, as numbers of eight octets, so that
 * one look at a name tells that none of many patterns matches it. */

/** What a pattern asks of the octets of a name: those that count are in the masks. */
struct custom_ends {
    uint64_t head; /**< behind the length of the first label */
    uint64_t head_mask;
    uint64_t tail; /**< in front of the root, or of the apex */
    uint64_t tail_mask;
    bool absolute; /**< in front of the root */
};

/** One of them lets a name be matched. */
struct custom_ends_list {
    VECTOR(struct custom_ends) items;
};

/** Adds the ends of all names with which the condition, about the owner or about a field that is a
 * name, can hold. False, with nothing added, when there are too many of them. */
bool custom_ends_add(struct custom_ends_list *list, const struct custom_condition *condition);

/** Whether a name in lower case begins and ends in one of the ways. `apex` is that of its zone. */
bool custom_ends_have(const struct custom_ends_list *list, struct bytes wire, struct bytes apex);
