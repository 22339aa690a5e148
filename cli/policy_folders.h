/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stddef.h>

#include "zones/base/arena.h"

/* Which policy file is for the files of a folder: the nearest one in the folder itself or above it,
 * up to the root of the repository. A folder above that everybody may write to ends the way up as
 * well: neither what is in it counts nor what is above it. Each folder is looked at once. */

#define POLICY_FILE_NAME "zonetidy.yaml"

/** Who calls it so means the same, and would never learn that nobody reads it: it stands for the
 * policy of its folder when the other one is not there, for a message (cli/policies.c). */
#define POLICY_FILE_MISNAMED "zonetidy.yml"

/** All zero at first but the arena; ended with policy_folders_end(). */
struct policy_folders {
    struct arena *arena;
    struct policy_folder *items; /**< a hash table */
    size_t slot_count;
    size_t count;
};

/** What is known of a folder. */
struct policy_folder {
    const char *path;   /**< real path; NULL: this place of the table is free */
    const char *policy; /**< of the file that is for it; NULL: there is none */
    const char *above;  /**< of a policy file further up that is not looked at because of `policy`;
                             NULL: there is none */
};

/** The folder with this real path. It stays until another one is asked for. */
const struct policy_folder *policy_folder_find(struct policy_folders *folders, const char *real);

void policy_folders_end(struct policy_folders *folders);
