/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stdint.h>

#include "tests/bench/output.h"
#include "tests/bench/zone_writer.h"

/** The list of the mistakes that were put into a corpus: on each line the rule that has to find it,
 * the file, the number of the line, and the owner, with tabs between them. */
struct truth {
    struct output output;
    uint64_t mistakes;
};

void truth_open(struct truth *truth, const char *path);

/** Adds a mistake at a line of `zone`, which is still open. */
void truth_add(struct truth *truth,
               const char *rule,
               const struct zone_writer *zone,
               uint64_t line,
               const char *owner);

void truth_close(struct truth *truth);
