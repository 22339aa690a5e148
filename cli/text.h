/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/buffer.h"

/* Zone files may come from strangers, and what this program prints goes to terminals and logs. So
 * no byte of a file, a name or a path reaches the output that could move the cursor, begin an
 * escape sequence, end a line, or show text in another order than it is read in. */

/** A character of UTF-8, or one byte that is part of none. */
struct character {
    uint32_t code;  /**< the code point; of a byte that is part of no character, the byte */
    uint8_t length; /**< in bytes */
    bool valid;     /**< false for a byte that is part of no character */
};

/** The character at byte `at`, which must be inside the text. */
struct character character_at(struct bytes text, size_t at);

/** Adds the character as it may be shown: itself, or `\n`, `\t`, `\xHH`, `<U+HHHH>`. Returns how
 * many columns of a terminal that takes: 0 for a combining mark, 2 for a wide character. */
size_t character_show(struct bytes text, size_t at, struct buffer *shown);

/** Adds a text as it may be shown, on one line. */
void text_show(struct bytes text, struct buffer *shown);
void text_show_string(const char *string, struct buffer *shown);

/** The same by printf. */
void text_show_format(struct buffer *shown, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** The columns of a text that text_show() made. */
size_t text_columns(struct bytes shown);

/** Adds `1 zone`, `2 zones`, `no zones`: a count and a word that takes an s. */
void text_add_count(struct buffer *text, uint64_t count, const char *word);

/** Prints `zonetidy: ` and the message as one line on standard error, after everything that was
 * written to standard output before. */
void message_print(const char *format, ...) __attribute__((format(printf, 1, 2)));
