/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "policies/zone_policy.h"
#include "tests/support/policy_reading.h"

/* A policy, one that it extends, and what comes of both. */
struct setting_case {
    const char *parent;   /* without its version; NULL: there is none */
    const char *child;    /* likewise */
    const char *expected; /* each rule as a letter, in the order of the vocabulary */
};

static void start(struct policy_reading *reading,
                  const struct setting_case *one,
                  struct policy_setting setting)
{
    struct buffer parent = {0};
    struct buffer child = {0};
    buffer_add_format(&parent, "version: 1\n%s\n", one->parent == NULL ? "" : one->parent);
    buffer_add_format(&child, "version: 1\nextends: builtin:parent\n%s\n", one->child);
    struct policy_texts texts = {
        .main = buffer_string(&child),
        .parent = buffer_string(&parent),
        .settings = {setting},
    };
    policy_reading_start(reading, texts);
    if (reading->policy == NULL) {
        fail_msg("%s: %s", one->child, buffer_string(&reading->told));
    }
    buffer_free(&parent);
    buffer_free(&child);
}

/* E, W, I: on with that severity; e, w, i: off, and would have it; with the level of fixes: o, s, u,
 * as a capital letter when the rule is named. */
static void assert_settings(const struct setting_case *one, struct policy_setting setting)
{
    struct policy_reading reading;
    start(&reading, one, setting);
    const struct zone_policy *zone = zone_policy_find(reading.policy, NULL, NULL, 0);
    char seen[64] = "";
    size_t at = 0;
    for (size_t i = 0; i < reading.policy->vocabulary.rule_count; i++) {
        const struct rule_setting *rule = &zone->rules[i];
        char severity = " iwe"[rule->severity];
        char level = "osu"[rule->fix];
        seen[at++] = (char)(rule->on ? severity - 'a' + 'A' : severity);
        seen[at++] = (char)(rule->fix_is_named ? level - 'a' + 'A' : level);
        seen[at++] = ' ';
        assert_int_equal(zone->runs[i], rule->on);
    }
    seen[at - 1] = '\0';
    if (strcmp(seen, one->expected) != 0) {
        fail_msg("%s\n%s\n  %s, expected %s", one->parent, one->child, seen, one->expected);
    }
    policy_reading_end(&reading);
}

static void assert_all(const struct setting_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_settings(&cases[i], (struct policy_setting){0});
    }
}

#define ASSERT_ALL(cases) assert_all(cases, sizeof(cases) / sizeof((cases)[0]))

static void a_rule_is_on_when_it_has_a_severity_of_its_own(void **state)
{
    (void)state;
    static const struct setting_case cases[] = {
        {NULL, "", "Es Ws Ws ws"},
        {NULL, "rules: {}", "Es Ws Ws ws"},
    };
    ASSERT_ALL(cases);
}

static void select_takes_the_place_of_what_was_selected_before(void **state)
{
    (void)state;
    static const struct setting_case cases[] = {
        {NULL, "rules: {select: []}", "es ws ws ws"},
        {NULL, "rules: {select: mail}", "Es Ws ws ws"},
        {NULL, "rules: {select: [ptr-missing, ttl]}", "es ws Ws Ws"},
        {NULL, "rules: {select: default}", "Es Ws Ws ws"},
        {NULL, "rules: {select: all}", "Es Ws Ws Ws"},
        {NULL, "rules: {select: [all, all, mail, mx-null-mixed]}", "Es Ws Ws Ws"},
        {NULL, "rules: {select: [default, ttl-style]}", "Es Ws Ws Ws"},
        {"rules: {select: mail}", "", "Es Ws ws ws"},
        {"rules: {select: mail}", "rules: {select: reverse}", "es ws Ws ws"},
        {"rules: {select: mail}", "rules: {select: []}", "es ws ws ws"},
        {"rules: {ignore: mail}", "rules: {select: [default]}", "Es Ws Ws ws"},
    };
    ASSERT_ALL(cases);
}

static void extend_select_adds_and_ignore_takes_away(void **state)
{
    (void)state;
    static const struct setting_case cases[] = {
        {NULL, "rules: {extend-select: ttl}", "Es Ws Ws Ws"},
        {NULL, "rules: {ignore: mail}", "es ws Ws ws"},
        {NULL, "rules: {ignore: [mx-null-mixed, reverse]}", "Es ws ws ws"},
        {NULL, "rules: {select: mail, extend-select: reverse}", "Es Ws Ws ws"},
        {NULL, "rules: {select: all, ignore: mail}", "es ws Ws Ws"},
        {NULL, "rules: {extend-select: ttl-style, ignore: ttl-style}", "Es Ws Ws ws"},
        {"rules: {select: mail}", "rules: {extend-select: reverse}", "Es Ws Ws ws"},
        {"rules: {ignore: mail}", "rules: {extend-select: mx-null-mixed}", "es Ws Ws ws"},
        {"rules: {extend-select: ttl}", "rules: {ignore: ttl-style}", "Es Ws Ws ws"},
        {"rules: {ignore: mail}", "rules: {ignore: reverse}", "es ws ws ws"},
    };
    ASSERT_ALL(cases);
}

static void a_rule_that_is_named_in_severity_is_on(void **state)
{
    (void)state;
    static const struct setting_case cases[] = {
        {NULL, "rules: {severity: {ttl-style: info}}", "Es Ws Ws Is"},
        {NULL, "rules: {severity: {mx-target-alias: off}}", "es Ws Ws ws"},
        {NULL, "rules: {severity: {mx-target-alias: info}}", "Is Ws Ws ws"},
        {"rules: {severity: {ttl-style: error}}", "rules: {severity: {ttl-style: off}}",
         "Es Ws Ws es"},
        {"rules: {severity: {ttl-style: off}}", "rules: {severity: {ttl-style: error}}",
         "Es Ws Ws Es"},
        {"rules: {severity: {mx-target-alias: info}}", "rules: {select: default}", "Is Ws Ws ws"},
        {"rules: {severity: {ttl-style: error}}", "rules: {ignore: ttl}", "Es Ws Ws es"},
        {"rules: {ignore: mail}", "rules: {severity: {mx-null-mixed: error}}", "es Es Ws ws"},
        {NULL, "rules: {select: [], severity: {ptr-missing: error}}", "es ws Es ws"},
    };
    ASSERT_ALL(cases);
}

static void the_severity_of_a_family_switches_nothing_on(void **state)
{
    (void)state;
    static const struct setting_case cases[] = {
        {NULL, "rules: {severity: {ttl: error}}", "Es Ws Ws es"},
        {NULL, "rules: {severity: {mail: info}}", "Is Is Ws ws"},
        {NULL, "rules: {severity: {mail: off}}", "es ws Ws ws"},
        {NULL, "rules: {extend-select: ttl, severity: {ttl: error}}", "Es Ws Ws Es"},
        {"rules: {ignore: mx-null-mixed}", "rules: {severity: {mail: info}}", "Is is Ws ws"},
    };
    ASSERT_ALL(cases);
}

/* Whichever of the two is written first. */
static void a_name_counts_more_than_its_family_in_one_map(void **state)
{
    (void)state;
    static const struct setting_case cases[] = {
        {NULL, "rules: {severity: {mx-null-mixed: error, mail: info}}", "Is Es Ws ws"},
        {NULL, "rules: {severity: {mail: info, mx-null-mixed: error}}", "Is Es Ws ws"},
        {NULL, "rules: {severity: {mx-null-mixed: error, mail: off}}", "es Es Ws ws"},
        {"rules: {severity: {mx-null-mixed: error}}", "rules: {severity: {mail: info}}",
         "Is Is Ws ws"},
        {NULL, "fix: {rules: {mx-null-mixed: unsafe, mail: off}}", "EO WU Ws ws"},
        {NULL, "fix: {rules: {mail: off, mx-null-mixed: unsafe}}", "EO WU Ws ws"},
    };
    ASSERT_ALL(cases);
}

static void a_level_of_fixes_is_for_rules_that_are_not_named(void **state)
{
    (void)state;
    static const struct setting_case cases[] = {
        {NULL, "fix: {level: unsafe}", "Eu Wu Wu wu"},
        {NULL, "fix: {level: off}", "Eo Wo Wo wo"},
        {NULL, "fix: {level: unsafe, rules: {ptr-missing: safe}}", "Eu Wu WS wu"},
        {NULL, "fix: {level: off, rules: {ptr-missing: unsafe}}", "Eo Wo WU wo"},
        {"fix: {rules: {ptr-missing: unsafe}}", "fix: {level: safe}", "Es Ws WU ws"},
        {"fix: {rules: {mail: safe}}", "fix: {level: unsafe}", "ES WS Wu wu"},
        {"fix: {level: off}", "fix: {rules: {mail: safe}}", "ES WS Wo wo"},
    };
    ASSERT_ALL(cases);
}

/* Whoever says `off` of all means all; and a rule that is `off` by name stays so. */
static void off_is_for_rules_that_are_named_too(void **state)
{
    (void)state;
    static const struct setting_case cases[] = {
        {"fix: {rules: {ptr-missing: unsafe}}", "fix: {level: off}", "Eo Wo Wo wo"},
        {"fix: {rules: {ptr-missing: off}}", "fix: {level: safe}", "Es Ws WO ws"},
        {"fix: {rules: {ptr-missing: off}}", "fix: {level: unsafe}", "Eu Wu WO wu"},
        {"fix: {rules: {ptr-missing: off}}",
         "fix: {level: off}\noverrides: [{until: 2027-03-31, fix: {level: safe}}]", "Es Ws WO ws"},
        {"fix: {rules: {ptr-missing: unsafe}}",
         "fix: {level: off}\noverrides: [{until: 2027-03-31, fix: {level: safe}}]", "Es Ws Ws ws"},
        {"fix: {rules: {ptr-missing: off}}", "fix: {rules: {ptr-missing: safe}}", "Es Ws WS ws"},
    };
    ASSERT_ALL(cases);
}

static void the_command_line_has_the_last_word(void **state)
{
    (void)state;
    static const struct {
        struct policy_setting setting;
        struct setting_case one;
    } cases[] = {
        {{"--set a", "rules.ignore", "mail"},
         {NULL, "rules: {severity: {mx-target-alias: error}}", "es ws Ws ws"}},
        {{"--set a", "rules.select", "[ttl]"},
         {NULL, "overrides: [{until: 2027-03-31, rules: {select: mail}}]", "es ws ws Ws"}},
        {{"--set a", "rules.severity.ptr-missing", "info"},
         {NULL, "overrides: [{until: 2027-03-31, rules: {severity: {ptr-missing: error}}}]",
          "Es Ws Is ws"}},
        {{"--set a", "fix.level", "off"},
         {NULL, "overrides: [{until: 2027-03-31, fix: {level: unsafe, rules: {mail: unsafe}}}]",
          "Eo Wo Wo wo"}},
        {{"--set a", "fix.rules.mail", "unsafe"},
         {NULL, "overrides: [{until: 2027-03-31, fix: {level: off}}]", "EU WU Wo wo"}},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_settings(&cases[i].one, cases[i].setting);
    }
}

static void unsafe_fixes_lift_what_is_safe_and_not_named(void **state)
{
    (void)state;
    static const struct {
        const char *child;
        const char *expected;
    } cases[] = {
        {"", "uuuu"},
        {"fix: {level: off}", "oooo"},
        {"fix: {rules: {mail: safe, ptr-missing: off}}", "ssou"},
        {"overrides: [{until: 2027-03-31, fix: {level: off}}]", "oooo"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct policy_reading reading;
        const struct setting_case one = {NULL, cases[i].child, ""};
        start(&reading, &one, (struct policy_setting){0});
        reading.policy->unsafe_fixes = true;
        const struct zone_policy *zone = zone_policy_find(reading.policy, NULL, NULL, 0);
        for (size_t k = 0; k < reading.policy->vocabulary.rule_count; k++) {
            assert_int_equal("osu"[zone->rules[k].fix], cases[i].expected[k]);
            assert_int_equal(zone_policy_rule(zone, (int)k, NULL, 0).fix, zone->rules[k].fix);
        }
        policy_reading_end(&reading);
    }
}

static void a_setting_knows_where_it_is_said(void **state)
{
    (void)state;
    const struct setting_case one = {
        "rules: {severity: {mail: info}}",
        "rules:\n  ignore: [reverse]\n  severity: {mx-null-mixed: error}\nfix: {level: off}", ""};
    static const struct {
        const char *rule;
        const char *path; /* NULL: by default */
        uint64_t line;
    } cases[] = {
        {"mx-target-alias", "builtin:parent", 2},
        {"mx-null-mixed", "builtin:main", 5},
        {"ptr-missing", "builtin:main", 4},
        {"ttl-style", NULL, 0},
    };
    struct policy_reading reading;
    start(&reading, &one, (struct policy_setting){0});
    const struct zone_policy *zone = zone_policy_find(reading.policy, NULL, NULL, 0);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct rule_places places =
            zone_policy_places(zone, policy_reading_rule(&reading, cases[i].rule));
        if (cases[i].path == NULL) {
            assert_null(places.severity.source);
        } else {
            assert_string_equal(places.severity.source->path, cases[i].path);
            assert_int_equal(policy_place_position(places.severity).line, cases[i].line);
        }
        assert_int_equal(policy_place_position(places.fix).line, 6);
    }
    policy_reading_end(&reading);
}

/* A list of a hundred thousand words takes no more room than one of each. */
static void a_list_has_one_effect_on_each_rule(void **state)
{
    (void)state;
    struct buffer child = {0};
    buffer_add_string(&child, "rules: {ignore: [");
    for (int i = 0; i < 1000; i++) {
        buffer_add_string(&child, "mail, mx-null-mixed, ");
    }
    buffer_add_string(&child, "reverse]}");
    const struct setting_case one = {NULL, buffer_string(&child), "es ws ws ws"};
    struct policy_reading reading;
    start(&reading, &one, (struct policy_setting){0});
    assert_int_equal(reading.policy->effects.items.count, 3);
    policy_reading_end(&reading);
    assert_settings(&one, (struct policy_setting){0});
    buffer_free(&child);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_is_on_when_it_has_a_severity_of_its_own),
        cmocka_unit_test(select_takes_the_place_of_what_was_selected_before),
        cmocka_unit_test(extend_select_adds_and_ignore_takes_away),
        cmocka_unit_test(a_rule_that_is_named_in_severity_is_on),
        cmocka_unit_test(the_severity_of_a_family_switches_nothing_on),
        cmocka_unit_test(a_name_counts_more_than_its_family_in_one_map),
        cmocka_unit_test(a_level_of_fixes_is_for_rules_that_are_not_named),
        cmocka_unit_test(off_is_for_rules_that_are_named_too),
        cmocka_unit_test(the_command_line_has_the_last_word),
        cmocka_unit_test(unsafe_fixes_lift_what_is_safe_and_not_named),
        cmocka_unit_test(a_setting_knows_where_it_is_said),
        cmocka_unit_test(a_list_has_one_effect_on_each_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
