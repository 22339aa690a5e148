/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/base/workers.h"

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#include "zones/base/memory.h"

/* $INCLUDE and $GENERATE go at most INCLUDE_DEPTH_MAX deep and take few kilobytes a level, so this
 * is plenty, whatever `ulimit -s` says; what is not touched costs nothing. */
enum { STACK_BYTES = 8 * 1024 * 1024 };

/* Starting a thread costs about as much as a hundred records, and its memory is new; less than some
 * milliseconds of work is done sooner alone. */
enum { RECORDS_SHARED_MIN = 4096 };

/* A call of workers_run(), on the stack of the thread that called. */
struct run {
    worker_function *function;
    void *context;
    size_t count;
    atomic_size_t next; /* the first item that nobody has taken */
    unsigned helpers;   /* threads that work on it besides the one that called */
    struct run *outer;  /* in the list of open runs */
};

struct helper {
    struct workers *workers;
    pthread_t thread;
    unsigned number;
};

struct workers {
    unsigned count;
    bool eager;
    unsigned started;        /* helpers whose threads are there */
    bool asked;              /* for threads, with whatever success */
    bool ending;             /* helpers shall go home */
    struct run *open;        /* runs with items to take, the innermost in front */
    pthread_mutex_t mutex;   /* for all of this, and for `helpers` of each run */
    pthread_cond_t opened;   /* a run, or the end */
    pthread_cond_t left;     /* a helper has left a run */
    struct helper helpers[]; /* one less than workers */
};

/* The number of the worker that this thread is; each thread belongs to one pool at a time. */
static _Thread_local unsigned worker_number;

struct workers *workers_new(unsigned count, bool eager)
{
    assert(count >= 1 && count <= WORKERS_MAX);
    struct workers *workers =
        memory_get_zeroed(1, sizeof(*workers) + (count - 1) * sizeof(workers->helpers[0]));
    workers->count = count;
    workers->eager = eager;
    pthread_mutex_init(&workers->mutex, NULL);
    pthread_cond_init(&workers->opened, NULL);
    pthread_cond_init(&workers->left, NULL);
    return workers;
}

void workers_free(struct workers *workers)
{
    if (workers == NULL) {
        return;
    }
    assert(workers->open == NULL);
    pthread_mutex_lock(&workers->mutex);
    workers->ending = true;
    pthread_cond_broadcast(&workers->opened);
    pthread_mutex_unlock(&workers->mutex);
    for (unsigned i = 0; i < workers->started; i++) {
        pthread_join(workers->helpers[i].thread, NULL);
    }
    pthread_cond_destroy(&workers->left);
    pthread_cond_destroy(&workers->opened);
    pthread_mutex_destroy(&workers->mutex);
    free(workers);
}

unsigned workers_count(const struct workers *workers)
{
    return workers == NULL ? 1 : workers->count;
}

bool workers_are_eager(const struct workers *workers)
{
    return workers != NULL && workers->eager;
}

struct workers *workers_for(struct workers *workers, uint64_t records)
{
    bool enough = workers != NULL && (workers->eager || records >= RECORDS_SHARED_MIN);
    return enough ? workers : NULL;
}

static void run_take_items(struct run *run)
{
    for (;;) {
        size_t item = atomic_fetch_add_explicit(&run->next, 1, memory_order_relaxed);
        if (item >= run->count) {
            return;
        }
        run->function(run->context, worker_number, item);
    }
}

/* An open run that still has items, or NULL. */
static struct run *run_to_help(const struct workers *workers)
{
    struct run *run = workers->open;
    while (run != NULL && atomic_load_explicit(&run->next, memory_order_relaxed) >= run->count) {
        run = run->outer;
    }
    return run;
}

/* What an item wrote is seen by the thread that called workers_run(): both pass the mutex between
 * the item and the return. */
static void *helper_main(void *argument)
{
    struct helper *helper = argument;
    struct workers *workers = helper->workers;
    worker_number = helper->number;
    pthread_mutex_lock(&workers->mutex);
    while (!workers->ending) {
        struct run *run = run_to_help(workers);
        if (run == NULL) {
            pthread_cond_wait(&workers->opened, &workers->mutex);
            continue;
        }
        run->helpers++;
        pthread_mutex_unlock(&workers->mutex);
        run_take_items(run);
        pthread_mutex_lock(&workers->mutex);
        run->helpers--;
        pthread_cond_broadcast(&workers->left);
    }
    pthread_mutex_unlock(&workers->mutex);
    return NULL;
}

/* Signals that come from outside are for the thread that began the program. Those that a thread
 * raises itself (zones/base/mapping.c) cannot wait. */
static void signals_to_block(sigset_t *signals)
{
    sigfillset(signals);
    sigdelset(signals, SIGBUS);
    sigdelset(signals, SIGSEGV);
    sigdelset(signals, SIGFPE);
    sigdelset(signals, SIGILL);
    sigdelset(signals, SIGABRT);
}

static void workers_start(struct workers *workers)
{
    sigset_t blocked;
    sigset_t before;
    pthread_attr_t attributes;
    workers->asked = true;
    signals_to_block(&blocked);
    pthread_sigmask(SIG_BLOCK, &blocked, &before);
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    while (workers->started < workers->count - 1) {
        struct helper *helper = &workers->helpers[workers->started];
        *helper = (struct helper){.workers = workers, .number = workers->started + 1};
        if (pthread_create(&helper->thread, &attributes, helper_main, helper) != 0) {
            break;
        }
        workers->started++;
    }
    pthread_attr_destroy(&attributes);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* Takes the run out of the list, so that nobody begins to help, and waits for those who do. */
static void run_close(struct workers *workers, struct run *run)
{
    pthread_mutex_lock(&workers->mutex);
    struct run **link = &workers->open;
    while (*link != run) {
        link = &(*link)->outer;
    }
    *link = run->outer;
    while (run->helpers > 0) {
        pthread_cond_wait(&workers->left, &workers->mutex);
    }
    pthread_mutex_unlock(&workers->mutex);
}

void workers_run(struct workers *workers, worker_function *function, void *context, size_t count)
{
    struct run run = {.function = function, .context = context, .count = count};
    if (count < 2 || workers_count(workers) == 1) {
        run_take_items(&run);
        return;
    }
    pthread_mutex_lock(&workers->mutex);
    if (!workers->asked) {
        workers_start(workers);
    }
    run.outer = workers->open;
    workers->open = &run;
    pthread_cond_broadcast(&workers->opened);
    pthread_mutex_unlock(&workers->mutex);
    run_take_items(&run);
    run_close(workers, &run);
}
