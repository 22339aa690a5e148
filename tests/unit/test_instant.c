/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "zones/base/instant.h"

static void the_three_forms_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t seconds;
    } cases[] = {
        {"0", 0},
        {"1795219200", 1795219200},
        {"1970-01-01", 0},
        {"2026-11-21", 1795219200},
        {"2024-02-29", 1709164800},
        {"9999-12-31", INT64_C(253402214400)},
        {"2026-11-21T00:00:00Z", 1795219200},
        {"2026-11-21t01:02:03z", 1795219200 + 3723},
        {"2026-11-21 01:02:03.25Z", 1795219200 + 3723},
        {"2026-11-21T01:00:00+01:00", 1795219200},
        {"2026-11-20T18:30:00-05:30", 1795219200},
        {"2016-12-31T23:59:60Z", 1483228800},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int64_t seconds = -1;
        assert_true(instant_from_text(cases[i].text, &seconds));
        assert_int_equal(seconds, cases[i].seconds);
    }
}

static void what_is_no_time_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "now",
        "-1",
        "1e9",
        " 5",
        "5 ",
        "99999999999999999999",
        "253402300800",
        "2026-13-01",
        "2026-02-30",
        "2025-02-29",
        "2026-00-10",
        "2026-01-00",
        "1969-12-31",
        "2026-1-1",
        "2026-11-21T",
        "2026-11-21T24:00:00Z",
        "2026-11-21T10:60:00Z",
        "2026-11-21T10:00:61Z",
        "2026-11-21T10:00:00",
        "2026-11-21T10:00:00.Z",
        "2026-11-21T10:00:00+1:00",
        "2026-11-21T10:00:00+24:00",
        "2026-11-21T10:00:00ZZ",
        "2026-11-21x",
        "1970-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        int64_t seconds = -1;
        assert_false(instant_from_text(texts[i], &seconds));
        assert_int_equal(seconds, -1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_three_forms_are_read),
        cmocka_unit_test(what_is_no_time_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
