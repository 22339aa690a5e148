/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/arena.h"
#include "zones/base/vector.h"

/** A policy file, or what stands for one: a bundled policy, a value of the command line. */
struct policy_source {
    const char *path; /**< as it is shown: `zones/zonetidy.yaml`, `builtin:strict`, `--set` */
    struct bytes text;
    bool is_option; /**< its path is an option of the command line, where lines do not matter */
};

/** A place in a policy: from `start` up to `end`, in bytes of its text. */
struct policy_place {
    const struct policy_source *source;
    uint32_t start;
    uint32_t end;
};

/** Something wrong in a policy. */
struct policy_problem {
    struct policy_place place;
    const char *message;        /**< what is wrong: lower case, no full stop */
    const char *help;           /**< what would be right; NULL: nothing to say */
    struct policy_place *other; /**< another place that it speaks of, such as the first of two equal
                                     keys; NULL: none */
};

/** All that is wrong, in the order in which it was found. Messages and other places live in an
 * arena. More than POLICY_PROBLEMS_MAX are counted and not kept. */
struct policy_problems {
    struct arena *arena;
    VECTOR(struct policy_problem) items;
    uint64_t left_out;
    struct policy_problem spare; /**< what the last one that was not kept was written to */
};

enum {
    POLICY_PROBLEMS_MAX = 1000,
    POLICY_QUOTED_BYTES_MAX = 64,
};

/** An empty list; what is in it lives in `arena`. Freed with policy_problems_end(). */
struct policy_problems policy_problems_start(struct arena *arena);
void policy_problems_end(struct policy_problems *problems);

/** How many there are, those that were not kept too. */
uint64_t policy_problems_count(const struct policy_problems *problems);

/** Adds a problem by printf, and returns it for its help and its other place to be set; never NULL,
 * but lost when it is one too many. It may be used until the next one is added. */
struct policy_problem *policy_problem_add(struct policy_problems *problems,
                                          struct policy_place place,
                                          const char *format,
                                          ...) __attribute__((format(printf, 3, 4)));

/** Sets the other place of a problem that was just added. */
void policy_problem_set_other(struct policy_problems *problems,
                              struct policy_problem *problem,
                              struct policy_place other);

/** Puts the problems from the `first` on in the order of their texts; sources come in the order in
 * which they are met. What is said twice of one place, as of a node that aliases repeat, is told once. */
void policy_problems_sort(struct policy_problems *problems, size_t first);

/** A text of a policy as a message names it: in quotes, and cut between two characters when it has
 * more than POLICY_QUOTED_BYTES_MAX bytes. */
const char *policy_quoted(struct arena *arena, struct bytes text);

/** Where a place begins: line and column count from 1, a column is a character, and a byte that is
 * part of none is one too. A byte order mark is no column. */
struct policy_position {
    uint64_t line;
    uint64_t column;
};

struct policy_position policy_place_position(struct policy_place place);

/** The line that a place begins in, without its end and without a byte order mark. */
struct bytes policy_place_line(struct policy_place place);
