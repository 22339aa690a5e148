/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fixers/serial.h"

#define NOON_2024_02_28 INT64_C(1709121600)
#define NOON_2026_01_31 INT64_C(1769860800)
#define NOON_2026_02_28 INT64_C(1772280000)
#define NOON_2026_11_21 INT64_C(1795262400)
#define NOON_2026_12_31 INT64_C(1798718400)
#define LAST_SECOND_OF_2026_11_21 INT64_C(1795305599)
#define START_OF_2040 INT64_C(2208988800)
#define START_OF_4200 INT64_C(70372022400)
#define END_OF_4294 INT64_C(73369843200)
#define DAY INT64_C(86400)

struct serial_case {
    uint32_t serial;
    int64_t now;
    enum serial_style style;
    uint32_t next; /* 0: refused */
};

static void check(enum serial_choice choice, const struct serial_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct serial_case *expected = &cases[i];
        struct serial_step step = serial_next(expected->serial, choice, expected->now);
        if (step.style != expected->style || step.possible != (expected->next != 0) ||
            step.serial != expected->next || (step.refusal == NULL) != step.possible) {
            fail_msg("row %zu: %u is of style %d and becomes %u (%s)", i, expected->serial,
                     (int)step.style, step.serial, step.refusal == NULL ? "" : step.refusal);
        }
    }
}

#define CHECK_CHOICE(choice, cases) check(choice, cases, sizeof(cases) / sizeof((cases)[0]))
#define CHECK(cases) CHECK_CHOICE(SERIAL_CHOICE_AUTO, cases)

static void a_date_becomes_the_first_of_today_or_one_more(void **state)
{
    (void)state;
    static const struct serial_case cases[] = {
        {2026112000, NOON_2026_11_21, SERIAL_DATE, 2026112100},
        {2026112099, NOON_2026_11_21, SERIAL_DATE, 2026112100},
        {2026112100, NOON_2026_11_21, SERIAL_DATE, 2026112101},
        {2026112198, NOON_2026_11_21, SERIAL_DATE, 2026112199},
        {2019010203, NOON_2026_11_21, SERIAL_DATE, 2026112100},
        {1980010100, NOON_2026_11_21, SERIAL_DATE, 2026112100},
        {2026112101, LAST_SECOND_OF_2026_11_21, SERIAL_DATE, 2026112102},
        {2026112101, LAST_SECOND_OF_2026_11_21 + 1, SERIAL_DATE, 2026112200},
        {2024022805, NOON_2024_02_28 + DAY, SERIAL_DATE, 2024022900},
        {2024022905, NOON_2024_02_28 + 2 * DAY, SERIAL_DATE, 2024030100},
    };
    CHECK(cases);
}

static void the_hundredth_of_a_day_is_the_first_of_the_next(void **state)
{
    (void)state;
    static const struct serial_case cases[] = {
        {2026112199, NOON_2026_11_21, SERIAL_DATE, 2026112200},
        {2026112200, NOON_2026_11_21, SERIAL_DATE, 2026112201},
        {2026112299, NOON_2026_11_21, SERIAL_DATE, 2026112300},
        {2026013199, NOON_2026_01_31, SERIAL_DATE, 2026020100},
        {2026123199, NOON_2026_12_31, SERIAL_DATE, 2027010100},
        {2026022899, NOON_2026_02_28, SERIAL_DATE, 2026030100},
        {2024022899, NOON_2024_02_28, SERIAL_DATE, 2024022900},
        {2024022999, NOON_2024_02_28, SERIAL_DATE, 2024030100},
        {2000022999, NOON_2026_11_21, SERIAL_DATE, 2026112100},
    };
    CHECK(cases);
}

static void a_date_that_does_not_exist_is_a_counter(void **state)
{
    (void)state;
    static const struct serial_case cases[] = {
        {2026130101, NOON_2026_11_21, SERIAL_COUNTER, 2026130102},
        {2026000101, NOON_2026_11_21, SERIAL_COUNTER, 2026000102},
        {2026110001, NOON_2026_11_21, SERIAL_COUNTER, 2026110002},
        {2026113101, NOON_2026_11_21, SERIAL_COUNTER, 2026113102},
        {2026013200, NOON_2026_11_21, SERIAL_COUNTER, 2026013201},
        {2025022901, NOON_2026_11_21, SERIAL_COUNTER, 2025022902},
        {2024022901, NOON_2026_11_21, SERIAL_DATE, 2026112100},
        {2000022901, NOON_2026_11_21, SERIAL_DATE, 2026112100},
        {2100022901, START_OF_4200, SERIAL_UNIX, 0},
        {1979123199, NOON_2026_11_21, SERIAL_COUNTER, 1979123200},
        {202611210, NOON_2026_11_21, SERIAL_COUNTER, 202611211},
    };
    CHECK(cases);
}

static void a_date_to_come_is_counted_up_until_its_day(void **state)
{
    (void)state;
    static const struct serial_case cases[] = {
        {2026112205, NOON_2026_11_21, SERIAL_DATE, 2026112206},
        {2026112305, NOON_2026_11_21, SERIAL_COUNTER, 2026112306},
        {2026112305, NOON_2026_11_21 + DAY, SERIAL_DATE, 2026112306},
        {2026112305, NOON_2026_11_21 + 3 * DAY, SERIAL_DATE, 2026112400},
        {2036010199, NOON_2026_11_21, SERIAL_COUNTER, 2036010200},
        {2026112205, 0, SERIAL_COUNTER, 2026112206},
    };
    CHECK(cases);
}

static void seconds_since_1970_become_now(void **state)
{
    (void)state;
    static const struct serial_case cases[] = {
        {999999999, NOON_2026_11_21, SERIAL_COUNTER, 1000000000},
        {1000000000, NOON_2026_11_21, SERIAL_UNIX, 1795262400},
        {1795262399, NOON_2026_11_21, SERIAL_UNIX, 1795262400},
        {1795262400, NOON_2026_11_21, SERIAL_UNIX, 1795262401},
        {1795348800, NOON_2026_11_21, SERIAL_UNIX, 1795348801},
        {1795348801, NOON_2026_11_21, SERIAL_COUNTER, 1795348802},
        {1500000000, 1400000000, SERIAL_COUNTER, 1500000001},
        /* What could be either is a date: 2026112101 is also a second of 2034. */
        {2026112101, START_OF_2040, SERIAL_DATE, 2040010100},
        {2026130101, START_OF_2040, SERIAL_UNIX, 2208988800},
        {2041010100, START_OF_2040, SERIAL_UNIX, 2208988800},
    };
    CHECK(cases);
}

static void all_others_are_counted(void **state)
{
    (void)state;
    static const struct serial_case cases[] = {
        {0, NOON_2026_11_21, SERIAL_COUNTER, 1},
        {1, NOON_2026_11_21, SERIAL_COUNTER, 2},
        {42, NOON_2026_11_21, SERIAL_COUNTER, 43},
        {2147483647, NOON_2026_11_21, SERIAL_COUNTER, 2147483648},
        {3000000000, NOON_2026_11_21, SERIAL_COUNTER, 3000000001},
        {4294967294, NOON_2026_11_21, SERIAL_COUNTER, 4294967295},
        {4294967295, NOON_2026_11_21, SERIAL_COUNTER, 1},
        {42, INT64_MIN, SERIAL_COUNTER, 43},
        {42, INT64_MAX, SERIAL_COUNTER, 43},
    };
    CHECK(cases);
}

static void a_step_that_is_no_step_forward_is_refused(void **state)
{
    (void)state;
    static const struct serial_case cases[] = {
        {1000000000, INT64_C(1000000000) + 2147483647, SERIAL_UNIX, 3147483647},
        {1000000000, INT64_C(1000000000) + 2147483648, SERIAL_UNIX, 0},
        {1000000000, INT64_C(4294967295), SERIAL_UNIX, 0},
        {4000000000, INT64_C(4294967295), SERIAL_UNIX, 4294967295},
        {4000000000, INT64_C(4294967296), SERIAL_UNIX, 0},
        {2000010100, START_OF_4200, SERIAL_DATE, 0},
        {4199123100, START_OF_4200, SERIAL_DATE, 4200010100},
        {4294123199, END_OF_4294, SERIAL_DATE, 0},
        {2026112101, INT64_MAX, SERIAL_DATE, 0},
    };
    CHECK(cases);
    assert_non_null(
        strstr(serial_next(2000010100, SERIAL_CHOICE_AUTO, START_OF_4200).refusal, "RFC 1982"));
    assert_non_null(
        strstr(serial_next(4294123199, SERIAL_CHOICE_AUTO, END_OF_4294).refusal, "32 bits"));
}

static void a_chosen_date_takes_the_place_of_what_it_comes_after(void **state)
{
    (void)state;
    static const struct serial_case cases[] = {
        {0, NOON_2026_11_21, SERIAL_COUNTER, 2026112100},
        {42, NOON_2026_11_21, SERIAL_COUNTER, 2026112100},
        {2026113101, NOON_2026_11_21, SERIAL_COUNTER, 0}, /* today would go back */
        {2026110001, NOON_2026_11_21, SERIAL_COUNTER, 2026112100},
        {1795262400, NOON_2026_11_21, SERIAL_UNIX, 2026112100},
        {3000000000, NOON_2026_11_21, SERIAL_COUNTER, 0},
        {4173595747, NOON_2026_11_21, SERIAL_COUNTER, 0}, /* 2^31 + 1 ahead, 2^31, and just below */
        {4173595748, NOON_2026_11_21, SERIAL_COUNTER, 0},
        {4173595749, NOON_2026_11_21, SERIAL_COUNTER, 2026112100},
        {4294967295, NOON_2026_11_21, SERIAL_COUNTER, 2026112100},
        /* A date is raised as ever, and one to come is counted up. */
        {2026112000, NOON_2026_11_21, SERIAL_DATE, 2026112100},
        {2026112199, NOON_2026_11_21, SERIAL_DATE, 2026112200},
        {2026112305, NOON_2026_11_21, SERIAL_COUNTER, 2026112306},
        {2026113099, NOON_2026_11_21, SERIAL_COUNTER, 2026120100},
        {2000010100, START_OF_4200, SERIAL_DATE, 0},
        {42, START_OF_4200, SERIAL_COUNTER, 0},
        {42, INT64_MAX, SERIAL_COUNTER, 0},
    };
    CHECK_CHOICE(SERIAL_CHOICE_DATE, cases);
    assert_non_null(
        strstr(serial_next(3000000000, SERIAL_CHOICE_DATE, NOON_2026_11_21).refusal, "two steps"));
    assert_non_null(strstr(serial_next(42, SERIAL_CHOICE_DATE, START_OF_4200).refusal, "2^31"));
}

static void chosen_unix_time_takes_the_place_of_what_it_comes_after(void **state)
{
    (void)state;
    static const struct serial_case cases[] = {
        {42, NOON_2026_11_21, SERIAL_COUNTER, 1795262400},
        {1795262399, NOON_2026_11_21, SERIAL_UNIX, 1795262400},
        {1795262400, NOON_2026_11_21, SERIAL_UNIX, 1795262401},
        {1795348800, NOON_2026_11_21, SERIAL_UNIX, 1795348801},
        {1795348801, NOON_2026_11_21, SERIAL_COUNTER, 0},
        {2026112100, NOON_2026_11_21, SERIAL_DATE, 0},
        {4294967295, NOON_2026_11_21, SERIAL_COUNTER, 1795262400},
        {4294967295, 0, SERIAL_COUNTER, 0}, /* never 0 */
        {2026112101, START_OF_2040, SERIAL_DATE, 2208988800},
    };
    CHECK_CHOICE(SERIAL_CHOICE_UNIX, cases);
}

static void a_chosen_increment_is_one_more_of_anything(void **state)
{
    (void)state;
    static const struct serial_case cases[] = {
        {0, NOON_2026_11_21, SERIAL_COUNTER, 1},
        {2019010203, NOON_2026_11_21, SERIAL_DATE, 2019010204},
        {2026013199, NOON_2026_11_21, SERIAL_DATE, 2026013200},
        {1500000000, NOON_2026_11_21, SERIAL_UNIX, 1500000001},
        {4294967295, NOON_2026_11_21, SERIAL_COUNTER, 1},
    };
    CHECK_CHOICE(SERIAL_CHOICE_INCREMENT, cases);
}

static void a_choice_has_its_word(void **state)
{
    (void)state;
    enum serial_choice choice;
    for (int i = 0; i < SERIAL_CHOICE_COUNT; i++) {
        assert_true(serial_choice_from_text(serial_choice_text((enum serial_choice)i), &choice));
        assert_int_equal(choice, i);
    }
    assert_true(serial_choice_from_text("keep", &choice));
    assert_int_equal(choice, SERIAL_CHOICE_KEEP);
    assert_false(serial_choice_from_text("Keep", &choice));
    assert_false(serial_choice_from_text("", &choice));
}

static void order_is_that_of_rfc_1982(void **state)
{
    (void)state;
    static const struct {
        uint32_t a;
        uint32_t b;
        bool is_after;
    } cases[] = {
        {1, 0, true},           {0, 1, false},           {7, 7, false},
        {0, 4294967295, true},  {4294967295, 0, false},  {2147483647, 0, true},
        {2147483648, 0, false}, {0, 2147483648, false},  {2147483649, 0, false},
        {0, 2147483649, true},  {100, 4294967196, true},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(serial_is_after(cases[i].a, cases[i].b), cases[i].is_after);
    }
}

/* A hundred times a day, beginning with one day of advance, which is as much as there may be. */
static void a_date_stays_a_date_however_often_it_is_raised(void **state)
{
    (void)state;
    uint32_t serial = 1980010100;
    for (int64_t now = 0; now < START_OF_2040; now += DAY) {
        if (serial_next(serial, SERIAL_CHOICE_AUTO, now).style != SERIAL_DATE) {
            continue; /* 1970 to 1979 */
        }
        for (int i = 0; i < 100; i++) {
            struct serial_step step = serial_next(serial, SERIAL_CHOICE_AUTO, now);
            assert_int_equal(step.style, SERIAL_DATE);
            assert_true(step.possible);
            assert_true(step.serial > serial);
            serial = step.serial;
        }
    }
    assert_int_equal(serial, 2040010200);
}

static void every_step_goes_forward_and_never_to_0(void **state)
{
    (void)state;
    uint64_t random = 1;
    for (int i = 0; i < 200000; i++) {
        random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        uint32_t serial = (uint32_t)(random >> 32);
        int64_t now = (int64_t)(random >> 16 & 0xffffffff);
        for (int k = 0; k < SERIAL_CHOICE_KEEP; k++) {
            struct serial_step step = serial_next(serial, (enum serial_choice)k, now);
            if (step.possible) {
                assert_true(serial_is_after(step.serial, serial));
                assert_int_not_equal(step.serial, 0);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_date_becomes_the_first_of_today_or_one_more),
        cmocka_unit_test(the_hundredth_of_a_day_is_the_first_of_the_next),
        cmocka_unit_test(a_date_that_does_not_exist_is_a_counter),
        cmocka_unit_test(a_date_to_come_is_counted_up_until_its_day),
        cmocka_unit_test(seconds_since_1970_become_now),
        cmocka_unit_test(all_others_are_counted),
        cmocka_unit_test(a_step_that_is_no_step_forward_is_refused),
        cmocka_unit_test(a_chosen_date_takes_the_place_of_what_it_comes_after),
        cmocka_unit_test(chosen_unix_time_takes_the_place_of_what_it_comes_after),
        cmocka_unit_test(a_chosen_increment_is_one_more_of_anything),
        cmocka_unit_test(a_choice_has_its_word),
        cmocka_unit_test(order_is_that_of_rfc_1982),
        cmocka_unit_test(a_date_stays_a_date_however_often_it_is_raised),
        cmocka_unit_test(every_step_goes_forward_and_never_to_0),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
