/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "zones/base/nearest.h"

static const char *nearest_of(const char *word, const char *const *candidates, size_t count)
{
    struct nearest nearest = nearest_to(word);
    for (size_t i = 0; i < count; i++) {
        nearest_offer(&nearest, candidates[i]);
    }
    return nearest.found;
}

static void a_slip_leads_to_the_word_that_was_meant(void **state)
{
    (void)state;
    static const char *const candidates[] = {"check", "fix", "records", "rules", "format"};
    static const struct {
        const char *word;
        const char *found;
    } cases[] = {
        {"chek", "check"},
        {"cehck", "check"},
        {"checck", "check"},
        {"chack", "check"},
        {"fxi", "fix"},
        {"fi", "fix"},
        {"f", NULL},
        {"fromat", "format"},
        {"rule", "rules"},
        {"recrods", "records"},
        {"graph", NULL},
        {"", NULL},
        {"xyzzy-plugh", NULL},
        {"check", "check"},
        {"a-word-so-long-that-no-command-or-option-can-have-been-meant-by-it-at-all", NULL},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *found = nearest_of(cases[i].word, candidates, 5);
        if (cases[i].found == NULL) {
            assert_null(found);
        } else {
            assert_non_null(found);
            assert_string_equal(found, cases[i].found);
        }
    }
}

static void the_first_of_two_equally_near_words_wins(void **state)
{
    (void)state;
    static const char *const candidates[] = {"bat", "cat"};
    assert_string_equal(nearest_of("aat", candidates, 2), "bat");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slip_leads_to_the_word_that_was_meant),
        cmocka_unit_test(the_first_of_two_equally_near_words_wins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
