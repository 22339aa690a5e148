/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "policies/problem.h"

static int make_problems(void **state)
{
    static struct policy_problems problems;
    problems = policy_problems_start(arena_new());
    *state = &problems;
    return 0;
}

static int free_problems(void **state)
{
    struct policy_problems *problems = *state;
    policy_problems_end(problems);
    arena_free(problems->arena);
    return 0;
}

static void a_place_has_a_line_and_a_column_of_characters(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t start;
        uint64_t line;
        uint64_t column;
        const char *shown;
    } cases[] = {
        {"", 0, 1, 1, ""},
        {"a: b", 0, 1, 1, "a: b"},
        {"a: b", 3, 1, 4, "a: b"},
        {"a: b", 4, 1, 5, "a: b"},
        {"a: b\n", 4, 1, 5, "a: b"},
        {"a: b\n", 5, 2, 1, ""},
        {"a\nbc\nd", 3, 2, 2, "bc"},
        {"a\r\nbc\r\nd", 4, 2, 2, "bc"},
        {"a\r\nbc\r\nd", 5, 2, 3, "bc"},
        {"\n\n\n", 2, 3, 1, ""},
        {"\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n", 18, 19, 1, ""},
        {"\x8a\n\x0b\x09\n\x8a\x0a\xff\n12345678\xc3\xa4 0123456789", 28, 5, 19,
         "12345678\xc3\xa4 0123456789"},
        {"\r\n", 0, 1, 1, ""},
        {"\xc3\xa4: \xe2\x82\xac\xf0\x9f\x98\x80x", 4, 1, 4,
         "\xc3\xa4: \xe2\x82\xac\xf0\x9f\x98\x80x"},
        {"\xc3\xa4: \xe2\x82\xac\xf0\x9f\x98\x80x", 7, 1, 5,
         "\xc3\xa4: \xe2\x82\xac\xf0\x9f\x98\x80x"},
        {"\xc3\xa4: \xe2\x82\xac\xf0\x9f\x98\x80x", 11, 1, 6,
         "\xc3\xa4: \xe2\x82\xac\xf0\x9f\x98\x80x"},
        {"\xe4\xf6\xfcx", 3, 1, 4, "\xe4\xf6\xfcx"},                 /* Latin-1 */
        {"\xc3", 1, 1, 2, "\xc3"},                                   /* half a character */
        {"\xed\xa0\x80x", 3, 1, 4, "\xed\xa0\x80x"},                 /* a surrogate */
        {"\xc0\xaf\xe0\x80\xafx", 5, 1, 6, "\xc0\xaf\xe0\x80\xafx"}, /* longer forms of / */
        {"\xf4\x90\x80\x80x", 4, 1, 5, "\xf4\x90\x80\x80x"},         /* behind the last one */
        {"\xef\xbb\xbf"
         "a: b",
         6, 1, 4, "a: b"},
        {"\xef\xbb\xbf"
         "a: b",
         3, 1, 1, "a: b"},
        {"\xef\xbb\xbf"
         "a\nb",
         5, 2, 1, "b"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct policy_source source = {.path = "p", .text = bytes_from_string(cases[i].text)};
        struct policy_place place = {&source, cases[i].start, cases[i].start};
        struct policy_position position = policy_place_position(place);
        assert_int_equal(position.line, cases[i].line);
        assert_int_equal(position.column, cases[i].column);
        struct bytes line = policy_place_line(place);
        assert_true(bytes_equal(line, bytes_from_string(cases[i].shown)));
    }
}

static void a_line_may_hold_any_byte(void **state)
{
    (void)state;
    const struct policy_source source = {.path = "p", .text = {(const uint8_t *)"a\0b\nc", 5}};
    struct policy_place place = {&source, 2, 3};
    assert_int_equal(policy_place_line(place).length, 3);
    assert_int_equal(policy_place_position(place).column, 3);
}

static void a_problem_keeps_its_words_and_places(void **state)
{
    struct policy_problems *problems = *state;
    const struct policy_source source = {.path = "p", .text = bytes_from_string("abcdef")};
    struct policy_place place = {&source, 1, 3};
    char word[] = "first";
    struct policy_problem *problem = policy_problem_add(problems, place, "the %s of %d", word, 2);
    problem->help = "nothing helps";
    policy_problem_set_other(problems, problem, (struct policy_place){&source, 4, 5});
    memset(word, 'x', sizeof(word));
    policy_problem_add(problems, place, "another");

    assert_int_equal(problems->items.count, 2);
    assert_int_equal(policy_problems_count(problems), 2);
    problem = &problems->items.items[0];
    assert_string_equal(problem->message, "the first of 2");
    assert_string_equal(problem->help, "nothing helps");
    assert_int_equal(problem->place.start, 1);
    assert_int_equal(problem->place.end, 3);
    assert_int_equal(problem->other->start, 4);
    assert_null(problems->items.items[1].help);
    assert_null(problems->items.items[1].other);
}

static void those_that_are_too_many_are_counted(void **state)
{
    struct policy_problems *problems = *state;
    const struct policy_source source = {.path = "p", .text = bytes_from_string("")};
    struct policy_place place = {&source, 0, 0};
    for (int i = 0; i < POLICY_PROBLEMS_MAX + 3; i++) {
        struct policy_problem *problem = policy_problem_add(problems, place, "number %d", i);
        problem->help = "help";
        policy_problem_set_other(problems, problem, place);
    }
    assert_int_equal(problems->items.count, POLICY_PROBLEMS_MAX);
    assert_int_equal(problems->left_out, 3);
    assert_int_equal(policy_problems_count(problems), POLICY_PROBLEMS_MAX + 3);
    assert_string_equal(problems->items.items[POLICY_PROBLEMS_MAX - 1].message, "number 999");
}

static void problems_are_put_in_the_order_of_the_text(void **state)
{
    struct policy_problems *problems = *state;
    const struct policy_source source = {.path = "p", .text = bytes_from_string("abcdefgh")};
    static const uint32_t starts[] = {7, 5, 3, 5, 1, 3, 0};
    for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
        policy_problem_add(problems, (struct policy_place){&source, starts[i], starts[i]}, "%zu",
                           i);
    }
    policy_problems_sort(problems, 1);
    static const char *const expected[] = {"0", "6", "4", "2", "5", "1", "3"};
    for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
        assert_string_equal(problems->items.items[i].message, expected[i]);
    }
}

static void a_long_text_is_named_by_its_beginning(void **state)
{
    struct policy_problems *problems = *state;
    char text[POLICY_QUOTED_BYTES_MAX + 1];
    char expected[POLICY_QUOTED_BYTES_MAX + 8];
    memset(text, 'a', sizeof(text));

    struct bytes whole = {(const uint8_t *)text, POLICY_QUOTED_BYTES_MAX};
    snprintf(expected, sizeof(expected), "\"%.*s\"", POLICY_QUOTED_BYTES_MAX, text);
    assert_string_equal(policy_quoted(problems->arena, whole), expected);

    struct bytes longer = {(const uint8_t *)text, POLICY_QUOTED_BYTES_MAX + 1};
    snprintf(expected, sizeof(expected), "\"%.*s...\"", POLICY_QUOTED_BYTES_MAX, text);
    assert_string_equal(policy_quoted(problems->arena, longer), expected);

    /* The last character would not fit whole. */
    memcpy(text + POLICY_QUOTED_BYTES_MAX - 1, "\xc3\xa4", 2);
    snprintf(expected, sizeof(expected), "\"%.*s...\"", POLICY_QUOTED_BYTES_MAX - 1, text);
    assert_string_equal(policy_quoted(problems->arena, longer), expected);

    assert_string_equal(policy_quoted(problems->arena, (struct bytes){NULL, 0}), "\"\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_has_a_line_and_a_column_of_characters),
        cmocka_unit_test(a_line_may_hold_any_byte),
        cmocka_unit_test_setup_teardown(a_problem_keeps_its_words_and_places, make_problems,
                                        free_problems),
        cmocka_unit_test_setup_teardown(those_that_are_too_many_are_counted, make_problems,
                                        free_problems),
        cmocka_unit_test_setup_teardown(problems_are_put_in_the_order_of_the_text, make_problems,
                                        free_problems),
        cmocka_unit_test_setup_teardown(a_long_text_is_named_by_its_beginning, make_problems,
                                        free_problems),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
