/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/finding.h"

/** Holds the records of two readings of a set against each other: what left and what came must be
 * exactly `changes`, in every zone; `changes` name zones of `before`. Fails with the first record
 * that differs. Both sets hold the same zones in the same order. */
enum status proof_records(const struct zone_set *before,
                          const struct zone_set *after,
                          const struct change *changes,
                          size_t count,
                          struct error *error);

/** Holds the findings of both readings against each other: the findings that were fixed are gone,
 * and no error is new. Findings about an owner and type of which a fix put a record there are not
 * judged: they are the next round's. `fixed` are findings of `before`. */
enum status proof_findings(const struct findings *before,
                           const struct findings *after,
                           const struct finding *const *fixed,
                           size_t fixed_count,
                           const struct change *changes,
                           size_t change_count,
                           struct error *error);
