/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/finding.h"
#include "analyzer/terms.h"

/** A policy of a test, for all zones. */
struct test_policy {
    struct arena *arena;
    struct policy_problems problems;
    struct policy *policy;
    const struct zone_policy *zone; /**< what it says of a zone that no override names */
    struct analysis_terms terms;
};

/** Reads a policy from YAML, which must be good; NULL: one that says nothing. */
struct test_policy *test_policy_new(const char *yaml);

/** The terms for a set: what the policy says of each of its zones. They stay until this is called
 * again. */
const struct analysis_terms *test_policy_terms(struct test_policy *policy,
                                               const struct zone_set *set);

void test_policy_free(struct test_policy *policy);

/** Makes a finding, whose rule and severity are set, one of the policy. */
void test_policy_own(const struct test_policy *policy, struct finding *finding);

/** --fix-rule. */
void test_policy_name_fix(struct test_policy *policy, const char *rule);
