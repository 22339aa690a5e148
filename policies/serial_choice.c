/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/serial_choice.h"

#include <string.h>

static const char *const texts[SERIAL_CHOICE_COUNT] = {
    [SERIAL_CHOICE_AUTO] = "auto",           [SERIAL_CHOICE_DATE] = "date",
    [SERIAL_CHOICE_INCREMENT] = "increment", [SERIAL_CHOICE_UNIX] = "unix",
    [SERIAL_CHOICE_KEEP] = "keep",
};

const char *serial_choice_text(enum serial_choice choice)
{
    return texts[choice];
}

bool serial_choice_from_text(const char *text, enum serial_choice *ret_choice)
{
    for (int i = 0; i < SERIAL_CHOICE_COUNT; i++) {
        if (strcmp(text, texts[i]) == 0) {
            *ret_choice = (enum serial_choice)i;
            return true;
        }
    }
    return false;
}
