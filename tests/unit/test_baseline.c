/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzer/analysis.h"
#include "analyzer/baseline.h"
#include "analyzer/rule.h"
#include "analyzer/rule_vocabulary.h"
#include "tests/support/test_policy.h"
#include "tests/support/zone_text.h"

/* What every zone here begins with. */
#define HEAD "$TTL 1h\n@ SOA ns hostmaster 1 2h 15m 2w 1h\n@ NS ns\nns A 192.0.2.1\n"

/* A set of one zone, its policy, and what is found. */
struct fixture {
    struct zone_set *set;
    struct test_policy *policy;
    struct findings *findings;
};

/* The zone is the head and `lines`. */
static struct fixture fixture_of(const char *lines, const struct baseline *baseline)
{
    struct buffer text = {0};
    buffer_add_format(&text, "%s%s", HEAD, lines);
    struct zone_text zone = {"example.com.", buffer_string(&text), NULL};
    struct fixture fixture = {.set = zone_texts_read(&zone, 1), .policy = test_policy_new(NULL)};
    buffer_free(&text);
    fixture.policy->terms.baseline = baseline;
    fixture.findings = analysis_run(fixture.set, &fixture.policy->terms);
    return fixture;
}

static void fixture_end(struct fixture *fixture)
{
    findings_free(fixture->findings);
    test_policy_free(fixture->policy);
    zone_set_free(fixture->set);
}

static struct baseline *baseline_in(const char *lines)
{
    struct fixture fixture = fixture_of(lines, NULL);
    struct baseline *baseline = baseline_of(fixture.findings);
    fixture_end(&fixture);
    return baseline;
}

static size_t count_aside(const struct findings *findings, enum finding_aside aside)
{
    size_t count = 0;
    for (size_t i = 0; i < findings->items.count; i++) {
        count += findings->items.items[i]->aside == aside;
    }
    return count;
}

static void as_many_findings_are_set_aside_as_the_baseline_counts(void **state)
{
    (void)state;
    static const struct {
        const char *before;
        const char *now;
        size_t told;
        size_t aside;
        size_t stale;
    } cases[] = {
        {"", "", 0, 0, 0},
        {"", "@ MX 10 no\n", 1, 0, 0},
        {"@ MX 10 no\n", "@ MX 10 no\n", 0, 1, 0},
        {"@ MX 10 no\n", "; new\n@ 1d MX 10 NO.example.com.\n", 0, 1, 0},
        {"@ MX 10 no\n", "@ MX 20 no\n", 1, 0, 1},
        {"@ MX 10 no\n", "", 0, 0, 1},
        {"a A 192.0.2.2\na A 192.0.2.2\n", "a A 192.0.2.2\na A 192.0.2.2\na A 192.0.2.2\n", 1, 1,
         0},
        {"a A 192.0.2.2\na A 192.0.2.2\na A 192.0.2.2\n", "a A 192.0.2.2\na A 192.0.2.2\n", 0, 1,
         1},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct baseline *baseline = baseline_in(cases[i].before);
        struct fixture fixture = fixture_of(cases[i].now, baseline);
        size_t stale =
            baseline_count_stale(baseline, fixture.findings, fixture.set, &fixture.policy->terms);
        if (count_aside(fixture.findings, FINDING_TOLD) != cases[i].told ||
            count_aside(fixture.findings, FINDING_IN_BASELINE) != cases[i].aside ||
            stale != cases[i].stale) {
            fail_msg("case %zu", i);
        }
        fixture_end(&fixture);
        baseline_free(baseline);
    }
}

static void the_first_findings_of_several_are_set_aside(void **state)
{
    (void)state;
    struct baseline *baseline = baseline_in("a A 192.0.2.2\na A 192.0.2.2\n");
    struct fixture fixture = fixture_of("a A 192.0.2.2\na A 192.0.2.2\na A 192.0.2.2\n", baseline);
    assert_int_equal(fixture.findings->items.count, 2);
    assert_int_equal(fixture.findings->items.items[0]->aside, FINDING_IN_BASELINE);
    assert_int_equal(fixture.findings->items.items[1]->aside, FINDING_TOLD);
    baseline_mark(fixture.findings, baseline);
    assert_int_equal(fixture.findings->items.items[0]->aside, FINDING_IN_BASELINE);
    assert_int_equal(fixture.findings->items.items[1]->aside, FINDING_TOLD);
    fixture_end(&fixture);
    baseline_free(baseline);
}

/* A comment in the file accounts for a finding before the baseline does. */
static void what_a_comment_accounts_for_is_not_in_a_baseline(void **state)
{
    (void)state;
    struct fixture fixture = fixture_of("@ MX 10 no\n@ MX 20 no\n", NULL);
    assert_int_equal(fixture.findings->items.count, 2);
    struct baseline *both = baseline_of(fixture.findings);
    fixture.findings->items.items[0]->aside = FINDING_SUPPRESSED;
    struct baseline *baseline = baseline_of(fixture.findings);
    assert_int_equal(baseline->entries.count, 1);
    assert_int_equal(baseline->entries.items[0].fingerprint,
                     fixture.findings->items.items[1]->fingerprint);
    baseline_mark(fixture.findings, both);
    assert_int_equal(fixture.findings->items.items[0]->aside, FINDING_SUPPRESSED);
    assert_int_equal(fixture.findings->items.items[1]->aside, FINDING_IN_BASELINE);
    assert_int_equal(
        baseline_count_stale(both, fixture.findings, fixture.set, &fixture.policy->terms), 1);
    baseline_free(baseline);
    baseline_free(both);
    fixture_end(&fixture);
}

static void an_entry_says_what_it_is_about(void **state)
{
    (void)state;
    struct baseline *baseline = baseline_in("www CNAME ns\nwww A 192.0.2.1\n");
    assert_int_equal(baseline->entries.count, 1);
    const struct baseline_entry *entry = &baseline->entries.items[0];
    assert_string_equal(entry->rule, "cname-and-other-data");
    assert_string_equal(entry->zone, "example.com.");
    assert_null(entry->view);
    assert_string_equal(entry->owner, "www.example.com.");
    assert_string_equal(entry->type, "CNAME");
    assert_string_equal(entry->message, "CNAME of www.example.com. stands beside other data");
    assert_int_equal(entry->count, 1);
    baseline_free(baseline);
}

static void entries_are_in_the_order_of_zone_view_owner_type_rule(void **state)
{
    (void)state;
    static const struct baseline_entry entries[] = {
        {.rule = "b", .zone = "a.", .owner = "o.", .type = "A", .fingerprint = 1, .count = 1},
        {.rule = "a", .zone = "b.", .fingerprint = 2, .count = 1},
        {.rule = "a", .zone = "a.", .owner = "o.", .type = "MX", .fingerprint = 3, .count = 1},
        {.rule = "a", .zone = "a.", .owner = "o.", .type = "A", .fingerprint = 4, .count = 1},
        {.rule = "a", .zone = "a.", .view = "v", .fingerprint = 5, .count = 1},
        {.rule = "a", .fingerprint = 7, .count = 1},
        {.rule = "a", .fingerprint = 6, .count = 1},
    };
    static const uint64_t sorted[] = {6, 7, 4, 1, 3, 5, 2};
    struct baseline *baseline = baseline_new();
    for (size_t i = 0; i < sizeof(entries) / sizeof(entries[0]); i++) {
        baseline_add(baseline, &entries[i]);
    }
    assert_null(baseline_settle(baseline));
    for (size_t i = 0; i < sizeof(sorted) / sizeof(sorted[0]); i++) {
        assert_int_equal(baseline->entries.items[i].fingerprint, sorted[i]);
    }
    baseline_add(baseline, &entries[2]);
    const struct baseline_entry *repeated = baseline_settle(baseline);
    assert_non_null(repeated);
    assert_int_equal(repeated->fingerprint, 3);
    assert_int_equal(repeated->number, 7);
    baseline_free(baseline);
}

/* What this run cannot know of is kept, and is not stale. */
static void only_zones_that_are_read_and_rules_that_are_on_are_judged(void **state)
{
    (void)state;
    static const struct {
        struct baseline_entry entry;
        bool stale;
    } cases[] = {
        {{.rule = "mx-target-alias", .zone = "example.com.", .count = 1}, true},
        {{.rule = "mx-target-alias", .zone = "EXAMPLE.com.", .count = 1}, true},
        {{.rule = "mx-target-alias", .count = 1}, true},
        {{.rule = "no-such-rule", .zone = "example.com.", .count = 1}, true},
        {{.rule = "mx-target-alias", .zone = "example.net.", .count = 1}, false},
        {{.rule = "mx-target-alias", .zone = "www.example.com.", .count = 1}, false},
        {{.rule = "mx-target-alias", .zone = "example.com.", .view = "inside", .count = 1}, false},
        {{.rule = "mx-target-alias", .zone = "no..name.", .count = 1}, false},
        {{.rule = "mx-target-alias", .zone = "relative", .count = 1}, false},
        {{.rule = "ns-target-alias", .zone = "example.com.", .count = 1}, false}, /* it is off */
    };
    struct fixture fixture = fixture_of("", NULL);
    fixture.policy->zone->runs[vocabulary_find(&rule_vocabulary, "ns-target-alias")] = false;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct baseline *baseline = baseline_new();
        baseline_add(baseline, &cases[i].entry);
        assert_null(baseline_settle(baseline));
        struct baseline_difference difference;
        struct baseline *renewed =
            baseline_renew(baseline, fixture.findings, fixture.set, &fixture.policy->terms,
                           (struct baseline_renewal){.words = true}, &difference);
        size_t stale =
            baseline_count_stale(baseline, fixture.findings, fixture.set, &fixture.policy->terms);
        if (stale != cases[i].stale || difference.dropped != stale ||
            renewed->entries.count != 1 - stale) {
            fail_msg("case %zu", i);
        }
        baseline_free(renewed);
        baseline_free(baseline);
    }
    fixture_end(&fixture);
}

static void renewing_takes_new_findings_only_when_told_to(void **state)
{
    (void)state;
    static const struct {
        const char *before;
        const char *now;
        struct baseline_renewal renewal;
        struct baseline_difference difference;
        size_t entries;
    } cases[] = {
        {"", "@ MX 10 no\n", {.words = true}, {.not_taken = 1}, 0},
        {"", "@ MX 10 no\n", {.add_new = true}, {.added = 1}, 1},
        {"@ MX 10 no\n", "@ MX 20 no\n", {0}, {.dropped = 1, .not_taken = 1}, 0},
        {"@ MX 10 no\n", "@ MX 20 no\n", {.add_new = true}, {.dropped = 1, .added = 1}, 1},
        {"@ MX 10 no\n", "@ MX 10 no\n", {.add_new = true}, {0}, 1},
        {"a A 192.0.2.2\na A 192.0.2.2\na A 192.0.2.2\n",
         "a A 192.0.2.2\na A 192.0.2.2\n",
         {.add_new = true},
         {.lowered = 1},
         1},
        {"a A 192.0.2.2\na A 192.0.2.2\n",
         "a A 192.0.2.2\na A 192.0.2.2\na A 192.0.2.2\n",
         {0},
         {.not_taken = 1},
         1},
        {"a A 192.0.2.2\na A 192.0.2.2\n",
         "a A 192.0.2.2\na A 192.0.2.2\na A 192.0.2.2\n",
         {.add_new = true},
         {.added = 1},
         1},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct baseline *baseline = baseline_in(cases[i].before);
        struct fixture fixture = fixture_of(cases[i].now, NULL);
        struct baseline_difference seen;
        const struct baseline_difference *expected = &cases[i].difference;
        struct baseline *renewed = baseline_renew(baseline, fixture.findings, fixture.set,
                                                  &fixture.policy->terms, cases[i].renewal, &seen);
        if (seen.dropped != expected->dropped || seen.lowered != expected->lowered ||
            seen.added != expected->added || seen.not_taken != expected->not_taken ||
            renewed->entries.count != cases[i].entries) {
            fail_msg("case %zu", i);
        }
        baseline_free(renewed);
        fixture_end(&fixture);
        baseline_free(baseline);
    }
}

static void messages_are_renewed_when_that_is_wanted(void **state)
{
    (void)state;
    struct fixture fixture = fixture_of("@ MX 10 no\n", NULL);
    struct baseline *baseline = baseline_of(fixture.findings);
    baseline->entries.items[0].message = "words of another version";
    for (int words = 0; words < 2; words++) {
        struct baseline_difference difference;
        struct baseline *renewed =
            baseline_renew(baseline, fixture.findings, fixture.set, &fixture.policy->terms,
                           (struct baseline_renewal){.words = words == 1}, &difference);
        assert_string_equal(renewed->entries.items[0].message,
                            words == 0 ? "words of another version"
                                       : fixture.findings->items.items[0]->message);
        baseline_free(renewed);
    }
    baseline_free(baseline);
    fixture_end(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_many_findings_are_set_aside_as_the_baseline_counts),
        cmocka_unit_test(the_first_findings_of_several_are_set_aside),
        cmocka_unit_test(what_a_comment_accounts_for_is_not_in_a_baseline),
        cmocka_unit_test(an_entry_says_what_it_is_about),
        cmocka_unit_test(entries_are_in_the_order_of_zone_view_owner_type_rule),
        cmocka_unit_test(only_zones_that_are_read_and_rules_that_are_on_are_judged),
        cmocka_unit_test(renewing_takes_new_findings_only_when_told_to),
        cmocka_unit_test(messages_are_renewed_when_that_is_wanted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
