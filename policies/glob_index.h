/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/glob.h"

/** Many patterns of one kind, by the literal text that whatever they match begins or ends with: a
 * text has to be held against those few that may match it. */
struct glob_index;

/** Numbers of patterns. */
struct glob_numbers {
    VECTOR(uint32_t) items;
};

/** Made of `count` patterns, in whose place `numbers` stand; several may have one number. Neither
 * array needs to outlive the call. */
struct glob_index *glob_index_new(const struct glob *const *globs,
                                  const uint32_t *numbers,
                                  size_t count);

/** `index` may be NULL. */
void glob_index_free(struct glob_index *index);

/** Adds the numbers of all patterns that may match a text, in any order, some of them several times;
 * a name comes without its final dot. Most of them do match. */
void glob_index_find(const struct glob_index *index,
                     struct bytes text,
                     struct glob_numbers *numbers);

/** How long the longer one of its literal ends is: the longer, the fewer texts it may match. */
size_t glob_literal_length(const struct glob *glob);
