/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/octet.h"

bool octet_from_text(struct bytes text, size_t *at, uint8_t *ret_octet)
{
    const uint8_t *here = text.data + *at;
    size_t left = text.length - *at;
    if (here[0] != '\\') {
        *ret_octet = here[0];
        *at += 1;
        return true;
    }
    if (left < 2) {
        return false;
    }
    if (!byte_is_digit(here[1])) {
        *ret_octet = here[1];
        *at += 2;
        return true;
    }
    if (left < 4 || !byte_is_digit(here[2]) || !byte_is_digit(here[3])) {
        return false;
    }
    unsigned value = (here[1] - '0') * 100U + (here[2] - '0') * 10U + (here[3] - '0');
    if (value > 255) {
        return false;
    }
    *ret_octet = (uint8_t)value;
    *at += 4;
    return true;
}
