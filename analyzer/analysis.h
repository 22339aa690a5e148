/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/finding.h"
#include "analyzer/terms.h"
#include "analyzer/unknown_names.h"

/** Runs every rule that the policy leaves on over an indexed set, shared by the set's workers, and
 * sets aside what their baseline accounts for. The findings are sorted, are the same with any number
 * of workers, and belong to the caller; they point into `set`, which must outlive them. */
struct findings *analysis_run(const struct zone_set *set, const struct analysis_terms *terms);

/** Some nodes of a zone. */
struct analysis_place {
    const struct zone *zone;
    const uint32_t *nodes; /**< indexes */
    size_t count;
};

/** Runs the rules for these nodes and their records, those for the zones named as a whole, and
 * those for the set. Nothing is suppressed, and no baseline is looked at. The names that nothing here
 * could answer are added to `unknown`; some of them belong to the findings. */
struct findings *analysis_run_at(const struct zone_set *set,
                                 const struct analysis_terms *terms,
                                 const struct analysis_place *places,
                                 size_t count,
                                 struct unknown_names *unknown);

/** The findings of a set that is a change of another one, `set->base`: the same as analysis_run()
 * gives. `before` are the findings of that other set. What cannot be different is taken over from
 * there, and what it holds is shared, so `before` must outlive the result. */
struct findings *analysis_run_again(const struct zone_set *set,
                                    const struct analysis_terms *terms,
                                    const struct findings *before);
