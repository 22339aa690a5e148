/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "policies/policy.h"

static int make_policy(void **state)
{
    *state = policy_new();
    return 0;
}

static int free_policy(void **state)
{
    policy_free(*state);
    return 0;
}

static void no_policy_can_be_freed(void **state)
{
    (void)state;
    policy_free(NULL);
}

static void severities_have_the_names_that_users_write(void **state)
{
    (void)state;
    static const char *const names[] = {"off", "info", "warning", "error"};
    for (int i = 0; i < SEVERITY_COUNT; i++) {
        enum severity severity;
        assert_string_equal(severity_text((enum severity)i), names[i]);
        assert_true(severity_from_text(names[i], &severity));
        assert_int_equal(severity, i);
    }
}

static void other_words_are_no_severity(void **state)
{
    (void)state;
    static const char *const words[] = {"", "Error", "errors", "err", "warn", "none", " off"};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        enum severity severity;
        assert_false(severity_from_text(words[i], &severity));
    }
}

static void a_new_policy_leaves_everything_as_it_is(void **state)
{
    const struct policy *policy = *state;
    assert_int_equal(policy->fail_on, SEVERITY_WARNING);
    assert_int_equal(policy->show, SEVERITY_WARNING);
    assert_false(policy->unsafe_fixes);
    assert_int_equal(policy_severity(policy, "soa-missing", SEVERITY_ERROR), SEVERITY_ERROR);
    assert_int_equal(policy_severity(policy, "zone-file-name", SEVERITY_OFF), SEVERITY_OFF);
    assert_false(policy_names_fix(policy, "duplicate-record"));
}

static void the_last_word_on_a_rule_counts(void **state)
{
    struct policy *policy = *state;
    policy_set_severity(policy, "ns-single", SEVERITY_OFF);
    policy_set_severity(policy, "soa-missing", SEVERITY_INFO);
    policy_set_severity(policy, "ns-single", SEVERITY_ERROR);
    assert_int_equal(policy_severity(policy, "ns-single", SEVERITY_WARNING), SEVERITY_ERROR);
    assert_int_equal(policy_severity(policy, "soa-missing", SEVERITY_ERROR), SEVERITY_INFO);
    assert_int_equal(policy_severity(policy, "ns", SEVERITY_WARNING), SEVERITY_WARNING);
}

static void rules_are_named_for_repair_one_by_one(void **state)
{
    struct policy *policy = *state;
    policy_add_fix_rule(policy, "duplicate-record");
    policy_add_fix_rule(policy, "mx-target-alias");
    assert_true(policy_names_fix(policy, "duplicate-record"));
    assert_true(policy_names_fix(policy, "mx-target-alias"));
    assert_false(policy_names_fix(policy, "mx-target"));
    assert_false(policy_names_fix(policy, "ns-target-alias"));
}

static void a_policy_keeps_copies_of_what_it_is_told(void **state)
{
    struct policy *policy = *state;
    char rule[] = "ns-single";
    char name[] = "host.example.";
    policy_set_severity(policy, rule, SEVERITY_OFF);
    policy_add_fix_rule(policy, rule);
    policy_add_canonical_name(policy, name);
    memset(rule, 'x', strlen(rule));
    memset(name, 'x', strlen(name));
    assert_int_equal(policy_severity(policy, "ns-single", SEVERITY_ERROR), SEVERITY_OFF);
    assert_true(policy_names_fix(policy, "ns-single"));
    assert_string_equal(policy->canonical_names.items[0], "host.example.");
}

#define WITH_POLICY(test) cmocka_unit_test_setup_teardown(test, make_policy, free_policy)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_policy_can_be_freed),
        cmocka_unit_test(severities_have_the_names_that_users_write),
        cmocka_unit_test(other_words_are_no_severity),
        WITH_POLICY(a_new_policy_leaves_everything_as_it_is),
        WITH_POLICY(the_last_word_on_a_rule_counts),
        WITH_POLICY(rules_are_named_for_repair_one_by_one),
        WITH_POLICY(a_policy_keeps_copies_of_what_it_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
