/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/arena.h"

/** A folder of files that a test makes and takes away again. */
struct temporary_folder {
    char *path;          /**< below $TMPDIR, or else /tmp */
    struct arena *arena; /**< of this and of the paths that are handed out */
};

void temporary_folder_make(struct temporary_folder *folder);

/** Deletes everything in it and the folder. */
void temporary_folder_remove(struct temporary_folder *folder);

/** The path of a name in it. */
const char *temporary_path(const struct temporary_folder *folder, const char *name);

/** Writes a file, and makes the folders in its name. Returns its path. */
const char *temporary_file(const struct temporary_folder *folder,
                           const char *name,
                           struct bytes text);

/** The same with a C string. */
const char *temporary_text(const struct temporary_folder *folder,
                           const char *name,
                           const char *text);

/** Makes a symbolic link to `target`, which is written into it as it is. */
void temporary_link(const struct temporary_folder *folder, const char *name, const char *target);
