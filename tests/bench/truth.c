/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/bench/truth.h"

#include <inttypes.h>

void truth_open(struct truth *truth, const char *path)
{
    output_open(&truth->output, path);
    truth->mistakes = 0;
}

void truth_add(struct truth *truth,
               const char *rule,
               const struct zone_writer *zone,
               uint64_t line,
               const char *owner)
{
    output_add(&truth->output, "%s\t%s\t%" PRIu64 "\t", rule, zone->output.path, line);
    zone_writer_add_absolute(zone, owner, &truth->output);
    output_end_line(&truth->output);
    truth->mistakes++;
}

void truth_close(struct truth *truth)
{
    output_close(&truth->output);
}
