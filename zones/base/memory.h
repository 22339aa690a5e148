/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stddef.h>

/* Memory either is there or the program ends: these functions print one line to stderr and exit
 * with MEMORY_EXIT_STATUS when the system has none left. Nothing has been written by then that a
 * later run could not repair, because files are replaced whole (fixers/file.h). Sizes that input
 * can choose are bounded before they come here: see docs/decisions/0004-memory-and-limits.md. */

#define MEMORY_EXIT_STATUS 3

/** Says that memory is out and ends the program. */
_Noreturn void memory_exhausted(void);

/** `size` bytes, not cleared; never NULL. Freed with free(). */
void *memory_get(size_t size);

/** The same for what may be very large and is written to from start to end: the system is asked to
 * give it in large pages, since a page at a time costs as much as the writing. */
void *memory_get_large(size_t size);
void *memory_get_large_zeroed(size_t size);

/** `count` things of `size` bytes, all zero; never NULL. */
void *memory_get_zeroed(size_t count, size_t size);

/** As realloc(), never NULL. `old` may be NULL. */
void *memory_resize(void *old, size_t size);

/** A copy of a C string; never NULL. */
char *memory_copy_string(const char *string);
