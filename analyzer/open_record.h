/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/check.h"

/* A record is open for a rule when what the rule would find there depends on names or addresses of
 * which no loaded zone tells. Who checks one file of many finds nothing in such a record, and that
 * proves nothing. */

/** The types of records that may be open for a rule; NULL is any custom rule. */
type_mask open_types(const struct rule *rule);

/** Whether a record of such a type is open. `of_dot`: also when the name that is meant, where its
 * final dot was forgotten, is not known (rule missing-trailing-dot). Uses the scratch of the
 * check. */
bool record_is_open(struct check *check,
                    const struct zone *zone,
                    const struct record *record,
                    bool of_dot);
