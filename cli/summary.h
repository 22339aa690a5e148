/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "cli/report.h"

/** The numbers of a report. */
struct tally {
    uint64_t files;
    uint64_t zones;
    uint64_t records;
    uint64_t bytes;                 /**< of the files */
    uint64_t found[SEVERITY_COUNT]; /**< in the text as it was and, what fixes brought, after them;
                                         --show plays no part. Found less fixed is left */
    uint64_t fixed;
    uint64_t aside[FINDING_IN_BASELINE + 1]; /**< left and not told, by the reason; not counted
                                                  above */
    uint64_t baseline_stale; /**< entries of the baseline that count more than there is */
    uint64_t left[SEVERITY_COUNT];
    uint64_t hidden[SEVERITY_COUNT]; /**< of those left, what `show` of their policy leaves out */
    uint64_t zones_left;             /**< zones with a finding left that --show lets through */
    uint64_t fixable;                /**< left, and `zonetidy fix` takes a fix as things are */
    uint64_t fixable_unsafe;         /**< left, and --unsafe-fixes would take a fix */
};

struct tally tally_of(const struct report *report);

/** Adds what fix did or would do, a line for each thing: findings, records, serials. */
void summary_add_fixes(const struct report *report, struct buffer *text);

/** Adds the line that ends a run, such as `3 errors in 2 of 418 zones; 2 fixable with ...`. */
void summary_add_counts(const struct report *report, struct buffer *text);

/** Adds how much was read, and in what time. */
void summary_add_stats(const struct report *report, struct buffer *text);

/** Prints these to standard error, as far as the options want them. */
void summary_print(const struct report *report, const struct options *options);
