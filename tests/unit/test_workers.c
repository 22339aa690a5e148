/* SPDX-License-Identifier: BSD-3-Clause */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

#include "zones/base/memory.h"
#include "zones/base/workers.h"

enum { ITEMS = 1000 };

struct work {
    struct workers *workers;
    unsigned done[ITEMS];          /* how often */
    atomic_uint busy[WORKERS_MAX]; /* whether a worker is inside of an item */
    atomic_uint inner;             /* items of runs inside of items */
    atomic_bool twice;             /* a worker was in two items at once */
    pthread_t caller;
    atomic_bool elsewhere; /* some item was done by another thread */
};

static void do_item(void *context, unsigned worker, size_t item)
{
    struct work *work = context;
    if (atomic_fetch_add(&work->busy[worker], 1) != 0) {
        work->twice = true;
    }
    work->done[item]++;
    if (!pthread_equal(pthread_self(), work->caller)) {
        work->elsewhere = true;
    }
    atomic_fetch_sub(&work->busy[worker], 1);
}

static void every_item_is_done_once_by_any_number_of_workers(void **state)
{
    static const unsigned counts[] = {1, 2, 3, 8, 64};
    static const size_t items[] = {0, 1, 2, 7, ITEMS};
    (void)state;
    for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
        struct workers *workers = workers_new(counts[i], false);
        assert_int_equal(workers_count(workers), counts[i]);
        for (size_t k = 0; k < sizeof(items) / sizeof(items[0]); k++) {
            struct work *work = memory_get_zeroed(1, sizeof(*work));
            work->caller = pthread_self();
            workers_run(workers, do_item, work, items[k]);
            for (size_t item = 0; item < ITEMS; item++) {
                assert_int_equal(work->done[item], item < items[k] ? 1 : 0);
            }
            assert_false(work->twice);
            free(work);
        }
        workers_free(workers);
    }
}

static void no_workers_are_the_thread_that_calls(void **state)
{
    (void)state;
    struct work *work = memory_get_zeroed(1, sizeof(*work));
    work->caller = pthread_self();
    assert_int_equal(workers_count(NULL), 1);
    workers_run(NULL, do_item, work, ITEMS);
    assert_int_equal(work->done[ITEMS - 1], 1);
    assert_false(work->elsewhere);
    free(work);
    workers_free(NULL);
}

static void little_work_is_not_shared_unless_that_is_wanted(void **state)
{
    (void)state;
    struct workers *workers = workers_new(2, false);
    struct workers *eager = workers_new(2, true);
    assert_null(workers_for(workers, 10));
    assert_ptr_equal(workers_for(workers, 1000000), workers);
    assert_ptr_equal(workers_for(eager, 10), eager);
    assert_null(workers_for(NULL, 1000000));
    workers_free(eager);
    workers_free(workers);
}

/* Waits until two items are inside at once, which one thread alone could never see. */
static void meet(void *context, unsigned worker, size_t item)
{
    (void)worker;
    (void)item;
    pthread_barrier_wait(context);
}

static void two_workers_work_at_the_same_time(void **state)
{
    (void)state;
    pthread_barrier_t barrier;
    pthread_barrier_init(&barrier, NULL, 2);
    struct workers *workers = workers_new(2, false);
    workers_run(workers, meet, &barrier, 2);
    workers_run(workers, meet, &barrier, 4);
    workers_free(workers);
    pthread_barrier_destroy(&barrier);
}

static void do_inner_item(void *context, unsigned worker, size_t item)
{
    struct work *work = context;
    (void)worker;
    (void)item;
    atomic_fetch_add(&work->inner, 1);
}

static void do_outer_item(void *context, unsigned worker, size_t item)
{
    struct work *work = context;
    (void)worker;
    workers_run(work->workers, do_inner_item, work, item);
    work->done[item]++;
}

static void an_item_can_share_work_of_its_own(void **state)
{
    (void)state;
    for (unsigned count = 1; count < 5; count++) {
        struct work *work = memory_get_zeroed(1, sizeof(*work));
        work->workers = workers_new(count, false);
        workers_run(work->workers, do_outer_item, work, 200);
        assert_int_equal(work->inner, 199 * 200 / 2);
        workers_free(work->workers);
        free(work);
    }
}

/* The only large item shares its pieces: the other worker, which has nothing to do, comes to
 * help. */
static void do_large_item(void *context, unsigned worker, size_t item)
{
    struct work *work = context;
    (void)worker;
    if (item == 0) {
        pthread_barrier_t barrier;
        pthread_barrier_init(&barrier, NULL, 2);
        workers_run(work->workers, meet, &barrier, 2);
        pthread_barrier_destroy(&barrier);
    }
}

static void a_worker_without_items_helps_inside_of_another_item(void **state)
{
    (void)state;
    struct work *work = memory_get_zeroed(1, sizeof(*work));
    work->workers = workers_new(2, false);
    workers_run(work->workers, do_large_item, work, 2);
    workers_free(work->workers);
    free(work);
}

/* Sanitizers take memory of their own for each thread, and end the program when there is none. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SANITIZED true
#elif defined(__has_feature)
#define IS_SANITIZED (__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
#else
#define IS_SANITIZED false
#endif

static void without_threads_of_the_system_the_work_is_done_all_the_same(void **state)
{
    (void)state;
    if (IS_SANITIZED) {
        skip();
    }
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_AS, &before), 0);
    /* No room for another stack. */
    struct rlimit none = {.rlim_cur = 1, .rlim_max = before.rlim_max};
    struct work *work = memory_get_zeroed(1, sizeof(*work));
    work->caller = pthread_self();
    struct workers *workers = workers_new(4, false);
    setrlimit(RLIMIT_AS, &none);
    workers_run(workers, do_item, work, ITEMS);
    setrlimit(RLIMIT_AS, &before);
    assert_int_equal(work->done[0], 1);
    assert_int_equal(work->done[ITEMS - 1], 1);
    assert_false(work->elsewhere);
    workers_free(workers);
    free(work);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        /* First: the system keeps the stacks of threads that ended, and would use them again. */
        cmocka_unit_test(without_threads_of_the_system_the_work_is_done_all_the_same),
        cmocka_unit_test(every_item_is_done_once_by_any_number_of_workers),
        cmocka_unit_test(no_workers_are_the_thread_that_calls),
        cmocka_unit_test(little_work_is_not_shared_unless_that_is_wanted),
        cmocka_unit_test(two_workers_work_at_the_same_time),
        cmocka_unit_test(an_item_can_share_work_of_its_own),
        cmocka_unit_test(a_worker_without_items_helps_inside_of_another_item),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
