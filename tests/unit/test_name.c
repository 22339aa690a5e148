/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "tests/support/zone_text.h"
#include "zones/name.h"
#include "zones/zone.h"

struct names {
    struct arena *arena;
    struct name_table *table;
    const struct name *origin; /* example. */
};

static int make_names(void **state)
{
    static struct names names;
    names.arena = arena_new();
    names.table = name_table_new(0);
    names.origin = name_of(names.arena, "example.");
    *state = &names;
    return 0;
}

static int free_names(void **state)
{
    struct names *names = *state;
    name_table_free(names->table);
    arena_free(names->arena);
    return 0;
}

struct name_case {
    const char *text;
    const char *absolute; /* NULL: it is no name */
    enum flaw_kind flaw;
};

static void assert_names(const struct names *names, const struct name_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char text[NAME_TEXT_BYTES_MAX];
        enum flaw_kind flaw = FLAW_NONE;
        const struct name *name =
            name_from_text(names->table, bytes_from_string(cases[i].text), names->origin, &flaw);
        if (cases[i].absolute == NULL) {
            if (name != NULL || flaw != cases[i].flaw) {
                fail_msg("`%s` is %s, flaw %d", cases[i].text, name == NULL ? "no name" : "a name",
                         (int)flaw);
            }
        } else if (name == NULL || strcmp(name_to_text(name, text), cases[i].absolute) != 0) {
            fail_msg("`%s` is %s", cases[i].text, name == NULL ? "no name" : text);
        }
    }
}

#define ASSERT_NAMES(state, cases) assert_names(state, cases, sizeof(cases) / sizeof((cases)[0]))

static void a_name_without_a_final_dot_is_relative(void **state)
{
    static const struct name_case cases[] = {
        {"www", "www.example.", FLAW_NONE},
        {"www.", "www.", FLAW_NONE},
        {"www.example", "www.example.example.", FLAW_NONE},
        {"www.example.", "www.example.", FLAW_NONE},
        {"@", "example.", FLAW_NONE},
        {".", ".", FLAW_NONE},
        {"a.b", "a.b.example.", FLAW_NONE},
        {"*", "*.example.", FLAW_NONE},
        {"@.", "\\@.", FLAW_NONE},
        {"a@b", "a\\@b.example.", FLAW_NONE},
        {"WWW.Example.", "www.example.", FLAW_NONE},
        {"$x", "\\$x.example.", FLAW_NONE},
    };
    ASSERT_NAMES(*state, cases);
}

static void escapes_make_any_octet(void **state)
{
    static const struct name_case cases[] = {
        {"a\\.b", "a\\.b.example.", FLAW_NONE},
        {"\\.", "\\..example.", FLAW_NONE},
        {"\\@", "\\@.example.", FLAW_NONE},
        {"\\097", "a.example.", FLAW_NONE},
        {"\\065", "a.example.", FLAW_NONE},
        {"\\A", "a.example.", FLAW_NONE},
        {"\\046", "\\..example.", FLAW_NONE},
        {"\\000", "\\000.example.", FLAW_NONE},
        {"\\255.", "\\255.", FLAW_NONE},
        {"\\\\", "\\\\.example.", FLAW_NONE},
        {"a\\ b", "a\\032b.example.", FLAW_NONE},
        {"a b", "a\\032b.example.", FLAW_NONE},
        {"\xfc", "\\252.example.", FLAW_NONE},
        {"\\0971", "a1.example.", FLAW_NONE},
        {"\\256", NULL, FLAW_ESCAPE},
        {"\\999", NULL, FLAW_ESCAPE},
        {"\\1", NULL, FLAW_ESCAPE},
        {"\\12", NULL, FLAW_ESCAPE},
        {"\\12a", NULL, FLAW_ESCAPE},
        {"a\\", NULL, FLAW_ESCAPE},
    };
    ASSERT_NAMES(*state, cases);
}

static void no_label_but_the_roots_is_empty(void **state)
{
    static const struct name_case cases[] = {
        {"", NULL, FLAW_FIELD_NAME},     {"..", NULL, FLAW_LABEL_EMPTY},
        {".a", NULL, FLAW_LABEL_EMPTY},  {"a..b", NULL, FLAW_LABEL_EMPTY},
        {"a..", NULL, FLAW_LABEL_EMPTY},
    };
    ASSERT_NAMES(*state, cases);
}

static void a_relative_name_needs_an_origin(void **state)
{
    struct names *names = *state;
    enum flaw_kind flaw;
    assert_null(name_from_text(names->table, bytes_from_string("www"), NULL, &flaw));
    assert_int_equal(flaw, FLAW_FIELD_NAME);
    assert_null(name_from_text(names->table, bytes_from_string("@"), NULL, &flaw));
    assert_int_equal(flaw, FLAW_FIELD_NAME);
    assert_non_null(name_from_text(names->table, bytes_from_string("www."), NULL, &flaw));
    assert_non_null(name_from_text(names->table, bytes_from_string("."), NULL, &flaw));
}

/* A name of `count` labels of one letter and a last one of `last` letters. */
static const char *text_of_labels(struct arena *arena, size_t count, size_t last, const char *end)
{
    char *text = arena_get(arena, 2 * count + last + strlen(end) + 1);
    for (size_t i = 0; i < count; i++) {
        memcpy(text + 2 * i, "a.", 2);
    }
    memset(text + 2 * count, 'b', last);
    strcpy(text + 2 * count + last, end);
    return text;
}

static void a_label_has_at_most_63_octets(void **state)
{
    struct names *names = *state;
    enum flaw_kind flaw;
    const char *good = text_of_labels(names->arena, 0, 63, ".");
    const char *bad = text_of_labels(names->arena, 0, 64, ".");
    const char *escaped = "\\097aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    assert_non_null(name_from_text(names->table, bytes_from_string(good), NULL, &flaw));
    assert_null(name_from_text(names->table, bytes_from_string(bad), NULL, &flaw));
    assert_int_equal(flaw, FLAW_LABEL_TOO_LONG);
    assert_non_null(name_from_text(names->table, bytes_from_string(escaped), names->origin, &flaw));
}

/* RFC 1035 section 2.3.4: 255 with all length octets and the root's. */
static void a_name_has_at_most_255_octets(void **state)
{
    struct names *names = *state;
    const struct {
        const char *text;
        const struct name *origin;
        size_t octets; /* 0: too long */
    } cases[] = {
        {text_of_labels(names->arena, 126, 1, "."), NULL, 255},
        {text_of_labels(names->arena, 126, 2, "."), NULL, 0},
        {text_of_labels(names->arena, 127, 1, "."), NULL, 0},
        {text_of_labels(names->arena, 95, 63, "."), NULL, 255},
        {text_of_labels(names->arena, 95, 63, ".a."), NULL, 0},
        {text_of_labels(names->arena, 122, 1, ""), names->origin, 255},
        {text_of_labels(names->arena, 122, 2, ""), names->origin, 0},
        {text_of_labels(names->arena, 126, 1, ""), names->origin, 0},
        {text_of_labels(names->arena, 126, 1, ""), name_of(names->arena, "."), 255},
        {text_of_labels(names->arena, 126, 2, ""), name_of(names->arena, "."), 0},
        {text_of_labels(names->arena, 500, 1, "."), NULL, 0},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        uint8_t wire[NAME_OCTETS_MAX];
        enum flaw_kind flaw = FLAW_NONE;
        size_t octets =
            name_wire_from_text(bytes_from_string(cases[i].text), cases[i].origin, wire, &flaw);
        if (octets != cases[i].octets || (octets == 0 && flaw != FLAW_NAME_TOO_LONG)) {
            fail_msg("case %zu: %zu octets, flaw %d", i, octets, (int)flaw);
        }
    }
}

static void the_longest_text_has_room(void **state)
{
    struct names *names = *state;
    static const uint8_t labels[] = {63, 63, 63, 61};
    uint8_t wire[NAME_OCTETS_MAX] = {0};
    size_t at = 0;
    for (size_t i = 0; i < sizeof(labels); i++) {
        wire[at] = labels[i];
        at += labels[i] + 1U;
    }
    assert_int_equal(at + 1, NAME_OCTETS_MAX);
    const struct name *name = name_new(names->arena, (struct bytes){wire, sizeof(wire)});
    char text[NAME_TEXT_BYTES_MAX];
    assert_int_equal(strlen(name_to_text(name, text)), 250 * strlen("\\000") + 4);
    struct buffer buffer = {0};
    name_wire_to_text(name_wire(name), &buffer);
    assert_string_equal(buffer_string(&buffer), text);
    buffer_free(&buffer);
    assert_true(name_equal(name, name_of(names->arena, text)));
}

static void every_octet_survives_text(void **state)
{
    struct names *names = *state;
    for (unsigned octet = 0; octet < 256; octet++) {
        uint8_t wire[] = {2, (uint8_t)octet, 'x', 0};
        const struct name *name = name_table_add(names->table, (struct bytes){wire, 4});
        char text[NAME_TEXT_BYTES_MAX];
        enum flaw_kind flaw;
        name_to_text(name, text);
        assert_ptr_equal(name_from_text(names->table, bytes_from_string(text), NULL, &flaw), name);
        for (const char *at = text; *at != '\0'; at++) {
            assert_in_range(*at, '!', '~');
        }
    }
}

static void wire_form_keeps_the_case_where_it_is_asked_to(void **state)
{
    (void)state;
    struct buffer text = {0};
    name_wire_to_text((struct bytes){(const uint8_t *)"\3WwW\0", 5}, &text);
    assert_string_equal(buffer_string(&text), "WwW.");
    buffer_free(&text);
}

static void wire_forms_that_are_none_are_noticed(void **state)
{
    (void)state;
    static const struct {
        const char *wire;
        size_t length;
        size_t expected;
    } cases[] = {
        {"", 1, 1},         {"\1a", 3, 3},
        {"\1a\0\1b", 6, 3}, {"", 0, 0},
        {"\1a", 2, 0},      {"\1", 1, 0},
        {"\2a", 3, 0},      {"\100aaaa", 6, 0},
        {"\300\014", 3, 0}, {"\77aaaaaaaaaa", 12, 0},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct bytes wire = {(const uint8_t *)cases[i].wire, cases[i].length};
        if (name_wire_length(wire) != cases[i].expected) {
            fail_msg("case %zu: %zu", i, name_wire_length(wire));
        }
    }
}

static void a_wire_form_of_256_octets_is_none(void **state)
{
    (void)state;
    uint8_t wire[400];
    for (size_t i = 0; i < sizeof(wire); i += 2) {
        wire[i] = 1;
        wire[i + 1] = 'a';
    }
    wire[254] = 0;
    assert_int_equal(name_wire_length((struct bytes){wire, sizeof(wire)}), 255);
    wire[254] = 1;
    wire[256] = 0;
    assert_int_equal(name_wire_length((struct bytes){wire, sizeof(wire)}), 0);
}

static void equal_names_of_a_table_are_one_pointer(void **state)
{
    struct names *names = *state;
    enum flaw_kind flaw;
    const struct name *name =
        name_from_text(names->table, bytes_from_string("www"), names->origin, &flaw);
    assert_ptr_equal(name_from_text(names->table, bytes_from_string("WWW.EXAMPLE."), NULL, &flaw),
                     name);
    assert_ptr_equal(
        name_table_add(names->table, (struct bytes){(const uint8_t *)"\3wWw\7eXample", 13}), name);
    assert_int_equal(name_table_count(names->table), 1);
}

static void names_of_other_tables_are_found(void **state)
{
    struct names *names = *state;
    const struct name *outside = name_of(names->arena, "www.example.");
    assert_null(name_table_find(names->table, outside));
    const struct name *own = name_table_add(names->table, name_wire(outside));
    assert_ptr_not_equal(own, outside);
    assert_true(name_equal(own, outside));
    assert_ptr_equal(name_table_find(names->table, outside), own);
    assert_ptr_equal(name_table_find_wire(names->table, name_wire(outside)), own);
    assert_null(name_table_find(names->table, names->origin));
}

static void a_name_can_note_its_node(void **state)
{
    struct names *names = *state;
    struct bytes wire = name_wire(names->origin);
    uint32_t number = name_table_number(names->table, wire, name_wire_hash(wire));
    assert_int_equal(name_table_at(names->table, number)->node, NODE_NONE);
    name_table_set_node(names->table, number, 7);
    assert_int_equal(name_table_find(names->table, names->origin)->node, 7);
}

static void names_are_relative_below_the_origin_only(void **state)
{
    struct names *names = *state;
    static const struct {
        const char *name;
        const char *origin;
        const char *text;
    } cases[] = {
        {"www.example.", "example.", "www"},
        {"a.b.example.", "example.", "a.b"},
        {"example.", "example.", "@"},
        {"example.", "www.example.", "example."},
        {"www.example.", "ample.", "www.example."},
        {"www.example.net.", "example.", "www.example.net."},
        {"www.example.", ".", "www.example."},
        {".", ".", "."},
        {".", "example.", "."},
        {"a\\.b.example.", "example.", "a\\.b"},
        {"b.example.", "a\\.b.example.", "b.example."},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct buffer text = {0};
        name_wire_to_relative_text(name_wire(name_of(names->arena, cases[i].name)),
                                   name_of(names->arena, cases[i].origin), &text);
        assert_string_equal(buffer_string(&text), cases[i].text);
        buffer_free(&text);
    }
}

static void a_name_is_within_itself_and_what_is_above(void **state)
{
    struct names *names = *state;
    static const struct {
        const char *name;
        const char *ancestor;
        bool within;
        unsigned common;
    } cases[] = {
        {"example.", "example.", true, 1},
        {"www.example.", "example.", true, 1},
        {"a.b.c.example.", "c.example.", true, 2},
        {"example.", ".", true, 0},
        {".", ".", true, 0},
        {".", "example.", false, 0},
        {"example.", "www.example.", false, 1},
        {"www.example.", "ample.", false, 0},
        {"a\\.example.", "example.", false, 0},
        {"www.example.com.", "www.example.net.", false, 0},
        {"a.example.", "b.example.", false, 1},
        {"x.a.example.", "y.a.example.", false, 2},
        {"\\007example.", "example.", false, 0},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct name *name = name_of(names->arena, cases[i].name);
        const struct name *ancestor = name_of(names->arena, cases[i].ancestor);
        if (name_is_within(name, ancestor) != cases[i].within ||
            name_common_labels(name, ancestor) != cases[i].common ||
            name_common_labels(ancestor, name) != cases[i].common) {
            fail_msg("%s and %s", cases[i].name, cases[i].ancestor);
        }
    }
}

/* The names that RFC 4034 section 6.1 lists in order, with two that differ by their case alone. */
static void names_have_the_canonical_order(void **state)
{
    struct names *names = *state;
    static const char *const ordered[] = {
        ".",
        "example.",
        "a.example.",
        "yljkjljk.a.example.",
        "Z.a.example.",
        "zABC.a.EXAMPLE.",
        "z.example.",
        "\\001.z.example.",
        "*.z.example.",
        "\\200.z.example.",
        "f.",
    };
    enum { COUNT = sizeof(ordered) / sizeof(ordered[0]) };
    for (size_t i = 0; i < COUNT; i++) {
        for (size_t k = 0; k < COUNT; k++) {
            int order =
                name_compare(name_of(names->arena, ordered[i]), name_of(names->arena, ordered[k]));
            int sign = (order > 0) - (order < 0);
            assert_int_equal(sign, (i > k) - (i < k));
        }
    }
    assert_int_equal(
        name_compare(name_of(names->arena, "A.example."), name_of(names->arena, "a.EXAMPLE.")), 0);
}

static void labels_can_be_taken_off_the_front(void **state)
{
    struct names *names = *state;
    const struct name *name = name_of(names->arena, "a.b.example.");
    assert_int_equal(name->labels, 3);
    assert_true(bytes_equal(name_without_labels(name, 0), name_wire(name)));
    assert_true(bytes_equal(name_without_labels(name, 2), name_wire(names->origin)));
    assert_true(bytes_equal(name_without_labels(name, 3), (struct bytes){(const uint8_t *)"", 1}));
}

static void a_wildcard_has_the_asterisk_alone_in_its_first_label(void **state)
{
    struct names *names = *state;
    static const struct {
        const char *name;
        bool wildcard;
    } cases[] = {
        {"*.example.", true},
        {"*.", true},
        {"\\042.example.", true},
        {"example.", false},
        {"a*.example.", false},
        {"**.example.", false},
        {".", false},
        {"a.*.example.", false},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(name_is_wildcard(name_of(names->arena, cases[i].name)), cases[i].wildcard);
    }
    assert_true(name_is_root(name_of(names->arena, ".")));
    assert_false(name_is_root(names->origin));
}

#define WITH_NAMES(test) cmocka_unit_test_setup_teardown(test, make_names, free_names)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_NAMES(a_name_without_a_final_dot_is_relative),
        WITH_NAMES(escapes_make_any_octet),
        WITH_NAMES(no_label_but_the_roots_is_empty),
        WITH_NAMES(a_relative_name_needs_an_origin),
        WITH_NAMES(a_label_has_at_most_63_octets),
        WITH_NAMES(a_name_has_at_most_255_octets),
        WITH_NAMES(the_longest_text_has_room),
        WITH_NAMES(every_octet_survives_text),
        cmocka_unit_test(wire_form_keeps_the_case_where_it_is_asked_to),
        cmocka_unit_test(wire_forms_that_are_none_are_noticed),
        cmocka_unit_test(a_wire_form_of_256_octets_is_none),
        WITH_NAMES(equal_names_of_a_table_are_one_pointer),
        WITH_NAMES(names_of_other_tables_are_found),
        WITH_NAMES(a_name_can_note_its_node),
        WITH_NAMES(names_are_relative_below_the_origin_only),
        WITH_NAMES(a_name_is_within_itself_and_what_is_above),
        WITH_NAMES(names_have_the_canonical_order),
        WITH_NAMES(labels_can_be_taken_off_the_front),
        WITH_NAMES(a_wildcard_has_the_asterisk_alone_in_its_first_label),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
