/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzer/rule.h"
#include "fixers/plan.h"
#include "tests/support/test_policy.h"
#include "tests/support/zone_text.h"

#define SOA "@ 60 SOA ns hostmaster 1 2 3 4 5\n"

enum { NOW = 1767225600 }; /* 2026-01-01 */

struct planning {
    struct zone_set *set;
    struct test_policy *policy;
    struct findings *findings;
    struct plan *plan;
};

static struct planning planning;

static int start(void **state)
{
    static const struct zone_text texts[] = {
        {.name = "example.", .text = SOA "a 60 MX 10 mail\nb 60 MX 10 mail\n"},
        {.name = "example.net.", .text = SOA "c 60 MX 10 mail\n"},
        {.name = "twice.example.", .text = SOA "@ 60 SOA ns hostmaster 2 2 3 4 5\n"},
    };
    (void)state;
    planning = (struct planning){
        .set = zone_texts_read(texts, sizeof(texts) / sizeof(texts[0])),
        .policy = test_policy_new(NULL),
        .findings = findings_new(),
    };
    planning.policy->terms.now = NOW;
    return 0;
}

static int end(void **state)
{
    (void)state;
    plan_free(planning.plan);
    findings_free(planning.findings);
    test_policy_free(planning.policy);
    zone_set_free(planning.set);
    return 0;
}

/* A finding of a rule with a fix that has no edits yet. */
static struct fix *add_finding(const char *rule, enum fix_safety safety)
{
    struct findings *findings = planning.findings;
    struct finding *finding = arena_get_zeroed(findings->arena, sizeof(*finding));
    finding->rule = rule_find(rule);
    assert_non_null(finding->rule);
    finding->severity = finding->rule->severity;
    test_policy_own(planning.policy, finding);
    finding->fingerprint = findings->items.count;
    finding->fix = arena_get_zeroed(findings->arena, sizeof(*finding->fix));
    finding->fix->safety = safety;
    VECTOR_PUSH(&findings->items, finding);
    VECTOR_PUSH(&findings->fixes, finding->fix);
    return finding->fix;
}

/* Adds an edit, and with it the change of one record of the zone of that source. */
static void add_edit(struct fix *fix,
                     uint32_t source,
                     uint64_t start,
                     uint32_t length,
                     const char *text)
{
    const struct zone *zone = planning.set->zones.items[source];
    struct span span = {start, length, source};
    struct change change = {
        .edit = fix->edits.count,
        .zone = zone,
        .owner = zone->apex,
        .type = TYPE_MX,
        .ttl_seconds = (uint32_t)start,
    };
    struct edit edit = {
        .span = span,
        .expected = source_list_bytes(planning.set->sources, span),
        .text = bytes_from_string(text),
    };
    VECTOR_PUSH(&fix->edits, edit);
    VECTOR_PUSH(&fix->changes, change);
}

static struct fix *add_safe_edit(uint32_t source, uint64_t start, uint32_t length, const char *text)
{
    struct fix *fix = add_finding("mx-target-alias", FIX_SAFE);
    add_edit(fix, source, start, length, text);
    return fix;
}

static const struct plan *build(void)
{
    plan_free(planning.plan);
    planning.plan = plan_build(planning.set, &planning.policy->terms, planning.findings);
    return planning.plan;
}

/* Which findings' fixes are taken, as digits. */
static void assert_taken(const char *digits)
{
    const struct plan *plan = build();
    char seen[32];
    assert_true(plan->findings.count < sizeof(seen));
    for (size_t i = 0; i < plan->findings.count; i++) {
        seen[i] = (char)('0' + plan->findings.items[i]->fingerprint);
    }
    seen[plan->findings.count] = '\0';
    assert_string_equal(seen, digits);
    for (size_t i = 0; i < planning.findings->items.count; i++) {
        bool taken = strchr(digits, (int)('0' + i)) != NULL;
        bool has_fix = planning.findings->items.items[i]->fix != NULL;
        assert_int_equal(plan->left_because[i] != NULL, has_fix && !taken);
    }
}

static void no_plan_can_be_freed(void **state)
{
    (void)state;
    plan_free(NULL);
}

static void findings_without_fixes_make_an_empty_plan(void **state)
{
    (void)state;
    add_finding("mx-target-alias", FIX_SAFE);
    planning.findings->items.items[0]->fix = NULL;
    assert_taken("");
    assert_int_equal(planning.plan->edits.count, 0);
    assert_int_equal(planning.plan->sources.count, 0);
}

static void fixes_that_keep_apart_are_all_taken(void **state)
{
    (void)state;
    add_safe_edit(1, 10, 2, "x");
    add_safe_edit(0, 20, 2, "y");
    add_safe_edit(0, 10, 2, "z");
    add_safe_edit(0, 12, 2, "");
    assert_taken("0123");
    const struct plan *plan = planning.plan;
    assert_int_equal(plan->fixes.count, 4);
    assert_int_equal(plan->changes.count, 4);
    assert_int_equal(plan->edits.count, 4);
    for (size_t i = 1; i < plan->edits.count; i++) {
        assert_true(edit_compare(&plan->edits.items[i - 1], &plan->edits.items[i]) < 0);
    }
}

static void whole_lines_at_one_place_are_all_taken(void **state)
{
    (void)state;
    static const char *const lines[] = {"c\n", "a\n", "b\n"};
    for (size_t i = 0; i < 3; i++) {
        add_safe_edit(0, 30, 0, lines[i])->edits.items[0].adds_lines = true;
    }
    add_safe_edit(0, 30, 0, "d"); /* no line */
    assert_taken("012");
    assert_string_equal(planning.plan->edits.items[0].text.data, "a\n");
    assert_string_equal(planning.plan->edits.items[1].text.data, "b\n");
    assert_string_equal(planning.plan->edits.items[2].text.data, "c\n");
}

static void edits_are_handed_out_by_source(void **state)
{
    (void)state;
    add_safe_edit(1, 10, 2, "x");
    add_safe_edit(0, 20, 2, "y");
    add_safe_edit(0, 10, 2, "z");
    const struct plan *plan = build();
    size_t count;
    assert_int_equal(plan->sources.count, 2);
    assert_int_equal(plan->sources.items[0], 0);
    assert_int_equal(plan->sources.items[1], 1);
    const struct edit *edits = plan_edits(plan, 0, &count);
    assert_int_equal(count, 2);
    assert_int_equal(edits[0].span.start, 10);
    assert_int_equal(edits[1].span.start, 20);
    edits = plan_edits(plan, 1, &count);
    assert_int_equal(count, 1);
    assert_int_equal(edits[0].span.source, 1);
    plan_edits(plan, 2, &count);
    assert_int_equal(count, 0);
}

static void of_fixes_that_meet_the_first_is_taken(void **state)
{
    (void)state;
    add_safe_edit(0, 10, 4, "x");
    add_safe_edit(0, 12, 4, "y");
    add_safe_edit(0, 13, 0, "z");
    add_safe_edit(0, 8, 9, "");
    add_safe_edit(0, 8, 2, "");
    assert_taken("04");
    assert_non_null(strstr(planning.plan->left_because[1], "another fix"));
}

static void a_fix_is_taken_whole_or_not_at_all(void **state)
{
    (void)state;
    add_safe_edit(0, 20, 4, "x");
    struct fix *fix = add_safe_edit(0, 10, 4, "y");
    add_edit(fix, 0, 22, 4, "z");
    add_edit(fix, 1, 10, 4, "w");
    assert_taken("0");
    assert_int_equal(planning.plan->edits.count, 1);
    assert_int_equal(planning.plan->changes.count, 1);
}

/* What the insertion was to stand beside is gone; only at the start of a line it belongs to
 * nothing in front of it. */
static void an_insertion_needs_what_it_stands_beside(void **state)
{
    (void)state;
    static const struct {
        struct span replaced;
        uint64_t insertion;
        const char *taken;
    } cases[] = {
        {{10, 4, 0}, 14, "0"}, {{10, 4, 0}, 10, "0"},
        {{10, 4, 0}, 9, "01"}, {{10, 4, 0}, 15, "01"},
        {{10, 4, 0}, 12, "0"}, {{0, sizeof(SOA) - 1, 0}, sizeof(SOA) - 1, "01"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        for (int turned = 0; turned < 2; turned++) {
            findings_free(planning.findings);
            planning.findings = findings_new();
            if (turned == 1) {
                add_safe_edit(0, cases[i].insertion, 0, ".");
            }
            add_safe_edit(0, cases[i].replaced.start, cases[i].replaced.length, "");
            if (turned == 0) {
                add_safe_edit(0, cases[i].insertion, 0, ".");
            }
            assert_taken(cases[i].taken);
        }
    }
}

static void equal_edits_of_two_fixes_are_made_once(void **state)
{
    (void)state;
    add_safe_edit(0, 10, 4, "x");
    struct fix *fix = add_safe_edit(0, 10, 4, "x");
    add_edit(fix, 0, 20, 4, "y");
    assert_taken("01");
    assert_int_equal(planning.plan->edits.count, 2);
    assert_int_equal(planning.plan->changes.count, 2);
    assert_int_equal(planning.plan->fixes.count, 2);
}

static void other_text_at_the_same_place_is_a_conflict(void **state)
{
    (void)state;
    add_safe_edit(0, 10, 4, "x");
    add_safe_edit(0, 10, 4, "y");
    add_safe_edit(0, 20, 0, "x");
    add_safe_edit(0, 20, 0, "y");
    assert_taken("02");
}

static void a_fix_that_findings_share_is_taken_once(void **state)
{
    (void)state;
    struct fix *fix = add_safe_edit(0, 10, 4, "x");
    fix->is_shared = true;
    add_finding("mx-target-alias", FIX_SAFE);
    planning.findings->items.items[1]->fix = fix;
    assert_taken("01");
    assert_int_equal(planning.plan->fixes.count, 1);
    assert_int_equal(planning.plan->edits.count, 1);
    assert_int_equal(planning.plan->changes.count, 1);
}

static void unsafe_fixes_are_taken_when_the_policy_allows_them(void **state)
{
    (void)state;
    add_edit(add_finding("missing-trailing-dot", FIX_UNSAFE), 0, 10, 4, "x");
    assert_taken("");
    assert_non_null(strstr(planning.plan->left_because[0], "--unsafe-fixes"));
    planning.findings->items.items[0]->fix_level = FIX_LEVEL_UNSAFE;
    assert_taken("0");
}

static void rules_of_taste_repair_when_they_are_named(void **state)
{
    (void)state;
    add_safe_edit(0, 10, 4, "x");
    planning.findings->items.items[0]->severity = SEVERITY_INFO;
    assert_taken("");
    assert_non_null(strstr(planning.plan->left_because[0], "--fix-rule"));
    test_policy_name_fix(planning.policy, "mx-target-alias");
    assert_taken("0");
}

static void when_rules_are_named_no_others_repair(void **state)
{
    (void)state;
    add_safe_edit(0, 10, 4, "x");
    add_edit(add_finding("duplicate-record", FIX_SAFE), 0, 20, 4, "x");
    test_policy_name_fix(planning.policy, "duplicate-record");
    assert_taken("1");
}

static void a_zone_whose_serial_cannot_be_raised_is_left_alone(void **state)
{
    (void)state;
    add_safe_edit(2, 10, 4, "x");
    struct fix *fix = add_safe_edit(0, 10, 4, "x");
    add_edit(fix, 2, 20, 4, "y");
    add_safe_edit(0, 20, 4, "z");
    assert_taken("2");
    assert_non_null(strstr(planning.plan->left_because[0], "several SOA records"));
}

static void the_reason_outlives_the_findings(void **state)
{
    (void)state;
    add_safe_edit(2, 10, 4, "x");
    const struct plan *plan = build();
    findings_free(planning.findings);
    planning.findings = findings_new();
    assert_non_null(strstr(plan->left_because[0], "several SOA records"));
}

#define WITH_PLAN(test) cmocka_unit_test_setup_teardown(test, start, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_plan_can_be_freed),
        WITH_PLAN(findings_without_fixes_make_an_empty_plan),
        WITH_PLAN(fixes_that_keep_apart_are_all_taken),
        WITH_PLAN(whole_lines_at_one_place_are_all_taken),
        WITH_PLAN(edits_are_handed_out_by_source),
        WITH_PLAN(of_fixes_that_meet_the_first_is_taken),
        WITH_PLAN(a_fix_is_taken_whole_or_not_at_all),
        WITH_PLAN(an_insertion_needs_what_it_stands_beside),
        WITH_PLAN(equal_edits_of_two_fixes_are_made_once),
        WITH_PLAN(other_text_at_the_same_place_is_a_conflict),
        WITH_PLAN(a_fix_that_findings_share_is_taken_once),
        WITH_PLAN(unsafe_fixes_are_taken_when_the_policy_allows_them),
        WITH_PLAN(rules_of_taste_repair_when_they_are_named),
        WITH_PLAN(when_rules_are_named_no_others_repair),
        WITH_PLAN(a_zone_whose_serial_cannot_be_raised_is_left_alone),
        WITH_PLAN(the_reason_outlives_the_findings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
