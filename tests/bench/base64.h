/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stddef.h>
#include <stdint.h>

/** How many bytes the text of `octets` octets needs, with a final NUL. */
#define BASE64_BYTES(octets) (((octets) + 2) / 3 * 4 + 1)

/** Writes octets as text: RFC 4648 section 4. `text` has BASE64_BYTES(count) bytes. */
void base64_from_octets(const uint8_t *octets, size_t count, char *text);
