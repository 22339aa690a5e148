/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stdint.h>
#include <stdio.h>

enum { OUTPUT_PATH_BYTES = 4096 };

/** A file that is written line by line. It ends the program when the disk does not play along: half
 * a corpus is of no use. */
struct output {
    FILE *stream;
    char path[OUTPUT_PATH_BYTES];
    uint64_t lines; /**< complete ones; also the number of the line that was written last */
};

/** Makes the file, or empties it. */
void output_open(struct output *output, const char *path);

/** Adds a piece of a line: text without a line feed. */
void output_add(struct output *output, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

void output_end_line(struct output *output);

void output_close(struct output *output);

/** Makes a folder; one that is there already is left as it is. */
void output_make_folder(const char *path);

/** Prints `bench-generate: SUBJECT: REASON` and ends the program with status 2. */
_Noreturn void output_fail(const char *subject, const char *reason);
