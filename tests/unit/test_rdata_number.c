/* SPDX-License-Identifier: BSD-3-Clause */
/* Numbers, times and addresses, with the C library as the judge where it has one. */
#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "tests/support/field_read.h"
#include "tests/support/random.h"

/* The digits without zeros in front, of which one stays. */
static struct bytes digits_strip(struct bytes digits)
{
    while (digits.length > 1 && digits.data[0] == '0') {
        digits = (struct bytes){digits.data + 1, digits.length - 1};
    }
    return digits;
}

/* Whether the digits are a number up to the one that the other digits are: by their count, and then
 * by the first that is not the same. */
static bool is_up_to(struct bytes text, const char *max)
{
    for (size_t i = 0; i < text.length; i++) {
        if (!byte_is_digit(text.data[i])) {
            return false;
        }
    }
    struct bytes digits = digits_strip(text);
    size_t max_length = strlen(max);
    return text.length > 0 &&
           (digits.length < max_length ||
            (digits.length == max_length && memcmp(digits.data, max, max_length) <= 0));
}

static void assert_number(const char *string)
{
    static const char *const maxima[] = {
        "0",
        "1",
        "32",
        "128",
        "255",
        "65535",
        "4294967295",
        "4294967296",
        "9999999999",
        "99999999999",
        "9223372036854775807",
        "9999999999999999999",
        "18446744073709551614",
        "18446744073709551615",
    };
    struct bytes text = bytes_from_string(string);
    for (size_t i = 0; i < sizeof(maxima) / sizeof(maxima[0]); i++) {
        uint64_t number = 0;
        bool good = number_from_text(text, strtoull(maxima[i], NULL, 10), &number);
        bool expected = is_up_to(text, maxima[i]);
        if (good != expected || (good && number != strtoull(string, NULL, 10))) {
            fail_msg("`%s` up to %s: %d", string, maxima[i], good);
        }
    }
}

static void numbers_are_digits_up_to_a_maximum(void **state)
{
    (void)state;
    static const char *const numbers[] = {
        "",
        "0",
        "1",
        "9",
        "10",
        "31",
        "32",
        "33",
        "127",
        "128",
        "129",
        "254",
        "255",
        "256",
        "65534",
        "65535",
        "65536",
        "4294967294",
        "4294967295",
        "4294967296",
        "4294967297",
        "9999999999",
        "10000000000",
        "99999999999",
        "100000000000",
        "999999999999999999",
        "1000000000000000000",
        "9223372036854775807",
        "9223372036854775808",
        "9999999999999999999",
        "10000000000000000000",
        "18446744073709551609",
        "18446744073709551614",
        "18446744073709551615",
        "18446744073709551616",
        "18446744073709551620",
        "99999999999999999999",
        "184467440737095516150",
        "340282366920938463463374607431768211456",
    };
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        for (int zeros = 0; zeros <= 25; zeros++) {
            char text[80];
            snprintf(text, sizeof(text), "%.*s%s", zeros, "0000000000000000000000000", numbers[i]);
            assert_number(text);
        }
        /* Any other byte anywhere. */
        size_t length = strlen(numbers[i]);
        for (size_t at = 0; at <= length; at++) {
            for (unsigned byte = 1; byte <= UINT8_MAX; byte++) {
                char text[80];
                snprintf(text, sizeof(text), "%.*s%c%s", (int)at, numbers[i], (int)byte,
                         numbers[i] + at);
                assert_number(text);
            }
        }
    }
}

/* What the C library says of YYYYMMDDHHMMSS; -1 for a time that there is not. */
static int64_t library_time(int year, int month, int day, int hour, int minute, int second)
{
    struct tm parts = {
        .tm_year = year - 1900,
        .tm_mon = month - 1,
        .tm_mday = day,
        .tm_hour = hour,
        .tm_min = minute,
        .tm_sec = second,
    };
    struct tm same = parts;
    time_t time = timegm(&same);
    bool exists = same.tm_mon == parts.tm_mon && same.tm_mday == parts.tm_mday && hour < 24 &&
                  minute < 60 && second <= 60 && month >= 1;
    /* A second 60 is the next minute's first, be it in the next month. */
    if (second == 60) {
        return library_time(year, month, day, hour, minute, 59) < 0 ? -1 : (int64_t)(uint32_t)time;
    }
    return exists ? (int64_t)(uint32_t)time : -1;
}

static void assert_time(int year, int month, int day, int hour, int minute, int second)
{
    char text[64];
    snprintf(text, sizeof(text), "%04d%02d%02d%02d%02d%02d", year, month, day, hour, minute,
             second);
    struct field_outcome outcome = field_read_one(&rdata_time, bytes_from_string(text));
    int64_t time = library_time(year, month, day, hour, minute, second);
    if (outcome.good != (time >= 0) || (outcome.good && octets_get32(outcome.wire.data) != time) ||
        (outcome.good ? outcome.wire.length != 4 || outcome.at != 1
                      : outcome.flaw != FLAW_FIELD_TIME || outcome.at != 0)) {
        fail_msg("%s: good %d, expected %lld", text, outcome.good, (long long)time);
    }
}

static void times_are_those_of_the_c_library(void **state)
{
    (void)state;
    for (int year = 0; year <= 9999; year += year >= 1890 && year < 2200 ? 1 : 37) {
        for (int month = 0; month <= 13; month++) {
            for (int day = 0; day <= 32; day++) {
                assert_time(year, month, day, 0, 0, 0);
            }
            assert_time(year, month, 28, 23, 59, 60);
        }
    }
    for (int value = 0; value <= 99; value++) {
        assert_time(2026, 1, 31, value, 0, 1);
        assert_time(2026, 1, 31, 23, value, 1);
        assert_time(2026, 1, 31, 23, 59, value);
        assert_time(2026, 1, value, 23, 59, 60);
        assert_time(2026, value, 1, 23, 59, 60);
    }
}

static void times_have_digits_only(void **state)
{
    (void)state;
    for (size_t at = 0; at < 14; at++) {
        for (unsigned byte = 0; byte <= UINT8_MAX; byte++) {
            uint8_t text[] = "20111011101011";
            text[at] = (uint8_t)byte;
            bool good = field_read_one(&rdata_time, (struct bytes){text, 14}).good;
            if (!byte_is_digit((uint8_t)byte)) {
                assert_false(good);
            }
        }
    }
    for (int length = 0; length <= 20; length++) {
        char text[32];
        snprintf(text, sizeof(text), "%.*s", length, "00000000000000000000");
        /* Zeros are no date, but up to ten of them are seconds. */
        assert_int_equal(field_read_one(&rdata_time, bytes_from_string(text)).good,
                         length >= 1 && length <= 10);
    }
}

static void assert_address4(const char *text)
{
    uint8_t octets[4];
    uint8_t expected[4];
    bool good = inet_pton(AF_INET, text, expected) == 1;
    if (address4_from_text(bytes_from_string(text), octets) != good ||
        (good && memcmp(octets, expected, sizeof(octets)) != 0)) {
        fail_msg("`%s` is %s address", text, good ? "an" : "no");
    }
}

static void addresses_of_ipv4_are_those_of_the_c_library(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "",    "0",   "00",  "01",  "000",  "1",   "9", "10", "99", "100", "199", "249", "250",
        "255", "256", "260", "300", "1000", "25 ", "a", "1a", "-1", "+1",  "1.",  "/",   ":",
    };
    enum { COUNT = sizeof(parts) / sizeof(parts[0]) };
    char text[64];
    for (size_t i = 0; i < (size_t)COUNT * COUNT * COUNT * COUNT; i++) {
        snprintf(text, sizeof(text), "%s.%s.%s.%s", parts[i % COUNT], parts[i / COUNT % COUNT],
                 parts[i / COUNT / COUNT % COUNT], parts[i / COUNT / COUNT / COUNT]);
        assert_address4(text);
    }
    for (int value = 0; value <= 1100; value++) {
        for (int width = 1; width <= 4; width++) {
            snprintf(text, sizeof(text), "%0*d.2.3.4", width, value);
            assert_address4(text);
            snprintf(text, sizeof(text), "1.2.%0*d.4", width, value);
            assert_address4(text);
            snprintf(text, sizeof(text), "1.2.3.%0*d", width, value);
            assert_address4(text);
        }
    }
    for (size_t at = 0; at < 9; at++) {
        for (int byte = 1; byte <= UINT8_MAX; byte++) {
            snprintf(text, sizeof(text), "12.34.5.6");
            text[at] = (char)byte;
            assert_address4(text);
        }
    }
}

static void assert_address6(const char *text)
{
    uint8_t octets[16];
    uint8_t expected[16];
    bool good = inet_pton(AF_INET6, text, expected) == 1;
    if (address6_from_text(bytes_from_string(text), octets) != good ||
        (good && memcmp(octets, expected, sizeof(octets)) != 0)) {
        fail_msg("`%s` is %s address", text, good ? "an" : "no");
    }
}

static void addresses_of_ipv6_are_those_of_the_c_library(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        ":",    ":",     ":", "::", "0",       "1",           "ff",    "F", "abcd",
        "0123", "12345", "g", ".",  "1.2.3.4", "192.0.2.255", "1.2.3", "%", "01.2.3.4",
    };
    enum { COUNT = sizeof(pieces) / sizeof(pieces[0]) };
    uint64_t random = 1;
    for (size_t i = 0; i < 400000; i++) {
        char text[256] = "";
        size_t length = 0;
        for (uint32_t left = random_next(&random) % 19; left > 0; left--) {
            length += (size_t)snprintf(text + length, sizeof(text) - length, "%s",
                                       pieces[random_next(&random) % COUNT]);
        }
        assert_address6(text);
    }
    /* Mostly right ones: groups with single colons, and a gap somewhere or not. */
    for (size_t i = 0; i < 400000; i++) {
        char text[256] = "";
        size_t length = 0;
        uint32_t groups = 1 + random_next(&random) % 9;
        uint32_t gap = random_next(&random) % 12;
        for (uint32_t group = 0; group < groups; group++) {
            length += (size_t)snprintf(text + length, sizeof(text) - length, "%s%s%x",
                                       group > 0 ? ":" : "", group == gap ? ":" : "",
                                       random_next(&random) >> 15 &
                                           (random_next(&random) % 8 == 0 ? 0x1ffff : 0xffff));
        }
        uint32_t ending = random_next(&random) % 6;
        snprintf(text + length, sizeof(text) - length, "%s",
                 ending == 0   ? ":192.0.2.1"
                 : ending == 1 ? "::"
                               : "");
        assert_address6(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_digits_up_to_a_maximum),
        cmocka_unit_test(times_are_those_of_the_c_library),
        cmocka_unit_test(times_have_digits_only),
        cmocka_unit_test(addresses_of_ipv4_are_those_of_the_c_library),
        cmocka_unit_test(addresses_of_ipv6_are_those_of_the_c_library),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
