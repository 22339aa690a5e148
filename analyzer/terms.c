/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/terms.h"

#include "analyzer/custom.h"

void terms_add_custom_rules(struct analysis_terms *terms, const struct policy *policy)
{
    if (policy->custom.items.count > 0) {
        struct policy_rows rows = {
            .policy = policy,
            .rows = custom_rows_new(policy->custom.items.items, policy->custom.items.count),
        };
        VECTOR_PUSH(&terms->custom, rows);
    }
}

struct custom_rows *terms_custom_rules(const struct analysis_terms *terms,
                                       const struct policy *policy)
{
    for (size_t i = 0; i < terms->custom.count; i++) {
        if (terms->custom.items[i].policy == policy) {
            return terms->custom.items[i].rows;
        }
    }
    return NULL;
}

void terms_end(struct analysis_terms *terms)
{
    for (size_t i = 0; i < terms->custom.count; i++) {
        custom_rows_free(terms->custom.items[i].rows);
    }
    VECTOR_FREE(&terms->custom);
    VECTOR_FREE(&terms->expired);
}
