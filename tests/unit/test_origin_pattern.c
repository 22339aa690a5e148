/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "policies/origin_pattern.h"

static const char *zone_name(const char *pattern, const char *path, struct arena *arena)
{
    struct glob_flaw flaw;
    const struct origin_pattern *ready =
        origin_pattern_new(bytes_from_string(pattern), arena, &flaw);
    if (ready == NULL) {
        fail_msg("`%s` is no pattern: %s", pattern, flaw.message);
    }
    const char *name = origin_pattern_zone_name(ready, path, arena);
    return name == NULL ? "" : name;
}

static void the_name_of_a_file_tells_its_zone(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        const char *path;
        const char *name; /* empty: none */
    } cases[] = {
        {"db.{origin}", "zones/db.Example.COM", "example.com."},
        {"db.{origin}", "db.example.com.", "example.com."},
        {"db.{origin}", "zones/db.", ""},
        {"db.{origin}", "db.example/zone", ""},
        {"db.{origin}", "example.com", ""},
        {"db.{origin}", "DB.example.com", ""},
        {"{origin}.zone", "a/b.zone/example.com.zone", "example.com."},
        {"{origin}.zone", "example.com.zone.old", ""},
        {"{origin}", "example.com", "example.com."},
        {"{origin}", "example com", ""},
        {"{origin}", "root", "."},
        /* Reversed nets. */
        {"db.{origin}", "db.192.0.2", "2.0.192.in-addr.arpa."},
        {"{origin}.rev", "192.0.2.rev", "2.0.192.in-addr.arpa."},
        {"{origin}", "10", "10.in-addr.arpa."},
        {"{origin}.zone", "8.b.d.0.1.0.0.2.ip6.arpa.zone", "8.b.d.0.1.0.0.2.ip6.arpa."},
        {"db.{origin}", "db.192.0.256", ""},
        /* Patterns around the name. */
        {"*-db.{origin}", "internal-db.example.com", "example.com."},
        {"?.{origin}", "x.example.com", "example.com."},
        {"{origin}.{zone,db}", "example.com.db", "example.com."},
        {"{origin}.[0-9]", "example.com.1", "example.com."},
        {"{origin}\\*", "example.com*", "example.com."},
        {"\\*{origin}", "*example.com", "example.com."},
        {"\\\\\\*{origin}", "\\*example.com", "example.com."},
        /* Of several, the longest name. */
        {"*.{origin}", "x.example.com", "example.com."},
        {"{origin}.*", "example.com.zone", "example.com."},
        {"{origin}.*", "example.com.2024", "example.com."},
        {"*_{origin}_*", "a_b_c_d", "b_c."},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_string_equal(zone_name(cases[i].pattern, cases[i].path, arena), cases[i].name);
    }
    arena_free(arena);
}

#define NO_ORIGIN "it has no \"{origin}\", which stands for the name of the zone"
#define OPEN_END "\"*\" beside \"{origin}\" leaves open where the name ends"

static void a_pattern_that_is_not_good_is_refused_at_its_first_mistake(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        size_t offset;
        const char *message;
    } cases[] = {
        {"", 0, NO_ORIGIN},
        {"db.*", 0, NO_ORIGIN},
        {"db.{Origin}", 0, NO_ORIGIN},
        {"db.{origin", 0, NO_ORIGIN},
        {"{origin}.{origin}", 9, "\"{origin}\" stands in it twice"},
        {"zones/{origin}", 5, "it is about the last part of a path, which has no \"/\""},
        {"*{origin}", 0, OPEN_END},
        {"\\\\*{origin}", 2, OPEN_END},
        {"db.{origin}*", 11, OPEN_END},
        {"db.[{origin}", 3, "\"[\" is not closed"},
        {"db.{origin}.[", 12, "\"[\" is not closed"},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct glob_flaw flaw;
        assert_null(origin_pattern_new(bytes_from_string(cases[i].pattern), arena, &flaw));
        assert_int_equal(flaw.offset, cases[i].offset);
        assert_string_equal(flaw.message, cases[i].message);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_name_of_a_file_tells_its_zone),
        cmocka_unit_test(a_pattern_that_is_not_good_is_refused_at_its_first_mistake),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
