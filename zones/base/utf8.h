/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/bytes.h"

/** The three bytes that some editors put in front of UTF-8. */
#define UTF8_MARK "\xef\xbb\xbf"

enum { UTF8_MARK_BYTES = 3 };

/** How many bytes the character at `at` has, which is inside of the text; 0 for a byte that is part
 * of none: RFC 3629 section 4, so no longer forms and no surrogates. */
size_t utf8_read(struct bytes text, size_t at, uint32_t *ret_code);

/** How many bytes to go on by at `at`: a byte that is part of no character counts as one. */
size_t utf8_step(struct bytes text, size_t at);

bool utf8_has_mark(struct bytes text);
