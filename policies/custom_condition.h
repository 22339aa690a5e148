/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/glob_ends.h"
#include "policies/network.h"
#include "policies/owner_pattern.h"
#include "policies/regex.h"
#include "zones/rdata_field.h"

/* What a custom rule asks of a record or a zone: a list of conditions that hold or do not, made
 * ready when the policy is read. */

/** What values are compared as. */
enum custom_value {
    CUSTOM_VALUE_NUMBER,
    CUSTOM_VALUE_NAME,
    CUSTOM_VALUE_ADDRESS,
    CUSTOM_VALUE_TEXT,
};

/** What a value has to be: all of those that are given, and of each list one. A value has a text
 * for patterns and expressions, whatever it is compared as: rdata_field_to_text(). */
struct custom_test {
    enum custom_value value;
    uint64_t min; /**< of a number; 0: any */
    uint64_t max; /**< UINT64_MAX: any */
    const uint64_t *numbers;
    size_t number_count;
    const struct bytes *texts; /**< of a name its wire form in lower case */
    size_t text_count;
    const struct network *networks; /**< of an address; single ones are networks of one */
    size_t network_count;
    const struct glob *const *globs;
    const struct glob_ends *glob_ends; /**< of a name: those of each */
    size_t glob_count;
    const struct regex *const *regexes;
    size_t regex_count;
};

/** What the loaded zones know about the host that a record names: bits. */
enum custom_target {
    CUSTOM_TARGET_ALIAS = 1,
    CUSTOM_TARGET_ADDRESS = 2,
    CUSTOM_TARGET_MISSING = 4,
    CUSTOM_TARGET_OUTSIDE = 8,
};

/** Records that a zone has: `has` and `exists`. */
struct custom_records {
    const uint16_t *types;
    size_t type_count;
    type_mask types_mask;
    const struct owner_pattern *const *owners;
    size_t owner_count; /**< 0: at the owner of the record, or, for a zone, anywhere */
};

/** What a condition looks at, cheap ones first. */
enum custom_subject {
    CUSTOM_TYPE,
    CUSTOM_TTL,
    CUSTOM_ZONE,
    CUSTOM_OWNER,
    CUSTOM_FIELD,
    CUSTOM_TARGET,
    CUSTOM_RECORDS,
};

struct custom_condition {
    enum custom_subject subject;
    const uint16_t *types; /**< CUSTOM_TYPE: one of them */
    size_t type_count;
    struct custom_test test;          /**< CUSTOM_TTL, CUSTOM_FIELD */
    const struct rdata_field *fields; /**< CUSTOM_FIELD: one for each type of the rule */
    const struct glob *const *zones;  /**< CUSTOM_ZONE: one of them */
    size_t zone_count;
    const struct owner_pattern *const *owners; /**< CUSTOM_OWNER: one of them */
    size_t owner_count;
    unsigned targets;              /**< CUSTOM_TARGET: enum custom_target, one of them */
    struct custom_records records; /**< CUSTOM_RECORDS */
};

/** All must hold. Sorted by what they cost. */
struct custom_conditions {
    const struct custom_condition *items;
    size_t count;
};
