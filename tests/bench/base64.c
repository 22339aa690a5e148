/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/bench/base64.h"

/* The last one stands where there is no digit. */
static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";

enum { PADDING = 64 };

void base64_from_octets(const uint8_t *octets, size_t count, char *text)
{
    for (size_t i = 0; i < count; i += 3) {
        size_t left = count - i;
        uint32_t group = (uint32_t)octets[i] << 16;
        group |= left > 1 ? (uint32_t)octets[i + 1] << 8 : 0;
        group |= left > 2 ? octets[i + 2] : 0;
        *text++ = digits[group >> 18];
        *text++ = digits[group >> 12 & 63];
        *text++ = digits[left > 1 ? group >> 6 & 63 : PADDING];
        *text++ = digits[left > 2 ? group & 63 : PADDING];
    }
    *text = '\0';
}
