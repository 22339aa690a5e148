/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/arena.h"
#include "zones/base/bytes.h"

/* Regular expressions of policies: PCRE2, bytes as UTF-8 where they are, with limits on what a
 * match may cost, since a policy may come from a stranger.
 *
 * A text is one line, whatever is in it: `.` is any character, `^` and `$` are the ends of the text.
 * `\w`, `\d` and `\s` are ASCII, in every locale. A byte that is not UTF-8 is matched by nothing. */

/** An expression, made ready. Any number of threads may match with it. */
struct regex;

/** What is wrong with an expression. */
struct regex_flaw {
    size_t offset;       /**< in bytes, from its start */
    const char *message; /**< in the arena, or lives for ever */
};

enum {
    REGEX_BYTES_MAX = 4096, /**< of an expression */
    REGEX_NESTING_MAX = 50, /**< of its parentheses */
    REGEX_TEXT_BYTES_MAX = 4096,
    REGEX_STEPS_MAX = 4000000,      /**< of one match; a step may look at the whole text */
    REGEX_START_STEPS_MAX = 100000, /**< of those, from one place where it may begin */
    REGEX_DEPTH_MAX = 10000,        /**< of steps that may have to be taken back */
    REGEX_HEAP_KIB_MAX = 2048,      /**< for remembering them */
};

/** Compiles an expression; NULL when it is none, and then `flaw` says why. Freed with
 * regex_free(). */
struct regex *regex_new(struct bytes pattern, struct arena *arena, struct regex_flaw *flaw);

/** `regex` may be NULL. */
void regex_free(struct regex *regex);

/** Letters, hyphens and underscores that are next to each other in whatever the expression matches:
 * a name whose octets do not have them is not matched, however its text spells the others. Empty
 * when there are none. */
struct bytes regex_letters(const struct regex *regex);

enum regex_result {
    REGEX_MATCHES,
    REGEX_DIFFERS,
    REGEX_TOO_COSTLY, /**< a limit was reached, or the text is too long: neither is known */
};

/** What a thread matches with, whatever the expression. It grows to REGEX_HEAP_KIB_MAX at most and
 * is used again, so that matching asks for no memory once it has what it needs. */
struct regex_room;

struct regex_room *regex_room_new(void);

/** `room` may be NULL. */
void regex_room_free(struct regex_room *room);

/** Whether the expression matches the text or a part of it: `^` and `$` tie it to the ends. */
enum regex_result regex_match(const struct regex *regex,
                              struct regex_room *room,
                              struct bytes text);

/** The same with at most `steps_max` steps instead of REGEX_STEPS_MAX, for who matches with the
 * texts of millions of records. */
enum regex_result regex_match_within(const struct regex *regex,
                                     struct regex_room *room,
                                     struct bytes text,
                                     uint32_t steps_max);
