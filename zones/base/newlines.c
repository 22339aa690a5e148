/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/base/newlines.h"

enum { STEP_BYTES = 64 };

/* The step has a fixed length and sums of one byte, which compilers turn into wide instructions. */
static uint64_t step_newlines(const uint8_t *text)
{
    uint8_t count = 0;
    for (size_t i = 0; i < STEP_BYTES; i++) {
        count = (uint8_t)(count + (text[i] == '\n'));
    }
    return count;
}

uint64_t newlines_count(struct bytes text)
{
    uint64_t count = 0;
    size_t at = 0;
    for (; text.length - at >= STEP_BYTES; at += STEP_BYTES) {
        count += step_newlines(text.data + at);
    }
    for (; at < text.length; at++) {
        count += text.data[at] == '\n';
    }
    return count;
}
