/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/bytes.h"

enum { REGEX_LITERAL_BYTES_MAX = 32 };

/** Finds a text that is in whatever a regular expression of policies/regex.h matches, the longest
 * that is seen, and writes it to `literal`, which has room for REGEX_LITERAL_BYTES_MAX. Returns its
 * length; 0 when none is seen, which says nothing. `pattern` is one that PCRE2 has compiled. */
size_t regex_literal(struct bytes pattern, uint8_t *literal);
