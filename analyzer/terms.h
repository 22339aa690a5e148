/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/zone_policy.h"
#include "zones/zone_set.h"

struct baseline;

/** What an analysis and its fixes go by: what the operator wants of each zone, and the time. They
 * hold for a set and for those that are changes of it. */
struct analysis_terms {
    const struct zone_policy *const *zones; /**< by zone->number; NULL: `policy` is for all */
    const struct zone_policy *policy;       /**< for what is about no zone */
    const struct baseline *baseline;        /**< what is accepted for now; NULL: nothing */
    int64_t now;                            /**< seconds since 1970 */
};

/** `zone` may be NULL. */
static inline const struct zone_policy *terms_policy(const struct analysis_terms *terms,
                                                     const struct zone *zone)
{
    return zone == NULL || terms->zones == NULL ? terms->policy : terms->zones[zone->number];
}
