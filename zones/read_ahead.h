/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/workers.h"
#include "zones/batch.h"

/* Pieces of one large file, read into batches by several threads before their turn has come.
 *
 * A piece is read as if an entry began at its first line and as if the origin were the one that
 * seems to hold there. Whether that was so is known when its turn comes; a batch that began
 * otherwise is used from the first entry on that it shares with what is really there, or not at
 * all (read_ahead_first()). So the threads save time and decide nothing. */
struct read_ahead;

/** What is read. */
struct read_ahead_text {
    struct bytes text;
    const struct name *origin; /**< at its start */
    uint16_t class;            /**< of the zone */
};

/** Whether the workers are more than one, and the text large enough to be worth it; workers that
 * are eager take any text, in pieces of some lines. */
bool read_ahead_is_for(const struct workers *workers, uint64_t bytes);

/** Calls `use` once, in the thread that calls, while other workers read ahead; returns when `use`
 * has. */
void read_ahead_run(struct workers *workers,
                    const struct read_ahead_text *text,
                    void (*use)(void *context, struct read_ahead *ahead),
                    void *context);

/** The batch of the piece that byte `at` lies in. It begins in that piece, not always at its start.
 * Pieces are asked for in the order of the text, each once; asking for one gives those in front
 * back. The rest of the text of the piece begins at `*ret_stop` or before. `origin` is the one that
 * holds at `at`, for the pieces that are still to be read; it lives as long as the zone. */
const struct batch *read_ahead_get(struct read_ahead *ahead,
                                   uint64_t at,
                                   const struct name *origin,
                                   uint64_t *ret_stop);

/** The first item of the batch that can be used when the next entry is known to begin at `at` and
 * `origin` to hold there; the number of items when none can. */
size_t read_ahead_first(const struct batch *batch, uint64_t at, const struct name *origin);
