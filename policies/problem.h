/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/arena.h"
#include "zones/base/vector.h"

/** A policy file, or what stands for one: a bundled policy, a value of the command line. */
struct policy_source {
    const char *path; /**< as it is shown: `zones/zonetidy.yaml`, `builtin:strict`, `--set` */
    struct bytes text;
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

/** All that is wrong, in the order in which it was found. The list and what is in it live in an
 * arena. More than POLICY_PROBLEMS_MAX are counted and not kept. */
struct policy_problems {
    struct arena *arena;
    VECTOR(struct policy_problem) items;
    uint64_t left_out;
};

enum { POLICY_PROBLEMS_MAX = 1000 };

/** An empty list; what is in it lives in `arena`. Freed with policy_problems_end(). */
struct policy_problems policy_problems_start(struct arena *arena);
void policy_problems_end(struct policy_problems *problems);

/** Adds a problem by printf, and returns it for its help and its other place to be set; never NULL,
 * but lost when it is one too many. */
struct policy_problem *policy_problem_add(struct policy_problems *problems,
                                          struct policy_place place,
                                          const char *format,
                                          ...) __attribute__((format(printf, 3, 4)));

/** Where a place begins: line and column count from 1, a column is a character. */
struct policy_position {
    uint64_t line;
    uint64_t column;
};

struct policy_position policy_place_position(struct policy_place place);

/** The line that a place begins in, without its end. */
struct bytes policy_place_line(struct policy_place place);
