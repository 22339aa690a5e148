/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/suppression.h"
#include "zones/zone_set.h"

/** A place where a suppression can be: suppression_places_find(). */
struct suppression_candidate {
    uint64_t place;
    uint32_t source;
};

struct suppression_candidates {
    VECTOR(struct suppression_candidate) items; /**< by source, then by place */
};

/** Looks through all texts of the set where comments can be, shared by the set's workers. */
void suppression_scan(const struct zone_set *set,
                      const struct suppression_settings *const *settings,
                      size_t settings_count,
                      struct suppression_candidates *candidates);
