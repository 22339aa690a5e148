/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/bytes.h"

/* The bytes of an open file: how a new text gets there, and whether a text is what stands there. */

enum file_text {
    FILE_TEXT_SAME,   /**< the file holds the text */
    FILE_TEXT_OTHER,  /**< it holds another one */
    FILE_TEXT_FAILED, /**< it cannot be told; errno says why */
};

/** Whether `fd`, open for reading, holds exactly `text`. Its offset is neither used nor moved. */
enum file_text file_text_compare(int fd, struct bytes text);

/** Fills the new and empty file `fd`, open for reading and writing, with `text`. The file that it
 * shall replace is open as `original` and held `original_text` when it was read. Where the file
 * system lets files share their blocks and most of the text stays in its place, what stays is
 * shared with the original and the rest is written; then the new file is read again and compared,
 * because the original may have changed. Elsewhere all of `text` is written, from memory.
 * FILE_TEXT_OTHER says that the original did change. */
enum file_text file_text_write(int fd, struct bytes text, int original, struct bytes original_text);
