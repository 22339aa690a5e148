/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "policies/external.h"
#include "tests/support/zone_text.h"

static const struct policy_source source = {.path = "zonetidy.yaml",
                                            .text = {(const uint8_t *)"a\nb\nc\n", 6}};

static struct bytes wire(struct arena *arena, const char *text)
{
    return name_wire(name_of(arena, text));
}

/* The kind of what is said of a name; -1 for nothing. */
static int kind_of(const struct external_names *names, struct arena *arena, const char *name)
{
    const struct external_name *found = external_names_find(names, name_of(arena, name));
    return found == NULL ? -1 : (int)found->kind;
}

static void a_name_covers_itself_and_a_wildcard_what_is_below(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct external_names *names = external_names_new();
    struct policy_place place = {&source, 0, 1};
    assert_int_equal(kind_of(names, arena, "a.example."), -1);
    external_names_add_trusted(names, wire(arena, "a.example."), place);
    assert_int_equal(kind_of(names, arena, "b.a.example."), -1);
    external_names_add_absent(names, wire(arena, "*.example."), place);
    external_names_add_addresses(names, wire(arena, "*.b.example."), NULL, 0, place);
    static const struct {
        const char *name;
        int kind;
    } cases[] = {
        {"a.example.", EXTERNAL_TRUSTED},
        {"A.Example.", EXTERNAL_TRUSTED},
        {"b.a.example.", EXTERNAL_ABSENT},
        {"example.", -1},
        {"*.example.", EXTERNAL_ABSENT},
        {"b.example.", EXTERNAL_ABSENT},
        {"c.b.example.", EXTERNAL_ADDRESSES},
        {"d.c.b.example.", EXTERNAL_ADDRESSES},
        {"a.test.", -1},
        {".", -1},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        if (kind_of(names, arena, cases[i].name) != cases[i].kind) {
            fail_msg("%s: %d", cases[i].name, kind_of(names, arena, cases[i].name));
        }
    }
    external_names_add_absent(names, wire(arena, "*."), place);
    assert_int_equal(kind_of(names, arena, "a.test."), EXTERNAL_ABSENT);
    assert_int_equal(kind_of(names, arena, "."), -1);
    external_names_free(names);
    arena_free(arena);
}

static void what_is_said_last_of_a_name_counts(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct external_names *names = external_names_new();
    external_names_add_absent(names, wire(arena, "a.example."),
                              (struct policy_place){&source, 0, 1});
    external_names_add_alias(names, wire(arena, "A.EXAMPLE."), wire(arena, "B.Example."),
                             (struct policy_place){&source, 4, 5});
    const struct external_name *found = external_names_find(names, name_of(arena, "a.example."));
    assert_int_equal(found->kind, EXTERNAL_ALIAS);
    assert_true(name_equal(found->target, name_of(arena, "b.example.")));
    assert_string_equal(external_name_says(found, arena), "zonetidy.yaml:3");
    external_names_free(names);
    arena_free(arena);
}

static void many_names_are_told_apart(void **state)
{
    (void)state;
    enum { COUNT = 1000 };
    struct arena *arena = arena_new();
    struct external_names *names = external_names_new();
    for (unsigned i = 0; i < COUNT; i++) {
        struct bytes name = wire(arena, arena_format(arena, "%u.example.", i));
        struct policy_place place = {&source, i, i};
        if (i % 2 == 0) {
            external_names_add_trusted(names, name, place);
        } else {
            external_names_add_absent(names, name, place);
        }
    }
    for (unsigned i = 0; i < COUNT; i++) {
        const struct name *name = name_of(arena, arena_format(arena, "%u.example.", i));
        const struct external_name *found = external_names_find(names, name);
        assert_int_equal(found->place.start, i);
        assert_int_equal(found->kind, i % 2 == 0 ? EXTERNAL_TRUSTED : EXTERNAL_ABSENT);
    }
    assert_int_equal(kind_of(names, arena, "1000.example."), -1);
    external_names_free(names);
    arena_free(arena);
}

static void addresses_are_those_that_were_given(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct external_names *names = external_names_new();
    const struct external_address addresses[] = {
        {TYPE_A, {192, 0, 2, 1}},
        {TYPE_AAAA, {0x20, 0x01, 0x0d, 0xb8, [15] = 1}},
    };
    external_names_add_addresses(names, wire(arena, "a."), addresses, 2,
                                 (struct policy_place){&source, 0, 1});
    const struct external_name *found = external_names_find(names, name_of(arena, "a."));
    struct external_address other_version = {TYPE_AAAA, {192, 0, 2, 1}};
    struct external_address other = {TYPE_AAAA, {0x20, 0x01, 0x0d, 0xb8, [15] = 2}};
    assert_true(external_name_has_address(found, &addresses[0]));
    assert_true(external_name_has_address(found, &addresses[1]));
    assert_false(external_name_has_address(found, &other_version));
    assert_false(external_name_has_address(found, &other));
    external_names_free(names);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_covers_itself_and_a_wildcard_what_is_below),
        cmocka_unit_test(what_is_said_last_of_a_name_counts),
        cmocka_unit_test(many_names_are_told_apart),
        cmocka_unit_test(addresses_are_those_that_were_given),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
