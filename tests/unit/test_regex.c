/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "policies/regex.h"
#include "policies/regex_literal.h"
#include "zones/base/buffer.h"
#include "zones/base/workers.h"

struct fixture {
    struct arena *arena;
    struct regex_room *room;
};

static int fixture_start(void **state)
{
    static struct fixture fixture;
    fixture.arena = arena_new();
    fixture.room = regex_room_new();
    *state = &fixture;
    return 0;
}

static int fixture_end(void **state)
{
    struct fixture *fixture = *state;
    regex_room_free(fixture->room);
    arena_free(fixture->arena);
    return 0;
}

static struct regex *regex_of(struct fixture *fixture, struct bytes pattern)
{
    struct regex_flaw flaw;
    struct regex *regex = regex_new(pattern, fixture->arena, &flaw);
    if (regex == NULL) {
        fail_msg("`%.*s` is no expression: at %zu, %s", (int)pattern.length,
                 (const char *)pattern.data, flaw.offset, flaw.message);
    }
    return regex;
}

static void assert_result(struct fixture *fixture,
                          const char *pattern,
                          struct bytes text,
                          enum regex_result expected)
{
    struct regex *regex = regex_of(fixture, bytes_from_string(pattern));
    enum regex_result result = regex_match(regex, fixture->room, text);
    regex_free(regex);
    if (result != expected) {
        fail_msg("`%s` on `%.*s` is %d, not %d", pattern, (int)text.length, (const char *)text.data,
                 (int)result, (int)expected);
    }
}

static void expressions_match_anywhere_in_a_text(void **state)
{
    static const struct {
        const char *pattern;
        const char *text;
        enum regex_result result;
    } cases[] = {
        {"spf1", "v=spf1 -all", REGEX_MATCHES},
        {"^spf1", "v=spf1 -all", REGEX_DIFFERS},
        {"^v=spf1( .*)? -all$", "v=spf1 mx -all", REGEX_MATCHES},
        {"all$", "all\n", REGEX_DIFFERS},
        {"a.b", "a\nb", REGEX_MATCHES},
        {"^$", "", REGEX_MATCHES},
        {"a", "", REGEX_DIFFERS},
        {"(a)(b)(c)\\3", "abcc", REGEX_MATCHES},
        {"(?i)K", "k", REGEX_MATCHES},
        {"\\d", "\xd9\xa1", REGEX_DIFFERS}, /* an Arabic digit */
        {"\\w", "\xe9", REGEX_DIFFERS},     /* a letter in Latin-1 */
        {"^.$", "\xc3\xa9", REGEX_MATCHES}, /* a character */
        {"^\\x{e9}$", "\xc3\xa9", REGEX_MATCHES},
        {".", "\xff", REGEX_DIFFERS}, /* no character */
        {"b$",
         "a\xff"
         "b",
         REGEX_MATCHES},
        {"a(?C1)b", "ab", REGEX_MATCHES},
        {"^(a(?1)?b)$", "aabb", REGEX_MATCHES},
        {"(*LIMIT_MATCH=1)a+b", "aab", REGEX_TOO_COSTLY},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_result(*state, cases[i].pattern, bytes_from_string(cases[i].text), cases[i].result);
    }
}

static void a_literal_is_in_whatever_an_expression_matches(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        const char *literal;
    } cases[] = {
        {"abc", "abc"},
        {"^v=spf1 .*\\+?all$", "v=spf1 "},
        {"^ns[12]\\.[a-z]{9,}\\.test\\.$", ".test."},
        {"(ip|host)-?[0-9]+-x", "-x"},
        {"abc?d", "ab"},
        {"abc*", "ab"},
        {"abc{0,3}d", "ab"},
        {"abc{,3}d", "ab"},
        {"ab{xyz", "xyz"},
        {"abc+de", "abc"},
        {"abc+?de", "abc"},
        {"a|bcd", ""},
        {"(abc|def)", ""},
        {"(abc)?d", "d"},
        {"(?:abc){0}de", "de"},
        {"x(a(b)c)yz", "yz"},
        {"[]ab]cd", "cd"},
        {"[^]ab]cd", "cd"},
        {"[\\]ab]cd", "cd"},
        {"[[:alpha:]]cd", ""},
        {"(?i)abc", ""},
        {"(?=abc)d", ""},
        {"(*UTF)abc", ""},
        {"\\Qa|b\\E", ""},
        {"\\x61bc", ""},
        {"\\d+abc", "abc"},
        {"ab\xc3\xa9?cd", "ab"},
        {"a.b.cd", "cd"},
        {"0123456789012345678901234567890123456789", "01234567890123456789012345678901"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        uint8_t literal[REGEX_LITERAL_BYTES_MAX];
        size_t length = regex_literal(bytes_from_string(cases[i].pattern), literal);
        if (!bytes_equal((struct bytes){literal, length}, bytes_from_string(cases[i].literal))) {
            fail_msg("`%s` has the literal `%.*s`, not `%s`", cases[i].pattern, (int)length,
                     (const char *)literal, cases[i].literal);
        }
    }
}

static void letters_are_those_of_the_literal_that_names_spell_in_one_way(void **state)
{
    static const struct {
        const char *pattern;
        const char *letters;
    } cases[] = {
        {"\\.old-isp2\\.test\\.", "old-isp"},
        {"123", ""},
        {"_dmarc", "_dmarc"},
        {"a|b", ""},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct regex *regex = regex_of(*state, bytes_from_string(cases[i].pattern));
        assert_true(bytes_equal(regex_letters(regex), bytes_from_string(cases[i].letters)));
        regex_free(regex);
    }
}

static void no_expression_costs_more_than_the_limits(void **state)
{
    static const struct {
        const char *pattern;
        const char *again; /* the text, up to `length` bytes */
        size_t length;
        enum regex_result result;
    } cases[] = {
        {"(a+)+$", "aaaaaaaaaaaaaaab", 4000, REGEX_TOO_COSTLY}, /* steps */
        {"^(a|aa)+$", "aaaaaaaaab", 60, REGEX_DIFFERS},
        {"^(a|aa)+\\d", "a", 200, REGEX_TOO_COSTLY},
        {"^(?:.?){30}.{40}[xy]", "ab", 60, REGEX_TOO_COSTLY},
        {"(.*)(.*)(.*)[bx]\\1", "a", 4096, REGEX_TOO_COSTLY},
        {"^(?:a|b)*[cd]", "ab", 4096, REGEX_DIFFERS},
        {"(?:a|b)*[cd]", "ab", 4096, REGEX_TOO_COSTLY}, /* from each byte */
        {"^(?:(?:a|b)(?:a|b)?)*[cd]", "ab", 4096, REGEX_TOO_COSTLY},
        {"^((((((a|b))))))*[cd]", "ab", 1500, REGEX_TOO_COSTLY}, /* heap */
        {"(?R)?[ac]", "b", 10, REGEX_TOO_COSTLY}, /* a recursion that makes no progress */
        {"v=spf1 .*all$", "v=spf1 all ", 1024, REGEX_DIFFERS},
        {"v=spf1.*all", "v=spf1 ip4:192.0.2.1 all", 4096, REGEX_MATCHES},
        {"(?:a?){8}(?=a*+)(?=a*+)(?=a*+)[bc]", "a", 4096, REGEX_TOO_COSTLY},
        {"a", "b", REGEX_TEXT_BYTES_MAX + 1, REGEX_TOO_COSTLY},
        {"a", "b", REGEX_TEXT_BYTES_MAX, REGEX_DIFFERS},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct buffer text = {0};
        while (text.length < cases[i].length) {
            buffer_add_byte(&text, (uint8_t)cases[i].again[text.length % strlen(cases[i].again)]);
        }
        assert_result(*state, cases[i].pattern, buffer_bytes(&text), cases[i].result);
        buffer_free(&text);
    }
}

static void who_matches_often_may_ask_for_fewer_steps(void **state)
{
    struct fixture *fixture = *state;
    struct bytes text = bytes_from_string("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab");
    struct regex *regex = regex_of(fixture, bytes_from_string("(?:a?){8}(?=a*+)[cd]"));
    assert_int_equal(regex_match_within(regex, fixture->room, text, 33 * 10), REGEX_TOO_COSTLY);
    assert_int_equal(regex_match_within(regex, fixture->room, text, REGEX_STEPS_MAX),
                     regex_match(regex, fixture->room, text));
    regex_free(regex);
    regex = regex_of(fixture, bytes_from_string("a*b$"));
    assert_int_equal(regex_match_within(regex, fixture->room, text, 100000), REGEX_MATCHES);
    regex_free(regex);
}

/* PCRE2 counts steps anew wherever the match may begin. This expression takes a good part of the
 * steps of one start at each of 4,000. */
static void all_places_where_a_match_may_begin_share_the_steps(void **state)
{
    static const char *const pattern = "(?:a?){14}[bc]x";
    struct buffer text = {0};
    while (text.length < 20) {
        buffer_add_byte(&text, 'a');
    }
    assert_result(*state, pattern, buffer_bytes(&text), REGEX_DIFFERS);
    while (text.length < 4000) {
        buffer_add_byte(&text, 'a');
    }
    buffer_add_string(&text, "x");
    assert_result(*state, pattern, buffer_bytes(&text), REGEX_TOO_COSTLY);
    buffer_free(&text);
}

/* Versions of PCRE2 do not agree about every word and byte. */
static void what_is_no_expression_says_why_and_where(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        const char *pattern;
        size_t offset; /* at or behind it */
        const char *message;
    } cases[] = {
        {"", 0, "an expression is empty"},
        {"a(b", 3, "missing closing parenthesis"},
        {"ab)c", 2, "unmatched closing parenthesis"},
        {"a[b", 3, "terminating ]"},
        {"a+|*", 3, "quantifier"},
        {"[b-a]", 3, "range out of order"},
        {"a\\C", 2, "\\C is disabled"},
        {"\\", 1, "\\ at end of pattern"},
        {"a\xff", 1, "UTF-8 error"},
        {"(a)\\2", 4, "non-existent"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct regex_flaw flaw;
        struct bytes pattern = bytes_from_string(cases[i].pattern);
        struct regex *regex = regex_new(pattern, fixture->arena, &flaw);
        if (regex != NULL) {
            regex_free(regex);
            fail_msg("`%s` is taken for an expression", cases[i].pattern);
        }
        assert_non_null(strstr(flaw.message, cases[i].message));
        assert_in_range(flaw.offset, cases[i].offset, pattern.length);
    }
}

static void repeat(struct buffer *text, const char *piece, size_t count)
{
    for (; count > 0; count--) {
        buffer_add_string(text, piece);
    }
}

static void an_expression_is_neither_long_nor_deep_nor_stands_for_too_much(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        const char *again;
        size_t count;
        const char *message; /* NULL: it is good */
    } cases[] = {
        {"a", REGEX_BYTES_MAX, NULL},
        {"a", REGEX_BYTES_MAX + 1, "an expression is longer than 4096 bytes"},
        {"(", REGEX_NESTING_MAX, NULL},
        {"(", REGEX_NESTING_MAX + 1, "parentheses are too deeply nested"},
        {"((((a{999}){999}){999}){999})", 1, "regular expression is too large"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct buffer pattern = {0};
        struct regex_flaw flaw = {.message = "good"};
        repeat(&pattern, cases[i].again, cases[i].count);
        repeat(&pattern, ")",
               cases[i].again[1] == '\0' && cases[i].again[0] == '(' ? cases[i].count : 0);
        struct regex *regex = regex_new(buffer_bytes(&pattern), fixture->arena, &flaw);
        assert_string_equal(regex != NULL ? "good" : flaw.message,
                            cases[i].message == NULL ? "good" : cases[i].message);
        regex_free(regex);
        buffer_free(&pattern);
    }
}

struct shared_work {
    struct regex *regex;
    struct regex_room *rooms[4];
    enum regex_result results[400];
};

static void match_one(void *context, unsigned worker, size_t item)
{
    struct shared_work *work = context;
    struct bytes text = bytes_from_string(item % 3 == 0 ? "host-17.example" : "host-x.example");
    work->results[item] = regex_match(work->regex, work->rooms[worker], text);
}

static void threads_share_an_expression(void **state)
{
    struct shared_work work = {.regex = regex_of(*state, bytes_from_string("^host-(\\d+)\\."))};
    struct workers *workers = workers_new(4, true);
    for (size_t i = 0; i < 4; i++) {
        work.rooms[i] = regex_room_new();
    }
    workers_run(workers, match_one, &work, 400);
    for (size_t i = 0; i < 400; i++) {
        assert_int_equal(work.results[i], i % 3 == 0 ? REGEX_MATCHES : REGEX_DIFFERS);
    }
    workers_free(workers);
    for (size_t i = 0; i < 4; i++) {
        regex_room_free(work.rooms[i]);
    }
    regex_free(work.regex);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(expressions_match_anywhere_in_a_text),
        cmocka_unit_test(a_literal_is_in_whatever_an_expression_matches),
        cmocka_unit_test(letters_are_those_of_the_literal_that_names_spell_in_one_way),
        cmocka_unit_test(no_expression_costs_more_than_the_limits),
        cmocka_unit_test(who_matches_often_may_ask_for_fewer_steps),
        cmocka_unit_test(all_places_where_a_match_may_begin_share_the_steps),
        cmocka_unit_test(what_is_no_expression_says_why_and_where),
        cmocka_unit_test(an_expression_is_neither_long_nor_deep_nor_stands_for_too_much),
        cmocka_unit_test(threads_share_an_expression),
    };
    return cmocka_run_group_tests(tests, fixture_start, fixture_end);
}
