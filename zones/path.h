/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <sys/types.h>

#include "zones/base/arena.h"
#include "zones/base/buffer.h"

/** Which file a path leads to, whatever the path. All zero when it leads to none. */
struct file_id {
    dev_t device;
    ino_t inode;
};

static inline bool file_id_equal(struct file_id a, struct file_id b)
{
    return a.device == b.device && a.inode == b.inode;
}

static inline bool file_id_is_set(struct file_id id)
{
    return id.device != 0 || id.inode != 0;
}

/** Orders ids; for sorting. Below 0, 0 or above 0. */
int file_id_compare(struct file_id a, struct file_id b);

/** The file behind symbolic links; all zero when there is none. */
struct file_id file_id_of(const char *path);

/** The same, and how many bytes the file has: 0 when there is none. */
struct file_id file_id_and_bytes(const char *path, uint64_t *ret_bytes);

/** The last part of a path: `db.example.com` of `zones/db.example.com`. */
const char *path_base(const char *path);

/** What is in front of the last part, with its slash; empty when there is nothing. */
struct bytes path_folder(const char *path);

bool path_exists(const char *path);

/** `name` inside of `folder`, in `arena`. An absolute name, or one inside of the empty folder or
 * of `.`, stays as it is. */
const char *path_join(struct arena *arena, struct bytes folder, struct bytes name);

/** The file that `$INCLUDE name` means in the file `including`: beside that file, which is where a
 * repository keeps it; when nothing is there and `root` is not NULL, below `root`. In `arena`. */
const char *path_of_include(struct arena *arena,
                            const char *including,
                            struct bytes name,
                            const char *root);

/** Where a path leads: absolute, without `.`, `..` and symbolic links, in `real`. The empty path is
 * the working folder. What is not there is completed as it is written, so that a path tells where
 * it would lead whether or not there is a file. False when `path` can be opened, but not be
 * followed part by part: then nobody knows where it leads. */
bool path_resolve(const char *path, struct buffer *real);

/** Whether `path` is `folder` or lies in it, part by part; both as path_resolve() gives them. */
bool path_is_inside(struct bytes path, struct bytes folder);

/** A path as it is shown: relative when it lies below the folder, and without `./` in front; else as
 * it is. Never empty unless `path` is; the end of `path` itself. `folder` may be NULL. */
const char *path_shown_from(const char *folder, const char *path);
