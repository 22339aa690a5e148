/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/custom.h"
#include "tests/support/custom_rules.h"
#include "tests/support/zone_text.h"

/** How custom rules are run. */
struct custom_way {
    bool as_group; /**< as an analysis does; else each rule by itself */
    bool counts;   /**< what `match` selects is counted */
};

/** Custom rules over zones, as an analysis runs them: all rules for a record, then the next. */
struct custom_run {
    struct custom_way way;
    struct custom_group *group;
    struct arena *arena;
    struct custom_rules rules;
    struct custom_rows *rows;
    struct zone_set *set;
    struct policy policy; /**< says nothing; the custom rules are numbered from 0 */
    struct zone_policy zone_policy;
    struct analysis_terms terms;
    struct check check; /**< with the findings, sorted */
};

/** Runs the rules of a YAML list, with which nothing may be wrong: otherwise the test fails. To be
 * ended with custom_run_end(). */
void custom_run_start(struct custom_run *run,
                      struct custom_way way,
                      const char *rules,
                      const struct zone_text *zones,
                      size_t zone_count);

void custom_run_end(struct custom_run *run);
