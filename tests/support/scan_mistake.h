/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/bytes.h"

/** Reads the text from byte `start` on with every kernel of the scanner that runs here. Tokens have
 * to be those of reference_token(); the fields of entries those tokens that are words and quoted
 * strings; and entries the same with each kernel.
 *
 * Returns what is wrong, or NULL. The fastest kernel is selected afterwards, as it is at first. */
const char *scan_mistake(struct bytes text, uint64_t start);
