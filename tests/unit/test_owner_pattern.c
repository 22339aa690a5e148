/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "policies/owner_pattern.h"
#include "tests/support/zone_text.h"

static const struct owner_pattern *pattern_of(const char *text, struct arena *arena)
{
    struct glob_flaw flaw;
    const struct owner_pattern *pattern = owner_pattern_new(bytes_from_string(text), arena, &flaw);
    if (pattern == NULL) {
        fail_msg("`%s` is no pattern: %s", text, flaw.message);
    }
    return pattern;
}

static void owners_are_relative_to_the_apex_unless_a_final_dot_ends_them(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        const char *apex;
        const char *owner;
        bool matches;
    } cases[] = {
        {"@", "example.com.", "example.com.", true},
        {"@", "example.com.", "www.example.com.", false},
        {"@", ".", ".", true},
        {"www", "example.com.", "www.example.com.", true},
        {"WWW", "example.com.", "www.example.com.", true},
        {"www", "example.com.", "ww.example.com.", false},
        {"www", "example.com.", "www.www.example.com.", false},
        {"www", "example.com.", "example.com.", false},
        {"www", ".", "www.", true},
        {"a.b", "example.com.", "a.b.example.com.", true},
        {"a.b", "example.com.", "a\\.b.example.com.", false},
        {"a\\.b", "example.com.", "a\\.b.example.com.", true},
        {"www.example.com", "example.com.", "www.example.com.", false},
        {"www.example.com.", "example.com.", "www.example.com.", true},
        {"www.example.com.", "com.", "www.example.com.", true},
        {"example.com.", "example.com.", "example.com.", true},
        {".", ".", ".", true},
        {".", "example.com.", "example.com.", false},
        {"*", "example.com.", "a.example.com.", true},
        {"*", "example.com.", "a.b.example.com.", false},
        {"*", "example.com.", "example.com.", false},
        {"*", ".", "com.", true},
        {"*", ".", "example.com.", false},
        {"**", "example.com.", "example.com.", true},
        {"**", "example.com.", "a.b.example.com.", true},
        {"\\*", "example.com.", "*.example.com.", true},
        {"\\*", "example.com.", "a.example.com.", false},
        {"legacy-*", "example.com.", "legacy-1.example.com.", true},
        {"legacy-*", "example.com.", "legacy-1.a.example.com.", false},
        {"*.example.com.", "example.com.", "a.example.com.", true},
        {"*.example.com.", "a.example.com.", "a.example.com.", true},
        {"**.example.com.", "example.com.", "example.com.", true},
        {"_*._tcp", "example.com.", "_sip._tcp.example.com.", true},
        {"*-old", "example.com.", "a-old.example.com.", true},
        {"*-old", "example.com.", "a-new.example.com.", false},
        {"*-old", "example.com.", "b.a-old.example.com.", false},
        {"*.b-old.c", "example.com.", "a.b-old.c.example.com.", true},
        {"*.b-old.c", "example.com.", "a.xb-old.c.example.com.", false},
        {"*b.c", "example.com.", "ab.c.example.com.", true},
        {"*b.c", "example.com.", "a\\.b.c.example.com.", true},
        {"*.b.c", "example.com.", "a\\.b.c.example.com.", false},
        {"a*.b", "example.com.", "ax.b.example.com.", true},
        {"a*.b", "example.com.", "x.b.example.com.", false},
        {"a.*", "example.com.", "a.b.example.com.", true},
        {"a.*", "example.com.", "ab.b.example.com.", false},
        {"long*", "example.com.", "lo.example.com.", false},
        {"\\*.a*", "example.com.", "*.ab.example.com.", true},
        {"**", ".", ".", true},
        {"*.com.", ".", "example.com.", true},
        {"{a,b}", "example.com.", "b.example.com.", true},
        {"{a,@}", "example.com.", "example.com.", false},
    };
    struct arena *arena = arena_new();
    struct owner owner = {0};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct owner_pattern *pattern = pattern_of(cases[i].pattern, arena);
        owner_start(&owner, name_of(arena, cases[i].owner), name_of(arena, cases[i].apex));
        for (int again = 0; again < 2; again++) {
            if (owner_pattern_matches(pattern, &owner) != cases[i].matches) {
                fail_msg("`%s` and %s in %s", cases[i].pattern, cases[i].owner, cases[i].apex);
            }
        }
        uint8_t wire[NAME_OCTETS_MAX];
        size_t length;
        if (owner_pattern_is_literal(pattern, owner.apex, wire, &length)) {
            assert_int_equal(bytes_equal((struct bytes){wire, length}, name_wire(owner.name)),
                             cases[i].matches);
        }
    }
    arena_free(arena);
}

static void what_is_no_owner_says_why(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        const char *message;
    } cases[] = {
        {"a..b", "a label is empty"},
        {"a\\", "a backslash is in front of a character, or of three digits up to 255"},
        {"1234567890123456789012345678901234567890123456789012345678901234",
         "no domain name is like this"},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct glob_flaw flaw;
        assert_null(owner_pattern_new(bytes_from_string(cases[i].pattern), arena, &flaw));
        assert_string_equal(flaw.message, cases[i].message);
    }
    arena_free(arena);
}

static void a_literal_owner_that_is_too_long_for_a_zone_is_nowhere(void **state)
{
    (void)state;
    static const char label[] = "123456789012345678901234567890123456789012345678901234567890.";
    struct arena *arena = arena_new();
    const char *text = arena_format(arena, "%s%s%s", label, label, "a");
    const char *apex = arena_format(arena, "%s%s", label, label);
    const struct owner_pattern *pattern = pattern_of(text, arena);
    uint8_t wire[NAME_OCTETS_MAX];
    size_t length;
    assert_true(owner_pattern_is_literal(pattern, name_of(arena, "example."), wire, &length));
    assert_true(length > 0);
    assert_true(owner_pattern_is_literal(
        pattern, name_of(arena, arena_format(arena, "%s%s", apex, label)), wire, &length));
    assert_int_equal(length, 0);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(owners_are_relative_to_the_apex_unless_a_final_dot_ends_them),
        cmocka_unit_test(what_is_no_owner_says_why),
        cmocka_unit_test(a_literal_owner_that_is_too_long_for_a_zone_is_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
