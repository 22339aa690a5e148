/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/zone_policy.h"

/** What rules let be set under `rules.options` of a policy, as it is for a zone. Patterns and
 * networks live in the arena that they were made in. */
struct rule_options {
    uint32_t cname_chain_max;              /**< more aliases in a row are a finding */
    const struct network *ptr_networks;    /**< addresses that need PTR records: in one of these */
    size_t ptr_network_count;              /**< 0: all do */
    const struct owner_pattern **ptr_skip; /**< owners whose addresses need none */
    size_t ptr_skip_count;
};

/** A map from rules to their options, for the vocabulary. */
extern const struct schema rule_options_schema;

/** As they are when nothing is set. */
extern const struct rule_options rule_options_default;

/** What a policy sets for a zone. */
struct rule_options rule_options_make(const struct zone_policy *policy, struct arena *arena);
