/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "zones/zone_head.h"
#include "zones/zone_name.h"

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

struct name_case {
    const char *input;
    const char *name; /* NULL: none is told */
};

static void assert_same_name(const char *input, const char *name, const char *expected)
{
    if (expected == NULL ? name != NULL : name == NULL || strcmp(name, expected) != 0) {
        fail_msg("`%s` tells %s, expected %s", input, name == NULL ? "nothing" : name,
                 expected == NULL ? "nothing" : expected);
    }
}

static void assert_paths(struct arena *arena, const struct name_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_same_name(cases[i].input, zone_name_from_path(cases[i].input, arena), cases[i].name);
    }
}

#define ASSERT_PATHS(arena, cases) assert_paths(arena, cases, sizeof(cases) / sizeof((cases)[0]))

static void a_file_name_has_one_of_the_usual_forms(void **state)
{
    static const struct name_case cases[] = {
        {"db.example.com", "example.com."},
        {"example.com.zone", "example.com."},
        {"example.com.db", "example.com."},
        {"example.com.hosts", "example.com."},
        {"example.com.rev", "example.com."},
        {"example.com.txt", "example.com."},
        {"example.com.", "example.com."},
        {"example.com", "example.com."},
        {"db.example.com.", "example.com."},
        {"neo", "neo."},
        {"xn--bcher-kva.example.zone", "xn--bcher-kva.example."},
        {"_msdcs.example.com.db", "_msdcs.example.com."},
        {"Example.COM.Zone", "example.com."},
        {"/var/lib/bind/zones.d/db.example.com", "example.com."},
    };
    ASSERT_PATHS(*state, cases);
}

static void a_file_name_has_only_one_of_the_forms(void **state)
{
    static const struct name_case cases[] = {
        {"db.example.zone", "example.zone."}, /* .zone is a top-level domain */
        {"db.example.com.zone", "example.com.zone."},
        {"example.zone", "example."},
        {"db.db", "db."},
    };
    ASSERT_PATHS(*state, cases);
}

static void root_is_the_root_zone(void **state)
{
    static const struct name_case cases[] = {
        {"root.zone", "."},
        {"db.root", "."},
        {"root", "."},
        {"root.example.zone", "root.example."},
    };
    ASSERT_PATHS(*state, cases);
}

static void octets_are_a_reversed_net(void **state)
{
    static const struct name_case cases[] = {
        {"db.192.0.2", "2.0.192.in-addr.arpa."},
        {"192.0.2.rev", "2.0.192.in-addr.arpa."},
        {"192.0.2", "2.0.192.in-addr.arpa."},
        {"db.10.127", "127.10.in-addr.arpa."},
        {"db.10", "10.in-addr.arpa."},
        {"db.0", "0.in-addr.arpa."},
        {"10.zone", "10.in-addr.arpa."},
        {"192.0.2.255.db", "255.2.0.192.in-addr.arpa."},
        {"0.2.192.in-addr.arpa.zone", "0.2.192.in-addr.arpa."},
        {"64-26.2.0.192.in-addr.arpa", "64-26.2.0.192.in-addr.arpa."},
        {"db.8.b.d.0.1.0.0.2.ip6.arpa", "8.b.d.0.1.0.0.2.ip6.arpa."},
    };
    ASSERT_PATHS(*state, cases);
}

static void numbers_that_are_no_net_tell_nothing(void **state)
{
    static const struct name_case cases[] = {
        {"10", NULL}, /* may be anything */
        {"10.txt", NULL},      {"db.192.0.256", NULL},
        {"db.192.00.2", NULL}, {"db.1.2.3.4.5", NULL},
        {"db.192..2", NULL},   {"db.192.0.2.0-24", NULL},
        {"db.fd10.127", NULL}, /* half an IPv6 net */
        {"db.2001-db8", NULL}, {"db.99999999999999999999", NULL},
    };
    ASSERT_PATHS(*state, cases);
}

static void other_names_tell_nothing(void **state)
{
    static const struct name_case cases[] = {
        {"", NULL},
        {"zones/", NULL},
        {".", NULL},
        {"..", NULL},
        {".zone", NULL},
        {"my zone.db", NULL},
        {"copy(1).example.com", NULL},
        {"b\xc3\xbc"
         "cher.example",
         NULL},
        {"a..example.zone", NULL},
        {"x1234567890123456789012345678901234567890123456789012345678901234.zone", NULL},
    };
    ASSERT_PATHS(*state, cases);
}

static void some_forms_are_typical(void **state)
{
    static const char *const typical[] = {"db.example.com", "zones/example.com.zone",
                                          "a.db",           "a.hosts",
                                          "192.0.2.rev",    "DB.example",
                                          "db.fd10.127",    "my zone.zone"};
    static const char *const other[] = {"example.com", "example.com.", "README.txt", "db", "db.",
                                        ".zone",       "a.zone2",      "db.d/notes", ""};
    (void)state;
    for (size_t i = 0; i < sizeof(typical) / sizeof(typical[0]); i++) {
        assert_true(zone_path_is_typical(typical[i]));
    }
    for (size_t i = 0; i < sizeof(other) / sizeof(other[0]); i++) {
        assert_false(zone_path_is_typical(other[i]));
    }
}

static void a_given_name_becomes_absolute_and_lower_case(void **state)
{
    static const struct name_case cases[] = {
        {"example.com", "example.com."},
        {"Example.COM.", "example.com."},
        {".", "."},
        {"a\\.b.example", "a\\.b.example."},
        {"a\\.", "a\\.."},
        {"0/25.2.0.192.in-addr.arpa", "0/25.2.0.192.in-addr.arpa."},
        {"", NULL},
        {"@", NULL},
        {"a..b", NULL},
        {"a\\", NULL},
        {"x1234567890123456789012345678901234567890123456789012345678901234", NULL},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct bytes text = bytes_from_string(cases[i].input);
        assert_same_name(cases[i].input, zone_name_canonical(text, *state), cases[i].name);
    }
}

#define SOA_DATA " SOA ns.example.net. admin.example.net. 1 7200 900 604800 300\n"

static void assert_texts(struct arena *arena, const struct name_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct bytes text = bytes_from_string(cases[i].input);
        assert_same_name(cases[i].input, zone_name_from_text(text, arena), cases[i].name);
    }
}

#define ASSERT_TEXTS(arena, cases) assert_texts(arena, cases, sizeof(cases) / sizeof((cases)[0]))

static void the_owner_of_the_soa_tells_the_zone(void **state)
{
    static const struct name_case cases[] = {
        {"example.com. IN" SOA_DATA, "example.com."},
        {"EXAMPLE.com. 3600 IN" SOA_DATA, "example.com."},
        {"example.com." SOA_DATA, "example.com."},
        {"; a comment\n\n$TTL 1d\nexample.com. IN soa a. b. (\n 1 2 3 4 5 )\n", "example.com."},
        {". IN" SOA_DATA, "."},
        {"a\\.b.example. IN" SOA_DATA, "a\\.b.example."},
        {"www.example.com. A 192.0.2.1\nexample.com. IN" SOA_DATA, "example.com."},
        {"example.com. A 192.0.2.1\n IN" SOA_DATA, "example.com."},
        {"$ORIGIN net.\nexample.com. A 192.0.2.1\n IN" SOA_DATA, "example.com."},
        {"example.com. IN" SOA_DATA "example.net. IN" SOA_DATA, "example.com."},
        {"example.com. IN SOA {{ serial }}\n", "example.com."},
        {"example.com. IN SOA a. b. ( 1 2 3 4 5\n", "example.com."}, /* never closed */
        {"{% include 'head' %}\nexample.com. IN" SOA_DATA, "example.com."},
    };
    ASSERT_TEXTS(*state, cases);
}

static void origin_completes_the_owner(void **state)
{
    static const struct name_case cases[] = {
        {"$ORIGIN example.com.\n@ IN" SOA_DATA, "example.com."},
        {"$origin example.com.\n@ IN" SOA_DATA, "example.com."},
        {"$ORIGIN com.\nexample IN" SOA_DATA, "example.com."},
        {"$ORIGIN com.\n$ORIGIN example\n@ IN" SOA_DATA, "example.com."},
        {"$ORIGIN .\nexample.com IN" SOA_DATA, "example.com."},
        {"$ORIGIN .\n@ IN" SOA_DATA, "."},
        {"$ORIGIN net.\nexample.com. IN" SOA_DATA, "example.com."},
        {"$ORIGIN example.com.\n IN" SOA_DATA, "example.com."}, /* which a server refuses */
        {"$ORIGIN example.com.\n$ORIGIN a..b\n@ IN" SOA_DATA, "example.com."},
        {"$ORIGIN example.com. ; a comment\r\n@ IN" SOA_DATA, "example.com."},
    };
    ASSERT_TEXTS(*state, cases);
}

static void a_text_may_leave_the_zone_untold(void **state)
{
    static const struct name_case cases[] = {
        {"", NULL},
        {"@ IN" SOA_DATA, NULL},
        {" IN" SOA_DATA, NULL},
        {"example IN" SOA_DATA, NULL},
        {"$ORIGIN example\n@ IN" SOA_DATA, NULL}, /* relative to what? */
        {"@ IN" SOA_DATA "$ORIGIN example.com.\n", NULL},
        {"a..b. IN" SOA_DATA, NULL},
        {"$INCLUDE head\nwww.example.com. A 192.0.2.1\n", NULL},
        {"; example.com. IN" SOA_DATA, NULL},
        {"\"example.com. IN" SOA_DATA, NULL},
    };
    ASSERT_TEXTS(*state, cases);
}

static void byte_order_mark_and_windows_line_ends_do_no_harm(void **state)
{
    static const struct name_case cases[] = {
        {"\xef\xbb\xbf"
         "example.com. IN" SOA_DATA,
         "example.com."},
        {"\xef\xbb\xbf$ORIGIN example.com.\r\n@ IN SOA a. b. (\r\n1 2 3 4 5)\r\n", "example.com."},
    };
    ASSERT_TEXTS(*state, cases);
}

static void the_search_for_the_soa_is_bounded(void **state)
{
    static const char line[] = "a.example. A 192.0.2.1\n";
    static const char soa[] = "example. IN" SOA_DATA;
    struct buffer text = {0};
    for (int i = 0; i < ZONE_HEAD_ENTRIES_MAX - 1; i++) {
        buffer_add_string(&text, line);
    }
    buffer_add_string(&text, soa);
    assert_same_name("last entry", zone_name_from_text(buffer_bytes(&text), *state), "example.");
    buffer_clear(&text);
    for (int i = 0; i < ZONE_HEAD_ENTRIES_MAX; i++) {
        buffer_add_string(&text, line);
    }
    buffer_add_string(&text, soa);
    assert_same_name("too many entries", zone_name_from_text(buffer_bytes(&text), *state), NULL);
    buffer_clear(&text);
    buffer_add_byte(&text, ';');
    while (text.length < ZONE_HEAD_BYTES_MAX) {
        buffer_add_byte(&text, '-');
    }
    buffer_add_byte(&text, '\n');
    buffer_add_string(&text, soa);
    assert_same_name("too many bytes", zone_name_from_text(buffer_bytes(&text), *state), NULL);
    buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_name_has_one_of_the_usual_forms),
        cmocka_unit_test(a_file_name_has_only_one_of_the_forms),
        cmocka_unit_test(root_is_the_root_zone),
        cmocka_unit_test(octets_are_a_reversed_net),
        cmocka_unit_test(numbers_that_are_no_net_tell_nothing),
        cmocka_unit_test(other_names_tell_nothing),
        cmocka_unit_test(some_forms_are_typical),
        cmocka_unit_test(a_given_name_becomes_absolute_and_lower_case),
        cmocka_unit_test(the_owner_of_the_soa_tells_the_zone),
        cmocka_unit_test(origin_completes_the_owner),
        cmocka_unit_test(a_text_may_leave_the_zone_untold),
        cmocka_unit_test(byte_order_mark_and_windows_line_ends_do_no_harm),
        cmocka_unit_test(the_search_for_the_soa_is_bounded),
    };
    return cmocka_run_group_tests(tests, make_arena, free_arena);
}
