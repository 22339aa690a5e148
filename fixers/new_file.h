/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/bytes.h"
#include "zones/base/error.h"

/** Makes a file that is not there yet, with this text. It appears whole or not at all: the text is
 * written to another new file beside it, synced, and only then gets the name. Fails when something
 * stands there already, be it a symbolic link that leads nowhere. */
enum status file_create(const char *path, struct bytes text, struct error *error);
