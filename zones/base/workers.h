/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A few threads that share work whose items do not depend on each other.
 *
 * What a run does must not show in its result who did it or when: each item writes to a place of
 * its own, or to one of its worker, and what is put together afterwards is put together in the
 * order of the items. */
struct workers;

enum { WORKERS_MAX = 256 };

/** `count` workers, from 1 to WORKERS_MAX; the thread that calls is one of them. No thread is
 * started before there is something to share, and none at all for one worker. With `eager`, work is
 * shared however little it is. */
struct workers *workers_new(unsigned count, bool eager);

/** Waits for the threads to end. `workers` may be NULL. */
void workers_free(struct workers *workers);

/** How many there are; 1 for NULL, which is the thread that calls, alone. */
unsigned workers_count(const struct workers *workers);

bool workers_are_eager(const struct workers *workers);

/** The workers to give to workers_run() for work on so many records: NULL when one thread is done
 * before another one would have begun. */
struct workers *workers_for(struct workers *workers, uint64_t records);

/** Does one item. `worker` counts from 0 to below workers_count(): two items that are done at the
 * same time have different ones, so that it can be the index of memory to work in. */
typedef void worker_function(void *context, unsigned worker, size_t item);

/** Calls `function` once for each item from 0 to below `count`, in any order, and returns when all
 * are done. Items are handed out one by one from the first on, so the largest should be in front.
 *
 * May be called from inside of an item: whoever has nothing to do then helps there too, which keeps
 * its number. The thread that calls works on its own run until nothing is left of it.
 *
 * When the system gives no further thread, those that there are do the work. */
void workers_run(struct workers *workers, worker_function *function, void *context, size_t count);
