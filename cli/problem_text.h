/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/problem.h"
#include "zones/base/buffer.h"

/** Adds what is wrong in a policy, each with its place, its line and a mark below it:
 *
 *     zonetidy.yaml:14:5: error: there is no key "sevrity" in the rules; there is a key "severity"
 *      14 |     sevrity: {ptr-missing: error}
 *         |     ^^^^^^^
 *
 * Paths below `folder` are shown without it; it may be NULL. What several policies share is shown
 * once. */
void problems_show(const struct policy_problems *problems,
                   const char *folder,
                   size_t columns,
                   struct buffer *text);
