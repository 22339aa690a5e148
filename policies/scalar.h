/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/schema.h"
#include "zones/base/nearest.h"

/** Adds a problem when the text is neither a rule nor a family; `nearest` has been offered what else
 * it may be. For kinds that take such words besides. */
void scalar_check_rules(const struct scalar_kind *kind,
                        const struct scalar_check *check,
                        const struct yaml_node *scalar,
                        struct nearest nearest);

/* The kinds of text in a policy. Each text is what its kind says and nothing else: `no` is the name
 * of a zone where names are meant, and no boolean anywhere. */

/** The place of `length` bytes of a scalar, which its text has, from `offset` on; all of it where
 * the file has other bytes than the text. */
struct policy_place scalar_place_within(const struct yaml_node *scalar,
                                        size_t offset,
                                        size_t length);

extern const struct scalar_kind scalar_text;           /**< any text for people */
extern const struct scalar_kind scalar_boolean;        /**< `true` or `false` alone */
extern const struct scalar_kind scalar_count;          /**< decimal, from 0 to 2^32 - 1 */
extern const struct scalar_kind scalar_period;         /**< `300`, `1h30m`: period_from_text() */
extern const struct scalar_kind scalar_severity;       /**< severity_from_text() */
extern const struct scalar_kind scalar_rule;           /**< the name of a rule */
extern const struct scalar_kind scalar_rules;          /**< of a rule or a family */
extern const struct scalar_kind scalar_type;           /**< of records: rrtype_from_text() */
extern const struct scalar_kind scalar_name;           /**< an absolute domain name */
extern const struct scalar_kind scalar_name_glob;      /**< GLOB_NAME */
extern const struct scalar_kind scalar_path_glob;      /**< GLOB_PATH */
extern const struct scalar_kind scalar_owner_pattern;  /**< owner_pattern_new() */
extern const struct scalar_kind scalar_origin_pattern; /**< origin_pattern_new() */
extern const struct scalar_kind scalar_suppression_pattern; /**< suppression_pattern_read() */
extern const struct scalar_kind scalar_regex;               /**< regex_new() */
extern const struct scalar_kind scalar_network;             /**< network_from_text() */
extern const struct scalar_kind scalar_address;             /**< of IPv4 or IPv6 */
