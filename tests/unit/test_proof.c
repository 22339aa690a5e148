/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzer/rule.h"
#include "fixers/proof.h"
#include "tests/support/zone_text.h"

#define SOA "@ 60 SOA ns hostmaster 1 2 3 4 5\n"

enum { CHANGES_MAX = 4 };

struct proving {
    struct zone_set *before;
    struct zone_set *after;
    struct arena *arena;
    struct change changes[CHANGES_MAX];
    size_t change_count;
    struct findings *findings_before;
    struct findings *findings_after;
    struct error error;
};

static struct proving proving;

static int start(void **state)
{
    (void)state;
    proving = (struct proving){
        .arena = arena_new(),
        .findings_before = findings_new(),
        .findings_after = findings_new(),
    };
    return 0;
}

static int end(void **state)
{
    (void)state;
    zone_set_free(proving.after);
    zone_set_free(proving.before);
    findings_free(proving.findings_before);
    findings_free(proving.findings_after);
    arena_free(proving.arena);
    return 0;
}

/* The zones example. and example.net., both with an SOA, and each with other text afterwards. */
static void read_zones(const char *before, const char *after)
{
    const struct zone_text texts[] = {
        {.name = "example.", .text = arena_format(proving.arena, SOA "%s", before)},
        {.name = "example.net.", .text = SOA "a 60 A 192.0.2.1\n"},
    };
    zone_set_free(proving.after);
    zone_set_free(proving.before);
    proving.change_count = 0;
    proving.before = zone_texts_read(texts, 2);
    const struct bytes text = bytes_from_string(arena_format(proving.arena, SOA "%s", after));
    proving.after = zone_set_with_text(proving.before, 0, text);
}

/* Declares that an A record at a.example. comes or goes. */
static struct change *declare(bool added, uint8_t last_octet)
{
    uint8_t *data = arena_get(proving.arena, 4);
    memcpy(data, "\300\0\2", 3);
    data[3] = last_octet;
    assert_true(proving.change_count < CHANGES_MAX);
    struct change *change = &proving.changes[proving.change_count++];
    *change = (struct change){
        .added = added,
        .zone = proving.before->zones.items[0],
        .owner = name_of(proving.arena, "a.example."),
        .type = TYPE_A,
        .ttl_seconds = 60,
        .data = {data, 4},
    };
    return change;
}

static enum status prove_records(void)
{
    return proof_records(proving.before, proving.after, proving.changes, proving.change_count,
                         &proving.error);
}

static void assert_records_proven(void)
{
    if (prove_records() != STATUS_OK) {
        fail_msg("%s", proving.error.text);
    }
}

static void assert_records_refused(const char *reason)
{
    assert_int_equal(prove_records(), STATUS_FAILED);
    if (strstr(proving.error.text, reason) == NULL) {
        fail_msg("`%s` in place of `%s`", proving.error.text, reason);
    }
}

static void the_same_records_need_no_change(void **state)
{
    (void)state;
    read_zones("a 60 A 192.0.2.1\nb 60 MX 10 a\n", "b 60 MX 10 a.example.\na 1m A 192.0.2.1 ; x\n");
    assert_records_proven();
}

static void what_comes_and_goes_is_what_was_declared(void **state)
{
    (void)state;
    read_zones("a 60 A 192.0.2.1\nb 60 TXT x\n", "a 60 A 192.0.2.2\nb 60 TXT x\n");
    declare(false, 1);
    declare(true, 2);
    assert_records_proven();
}

static void a_record_that_leaves_undeclared_is_named(void **state)
{
    (void)state;
    read_zones("a 60 A 192.0.2.1\n", "");
    assert_records_refused("example. would lose the record `a.example. 60 IN A 192.0.2.1`");
    declare(false, 1);
    assert_records_proven();
}

static void a_record_that_comes_undeclared_is_named(void **state)
{
    (void)state;
    read_zones("", "a 60 A 192.0.2.1\n");
    assert_records_refused("example. would gain the record `a.example. 60 IN A 192.0.2.1`");
    declare(true, 1);
    assert_records_proven();
}

static void a_declared_change_that_does_not_happen_is_refused(void **state)
{
    (void)state;
    read_zones("a 60 A 192.0.2.1\n", "a 60 A 192.0.2.1\n");
    declare(false, 1);
    assert_records_refused("192.0.2.1");
    proving.change_count = 0;
    declare(true, 2);
    assert_records_refused("192.0.2.2");
}

static void every_part_of_a_declared_change_counts(void **state)
{
    (void)state;
    read_zones("a 60 A 192.0.2.1\n", "");
    declare(false, 1)->ttl_seconds = 61;
    assert_records_refused("proof failed");
    proving.change_count = 0;
    declare(false, 1)->type = TYPE_AAAA;
    assert_records_refused("proof failed");
    proving.change_count = 0;
    declare(false, 1)->owner = name_of(proving.arena, "b.example.");
    assert_records_refused("proof failed");
    proving.change_count = 0;
    declare(false, 1)->zone = proving.before->zones.items[1];
    assert_records_refused("proof failed");
    proving.change_count = 0;
    declare(false, 2);
    assert_records_refused("proof failed");
    proving.change_count = 0;
    declare(true, 1);
    assert_records_refused("proof failed");
}

static void copies_are_counted(void **state)
{
    (void)state;
    read_zones("a 60 A 192.0.2.1\na 60 A 192.0.2.1\na 60 A 192.0.2.1\n", "a 60 A 192.0.2.1\n");
    declare(false, 1);
    assert_records_refused("would lose");
    declare(false, 1);
    assert_records_proven();
    declare(false, 1);
    assert_records_refused("would gain");
}

static void a_moved_record_stays_itself_but_not_its_ttl(void **state)
{
    (void)state;
    read_zones("a 60 A 192.0.2.1\n", "a 30 A 192.0.2.1\n");
    assert_records_refused("proof failed");
    declare(false, 1);
    declare(true, 1)->ttl_seconds = 30;
    assert_records_proven();
}

static void zones_with_untouched_files_are_not_compared(void **state)
{
    (void)state;
    read_zones("", "");
    assert_ptr_equal(proving.before->zones.items[1], proving.after->zones.items[1]);
    assert_records_proven();
}

static void all_changed_zones_are_compared(void **state)
{
    (void)state;
    read_zones("", "");
    zone_set_free(proving.after);
    const struct bytes text = bytes_from_string(SOA);
    proving.after = zone_set_with_text(proving.before, 1, text);
    assert_records_refused("example.net. would lose the record `a.example.net. 60 IN A 192.0.2.1`");
}

static void a_zone_that_reads_worse_is_refused(void **state)
{
    (void)state;
    read_zones("a 60 A 192.0.2.1\n", "a 60 A 192.0.2.1\nb 60 A 192.0.2\n");
    assert_records_refused("example. would not read as before");
    read_zones("a 60 A 192.0.2.1\n", "a 60 A 192.0.2.1\nb.example.net. 60 A 192.0.2.2\n");
    assert_records_refused("example. would not read as before");
    read_zones("b.example.net. 60 A 192.0.2.2\n", "b 2147483648 A 192.0.2.2\n");
    assert_records_refused("example. would not read as before");
}

static void a_record_that_goes_takes_its_flaw_along(void **state)
{
    (void)state;
    read_zones("a 2147483648 A 192.0.2.1\na 2147483648 A 192.0.2.1\n",
               "a 2147483648 A 192.0.2.1\n");
    declare(false, 1)->ttl_seconds = 0;
    assert_records_proven();
}

/* Adds a finding of a rule and severity with this fingerprint. */
static struct finding *add_finding(struct findings *findings,
                                   enum severity severity,
                                   uint64_t fingerprint)
{
    struct finding *finding = arena_get_zeroed(findings->arena, sizeof(*finding));
    finding->rule = rule_at(0);
    finding->severity = severity;
    finding->fingerprint = fingerprint;
    finding->message = arena_format(findings->arena, "finding %u", (unsigned)fingerprint);
    VECTOR_PUSH(&findings->items, finding);
    return finding;
}

/* The first `fixed_count` findings of before are those that were fixed. */
static enum status prove_findings(size_t fixed_count)
{
    const struct finding *fixed[8];
    assert_true(fixed_count <= 8);
    for (size_t i = 0; i < fixed_count; i++) {
        fixed[i] = proving.findings_before->items.items[i];
    }
    return proof_findings(proving.findings_before, proving.findings_after, fixed, fixed_count,
                          proving.changes, proving.change_count, &proving.error);
}

static void findings_that_were_fixed_are_gone(void **state)
{
    (void)state;
    add_finding(proving.findings_before, SEVERITY_ERROR, 1);
    add_finding(proving.findings_before, SEVERITY_ERROR, 2);
    add_finding(proving.findings_after, SEVERITY_ERROR, 2);
    assert_int_equal(prove_findings(1), STATUS_OK);
}

static void a_fixed_finding_that_stays_is_refused(void **state)
{
    (void)state;
    add_finding(proving.findings_before, SEVERITY_WARNING, 1);
    add_finding(proving.findings_after, SEVERITY_WARNING, 1);
    assert_int_equal(prove_findings(1), STATUS_FAILED);
    assert_non_null(strstr(proving.error.text, "would still be found: finding 1"));
    assert_int_equal(prove_findings(0), STATUS_OK);
}

static void equal_findings_are_counted(void **state)
{
    (void)state;
    add_finding(proving.findings_before, SEVERITY_WARNING, 1);
    add_finding(proving.findings_before, SEVERITY_WARNING, 1);
    add_finding(proving.findings_before, SEVERITY_WARNING, 1);
    add_finding(proving.findings_after, SEVERITY_WARNING, 1);
    assert_int_equal(prove_findings(2), STATUS_OK);
    assert_int_equal(prove_findings(3), STATUS_FAILED);
}

static void a_new_error_is_refused(void **state)
{
    (void)state;
    add_finding(proving.findings_after, SEVERITY_ERROR, 7);
    assert_int_equal(prove_findings(0), STATUS_FAILED);
    assert_non_null(strstr(proving.error.text, "would be a new error: finding 7"));
}

static void one_more_of_an_old_error_is_a_new_one(void **state)
{
    (void)state;
    add_finding(proving.findings_before, SEVERITY_ERROR, 7);
    add_finding(proving.findings_after, SEVERITY_ERROR, 7);
    add_finding(proving.findings_after, SEVERITY_ERROR, 7);
    assert_int_equal(prove_findings(0), STATUS_FAILED);
    assert_non_null(strstr(proving.error.text, "would be a new error: finding 7"));
}

static void a_new_warning_is_no_failure(void **state)
{
    (void)state;
    add_finding(proving.findings_after, SEVERITY_WARNING, 7);
    add_finding(proving.findings_after, SEVERITY_INFO, 8);
    assert_int_equal(prove_findings(0), STATUS_OK);
}

/* A name with its final dot may turn out to be an alias: the next round sees to it. */
static void what_is_wrong_with_an_added_record_is_for_the_next_round(void **state)
{
    (void)state;
    read_zones("", "");
    struct finding *finding = add_finding(proving.findings_after, SEVERITY_ERROR, 7);
    finding->owner = "a.example.";
    finding->type = TYPE_A;
    declare(true, 1);
    assert_int_equal(prove_findings(0), STATUS_OK);
    finding->type = TYPE_MX;
    assert_int_equal(prove_findings(0), STATUS_FAILED);
    finding->type = TYPE_A;
    finding->owner = "b.example.";
    assert_int_equal(prove_findings(0), STATUS_FAILED);
    finding->owner = NULL;
    assert_int_equal(prove_findings(0), STATUS_FAILED);
}

static void a_removed_record_excuses_nothing(void **state)
{
    (void)state;
    read_zones("", "");
    struct finding *finding = add_finding(proving.findings_after, SEVERITY_ERROR, 7);
    finding->owner = "a.example.";
    finding->type = TYPE_A;
    declare(false, 1);
    assert_int_equal(prove_findings(0), STATUS_FAILED);
}

#define WITH_SETS(test) cmocka_unit_test_setup_teardown(test, start, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SETS(the_same_records_need_no_change),
        WITH_SETS(what_comes_and_goes_is_what_was_declared),
        WITH_SETS(a_record_that_leaves_undeclared_is_named),
        WITH_SETS(a_record_that_comes_undeclared_is_named),
        WITH_SETS(a_declared_change_that_does_not_happen_is_refused),
        WITH_SETS(every_part_of_a_declared_change_counts),
        WITH_SETS(copies_are_counted),
        WITH_SETS(a_moved_record_stays_itself_but_not_its_ttl),
        WITH_SETS(zones_with_untouched_files_are_not_compared),
        WITH_SETS(all_changed_zones_are_compared),
        WITH_SETS(a_zone_that_reads_worse_is_refused),
        WITH_SETS(a_record_that_goes_takes_its_flaw_along),
        WITH_SETS(findings_that_were_fixed_are_gone),
        WITH_SETS(a_fixed_finding_that_stays_is_refused),
        WITH_SETS(equal_findings_are_counted),
        WITH_SETS(a_new_error_is_refused),
        WITH_SETS(one_more_of_an_old_error_is_a_new_one),
        WITH_SETS(a_new_warning_is_no_failure),
        WITH_SETS(what_is_wrong_with_an_added_record_is_for_the_next_round),
        WITH_SETS(a_removed_record_excuses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
