/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stdbool.h>

/** How the serial of a zone is raised when its records change: `fix.serial` of a policy. */
enum serial_choice {
    SERIAL_CHOICE_AUTO,      /**< in the style that the present serial shows */
    SERIAL_CHOICE_DATE,      /**< YYYYMMDDnn of today */
    SERIAL_CHOICE_INCREMENT, /**< one more, whatever it looks like */
    SERIAL_CHOICE_UNIX,      /**< seconds since 1970 */
    SERIAL_CHOICE_KEEP, /**< not at all: something else raises it, or nobody transfers the zone */
};

enum { SERIAL_CHOICE_COUNT = SERIAL_CHOICE_KEEP + 1 };

/** `auto`, `date`, `increment`, `unix`, `keep`. */
const char *serial_choice_text(enum serial_choice choice);

/** Reads one of those words; false for any other. */
bool serial_choice_from_text(const char *text, enum serial_choice *ret_choice);
