/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods_have_units_in_any_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
