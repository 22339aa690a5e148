/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/bytes.h"

/* The one dialect of patterns in policies.
 *
 * `?` is one character and `*` any number of them, none of which is the separator: `/` in a path,
 * `.` in a domain name. `**` crosses separators; as a whole part (between separators, or at an end)
 * it also stands for no part at all, so that `zones` + `/` + `**` + `/` + `db.*` finds
 * `zones/db.example` too. `[abc]`, `[a-z]`, `[!a]` are one character of a set, never the separator.
 * `{a,b}` is one of several, without another brace inside. A backslash takes the meaning from the
 * character behind it. Everything else is itself.
 *
 * A pattern matches the whole text. A domain name is matched in lower case. */

enum glob_kind {
    GLOB_PATH, /**< separator `/`, case counts */
    GLOB_NAME, /**< separator `.`, ASCII case does not count; a final dot of either is left out */
};

enum { GLOB_BYTES_MAX = 4096 };

/** NULL when the pattern is good; otherwise what is wrong with it: `"[" is not closed`. */
const char *glob_flaw(struct bytes pattern);

/** Whether the pattern, which is good, matches the text. The time is bounded by the product of both
 * lengths, whatever they are. */
bool glob_matches(enum glob_kind kind, struct bytes pattern, struct bytes text);

/** Whether a pattern matches one text only, which is itself. */
bool glob_is_literal(struct bytes pattern);
