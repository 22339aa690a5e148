/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/zone_policy.h"
#include "zones/base/buffer.h"

/** What is to be shown of a policy. */
struct policy_view {
    const struct policy *policy;
    const struct zone_policy *zone; /**< what it says of a zone, or of what concerns none */
    const char *file;               /**< of the zone, as the user calls it; NULL: of no zone */
    const char *zone_name;          /**< NULL: nobody knows */
    const char *folder;             /**< paths below are shown without it; may be NULL */
    int64_t now;                    /**< seconds since 1970 */
};

/** Adds what holds: YAML that is a policy itself, in which each value has a comment with the file
 * and line that it came from. Overrides that hold for the whole zone are in the values; all of them
 * are in the list besides, which applies them once more and comes to the same. */
void policy_text_add(const struct policy_view *view, struct buffer *text);
