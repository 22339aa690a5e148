/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzer/analysis.h"
#include "analyzer/rule.h"
#include "fixers/fix.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_policy.h"
#include "tests/support/zone_text.h"

#define HEAD "$TTL 3600\n@ SOA ns hostmaster 2025010101 2 3 4 5\n@ NS ns\nns A 192.0.2.1\n"
#define HEAD_AFTER "$TTL 3600\n@ SOA ns hostmaster 2026010100 2 3 4 5\n@ NS ns\nns A 192.0.2.1\n"

enum { NOW = 1767225600 }; /* 2026-01-01 */

struct fixing {
    struct temporary_folder folder;
    struct zone_set *set;
    struct test_policy *policy;
    struct findings *findings;
    struct fix_result *result;
};

static struct fixing fixing;

static int start(void **state)
{
    (void)state;
    fixing = (struct fixing){.policy = test_policy_new(NULL)};
    fixing.policy->terms.now = NOW;
    temporary_folder_make(&fixing.folder);
    return 0;
}

static void choose(const char *yaml)
{
    test_policy_free(fixing.policy);
    fixing.policy = test_policy_new(yaml);
    fixing.policy->terms.now = NOW;
}

static void allow_unsafe_fixes(void)
{
    choose("version: 1\nfix: {level: unsafe}\n");
}

static int end(void **state)
{
    (void)state;
    fix_result_free(fixing.result);
    findings_free(fixing.findings);
    zone_set_free(fixing.set);
    test_policy_free(fixing.policy);
    temporary_folder_remove(&fixing.folder);
    return 0;
}

/* Runs the fixes of a set that is then the test's. */
static const struct fix_result *fix(struct zone_set *set)
{
    struct error error;
    fixing.set = set;
    fixing.findings = analysis_run(set, &fixing.policy->terms);
    if (fix_run(set, &fixing.policy->terms, fixing.findings, &fixing.result, &error) != STATUS_OK) {
        fail_msg("%s", error.text);
    }
    return fixing.result;
}

static const struct fix_result *fix_text(const char *text)
{
    return fix(zone_texts_read(&(struct zone_text){.name = "example.", .text = text}, 1));
}

static void assert_file(const struct changed_file *file, const char *text)
{
    struct bytes expected = bytes_from_string(text);
    if (!bytes_equal(file->text, expected)) {
        fail_msg("%s is\n%.*s", file->source->path, (int)file->text.length,
                 (const char *)file->text.data);
    }
}

/* How many findings of this rule there were, and were fixed. */
static void assert_outcomes(const char *rule, size_t found, size_t fixed)
{
    size_t seen = 0;
    size_t seen_fixed = 0;
    for (size_t i = 0; i < fixing.findings->items.count; i++) {
        if (strcmp(fixing.findings->items.items[i]->rule->name, rule) == 0) {
            seen++;
            seen_fixed += fixing.result->outcomes[i].fixed;
        }
    }
    assert_int_equal(seen, found);
    assert_int_equal(seen_fixed, fixed);
}

static void no_result_can_be_freed(void **state)
{
    (void)state;
    fix_result_free(NULL);
}

static void without_fixes_nothing_changes(void **state)
{
    (void)state;
    const struct fix_result *result = fix_text(HEAD "a A 192.0.2.2\n");
    assert_null(result->after_set);
    assert_null(result->after);
    assert_int_equal(result->files.count, 0);
    assert_int_equal(result->fixed_count, 0);
    assert_int_equal(result->serials.count, 0);
}

static void a_fix_changes_its_bytes_and_the_serial(void **state)
{
    (void)state;
    const struct fix_result *result =
        fix_text(HEAD "@ MX 10 mail ; the old name\nmail CNAME host\nhost A 192.0.2.2\n");
    assert_int_equal(result->files.count, 1);
    assert_file(&result->files.items[0],
                HEAD_AFTER "@ MX 10 host ; the old name\nmail CNAME host\nhost A 192.0.2.2\n");
    assert_int_equal(result->files.items[0].replacement_count, 2);
    assert_int_equal(result->fixed_count, 1);
    assert_outcomes("mx-target-alias", 1, 1);
    assert_int_equal(result->serials.count, 1);
    assert_int_equal(result->serials.items[0].old_serial, 2025010101);
    assert_int_equal(result->serials.items[0].new_serial, 2026010100);
    assert_ptr_equal(result->serials.items[0].zone, fixing.set->zones.items[0]);
    assert_int_equal(result->changes.count, 2);
}

static void a_serial_is_raised_as_the_policy_chooses(void **state)
{
    (void)state;
    choose("version: 1\nfix: {serial: increment}\n");
    const struct fix_result *result =
        fix_text(HEAD "@ MX 10 mail\nmail CNAME host\nhost A 192.0.2.2\n");
    assert_int_equal(result->serials.count, 1);
    assert_int_equal(result->serials.items[0].new_serial, 2025010102);
}

static void a_serial_that_is_kept_hinders_no_fix(void **state)
{
    (void)state;
    choose("version: 1\nfix: {serial: keep}\n");
    const struct fix_result *result =
        fix_text(HEAD "@ MX 10 mail\nmail CNAME host\nhost A 192.0.2.2\n");
    assert_file(&result->files.items[0], HEAD "@ MX 10 host\nmail CNAME host\nhost A 192.0.2.2\n");
    assert_outcomes("mx-target-alias", 1, 1);
    assert_int_equal(result->serials.count, 0);
    assert_int_equal(result->changes.count, 2);
}

static void a_serial_that_cannot_be_as_chosen_keeps_the_fix_away(void **state)
{
    (void)state;
    choose("version: 1\nfix: {serial: unix}\n"); /* 2025010101 lies behind all seconds so far */
    const struct fix_result *result =
        fix_text(HEAD "@ MX 10 mail\nmail CNAME host\nhost A 192.0.2.2\n");
    assert_int_equal(result->files.count, 0);
    assert_outcomes("mx-target-alias", 1, 0);
    assert_non_null(strstr(result->outcomes[0].not_fixed_because,
                           "the serial cannot be raised: in the style that the policy chooses"));
}

static void what_is_served_as_before_keeps_its_serial(void **state)
{
    (void)state;
    const struct fix_result *result =
        fix_text(HEAD "a A 192.0.2.2\nb A 192.0.2.3\na A 192.0.2.2\n");
    assert_file(&result->files.items[0], HEAD "a A 192.0.2.2\nb A 192.0.2.3\n");
    assert_int_equal(result->serials.count, 0);
    assert_int_equal(result->changes.count, 1);
    assert_outcomes("duplicate-record", 1, 1);
}

static void all_copies_but_one_go(void **state)
{
    (void)state;
    const struct fix_result *result =
        fix_text(HEAD "a A 192.0.2.2\na A 192.0.2.2\n  A 192.0.2.2 ; note\n  TXT x\n");
    assert_outcomes("duplicate-record", 2, 2);
    assert_int_equal(result->after_set->zones.items[0]->records.count, 5);
    assert_int_equal(findings_count(result->after, SEVERITY_WARNING), 0);
}

/* The name gets its dot first; then it turns out to be an alias. */
static void a_fix_may_uncover_the_next_one(void **state)
{
    (void)state;
    allow_unsafe_fixes();
    const struct fix_result *result =
        fix_text(HEAD "@ MX 10 mail.example\nmail CNAME host\nhost A 192.0.2.2\n");
    assert_outcomes("missing-trailing-dot", 1, 1);
    assert_file(&result->files.items[0],
                HEAD_AFTER "@ MX 10 host.example.\nmail CNAME host\nhost A 192.0.2.2\n");
    assert_int_equal(result->changes.count, 4);
    assert_int_equal(result->serials.count, 1);
}

static void what_is_not_fixed_has_its_reason(void **state)
{
    (void)state;
    const struct fix_result *result = fix_text(HEAD "@ MX 10 ns.example\na A 192.0.2.2\n");
    assert_null(result->after_set);
    assert_outcomes("missing-trailing-dot", 1, 0);
    for (size_t i = 0; i < fixing.findings->items.count; i++) {
        const struct finding *finding = fixing.findings->items.items[i];
        const char *because = result->outcomes[i].not_fixed_because;
        assert_int_equal(because != NULL, finding->fix != NULL);
        assert_true(because == NULL || strstr(because, "--unsafe-fixes") != NULL);
    }
}

static void findings_that_come_with_a_fix_are_marked_new(void **state)
{
    (void)state;
    allow_unsafe_fixes();
    const struct fix_result *result =
        fix_text(HEAD "@ MX 10 mail.example\nmail CNAME host.example.net.\na A 192.0.2.2\n"
                      "a 60 TXT x\na 30 TXT y\n");
    assert_non_null(result->after);
    size_t new_count = 0;
    for (size_t i = 0; i < result->after->items.count; i++) {
        const struct finding *finding = result->after->items.items[i];
        bool is_alias = strcmp(finding->rule->name, "mx-target-alias") == 0;
        assert_int_equal(result->after_is_new[i], is_alias);
        new_count += result->after_is_new[i];
    }
    assert_int_equal(new_count, 1);
}

static void each_changed_zone_gets_its_serial(void **state)
{
    (void)state;
    static const struct zone_text texts[] = {
        {.name = "example.", .text = HEAD "@ MX 10 mail\nmail CNAME ns\n"},
        {.name = "example.net.", .text = HEAD},
        {.name = "example.org.", .text = HEAD "@ MX 10 mail.example.\n"},
    };
    const struct fix_result *result = fix(zone_texts_read(texts, 3));
    assert_int_equal(result->files.count, 2);
    assert_file(&result->files.items[0], HEAD_AFTER "@ MX 10 ns\nmail CNAME ns\n");
    assert_file(&result->files.items[1], HEAD_AFTER "@ MX 10 ns.example.\n");
    assert_int_equal(result->serials.count, 2);
    assert_ptr_equal(result->after_set->zones.items[1], fixing.set->zones.items[1]);
}

/* Two zones take their SOA from one file: when one of them changes, the other one's serial goes up
 * with it. */
static void an_soa_that_zones_share_is_raised_once(void **state)
{
    (void)state;
    temporary_text(&fixing.folder, "head", HEAD);
    const struct zone_claim claims[] = {
        {
            .name = "example.",
            .path =
                temporary_text(&fixing.folder, "a", "$INCLUDE head\n@ MX 10 mail\nmail CNAME ns\n"),
        },
        {
            .name = "example.net.",
            .path = temporary_text(&fixing.folder, "b", "$INCLUDE head\n"),
        },
    };
    struct zone_set *set = zone_set_new();
    zone_set_load(set, &claims[0]);
    zone_set_load(set, &claims[1]);
    zone_set_index(set);
    const struct fix_result *result = fix(set);
    assert_int_equal(result->files.count, 2);
    assert_file(&result->files.items[0], "$INCLUDE head\n@ MX 10 ns\nmail CNAME ns\n");
    assert_file(&result->files.items[1], HEAD_AFTER);
    assert_int_equal(result->serials.count, 2);
    for (size_t i = 0; i < 2; i++) {
        const struct zone *after = result->after_set->zones.items[i];
        const struct record *soa = zone_record(after, after->soa);
        assert_int_equal(soa_data_from_wire(record_wire(after, soa, NULL)).serial, 2026010100);
        assert_int_equal(result->serials.items[i].new_serial, 2026010100);
    }
}

#define REVERSE_HEAD \
    "$TTL 60\n@ SOA ns.example. hostmaster.example. 7 2 3 4 5\n@ NS ns.example.\n1 PTR " \
    "ns.example.\n"

static const struct fix_result *fix_with_reverse(const char *forward, const char *reverse)
{
    const struct zone_text texts[] = {
        {.name = "example.", .text = forward},
        {.name = "2.0.192.in-addr.arpa.", .text = reverse},
    };
    return fix(zone_texts_read(texts, 2));
}

static void records_that_are_added_to_one_zone_come_at_once(void **state)
{
    (void)state;
    enum { COUNT = 100 };
    allow_unsafe_fixes();
    struct buffer forward = {0};
    struct buffer reverse = {0};
    buffer_add_string(&forward, HEAD);
    buffer_add_string(&reverse, REVERSE_HEAD);
    for (unsigned i = 100; i < 100 + COUNT; i++) {
        buffer_add_format(&forward, "h%u A 192.0.2.%u\n", i, i);
        buffer_add_format(&reverse, "%u.2.0.192.in-addr.arpa. 60 IN PTR h%u.example.\n", i, i);
    }
    const struct fix_result *result = fix_with_reverse(buffer_string(&forward), REVERSE_HEAD);
    assert_outcomes("ptr-missing", COUNT, COUNT);
    assert_int_equal(result->files.count, 1);
    assert_int_equal(result->serials.count, 1);
    assert_int_equal(result->serials.items[0].new_serial, 8);
    struct bytes text = result->files.items[0].text;
    struct bytes lines = buffer_bytes(&reverse); /* but for the serial, which has one digit */
    size_t head = strlen(REVERSE_HEAD);
    assert_int_equal(text.length, lines.length);
    assert_memory_equal(text.data + head, lines.data + head, lines.length - head);
    buffer_free(&forward);
    buffer_free(&reverse);
}

static void the_name_that_the_policy_prefers_is_added(void **state)
{
    (void)state;
    choose("version: 1\nfix: {level: unsafe, ptr: {prefer: mail.**}}\n");
    const struct fix_result *result =
        fix_with_reverse(HEAD "www A 192.0.2.2\nmail A 192.0.2.2\n", REVERSE_HEAD "\n; the end");
    assert_outcomes("ptr-missing", 1, 1);
    assert_true(text_has(result->files.items[0].text,
                         "; the end\n2.2.0.192.in-addr.arpa. 60 IN PTR mail.example."));
    assert_string_equal(fixing.findings->items.items[0]->fix->unsafe_because,
                        "the policy prefers this name, but the host may go by another one");
}

/* Without $TTL, RFC 1035 section 5.1 has records take the TTL that was stated last: that of a copy
 * may be needed behind it, by a $GENERATE or even in the file that includes its own. */
static void a_copy_that_lends_its_ttl_stays(void **state)
{
    (void)state;
    allow_unsafe_fixes();
    static const char soa[] = "@ 60 SOA ns hostmaster 1 2 3 4 5\n@ NS ns\nns A 192.0.2.1\n";
    temporary_text(&fixing.folder, "part", "ns 60 A 192.0.2.1\n");
    const char *const behind[] = {
        "ns 60 A 192.0.2.1\n$GENERATE 1-2 b$ A 192.0.2.3\n",
        "$INCLUDE part\nb A 192.0.2.3\n",
    };
    struct zone_set *set = zone_set_new();
    for (size_t i = 0; i < sizeof(behind) / sizeof(behind[0]); i++) {
        struct arena *arena = fixing.folder.arena;
        const char *name = arena_format(arena, "example%zu.", i);
        const char *text = arena_format(arena, "%sa 30 A 192.0.2.2\n%s", soa, behind[i]);
        zone_set_load(set, &(struct zone_claim){
                               .name = name, .path = temporary_text(&fixing.folder, name, text)});
    }
    zone_set_index(set);
    const struct fix_result *result = fix(set);
    assert_outcomes("duplicate-record", 2, 0);
    assert_null(result->after_set);
}

static void a_zone_without_an_soa_is_repaired_without_a_serial(void **state)
{
    (void)state;
    const struct fix_result *result =
        fix_text("$TTL 60\n@ NS ns\nns A 192.0.2.1\n@ MX 10 mail\nmail CNAME ns\n");
    assert_file(&result->files.items[0],
                "$TTL 60\n@ NS ns\nns A 192.0.2.1\n@ MX 10 ns\nmail CNAME ns\n");
    assert_int_equal(result->serials.count, 0);
}

static void fixing_what_is_fixed_changes_nothing(void **state)
{
    (void)state;
    const struct fix_result *result =
        fix_text(HEAD "@ MX 10 mail\n@ MX 20 mail\nmail CNAME host\nhost A 192.0.2.2\n");
    struct fix_result *again;
    struct error error;
    assert_int_equal(
        fix_run(result->after_set, &fixing.policy->terms, result->after, &again, &error),
        STATUS_OK);
    assert_int_equal(again->files.count, 0);
    fix_result_free(again);
}

#define WITH_FIXING(test) cmocka_unit_test_setup_teardown(test, start, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_result_can_be_freed),
        WITH_FIXING(without_fixes_nothing_changes),
        WITH_FIXING(a_fix_changes_its_bytes_and_the_serial),
        WITH_FIXING(a_serial_is_raised_as_the_policy_chooses),
        WITH_FIXING(a_serial_that_is_kept_hinders_no_fix),
        WITH_FIXING(a_serial_that_cannot_be_as_chosen_keeps_the_fix_away),
        WITH_FIXING(what_is_served_as_before_keeps_its_serial),
        WITH_FIXING(all_copies_but_one_go),
        WITH_FIXING(a_fix_may_uncover_the_next_one),
        WITH_FIXING(what_is_not_fixed_has_its_reason),
        WITH_FIXING(findings_that_come_with_a_fix_are_marked_new),
        WITH_FIXING(each_changed_zone_gets_its_serial),
        WITH_FIXING(an_soa_that_zones_share_is_raised_once),
        WITH_FIXING(records_that_are_added_to_one_zone_come_at_once),
        WITH_FIXING(the_name_that_the_policy_prefers_is_added),
        WITH_FIXING(a_copy_that_lends_its_ttl_stays),
        WITH_FIXING(a_zone_without_an_soa_is_repaired_without_a_serial),
        WITH_FIXING(fixing_what_is_fixed_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
