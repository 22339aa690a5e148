/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "analyzer/rules/reverse_name.h"

static void assert_name(const struct reverse_address *address, const char *expected)
{
    uint8_t wire[NAME_OCTETS_MAX];
    size_t length = reverse_address_to_wire(address, wire);
    struct arena *arena = arena_new();
    const struct name *name = name_new(arena, (struct bytes){wire, length});
    char text[NAME_TEXT_BYTES_MAX];
    assert_string_equal(name_to_text(name, text), expected);
    struct reverse_address back;
    assert_true(reverse_address_from_name(name, &back));
    assert_int_equal(back.type, address->type);
    assert_memory_equal(back.octets, address->octets, sizeof(back.octets));
    arena_free(arena);
}

static void every_octet_is_a_decimal_label_and_comes_back(void **state)
{
    (void)state;
    for (unsigned octet = 0; octet <= 255; octet++) {
        struct reverse_address address = {
            .type = TYPE_A,
            .octets = {10, 0, (uint8_t)(255 - octet), (uint8_t)octet},
        };
        char expected[NAME_TEXT_BYTES_MAX];
        snprintf(expected, sizeof(expected), "%u.%u.0.10.in-addr.arpa.", octet, 255 - octet);
        assert_name(&address, expected);
    }
}

static void every_nibble_is_a_label_and_comes_back(void **state)
{
    (void)state;
    struct reverse_address address = {
        .type = TYPE_AAAA,
        .octets = {0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef},
    };
    assert_name(&address, "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.f.e.d.c.b.a.9.8.7.6.5.4.3.2.1.0."
                          "ip6.arpa.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_octet_is_a_decimal_label_and_comes_back),
        cmocka_unit_test(every_nibble_is_a_label_and_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
