/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "policies/serial_choice.h"

/** How a zone's serials are made, as far as one of them shows it. The first that fits counts. */
enum serial_style {
    SERIAL_DATE,    /**< YYYYMMDDnn of a date that exists (RFC 1912 section 2.2), from 1980 to the
                         day after today */
    SERIAL_UNIX,    /**< seconds since 1970, from 1000000000 (2001-09-09) to one day after now */
    SERIAL_COUNTER, /**< anything else, 20261301nn and dates to come among it */
};

struct serial_step {
    enum serial_style style; /**< of the old serial */
    bool possible;           /**< false: `refusal` says why there is no next one */
    uint32_t serial;         /**< the next one */
    const char *refusal;     /**< a sentence, or NULL */
};

/** The serial that follows `serial` on the day of `now` (seconds since 1970, UTC), as the operator
 * chose; SERIAL_CHOICE_KEEP chooses none and is not asked about.
 *
 * A date takes today's first one when that is greater, unix time takes now, all others one more. The
 * hundredth of a day is the first of the next day. A date that lies further ahead than tomorrow is
 * counted up, so that it never goes back, until its day has come. With SERIAL_CHOICE_AUTO the style
 * stays the one that the serial shows. With a date or unix time chosen, a serial of another style
 * becomes today's first one or now.
 *
 * Never 0, which several programs treat as no serial. Always after `serial`: when the style has no
 * such number, the step is refused, and no other style is taken to have one. */
struct serial_step serial_next(uint32_t serial, enum serial_choice choice, int64_t now);

/** Whether `a` comes after `b` in the arithmetic of RFC 1982 section 3.2. False when they are
 * equal, and when they are 2^31 apart, which that section leaves undefined. */
bool serial_is_after(uint32_t a, uint32_t b);
