/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/period.h"

static bool period_unit(uint8_t byte, uint64_t *ret_seconds)
{
    switch (byte_lower(byte)) {
    case 's':
        *ret_seconds = 1;
        return true;
    case 'm':
        *ret_seconds = 60;
        return true;
    case 'h':
        *ret_seconds = 3600;
        return true;
    case 'd':
        *ret_seconds = 86400;
        return true;
    case 'w':
        *ret_seconds = 604800;
        return true;
    default:
        return false;
    }
}

/* Any number of numbers, with units or too large. */
static bool period_from_units(struct bytes text, uint64_t *ret_seconds)
{
    uint64_t total = 0;
    size_t at = 0;
    bool too_large = false;
    while (at < text.length) {
        uint64_t number = 0;
        size_t digits = at;
        for (; at < text.length && byte_is_digit(text.data[at]); at++) {
            number = number * 10 + (text.data[at] - '0');
            if (number > UINT32_MAX) {
                too_large = true;
                number = UINT32_MAX;
            }
        }
        if (at == digits) {
            return false;
        }
        uint64_t unit = 1;
        if (at < text.length) {
            if (!period_unit(text.data[at], &unit)) {
                return false;
            }
            at++;
        } else if (digits > 0) {
            return false; /* 1h30: BIND wants a unit behind each number but a lone one */
        }
        total += number * unit;
        if (total > UINT32_MAX) {
            too_large = true;
            total = UINT32_MAX;
        }
    }
    *ret_seconds = too_large ? UINT64_MAX : total;
    return text.length > 0;
}

/* So many digits, which nearly every time span has, cannot overflow. */
enum { PERIOD_DIGITS_SURE = 10 };

bool period_from_text(struct bytes text, uint64_t *ret_seconds)
{
    if (text.length == 0 || text.length > PERIOD_DIGITS_SURE) {
        return period_from_units(text, ret_seconds);
    }
    uint64_t number = 0;
    for (size_t at = 0; at < text.length; at++) {
        unsigned digit = text.data[at] - (unsigned)'0';
        if (digit > 9) {
            return period_from_units(text, ret_seconds);
        }
        number = number * 10 + digit;
    }
    *ret_seconds = number > UINT32_MAX ? UINT64_MAX : number;
    return true;
}
