/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzer/rules/ptr_choice.h"
#include "tests/support/zone_text.h"

static void the_first_pattern_that_one_name_fits_decides(void **state)
{
    (void)state;
    static const struct {
        const char *names[4];
        const char *patterns[3];
        const char *chosen; /* empty: none */
    } cases[] = {
        {{"a.example."}, {NULL}, "a.example."},
        {{"a.example.", "A.example."}, {NULL}, "a.example."},
        {{"a.example."}, {"b.example"}, "a.example."},
        {{"a.example.", "b.example."}, {NULL}, ""},
        {{"a.example.", "b.example."}, {"b.example"}, "b.example."},
        {{"a.example.", "b.example.", "b.example."}, {"b.*"}, "b.example."},
        {{"www.example.", "mail1.example.", "mail2.example."}, {"mail*.example"}, ""},
        {{"www.example.", "mail1.example.", "mail2.example."},
         {"mail*.example", "*2.example"},
         "mail2.example."},
        {{"www.example.", "mail.example.org."},
         {"none.example", "**.example.org", "www.*"},
         "mail.example.org."},
        {{"www.example.", "ftp.example."}, {"**.example", "ftp.**"}, "ftp.example."},
        {{"a.example.", "b.example.", "c.example."}, {"x.*", "y.*"}, ""},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct name *names[4];
        struct glob_list prefer = {0};
        size_t count = 0;
        for (; count < 4 && cases[i].names[count] != NULL; count++) {
            names[count] = name_of(arena, cases[i].names[count]);
        }
        for (size_t k = 0; k < 3 && cases[i].patterns[k] != NULL; k++) {
            struct glob_flaw flaw;
            struct bytes pattern = bytes_from_string(cases[i].patterns[k]);
            VECTOR_PUSH(&prefer.items, glob_new(GLOB_NAME, pattern, arena, &flaw));
        }
        const struct name *chosen = ptr_choice(names, count, &prefer);
        char text[NAME_TEXT_BYTES_MAX];
        assert_string_equal(chosen == NULL ? "" : name_to_text(chosen, text), cases[i].chosen);
        VECTOR_FREE(&prefer.items);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_pattern_that_one_name_fits_decides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
