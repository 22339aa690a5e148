/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/arena.h"
#include "zones/base/bytes.h"
#include "zones/base/vector.h"

/* The one dialect of patterns in policies.
 *
 * `?` is one character and `*` any number of them, none of which is the separator: `/` in a path,
 * `.` in a domain name. `**` stands alone in its part, between separators or at an end, and is any
 * number of parts: `zones` + `/` + `**` + `/` + `db.*` finds `zones/db.example` and
 * `zones/a/b/db.example`, and `**.example.com` finds `example.com` and all names below it. At the
 * end it is all that is there: `zones/` + `**` does not find `zones`. This is what git makes of it.
 * A `**` that shares its part with something else would be a `*` in git and cross separators
 * elsewhere: here it is a mistake.
 *
 * `[abc]`, `[a-z]`, `[!a]` are one character of a set, never the separator. `{a,b}` is one of
 * several, without another brace inside. A backslash takes the meaning from the character behind
 * it. Everything else is itself. A pattern matches the whole text.
 *
 * A path is bytes, in which a character is one of UTF-8 or one byte that is part of none. Case
 * counts.
 *
 * Any other text is matched like a path, but has no separator: `/` is a character like others, and
 * `*` is anything at all.
 *
 * A domain name is matched in presentation format, spelled as name_to_text() does, in lower case; a
 * final dot of pattern or text is left out, so that `.` is the root and matches as an empty text.
 * A character is one octet of a label, however it is written: in a text `\.` is an octet and no
 * separator, and `\228` is one character. A pattern is written in the same way, in either case:
 * `\.` and `\DDD` in it are octets, and `\*` is the asterisk of a wildcard. */

enum glob_kind {
    GLOB_PATH,
    GLOB_NAME,
    GLOB_TEXT, /**< of a record, or any other */
};

enum { GLOB_BYTES_MAX = 4096 };

/** What is wrong with a pattern. */
struct glob_flaw {
    size_t offset;       /**< in bytes, from its start */
    const char *message; /**< `"[" is not closed`; lives for ever */
};

/** A pattern, made ready. Any number of threads may match with it. */
struct glob;

/** Patterns in the order in which the operator gives them. */
struct glob_list {
    VECTOR(const struct glob *) items;
};

/** Makes a pattern ready; it lives in the arena, and `pattern` need not. NULL when the pattern is
 * not good, with its first mistake in `flaw`. */
const struct glob *glob_new(enum glob_kind kind,
                            struct bytes pattern,
                            struct arena *arena,
                            struct glob_flaw *flaw);

/** Whether the pattern matches the text. No memory is asked for. The time is bounded by the product
 * of both lengths, whatever they are; most texts that differ are told by comparing bytes at one
 * end. */
bool glob_matches(const struct glob *glob, struct bytes text);

/** The literal texts that whatever it matches begins and ends with, spelled in the same way; those
 * of a literal pattern are its text and nothing. */
void glob_literal_ends(const struct glob *glob, struct bytes *ret_prefix, struct bytes *ret_suffix);

/** Whether the pattern matches one text only, which is the key to look it up by: without escapes in
 * a path; as name_to_text() spells it, without the final dot, in a name. */
bool glob_is_literal(const struct glob *glob, struct bytes *ret_text);
