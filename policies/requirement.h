/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stdbool.h>

#include "zones/base/bytes.h"

/** Whether `text` says which versions of the program will do: comparisons such as `>=0.4` or
 * `<2.0.1`, all of which must hold, with commas between them. Numbers that a version leaves out are
 * zero. */
bool requirement_is_good(struct bytes text);

/** Whether a version, such as `0.4.1`, meets a good requirement. */
bool requirement_is_met(struct bytes text, const char *version);
