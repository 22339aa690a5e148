/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/base/instant.h"

#include <string.h>
#include <time.h>

enum {
    MINUTE_SECONDS = 60,
    HOUR_SECONDS = 60 * MINUTE_SECONDS,
};

/* 9999-12-31T23:59:59Z: no more digits of a year exist in RFC 3339. */
#define INSTANT_MAX INT64_C(253402300799)

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Reads exactly `count` digits and moves behind them. */
static bool take_digits(const char **text, unsigned count, int *ret_number)
{
    int number = 0;
    for (unsigned i = 0; i < count; i++) {
        if (!is_digit((*text)[i])) {
            return false;
        }
        number = number * 10 + ((*text)[i] - '0');
    }
    *text += count;
    *ret_number = number;
    return true;
}

static bool take_byte(const char **text, char byte)
{
    if (**text != byte) {
        return false;
    }
    (*text)++;
    return true;
}

static bool take_day(const char **text, int64_t *ret_seconds)
{
    int year = 0;
    int month = 0;
    int day = 0;
    if (!take_digits(text, 4, &year) || !take_byte(text, '-') || !take_digits(text, 2, &month) ||
        !take_byte(text, '-') || !take_digits(text, 2, &day)) {
        return false;
    }
    if (year < 1970) {
        return false;
    }
    struct tm calendar = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day};
    time_t seconds = timegm(&calendar);
    /* timegm() takes the 31st of February for a day in March; then it has changed the fields. */
    if (calendar.tm_mon != month - 1 || calendar.tm_mday != day) {
        return false;
    }
    *ret_seconds = seconds;
    return true;
}

/* `18:30:00`, with a fraction that is dropped. */
static bool take_time(const char **text, int64_t *ret_seconds)
{
    int hour = 0;
    int minute = 0;
    int second = 0;
    if (!take_digits(text, 2, &hour) || !take_byte(text, ':') || !take_digits(text, 2, &minute) ||
        !take_byte(text, ':') || !take_digits(text, 2, &second)) {
        return false;
    }
    /* 60 is a leap second: RFC 3339 section 5.7. It is counted as the second behind it. */
    if (hour > 23 || minute > 59 || second > 60) {
        return false;
    }
    if (take_byte(text, '.')) {
        if (!is_digit(**text)) {
            return false;
        }
        while (is_digit(**text)) {
            (*text)++;
        }
    }
    *ret_seconds = (int64_t)hour * HOUR_SECONDS + (int64_t)minute * MINUTE_SECONDS + second;
    return true;
}

/* `Z`, `+01:00`: how far local time is ahead of UTC. */
static bool take_offset(const char **text, int64_t *ret_seconds)
{
    if (take_byte(text, 'Z') || take_byte(text, 'z')) {
        *ret_seconds = 0;
        return true;
    }
    int sign = **text == '-' ? -1 : 1;
    int hour = 0;
    int minute = 0;
    if ((!take_byte(text, '+') && !take_byte(text, '-')) || !take_digits(text, 2, &hour) ||
        !take_byte(text, ':') || !take_digits(text, 2, &minute) || hour > 23 || minute > 59) {
        return false;
    }
    *ret_seconds = sign * ((int64_t)hour * HOUR_SECONDS + (int64_t)minute * MINUTE_SECONDS);
    return true;
}

bool instant_from_seconds(const char *text, int64_t *ret_seconds)
{
    int64_t seconds = 0;
    if (*text == '\0') {
        return false;
    }
    for (; *text != '\0'; text++) {
        if (!is_digit(*text) || seconds > INSTANT_MAX) {
            return false;
        }
        seconds = seconds * 10 + (*text - '0');
    }
    if (seconds > INSTANT_MAX) {
        return false;
    }
    *ret_seconds = seconds;
    return true;
}

bool instant_from_text(const char *text, int64_t *ret_seconds)
{
    if (instant_from_seconds(text, ret_seconds)) {
        return true;
    }
    int64_t day = 0;
    int64_t time = 0;
    int64_t offset = 0;
    if (!take_day(&text, &day)) {
        return false;
    }
    if (*text != '\0') {
        /* RFC 3339 section 5.6 allows a blank, for reading's sake, and lower case. */
        if (strchr("Tt ", *text) == NULL) {
            return false;
        }
        text++;
        if (!take_time(&text, &time) || !take_offset(&text, &offset) || *text != '\0') {
            return false;
        }
    }
    int64_t seconds = day + time - offset;
    if (seconds < 0 || seconds > INSTANT_MAX) {
        return false;
    }
    *ret_seconds = seconds;
    return true;
}
