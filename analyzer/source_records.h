/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/zone_set.h"

/* The records of a source by the places of their entries. A source may be read several times, for
 * several zones or for one: each reading made records of its own. */

/** A reading of a source for a zone. */
struct source_reading {
    const struct zone *zone;
    uint32_t inclusion; /**< struct scope */
};

/** The stretches of records that a reading of a source made, one after the other: first all zero
 * but for what is to be looked at. */
struct reading_stretches {
    const struct zone *zone;
    uint32_t source;
    uint32_t inclusion;
    size_t next;    /**< the stretch to look at next */
    uint32_t first; /**< the records of the one at hand, in the order of their entries */
    uint32_t end;
};

/** Moves to the next stretch that has records; false behind the last. */
bool reading_stretches_next(struct reading_stretches *stretches);

/** The first record from `first` up to `end`, of one stretch, whose entry does not begin in front
 * of `start`. */
uint32_t stretch_find(const struct zone *zone, uint32_t first, uint32_t end, uint64_t start);

/** Records of one reading that follow each other. */
struct source_stretch {
    const struct zone *zone;
    uint32_t first;
    uint32_t end; /**< behind `first` */
};

/** All that some readings of a source made. All zero: nothing. */
struct source_records {
    VECTOR(struct source_stretch) stretches; /**< by reading, then by place */
    VECTOR(size_t) ends;                     /**< where those of each reading end */
};

/** Adds those of another reading. */
void source_records_add(struct source_records *records,
                        uint32_t source,
                        const struct source_reading *reading);

void source_records_end(struct source_records *records);

/** Going through the records whose entries begin at `start` or behind it, in front of `end`: first
 * all zero but for these three. */
struct records_between {
    const struct source_records *records;
    uint64_t start;
    uint64_t end;
    const struct zone *zone; /**< of the record that came last */
    size_t reading;          /**< the reading to look at next */
    size_t stretch;          /**< of the one at hand: the stretch to look at next */
    size_t stretch_end;
    uint32_t next; /**< of the stretch at hand */
    uint32_t stop;
};

/** NULL behind the last one. */
const struct record *records_between_next(struct records_between *between);
