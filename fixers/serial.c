/* SPDX-License-Identifier: BSD-3-Clause */
#include "fixers/serial.h"

#include <assert.h>
#include <time.h>

enum {
    DAY_SECONDS = 86400,
    DATE_YEAR_MIN = 1980, /* the DNS is no older; what comes before is a counter */
    DATE_SERIALS = 100,   /* how many of them one day has */
};

/* The first number of ten digits, 2001-09-09 01:46:40: lower ones are counters. */
#define UNIX_SERIAL_MIN UINT32_C(1000000000)

/* 9999-12-31: the last day that has four digits for the year. */
#define NOW_MAX INT64_C(253402214400)

static const char refusal_too_far[] =
    "the next serial of this style is 2^31 or more ahead, so that secondaries would not take it as "
    "newer (RFC 1982 section 3.2): raise it by hand in two steps (RFC 1912 section 3.1)";
static const char refusal_back[] = "in the style that the policy chooses, the next serial does not "
                                   "come after the present one (RFC "
                                   "1982 section 3.2), so that secondaries would not take it as "
                                   "newer: change the style by hand in "
                                   "two steps (RFC 1912 section 3.1)";
static const char refusal_too_large[] =
    "the next serial of this style does not fit into 32 bits: choose a new style by hand";

bool serial_is_after(uint32_t a, uint32_t b)
{
    uint32_t distance = a - b;
    return distance != 0 && distance < UINT32_C(1) << 31;
}

static uint32_t month_days(uint32_t year, uint32_t month)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : days[month - 1];
}

/* Dates are numbers as people write them, 20261121, here and below: their order is the right
 * one. */
static uint32_t date_number(uint32_t year, uint32_t month, uint32_t day)
{
    return year * 10000 + month * 100 + day;
}

static bool date_exists(uint32_t date)
{
    uint32_t month = date / 100 % 100;
    uint32_t day = date % 100;
    return month >= 1 && month <= 12 && day >= 1 && day <= month_days(date / 10000, month);
}

static uint32_t date_following(uint32_t date)
{
    uint32_t year = date / 10000;
    uint32_t month = date / 100 % 100;
    if (date % 100 < month_days(year, month)) {
        return date + 1;
    }
    return month < 12 ? date_number(year, month + 1, 1) : date_number(year + 1, 1, 1);
}

static uint32_t date_of(int64_t now)
{
    time_t seconds = (time_t)now;
    struct tm day;
    const struct tm *found = gmtime_r(&seconds, &day);
    assert(found != NULL); /* every time from 0 to NOW_MAX has a date */
    return date_number((uint32_t)found->tm_year + 1900, (uint32_t)found->tm_mon + 1,
                       (uint32_t)found->tm_mday);
}

/* Whether the serial is made of a date, be it one to come. */
static bool serial_has_date(uint32_t serial)
{
    uint32_t date = serial / DATE_SERIALS;
    return date >= date_number(DATE_YEAR_MIN, 1, 1) && date_exists(date);
}

/* Tomorrow still counts: the author's day may have begun while it is yesterday in UTC, and the
 * hundredth change of a day borrows from the next. */
static enum serial_style serial_style_of(uint32_t serial, int64_t now)
{
    if (serial_has_date(serial) && serial / DATE_SERIALS <= date_following(date_of(now))) {
        return SERIAL_DATE;
    }
    if (serial >= UNIX_SERIAL_MIN && serial <= now + DAY_SECONDS) {
        return SERIAL_UNIX;
    }
    return SERIAL_COUNTER;
}

/* One more than the old serial; behind nn = 99 comes the first of the following day, which in the
 * last days of a month is not one more: 2026013200 would be no date, and the style would be
 * lost. */
static uint64_t date_serial_following(uint32_t serial)
{
    if (serial % DATE_SERIALS < DATE_SERIALS - 1) {
        return (uint64_t)serial + 1;
    }
    return (uint64_t)date_following(serial / DATE_SERIALS) * DATE_SERIALS;
}

static uint64_t larger(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

/* The next number of a style that the serial has. */
static uint64_t next_of_style(uint32_t serial, enum serial_style style, int64_t now)
{
    switch (style) {
    case SERIAL_DATE:
        return larger(date_serial_following(serial), (uint64_t)date_of(now) * DATE_SERIALS);
    case SERIAL_UNIX:
        return larger((uint64_t)serial + 1, (uint64_t)now);
    case SERIAL_COUNTER:
        break;
    }
    return serial < UINT32_MAX ? serial + 1 : 1;
}

/* The number that the operator chose, whether or not it comes after the serial. */
static uint64_t next_by_choice(uint32_t serial,
                               enum serial_style style,
                               enum serial_choice choice,
                               int64_t now)
{
    switch (choice) {
    case SERIAL_CHOICE_DATE:
        return serial_has_date(serial) ? next_of_style(serial, SERIAL_DATE, now)
                                       : (uint64_t)date_of(now) * DATE_SERIALS;
    case SERIAL_CHOICE_UNIX:
        return style == SERIAL_UNIX ? next_of_style(serial, SERIAL_UNIX, now) : (uint64_t)now;
    case SERIAL_CHOICE_INCREMENT:
        return next_of_style(serial, SERIAL_COUNTER, now);
    case SERIAL_CHOICE_AUTO:
    case SERIAL_CHOICE_KEEP:
        break;
    }
    return next_of_style(serial, style, now);
}

struct serial_step serial_next(uint32_t serial, enum serial_choice choice, int64_t now)
{
    assert(choice != SERIAL_CHOICE_KEEP);
    now = now < 0 ? 0 : now > NOW_MAX ? NOW_MAX : now;
    struct serial_step step = {.style = serial_style_of(serial, now)};
    uint64_t next = next_by_choice(serial, step.style, choice, now);
    if (next > UINT32_MAX) {
        step.refusal = refusal_too_large;
    } else if (next == 0 || !serial_is_after((uint32_t)next, serial)) {
        step.refusal = next > serial ? refusal_too_far : refusal_back;
    } else {
        step.possible = true;
        step.serial = (uint32_t)next;
    }
    return step;
}
