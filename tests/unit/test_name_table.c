/* SPDX-License-Identifier: BSD-3-Clause */
/* A table of names grows in two ways: it gets more slots, and it gives more bits of each slot to
 * the places of its names. Neither loses a name or makes two of one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "zones/base/memory.h"
#include "zones/name_table.h"
#include "zones/zone.h"

enum {
    NAMES = 200000,
    SLOTS_FIRST = 32,      /* of a new table */
    PLACE_BITS_FIRST = 12, /* the same */
};

static int make_table(void **state)
{
    *state = name_table_new(0);
    return 0;
}

static int free_table(void **state)
{
    name_table_free(*state);
    return 0;
}

/* The wire form of `<number>.example.`; lengths and last octets differ. */
static struct bytes numbered_name(size_t number, uint8_t wire[NAME_OCTETS_MAX])
{
    char label[32];
    int length = snprintf(label, sizeof(label), "%zu", number);
    wire[0] = (uint8_t)length;
    memcpy(wire + 1, label, (size_t)length);
    memcpy(wire + 1 + length, "\7example", 9);
    return (struct bytes){wire, (size_t)length + 10};
}

/* A name as long as names can be. */
static struct bytes long_name(size_t number, uint8_t wire[NAME_OCTETS_MAX])
{
    memset(wire, 'a', NAME_OCTETS_MAX);
    wire[0] = wire[64] = wire[128] = 63;
    wire[192] = 61;
    wire[254] = 0;
    for (size_t i = 1; number > 0; i++, number /= 10) {
        wire[i] = (uint8_t)('0' + number % 10);
    }
    return (struct bytes){wire, NAME_OCTETS_MAX};
}

static uint32_t add(struct name_table *table, struct bytes wire)
{
    return name_table_number(table, wire, name_wire_hash(wire));
}

static void assert_found(const struct name_table *table, struct bytes wire, uint32_t number)
{
    const struct name *name = name_table_find_wire(table, wire);
    assert_non_null(name);
    assert_ptr_equal(name, name_table_at(table, number));
    assert_true(bytes_equal(name_wire(name), wire));
    assert_int_equal(name->node, NODE_NONE);
}

static void names_are_found_again_when_the_table_has_grown(void **state)
{
    struct name_table *table = *state;
    uint8_t wire[NAME_OCTETS_MAX];
    uint32_t *numbers = memory_get(NAMES * sizeof(*numbers));
    for (size_t i = 0; i < NAMES; i++) {
        numbers[i] = add(table, numbered_name(i, wire));
        assert_true(i == 0 || numbers[i] > numbers[i - 1]);
    }
    assert_int_equal(name_table_count(table), NAMES);
    assert_true(table->slot_count >= NAMES);
    assert_true(table->place_bits > PLACE_BITS_FIRST);
    for (size_t i = 0; i < NAMES; i++) {
        struct bytes name = numbered_name(i, wire);
        assert_found(table, name, numbers[i]);
        assert_int_equal(add(table, name), numbers[i]);
    }
    assert_int_equal(name_table_count(table), NAMES);
    free(numbers);
}

static void names_that_were_not_added_are_not_found(void **state)
{
    struct name_table *table = *state;
    uint8_t wire[NAME_OCTETS_MAX];
    for (size_t i = 0; i < NAMES; i++) {
        assert_null(name_table_find_wire(table, numbered_name(i, wire)));
        if (i % 2 == 0) {
            add(table, numbered_name(i, wire));
        }
    }
    for (size_t i = 0; i < NAMES; i++) {
        const struct name *name = name_table_find_wire(table, numbered_name(i, wire));
        assert_int_equal(name != NULL, i % 2 == 0);
    }
}

/* A pointer to a name is good for as long as the table is. */
static void names_do_not_move(void **state)
{
    struct name_table *table = *state;
    uint8_t wire[NAME_OCTETS_MAX];
    const struct name *first = name_table_add(table, numbered_name(0, wire));
    for (size_t i = 1; i < NAMES; i++) {
        add(table, numbered_name(i, wire));
    }
    assert_ptr_equal(name_table_find_wire(table, numbered_name(0, wire)), first);
    assert_true(bytes_equal(name_wire(first), numbered_name(0, wire)));
}

/* Slot by slot, they are looked for behind each other; so a table of up to 1,024 slots is one run
 * of them. */
static void names_whose_search_begins_at_one_slot_are_told_apart(void **state)
{
    struct name_table *table = *state;
    const uint32_t low_bits = 1023;
    uint8_t wire[NAME_OCTETS_MAX];
    uint32_t numbers[NAMES / 256];
    uint32_t count = 0;
    uint32_t wanted = name_wire_hash(numbered_name(0, wire)) & low_bits;
    for (size_t i = 0; i < NAMES; i++) {
        struct bytes name = numbered_name(i, wire);
        if ((name_wire_hash(name) & low_bits) == wanted && count < NAMES / 256) {
            numbers[count++] = add(table, name);
        }
    }
    assert_true(count > 100);
    assert_int_equal(name_table_count(table), count);
    uint32_t found = 0;
    for (size_t i = 0; i < NAMES && found < count; i++) {
        struct bytes name = numbered_name(i, wire);
        if ((name_wire_hash(name) & low_bits) == wanted) {
            assert_found(table, name, numbers[found++]);
        } else if (i % 64 == 0) {
            assert_null(name_table_find_wire(table, name));
        }
    }
    assert_int_equal(found, count);
}

struct hashed {
    uint32_t
        kept; /* of the hash: what a new table's slot keeps of it, and where the search begins */
    uint32_t number;
};

static int hashed_compare(const void *a, const void *b)
{
    const struct hashed *one = a;
    const struct hashed *other = b;
    return (one->kept > other->kept) - (one->kept < other->kept);
}

/* Only the names themselves tell the difference then. */
static void names_whose_slots_keep_the_same_bits_are_told_apart(void **state)
{
    (void)state;
    const uint32_t kept_bits = ~((UINT32_C(1) << PLACE_BITS_FIRST) - 1) | (SLOTS_FIRST - 1);
    uint8_t wire[NAME_OCTETS_MAX];
    struct hashed *all = memory_get(NAMES * sizeof(*all));
    for (uint32_t i = 0; i < NAMES; i++) {
        all[i] = (struct hashed){name_wire_hash(numbered_name(i, wire)) & kept_bits, i};
    }
    qsort(all, NAMES, sizeof(*all), hashed_compare);
    uint32_t pairs = 0;
    for (size_t i = 1; i < NAMES && pairs < 100; i++) {
        if (all[i].kept != all[i - 1].kept) {
            continue;
        }
        struct name_table *table = name_table_new(0);
        assert_int_equal(table->slot_count, SLOTS_FIRST);
        assert_int_equal(table->place_bits, PLACE_BITS_FIRST);
        uint32_t one = add(table, numbered_name(all[i - 1].number, wire));
        assert_null(name_table_find_wire(table, numbered_name(all[i].number, wire)));
        uint32_t other = add(table, numbered_name(all[i].number, wire));
        assert_int_not_equal(one, other);
        assert_found(table, numbered_name(all[i - 1].number, wire), one);
        assert_found(table, numbered_name(all[i].number, wire), other);
        name_table_free(table);
        pairs++;
    }
    free(all);
    assert_true(pairs > 10);
}

/* A few long names need places that the bits of a new table cannot say, long before it is full. */
static void large_names_take_more_bits_for_their_places(void **state)
{
    enum { LONG_NAMES = 20000 };
    struct name_table *table = *state;
    uint8_t wire[NAME_OCTETS_MAX];
    uint32_t *numbers = memory_get(LONG_NAMES * sizeof(*numbers));
    uint32_t growths = 0; /* of the bits alone */
    for (size_t i = 0; i < LONG_NAMES; i++) {
        uint32_t slots = table->slot_count;
        uint32_t bits = table->place_bits;
        numbers[i] = add(table, long_name(i, wire));
        assert_true((uint64_t)numbers[i] + 1 < UINT64_C(1) << table->place_bits);
        if (table->place_bits > bits && table->slot_count == slots) {
            growths++;
            for (size_t k = 0; k <= i; k++) {
                assert_found(table, long_name(k, wire), numbers[k]);
            }
        }
    }
    assert_true(growths > 0);
    for (size_t i = 0; i < LONG_NAMES; i++) {
        assert_found(table, long_name(i, wire), numbers[i]);
    }
    assert_null(name_table_find_wire(table, long_name(LONG_NAMES, wire)));
    free(numbers);
}

/* Names that were there are found, and those to come make nothing move. */
static void a_table_with_the_expected_room_does_not_grow(void **state)
{
    enum { FIRST = 100, ALL = 20000 };
    struct name_table *table = *state;
    uint8_t wire[NAME_OCTETS_MAX];
    uint32_t *numbers = memory_get(ALL * sizeof(*numbers));
    for (uint32_t i = 0; i < FIRST; i++) {
        numbers[i] = add(table, numbered_name(i, wire));
    }
    /* Small blocks of the pool take as many places as large ones. */
    name_table_expect_all(table, ALL, UINT64_C(1) << 20);
    for (uint32_t i = 0; i < FIRST; i++) {
        assert_found(table, numbered_name(i, wire), numbers[i]);
    }
    const uint32_t *slots = table->slots;
    for (uint32_t i = FIRST; i < ALL; i++) {
        numbers[i] = add(table, numbered_name(i, wire));
    }
    assert_ptr_equal(table->slots, slots);
    name_table_expect_all(table, 1, 1); /* less than there is changes nothing */
    assert_ptr_equal(table->slots, slots);
    for (uint32_t i = 0; i < ALL; i++) {
        assert_found(table, numbered_name(i, wire), numbers[i]);
    }
    free(numbers);
}

#define WITH_TABLE(test) cmocka_unit_test_setup_teardown(test, make_table, free_table)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TABLE(names_are_found_again_when_the_table_has_grown),
        WITH_TABLE(names_that_were_not_added_are_not_found),
        WITH_TABLE(names_do_not_move),
        WITH_TABLE(names_whose_search_begins_at_one_slot_are_told_apart),
        cmocka_unit_test(names_whose_slots_keep_the_same_bits_are_told_apart),
        WITH_TABLE(large_names_take_more_bits_for_their_places),
        WITH_TABLE(a_table_with_the_expected_room_does_not_grow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
