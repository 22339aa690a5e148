/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/error.h"
#include "zones/source.h"

/** A file's new content: a source that was read from a file, and the text that shall stand
 * there. */
struct file_change {
    const struct source *source;
    struct bytes text;
};

/** Replaces the files, all or none.
 *
 * Each new text is written to a new file beside the real one (symbolic links followed), with the
 * same mode, owner, group and extended attributes (ACLs and security labels are such), and synced.
 * Only when all are there, and every original was found to be what was read, byte for byte, and was
 * not touched since, are they exchanged with the originals, one after the other. Each original is
 * compared once more when it is out of the way, so that a change by somebody else in between is not
 * lost. Then the folders are synced and the old files removed. When a step fails, the originals are
 * put back and the new files removed. No reader ever sees half a file, and a batch of one file is
 * never seen half done.
 *
 * Refused: a file with several hard links (the others would keep the old text), one that changed
 * since it was read, one in a folder that cannot be written to. An owner or attribute that cannot
 * be kept is never lost in silence: that fails too. `error` then ends with `nothing was written`,
 * or names what could not be put back.
 *
 * Signals that would end or stop the process in the middle are held up until all is done or taken
 * back, and act then. They are held for the calling thread: no other one should run. */
enum status files_replace(const struct file_change *changes, size_t count, struct error *error);
