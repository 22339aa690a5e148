/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "zones/base/memory.h"
#include "zones/base/pool.h"

static int make_pool(void **state)
{
    static struct pool pool;
    pool = (struct pool){0};
    *state = &pool;
    return 0;
}

static int free_pool(void **state)
{
    pool_free(*state);
    return 0;
}

/* All bytes of a thing are the same, and others than those of its neighbours. */
static uint8_t mark(size_t number)
{
    return (uint8_t)(number * 37 + 1);
}

static void assert_marked(const uint8_t *thing, size_t bytes, uint8_t expected)
{
    for (size_t i = 0; i < bytes; i++) {
        assert_int_equal(thing[i], expected);
    }
}

static uint32_t units_of(size_t bytes)
{
    return (uint32_t)((bytes + POOL_UNIT_BYTES - 1) / POOL_UNIT_BYTES);
}

/* Enough for all the sizes of blocks, and for several of the largest. */
static void things_stay_at_their_places_and_do_not_overlap(void **state)
{
    enum { THINGS = 40000 };
    struct pool *pool = *state;
    uint8_t **things = memory_get(THINGS * sizeof(*things));
    uint32_t *places = memory_get(THINGS * sizeof(*places));
    for (size_t i = 0; i < THINGS; i++) {
        size_t bytes = i % 97 + 1;
        things[i] = pool_add(pool, bytes, &places[i]);
        memset(things[i], mark(i), bytes);
        assert_int_equal((uintptr_t)things[i] % POOL_UNIT_BYTES, 0);
        assert_true(places[i] < pool_places(pool));
        assert_true(i == 0 || places[i] > places[i - 1]);
    }
    assert_true(pool->block_count > 12);
    for (size_t i = 0; i < THINGS; i++) {
        assert_ptr_equal(pool_at(pool, places[i]), things[i]);
        assert_marked(things[i], i % 97 + 1, mark(i));
    }
    free(things);
    free(places);
}

/* A thing never lies in two blocks; places at the end of a block may stay unused. */
static void a_thing_that_does_not_fit_begins_the_next_block(void **state)
{
    struct pool *pool = *state;
    uint32_t first;
    uint32_t place;
    pool_add(pool, 1, &first);
    assert_int_equal(first, 0);
    assert_int_equal(pool->block_count, 1);
    uint32_t left = pool->size - pool->used;
    pool_add(pool, (size_t)left * POOL_UNIT_BYTES, &place);
    assert_int_equal(place, 1);
    assert_int_equal(pool->block_count, 1);
    assert_int_equal(pool->used, pool->size);

    pool_add(pool, 1, &place);
    assert_int_equal(place, POOL_BLOCK_UNITS_MAX);
    assert_int_equal(pool->block_count, 2);
    left = pool->size - pool->used;
    pool_add(pool, (size_t)left * POOL_UNIT_BYTES + 1, &place);
    assert_int_equal(place, 2 * POOL_BLOCK_UNITS_MAX);
    assert_int_equal(pool_places(pool), (size_t)place + left + 1);
}

static void sizes_are_rounded_up_to_units(void **state)
{
    struct pool *pool = *state;
    static const size_t sizes[] = {1, 2, 3, 4, 5, 7, 8, 9, 263, 264, 265};
    uint32_t expected = 0;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        uint32_t place;
        pool_add(pool, sizes[i], &place);
        assert_int_equal(place, expected);
        expected += units_of(sizes[i]);
        assert_int_equal(pool_places(pool), expected);
    }
}

static void the_largest_thing_fills_a_block_of_its_own(void **state)
{
    struct pool *pool = *state;
    uint8_t *things[3];
    uint32_t places[3];
    for (uint32_t i = 0; i < 3; i++) {
        things[i] = pool_add(pool, POOL_BYTES_MAX, &places[i]);
        memset(things[i], mark(i), POOL_BYTES_MAX);
        assert_int_equal(places[i], i * POOL_BLOCK_UNITS_MAX);
    }
    uint32_t small;
    pool_add(pool, 1, &small);
    assert_int_equal(small, 3 * POOL_BLOCK_UNITS_MAX);
    for (uint32_t i = 0; i < 3; i++) {
        assert_ptr_equal(pool_at(pool, places[i]), things[i]);
        assert_marked(things[i], POOL_BYTES_MAX, mark(i));
    }
}

/* Blocks double; a thing may be larger than twice the last one by very little. */
static void a_block_is_as_large_as_the_thing_that_begins_it(void **state)
{
    struct pool *pool = *state;
    for (uint32_t more = 0; more < 3; more++) {
        uint32_t place;
        pool_free(pool);
        pool_add(pool, 1, &place);
        uint32_t units = 2 * pool->size + more;
        pool_add(pool, (size_t)units * POOL_UNIT_BYTES, &place);
        assert_int_equal(pool->used, units);
        assert_true(pool->size >= units);
    }
}

/* Between small things, behind which no block is that large yet. */
static void a_large_thing_gets_a_block_that_is_large_enough(void **state)
{
    struct pool *pool = *state;
    for (size_t bytes = 1000; bytes <= POOL_BYTES_MAX; bytes += 26007) {
        uint32_t place;
        uint32_t small;
        memset(pool_add(pool, bytes, &place), 0xff, bytes);
        memset(pool_add(pool, 3, &small), 0, 3);
        assert_true(place % POOL_BLOCK_UNITS_MAX + units_of(bytes) <= POOL_BLOCK_UNITS_MAX);
        assert_marked(pool_at(pool, place), bytes, 0xff);
    }
}

static void an_empty_pool_has_no_places_and_a_freed_one_is_empty(void **state)
{
    struct pool *pool = *state;
    uint32_t place;
    assert_int_equal(pool_places(pool), 0);
    pool_free(pool);
    for (int i = 0; i < 1000; i++) {
        pool_add(pool, 100, &place);
    }
    pool_free(pool);
    assert_int_equal(pool_places(pool), 0);
    assert_int_equal(pool->block_count, 0);
    pool_add(pool, 100, &place);
    assert_int_equal(place, 0);
}

static void a_cleared_pool_begins_again_in_the_same_block(void **state)
{
    struct pool *pool = *state;
    uint32_t place;
    const uint8_t *first = pool_add(pool, 100, &place);
    pool_add(pool, 100, &place);
    pool_clear(pool);
    assert_int_equal(pool_places(pool), 0);
    assert_ptr_equal(pool_add(pool, 8, &place), first);
    assert_int_equal(place, 0);
}

static void a_cleared_pool_of_several_blocks_is_empty(void **state)
{
    struct pool *pool = *state;
    uint32_t place;
    pool_add(pool, POOL_BYTES_MAX, &place);
    pool_add(pool, POOL_BYTES_MAX, &place);
    pool_clear(pool);
    assert_int_equal(pool_places(pool), 0);
    pool_add(pool, 1, &place);
    assert_int_equal(place, 0);
}

static void a_packed_pool_has_its_things_at_the_same_places(void **state)
{
    enum { THINGS = 100 };
    struct pool *pool = *state;
    struct arena *arena = arena_new();
    uint32_t places[THINGS];
    pool_start(pool, THINGS * THINGS);
    for (size_t i = 0; i < THINGS; i++) {
        memset(pool_add(pool, i + 1, &places[i]), mark(i), i + 1);
    }
    assert_int_equal(pool->block_count, 1);
    struct pool packed = pool_pack(pool, arena);
    assert_int_equal(pool_places(&packed), pool_places(pool));
    pool_clear(pool);
    uint32_t place;
    memset(pool_add(pool, 10000, &place), 0, 10000);
    for (size_t i = 0; i < THINGS; i++) {
        assert_marked(pool_at(&packed, places[i]), i + 1, mark(i));
    }
    arena_free(arena);
}

static void an_empty_pool_can_be_packed(void **state)
{
    struct arena *arena = arena_new();
    struct pool packed = pool_pack(*state, arena);
    assert_int_equal(pool_places(&packed), 0);
    arena_free(arena);
}

#define WITH_POOL(test) cmocka_unit_test_setup_teardown(test, make_pool, free_pool)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_POOL(things_stay_at_their_places_and_do_not_overlap),
        WITH_POOL(a_thing_that_does_not_fit_begins_the_next_block),
        WITH_POOL(sizes_are_rounded_up_to_units),
        WITH_POOL(the_largest_thing_fills_a_block_of_its_own),
        WITH_POOL(a_block_is_as_large_as_the_thing_that_begins_it),
        WITH_POOL(a_large_thing_gets_a_block_that_is_large_enough),
        WITH_POOL(an_empty_pool_has_no_places_and_a_freed_one_is_empty),
        WITH_POOL(a_cleared_pool_begins_again_in_the_same_block),
        WITH_POOL(a_cleared_pool_of_several_blocks_is_empty),
        WITH_POOL(a_packed_pool_has_its_things_at_the_same_places),
        WITH_POOL(an_empty_pool_can_be_packed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
