/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/finding.h"

/** How often each fingerprint occurs among findings. Several findings may share one, such as the
 * copies of a record that stands in a file three times. */
struct fingerprints;

struct fingerprints *fingerprints_count(const struct findings *findings);

/** The same among some of them. */
struct fingerprints *fingerprints_count_some(const struct finding *const *findings, size_t count);

void fingerprints_free(struct fingerprints *fingerprints);

/** Takes one of that fingerprint out; false when none is left. */
bool fingerprints_take(struct fingerprints *fingerprints, uint64_t fingerprint);

/** Whether there ever was one, taken or not. */
bool fingerprints_had(const struct fingerprints *fingerprints, uint64_t fingerprint);
