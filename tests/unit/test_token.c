/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "zones/base/buffer.h"
#include "zones/token.h"

/* A letter for each kind; `'` is a quoted string that is not closed, and a backslash behind the
 * letter says that the token is escaped. */
static void token_to_text(const struct token *token, struct buffer *text)
{
    static const char letters[] = {
        [TOKEN_BLANK] = '_',   [TOKEN_NEWLINE] = '/',    [TOKEN_WORD] = 'w',
        [TOKEN_QUOTED] = 'q',  [TOKEN_OPEN] = '(',       [TOKEN_CLOSE] = ')',
        [TOKEN_COMMENT] = ';', [TOKEN_BYTE_ORDER] = 'b', [TOKEN_END] = '.',
    };
    bool open = token->kind == TOKEN_QUOTED && !token->closed;
    buffer_add_byte(text, (uint8_t)(open ? '\'' : letters[token->kind]));
    if (token->escaped) {
        buffer_add_byte(text, '\\');
    }
    buffer_add_format(text, "%u", (unsigned)(token->end - token->start));
}

struct token_case {
    const char *text;
    const char *tokens; /* kinds and lengths */
};

static void assert_tokens(const struct token_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct bytes text = bytes_from_string(cases[i].text);
        struct scanner scanner = {.text = text.data, .length = text.length};
        struct buffer seen = {0};
        uint64_t at = 0;
        struct token token;
        while ((token = token_next(&scanner)).kind != TOKEN_END) {
            assert_int_equal(token.start, at);
            at = token.end;
            token_to_text(&token, &seen);
        }
        assert_int_equal(at, text.length);
        if (strcmp(buffer_string(&seen), cases[i].tokens) != 0) {
            fail_msg("`%s` is %s, expected %s", cases[i].text, buffer_string(&seen),
                     cases[i].tokens);
        }
        buffer_free(&seen);
    }
}

#define ASSERT_TOKENS(cases) assert_tokens(cases, sizeof(cases) / sizeof((cases)[0]))

static void words_end_at_blanks_quotes_parentheses_and_semicolons(void **state)
{
    (void)state;
    static const struct token_case cases[] = {
        {"", ""},
        {"www", "w3"},
        {"www A", "w3_1w1"},
        {"www\tA", "w3_1w1"},
        {" \t \t", "_4"},
        {"a(b)c", "w1(1w1)1w1"},
        {"a;b", "w1;2"},
        {"alpn=\"h2\"", "w5q4"},
        {"a\"b\"c", "w1q3w1"},
        {"\x01\x7f\x80\xff", "w4"},
        {"a'b{c}[d]$@", "w11"},
    };
    ASSERT_TOKENS(cases);
}

static void lines_end_with_lf_crlf_or_cr(void **state)
{
    (void)state;
    static const struct token_case cases[] = {
        {"a\nb", "w1/1w1"}, {"a\r\nb", "w1/2w1"},         {"a\rb", "w1/1w1"},
        {"\n\n", "/1/1"},   {"\r\n\r\n", "/2/2"},         {"\r\r\n", "/1/2"},
        {"\n\r", "/1/1"},   {"a ; b\r\nc", "w1_1;3/2w1"},
    };
    ASSERT_TOKENS(cases);
}

static void a_cr_alone_ends_neither_comment_nor_quoted_string(void **state)
{
    (void)state;
    static const struct token_case cases[] = {
        {"; a\rb\n", ";5/1"},
        {"; a\r", ";4"},
        {"\"a\rb\"", "q5"},
    };
    ASSERT_TOKENS(cases);
}

static void a_comment_goes_up_to_the_line_end(void **state)
{
    (void)state;
    static const struct token_case cases[] = {
        {";", ";1"},
        {"; \"a\" ( b ) \\\nc", ";13/1w1"},
        {";;\n", ";2/1"},
        {"a ; b", "w1_1;3"},
    };
    ASSERT_TOKENS(cases);
}

static void a_backslash_takes_the_next_byte_into_the_word(void **state)
{
    (void)state;
    static const struct token_case cases[] = {
        {"a\\ b", "w\\4"},      {"a\\;b", "w\\4"},  {"a\\\"b", "w\\4"}, {"a\\(b\\)", "w\\6"},
        {"\\\\ b", "w\\2_1w1"}, {"a\\\tb", "w\\4"}, {"a\\", "w\\2"},
    };
    ASSERT_TOKENS(cases);
}

static void a_backslash_never_takes_a_line_end_into_a_word(void **state)
{
    (void)state;
    static const struct token_case cases[] = {
        {"a\\\nb", "w\\2/1w1"},
        {"a\\\r\nb", "w\\2/2w1"},
        {"a\\\rb", "w\\2/1w1"},
    };
    ASSERT_TOKENS(cases);
}

static void a_quoted_string_keeps_what_would_end_a_word(void **state)
{
    (void)state;
    static const struct token_case cases[] = {
        {"\"\"", "q2"},         {"\"a;b\" ; note", "q5_1;6"}, {"\"a (b) c\"", "q9"},
        {"\"a\\\"b\"", "q\\6"}, {"\"a\\\\\"b", "q\\5w1"},     {"\"a\"\"b\"", "q3q3"},
    };
    ASSERT_TOKENS(cases);
}

static void a_quoted_string_ends_with_its_line(void **state)
{
    (void)state;
    static const struct token_case cases[] = {
        {"\"", "'1"},           {"\"a", "'2"},       {"\"a\nb\"", "'2/1w1'1"},
        {"\"a\r\nb", "'2/2w1"}, {"\"a\\\"", "'\\4"}, {"\"a\\", "'\\3"},
    };
    ASSERT_TOKENS(cases);
}

static void a_backslash_takes_a_line_end_into_a_quoted_string(void **state)
{
    (void)state;
    static const struct token_case cases[] = {
        {"\"a\\\nb\" c", "q\\6_1w1"},
        {"\"a\\\nb\nc", "'\\5/1w1"},
    };
    ASSERT_TOKENS(cases);
}

static void a_byte_order_mark_stands_at_the_start_only(void **state)
{
    (void)state;
    static const struct token_case cases[] = {
        {"\xef\xbb\xbf@", "b3w1"},    {"\xef\xbb\xbf", "b3"}, {"\xef\xbb\xbf\xef\xbb\xbf", "b3w3"},
        {"a \xef\xbb\xbf", "w1_1w3"}, {"\xef\xbb", "w2"},     {"\xef\xbb\xbe", "w3"},
    };
    ASSERT_TOKENS(cases);
}

static void nul_bytes_are_part_of_words(void **state)
{
    (void)state;
    struct scanner scanner = {.text = (const uint8_t *)"a\0b c", .length = 5};
    struct token token = token_next(&scanner);
    assert_int_equal(token.kind, TOKEN_WORD);
    assert_int_equal(token.end, 3);
}

static void the_end_comes_again_and_again(void **state)
{
    (void)state;
    struct scanner scanner = {.text = (const uint8_t *)"a", .length = 1};
    token_next(&scanner);
    for (int i = 0; i < 3; i++) {
        struct token token = token_next(&scanner);
        assert_int_equal(token.kind, TOKEN_END);
        assert_int_equal(token.start, 1);
        assert_int_equal(token.end, 1);
    }
}

static void reading_may_begin_anywhere(void **state)
{
    (void)state;
    struct scanner scanner = {.text = (const uint8_t *)"www A", .length = 5, .at = 2};
    struct token token = token_next(&scanner);
    assert_int_equal(token.kind, TOKEN_WORD);
    assert_int_equal(token.start, 2);
    assert_int_equal(token.end, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_end_at_blanks_quotes_parentheses_and_semicolons),
        cmocka_unit_test(lines_end_with_lf_crlf_or_cr),
        cmocka_unit_test(a_cr_alone_ends_neither_comment_nor_quoted_string),
        cmocka_unit_test(a_comment_goes_up_to_the_line_end),
        cmocka_unit_test(a_backslash_takes_the_next_byte_into_the_word),
        cmocka_unit_test(a_backslash_never_takes_a_line_end_into_a_word),
        cmocka_unit_test(a_quoted_string_keeps_what_would_end_a_word),
        cmocka_unit_test(a_quoted_string_ends_with_its_line),
        cmocka_unit_test(a_backslash_takes_a_line_end_into_a_quoted_string),
        cmocka_unit_test(a_byte_order_mark_stands_at_the_start_only),
        cmocka_unit_test(nul_bytes_are_part_of_words),
        cmocka_unit_test(the_end_comes_again_and_again),
        cmocka_unit_test(reading_may_begin_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
