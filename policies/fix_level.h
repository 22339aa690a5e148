/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stdbool.h>

/** Which fixes `zonetidy fix` may take. */
enum fix_level {
    FIX_LEVEL_OFF,    /**< none */
    FIX_LEVEL_SAFE,   /**< those that are proven to be safe */
    FIX_LEVEL_UNSAFE, /**< others too */
};

/** `off`, `safe`, `unsafe`. */
const char *fix_level_text(enum fix_level level);

/** Reads one of those words; false for any other. */
bool fix_level_from_text(const char *text, enum fix_level *ret_level);
