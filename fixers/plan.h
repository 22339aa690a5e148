/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/finding.h"
#include "analyzer/terms.h"

/** The fixes of one round: those that the policy allows and that do not meet each other. */
struct plan {
    struct arena *arena;
    VECTOR(const struct finding *) findings; /**< whose fix is taken */
    VECTOR(const struct fix *) fixes;        /**< each once, though findings may share one */
    VECTOR(struct edit) edits;               /**< each once, sorted by source and start */
    VECTOR(struct change) changes;           /**< of those edits */
    VECTOR(uint32_t) sources;                /**< whose text they change, sorted */
    const char **left_because;               /**< one for each finding: why a fix that it has is not
                                                  taken; else NULL */
};

/** Chooses among the proposed fixes in the order of the findings. A zone whose serial cannot be
 * raised is left alone. Freed with plan_free(). */
struct plan *plan_build(const struct zone_set *set,
                        const struct analysis_terms *terms,
                        const struct findings *findings);

void plan_free(struct plan *plan);

/** The edits of the plan in one source: `ret_count` of them from the returned one on. */
const struct edit *plan_edits(const struct plan *plan, uint32_t source, size_t *ret_count);
