/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/custom.h"

/** The custom rules of a text, which is a YAML list of them, in `arena`. Problems are added to
 * `told`, one a line: `LINE:COLUMN: message; help`. To be freed with custom_rules_end(). */
struct custom_rules custom_rules_read(const char *text, struct arena *arena, struct buffer *told);
