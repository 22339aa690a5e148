/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/path.h"
#include "zones/zone_set.h"

/** The texts that places are in, and how their paths are shown. */
struct places {
    const struct zone_set *set;
    const char *folder; /**< paths below it are shown without it: the working folder. NULL when
                             nobody knows */
};

/** A place in a file. */
struct place {
    struct span span;
    struct position position;
    const struct zone *zone; /**< NULL when it is in no zone's text */
};

/** The path of a source as it is shown, with bytes as they are. */
const char *places_path(struct places places, uint32_t source);

struct place place_of(struct places places, struct span span, const struct zone *zone);

/** Adds `db.example.com:12:21 (zone example.com., view internal)`, and where the zone includes the
 * file, when it is not the zone's own. What must not reach a terminal is escaped. */
void place_show(struct places places, const struct place *place, struct buffer *shown);
