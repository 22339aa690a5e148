/* SPDX-License-Identifier: BSD-3-Clause */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/text.h"

static void what_moves_a_terminal_is_escaped(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *shown;
        size_t columns;
    } cases[] = {
        {"plain", "plain", 5},
        {"", "", 0},
        {"a\nb\tc", "a\\nb\\tc", 7},
        {"\033]0;title\a", "\\x1B]0;title\\x07", 16},
        {"\x7f", "\\x7F", 4},
        {"z\xc3\xbcrich", "z\xc3\xbcrich", 6},
        {"\xe4\xb8\xad", "\xe4\xb8\xad", 2},
        {"\xc2\x9b", "<U+009B>", 8}, /* a control sequence in one character */
        {"\xe2\x80\xae"
         "evil",
         "<U+202E>evil", 12}, /* right to left */
        {"\xef\xbb\xbf", "<U+FEFF>", 8},
        {"\xff\xc3", "\\xFF\\xC3", 8},
        {"\xc0\xaf", "\\xC0\\xAF", 8},                    /* a longer form of / */
        {"\xed\xa0\x80", "\\xED\\xA0\\x80", 12},          /* a surrogate */
        {"\xf4\x90\x80\x80", "\\xF4\\x90\\x80\\x80", 16}, /* behind the last code point */
        {"\xe4\xb8", "\\xE4\\xB8", 8},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct buffer shown = {0};
        text_show_string(cases[i].text, &shown);
        assert_string_equal(buffer_string(&shown), cases[i].shown);
        assert_int_equal(text_columns(buffer_bytes(&shown)), cases[i].columns);
        buffer_free(&shown);
    }
}

static void counts_agree_with_their_words(void **state)
{
    (void)state;
    static const struct {
        uint64_t count;
        const char *text;
    } cases[] = {{0, "no zones"}, {1, "1 zone"}, {2, "2 zones"}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct buffer text = {0};
        text_add_count(&text, cases[i].count, "zone");
        assert_string_equal(buffer_string(&text), cases[i].text);
        buffer_free(&text);
    }
}

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_moves_a_terminal_is_escaped),
        cmocka_unit_test(counts_agree_with_their_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
