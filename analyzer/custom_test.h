/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/custom.h"

/* The tests that stand in custom rules (`zonetidy policy test`). Each is a small zone in which the
 * rule alone is run. */

/** What came of a test. */
struct custom_test_result {
    const struct custom_rule *rule;
    const struct custom_rule_test *test;
    const char *message;       /**< what is not as the test says, in the arena or static; NULL: the
                                    test is passed, and the rest means nothing */
    struct policy_place place; /**< where the policy says what did not come: of the zone text, the
                                    message, or the fixed text */
    const char *expected;      /**< to be held against each other: a message, or records one a line;
                                    NULL when `message` tells all */
    const char *found;
};

/** Runs a test of a rule; texts of the result live in `arena`. The zone text is read with the name
 * of the zone as origin and a TTL of 3600; it needs no SOA, and can include no file. Every fix is
 * taken, whatever its level. `row` is that of the rule. */
struct custom_test_result custom_test_run(const struct rule *row,
                                          const struct custom_rule *rule,
                                          const struct custom_rule_test *test,
                                          struct arena *arena);
