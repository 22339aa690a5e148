/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/bytes.h"

/** Reads a time span: seconds, or numbers with the units s, m, h, d, w in any case, as in 1h30m
 * (BIND's form). False when it is none. Values above 2^32-1 read as UINT64_MAX. */
bool period_from_text(struct bytes text, uint64_t *ret_seconds);
