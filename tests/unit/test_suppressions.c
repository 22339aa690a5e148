/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzer/analysis.h"
#include "analyzer/rule.h"
#include "tests/support/test_policy.h"
#include "tests/support/zone_text.h"
#include "zones/base/buffer.h"
#include "zones/base/workers.h"

#define HEAD "$TTL 60\n@ SOA ns hostmaster 1 2 3 4 5\n NS ns\nns A 192.0.2.1\n"

/* The findings of one zone, a line each: the rule, the line number in the text behind HEAD, and
 * ` (reason)` when it is suppressed, with `-` for none. */
static void describe(struct zone_set *set, const struct findings *findings, struct buffer *result)
{
    for (size_t i = 0; i < findings->items.count; i++) {
        const struct finding *finding = findings->items.items[i];
        struct position position =
            source_list_position(set->sources, finding->span.source, finding->span.start);
        buffer_add_format(result, "%s:%d", finding->rule->name, (int)position.line - 4);
        if (finding->aside == FINDING_SUPPRESSED) {
            const char *reason = finding->aside_reason;
            buffer_add_format(result, " (%s)", reason == NULL ? "-" : reason);
        }
        buffer_add_string(result, "\n");
    }
}

static void assert_findings(const struct suppression_settings *settings,
                            const char *text,
                            const char *expected)
{
    struct buffer all = {0};
    buffer_add_string(&all, HEAD);
    buffer_add_string(&all, text);
    const struct zone_text zone = {.name = "example.", .text = buffer_string(&all)};
    struct test_policy *policy = test_policy_new(NULL);
    policy->policy->suppressions = *settings;
    struct zone_set *set = zone_texts_read(&zone, 1);
    struct findings *findings = analysis_run(set, &policy->terms);
    struct buffer result = {0};
    describe(set, findings, &result);
    if (strcmp(buffer_string(&result), expected) != 0) {
        fail_msg("`%s`:\n%sexpected\n%s", text, buffer_string(&result), expected);
    }
    buffer_free(&result);
    findings_free(findings);
    zone_set_free(set);
    test_policy_free(policy);
    buffer_free(&all);
}

struct analysis_case {
    const char *text;
    const char *expected;
};

static void assert_all(const struct suppression_settings *settings,
                       const struct analysis_case *cases,
                       size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_findings(settings, cases[i].text, cases[i].expected);
    }
}

static void the_nearest_comment_counts(void **state)
{
    (void)state;
    static const struct suppression_settings settings = {0};
    static const struct analysis_case cases[] = {
        {"a CNAME x ; zonetidy: ignore[alias] -- a ; zonetidy: ignore[alias] -- b\n",
         "cname-dangling:1 (a)\nunused-suppression:1\n"},
        {"; zonetidy: ignore[alias] -- front\na CNAME x ; zonetidy: ignore[alias] -- behind\n",
         "cname-dangling:2 (front)\nunused-suppression:2\n"},
        {"; zonetidy: ignore-start[alias] -- outer\n; zonetidy: ignore-start[alias] -- inner\n"
         "a CNAME x\n; zonetidy: ignore-end[alias]\n; zonetidy: ignore-end[alias]\n",
         "unused-suppression:1\ncname-dangling:3 (inner)\n"},
        {"; zonetidy: ignore-start[alias] -- range\n"
         "a CNAME x ; zonetidy: ignore-rrset[alias] -- rrset\n; zonetidy: ignore-end[alias]\n",
         "unused-suppression:1\ncname-dangling:2 (rrset)\n"},
        /* Of names that are not there for the record, the next comment counts. */
        {"; zonetidy: ignore[mail] -- front\na CNAME x ; zonetidy: ignore[alias] -- behind\n",
         "unused-suppression:1\ncname-dangling:2 (behind)\n"},
    };
    assert_all(&settings, cases, sizeof(cases) / sizeof(cases[0]));
}

static void an_rrset_is_meant_wherever_its_records_stand(void **state)
{
    (void)state;
    static const struct suppression_settings settings = {0};
    static const struct analysis_case cases[] = {
        {"a MX 1 x\nb MX 1 x\na MX 2 y ; zonetidy: ignore-rrset[mail]\n",
         "mx-target-no-address:1 (-)\nmx-target-no-address:2\nmx-target-no-address:3 (-)\n"},
        {"a MX 1 x\na TXT x ; zonetidy: ignore-rrset[mail]\n",
         "mx-target-no-address:1\nunused-suppression:2\n"},
        {"$GENERATE 1-2 a$ MX \"1 x\" ; zonetidy: ignore-rrset[mail]\na2 MX 1 y\na3 MX 1 y\n",
         "mx-target-no-address:1 (-)\nmx-target-no-address:1 (-)\nmx-target-no-address:2 (-)\n"
         "mx-target-no-address:3\n"},
        {"$ORIGIN s.example.\n; zonetidy: ignore-rrset[mail]\n\na MX 1 x\n"
         "$ORIGIN example.\na.s MX 1 y\na MX 1 x\n",
         "mx-target-no-address:4 (-)\nmx-target-no-address:6 (-)\nmx-target-no-address:7\n"},
    };
    assert_all(&settings, cases, sizeof(cases) / sizeof(cases[0]));
}

static void entries_that_are_no_records_have_comments_too(void **state)
{
    (void)state;
    static const struct suppression_settings settings = {0};
    static const struct analysis_case cases[] = {
        {"$FOO bar ; zonetidy: ignore[unknown-directive]\n", "unknown-directive:1 (-)\n"},
        {"; zonetidy: ignore[reading]\n$FOO bar\n$FOO bar\n",
         "unknown-directive:2 (-)\nunknown-directive:3\n"},
        {"a FOO bar ; zonetidy: ignore[unknown-type]\n", "unknown-type:1 (-)\n"},
        {"a TXT ( ; zonetidy: ignore[unbalanced]\nb TXT x ; zonetidy: ignore[unbalanced]\n",
         "unbalanced:1 (-)\n"}, /* what was not read may be what the second is for */
        {"a TXT \"; zonetidy: ignore[alias]\\\n; zonetidy: ignore[alias]\"\n", ""},
    };
    assert_all(&settings, cases, sizeof(cases) / sizeof(cases[0]));
}

static void a_reason_can_be_required(void **state)
{
    (void)state;
    static const struct suppression_settings settings = {.require_reason = 1U << SEVERITY_ERROR};
    static const struct analysis_case cases[] = {
        {"a MX 1 x ; zonetidy: ignore[mail]\n", "mx-target-no-address:1\ninvalid-suppression:1\n"},
        {"a MX 1 x ; zonetidy: ignore[mail] --\n",
         "mx-target-no-address:1\ninvalid-suppression:1\n"},
        {"a MX 1 x ; zonetidy: ignore[mail] -- why\n", "mx-target-no-address:1 (why)\n"},
        /* A warning needs none. */
        {"a CNAME x ; zonetidy: ignore[alias]\n", "cname-dangling:1 (-)\n"},
        {"; zonetidy: ignore-start[mail] -- why\na MX 1 x ; zonetidy: ignore[mail]\n"
         "; zonetidy: ignore-end[mail]\n",
         "mx-target-no-address:2 (why)\nunused-suppression:2\n"},
    };
    assert_all(&settings, cases, sizeof(cases) / sizeof(cases[0]));
}

/* The fingerprint of the one finding of this rule. */
static uint64_t fingerprint_of(const char *rule, const char *text)
{
    struct buffer all = {0};
    buffer_add_string(&all, HEAD);
    buffer_add_string(&all, text);
    const struct zone_text zone = {.name = "example.", .text = buffer_string(&all)};
    struct test_policy *policy = test_policy_new(NULL);
    struct zone_set *set = zone_texts_read(&zone, 1);
    struct findings *findings = analysis_run(set, &policy->terms);
    uint64_t fingerprint = 0;
    size_t count = 0;
    for (size_t i = 0; i < findings->items.count; i++) {
        if (strcmp(findings->items.items[i]->rule->name, rule) == 0) {
            fingerprint = findings->items.items[i]->fingerprint;
            count++;
        }
    }
    assert_int_equal(count, 1);
    findings_free(findings);
    zone_set_free(set);
    test_policy_free(policy);
    buffer_free(&all);
    return fingerprint;
}

static void what_is_said_of_a_comment_is_known_by_its_word_and_names(void **state)
{
    (void)state;
    static const struct {
        const char *rule;
        const char *text;
        const char *same;
        const char *other;
    } cases[] = {
        {"unused-suppression", "a A 192.0.2.2 ; zonetidy: ignore[alias,mail] -- why",
         "\n; note ; zonetidy : ignore [ alias , mail ]\na A 192.0.2.2",
         "a A 192.0.2.2 ; zonetidy: ignore[alias,service] -- why"},
        {"unused-suppression", "a A 192.0.2.2 ; zonetidy: ignore[alias]",
         "a A 192.0.2.2 ; zonetidy: ignore[alias] -- why",
         "a A 192.0.2.2 ; zonetidy: ignore-rrset[alias]"},
        {"unused-suppression", "a CNAME x ; zonetidy: ignore[alias, mail]",
         "a CNAME x ; zonetidy: ignore[mail,alias] -- why",
         "a CNAME x ; zonetidy: ignore[alias, service]"},
        {"invalid-suppression", "a A 192.0.2.2 ; zonetidy: ignore [alias] why",
         "a A 192.0.2.2;zonetidy:ignore[alias]why", "a A 192.0.2.2 ; zonetidy: ignore[alias] for"},
        {"invalid-suppression", "a A 192.0.2.2 ; zonetidy: ignore[x]",
         "a A 192.0.2.3 ; zonetidy: ignore[ x ] -- why", "a A 192.0.2.2 ; zonetidy: ignore[y]"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        uint64_t fingerprint = fingerprint_of(cases[i].rule, cases[i].text);
        assert_int_equal(fingerprint, fingerprint_of(cases[i].rule, cases[i].same));
        assert_int_not_equal(fingerprint, fingerprint_of(cases[i].rule, cases[i].other));
    }
}

static void comments_can_be_denied(void **state)
{
    (void)state;
    static const struct suppression_settings settings = {.denied = true};
    static const struct analysis_case cases[] = {
        {"a CNAME x ; zonetidy: ignore[alias]\n; zonetidy: ignroe\nb TXT x\nb TXT x ; zonetidy: "
         "ignore-rrset[alias]\n",
         "cname-dangling:1\nduplicate-record:4\n"},
    };
    assert_all(&settings, cases, sizeof(cases) / sizeof(cases[0]));
}

static void comments_of_other_programs_count(void **state)
{
    (void)state;
    struct suppression_pattern pattern;
    struct suppression_pattern_flaw flaw;
    assert_true(suppression_pattern_read(bytes_from_string("wmf-zone-validator-ignore={rules}"),
                                         &pattern, &flaw));
    static const struct suppression_name names[] = {{"DANGLING", "cname-dangling"}};
    const struct suppression_settings settings = {
        .patterns = &pattern, .pattern_count = 1, .names = names, .name_count = 1};
    static const struct analysis_case cases[] = {
        {"a CNAME x ; wmf-zone-validator-ignore=FOO,DANGLING\n", "cname-dangling:1 (-)\n"},
        {"; rack 7 wmf-zone-validator-ignore=DANGLING -- why\na CNAME x\n",
         "cname-dangling:2 (why)\n"},
        {"a CNAME x ; wmf-zone-validator-ignore=FOO\n", "cname-dangling:1\n"},
        {"a CNAME ns ; wmf-zone-validator-ignore=DANGLING\n", ""},
        {"a TXT wmf-zone-validator-ignore=DANGLING\nb CNAME x\n", "cname-dangling:2\n"},
        /* Only the form of a policy has its names. */
        {"a CNAME x ; zonetidy: ignore[DANGLING]\n", "cname-dangling:1\ninvalid-suppression:1\n"},
    };
    assert_all(&settings, cases, sizeof(cases) / sizeof(cases[0]));
}

/* As the loader notes it, so that nothing is looked for where nothing can be. */
static void comments_lie_where_the_loader_says(void **state)
{
    (void)state;
    enum { LINES = 20000 };
    struct buffer text = {0};
    buffer_add_string(&text, HEAD);
    for (unsigned i = 0; i < LINES; i++) {
        buffer_add_format(&text, "n%u %s\n", i, i % 100 == 50 ? "A 192.0.2.1" : "TXT (\nx )");
        if (i == LINES / 4 || i == LINES / 2) {
            buffer_add_string(&text, "; a comment\n");
        }
    }
    const struct zone_text zone = {.name = "example.", .text = buffer_string(&text)};
    uint64_t first = (uint64_t)(strchr(zone.text, ';') - zone.text);
    uint64_t last = (uint64_t)(strrchr(zone.text, ';') - zone.text);
    struct zone_set *set = zone_texts_read(&zone, 1);
    uint64_t start;
    uint64_t end;
    source_comments(source_list_get(set->sources, 0), &start, &end);
    assert_int_equal(start, first);
    assert_int_equal(end, last + strlen("; a comment"));
    struct zone_set *changed = zone_set_with_text(set, 0, bytes_from_string("; x\n" HEAD "; x\n"));
    source_comments(source_list_get(changed->sources, 0), &start, &end);
    assert_true(start == 0 && end >= strlen("; x\n" HEAD "; x"));
    zone_set_free(changed);
    zone_set_free(set);
    buffer_free(&text);

    const struct zone_text none = {.name = "example.", .text = HEAD "a TXT \";\"\n"};
    set = zone_texts_read(&none, 1);
    source_comments(source_list_get(set->sources, 0), &start, &end);
    assert_true(start == end);
    zone_set_free(set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_comment_counts),
        cmocka_unit_test(an_rrset_is_meant_wherever_its_records_stand),
        cmocka_unit_test(entries_that_are_no_records_have_comments_too),
        cmocka_unit_test(a_reason_can_be_required),
        cmocka_unit_test(what_is_said_of_a_comment_is_known_by_its_word_and_names),
        cmocka_unit_test(comments_can_be_denied),
        cmocka_unit_test(comments_of_other_programs_count),
        cmocka_unit_test(comments_lie_where_the_loader_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
