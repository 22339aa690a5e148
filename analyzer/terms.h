/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/zone_policy.h"
#include "zones/zone_set.h"

struct baseline;
struct custom_rows;

/** The custom rules of a policy, as rules among others. */
struct policy_rows {
    const struct policy *policy;
    struct custom_rows *rows;
};

/** An override of a policy that has ended, and where the policy says so. */
struct expired_override {
    const struct policy_override *override;
    struct span span; /**< in a source of the set that has the text of the policy */
};

/** What an analysis and its fixes go by: what the operator wants of each zone, and the time. They
 * hold for a set and for those that are changes of it. */
struct analysis_terms {
    const struct zone_policy *const *zones; /**< by zone->number; NULL: `policy` is for all */
    const struct zone_policy *policy;       /**< for what is about no zone */
    const struct baseline *baseline;        /**< what is accepted for now; NULL: nothing */
    int64_t now;                            /**< seconds since 1970 */
    VECTOR(struct policy_rows) custom;      /**< of each policy that has any */
    VECTOR(struct expired_override) expired;
};

/** Makes rules of the custom rules of a policy; before any analysis with it, and once. Findings point
 * to them. */
void terms_add_custom_rules(struct analysis_terms *terms, const struct policy *policy);

/** NULL when the policy has none. */
struct custom_rows *terms_custom_rules(const struct analysis_terms *terms,
                                       const struct policy *policy);

/** Gives back what terms_add_custom_rules() made, once nothing points there any more. */
void terms_end(struct analysis_terms *terms);

/** `zone` may be NULL. */
static inline const struct zone_policy *terms_policy(const struct analysis_terms *terms,
                                                     const struct zone *zone)
{
    return zone == NULL || terms->zones == NULL ? terms->policy : terms->zones[zone->number];
}
