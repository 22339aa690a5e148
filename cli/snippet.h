/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/buffer.h"

/** A line of a file as it is shown, and where a mark below it goes. */
struct snippet {
    struct buffer line;  /**< without a newline; freed with snippet_free() */
    size_t mark_start;   /**< in columns of a terminal, from 0 */
    size_t mark_columns; /**< at least 1 */
};

/** Shows a line so that the bytes from `start` to `end` can be marked. Tabs become blanks up to the
 * next multiple of 8, and what must not reach a terminal is escaped. Of a line that needs more than
 * `columns` columns, the part around the mark is kept and the rest becomes `...`; of a mark that
 * needs more, its beginning. `start` and `end` may be the line's length. */
struct snippet snippet_of(struct bytes line, size_t start, size_t end, size_t columns);

void snippet_free(struct snippet *snippet);
