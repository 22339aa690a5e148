/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/bench/output.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { STATUS_FAILED = 2 };

_Noreturn void output_fail(const char *subject, const char *reason)
{
    fprintf(stderr, "bench-generate: %s: %s\n", subject, reason);
    exit(STATUS_FAILED);
}

void output_open(struct output *output, const char *path)
{
    output->lines = 0;
    int length = snprintf(output->path, sizeof(output->path), "%s", path);
    if (length < 0 || (size_t)length >= sizeof(output->path)) {
        output_fail(path, strerror(ENAMETOOLONG));
    }
    output->stream = fopen(path, "wb");
    if (output->stream == NULL) {
        output_fail(path, strerror(errno));
    }
}

/* Failures of single writes are remembered by the stream; output_close() asks for them. */
void output_add(struct output *output, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vfprintf(output->stream, format, arguments);
    va_end(arguments);
}

void output_end_line(struct output *output)
{
    putc('\n', output->stream);
    output->lines++;
}

void output_close(struct output *output)
{
    bool failed = ferror(output->stream) != 0;
    if (fclose(output->stream) != 0 || failed) {
        output_fail(output->path, "cannot be written");
    }
    output->stream = NULL;
}

void output_make_folder(const char *path)
{
    if (mkdir(path, 0777) != 0 && errno != EEXIST) {
        output_fail(path, strerror(errno));
    }
}
