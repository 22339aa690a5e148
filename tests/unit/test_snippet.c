/* SPDX-License-Identifier: BSD-3-Clause */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "cli/snippet.h"
#include "cli/text.h"

static void a_mark_stands_below_what_it_marks(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        size_t start;
        size_t end;
        const char *shown;
        size_t mark_start;
        size_t mark_columns;
    } cases[] = {
        {"@ MX 10 mail", 8, 12, "@ MX 10 mail", 8, 4},
        {"", 0, 0, "", 0, 1},
        {"a b", 1, 1, "a b", 1, 1},
        {"a b", 3, 3, "a b", 3, 1},
        {"a\tMX", 2, 4, "a       MX", 8, 2},
        {"\t\tMX", 2, 4, "                MX", 16, 2},
        {"a\tMX", 1, 2, "a       MX", 1, 7},
        /* e with an acute accent: two bytes, one column; made of two characters: still one */
        {"\xc3\xa9 x", 3, 4, "\xc3\xa9 x", 2, 1},
        {"e\xcc\x81 x", 4, 5, "e\xcc\x81 x", 2, 1},
        /* a character of Chinese: three bytes, two columns */
        {"\xe4\xb8\xad x", 4, 5, "\xe4\xb8\xad x", 3, 1},
        {"\xe4\xb8\xad", 0, 3, "\xe4\xb8\xad", 0, 2},
        /* Latin 1, escape sequences, marks of writing direction */
        {"\xe9 x", 2, 3, "\\xE9 x", 5, 1},
        {"\033[31m x", 6, 7, "\\x1B[31m x", 9, 1},
        {"\xe2\x80\xae x", 4, 5, "<U+202E> x", 9, 1},
        {"a\rb", 2, 3, "a\\x0Db", 5, 1},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct snippet snippet =
            snippet_of(bytes_from_string(cases[i].line), cases[i].start, cases[i].end, 80);
        assert_string_equal(buffer_string(&snippet.line), cases[i].shown);
        assert_int_equal(snippet.mark_start, cases[i].mark_start);
        assert_int_equal(snippet.mark_columns, cases[i].mark_columns);
        snippet_free(&snippet);
    }
}

static void a_long_line_is_cut_around_the_mark(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        size_t start;
        size_t end;
        const char *shown;
        size_t mark_start;
        size_t mark_columns;
    } cases[] = {
        {"0123456789012345678901234567890123456789", 0, 2,
         "0123456789012345678901234567890123456789", 0, 2},
        {"0123456789012345678901234567890123456789x", 0, 2,
         "0123456789012345678901234567890123456...", 0, 2},
        {"0123456789012345678901234567890123456789x", 40, 41,
         "...456789012345678901234567890123456789x", 39, 1},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaMXbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
         "bbb",
         50, 52, "...aaaaaaaaaaMXbbbbbbbbbbbbbbbbbbbbbb...", 13, 2},
        /* a mark that is wider than the room keeps its beginning */
        {"aaaaaaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", 20, 80,
         "...aaaaaaaaaabbbbbbbbbbbbbbbbbbbbbbbb...", 13, 24},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct snippet snippet =
            snippet_of(bytes_from_string(cases[i].line), cases[i].start, cases[i].end, 40);
        assert_string_equal(buffer_string(&snippet.line), cases[i].shown);
        assert_int_equal(snippet.mark_start, cases[i].mark_start);
        assert_int_equal(snippet.mark_columns, cases[i].mark_columns);
        snippet_free(&snippet);
    }
}

/* Whatever the line and wherever the mark, what is shown fits and the mark is below it. */
static void every_mark_of_every_line_fits(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a", "\t", "\xe4\xb8\xad", "\xe9", "\033", "\xcc\x81"};
    enum { LINES = 300, LENGTH_MAX = 12000, COLUMNS = 60 };
    srand(1);
    for (size_t i = 0; i < LINES; i++) {
        struct buffer line = {0};
        size_t length = (size_t)rand() % (i % 10 == 0 ? LENGTH_MAX : 200);
        while (line.length < length) {
            const char *piece = pieces[(size_t)rand() % (i % 2 == 0 ? 6 : 2)];
            buffer_add_string(&line, piece);
        }
        size_t start = line.length == 0 ? 0 : (size_t)rand() % (line.length + 1);
        size_t end = start + (size_t)rand() % (line.length - start + 1);
        struct snippet snippet = snippet_of(buffer_bytes(&line), start, end, COLUMNS);
        size_t columns = text_columns(buffer_bytes(&snippet.line));
        assert_true(columns <= COLUMNS);
        assert_true(snippet.mark_columns >= 1);
        assert_true(snippet.mark_start <= columns);
        assert_true(snippet.mark_start + snippet.mark_columns <= columns + 1);
        snippet_free(&snippet);
        buffer_free(&line);
    }
}

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mark_stands_below_what_it_marks),
        cmocka_unit_test(a_long_line_is_cut_around_the_mark),
        cmocka_unit_test(every_mark_of_every_line_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
