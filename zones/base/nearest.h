/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stddef.h>

/** Looks for the word that a mistyped one was meant to be. Fed with each candidate in turn. */
struct nearest {
    const char *word;  /**< the mistyped one */
    const char *found; /**< the best candidate so far; NULL when none comes near */
    size_t distance;   /**< between both */
};

struct nearest nearest_to(const char *word);

/** Takes the candidate if it is nearer than all before. Near are words that few single slips (a
 * letter wrong, missing, too many, or swapped with its neighbour) lead to, at most one for each
 * three letters. `candidate` must outlive `nearest`. */
void nearest_offer(struct nearest *nearest, const char *candidate);
