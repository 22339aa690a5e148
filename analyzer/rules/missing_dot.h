/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/check.h"

/** A host that was meant to be absolute. */
struct missing_dot {
    const struct name
        *meant;   /**< with a dot behind it; NULL when it lacks none. Lives in scratch */
    bool works;   /**< a wildcard gives the name as it is read what the record needs */
    bool is_open; /**< it may lack one: no loaded zone tells of the name without the origin */
};

/** Whether the host of a record lacks its final dot beyond doubt: it is written with a dot inside
 * and none at the end, the name with the origin behind it does not exist (or only by a wildcard),
 * and the name without it stands in a loaded zone. */
struct missing_dot missing_dot_find(struct check *check,
                                    const struct zone *zone,
                                    const struct record *record);

/** Whether the rule missing-trailing-dot reports this record. Then its other defects have that one
 * cause, and other rules are silent about them. */
bool missing_dot_is_reported(struct check *check,
                             const struct zone *zone,
                             const struct record *record);

/** Adds to a finding about the host of a record that the host is written with a dot inside and none
 * at the end, when it is: the origin behind it may be the whole trouble. */
void missing_dot_note(struct check *check,
                      struct finding *finding,
                      const struct zone *zone,
                      const struct record *record);
