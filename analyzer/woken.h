/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/zone_rules.h"
#include "zones/base/vector.h"

/* Which rules a record or node wakes depends on its types alone, and a zone has few sets of types.
 * So the rules of the sets that came last are remembered, and most records and nodes go straight to
 * the rules that are for them. */

enum { WOKEN_SETS_KNOWN = 16 };

/** The rules that a set of types wakes. */
struct woken_rules {
    type_mask types;
    size_t count;
    const struct active_rule **rules; /**< NULL until there was a set here */
};

/** All zero but `rules_max` knows none. One thread uses it, for the rules of one scope. */
struct woken {
    size_t rules_max; /**< the most rules that a scope may have */
    struct woken_rules known[WOKEN_SETS_KNOWN];
};

/** Forgets all sets, before it is used for the rules of other zones. */
void woken_clear(struct woken *woken);

/** Finds the rules of a set again, in the place of one that was known. For woken_get(). */
void woken_find(struct woken_rules *known,
                const struct active_rules *active,
                type_mask types,
                size_t rules_max);

void woken_free(struct woken *woken);

/** The rules that these types wake. They stay until another set is asked for. */
static inline const struct woken_rules *woken_get(struct woken *woken,
                                                  const struct active_rules *active,
                                                  type_mask types)
{
    /* Types that occur together differ in few bits; the product spreads them over its top ones. */
    size_t place = (types * UINT32_C(2654435769)) >> 28;
    struct woken_rules *known = &woken->known[place];
    if (known->types != types) {
        woken_find(known, active, types, woken->rules_max);
    }
    return known;
}
