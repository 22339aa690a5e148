/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum status error_from_errno(struct error *error, const char *path)
{
    return error_set(error, "%s: %s", path, strerror(errno));
}

enum status error_set(struct error *error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->text, sizeof(error->text), format, arguments);
    va_end(arguments);
    return STATUS_FAILED;
}
