/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzer/edit.h"

static struct edit edit_at(uint32_t source, uint64_t start, uint32_t length, const char *text)
{
    return (struct edit){.span = {start, length, source}, .text = bytes_from_string(text)};
}

static void each_safety_has_the_name_that_users_write(void **state)
{
    (void)state;
    assert_string_equal(fix_safety_text(FIX_NONE), "none");
    assert_string_equal(fix_safety_text(FIX_UNSAFE), "unsafe");
    assert_string_equal(fix_safety_text(FIX_SAFE), "safe");
}

static void edits_are_equal_when_place_and_text_are(void **state)
{
    (void)state;
    const struct edit edit = edit_at(1, 10, 4, "host");
    const struct {
        struct edit other;
        bool equal;
    } cases[] = {
        {edit_at(1, 10, 4, "host"), true},  {edit_at(2, 10, 4, "host"), false},
        {edit_at(1, 11, 4, "host"), false}, {edit_at(1, 10, 5, "host"), false},
        {edit_at(1, 10, 4, "hosT"), false}, {edit_at(1, 10, 4, "hosts"), false},
        {edit_at(1, 10, 4, ""), false},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(edit_equal(&edit, &cases[i].other), cases[i].equal);
        assert_int_equal(edit_equal(&cases[i].other, &edit), cases[i].equal);
    }
}

/* Two edits by start and length, whether they meet, and how they are ordered. */
static const struct {
    const char *what;
    struct span a;
    struct span b;
    bool meet;
    int order;
} pairs[] = {
    {"apart", {10, 4, 0}, {20, 4, 0}, false, -1},
    {"side by side", {10, 4, 0}, {14, 4, 0}, false, -1},
    {"one byte in common", {10, 5, 0}, {14, 4, 0}, true, -1},
    {"one inside of the other", {10, 9, 0}, {12, 2, 0}, true, -1},
    {"the same start", {10, 2, 0}, {10, 9, 0}, true, -1},
    {"the same bytes", {10, 4, 0}, {10, 4, 0}, true, 0},
    {"the same bytes of two files", {10, 4, 0}, {10, 4, 1}, false, -1},
    {"a later place in an earlier file", {90, 4, 0}, {10, 4, 1}, false, -1},
    {"two insertions at one place", {10, 0, 0}, {10, 0, 0}, true, 0},
    {"two insertions side by side", {10, 0, 0}, {11, 0, 0}, false, -1},
    {"an insertion in front of replaced bytes", {10, 0, 0}, {10, 4, 0}, false, -1},
    {"an insertion behind replaced bytes", {10, 4, 0}, {14, 0, 0}, false, -1},
    {"an insertion among replaced bytes", {10, 4, 0}, {11, 0, 0}, true, -1},
    {"places beyond 32 bits", {UINT64_C(1) << 39, 4, 0}, {10, 4, 0}, false, 1},
};

static void edits_meet_when_their_order_matters(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        const struct edit a = {.span = pairs[i].a};
        const struct edit b = {.span = pairs[i].b};
        if (edit_meets(&a, &b) != pairs[i].meet || edit_meets(&b, &a) != pairs[i].meet) {
            fail_msg("%s", pairs[i].what);
        }
    }
}

static void edits_are_ordered_as_they_stand_in_the_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        const struct edit a = {.span = pairs[i].a};
        const struct edit b = {.span = pairs[i].b};
        if (edit_compare(&a, &b) != pairs[i].order || edit_compare(&b, &a) != -pairs[i].order) {
            fail_msg("%s", pairs[i].what);
        }
    }
}

static void whole_lines_stand_together_in_the_order_of_their_bytes(void **state)
{
    (void)state;
    struct edit a = edit_at(0, 10, 0, "a\n");
    struct edit ab = edit_at(0, 10, 0, "a\nb\n");
    struct edit elsewhere = edit_at(0, 11, 0, "a\n");
    assert_true(edit_meets(&a, &ab));
    a.adds_lines = true;
    assert_true(edit_meets(&a, &ab)); /* the other one may lean on what stands there */
    ab.adds_lines = true;
    elsewhere.adds_lines = true;
    assert_false(edit_meets(&a, &ab));
    assert_true(edit_compare(&a, &ab) < 0);
    assert_true(edit_compare(&ab, &a) > 0);
    assert_int_equal(edit_compare(&a, &a), 0);
    assert_true(edit_compare(&ab, &elsewhere) < 0);
    assert_false(edit_lines_stand_together(&a, &elsewhere));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_safety_has_the_name_that_users_write),
        cmocka_unit_test(edits_are_equal_when_place_and_text_are),
        cmocka_unit_test(edits_meet_when_their_order_matters),
        cmocka_unit_test(edits_are_ordered_as_they_stand_in_the_text),
        cmocka_unit_test(whole_lines_stand_together_in_the_order_of_their_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
