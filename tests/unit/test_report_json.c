/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <jansson.h>

#include "analyzer/rule.h"
#include "cli/options.h"
#include "cli/report.h"
#include "tests/support/test_policy.h"

static const struct rule alias_rule = {.name = "mx-target-alias",
                                       .severity = SEVERITY_ERROR,
                                       .fix = FIX_SAFE};

/* Findings in one file that belongs to one zone. */
struct fixture {
    struct name_table *names;
    struct zone zone;
    struct zone_set set;
    struct test_policy *policy;
    struct findings findings;
    struct report report;
};

static struct fixture *fixture_new(const char *text)
{
    struct fixture *fixture = memory_get_zeroed(1, sizeof(*fixture));
    enum flaw_kind flaw;
    fixture->set.sources = source_list_new();
    source_list_add_text(fixture->set.sources, "db.example.com", bytes_from_string(text));
    fixture->names = name_table_new(0);
    fixture->zone.apex =
        name_from_text(fixture->names, bytes_from_string("example.com."), NULL, &flaw);
    VECTOR_PUSH(&fixture->set.zones, &fixture->zone);
    fixture->policy = test_policy_new(NULL);
    fixture->report = (struct report){
        .terms = &fixture->policy->terms,
        .set = &fixture->set,
        .findings = &fixture->findings,
    };
    return fixture;
}

static void fixture_free(struct fixture *fixture)
{
    VECTOR_FREE(&fixture->findings.items);
    VECTOR_FREE(&fixture->set.zones);
    source_list_free(fixture->set.sources);
    name_table_free(fixture->names);
    test_policy_free(fixture->policy);
    free(fixture);
}

/* What a report writes; freed by the caller. */
static char *written(const struct fixture *fixture, const char *format)
{
    char *text = NULL;
    size_t length = 0;
    struct output output = {.file = open_memstream(&text, &length), .columns = 80};
    report_format_find(format)->write(&fixture->report, &output);
    assert_int_equal(fclose(output.file), 0);
    return text;
}

static void assert_written(const struct fixture *fixture, const char *format, const char *expected)
{
    char *text = written(fixture, format);
    assert_string_equal(text, expected);
    free(text);
}

static void every_key_is_there_when_nothing_is(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new("a A 192.0.2.1\n");
    struct unread error = {"db.b", "db.b: Permission denied"};
    fixture->findings.unknown_targets = 2;
    fixture->report.errors = &error;
    fixture->report.error_count = 1;
    char *expected = NULL;
    assert_true(
        asprintf(&expected,
                 "{\"version\": 1, \"program\": \"%s\",\n"
                 " \"findings\": [],\n"
                 " \"summary\": {\"files\": 1, \"zones\": 1, \"records\": 0, "
                 "\"error\": 0, \"warning\": 0, \"info\": 0, \"suppressed\": 0, "
                 "\"baseline\": 0, \"baseline_stale\": 0, \"fixed\": 0, \"unknown_targets\": 2},\n"
                 " \"serials\": [],\n"
                 " \"errors\": [{\"file\": \"db.b\", "
                 "\"message\": \"db.b: Permission denied\"}]}\n",
                 program_version) > 0);
    assert_written(fixture, "json", expected);
    free(expected);
    fixture_free(fixture);
}

static void a_finding_has_its_keys_in_order(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new("; \xc3\xa9\n\xc3\xa9 MX 10 mail\nmail CNAME b\n");
    struct finding finding = {
        .rule = &alias_rule,
        .severity = SEVERITY_ERROR,
        .zone = &fixture->zone,
        .owner = "example.com.",
        .type = TYPE_MX,
        .span = {14, 4, 0},
        .message = "MX target mail.example.com. is an alias",
        .help = "name the end",
        .references = "RFC 2181 section 10.3; RFC 5321 section 5.1",
        .fingerprint = 0xabc,
    };
    struct related related = {"alias", {19, 12, 0}, &fixture->zone};
    struct edit edit = {
        .span = {14, 4, 0}, .expected = bytes_from_string("mail"), .text = bytes_from_string("b")};
    struct fix fix = {.title = "name b", .safety = FIX_UNSAFE, .unsafe_because = "a doubt"};
    VECTOR_PUSH(&finding.related, related);
    VECTOR_PUSH(&fix.edits, edit);
    finding.fix = &fix;
    test_policy_own(fixture->policy, &finding);
    VECTOR_PUSH(&fixture->findings.items, &finding);
    char *text = written(fixture, "json");
    assert_non_null(strstr(
        text, " \"findings\": [\n"
              "  {\"rule\": \"mx-target-alias\", \"severity\": \"error\", "
              "\"message\": \"MX target mail.example.com. is an alias\", "
              "\"zone\": \"example.com.\", \"view\": null, "
              "\"owner\": \"example.com.\", \"type\": \"MX\", "
              "\"location\": {\"file\": \"db.example.com\", \"line\": 2, \"column\": 9, "
              "\"end_line\": 2, \"end_column\": 13, \"byte_start\": 14, \"byte_end\": 18}, "
              "\"related\": [{\"message\": \"alias\", "
              "\"location\": {\"file\": \"db.example.com\", \"line\": 3, \"column\": 1, "
              "\"end_line\": 3, \"end_column\": 13, \"byte_start\": 19, \"byte_end\": 31}}], "
              "\"references\": [\"RFC 2181 section 10.3\", \"RFC 5321 section 5.1\"], "
              "\"help\": \"name the end\", \"replies\": [], "
              "\"fix\": {\"safety\": \"unsafe\", \"title\": \"name b\", "
              "\"edits\": [{\"file\": \"db.example.com\", \"byte_start\": 14, "
              "\"byte_end\": 18, \"text\": \"b\"}], \"unsafe_because\": \"a doubt\"}, "
              "\"fix_refused\": null, \"fingerprint\": \"0000000000000abc\", "
              "\"suppressed\": null}],\n"));
    free(text);
    VECTOR_FREE(&finding.related);
    VECTOR_FREE(&fix.edits);
    fixture_free(fixture);
}

static void bytes_that_are_no_characters_are_replaced(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new("");
    struct finding finding = {
        .rule = &alias_rule, .severity = SEVERITY_ERROR, .message = "a \xff \"b\"\n"};
    test_policy_own(fixture->policy, &finding);
    VECTOR_PUSH(&fixture->findings.items, &finding);
    char *text = written(fixture, "json");
    assert_non_null(strstr(text, "\"message\": \"a \xef\xbf\xbd \\\"b\\\"\\n\", \"zone\": null, "
                                 "\"view\": null, \"owner\": null, \"type\": null, "));
    json_error_t error;
    json_t *json = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    assert_non_null(json);
    json_decref(json);
    free(text);
    fixture_free(fixture);
}

static void hidden_findings_are_counted_and_not_listed(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new("a\n");
    struct finding shown = {
        .rule = &alias_rule, .severity = SEVERITY_WARNING, .zone = &fixture->zone, .message = "w"};
    struct finding hidden = {
        .rule = &alias_rule, .severity = SEVERITY_INFO, .zone = &fixture->zone, .message = "i"};
    test_policy_own(fixture->policy, &shown);
    VECTOR_PUSH(&fixture->findings.items, &shown);
    test_policy_own(fixture->policy, &hidden);
    VECTOR_PUSH(&fixture->findings.items, &hidden);
    assert_written(fixture, "concise", "db.example.com:1:1: warning: mx-target-alias: w\n");
    char *text = written(fixture, "json");
    json_t *json = json_loads(text, 0, NULL);
    assert_int_equal(json_array_size(json_object_get(json, "findings")), 1);
    json_t *summary = json_object_get(json, "summary");
    assert_int_equal(json_integer_value(json_object_get(summary, "warning")), 1);
    assert_int_equal(json_integer_value(json_object_get(summary, "info")), 1);
    json_decref(json);
    free(text);
    assert_true(report_fails(&fixture->report));
    fixture->policy->policy->fail_on = SEVERITY_ERROR;
    assert_false(report_fails(&fixture->report));
    fixture_free(fixture);
}

/* Two findings, of which a fix takes away the first and brings a third. */
static void what_was_fixed_and_what_is_left_are_told_apart(void **state)
{
    (void)state;
    struct fixture *fixture = fixture_new("a\nb\n");
    struct finding first = {
        .rule = &alias_rule, .severity = SEVERITY_ERROR, .zone = &fixture->zone, .message = "1"};
    struct finding second = first;
    struct finding third = first;
    second.message = "2";
    second.span.start = 2;
    third.message = "3";
    struct findings after = {0};
    test_policy_own(fixture->policy, &first);
    VECTOR_PUSH(&fixture->findings.items, &first);
    test_policy_own(fixture->policy, &second);
    VECTOR_PUSH(&fixture->findings.items, &second);
    test_policy_own(fixture->policy, &second);
    VECTOR_PUSH(&after.items, &second);
    test_policy_own(fixture->policy, &third);
    VECTOR_PUSH(&after.items, &third);
    struct fix_outcome outcomes[] = {{.fixed = true}, {.not_fixed_because = "a reason"}};
    bool after_is_new[] = {false, true};
    struct serial_change serial = {&fixture->zone, 0, 1, 2};
    struct fix_result result = {
        .after_set = &fixture->set,
        .after = &after,
        .outcomes = outcomes,
        .after_is_new = after_is_new,
        .fixed_count = 1,
    };
    VECTOR_PUSH(&result.serials, serial);
    fixture->report.fixing = true;
    fixture->report.result = &result;
    static const bool written_or_not[] = {false, true};
    for (size_t i = 0; i < 2; i++) {
        fixture->report.written = written_or_not[i];
        assert_written(fixture, "concise",
                       "db.example.com:2:1: error: mx-target-alias: 2\n"
                       "db.example.com:1:1: error: mx-target-alias: 3\n");
        char *text = written(fixture, "json");
        json_t *json = json_loads(text, 0, NULL);
        const json_t *findings = json_object_get(json, "findings");
        assert_int_equal(json_array_size(findings), 3);
        static const struct {
            const char *message;
            bool fixed;
            bool after_fix;
        } expected[] = {{"1", true, false}, {"2", false, false}, {"3", false, true}};
        for (size_t j = 0; j < 3; j++) {
            const json_t *item = json_array_get(findings, j);
            assert_string_equal(json_string_value(json_object_get(item, "message")),
                                expected[j].message);
            assert_int_equal(json_is_true(json_object_get(item, "fixed")), expected[j].fixed);
            assert_int_equal(json_is_true(json_object_get(item, "after_fix")),
                             expected[j].after_fix);
        }
        assert_non_null(strstr(text, "\"error\": 3, "));
        assert_non_null(strstr(text, "\"fixed\": 1, "));
        assert_non_null(strstr(text, " \"serials\": [{\"zone\": \"example.com.\", "
                                     "\"file\": \"db.example.com\", \"old\": 1, \"new\": 2}],\n"));
        json_decref(json);
        free(text);
    }
    VECTOR_FREE(&after.items);
    VECTOR_FREE(&result.serials);
    fixture_free(fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_is_there_when_nothing_is),
        cmocka_unit_test(a_finding_has_its_keys_in_order),
        cmocka_unit_test(bytes_that_are_no_characters_are_replaced),
        cmocka_unit_test(hidden_findings_are_counted_and_not_listed),
        cmocka_unit_test(what_was_fixed_and_what_is_left_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
