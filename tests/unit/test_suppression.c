/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "analyzer/suppression.h"
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

static const char *const mistake_words[] = {
    [SUPPRESSION_GOOD] = "good",
    [SUPPRESSION_WORD_UNKNOWN] = "word",
    [SUPPRESSION_LIST_MISSING] = "no-list",
    [SUPPRESSION_LIST_OPEN] = "open",
    [SUPPRESSION_NAME_EMPTY] = "empty",
    [SUPPRESSION_NAMES_TOO_MANY] = "many",
    [SUPPRESSION_TEXT_BEHIND] = "behind",
};

/* What was read, as `word(name name?)"reason"` for each, a `?` behind names that are none of ours;
 * or `mistake<marked text>`. */
static void describe(const struct suppression_list *list, struct bytes text, struct buffer *result)
{
    for (size_t i = 0; i < list->items.count; i++) {
        const struct suppression *suppression = &list->items.items[i];
        buffer_add_string(result, i == 0 ? "" : " ");
        if (suppression->mistake != SUPPRESSION_GOOD) {
            buffer_add_format(result, "%s<", mistake_words[suppression->mistake]);
            buffer_add(result, (struct bytes){text.data + suppression->mistake_start,
                                              (size_t)(suppression->mistake_end -
                                                       suppression->mistake_start)});
            buffer_add_string(result, ">");
            continue;
        }
        buffer_add_string(result, suppression_word_text(suppression->word));
        for (uint32_t k = 0; k < suppression->name_count; k++) {
            const struct suppressed *name = &suppression->names[k];
            buffer_add_format(result, "%s%s%s", k == 0 ? "(" : " ", name->name,
                              name->is_known ? "" : "?");
        }
        buffer_add_string(result, ")");
        if (suppression->reason != NULL) {
            buffer_add_format(result, "\"%s\"", suppression->reason);
        }
    }
}

/* The text with each of its suppressions cut out by itself, one behind the other. */
static void describe_cuts(const struct suppression_list *list,
                          struct bytes text,
                          struct buffer *result)
{
    for (size_t i = 0; i < list->items.count; i++) {
        uint64_t start;
        uint64_t end;
        suppression_cut(&list->items.items[i], text, &start, &end);
        assert_true(start < end && end <= text.length);
        buffer_add_string(result, i == 0 ? "" : "|");
        buffer_add(result, (struct bytes){text.data, (size_t)start});
        buffer_add(result, (struct bytes){text.data + end, (size_t)(text.length - end)});
    }
}

struct read_case {
    const char *text; /* the comment begins at its first semicolon and ends with its line */
    const char *expected;
};

static void assert_read(const struct read_case *test,
                        const struct suppression_settings *settings,
                        void (*describe_list)(const struct suppression_list *,
                                              struct bytes,
                                              struct buffer *))
{
    /* In memory of its own size, so that reading behind it is seen. */
    struct bytes text = bytes_from_string(test->text);
    uint8_t *copy = malloc(text.length);
    memcpy(copy, text.data, text.length);
    text.data = copy;
    const uint8_t *start = memchr(copy, ';', text.length);
    const uint8_t *newline = memchr(start, '\n', text.length - (size_t)(start - copy));
    uint64_t end = newline == NULL ? text.length : (uint64_t)(newline - copy);
    end -= copy[end - 1] == '\r';
    struct suppression_list list = {.arena = arena};
    suppression_list_read(&list, text, (uint64_t)(start - copy), end, &settings, 1);
    struct buffer result = {0};
    describe_list(&list, text, &result);
    if (strcmp(buffer_string(&result), test->expected) != 0) {
        fail_msg("`%s`: %s, expected %s", test->text, buffer_string(&result), test->expected);
    }
    buffer_free(&result);
    VECTOR_FREE(&list.items);
    free(copy);
}

static void a_comment_is_read(void **state)
{
    (void)state;
    static const struct suppression_settings settings = {0};
    static const struct read_case cases[] = {
        {"; zonetidy: ignore[mail]", "ignore(mail)"},
        {"; zonetidy: ignore[mail] -- why", "ignore(mail)\"why\""},
        {";zonetidy:ignore[mail]--why", "ignore(mail)\"why\""},
        {";\tzonetidy : ignore [ mail , alias ]  --  why not  ", "ignore(mail alias)\"why not\""},
        {"; zonetidy: ignore[mail] --", "ignore(mail)"},
        {"; zonetidy: ignore[mail] --  ", "ignore(mail)"},
        {"; zonetidy: ignore[mail] -- a; b [c] -- d", "ignore(mail)\"a; b [c] -- d\""},
        {"; zonetidy: ignore-rrset[cname-loop]", "ignore-rrset(cname-loop)"},
        {"; zonetidy: ignore-start[cname-loop]", "ignore-start(cname-loop)"},
        {"; zonetidy: ignore-end[cname-loop]", "ignore-end(cname-loop)"},
        {"; zonetidy: ignore-file[cname-loop]", "ignore-file(cname-loop)"},
        {"; zonetidy: ignore[cname-loops, custom:a, custom:, Mail]",
         "ignore(cname-loops? custom:a custom:? Mail?)"},
        /* Where it stands in a comment. */
        {"; rack 7 ; zonetidy: ignore[mail]", "ignore(mail)"},
        {";; zonetidy: ignore[mail]", "ignore(mail)"},
        {"; zonetidy: ignore[mail] ; rack 7", "ignore(mail)"},
        {"; zonetidy: ignore[mail]; zonetidy: ignore[alias]", "ignore(mail) ignore(alias)"},
        {"; zonetidy: ignore[mail] -- a ; zonetidy: ignore[alias] -- b",
         "ignore(mail)\"a\" ignore(alias)\"b\""},
        {"; see zonetidy: ignore[mail]", ""},
        {"; zonetidy ignore[mail]", ""},
        {"; zonetidying: ignore[mail]", ""},
        {"; Zonetidy: ignore[mail]", ""},
        {"; zonetidy", ""},
        {";", ""},
        {"; zonetidy: ignore[mail]\n ; zonetidy: ignore[alias]", "ignore(mail)"},
        {"; zonetidy: ignore[mail] -- why\r\nnext", "ignore(mail)\"why\""},
        /* What is wrong with it. */
        {"; zonetidy:", "word<>"},
        {"; zonetidy: ignroe[mail]", "word<ignroe>"},
        {"; zonetidy: ignore-all[mail] -- why", "word<ignore-all>"},
        {"; zonetidy: IGNORE[mail]", "word<IGNORE>"},
        {"; zonetidy: [mail]", "word<>"},
        {"; zonetidy: ignore", "no-list<ignore>"},
        {"; zonetidy: ignore mail", "no-list<ignore mail>"},
        {"; zonetidy: ignore ; [mail]", "no-list<ignore>"},
        {"; zonetidy: ignore -- why", "no-list<ignore -- why>"},
        {"; zonetidy: ignore[", "open<[>"},
        {"; zonetidy: ignore[mail", "open<[>"},
        {"; zonetidy: ignore[mail ; alias]", "open<[>"},
        {"; zonetidy: ignore[mail ; zonetidy: ignore[alias]", "open<[> ignore(alias)"},
        {"; zonetidy: ignore[]", "empty<[]>"},
        {"; zonetidy: ignore[ ]", "empty<[ ]>"},
        {"; zonetidy: ignore[,mail]", "empty<[,mail]>"},
        {"; zonetidy: ignore[mail,,alias]", "empty<[mail,,alias]>"},
        {"; zonetidy: ignore[mail, ]", "empty<[mail, ]>"},
        {"; zonetidy: ignore[mail] because", "behind<because>"},
        {"; zonetidy: ignore[mail]]", "behind<]>"},
        {"; zonetidy: ignore[mail] - why ; x", "behind<- why>"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_read(&cases[i], &settings, describe);
    }
}

static struct suppression_pattern pattern_of(const char *text)
{
    struct suppression_pattern pattern;
    struct suppression_pattern_flaw flaw;
    assert_true(suppression_pattern_read(bytes_from_string(text), &pattern, &flaw));
    return pattern;
}

static void comments_of_other_programs_are_read(void **state)
{
    (void)state;
    const struct suppression_pattern patterns[] = {
        pattern_of("wmf-zone-validator-ignore={rules}"),
        pattern_of("lint:off({rules})"),
    };
    static const struct suppression_name names[] = {{"MISSING_PTR", "ptr-missing"},
                                                    {"TARGET", "mx-target-alias"},
                                                    {"TARGET", "ns-target-alias"}};
    const struct suppression_settings settings = {
        .patterns = patterns, .pattern_count = 2, .names = names, .name_count = 3};
    static const struct read_case cases[] = {
        {"; wmf-zone-validator-ignore=MISSING_PTR", "ignore(ptr-missing)"},
        {";wmf-zone-validator-ignore=MISSING_PTR,OTHER,alias", "ignore(ptr-missing alias)"},
        {"; wmf-zone-validator-ignore=MISSING_PTR , TARGET text",
         "ignore(ptr-missing mx-target-alias ns-target-alias)"},
        {"; rack 7 wmf-zone-validator-ignore=MISSING_PTR wmf-zone-validator-ignore=TARGET",
         "ignore(ptr-missing) ignore(mx-target-alias ns-target-alias)"},
        {"; wmf-zone-validator-ignore=MISSING_PTR -- why; x", "ignore(ptr-missing)\"why\""},
        {"; wmf-zone-validator-ignore=OTHER", ""},
        {"; wmf-zone-validator-ignore=", ""},
        {"; wmf-zone-validator-ignore= MISSING_PTR", ""},
        {"; no-wmf-zone-validator-ignore=MISSING_PTR", ""},
        {"; lint:off( MISSING_PTR, x ) -- why", "ignore(ptr-missing)\"why\""},
        {"; lint:off(MISSING_PTR", ""},
        {"; lint:off(MISSING_PTR) ; zonetidy: ignore[mail]", "ignore(ptr-missing) ignore(mail)"},
        {"; zonetidy: ignore[MISSING_PTR]", "ignore(MISSING_PTR?)"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_read(&cases[i], &settings, describe);
    }
}

static void a_list_has_an_end(void **state)
{
    (void)state;
    static const struct suppression_settings settings = {0};
    struct buffer text = {0};
    buffer_add_string(&text, "; zonetidy: ignore[mail");
    for (unsigned i = 1; i < SUPPRESSION_NAMES_MAX; i++) {
        buffer_add_string(&text, ",mail");
    }
    size_t length = text.length;
    for (unsigned more = 0; more < 2; more++) {
        text.length = length;
        buffer_add_string(&text, more == 0 ? "]" : ",alias]");
        struct suppression_list list = {.arena = arena};
        const struct suppression_settings *all = &settings;
        suppression_list_read(&list, buffer_bytes(&text), 0, text.length, &all, 1);
        assert_int_equal(list.items.count, 1);
        assert_int_equal(list.items.items[0].mistake,
                         more == 0 ? SUPPRESSION_GOOD : SUPPRESSION_NAMES_TOO_MANY);
        assert_int_equal(list.items.items[0].name_count, SUPPRESSION_NAMES_MAX);
        VECTOR_FREE(&list.items);
    }
    buffer_free(&text);
}

static void a_comment_has_an_end(void **state)
{
    (void)state;
    static const struct suppression_settings settings = {0};
    const struct suppression_settings *all = &settings;
    struct buffer text = {0};
    for (unsigned i = 0; i < 2 * SUPPRESSIONS_MAX; i++) {
        buffer_add_string(&text, "; zonetidy: ignore[mail] ");
    }
    struct suppression_list list = {.arena = arena};
    suppression_list_read(&list, buffer_bytes(&text), 0, text.length, &all, 1);
    assert_int_equal(list.items.count, SUPPRESSIONS_MAX + 1);
    for (size_t i = 0; i < list.items.count; i++) {
        assert_int_equal(list.items.items[i].mistake,
                         i < SUPPRESSIONS_MAX ? SUPPRESSION_GOOD : SUPPRESSION_TOO_MANY);
    }
    VECTOR_FREE(&list.items);
    buffer_free(&text);
}

static void a_suppression_is_cut_out_with_what_belongs_to_it(void **state)
{
    (void)state;
    static const struct suppression_settings settings = {0};
    static const struct read_case cases[] = {
        {"a A 1 ; zonetidy: ignore[mail]", "a A 1"},
        {"a A 1 ; zonetidy: ignore[mail] -- why\nb", "a A 1\nb"},
        {"a A 1\t ;; zonetidy: ignore[mail]  \r\nb", "a A 1\r\nb"},
        {"a A 1 ; b ; zonetidy: ignore[mail]\n", "a A 1 ; b\n"},
        {"a A 1 ; zonetidy: ignore[mail] ; b\n", "a A 1 ; b\n"},
        {"a A 1 ; zonetidy: ignore[mail] ; zonetidy: ignore[alias]\n",
         "a A 1 ; zonetidy: ignore[alias]\n|a A 1 ; zonetidy: ignore[mail]\n"},
        {"; zonetidy: ignore[mail]", ""},
        {"; zonetidy: ignore[mail]\nb", "b"},
        {"a\n \t; zonetidy: ignore[mail]\r\nb", "a\nb"},
        {"a\r; zonetidy: ignore[mail]\nb", "a\rb"},
        {"\xef\xbb\xbf; zonetidy: ignore[mail]\nb", "\xef\xbb\xbf"
                                                    "b"},
        /* A blank behind a backslash is part of the word. */
        {"a TXT b\\ ; zonetidy: ignore[mail]\n", "a TXT b\\ \n"},
        {"a TXT b\\  ; zonetidy: ignore[mail]\n", "a TXT b\\ \n"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_read(&cases[i], &settings, describe_cuts);
    }
}

static void places_are_found_wherever_a_text_is_divided(void **state)
{
    (void)state;
    const struct suppression_pattern pattern = pattern_of("lint={rules}");
    const struct suppression_settings settings = {.patterns = &pattern, .pattern_count = 1};
    const struct suppression_settings *all = &settings;
    struct bytes text = bytes_from_string(
        "zonetidy: ; zonetidy: a\n;zonetidy :zonetidy zlint= zone ; zonetid ; lint=x ; zonetidy");
    struct suppression_places whole = {0};
    suppression_places_find(&whole, text, 0, text.length, &all, 1);
    assert_int_equal(whole.count, 4);
    for (uint64_t middle = 0; middle <= text.length; middle++) {
        struct suppression_places first = {0};
        struct suppression_places second = {0};
        suppression_places_find(&first, text, 0, middle, &all, 1);
        suppression_places_find(&second, text, middle, text.length, &all, 1);
        assert_int_equal(first.count + second.count, whole.count);
        for (size_t i = 0; i < whole.count; i++) {
            uint64_t place = i < first.count ? first.items[i] : second.items[i - first.count];
            assert_int_equal(place, whole.items[i]);
        }
        VECTOR_FREE(&first);
        VECTOR_FREE(&second);
    }
    VECTOR_FREE(&whole);
}

static void a_pattern_tells_its_mistake(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *message; /* a part of it; NULL: there is none */
        size_t offset;
    } cases[] = {
        {"ignore={rules}", NULL, 0},
        {"ignore [{rules}]", NULL, 0},
        {"ignore=\"{rules}\" really", NULL, 0},
        {"", "missing", 0},
        {"ignore", "missing", 6},
        {"ignore={rule}", "missing", 13},
        {"a={rules} b={rules}", "twice", 12},
        {"a={rules} b", "part of the names", 9},
        {"a={rules};b={rules}", "twice", 12},
        {"{rules}", "in front", 0},
        {"; a={rules}", "semicolon", 0},
        {" a={rules}", "semicolon", 0},
        {"zonetidy: off[{rules}]", "have a form", 0},
        {"a={rules}b", "part of the names", 9},
        {"a={rules},", "part of the names", 9},
        {"a=\n{rules}", "one line", 2},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct suppression_pattern pattern;
        struct suppression_pattern_flaw flaw = {0, NULL};
        bool good = suppression_pattern_read(bytes_from_string(cases[i].text), &pattern, &flaw);
        assert_int_equal(good, cases[i].message == NULL);
        if (!good) {
            assert_non_null(strstr(flaw.message, cases[i].message));
            assert_int_equal(flaw.offset, cases[i].offset);
        }
    }
    static const uint8_t long_text[SUPPRESSION_PATTERN_BYTES_MAX + 1] = {'a'};
    struct suppression_pattern pattern;
    struct suppression_pattern_flaw flaw;
    assert_false(
        suppression_pattern_read((struct bytes){long_text, sizeof(long_text)}, &pattern, &flaw));
    assert_non_null(strstr(flaw.message, "256"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_comment_is_read),
        cmocka_unit_test(comments_of_other_programs_are_read),
        cmocka_unit_test(a_list_has_an_end),
        cmocka_unit_test(a_comment_has_an_end),
        cmocka_unit_test(a_suppression_is_cut_out_with_what_belongs_to_it),
        cmocka_unit_test(places_are_found_wherever_a_text_is_divided),
        cmocka_unit_test(a_pattern_tells_its_mistake),
    };
    return cmocka_run_group_tests(tests, arena_start, arena_end);
}
