/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/finding.h"
#include "analyzer/suppression_source.h"

/** A suppression for an RRset of a zone, wherever its records stand. */
struct suppressed_rrset {
    const struct zone *zone;
    const char *owner; /**< absolute, as findings have it */
    uint16_t type;
    struct suppressed_source *source;
    uint32_t suppression; /**< its index there */
};

struct suppressed_rrsets {
    VECTOR(struct suppressed_rrset)
    items; /**< by zone, type, owner; then in the order of reading */
};

/** Adds the RRsets of which a reading of the source has records at suppressions for RRsets. */
void suppressed_rrsets_add(struct suppressed_rrsets *rrsets,
                           struct suppressed_source *source,
                           const struct source_reading *reading);

/** Puts them in order, when all are there. */
void suppressed_rrsets_sort(struct suppressed_rrsets *rrsets);

/** Those for the RRset that a finding is about: from the returned index on, up to `ret_end`. */
size_t suppressed_rrsets_find(const struct suppressed_rrsets *rrsets,
                              const struct finding *finding,
                              size_t *ret_end);
