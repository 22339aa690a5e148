/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "fixers/patch.h"

/** Adds a unified difference with three lines of context in git's form (`diff --git`, `---`,
 * `+++`, hunks) that `git apply` takes byte for byte: CRLF, a missing final newline and odd file
 * names (quoted as git does) are kept. `path` is relative to the working folder, without `.` and
 * `..`, which git refuses. The replacements are in order and apart from each other. Adds nothing
 * when they change nothing. */
void diff_add(struct buffer *diff,
              const char *path,
              struct bytes original,
              const struct replacement *replacements,
              size_t count);
