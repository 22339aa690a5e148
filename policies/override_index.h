/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/glob_index.h"
#include "policies/policy.h"

/** The overrides of a policy by what they are for. A policy may have an override for each of its
 * zones, and trying each on each would take minutes where there are tens of thousands. */
struct override_index;

/** The policy must outlive it, and its overrides stay as they are. */
struct override_index *override_index_new(const struct policy *policy);

/** `index` may be NULL. */
void override_index_free(struct override_index *index);

/** The numbers of the overrides that may be for a zone, in order, each once: those that cannot are
 * left out as far as that is seen at once. `apex` is the name of the zone without the final dot, in
 * lower case; NULL when there is none; `real_path` that of its file, NULL when there is none. */
void override_index_find(const struct override_index *index,
                         const struct bytes *apex,
                         const char *real_path,
                         struct glob_numbers *numbers);
