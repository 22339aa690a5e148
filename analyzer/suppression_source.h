/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/source_records.h"
#include "analyzer/suppression_scan.h"

/** The suppressions of a source, and what each of them covers. */
struct suppressed_source {
    uint32_t source;
    struct suppression_list list;
    VECTOR(uint32_t) entries; /**< indexes of those for an entry, by its place, then their own */
    VECTOR(uint32_t) rrsets;  /**< the same, of those for RRsets */
    VECTOR(uint32_t) ranges;  /**< the starts of those for a range, by place */
    VECTOR(uint32_t) files;   /**< those for the whole file */
    struct source_records records; /**< of all readings whose zones let it suppress */
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

/** How many of those with these indexes, by place, cover something that begins in front of the
 * place. */
size_t suppressed_source_count_before(const struct suppressed_source *source,
                                      const uint32_t *indexes,
                                      size_t count,
                                      uint64_t place);

void suppressed_source_end(struct suppressed_source *source);
