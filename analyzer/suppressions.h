/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/finding.h"
#include "analyzer/terms.h"

/** Sets aside what comments in zone files suppress, and runs the rules that speak of these
 * comments. To be called once all other findings are there, and sorted; they are sorted afterwards too. The
 * comments are read from the texts of the set, whatever is known of another set. */
void suppressions_apply(const struct zone_set *set,
                        const struct analysis_terms *terms,
                        struct findings *findings);
