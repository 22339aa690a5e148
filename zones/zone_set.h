/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/workers.h"
#include "zones/load.h"
#include "zones/zone.h"

/** A file that could not be read at all, and why. */
struct unread {
    const char *path;
    const char *message; /**< begins with the path */
};

/** How zone_set_change() reads a zone whose text has changed. */
enum reread_way {
    REREAD_PART,  /**< around the changes where that is certain to give the same: zone_change() */
    REREAD_WHOLE, /**< all of it */
    REREAD_BOTH,  /**< one way and the other, which must come to the same; for tests */
};

/** All the zones of a run, read together. Read-only once zone_set_index() is done. */
struct zone_set {
    struct source_list *sources;
    struct arena *arena;
    VECTOR(struct zone *) zones;      /**< in the order of the claims */
    VECTOR(struct arena *) arenas;    /**< of small zones and texts, one for each reader */
    VECTOR(struct zone_claim) claims; /**< one for each zone */
    VECTOR(struct unread) unread;
    struct zone_table *by_apex; /**< from view and apex to zone */
    struct workers *workers;    /**< who shares the work on the set: of the caller; or NULL */
    enum reread_way reread_way;
    const struct zone_set *base;          /**< the set that this one is a change of, or NULL */
    VECTOR(struct source_change) changes; /**< then: of its sources; the texts are not kept */
};

struct zone_set *zone_set_new(void);

/** Frees the set with its zones and sources. `set` may be NULL. */
void zone_set_free(struct zone_set *set);

/** Reads the zones into the set, in the order of the claims; a file that cannot be read is added to
 * `unread`. The workers of the set share the files: the result is the same with any number. */
void zone_set_load_all(struct zone_set *set, const struct zone_claim *claims, size_t count);

/** The same for one zone. */
void zone_set_load(struct zone_set *set, const struct zone_claim *claim);

/** Makes the zones findable and marks those that are claimed twice. */
void zone_set_index(struct zone_set *set);

/** The set as it would be with changes in some of its sources: those zones are read again that use
 * a changed source, the rest is shared. `base` must outlive the new one. Indexed. */
struct zone_set *zone_set_change(const struct zone_set *base,
                                 const struct source_change *changes,
                                 size_t count);

/** The zone whose apex this is, in this view (NULL: no view); NULL when none is loaded. */
struct zone *zone_set_find_apex(const struct zone_set *set,
                                const char *view,
                                const struct name *apex);

/** The zone with the deepest apex at or above `name` in this view: RFC 1034 section 4.3.2 step
 * 2. */
struct zone *zone_set_find(const struct zone_set *set, const char *view, const struct name *name);

/** The same among the zones whose apex is below that of `zone`, in its view; NULL when none of them
 * is at or above `name`, which itself is at or below the apex of `zone`. */
struct zone *zone_set_find_below(const struct zone_set *set,
                                 const struct zone *zone,
                                 const struct name *name);

/** Whether a zone reads this source. */
bool zone_uses_source(const struct zone *zone, uint32_t source);
