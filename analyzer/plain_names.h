/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/zone.h"

/** The two questions that rules ask about the hosts and owners of nearly every record. */
enum common_question {
    QUESTION_ADDRESS, /**< MASK_ADDRESS: whether a host can be reached */
    QUESTION_ALIASES, /**< everything but MASK_CNAME: where an alias leads */
};

/** The names of one zone about which there is nothing to tell, as far as they were asked for. A
 * zone names the same few hosts again and again, and several rules look at each record: what is
 * known to be plain is a bit, and needs neither the name nor the resolver.
 *
 * An answer is plain when it is data or unknown, and behind no alias (QUESTION_ADDRESS) or behind
 * no more than cname-chain-long lets be (QUESTION_ALIASES), and those have an end. All zero knows
 * nothing. One thread uses it. */
struct plain_names {
    const struct zone *zone; /**< the bits are about this one */
    uint64_t *bits;          /**< by the number of the name; in `arena` of plain_names_start() */
    size_t words;            /**< that fit `bits` */
};

/** Turns to another zone, and forgets what was known. The bits live in `arena`. */
void plain_names_start(struct plain_names *plain, const struct zone *zone, struct arena *arena);

/* A name takes two units of its pool at least, so that the place of each has room for two bits. */
static inline size_t plain_names_bit(uint32_t name, enum common_question question)
{
    static_assert(offsetof(struct name, wire) + 1 > POOL_UNIT_BYTES, "a place for each question");
    return (size_t)name + question;
}

/** Whether the name with this number in the names of `plain->zone` is known to be plain. */
static inline bool plain_names_has(const struct plain_names *plain,
                                   uint32_t name,
                                   enum common_question question)
{
    size_t bit = plain_names_bit(name, question);
    return (plain->bits[bit / 64] >> bit % 64 & 1) != 0;
}

static inline void plain_names_add(struct plain_names *plain,
                                   uint32_t name,
                                   enum common_question question)
{
    size_t bit = plain_names_bit(name, question);
    plain->bits[bit / 64] |= UINT64_C(1) << bit % 64;
}
