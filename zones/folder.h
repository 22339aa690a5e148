/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stdbool.h>

/** A folder and the folders in it are not looked into deeper than this. */
enum { FOLDER_DEPTH_MAX = 64 };

/** Who is told what a search comes across. Strings live during the call only. */
struct folder_visitor {
    /** A regular file. `linked`: its name is a symbolic link. */
    void (*file)(void *context, const char *path, bool linked);
    /** Whether a folder below the one that is searched is gone into. */
    bool (*enters)(void *context, const char *path);
    /** Something that could not be read; `message` is `path: reason`. */
    void (*failed)(void *context, const char *path, const char *message);
    void *context;
};

/** Visits the files that may be zone files in `path` and in the folders below it, in the order of
 * the names.
 *
 * Passed over are hidden entries; names that end as copies, journals, signed or packed output do
 * (`~`, `.bak`, `.orig`, `.rej`, `.swp`, `.jnl`, `.jbk`, `.signed`, `.save`, `.rpmnew`, `.rpmsave`,
 * `.gz`, `.zst`) or hold `.dpkg-`; configurations (`.conf`); and keys (`.key`, `.private`,
 * `.state`). Symbolic links to files are followed. Those to folders are not, but for `path` itself:
 * they lead out of what was asked for, or round in circles. */
void folder_search(const char *path, const struct folder_visitor *visitor);

/** Whether a search passes over this name. */
bool folder_name_is_passed_over(const char *name);
