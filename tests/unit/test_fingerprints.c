/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fixers/fingerprints.h"

enum { FINDINGS_MAX = 1000 };

/* Findings with these fingerprints and nothing else. */
static struct fingerprints *count(const uint64_t *numbers, size_t number_count)
{
    struct findings *findings = findings_new();
    assert_true(number_count <= FINDINGS_MAX);
    for (size_t i = 0; i < number_count; i++) {
        struct finding *finding = arena_get_zeroed(findings->arena, sizeof(*finding));
        finding->fingerprint = numbers[i];
        VECTOR_PUSH(&findings->items, finding);
    }
    struct fingerprints *fingerprints = fingerprints_count(findings);
    findings_free(findings);
    return fingerprints;
}

static void no_findings_have_no_fingerprints(void **state)
{
    (void)state;
    struct fingerprints *fingerprints = count(NULL, 0);
    assert_false(fingerprints_take(fingerprints, 0));
    assert_false(fingerprints_had(fingerprints, 0));
    fingerprints_free(fingerprints);
    fingerprints_free(NULL);
}

static void each_is_taken_as_often_as_it_is_there(void **state)
{
    (void)state;
    static const uint64_t numbers[] = {7, UINT64_MAX, 7, 0, 7, UINT64_MAX};
    struct fingerprints *fingerprints = count(numbers, sizeof(numbers) / sizeof(numbers[0]));
    static const struct {
        uint64_t number;
        bool taken;
    } steps[] = {
        {7, true},          {7, true}, {UINT64_MAX, true}, {7, true},           {7, false},
        {UINT64_MAX, true}, {0, true}, {0, false},         {UINT64_MAX, false}, {8, false},
    };
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        assert_int_equal(fingerprints_take(fingerprints, steps[i].number), steps[i].taken);
    }
    fingerprints_free(fingerprints);
}

static void what_was_taken_was_still_there(void **state)
{
    (void)state;
    static const uint64_t numbers[] = {3, 5};
    struct fingerprints *fingerprints = count(numbers, 2);
    fingerprints_take(fingerprints, 3);
    assert_true(fingerprints_had(fingerprints, 3));
    assert_true(fingerprints_had(fingerprints, 5));
    assert_false(fingerprints_had(fingerprints, 4));
    fingerprints_free(fingerprints);
}

static void many_are_told_apart(void **state)
{
    (void)state;
    uint64_t numbers[FINDINGS_MAX];
    for (size_t i = 0; i < FINDINGS_MAX; i++) {
        numbers[i] = i * UINT64_C(0x9e3779b97f4a7c15);
    }
    struct fingerprints *fingerprints = count(numbers, FINDINGS_MAX);
    for (size_t i = 0; i < FINDINGS_MAX; i++) {
        assert_true(fingerprints_take(fingerprints, numbers[i]));
        assert_false(fingerprints_take(fingerprints, numbers[i]));
    }
    fingerprints_free(fingerprints);
}

static void some_findings_are_counted_alone(void **state)
{
    (void)state;
    const struct finding a = {.fingerprint = 1};
    const struct finding b = {.fingerprint = 2};
    const struct finding *const some[] = {&b, &a, &b};
    struct fingerprints *fingerprints = fingerprints_count_some(some, 3);
    assert_true(fingerprints_take(fingerprints, 2));
    assert_true(fingerprints_take(fingerprints, 2));
    assert_false(fingerprints_take(fingerprints, 2));
    assert_true(fingerprints_take(fingerprints, 1));
    fingerprints_free(fingerprints);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_findings_have_no_fingerprints),
        cmocka_unit_test(each_is_taken_as_often_as_it_is_there),
        cmocka_unit_test(what_was_taken_was_still_there),
        cmocka_unit_test(many_are_told_apart),
        cmocka_unit_test(some_findings_are_counted_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
