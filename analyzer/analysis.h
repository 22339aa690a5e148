/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/finding.h"

/** Runs every rule that the policy leaves on over an indexed set, shared by the set's workers. The
 * findings are sorted, are the same with any number of workers, and belong to the caller; they point
 * into `set`, which must outlive them. */
struct findings *analysis_run(const struct zone_set *set, const struct policy *policy);
