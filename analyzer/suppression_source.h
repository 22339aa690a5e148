/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/suppression_scan.h"

/** A reading of a source for a zone. */
struct source_reading {
    const struct zone *zone;
    uint32_t inclusion; /**< struct scope */
};

/** The suppressions of a source, and what each of them covers. */
struct suppressed_source {
    uint32_t source;
    struct suppression_list list;
    VECTOR(uint32_t) entries; /**< indexes of those for an entry, by its place, then their own */
    VECTOR(uint32_t) rrsets;  /**< the same, of those for RRsets */
    VECTOR(uint32_t) ranges;  /**< the starts of those for a range, by place */
    VECTOR(uint32_t) files;   /**< those for the whole file */
};

/** Reads them from the entries around the candidates, of which there is at least one. `reading` is
 * one of the source: its records tell where entries begin, so that the text need not be read from
 * its start. */
void suppressed_source_read(struct suppressed_source *result,
                            struct arena *arena,
                            const struct source *source,
                            const struct source_reading *reading,
                            const struct suppression_candidate *candidates,
                            size_t count,
                            const struct suppression_settings *const *settings,
                            size_t settings_count);

void suppressed_source_end(struct suppressed_source *source);

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
