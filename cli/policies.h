/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stdio.h>

#include "analyzer/terms.h"
#include "cli/policy_folders.h"
#include "zones/discovery.h"

struct options;

/** A policy that was read, and the file that it is from. */
struct run_policy {
    const char *path;
    struct policy *policy; /**< NULL: something is wrong in it */
    bool *excluding;       /**< by pattern of zones.exclude: it has left something out; NULL: nobody
                                wants to know */
};

/** A policy whose text is a source of the set, for findings in it. */
struct shown_policy {
    const struct policy_source *policy;
    uint32_t source;
};

/** The policies of a run: the one that an option names, or for each zone the one that is nearest to
 * its file. */
struct run_policies {
    const struct options *options;
    struct arena *arena;
    struct policy_problems problems; /**< in all of them; with any, nothing may be checked */
    struct policy_folders folders;
    VECTOR(struct run_policy) items;
    VECTOR(struct shown_policy) sources;
    const char *folder;  /**< the working folder; NULL when nobody knows */
    const char *asked;   /**< of the last folder that was asked for: as it was written, */
    const char *real;    /**< its real path, */
    struct policy *last; /**< and its policy */
    const char *mapped;  /**< of the last file that a policy maps: its folder as it was written, */
    const char *mapped_real; /**< and its real path */
    const struct zone_policy **of_zones;
    struct analysis_terms terms; /**< after run_policies_assign() */
};

void run_policies_start(struct run_policies *policies, const struct options *options);

/** Lets the policies say which files are which zones. */
struct claim_adviser run_policies_adviser(struct run_policies *policies);

/** Whether this pattern of zones.exclude has left out anything that a search came across; noted
 * when the option --unused asks for it. */
bool run_policies_has_excluded(const struct run_policies *policies,
                               const struct policy *policy,
                               size_t pattern);

/** Claims what policies map to zones, as far as it lies in what is asked for; once all paths are
 * claimed. */
void run_policies_claim(struct run_policies *policies, struct claims *claims);

/** The zone that a policy maps a file to, whose path is as run_policies_of_file() gives it. NULL:
 * none. */
const char *run_policies_mapped_name(struct run_policies *policies,
                                     const struct policy *policy,
                                     const char *real);

/** The policy for the files of a folder, as it is written, with a slash at its end or empty. NULL
 * when something is wrong in it. */
struct policy *run_policies_of_folder(struct run_policies *policies, const char *folder);

/** The path of that policy, or `builtin:NAME`. */
const char *run_policies_path(struct run_policies *policies, const char *folder);

/** The policy of a file, or of `builtin:NAME`. NULL when something is wrong in it. Each is read
 * once, and what several of them extend is found wrong once. */
struct policy *run_policies_read(struct run_policies *policies, const char *path);

/** The policy for a zone file, which need not be there, and in `ret_real` the path that patterns of
 * paths are held against. NULL when something is wrong in the policy. */
struct policy *run_policies_of_file(struct run_policies *policies,
                                    const char *path,
                                    const char **ret_real);

/** Finds the policy of each zone, and makes the terms. False when there are problems, in these
 * policies or in those that were asked for before. */
bool run_policies_assign(struct run_policies *policies, const struct zone_set *set);

/** Prints the problems to `file`, standard output or standard error. False when they did not arrive
 * there. */
bool run_policies_print_problems(const struct run_policies *policies, FILE *file);

void run_policies_end(struct run_policies *policies);
