/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/error.h"

/** Gives the open file `to` the owner, group, extended attributes and mode of the open file `from`,
 * and takes away the attributes that `to` inherited from its folder and `from` does not have. ACLs,
 * security labels and capabilities are extended attributes.
 *
 * Called last, when the content is written: the kernel drops some of this on a write. Fails, naming
 * what it is, when something cannot be kept. `path` is for the message only. */
enum status attributes_copy(int from, int to, const char *path, struct error *error);
