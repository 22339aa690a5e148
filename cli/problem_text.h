/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/problem.h"
#include "zones/base/buffer.h"

/** Adds a place of a policy: its file and line, such as `zonetidy.yaml:14`, or the option of the
 * command line. */
void policy_place_show(struct policy_place place, const char *folder, struct buffer *text);

/** Adds something that is to be said of a policy, with its place, its line and a mark below it:
 *
 *     zonetidy.yaml:14:5: error: there is no key "sevrity" in the rules; there is a key "severity"
 *      14 |     sevrity: {ptr-missing: error}
 *         |     ^^^^^^^
 *
 * `label` is the word in front of the message. Paths below `folder` are shown without it; it may be
 * NULL. */
void problem_show(const struct policy_problem *problem,
                  const char *label,
                  const char *folder,
                  size_t columns,
                  struct buffer *text);

/** Adds all that is wrong in policies, each as an error. */
void problems_show(const struct policy_problems *problems,
                   const char *folder,
                   size_t columns,
                   struct buffer *text);
