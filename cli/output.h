/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stdio.h>

#include "zones/base/buffer.h"

enum color_choice {
    COLOR_AUTO, /**< on a terminal that is not dumb, unless NO_COLOR is set */
    COLOR_ALWAYS,
    COLOR_NEVER,
};

/** A stream that a command writes to, and whether everything arrived there. A full disk or a pipe
 * that nobody reads any more shows late, often only when the last bytes are flushed. */
struct output {
    FILE *file;
    const char *name; /**< for messages: a path, or `standard output` */
    bool color;       /**< whether escape sequences for colours may be written */
    size_t columns;   /**< how wide a line may get before a reader suffers */
    int error_number; /**< the first errno of a write that failed, else 0 */
};

/** The output that goes to `stdout` or `stderr`. */
struct output output_standard(FILE *file, enum color_choice color);

/** Begins to write a file, which is replaced. False when it cannot be opened; that is told then. */
bool output_open(struct output *output, const char *path, enum color_choice color);

/** Writes the bytes. Whether it went well is asked at the end. */
void output_write(struct output *output, struct bytes bytes);

/** Notes a failure of what somebody else wrote to `file`. False when anything failed so far: then
 * there is no sense in writing more. */
bool output_works(struct output *output);

/** Flushes the stream and closes it, when it is no standard one. False, with a message, when not
 * all that was written has arrived. */
bool output_close(struct output *output);
