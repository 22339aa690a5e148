/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/layers.h"

/** The policies of policies/ as they were when the program was built, sorted by name, and behind
 * them an empty row. cmake/embed.cmake writes the file that defines them. */
extern const struct builtin_policy embedded_policies[];

/** How many there are, without the last row. */
extern const size_t embedded_policies_count;
