/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/path.h"

/** A file of which the includes are read. */
struct scan_file {
    const char *path;
    const char *include_root; /**< as in struct zone_claim; NULL: none */
    struct file_id id;        /**< unset: not to be read */
    bool doubtful; /**< to be found out: is it only there to be included? Then `id` is set, and no
                        other file of the list has it */
    bool included; /**< the answer: another file includes it, itself or through others */
};

/** Finds out which of the doubtful files others include.
 *
 * Every file that is not doubtful is read whole, with all that it includes; then the doubtful ones
 * that are left. Of doubtful files that include each other in a circle, the first one stays. No
 * file is read twice, and reading stops when there is no doubt left. */
void include_scan(struct scan_file *files, size_t count);
