/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "zones/period.h"

static void periods_have_units_in_any_case(void **state)
{
    (void)state;
    enum { NONE = 0, GOOD = 1 };
    static const struct {
        const char *text;
        int good;
        uint64_t seconds;
    } cases[] = {
        {"0", GOOD, 0},
        {"3600", GOOD, 3600},
        {"007", GOOD, 7},
        {"1s", GOOD, 1},
        {"1m", GOOD, 60},
        {"1h", GOOD, 3600},
        {"1d", GOOD, 86400},
        {"1w", GOOD, 604800},
        {"1W2D3H4M5S", GOOD, 604800 + 2 * 86400 + 3 * 3600 + 4 * 60 + 5},
        {"1h30m", GOOD, 5400},
        {"30m1h", GOOD, 5400},
        {"0h", GOOD, 0},
        {"4294967295", GOOD, 4294967295},
        {"4294967296", GOOD, UINT64_MAX},
        {"99999999999999999999999999", GOOD, UINT64_MAX},
        {"7101w", GOOD, 7101 * UINT64_C(604800)},
        {"7102w", GOOD, UINT64_MAX},
        {"7101w1w", GOOD, UINT64_MAX},
        {"99999999999999999999w", GOOD, UINT64_MAX},
        {"", NONE, 0},
        {"h", NONE, 0},
        {"1h30", NONE, 0},
        {"1x", NONE, 0},
        {"1hh", NONE, 0},
        {"1 h", NONE, 0},
        {"-1", NONE, 0},
        {"+1", NONE, 0},
        {"1.5h", NONE, 0},
        {"0x10", NONE, 0},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        uint64_t seconds = 12345;
        bool good = period_from_text(bytes_from_string(cases[i].text), &seconds);
        if (good != (cases[i].good == GOOD) || (good && seconds != cases[i].seconds)) {
            fail_msg("`%s` is %s, %llu", cases[i].text, good ? "a period" : "none",
                     (unsigned long long)seconds);
        }
    }
}

/* The same by its definition: numbers with units, or one without; saturating. */
static bool period_by_definition(struct bytes text, uint64_t *ret_seconds)
{
    const uint64_t too_large = UINT64_C(1) << 40; /* no unit brings it back below or over the top */
    uint64_t total = 0;
    size_t at = 0;
    while (at < text.length) {
        size_t start = at;
        uint64_t number = 0;
        for (; at < text.length && byte_is_digit(text.data[at]); at++) {
            number = number * 10 + (uint64_t)(text.data[at] - '0');
            number = number < too_large ? number : too_large;
        }
        if (at == start) {
            return false;
        }
        if (at == text.length) {
            *ret_seconds = number > UINT32_MAX ? UINT64_MAX : number;
            return start == 0;
        }
        static const char units[] = "smhdwSMHDW";
        static const uint64_t seconds[] = {1, 60, 3600, 86400, 604800};
        const char *unit = memchr(units, text.data[at++], 10);
        if (unit == NULL) {
            return false;
        }
        total += number * seconds[(unit - units) % 5];
        total = total < too_large ? total : too_large;
    }
    *ret_seconds = total > UINT32_MAX ? UINT64_MAX : total;
    return text.length > 0;
}

static void assert_period(const char *start, size_t length)
{
    struct bytes text = {(const uint8_t *)start, length};
    uint64_t seconds = 0;
    uint64_t expected = 0;
    bool good = period_from_text(text, &seconds);
    if (good != period_by_definition(text, &expected) || (good && seconds != expected)) {
        fail_msg("`%.*s` is %s, %llu", (int)length, start, good ? "a period" : "none",
                 (unsigned long long)seconds);
    }
}

static void short_texts_are_what_the_definition_says(void **state)
{
    (void)state;
    char text[6];
    for (unsigned i = 0; i <= UINT16_MAX; i++) {
        text[0] = (char)(i >> 8);
        text[1] = (char)i;
        assert_period(text, 2);
        assert_period(text, i % 2);
    }
    static const char bytes[] = "0149shWx";
    for (size_t i = 0; i < 8 * 8 * 8 * 8 * 8 * 8; i++) {
        for (size_t at = 0; at < sizeof(text); at++) {
            text[at] = bytes[i >> 3 * at & 7];
        }
        assert_period(text, sizeof(text));
        assert_period(text, i % sizeof(text));
    }
}

static void long_numbers_are_what_the_definition_says(void **state)
{
    (void)state;
    static const char *const units[] = {"", "s", "M", "w", "w1", "x", "w1s"};
    static const uint64_t numbers[] = {0,           1,           7101,       4294967290,
                                       4294967295,  4294967296,  4294967305, 9999999999,
                                       10000000000, 99999999999, UINT64_MAX};
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        for (int width = 1; width <= 24; width++) {
            for (size_t unit = 0; unit < sizeof(units) / sizeof(units[0]); unit++) {
                char text[64];
                int length = snprintf(text, sizeof(text), "%0*llu%s", width,
                                      (unsigned long long)numbers[i], units[unit]);
                assert_period(text, (size_t)length);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods_have_units_in_any_case),
        cmocka_unit_test(short_texts_are_what_the_definition_says),
        cmocka_unit_test(long_numbers_are_what_the_definition_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
