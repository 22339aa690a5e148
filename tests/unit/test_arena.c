/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "zones/base/arena.h"

static int make_arena(void **state)
{
    *state = arena_new();
    return 0;
}

static int free_arena(void **state)
{
    arena_free(*state);
    return 0;
}

static void no_arena_can_be_freed(void **state)
{
    (void)state;
    arena_free(NULL);
}

static void pieces_are_aligned_for_any_type(void **state)
{
    for (size_t size = 0; size < 100; size++) {
        assert_int_equal((uintptr_t)arena_get(*state, size) % alignof(max_align_t), 0);
        arena_get_aligned(*state, 1, 1);
    }
}

static void pieces_are_aligned_as_asked(void **state)
{
    for (size_t alignment = 1; alignment <= alignof(max_align_t); alignment *= 2) {
        arena_get_aligned(*state, 1, 1);
        assert_int_equal((uintptr_t)arena_get_aligned(*state, 3, alignment) % alignment, 0);
    }
}

static void pieces_without_alignment_lie_side_by_side(void **state)
{
    uint8_t *first = arena_get_aligned(*state, 3, 1);
    uint8_t *second = arena_get_aligned(*state, 5, 1);
    assert_ptr_equal(second, first + 3 + ARENA_GAP_BYTES);
}

static void pieces_keep_their_bytes_whatever_comes_behind(void **state)
{
    enum { PIECES = 2000 };
    uint8_t *pieces[PIECES];
    for (size_t i = 0; i < PIECES; i++) {
        size_t size = 1 + i * 7 % 5000;
        pieces[i] = arena_get(*state, size);
        memset(pieces[i], (int)(i % 251), size);
    }
    for (size_t i = 0; i < PIECES; i++) {
        size_t size = 1 + i * 7 % 5000;
        assert_int_equal(pieces[i][0], i % 251);
        assert_int_equal(pieces[i][size - 1], i % 251);
    }
}

static void a_piece_may_be_larger_than_any_block(void **state)
{
    enum { SIZE = 3 * 1024 * 1024 };
    uint8_t *before = arena_get(*state, 1);
    uint8_t *large = arena_get_zeroed(*state, SIZE);
    uint8_t *behind = arena_get(*state, 1);
    *before = 1;
    *behind = 2;
    for (size_t i = 0; i < SIZE; i++) {
        assert_int_equal(large[i], 0);
    }
}

static void zeroed_pieces_are_zero_where_others_were(void **state)
{
    memset(arena_get(*state, 4000), 0xff, 4000);
    arena_clear(*state);
    const uint8_t *piece = arena_get_zeroed(*state, 4000);
    for (size_t i = 0; i < 4000; i++) {
        assert_int_equal(piece[i], 0);
    }
}

static void clearing_gives_the_same_memory_again(void **state)
{
    const uint8_t *first = arena_get(*state, 100);
    arena_clear(*state);
    assert_ptr_equal(arena_get(*state, 100), first);
}

/* Blocks get larger where there is much already. */
static void an_arena_may_grow_to_many_megabytes(void **state)
{
    enum { PIECES = 400, SIZE = 100000 };
    uint8_t *pieces[PIECES];
    for (size_t i = 0; i < PIECES; i++) {
        pieces[i] = memset(arena_get(*state, SIZE), (int)(i % 251), SIZE);
    }
    for (size_t i = 0; i < PIECES; i++) {
        assert_int_equal(pieces[i][0], i % 251);
        assert_int_equal(pieces[i][SIZE - 1], i % 251);
    }
}

static void clearing_an_arena_of_many_blocks_leaves_one_that_works(void **state)
{
    for (size_t i = 0; i < 100; i++) {
        arena_get(*state, 10000);
    }
    arena_clear(*state);
    memset(arena_get(*state, 10000), 1, 10000);
}

static void a_copy_has_its_own_bytes_and_a_nul_behind_them(void **state)
{
    uint8_t original[] = {'a', '\0', 'b'};
    struct bytes copy = arena_copy(*state, (struct bytes){original, sizeof(original)});
    original[0] = 'x';
    assert_int_equal(copy.length, 3);
    assert_memory_equal(copy.data, "a\0b", 4);
}

static void a_copy_of_nothing_is_an_empty_string(void **state)
{
    struct bytes copy = arena_copy(*state, (struct bytes){NULL, 0});
    assert_int_equal(copy.length, 0);
    assert_non_null(copy.data);
    assert_int_equal(copy.data[0], '\0');
}

static void a_copy_of_a_string_outlives_it(void **state)
{
    char original[] = "db.example.com";
    const char *copy = arena_copy_string(*state, original);
    original[0] = 'x';
    assert_string_equal(copy, "db.example.com");
}

static void formatted_text_has_room_for_all_of_it(void **state)
{
    const char *text = arena_format(*state, "%s:%d:%08000d", "line", 12, 7);
    assert_int_equal(strlen(text), 8 + 8000);
    assert_memory_equal(text, "line:12:000", 11);
    assert_string_equal(text + 8 + 7998, "07");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_arena_can_be_freed),
        cmocka_unit_test_setup_teardown(pieces_are_aligned_for_any_type, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(pieces_are_aligned_as_asked, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(pieces_without_alignment_lie_side_by_side, make_arena,
                                        free_arena),
        cmocka_unit_test_setup_teardown(pieces_keep_their_bytes_whatever_comes_behind, make_arena,
                                        free_arena),
        cmocka_unit_test_setup_teardown(a_piece_may_be_larger_than_any_block, make_arena,
                                        free_arena),
        cmocka_unit_test_setup_teardown(an_arena_may_grow_to_many_megabytes, make_arena,
                                        free_arena),
        cmocka_unit_test_setup_teardown(zeroed_pieces_are_zero_where_others_were, make_arena,
                                        free_arena),
        cmocka_unit_test_setup_teardown(clearing_gives_the_same_memory_again, make_arena,
                                        free_arena),
        cmocka_unit_test_setup_teardown(clearing_an_arena_of_many_blocks_leaves_one_that_works,
                                        make_arena, free_arena),
        cmocka_unit_test_setup_teardown(a_copy_has_its_own_bytes_and_a_nul_behind_them, make_arena,
                                        free_arena),
        cmocka_unit_test_setup_teardown(a_copy_of_nothing_is_an_empty_string, make_arena,
                                        free_arena),
        cmocka_unit_test_setup_teardown(a_copy_of_a_string_outlives_it, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(formatted_text_has_room_for_all_of_it, make_arena,
                                        free_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
