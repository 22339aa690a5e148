/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/arena.h"
#include "zones/base/vector.h"
#include "zones/path.h"

/* Where the paths of a server configuration lead on this machine (zones/named_conf.h says the
 * rule). */

struct conf_path {
    const char *written; /**< as the configuration has it */
    const char *base;    /**< the folder that a relative path is relative to; `` or `.` is here */
    const char *folder;  /**< of the configuration; below it is looked for what is nowhere else */
};

/** Where a path leads. */
struct found_file {
    const char *path;
    struct file_id id; /**< unset when nothing is there */
    uint64_t bytes;
};

/** The path of a file, in `arena`: where something is, or the first place looked at. A place is
 * looked at once, and what that tells is handed on: a configuration may name very many files. */
struct found_file conf_path_find(struct conf_path path, struct arena *arena);

struct conf_paths {
    VECTOR(const char *) items;
};

/** The files that a path means when it is a pattern, as glob(7) says, sorted by their bytes: those
 * at the first place where there are any. Added to `paths`, in `arena`. */
void conf_path_expand(struct conf_path path, struct arena *arena, struct conf_paths *paths);
