/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/buffer.h"
#include "zones/source.h"

/** Makes `replaced` the text with its replacements, as the program reads it again after a fix. */
void text_with_replacements(struct bytes text,
                            const struct replacement *replacements,
                            size_t count,
                            struct buffer *replaced);
