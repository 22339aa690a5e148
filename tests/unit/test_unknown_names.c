/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka.h wants those in front. */
#include <cmocka.h>

#include "analyzer/unknown_names.h"
#include "tests/support/zone_text.h"

static void no_names_are_none(void **state)
{
    (void)state;
    struct unknown_names names = {0};
    assert_int_equal(unknown_names_count(&names), 0);
    unknown_names_free(&names);
}

static void equal_names_count_once(void **state)
{
    (void)state;
    static const char *const texts[] = {"a.", "b.", "a.", "a.a.", "B.", ".", "a.", "."};
    struct arena *arena = arena_new();
    struct unknown_names names = {0};
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        unknown_names_add(&names, name_of(arena, texts[i]));
    }
    assert_int_equal(unknown_names_count(&names), 4);
    unknown_names_free(&names);
    arena_free(arena);
}

static void names_of_several_threads_count_once(void **state)
{
    (void)state;
    enum { NAMES = 1000 };
    struct arena *arena = arena_new();
    struct unknown_names one = {0};
    struct unknown_names other = {0};
    for (int i = 0; i < NAMES; i++) {
        struct arena *scratch = arena_new();
        unknown_names_add(&one, name_of(arena, arena_format(arena, "host%d.test.", i)));
        unknown_names_add_copy(
            &other, name_of(scratch, arena_format(scratch, "host%d.test.", i + NAMES / 2)), arena);
        arena_free(scratch);
    }
    assert_int_equal(unknown_names_count(&one), NAMES);
    unknown_names_add_all(&one, &other);
    assert_int_equal(unknown_names_count(&one), NAMES + NAMES / 2);
    unknown_names_free(&one);
    unknown_names_free(&other);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_names_are_none),
        cmocka_unit_test(equal_names_count_once),
        cmocka_unit_test(names_of_several_threads_count_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
