/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "cli/problem_text.h"

#define SOURCE(shown, content) \
    { \
        .path = (shown), .text = {(const uint8_t *)(content), sizeof(content) - 1 } \
    }

static const struct policy_source plain =
    SOURCE("/srv/dns/zonetidy.yaml", "version: 1\nrulez: x\n\tend");
static const struct policy_source empty = SOURCE("empty.yaml", "");
static const struct policy_source unread = {.path = "/srv/dns/none.yaml"};
static const struct policy_source option = {.path = "--set rules.x",
                                            .text = {(const uint8_t *)"rules.x", 7},
                                            .is_option = true};

static struct policy_problems problems_new(void)
{
    return policy_problems_start(arena_new());
}

static void assert_shown(struct policy_problems *problems,
                         const char *folder,
                         size_t columns,
                         const char *expected)
{
    struct buffer text = {0};
    problems_show(problems, folder, columns, &text);
    assert_string_equal(buffer_string(&text), expected);
    buffer_free(&text);
    policy_problems_end(problems);
    arena_free(problems->arena);
}

static void a_problem_is_shown_with_its_line_and_a_mark(void **state)
{
    (void)state;
    static const struct {
        struct policy_place place;
        const char *help;
        const char *expected;
    } cases[] = {
        {{&plain, 11, 16},
         "there is \"rules\"",
         "zonetidy.yaml:2:1: error: wrong; there is \"rules\"\n 2 | rulez: x\n   | ^^^^^\n"},
        {{&plain, 18, 19}, NULL, "zonetidy.yaml:2:8: error: wrong\n 2 | rulez: x\n   |        ^\n"},
        /* An empty place has a mark too, also behind the end of a line. */
        {{&plain, 10, 10},
         NULL,
         "zonetidy.yaml:1:11: error: wrong\n 1 | version: 1\n   |           ^\n"},
        /* What goes over several lines is marked in the first one. */
        {{&plain, 18, 24}, NULL, "zonetidy.yaml:2:8: error: wrong\n 2 | rulez: x\n   |        ^\n"},
        {{&empty, 0, 0}, NULL, "empty.yaml:1:1: error: wrong\n"},
        {{&unread, 0, 0}, NULL, "none.yaml: error: wrong\n"},
        {{&option, 6, 7}, NULL, "--set rules.x: error: wrong\n 1 | rules.x\n   |       ^\n"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct policy_problems problems = problems_new();
        policy_problem_add(&problems, cases[i].place, "wrong")->help = cases[i].help;
        assert_shown(&problems, "/srv/dns", 80, cases[i].expected);
    }
}

static void a_path_elsewhere_is_shown_whole(void **state)
{
    (void)state;
    static const char *const folders[] = {NULL, "/srv/dn", "/srv/dns/zones"};
    for (size_t i = 0; i < 3; i++) {
        struct policy_problems problems = problems_new();
        policy_problem_add(&problems, (struct policy_place){&unread, 0, 0}, "wrong");
        assert_shown(&problems, folders[i], 80, "/srv/dns/none.yaml: error: wrong\n");
    }
}

static void bytes_for_a_terminal_are_shown_as_text(void **state)
{
    (void)state;
    static const struct policy_source source = SOURCE("a\033[2J.yaml", "x: \033[31m\xff y\n");
    struct policy_problems problems = problems_new();
    policy_problem_add(&problems, (struct policy_place){&source, 3, 4}, "a \033 byte")->help =
        "no \033";
    struct buffer text = {0};
    problems_show(&problems, NULL, 80, &text);
    assert_null(memchr(text.data, '\033', text.length));
    assert_null(memchr(text.data, 0xff, text.length));
    buffer_free(&text);
    policy_problems_end(&problems);
    arena_free(problems.arena);
}

static void a_long_line_is_cut_around_the_mark(void **state)
{
    (void)state;
    static const char text[] =
        "key: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa WRONG "
        "b";
    static const struct policy_source source = SOURCE("p.yaml", text);
    struct policy_problems problems = problems_new();
    uint32_t at = (uint32_t)(strstr(text, "WRONG") - text);
    policy_problem_add(&problems, (struct policy_place){&source, at, at + 5}, "wrong");
    struct buffer shown = {0};
    problems_show(&problems, NULL, 40, &shown);
    char *rest = NULL;
    char *head = strtok_r((char *)shown.data, "\n", &rest);
    char *line = strtok_r(NULL, "\n", &rest);
    char *mark = strtok_r(NULL, "\n", &rest);
    assert_string_equal(head, "p.yaml:1:85: error: wrong");
    assert_true(strlen(line) <= 48); /* "..." is one character of three bytes at most */
    assert_non_null(strstr(line, "WRONG"));
    assert_non_null(strstr(mark, "^^^^^"));
    buffer_free(&shown);
    policy_problems_end(&problems);
    arena_free(problems.arena);
}

static void the_other_place_of_a_problem_is_shown_behind_it(void **state)
{
    (void)state;
    struct policy_problems problems = problems_new();
    struct policy_problem *problem =
        policy_problem_add(&problems, (struct policy_place){&plain, 11, 16}, "twice");
    policy_problem_set_other(&problems, problem, (struct policy_place){&plain, 0, 7});
    assert_shown(&problems, "/srv/dns", 80,
                 "zonetidy.yaml:2:1: error: twice\n 2 | rulez: x\n   | ^^^^^\n"
                 "zonetidy.yaml:1:1: note: this is the other one\n 1 | version: 1\n   | ^^^^^^^\n");
}

static void problems_that_were_not_kept_are_counted(void **state)
{
    (void)state;
    struct policy_problems problems = problems_new();
    for (int i = 0; i < POLICY_PROBLEMS_MAX + 7; i++) {
        policy_problem_add(&problems, (struct policy_place){&unread, 0, 0}, "same");
    }
    struct buffer expected = {0};
    for (int i = 0; i < POLICY_PROBLEMS_MAX; i++) {
        buffer_add_string(&expected, "none.yaml: error: same\n");
    }
    buffer_add_string(&expected, "and 7 more errors\n");
    assert_shown(&problems, "/srv/dns", 80, buffer_string(&expected));
    buffer_free(&expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_problem_is_shown_with_its_line_and_a_mark),
        cmocka_unit_test(a_path_elsewhere_is_shown_whole),
        cmocka_unit_test(bytes_for_a_terminal_are_shown_as_text),
        cmocka_unit_test(a_long_line_is_cut_around_the_mark),
        cmocka_unit_test(the_other_place_of_a_problem_is_shown_behind_it),
        cmocka_unit_test(problems_that_were_not_kept_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
