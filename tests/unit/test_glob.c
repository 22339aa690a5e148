/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "policies/glob.h"
#include "tests/support/random.h"
#include "tests/support/temporary_folder.h"
#include "zones/base/buffer.h"

static struct arena *arena;

static int arena_start(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int arena_end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static const struct glob *glob_of_text(enum glob_kind kind, const char *pattern)
{
    struct glob_flaw flaw;
    const struct glob *glob = glob_new(kind, bytes_from_string(pattern), arena, &flaw);
    if (glob == NULL) {
        fail_msg("`%s` is no pattern: at %zu, %s", pattern, flaw.offset, flaw.message);
    }
    return glob;
}

struct match_case {
    const char *pattern;
    const char *text;
    bool matches;
};

static void assert_matches(enum glob_kind kind, const struct match_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct glob *glob = glob_of_text(kind, cases[i].pattern);
        if (glob_matches(glob, bytes_from_string(cases[i].text)) != cases[i].matches) {
            fail_msg("`%s` %s `%s`", cases[i].pattern,
                     cases[i].matches ? "does not match" : "matches", cases[i].text);
        }
    }
}

static void patterns_of_paths_match_whole_paths(void **state)
{
    (void)state;
    static const struct match_case cases[] = {
        {"zones/db.example", "zones/db.example", true},
        {"zones/db.example", "zones/db.exampl", false},
        {"zones/db.example", "zones/db.example2", false},
        {"zones/db.example", "Zones/db.example", false},
        {"zones/db.*", "zones/db.example", true},
        {"zones/db.*", "zones/db.", true},
        {"zones/db.*", "zones/db.a/b", false},
        {"*", "", true},
        {"*", "a", true},
        {"*", "a/b", false},
        {"*.db", "a.db", true},
        {"*.db", ".db", true},
        {"*.db", "db", false},
        {"*.db", "a/b.db", false},
        {"a*a", "a", false},
        {"a*a", "aa", true},
        {"a*b*c", "aXbYc", true},
        {"a*b*c", "aXbYcZ", false},
        {"a*b*c", "acb", false},
        {"?", "a", true},
        {"?", "", false},
        {"?", "/", false},
        {"a?c", "abc", true},
        {"[abc]", "b", true},
        {"[abc]", "d", false},
        {"[a-c]x", "cx", true},
        {"[!a-c]", "d", true},
        {"[!a-c]", "b", false},
        {"[!a]", "/", false},
        {"[+-9]", "/", false},
        {"[+-9]", ".", true},
        {"[a-]", "-", true},
        {"[-a]", "-", true},
        {"[\\]\\[]", "]", true},
        {"[\\]\\[]", "[", true},
        {"[\\^]", "^", true},
        {"[a,b]", ",", true},
        {"\\*", "*", true},
        {"\\*", "a", false},
        {"\\a\\/b", "a/b", true},
        {"a,b", "a,b", true},
        {"]", "]", true},
        {"{a,bc}", "a", true},
        {"{a,bc}", "bc", true},
        {"{a,bc}", "ac", false},
        {"{a,bc}", "", false},
        {"{,a}b", "b", true},
        {"{,a}b", "ab", true},
        {"{,a}b", "aab", false},
        {"{a*,?b}{c,d}", "axyd", true},
        {"{a*,?b}{c,d}", "xbc", true},
        {"{a*,?b}{c,d}", "xb", false},
        {"{[,}],x}", ",", true},
        {"{[,}],x}", "}", true},
        {"{\\,,\\}}", ",", true},
        {"x{a/b,c}y", "xa/by", true},
    };
    assert_matches(GLOB_PATH, cases, sizeof(cases) / sizeof(cases[0]));
}

static void a_text_has_no_separator(void **state)
{
    (void)state;
    static const struct match_case cases[] = {
        {"v=spf1 *", "v=spf1 ip4:192.0.2.0/24 -all", true},
        {"v=spf1 *", "v=spf2 -all", false},
        {"*/24*", "v=spf1 ip4:192.0.2.0/24 -all", true},
        {"*", "", true},
        {"*", "a/b.c", true},
        {"**", "a/b.c", true},
        {"a/?", "a//", true},
        {"[!a]", "/", true},
        {"a\\/b", "a/b", true},
        {"?", "\xc3\xa9", true},
        {"A", "a", false},
        {"a.", "a", false},
    };
    assert_matches(GLOB_TEXT, cases, sizeof(cases) / sizeof(cases[0]));
}

static void two_asterisks_are_any_number_of_parts(void **state)
{
    (void)state;
    static const struct match_case cases[] = {
        {"**", "", true},
        {"**", "a/b", true},
        {"**/a", "a", true},
        {"**/a", "b/a", true},
        {"**/a", "b/c/a", true},
        {"**/a", "ba", false},
        {"**/a", "b/ca", false},
        {"**/a", "b/a/c", false},
        {"a/**", "a/b", true},
        {"a/**", "a/b/c", true},
        {"a/**", "a", false},
        {"a/**", "ab", false},
        {"zones/**/db.*", "zones/db.example", true},
        {"zones/**/db.*", "zones/a/db.example", true},
        {"zones/**/db.*", "zones/a/b/db.example", true},
        {"zones/**/db.*", "zones/a/xdb.example", false},
        {"zones/**/db.*", "zones/db.example/a", false},
        {"zones/**/db.*", "zonesdb.example", false},
        {"a/**/b", "a/b", true},
        {"a/**/b", "ab", false},
        {"a/**/b/**/c", "a/x/b/y/z/c", true},
        {"a/**/b/**/c", "a/x/y/z/c", false},
        {"**/**", "a", true},
        {"**/**/a", "a", true},
        {"{a/**,b}", "a/x/y", true},
        {"{a/**,b}", "b", true},
        {"{a/**,b}", "b/x", false},
        {"{**,x}/y", "y", true},
        {"{**,x}/y", "a/b/y", true},
        {"{**,x}/y", "ay", false},
        {"{**,x/z}/y", "x/z/y", true},
        {"{x/z,**}/y", "y", true},
        {"{**,**}/y", "y", true},
        {"{a/,b/}**/c", "b/c", true},
        {"{a/,b/}**/c", "b/x/c", true},
        {"{a/,b/}**/c", "c", false},
    };
    assert_matches(GLOB_PATH, cases, sizeof(cases) / sizeof(cases[0]));
}

static void a_character_of_a_path_is_one_of_utf8_or_a_stray_byte(void **state)
{
    (void)state;
    static const struct match_case cases[] = {
        {"?", "\xc3\xa9", true},         /* U+00E9 */
        {"??", "\xc3\xa9", false},       /* one character */
        {"?", "\xe2\x82\xac", true},     /* U+20AC */
        {"?", "\xf0\x9f\x98\x80", true}, /* U+1F600 */
        {"[\xc3\xa0-\xc3\xaf]", "\xc3\xa9", true},
        {"[\xc3\xa0-\xc3\xaf]", "\xc3\xb0", false},
        {"[!\xc3\xa9]", "\xc3\xa9", false},
        {"*[!\xc3\xa9]", "\xc3\xa9", false}, /* not between its bytes */
        {"*\xc3\xa9", "a\xc3\xa9", true},
        {"\xc3\xa9*", "\xc3\xa9", true},
        {"?", "\xc3", true},      /* cut off */
        {"?", "\xa9", true},      /* no beginning */
        {"??", "\xc0\xaf", true}, /* a longer form of "/" */
        {"?", "\xc0\xaf", false},
        {"???", "\xed\xa0\x80", true},      /* a surrogate */
        {"????", "\xf4\x90\x80\x80", true}, /* above U+10FFFF */
        {"?/?", "\xe9/\xe9", true},         /* Latin-1 */
        {"??", "\xe2\x82", true},
    };
    assert_matches(GLOB_PATH, cases, sizeof(cases) / sizeof(cases[0]));
}

static void patterns_of_names_match_presentation_format(void **state)
{
    (void)state;
    static const struct match_case cases[] = {
        {"example.com", "example.com.", true},
        {"example.com.", "example.com", true},
        {"EXAMPLE.com", "example.com.", true},
        {"example.com", "example.org.", false},
        {".", ".", true},
        {".", "", true},
        {".", "a.", false},
        {"*", ".", true},
        {"**", ".", true},
        {"*", "com.", true},
        {"*", "example.com.", false},
        {"*.example.com", "www.example.com.", true},
        {"*.example.com", "a.www.example.com.", false},
        {"*.example.com", "example.com.", false},
        {"**.example.com", "example.com.", true},
        {"**.example.com", "a.www.example.com.", true},
        {"**.example.com", "badexample.com.", false},
        {"legacy-*", "legacy-x.", true},
        {"legacy-*.**", "legacy-x.example.com.", true},
        {"_*._tcp.**", "_sip._tcp.example.com.", true},
        {"{www,mail}.*.example", "mail.a.example.", true},
        {"[A-C]x", "bx.", true},
        {"[Y-\\_]", "z.", true},
        {"[!B]", "b.", false},
        {"?", "\\228.", true},
        {"?", "\\..", true},
        {"\\228", "\\228.", true},
        {"[\\200-\\255]", "\\228.", true},
        {"\\065", "a.", true},
        {"\\..example", "\\..example.", true},
        {"a\\.b.example", "a\\.b.example.", true},
        {"a.b.example", "a\\.b.example.", false},
        {"*.example", "a\\.b.example.", true},
        {"*.example", "a\\.example.", false}, /* one label */
        {"**.example", "a\\.example.", false},
        {"**.example", "a\\\\.example.", true}, /* a backslash ends the label */
        {"*.example", "a\\\\.example.", true},
        {"a.**.example", "a.b\\.example.", false},
        {"*5.example", "\\005.example.", false}, /* one octet, not its last digit */
        {"*05", "x\\005.", false},
        {"a*", "a\\.b.", true},
        {"\\*.example", "*.example.", true},
        {"\\*.example", "a.example.", false},
        {"*.example", "*.example.", true},
        {"a;b@c", "a\\;b\\@c.", true},
        {"a b", "a\\032b.", true},
        {"a\\.", "a\\..", true},
        {"a\\.", "a.", false},
        {"a\\.", "a\\.", true},
    };
    assert_matches(GLOB_NAME, cases, sizeof(cases) / sizeof(cases[0]));
}

static void what_is_no_pattern_says_why_and_where(void **state)
{
    (void)state;
    static const struct {
        enum glob_kind kind;
        const char *pattern;
        size_t offset;
        const char *message;
    } cases[] = {
        {GLOB_PATH, "", 0, "a pattern is empty"},
        {GLOB_PATH, "a[b", 1, "\"[\" is not closed"},
        {GLOB_PATH, "a[b-", 1, "\"[\" is not closed"},
        {GLOB_PATH, "[a\\]", 0, "\"[\" is not closed"},
        {GLOB_PATH, "[]a]", 0, "a set is empty; the bracket itself is written \"\\]\""},
        {GLOB_PATH, "[!]", 0, "a set is empty; the bracket itself is written \"\\]\""},
        {GLOB_PATH, "x[^a]", 1, "\"[^\" is written \"[!\", and the character \"\\^\""},
        {GLOB_PATH, "[[:alpha:]]", 1, "\"[\" inside of a set is written \"\\[\""},
        {GLOB_PATH, "[ax-b]", 2, "a range ends in front of where it begins"},
        {GLOB_PATH, "[a/]", 2, "a set never holds the separator"},
        {GLOB_PATH, "[a\\/]", 2, "a set never holds the separator"},
        {GLOB_NAME, "[.]", 1, "a set never holds the separator"},
        {GLOB_PATH, "a{b,c", 1, "\"{\" is not closed"},
        {GLOB_PATH, "a}", 1, "\"}\" without a \"{\""},
        {GLOB_PATH, "{a,{b,c}}", 3, "\"{\" inside of braces"},
        {GLOB_PATH, "db.{origin}", 3, "braces are for several, with \",\" between them"},
        {GLOB_PATH, "a\\", 1, "a backslash is in front of a character"},
        {GLOB_PATH, "ab\xe9", 2, "not UTF-8"},
        {GLOB_PATH, "[\xe9]", 1, "not UTF-8"},
        {GLOB_NAME, "a\\", 1,
         "a backslash is in front of a character, or of three digits up to 255"},
        {GLOB_NAME, "a\\256", 1,
         "a backslash is in front of a character, or of three digits up to 255"},
        {GLOB_NAME, "b\xc3\xbc", 1,
         "not ASCII: a domain name has labels that begin with xn--, or octets such as \\228"},
        {GLOB_NAME, "a..b", 2, "a label is empty"},
        {GLOB_NAME, ".a", 0, "a label is empty"},
        {GLOB_NAME, "a..", 2, "a label is empty"},
        {GLOB_NAME, "{a.,b}", 6, "a label is empty"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct glob_flaw flaw = {.message = "none"};
        const struct glob *glob =
            glob_new(cases[i].kind, bytes_from_string(cases[i].pattern), arena, &flaw);
        if (glob != NULL) {
            fail_msg("`%s` is taken for a pattern", cases[i].pattern);
        }
        assert_string_equal(flaw.message, cases[i].message);
        assert_int_equal(flaw.offset, cases[i].offset);
    }
}

static void two_asterisks_share_their_part_with_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        size_t offset;
    } cases[] = {
        {"a**", 1},     {"**a", 0},      {"a**b", 1},      {"***", 0},     {"a/**b", 2},
        {"a/b**", 3},   {"**?", 0},      {"x{**,a}", 2},   {"{**,a}x", 1}, {"{a,b**}", 4},
        {"{a,b}**", 5}, {"{a/,b}**", 6}, {"**{/a,/b}", 0}, {"{a,**b}", 3}, {"[a]**", 3},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct glob_flaw flaw = {.offset = SIZE_MAX};
        assert_null(glob_new(GLOB_PATH, bytes_from_string(cases[i].pattern), arena, &flaw));
        assert_int_equal(flaw.offset, cases[i].offset);
        assert_int_equal(strncmp(flaw.message, "\"**\" has something beside it", 28), 0);
    }
}

static void a_literal_pattern_is_known_by_its_text(void **state)
{
    (void)state;
    static const struct {
        enum glob_kind kind;
        const char *pattern;
        const char *text; /* NULL: it matches several */
    } cases[] = {
        {GLOB_PATH, "zones/db.a", "zones/db.a"},
        {GLOB_PATH, "a\\*\\/b", "a*/b"},
        {GLOB_PATH, "a*", NULL},
        {GLOB_PATH, "{a,b}", NULL},
        {GLOB_PATH, "[a]", NULL},
        {GLOB_NAME, "Example.COM.", "example.com"},
        {GLOB_NAME, "a\\046b", "a\\.b"},
        {GLOB_NAME, ".", ""},
        {GLOB_NAME, "**", NULL},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct bytes text;
        const struct glob *glob = glob_of_text(cases[i].kind, cases[i].pattern);
        assert_int_equal(glob_is_literal(glob, &text), cases[i].text != NULL);
        if (cases[i].text != NULL) {
            assert_true(bytes_equal(text, bytes_from_string(cases[i].text)));
        }
    }
}

/* The dialect by its definition, which may take for ever; for good patterns without braces whose
 * sets are [ab], [!a] or [a-b]. */

static size_t unit_length(enum glob_kind kind, const char *text)
{
    if (kind == GLOB_NAME && text[0] == '\\') {
        return text[1] >= '0' && text[1] <= '9' ? 4 : 2;
    }
    return kind == GLOB_PATH && strncmp(text, "\xc3\xa9", 2) == 0 ? 2 : 1;
}

static bool set_has(const char *set, const char *text)
{
    if (strncmp(set, "[!a]", 4) == 0) {
        return text[0] != 'a';
    }
    return text[0] == 'a' || text[0] == 'b';
}

static bool matches_by_definition(enum glob_kind kind, const char *pattern, const char *text)
{
    char separator = kind == GLOB_PATH ? '/' : '.';
    bool inner = text[0] != '\0' && text[0] != separator;
    size_t unit = text[0] == '\0' ? 0 : unit_length(kind, text);
    if (pattern[0] == '\0') {
        return text[0] == '\0';
    }
    if (strncmp(pattern, "**", 2) == 0) {
        bool matches = pattern[2] == '\0' || matches_by_definition(kind, pattern + 3, text);
        while (!matches) {
            matches = matches_by_definition(kind, pattern + 2, text);
            if (text[0] == '\0') {
                break;
            }
            text += unit_length(kind, text);
        }
        return matches;
    }
    if (pattern[0] == '*') {
        return matches_by_definition(kind, pattern + 1, text) ||
               (inner && matches_by_definition(kind, pattern, text + unit));
    }
    if (pattern[0] == '[') {
        const char *behind = strchr(pattern, ']') + 1;
        return inner && set_has(pattern, text) && matches_by_definition(kind, behind, text + unit);
    }
    if (pattern[0] == '?') {
        return inner && matches_by_definition(kind, pattern + 1, text + unit);
    }
    size_t length = unit_length(kind, pattern);
    return unit == length && strncmp(pattern, text, unit) == 0 &&
           matches_by_definition(kind, pattern + length, text + unit);
}

/* Up to `count` pieces in a row. */
static void pieces_write(uint64_t *random, const char *const *pieces, unsigned count, char *text)
{
    text[0] = '\0';
    for (unsigned left = random_below(random, count + 1); left > 0; left--) {
        strcat(text, pieces[random_below(random, 12)]);
    }
}

struct dialect {
    enum glob_kind kind;
    const char *pattern_pieces[12];
    const char *text_pieces[12];
};

static const struct dialect dialects[] = {
    {GLOB_PATH,
     {"a", "b", "/", "/", "*", "**/", "/**/", "?", "[ab]", "[!a]", "[a-b]", "\xc3\xa9"},
     {"a", "b", "/", "a", "b", "/", "a", "b", "\xc3\xa9", "\xe9", "/", "c"}},
    {GLOB_NAME,
     {"a", "b", ".", ".", "*", "**.", ".**.", "?", "[ab]", "[!a]", "\\.", "\\\\"},
     {"a", "b", ".", "a", "b", ".", "a", "b", "\\.", "\\\\", "\\228", "."}},
};

enum { TEXT_BYTES = 128 };

/* A random pattern, with braces or without, and whether the definition lets it match. */
struct made_pattern {
    char pattern[2 * TEXT_BYTES];
    char ways[2][2 * TEXT_BYTES]; /* without braces */
};

static size_t asterisk_pairs(const char *text)
{
    size_t pairs = 0;
    for (; (text = strstr(text, "**")) != NULL; text++) {
        pairs++;
    }
    return pairs;
}

/* False when what is without braces would mean something else: `*{,a}*` is no `**`. */
static bool pattern_make(uint64_t *random, const struct dialect *dialect, struct made_pattern *made)
{
    char parts[4][TEXT_BYTES / 4];
    for (size_t i = 0; i < 4; i++) {
        pieces_write(random, dialect->pattern_pieces, i % 3 == 0 ? 4 : 2, parts[i]);
    }
    bool braces = random_below(random, 2) == 0;
    bool same = true;
    for (size_t way = 0; way < 2; way++) {
        const char *middle = parts[braces ? 1 + way : 1];
        snprintf(made->ways[way], sizeof(made->ways[way]), "%s%s%s", parts[0], middle, parts[3]);
        same = same && asterisk_pairs(made->ways[way]) == asterisk_pairs(parts[0]) +
                                                              asterisk_pairs(middle) +
                                                              asterisk_pairs(parts[3]);
    }
    if (braces) {
        snprintf(made->pattern, sizeof(made->pattern), "%s{%s,%s}%s", parts[0], parts[1], parts[2],
                 parts[3]);
    } else {
        memcpy(made->pattern, made->ways[0], sizeof(made->pattern));
    }
    return same || !braces;
}

static bool ends_with_plain_dot(const char *text)
{
    size_t at = 0;
    bool dot = false;
    while (text[at] != '\0') {
        dot = text[at] == '.';
        at += unit_length(GLOB_NAME, text + at);
    }
    return dot;
}

static void assert_as_defined(uint64_t *random,
                              const struct dialect *dialect,
                              const struct made_pattern *made,
                              const struct glob *glob,
                              unsigned *matches)
{
    for (size_t i = 0; i < 20; i++) {
        char text[TEXT_BYTES];
        pieces_write(random, dialect->text_pieces, 9, text);
        if (dialect->kind == GLOB_NAME && ends_with_plain_dot(text)) {
            text[strlen(text) - 1] = '\0';
        }
        /* One final dot is left out, and this would be another. */
        if (dialect->kind == GLOB_NAME && ends_with_plain_dot(text)) {
            continue;
        }
        bool expected = matches_by_definition(dialect->kind, made->ways[0], text) ||
                        matches_by_definition(dialect->kind, made->ways[1], text);
        if (glob_matches(glob, bytes_from_string(text)) != expected) {
            fail_msg("`%s` %s `%s`", made->pattern, expected ? "does not match" : "matches", text);
        }
        *matches += expected;
    }
}

static void any_pattern_matches_what_the_definition_says(void **state)
{
    (void)state;
    for (size_t d = 0; d < sizeof(dialects) / sizeof(dialects[0]); d++) {
        uint64_t random = 1;
        unsigned good = 0;
        unsigned matches = 0;
        for (size_t i = 0; i < 20000; i++) {
            struct made_pattern made;
            struct glob_flaw flaw;
            bool same = pattern_make(&random, &dialects[d], &made);
            arena_clear(arena);
            const struct glob *glob =
                glob_new(dialects[d].kind, bytes_from_string(made.pattern), arena, &flaw);
            if (same && glob != NULL && !ends_with_plain_dot(made.pattern)) {
                good++;
                assert_as_defined(&random, &dialects[d], &made, glob, &matches);
            }
        }
        assert_true(good > 3000);
        assert_true(matches > 3000);
    }
}

/* What both dialects have, which is all of ours but braces. */
static const char *const git_pieces[12] = {"a", "b", "/",  "/",    "*",    "**/",
                                           "?", "a", "?b", "[ab]", "[!a]", "\\b"};

enum { GIT_PATHS = 45 };

/* Paths whose folders begin with "a" and whose files begin with "b", so that no path is the folder
 * of another one. */
static void git_paths_make(char paths[GIT_PATHS][16])
{
    static const char *const folders[] = {"a", "ab"};
    static const char *const files[] = {"b", "ba", "bb"};
    size_t count = 0;
    for (unsigned depth = 0; depth < 4; depth++) {
        for (unsigned way = 0; way < 1U << depth; way++) {
            for (size_t file = 0; file < 3; file++) {
                char *path = paths[count++];
                path[0] = '\0';
                for (unsigned folder = 0; folder < depth; folder++) {
                    strcat(path, folders[way >> folder & 1]);
                    strcat(path, "/");
                }
                strcat(path, files[file]);
            }
        }
    }
    assert_int_equal(count, GIT_PATHS);
}

static FILE *git_open(const char *folder, const char *arguments, const char *mode)
{
    char *command = arena_format(arena,
                                 "env -u GIT_DIR -u GIT_INDEX_FILE -u GIT_WORK_TREE "
                                 "git -C '%s' %s 2>/dev/null",
                                 folder, arguments);
    FILE *pipe = popen(command, mode);
    assert_non_null(pipe);
    return pipe;
}

/* An index of the paths; there need be no files. False when there is no git. */
static bool git_index_make(const char *folder, char paths[GIT_PATHS][16])
{
    if (pclose(git_open(folder, "init -q", "w")) != 0) {
        return false;
    }
    FILE *pipe = git_open(folder, "update-index --index-info", "w");
    for (size_t i = 0; i < GIT_PATHS; i++) {
        fprintf(pipe, "100644 e69de29bb2d1d6434b8b29ae775ad8c2e48c5391 0\t%s\n", paths[i]);
    }
    assert_int_equal(pclose(pipe), 0);
    return true;
}

/* Which of the paths git finds by the pattern. */
static void git_matches(const char *folder,
                        const char *pattern,
                        char paths[GIT_PATHS][16],
                        bool matches[GIT_PATHS])
{
    char line[64];
    memset(matches, 0, GIT_PATHS * sizeof(*matches));
    FILE *pipe = git_open(folder, arena_format(arena, "ls-files -- ':(glob)%s'", pattern), "r");
    while (fgets(line, sizeof(line), pipe) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        for (size_t i = 0; i < GIT_PATHS; i++) {
            matches[i] = matches[i] || strcmp(paths[i], line) == 0;
        }
    }
    assert_int_equal(pclose(pipe), 0);
}

static void paths_match_as_in_git(void **state)
{
    (void)state;
    struct temporary_folder folder;
    char paths[GIT_PATHS][16];
    uint64_t random = 7;
    unsigned found = 0;
    temporary_folder_make(&folder);
    git_paths_make(paths);
    if (!git_index_make(folder.path, paths)) {
        temporary_folder_remove(&folder);
        skip();
    }
    for (size_t compared = 0; compared < 300;) {
        char pattern[TEXT_BYTES];
        struct bytes literal;
        struct glob_flaw flaw;
        bool matches[GIT_PATHS];
        pieces_write(&random, git_pieces, 7, pattern);
        const struct glob *glob = glob_new(GLOB_PATH, bytes_from_string(pattern), arena, &flaw);
        /* Without a wildcard git also finds what is in a folder of the name, and it cleans paths
         * before it takes them for patterns. */
        if (glob == NULL || glob_is_literal(glob, &literal) || pattern[0] == '/' ||
            strstr(pattern, "//") != NULL) {
            continue;
        }
        compared++;
        git_matches(folder.path, pattern, paths, matches);
        for (size_t i = 0; i < GIT_PATHS; i++) {
            if (glob_matches(glob, bytes_from_string(paths[i])) != matches[i]) {
                fail_msg("`%s` matches `%s` %s git", pattern, paths[i],
                         matches[i] ? "only in" : "but not in");
            }
            found += matches[i];
        }
    }
    assert_true(found > 300);
    temporary_folder_remove(&folder);
}

/* Patterns for which trying one way after the other takes longer than anybody waits. */
static void no_pattern_takes_more_than_the_product_of_both_lengths(void **state)
{
    (void)state;
    static const struct {
        const char *start;
        const char *again;
        const char *end;
    } cases[] = {
        {"", "*a", "*b"},    {"", "**/", "b"},          {"", "a*/**/", "b"},
        {"", "{a,a*}", "b"}, {"", "{*,?,a,[!b]}", "b"}, {"{", "*a,*aa,", "x}b"},
        {"{", ",", "}?"},
    };
    struct buffer text = {0};
    for (size_t i = 0; i < 2000; i++) {
        buffer_add_string(&text, i % 20 == 19 ? "/" : "a");
    }
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct buffer pattern = {0};
        struct glob_flaw flaw;
        buffer_add_string(&pattern, cases[i].start);
        while (pattern.length + strlen(cases[i].again) + strlen(cases[i].end) <= GLOB_BYTES_MAX) {
            buffer_add_string(&pattern, cases[i].again);
        }
        buffer_add_string(&pattern, cases[i].end);
        const struct glob *glob = glob_new(GLOB_PATH, buffer_bytes(&pattern), arena, &flaw);
        assert_non_null(glob);
        assert_false(glob_matches(glob, buffer_bytes(&text)));
        while (pattern.length <= GLOB_BYTES_MAX) {
            buffer_add_byte(&pattern, 'a');
        }
        assert_null(glob_new(GLOB_PATH, buffer_bytes(&pattern), arena, &flaw));
        assert_string_equal(flaw.message, "a pattern is longer than 4096 bytes");
        buffer_free(&pattern);
    }
    buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_of_paths_match_whole_paths),
        cmocka_unit_test(a_text_has_no_separator),
        cmocka_unit_test(two_asterisks_are_any_number_of_parts),
        cmocka_unit_test(a_character_of_a_path_is_one_of_utf8_or_a_stray_byte),
        cmocka_unit_test(patterns_of_names_match_presentation_format),
        cmocka_unit_test(what_is_no_pattern_says_why_and_where),
        cmocka_unit_test(two_asterisks_share_their_part_with_nothing),
        cmocka_unit_test(a_literal_pattern_is_known_by_its_text),
        cmocka_unit_test(any_pattern_matches_what_the_definition_says),
        cmocka_unit_test(paths_match_as_in_git),
        cmocka_unit_test(no_pattern_takes_more_than_the_product_of_both_lengths),
    };
    return cmocka_run_group_tests(tests, arena_start, arena_end);
}
