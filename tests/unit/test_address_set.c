/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "analyzer/rules/address_set.h"

static struct reverse_address ipv4(uint32_t number)
{
    return (struct reverse_address){
        .type = TYPE_A,
        .octets = {(uint8_t)(number >> 24), (uint8_t)(number >> 16), (uint8_t)(number >> 8),
                   (uint8_t)number},
    };
}

/* The lowest and the highest octets differ: as many blocks as numbers. */
static struct reverse_address ipv6(uint32_t number)
{
    struct reverse_address address = ipv4(number);
    address.type = TYPE_AAAA;
    address.octets[15] = (uint8_t)(number * 7);
    return address;
}

static void an_empty_set_has_nothing(void **state)
{
    (void)state;
    struct address_set set = {0};
    struct reverse_address address = ipv4(0);
    assert_false(address_set_has(&set, NULL, &address));
    address_set_free(&set);
}

static void an_address_is_in_the_set_in_its_view_and_type_alone(void **state)
{
    (void)state;
    struct address_set set = {0};
    char inside[] = "inside"; /* equal to the literal below, and another pointer */
    struct reverse_address a = ipv4(0x0a000001);
    struct reverse_address neighbour = ipv4(0x0a000002);
    struct reverse_address other_net = ipv4(0x0a000101);
    struct reverse_address aaaa = a;
    aaaa.type = TYPE_AAAA;
    address_set_add(&set, inside, &a);
    address_set_add(&set, inside, &a);
    assert_true(address_set_has(&set, "inside", &a));
    assert_false(address_set_has(&set, "outside", &a));
    assert_false(address_set_has(&set, NULL, &a));
    assert_false(address_set_has(&set, "inside", &neighbour));
    assert_false(address_set_has(&set, "inside", &other_net));
    assert_false(address_set_has(&set, "inside", &aaaa));
    address_set_free(&set);
}

static void each_of_many_addresses_is_found_and_none_beside_them(void **state)
{
    (void)state;
    enum { ADDRESSES = 20000, STEP = 3 };
    struct address_set set = {0};
    for (uint32_t i = 0; i < ADDRESSES; i += STEP) {
        struct reverse_address a = ipv4(0xc0000200 + i);
        struct reverse_address aaaa = ipv6(i);
        address_set_add(&set, NULL, &a);
        address_set_add(&set, NULL, &aaaa);
    }
    for (uint32_t i = 0; i < ADDRESSES; i++) {
        struct reverse_address a = ipv4(0xc0000200 + i);
        struct reverse_address aaaa = ipv6(i);
        assert_int_equal(address_set_has(&set, NULL, &a), i % STEP == 0);
        assert_int_equal(address_set_has(&set, NULL, &aaaa), i % STEP == 0);
    }
    address_set_free(&set);
}

static void sets_unite_shard_by_shard(void **state)
{
    (void)state;
    enum { ADDRESSES = 10000 };
    struct address_set evens = {0};
    struct address_set odds = {0};
    for (uint32_t i = 0; i < ADDRESSES; i++) {
        struct reverse_address address = i % 4 < 2 ? ipv4(i) : ipv6(i);
        address_set_add(i % 2 == 0 ? &evens : &odds, NULL, &address);
    }
    for (size_t shard = 0; shard < ADDRESS_SHARDS; shard++) {
        address_set_add_shard(&evens, &odds, shard);
    }
    for (uint32_t i = 0; i < ADDRESSES; i++) {
        struct reverse_address address = i % 4 < 2 ? ipv4(i) : ipv6(i);
        struct reverse_address other = i % 4 < 2 ? ipv6(i) : ipv4(i);
        assert_true(address_set_has(&evens, NULL, &address));
        assert_false(address_set_has(&evens, NULL, &other));
    }
    address_set_free(&evens);
    address_set_free(&odds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_set_has_nothing),
        cmocka_unit_test(an_address_is_in_the_set_in_its_view_and_type_alone),
        cmocka_unit_test(each_of_many_addresses_is_found_and_none_beside_them),
        cmocka_unit_test(sets_unite_shard_by_shard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
