/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/bytes.h"

/** Reads one octet of a name or character-string at `*at` and moves on: itself, \X, or \DDD
 * (RFC 1035 section 5.1). `*at` is below `text.length`. False for a backslash at the end, for \DDD
 * above 255, and for \D with fewer than three digits; then `*at` stays. */
bool octet_from_text(struct bytes text, size_t *at, uint8_t *ret_octet);
