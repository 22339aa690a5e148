/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <time.h>

#include "cli/baseline_file.h"
#include "cli/options.h"
#include "cli/policies.h"
#include "zones/discovery.h"
#include "zones/zone_set.h"

/** What the commands that read zones share: the zones that the options name, read and indexed, and
 * what could not be read. */
struct run {
    const struct options *options;
    struct arena *arena; /**< of the messages */
    struct run_policies policies;
    struct claims *claims;
    struct workers *workers;
    struct zone_set *set;
    struct baseline_file baseline;       /**< of check and fix, which the terms point to */
    const struct source *standard_input; /**< NULL when it is not read */
    VECTOR(struct unread)
    errors; /**< paths that could not be read at all; any of them makes
                                              the status EXIT_STATUS_UNUSABLE */
    struct timespec started;
};

/** Reads all that the options name, and prints a message for what cannot be read; the rest is there
 * all the same. False when an option cannot be understood, which is told too. `run` is ended with
 * run_end() either way. */
bool run_load(struct run *run, const struct options *options);

/** The file of the baseline that an option names, or else the policy of the working folder; NULL:
 * neither does. */
const char *run_baseline_path(struct run *run);

/** Prints a message for each custom rule that did not come to know of some text whether it matches,
 * as that would have cost too much; after an analysis. */
void run_print_costly_rules(const struct run *run);

void run_end(struct run *run);

/** Since run_load() began. */
double run_seconds(const struct run *run);
