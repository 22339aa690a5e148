/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "policies/glob_index.h"

enum { MOST = 16 };

static bool is_found(const struct glob_numbers *numbers, uint32_t number)
{
    for (size_t i = 0; i < numbers->items.count; i++) {
        if (numbers->items.items[i] == number) {
            return true;
        }
    }
    return false;
}

/* No pattern that matches is missed, and `most` are found at most for any of the texts. */
static void assert_found(enum glob_kind kind,
                         const char *const *patterns,
                         const char *const *texts,
                         size_t most)
{
    struct arena *arena = arena_new();
    const struct glob *globs[MOST];
    uint32_t numbers[MOST];
    uint32_t count = 0;
    for (; patterns[count] != NULL; count++) {
        struct glob_flaw flaw;
        globs[count] = glob_new(kind, bytes_from_string(patterns[count]), arena, &flaw);
        assert_non_null(globs[count]);
        numbers[count] = count;
    }
    struct glob_index *index = glob_index_new(globs, numbers, count);
    for (size_t i = 0; texts[i] != NULL; i++) {
        struct glob_numbers found = {0};
        struct bytes text = bytes_from_string(texts[i]);
        glob_index_find(index, text, &found);
        for (uint32_t k = 0; k < count; k++) {
            if (glob_matches(globs[k], text) && !is_found(&found, k)) {
                fail_msg("%s is not found for %s", patterns[k], texts[i]);
            }
        }
        if (found.items.count > most) {
            fail_msg("%zu found for %s", found.items.count, texts[i]);
        }
        VECTOR_FREE(&found.items);
    }
    glob_index_free(index);
    arena_free(arena);
}

static void names_are_found_by_either_end(void **state)
{
    (void)state;
    static const char *const patterns[] = {
        "a.example", "B.Example.",   "**.c.example",  "*.c.example", "d.**", ".",
        "x\\.y.z",   "[ab].example", "\\065.example", "e-*.example", NULL};
    static const char *const texts[] = {
        "a.example", "b.example", "c.example", "x.c.example", "x.y.c.example", "d.e", "d",
        "",          "x\\.y.z",   "y.z",       "e-1.example", "example",       NULL};
    assert_found(GLOB_NAME, patterns, texts, 5);
}

static void paths_are_found_by_either_end(void **state)
{
    (void)state;
    static const char *const patterns[] = {"clients/a/**",
                                           "clients/b/db.*",
                                           "clients/b/db.x",
                                           "**/db.c",
                                           "*.zone",
                                           "clients/{d,e}/*",
                                           "\\*",
                                           NULL};
    static const char *const texts[] = {"clients/a/db.a",
                                        "clients/b/db.b",
                                        "clients/b/db.x",
                                        "x/y/db.c",
                                        "db.c",
                                        "a.zone",
                                        "clients/d/f",
                                        "*",
                                        "",
                                        NULL};
    assert_found(GLOB_PATH, patterns, texts, 3);
}

static void patterns_without_a_literal_end_are_always_found(void **state)
{
    (void)state;
    static const char *const patterns[] = {"*", "**", "?", "[ab]", NULL};
    static const char *const texts[] = {"a", "", "a.b", NULL};
    assert_found(GLOB_NAME, patterns, texts, 4);
}

static void an_index_of_nothing_finds_nothing(void **state)
{
    (void)state;
    static const char *const patterns[] = {NULL};
    static const char *const texts[] = {"a", "", NULL};
    assert_found(GLOB_NAME, patterns, texts, 0);
    glob_index_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_by_either_end),
        cmocka_unit_test(paths_are_found_by_either_end),
        cmocka_unit_test(patterns_without_a_literal_end_are_always_found),
        cmocka_unit_test(an_index_of_nothing_finds_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
