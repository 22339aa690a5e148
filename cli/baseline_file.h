/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/baseline.h"

/** What `zonetidy baseline` works on when no other file is named. */
extern const char baseline_path_default[];

/** A baseline in a file. All zero is none. */
struct baseline_file {
    struct source_list *sources;
    const struct source *source; /**< the file as it was read */
    struct baseline *baseline;
};

/** Reads it; a file that is not there is a failure too. Freed with baseline_file_end() either
 * way. */
enum status baseline_file_read(struct baseline_file *file, const char *path, struct error *error);

void baseline_file_end(struct baseline_file *file);

/** Puts another baseline in the place of the one that was read: at once, with the file's mode and
 * owner, symbolic links followed, and only when nobody changed it in between. */
enum status baseline_file_replace(const struct baseline_file *file,
                                  const struct baseline *baseline,
                                  struct error *error);

/** Makes a file that is not there yet. */
enum status baseline_file_create(const char *path,
                                 const struct baseline *baseline,
                                 struct error *error);
