/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/baseline.h"
#include "zones/base/buffer.h"

/** The longest text of a baseline that is read, in bytes. */
#define BASELINE_BYTES_MAX (UINT64_C(512) * 1024 * 1024)

/** Reads a baseline from the text of a file. NULL when anything is wrong with it, with `path:line:`
 * and what it is in `error`. */
struct baseline *baseline_from_json(struct bytes text, const char *path, struct error *error);

/** Adds the text of a file: one entry on each line, in the order of the baseline. */
void baseline_to_json(const struct baseline *baseline, struct buffer *text);
