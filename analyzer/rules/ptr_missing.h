/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/check.h"
#include "analyzer/rules/reverse_name.h"

/** An address record whose name could stand in a PTR record. */
struct address_use {
    struct reverse_address address;
    const struct zone *zone;
    const struct record *record;
};

/** The uses of one address in one view. */
struct use_group {
    struct address_use *first;
    size_t count;
    bool is_reduced; /**< others are left out, as the policy wants no PTR records for them */
};

/** Reports that an address has no PTR record, at its first use. `answer` is that for its reverse
 * name: a loaded zone proves that there is none. */
void ptr_missing_report(struct check *check,
                        const struct answer *answer,
                        const struct use_group *group);

/** Whether an address may lack a PTR record for all that the loaded zones tell: none of them answers
 * for its reverse name. `record` is one of an address. */
bool ptr_missing_is_open(struct check *check, const struct zone *zone, const struct record *record);
