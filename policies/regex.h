/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/arena.h"
#include "zones/base/bytes.h"

/* Regular expressions of policies: PCRE2, bytes as UTF-8 where they are, with limits on what a
 * match may cost, since a policy may come from a stranger. */

struct regex;

/** What is wrong with an expression. */
struct regex_flaw {
    size_t offset;       /**< in bytes, from its start */
    const char *message; /**< in the arena */
};

enum {
    REGEX_BYTES_MAX = 4096,
    REGEX_MATCH_LIMIT = 100000, /**< steps of one match: pcre2_set_match_limit() */
    REGEX_DEPTH_LIMIT = 1000,
    REGEX_HEAP_KIB_MAX = 1024,
};

/** Compiles an expression; NULL when it is none, and then `flaw` says why. Freed with
 * regex_free(). */
struct regex *regex_new(struct bytes pattern, struct arena *arena, struct regex_flaw *flaw);
void regex_free(struct regex *regex);

enum regex_result {
    REGEX_MATCHES,
    REGEX_DIFFERS,
    REGEX_TOO_COSTLY, /**< a limit was reached: neither is known */
};

/** What a thread matches with; a regex may be used by several threads at once, each with its own. */
struct regex_room;

struct regex_room *regex_room_new(void);
void regex_room_free(struct regex_room *room);

/** Whether the expression matches the text or a part of it: `^` and `$` tie it to the ends. */
enum regex_result regex_match(const struct regex *regex,
                              struct regex_room *room,
                              struct bytes text);
