/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/** Reads a point in time: `2026-11-21` (midnight UTC), `2026-11-21T18:30:00Z` or with an offset
 * such as `+01:00` (RFC 3339 section 5.6), or seconds since 1970 in decimal. The years 1970 to 9999
 * are taken. False when the text is none of these, or names a day or an hour that does not
 * exist. */
bool instant_from_text(const char *text, int64_t *ret_seconds);

/** Reads seconds since 1970 alone, as SOURCE_DATE_EPOCH has them. */
bool instant_from_seconds(const char *text, int64_t *ret_seconds);
