/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/fix_level.h"

#include <string.h>

static const char *const texts[] = {
    [FIX_LEVEL_OFF] = "off",
    [FIX_LEVEL_SAFE] = "safe",
    [FIX_LEVEL_UNSAFE] = "unsafe",
};

const char *fix_level_text(enum fix_level level)
{
    return texts[level];
}

bool fix_level_from_text(const char *text, enum fix_level *ret_level)
{
    for (int i = FIX_LEVEL_OFF; i <= FIX_LEVEL_UNSAFE; i++) {
        if (strcmp(text, texts[i]) == 0) {
            *ret_level = (enum fix_level)i;
            return true;
        }
    }
    return false;
}
