/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/source.h"

/** Where the lines of a source begin. Most sources are read without anybody asking for a place in
 * them: all zero is an index that is not made yet. */
struct source_lines {
    uint64_t *before; /**< how many lines end in front of each stretch of the text, and of its end;
                           NULL: not made yet */
    size_t stretches;
};

/** Finds the lines of the source, unless that was done before. */
void source_lines_make(struct source_lines *lines, const struct source *source);
void source_lines_free(struct source_lines *lines);

/** source_list_position() and source_list_line(), of the source that the lines were made of. */
struct position source_lines_position(const struct source_lines *lines,
                                      const struct source *source,
                                      uint64_t offset);
struct span source_lines_line(const struct source_lines *lines,
                              const struct source *source,
                              uint64_t line);
