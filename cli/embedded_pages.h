/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stddef.h>

/** A page of docs/rules as it was when the program was built. */
struct embedded_page {
    const char *name; /**< the rule's name: the file's name without `.md` */
    const char *text; /**< Markdown in UTF-8, with a NUL behind it that `length` does not count */
    size_t length;    /**< in bytes */
};

/** All pages, sorted by name (byte by byte, as strcmp() does), and behind them a row whose pointers
 * are NULL. cmake/embed.cmake writes the file that defines them. */
extern const struct embedded_page embedded_pages[];

/** How many pages there are, without the last row. */
extern const size_t embedded_pages_count;
