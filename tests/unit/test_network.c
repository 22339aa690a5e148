/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "policies/network.h"

static struct network network_of(const char *text, struct arena *arena)
{
    struct network network;
    struct network_flaw flaw;
    if (!network_from_text(bytes_from_string(text), arena, &network, &flaw)) {
        fail_msg("`%s` is no network: %s", text, flaw.message);
    }
    return network;
}

static void a_network_holds_the_addresses_that_begin_with_its_prefix(void **state)
{
    (void)state;
    static const struct {
        const char *network;
        const char *address;
        bool contains;
    } cases[] = {
        {"192.0.2.0/24", "192.0.2.0", true},
        {"192.0.2.0/24", "192.0.2.255", true},
        {"192.0.2.0/24", "192.0.3.0", false},
        {"192.0.2.1", "192.0.2.1", true},
        {"192.0.2.1", "192.0.2.0", false},
        {"192.0.2.1/32", "192.0.2.1", true},
        {"192.0.2.128/25", "192.0.2.127", false},
        {"192.0.2.128/25", "192.0.2.128", true},
        {"172.16.0.0/12", "172.31.255.255", true},
        {"172.16.0.0/12", "172.32.0.0", false},
        {"128.0.0.0/1", "127.255.255.255", false},
        {"0.0.0.0/0", "255.255.255.255", true},
        {"0.0.0.0/0", "::", false},
        {"2001:db8::/32", "2001:db8:ffff::1", true},
        {"2001:db8::/32", "2001:db9::", false},
        {"2001:db8::1", "2001:db8::1", true},
        {"2001:db8::1", "2001:db8::2", false},
        {"2001:db8::/127", "2001:db8::1", true},
        {"2001:db8::/127", "2001:db8::2", false},
        {"2000::/3", "3fff::", true},
        {"2000::/3", "4000::", false},
        {"::/0", "ffff::", true},
        {"::/0", "192.0.2.1", false},
        {"::ffff:0:0/96", "192.0.2.1", false},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct network network = network_of(cases[i].network, arena);
        struct network one = network_of(cases[i].address, arena);
        struct bytes address = {one.octets, one.address_octets};
        if (network_contains(&network, address) != cases[i].contains) {
            fail_msg("%s %s %s", cases[i].network, cases[i].contains ? "does not hold" : "holds",
                     cases[i].address);
        }
    }
    arena_free(arena);
}

static void what_is_no_network_says_why_and_where(void **state)
{
    (void)state;
    static const char *const no_address = "not an IPv4 or IPv6 address";
    static const char *const no_prefix4 = "an IPv4 prefix has a length from 0 to 32";
    static const char *const no_prefix6 = "an IPv6 prefix has a length from 0 to 128";
    const struct {
        const char *text;
        size_t offset;
        const char *message;
    } cases[] = {
        {"", 0, no_address},
        {"/24", 0, no_address},
        {"192.0.2/24", 0, no_address},
        {"192.0.2.256/24", 0, no_address},
        {"192.0.2.010", 0, no_address},
        {"192.0.2.1 ", 0, no_address},
        {"2001:db8:::/32", 0, no_address},
        {"fe80::1%eth0", 0, no_address},
        {"example.com", 0, no_address},
        {"192.0.2.0/", 10, no_prefix4},
        {"192.0.2.0/33", 10, no_prefix4},
        {"192.0.2.0/024", 10, no_prefix4},
        {"192.0.2.0/-1", 10, no_prefix4},
        {"192.0.2.0/24/24", 10, no_prefix4},
        {"192.0.2.0/255.255.255.0", 10, no_prefix4},
        {"192.0.2.0/18446744073709551640", 10, no_prefix4},
        {"2001:db8::/129", 11, no_prefix6},
        {"2001:db8::/x", 11, no_prefix6},
        {"192.0.2.7/24", 0, "bits behind the prefix are set: the network is 192.0.2.0/24"},
        {"10.1.2.3/0", 0, "bits behind the prefix are set: the network is 0.0.0.0/0"},
        {"172.31.0.0/12", 0, "bits behind the prefix are set: the network is 172.16.0.0/12"},
        {"2001:db8::1/64", 0, "bits behind the prefix are set: the network is 2001:db8::/64"},
        {"3001::/3", 0, "bits behind the prefix are set: the network is 2000::/3"},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct network network;
        struct network_flaw flaw;
        if (network_from_text(bytes_from_string(cases[i].text), arena, &network, &flaw)) {
            fail_msg("`%s` is taken for a network", cases[i].text);
        }
        assert_string_equal(flaw.message, cases[i].message);
        assert_int_equal(flaw.offset, cases[i].offset);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_network_holds_the_addresses_that_begin_with_its_prefix),
        cmocka_unit_test(what_is_no_network_says_why_and_where),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
