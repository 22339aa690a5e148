/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/bytes.h"

/** A file that is mapped into memory, read-only: its pages need not stay there.
 *
 * The file stays open, so that mapping_descriptor() can tell whether it changed. One that becomes
 * shorter takes pages away: whoever reads there ends the program with a message that names the file
 * and MAPPING_EXIT_STATUS, because a signal leaves nowhere to go on. A file that must not do that,
 * such as one that is going to be replaced, is read instead. */
struct mapping;

enum {
    MAPPINGS_MAX = 256, /**< at the same time: each keeps a file open */
    MAPPING_EXIT_STATUS = 2,
};

/** Maps the file that is open as `fd`, all its `length` bytes, and takes the descriptor over. NULL,
 * and the descriptor stays the caller's, when that cannot be done: then it is to be read. `path` is
 * for the message and lives as long as the mapping. */
struct mapping *mapping_new(int fd, size_t length, const char *path);

/** `mapping` may be NULL. */
void mapping_free(struct mapping *mapping);

struct bytes mapping_bytes(const struct mapping *mapping);

int mapping_descriptor(const struct mapping *mapping);

/** The pages that lie whole between these bytes count as memory no more; they come back from the
 * file when they are read again. */
void mapping_release(const struct mapping *mapping, size_t start, size_t end);
