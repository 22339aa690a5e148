/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/token.h"

/** The token at byte `at`, read byte by byte as zones/token.h describes it: what the scanner, which
 * reads in wide steps, is compared with. */
struct token reference_token(struct bytes text, uint64_t at);
