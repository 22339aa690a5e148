/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fixers/patch.h"
#include "tests/support/random.h"
#include "tests/support/replaced_text.h"

/* An edit as tests write it: a place in the text as it is then, how many bytes go, what comes. */
struct short_edit {
    uint64_t start;
    uint32_t length;
    const char *text;
};

/* A patch and what it is made over. */
struct patching {
    struct bytes original;
    struct patch *patch;
};

static struct patching start(struct bytes original)
{
    return (struct patching){original, patch_new(original)};
}

/* The text as it is now. */
static void read_text(struct patching patching, struct buffer *text)
{
    struct arena *arena = arena_new();
    const struct replacement *replacements;
    size_t count = patch_replacements(patching.patch, arena, &replacements);
    text_with_replacements(patching.original, replacements, count, text);
    arena_free(arena);
}

static void apply(struct patching patching, const struct short_edit *short_edits, size_t count)
{
    struct buffer now = {0};
    read_text(patching, &now);
    struct edit *edits = memory_get_zeroed(count, sizeof(*edits));
    for (size_t i = 0; i < count; i++) {
        edits[i].span = (struct span){short_edits[i].start, short_edits[i].length, 0};
        if (short_edits[i].length > 0) {
            edits[i].expected =
                (struct bytes){now.data + short_edits[i].start, short_edits[i].length};
        }
        edits[i].text = bytes_from_string(short_edits[i].text);
    }
    patch_apply(patching.patch, edits, count);
    free(edits);
    buffer_free(&now);
}

static bool has_text(struct patching patching, const char *expected)
{
    struct buffer text = {0};
    read_text(patching, &text);
    bool equal = bytes_equal(buffer_bytes(&text), bytes_from_string(expected));
    buffer_free(&text);
    return equal;
}

/* Ends with a text of NULL. */
static bool has_replacements(struct patching patching, const struct short_edit *expected)
{
    struct arena *arena = arena_new();
    const struct replacement *replacements;
    size_t count = patch_replacements(patching.patch, arena, &replacements);
    bool equal = true;
    for (size_t i = 0; i < count && equal; i++) {
        equal = expected[i].text != NULL && replacements[i].start == expected[i].start &&
                replacements[i].end == expected[i].start + expected[i].length &&
                bytes_equal(replacements[i].text, bytes_from_string(expected[i].text));
    }
    equal = equal && expected[count].text == NULL;
    arena_free(arena);
    return equal;
}

enum {
    ROUNDS_MAX = 3,
    EDITS_MAX = 4,
};

/* Edits end with a text of NULL, rounds with an empty round, replacements likewise. */
static const struct {
    const char *what;
    const char *original;
    struct short_edit rounds[ROUNDS_MAX][EDITS_MAX];
    const char *text;
    struct short_edit replacements[EDITS_MAX];
} cases[] = {
    {"nothing", "abc", {{{0}}}, "abc", {{0}}},
    {"nothing in an empty text", "", {{{0}}}, "", {{0}}},
    {"a word", "mx 10 mail\n", {{{6, 4, "host"}}}, "mx 10 host\n", {{6, 4, "host"}}},
    {"a word keeps its common letters", "ns1", {{{0, 3, "ns10"}}}, "ns10", {{0, 3, "ns10"}}},
    {"into an empty text", "", {{{0, 0, "a"}}}, "a", {{0, 0, "a"}}},
    {"all of a text", "abc", {{{0, 3, ""}}}, "", {{0, 3, ""}}},
    {"first and last", "abc", {{{0, 1, "x"}, {2, 1, "y"}}}, "xby", {{0, 1, "x"}, {2, 1, "y"}}},
    {"side by side is one", "abcd", {{{1, 1, "x"}, {2, 1, "y"}}}, "axyd", {{1, 2, "xy"}}},
    {"an insertion in front", "abc", {{{1, 0, "x"}, {1, 1, "y"}}}, "axyc", {{1, 1, "xy"}}},
    {"an insertion behind", "abc", {{{1, 1, "y"}, {2, 0, "x"}}}, "ayxc", {{1, 1, "yx"}}},
    {"an edit that changes nothing", "abc", {{{1, 1, "b"}}}, "abc", {{0}}},
    {"an edit that is nothing", "abc", {{{1, 0, ""}}}, "abc", {{0}}},
    {"and back again", "abc", {{{1, 1, "xyz"}}, {{1, 3, "b"}}}, "abc", {{0}}},
    {"deleted, then put back", "abc", {{{1, 1, ""}}, {{1, 0, "b"}}}, "abc", {{0}}},
    {"put in, then deleted", "abc", {{{1, 0, "xyz"}}, {{1, 3, ""}}}, "abc", {{0}}},
    {"an edit of an edit", "abc", {{{1, 1, "123"}}, {{2, 1, "x"}}}, "a1x3c", {{1, 1, "1x3"}}},
    {"across an edit", "abcd", {{{1, 1, "12"}}, {{0, 4, "x"}}}, "xd", {{0, 3, "x"}}},
    {"from inside an edit", "abcd", {{{1, 1, "12"}}, {{2, 2, "x"}}}, "a1xd", {{1, 2, "1x"}}},
    {"into inside an edit", "abcd", {{{2, 1, "12"}}, {{1, 2, "x"}}}, "ax2d", {{1, 2, "x2"}}},
    {"two rounds apart",
     "one two three",
     {{{8, 5, "drei"}}, {{0, 3, "eins"}}},
     "eins two drei",
     {{0, 3, "eins"}, {8, 5, "drei"}}},
    {"what stands between goes",
     "abcde",
     {{{1, 1, "x"}, {3, 1, "y"}}, {{2, 1, ""}}},
     "axye",
     {{1, 3, "xy"}}},
    {"three rounds in one place",
     "a",
     {{{1, 0, "b"}}, {{2, 0, "c"}}, {{0, 0, "z"}}},
     "zabc",
     {{0, 0, "z"}, {1, 0, "bc"}}},
};

static void edits_in_rounds_make_a_text_and_replacements_of_the_original(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct patching patching = start(bytes_from_string(cases[i].original));
        for (size_t round = 0; round < ROUNDS_MAX; round++) {
            size_t count = 0;
            while (cases[i].rounds[round][count].text != NULL) {
                count++;
            }
            apply(patching, cases[i].rounds[round], count);
        }
        if (!has_text(patching, cases[i].text) ||
            !has_replacements(patching, cases[i].replacements)) {
            fail_msg("%s", cases[i].what);
        }
        patch_free(patching.patch);
    }
}

static void a_text_without_data_is_an_empty_text(void **state)
{
    (void)state;
    struct patching patching = start((struct bytes){0});
    assert_true(has_text(patching, ""));
    assert_true(has_replacements(patching, (struct short_edit[]){{0}}));
    apply(patching, (struct short_edit[]){{0, 0, "x"}}, 1);
    assert_true(has_text(patching, "x"));
    assert_true(has_replacements(patching, (struct short_edit[]){{0, 0, "x"}, {0}}));
    patch_free(patching.patch);
    patch_free(NULL);
}

/* A few letters only, so that texts are often replaced by the same text. */
static void random_text(uint64_t *random, uint32_t length_max, struct buffer *text)
{
    uint32_t length = random_below(random, length_max + 1);
    for (uint32_t i = 0; i < length; i++) {
        buffer_add_byte(text, (uint8_t)('a' + random_below(random, 3)));
    }
}

/* One round: edits from left to right, made on a plain copy of the text as well. */
static void random_round(uint64_t *random, struct patch *patch, struct buffer *model)
{
    VECTOR(struct edit) edits = {0};
    struct arena *arena = arena_new();
    struct buffer next = {0};
    size_t at = 0;
    size_t free_from = 0; /* not at the place of the insertion before */
    while (random_below(random, 6) > 0 && free_from <= model->length) {
        size_t start = free_from + random_below(random, 8);
        if (start > model->length) {
            break;
        }
        uint32_t length = random_below(random, 5);
        if (length > model->length - start) {
            length = (uint32_t)(model->length - start);
        }
        struct buffer text = {0};
        random_text(random, 4, &text);
        struct edit edit = {.span = {start, length, 0}};
        edit.expected = arena_copy(arena, (struct bytes){model->data + start, length});
        edit.text = arena_copy(arena, buffer_bytes(&text));
        VECTOR_PUSH(&edits, edit);
        buffer_add(&next, (struct bytes){model->data + at, start - at});
        buffer_add(&next, edit.text);
        at = start + length;
        free_from = length == 0 ? at + 1 : at;
        buffer_free(&text);
    }
    buffer_add(&next, (struct bytes){model->data + at, model->length - at});
    patch_apply(patch, edits.items, edits.count);
    buffer_free(model);
    *model = next;
    VECTOR_FREE(&edits);
    arena_free(arena);
}

static void assert_replacements_lead_there(const struct patch *patch,
                                           struct bytes original,
                                           struct bytes text)
{
    struct arena *arena = arena_new();
    struct buffer replaced = {0};
    const struct replacement *replacements;
    size_t count = patch_replacements(patch, arena, &replacements);
    for (size_t i = 0; i < count; i++) {
        struct bytes old = {original.data + replacements[i].start,
                            replacements[i].end - replacements[i].start};
        assert_true(i == 0 || replacements[i].start > replacements[i - 1].end);
        assert_false(bytes_equal(old, replacements[i].text));
    }
    text_with_replacements(original, replacements, count, &replaced);
    assert_true(bytes_equal(buffer_bytes(&replaced), text));
    buffer_free(&replaced);
    arena_free(arena);
}

static void random_edits_in_rounds_make_what_a_plain_copy_makes(void **state)
{
    (void)state;
    uint64_t random = 1;
    for (int i = 0; i < 3000; i++) {
        struct buffer original = {0};
        buffer_add_byte(&original, 'x');
        random_text(&random, 40, &original);
        struct buffer model = {0};
        buffer_add(&model, buffer_bytes(&original));
        struct patch *patch = patch_new(buffer_bytes(&original));
        uint32_t rounds = 1 + random_below(&random, 5);
        for (uint32_t round = 0; round < rounds && model.length > 0; round++) {
            random_round(&random, patch, &model);
            assert_replacements_lead_there(patch, buffer_bytes(&original), buffer_bytes(&model));
        }
        patch_free(patch);
        buffer_free(&model);
        buffer_free(&original);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(edits_in_rounds_make_a_text_and_replacements_of_the_original),
        cmocka_unit_test(a_text_without_data_is_an_empty_text),
        cmocka_unit_test(random_edits_in_rounds_make_what_a_plain_copy_makes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
