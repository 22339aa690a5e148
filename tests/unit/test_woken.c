/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzer/woken.h"
#include "tests/support/random.h"

enum { RULES = 20, ASKED = 20000 };

static void assert_woken(const struct woken_rules *woken,
                         const struct active_rules *active,
                         type_mask types)
{
    size_t count = 0;
    for (size_t i = 0; i < active->list.count; i++) {
        const struct active_rule *rule = &active->list.items[i];
        if ((rule->rule->types & types) != 0) {
            assert_true(count < woken->count);
            assert_ptr_equal(woken->rules[count], rule);
            count++;
        }
    }
    assert_int_equal(woken->count, count);
}

/* There are more sets of types than places to remember them, and each is asked for many times. */
static void a_set_of_types_wakes_its_rules_whatever_was_asked_before(void **state)
{
    (void)state;
    enum { SETS = 100 };
    uint64_t random = 1;
    struct rule rules[RULES];
    struct active_rules active = {0};
    for (size_t i = 0; i < RULES; i++) {
        rules[i] = (struct rule){.types = UINT32_C(1) << random_below(&random, 8) |
                                          UINT32_C(1) << random_below(&random, 32)};
        struct active_rule rule = {&rules[i], (int)i};
        VECTOR_PUSH(&active.list, rule);
        active.types |= rules[i].types;
    }
    type_mask sets[SETS];
    for (size_t i = 0; i < SETS; i++) {
        sets[i] = UINT32_C(1) << random_below(&random, 32) | UINT32_C(1)
                                                                 << random_below(&random, 8);
    }
    struct woken woken = {.rules_max = RULES};
    for (size_t i = 0; i < ASKED; i++) {
        type_mask types = sets[random_below(&random, SETS)];
        assert_woken(woken_get(&woken, &active, types), &active, types);
    }
    woken_free(&woken);
    VECTOR_FREE(&active.list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_set_of_types_wakes_its_rules_whatever_was_asked_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
