/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/baseline.h"
#include "analyzer/check.h"

/* The inside of baseline.h: for which entries a finding that is not there any more proves that
 * something was repaired. */

/** Looks at the zones of a run. */
struct baseline_judge {
    struct check check;
    struct findings *findings; /**< none are made */
};

/** All of it outlives the judge, which is ended with baseline_judge_end(). */
void baseline_judge_begin(struct baseline_judge *judge,
                          const struct zone_set *set,
                          const struct analysis_terms *terms);
void baseline_judge_end(struct baseline_judge *judge);

/** Whether the run knows what there is of an entry: its zone was read, and read whole unless the
 * rule is about flaws of the text; the rule is on; and no record that the entry is about is open
 * (analyzer/open_record.h). */
bool baseline_judge_knows(struct baseline_judge *judge, const struct baseline_entry *entry);
