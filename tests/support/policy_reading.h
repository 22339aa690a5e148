/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/policy.h"
#include "zones/base/buffer.h"

/** What a test reads a policy from, with a small vocabulary of its own:
 *
 *     rule             family    severity
 *     mx-target-alias  mail      error
 *     mx-null-mixed    mail      warning
 *     ptr-missing      reverse   warning
 *     ttl-style        ttl       off
 *
 * `builtin:recommended` says nothing there. */
struct policy_texts {
    const char *main;   /**< NULL: the file at `path` */
    const char *parent; /**< is called builtin:parent; NULL: there is none */
    const char *path;
    const char *working_folder;
    struct policy_setting settings[4]; /**< up to the first without an option */
};

/** A policy, and what is wrong with it. */
struct policy_reading {
    struct arena *arena;
    struct policy_problems problems;
    struct policy *policy; /**< NULL: there are problems */
    struct buffer told;    /**< one line for each: `PATH:LINE:COLUMN: MESSAGE; HELP` */
};

void policy_reading_start(struct policy_reading *reading, struct policy_texts texts);
void policy_reading_end(struct policy_reading *reading);

/** The number of a rule; it must be there. */
int policy_reading_rule(const struct policy_reading *reading, const char *name);
