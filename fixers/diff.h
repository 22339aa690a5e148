/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "fixers/patch.h"

/** Adds a unified difference with three lines of context (`---`, `+++`, hunks) that `git apply`
 * takes byte for byte: CRLF, a missing final newline and odd file names (quoted as git does) are
 * kept. `path` is relative to the working folder, without `.` and `..`, which git refuses. The
 * replacements are in order and apart from each other. Adds nothing when they change nothing.
 *
 * There is no `diff --git` line: git reads the names in one as relative to the top of the
 * repository, and in a folder below it skips such a patch without a word. */
void diff_add(struct buffer *diff,
              const char *path,
              struct bytes original,
              const struct replacement *replacements,
              size_t count);
