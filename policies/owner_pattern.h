/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/glob_ends.h"
#include "zones/name.h"

/* Owners of records, as a policy names them: with a final dot absolute, otherwise relative to the
 * apex of the zone that the record is in; `@` is the apex. They are patterns of names
 * (policies/glob.h). The apex has no relative name, so that of the relative patterns `@` and `**`
 * alone match it: `*` is any name one label below. */

/** A pattern, made ready. Any number of threads may match with it. */
struct owner_pattern;

/** Makes a pattern ready; it lives in the arena, and `text` need not. NULL when it is none, with
 * what is wrong in `flaw`. */
const struct owner_pattern *owner_pattern_new(struct bytes text,
                                              struct arena *arena,
                                              struct glob_flaw *flaw);

/** The name that is matched, with its text once a pattern asks for it, so that any number of
 * patterns cost one text. All zero before the first owner_start(); one thread uses it. */
struct owner {
    const struct name *name;
    const struct name *apex;
    size_t apex_length; /**< of its text, with the final dot */
    size_t length;      /**< of the text; 0: not made yet */
    char text[NAME_TEXT_BYTES_MAX];
};

/** Turns to another owner of a zone; `name` is `apex` or below it. Both outlive the use. */
void owner_start(struct owner *owner, const struct name *name, const struct name *apex);

/** The owner's absolute name, in lower case and with the final dot; until the next
 * owner_start(). */
struct bytes owner_text(struct owner *owner);

bool owner_pattern_matches(const struct owner_pattern *pattern, struct owner *owner);

/** What all names that the pattern matches begin and end with, in front of the root when it is
 * absolute, otherwise in front of the apex. */
struct glob_ends owner_pattern_ends(const struct owner_pattern *pattern, bool *ret_absolute);

/** Whether the pattern matches one name only, in zones of any one apex. */
bool owner_pattern_has_one_name(const struct owner_pattern *pattern);

/** Whether the pattern matches one name only, in zones of this apex; that name, in lower case, is
 * written to `wire`, which has room for NAME_OCTETS_MAX. `ret_length` is 0 when no zone of this
 * apex can have it. */
bool owner_pattern_is_literal(const struct owner_pattern *pattern,
                              const struct name *apex,
                              uint8_t *wire,
                              size_t *ret_length);
