/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "analyzer/rule.h"
#include "cli/summary.h"
#include "tests/support/test_policy.h"

static const struct rule error_rule = {.name = "mx-target-alias", .severity = SEVERITY_ERROR};
static const struct rule info_rule = {.name = "crlf", .severity = SEVERITY_INFO};

enum { FINDINGS_MAX = 4, ZONES_MAX = 3 };

/* A finding as the rows below write it. */
struct row {
    const struct rule *rule;
    enum severity severity;
    enum fix_safety fix; /* FIX_NONE: none is proposed */
    size_t zone;
};

static void assert_counts(const struct row *rows,
                          size_t zone_count,
                          uint64_t unknown,
                          size_t unread,
                          enum severity show,
                          const char *expected)
{
    struct zone zones[ZONES_MAX] = {0};
    struct finding findings[FINDINGS_MAX] = {0};
    struct fix fixes[FINDINGS_MAX] = {0};
    struct zone_set set = {.sources = source_list_new()};
    struct findings list = {.unknown_targets = unknown};
    struct test_policy *policy = test_policy_new(NULL);
    policy->policy->show = show;
    for (size_t i = 0; i < zone_count; i++) {
        VECTOR_PUSH(&set.zones, &zones[i]);
    }
    for (size_t i = 0; i < FINDINGS_MAX && rows[i].rule != NULL; i++) {
        fixes[i].safety = rows[i].fix;
        findings[i] = (struct finding){
            .rule = rows[i].rule,
            .severity = rows[i].severity,
            .zone = &zones[rows[i].zone],
            .fix = rows[i].fix == FIX_NONE ? NULL : &fixes[i],
        };
        test_policy_own(policy, &findings[i]);
        VECTOR_PUSH(&list.items, &findings[i]);
    }
    struct report report = {
        .terms = &policy->terms, .set = &set, .findings = &list, .error_count = unread};
    struct buffer text = {0};
    summary_add_counts(&report, &text);
    assert_string_equal(buffer_string(&text), expected);
    buffer_free(&text);
    VECTOR_FREE(&set.zones);
    VECTOR_FREE(&list.items);
    source_list_free(set.sources);
    test_policy_free(policy);
}

static void the_line_tells_what_was_found_and_what_can_be_done(void **state)
{
    (void)state;
    static const struct {
        struct row rows[FINDINGS_MAX];
        size_t zones;
        uint64_t unknown;
        size_t unread;
        enum severity show;
        const char *line;
    } cases[] = {
        {{{0}}, 1, 0, 0, SEVERITY_WARNING, "no findings in 1 zone\n"},
        {{{0}},
         3,
         1,
         2,
         SEVERITY_WARNING,
         "no findings in 3 zones; 1 name outside the loaded zones; 2 paths unread\n"},
        {{{&error_rule, SEVERITY_ERROR, FIX_SAFE, 0},
          {&error_rule, SEVERITY_ERROR, FIX_UNSAFE, 1},
          {&error_rule, SEVERITY_WARNING, FIX_NONE, 0}},
         3,
         7,
         0,
         SEVERITY_WARNING,
         "2 errors, 1 warning in 2 of 3 zones; 1 fixable with zonetidy fix, 1 more with "
         "--unsafe-fixes; 7 names outside the loaded zones\n"},
        {{{&error_rule, SEVERITY_ERROR, FIX_UNSAFE, 0}},
         1,
         0,
         0,
         SEVERITY_WARNING,
         "1 error in 1 zone; 1 fixable with --unsafe-fixes\n"},
        /* A fix of level info needs more than --unsafe-fixes. */
        {{{&info_rule, SEVERITY_INFO, FIX_SAFE, 0}, {&info_rule, SEVERITY_INFO, FIX_UNSAFE, 0}},
         2,
         0,
         0,
         SEVERITY_WARNING,
         "no findings in 2 zones; 2 infos hidden (--show info)\n"},
        {{{&info_rule, SEVERITY_INFO, FIX_SAFE, 1}},
         2,
         0,
         0,
         SEVERITY_INFO,
         "1 info in 1 of 2 zones\n"},
        {{{&error_rule, SEVERITY_WARNING, FIX_NONE, 1}, {&info_rule, SEVERITY_INFO, FIX_NONE, 1}},
         2,
         0,
         0,
         SEVERITY_ERROR,
         "no findings in 2 zones; 1 warning, 1 info hidden (--show info)\n"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_counts(cases[i].rows, cases[i].zones, cases[i].unknown, cases[i].unread,
                      cases[i].show, cases[i].line);
    }
}

/* One finding that a fix takes away. */
static void fix_tells_what_it_did(void **state)
{
    (void)state;
    enum flaw_kind flaw;
    struct name_table *names = name_table_new(0);
    const struct name *apex = name_from_text(names, bytes_from_string("example.com."), NULL, &flaw);
    struct zone zone = {.apex = apex};
    struct zone_set set = {.sources = source_list_new()};
    source_list_add_text(set.sources, "db", bytes_from_string("@ A 192.0.2.1\n"));
    VECTOR_PUSH(&set.zones, &zone);
    struct fix proposed = {.title = "drop the record", .safety = FIX_SAFE};
    struct finding finding = {.rule = &error_rule,
                              .severity = SEVERITY_ERROR,
                              .zone = &zone,
                              .message = "twice",
                              .fix = &proposed};
    struct finding stays = finding;
    stays.span.start = 2;
    struct findings findings = {0};
    struct findings after = {0};
    struct test_policy *policy = test_policy_new(NULL);
    test_policy_own(policy, &finding);
    test_policy_own(policy, &stays);
    VECTOR_PUSH(&findings.items, &finding);
    VECTOR_PUSH(&findings.items, &stays);
    VECTOR_PUSH(&after.items, &stays);
    struct fix_outcome outcomes[] = {{.fixed = true}, {.not_fixed_because = "it meets another"}};
    bool after_is_new[] = {false};
    static const uint8_t address[] = {192, 0, 2, 1};
    struct change change = {
        .zone = &zone, .owner = apex, .type = TYPE_A, .ttl_seconds = 300, .data = {address, 4}};
    struct serial_change serial = {&zone, 0, 7, 8};
    struct changed_file file = {.source = source_list_get(set.sources, 0)};
    struct fix_result result = {
        .after_set = &set, .after = &after, .outcomes = outcomes, .after_is_new = after_is_new};
    VECTOR_PUSH(&result.changes, change);
    VECTOR_PUSH(&result.serials, serial);
    VECTOR_PUSH(&result.files, file);
    struct report report = {.terms = &policy->terms,
                            .set = &set,
                            .findings = &findings,
                            .result = &result,
                            .fixing = true};
    static const struct {
        bool written;
        const char *text;
    } cases[] = {
        {true, "fixed db:1:1: mx-target-alias: drop the record\n"
               "not fixed db:1:3: mx-target-alias: it meets another\n"
               "  - example.com. 300 A 192.0.2.1\n"
               "  serial of example.com. 7 -> 8 in db\n"
               "fixed 1 finding in 1 file; 1 error left in 1 zone\n"},
        {false, "would fix db:1:1: mx-target-alias: drop the record\n"
                "not fixed db:1:3: mx-target-alias: it meets another\n"
                "  - example.com. 300 A 192.0.2.1\n"
                "  serial of example.com. 7 -> 8 in db\n"
                "would fix 1 finding in 1 file (nothing is written); 1 error left in 1 zone\n"},
    };
    for (size_t i = 0; i < 2; i++) {
        struct buffer text = {0};
        report.written = cases[i].written;
        summary_add_fixes(&report, &text);
        summary_add_counts(&report, &text);
        assert_string_equal(buffer_string(&text), cases[i].text);
        buffer_free(&text);
    }
    VECTOR_FREE(&result.changes);
    VECTOR_FREE(&result.serials);
    VECTOR_FREE(&result.files);
    VECTOR_FREE(&findings.items);
    VECTOR_FREE(&after.items);
    VECTOR_FREE(&set.zones);
    source_list_free(set.sources);
    name_table_free(names);
    test_policy_free(policy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_line_tells_what_was_found_and_what_can_be_done),
        cmocka_unit_test(fix_tells_what_it_did),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
