/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/question.h"

static struct arena *arena;

static int make_arena(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int free_arena(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

#define LABEL_63 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static void a_name_is_absolute_with_a_final_dot_or_without(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *name;
        uint16_t type;
    } cases[] = {
        {"www.example.com", "www.example.com.", QUESTION_ADDRESSES},
        {"WWW.Example.com.", "www.example.com.", QUESTION_ADDRESSES},
        {".", ".", QUESTION_ADDRESSES},
        {"com", "com.", QUESTION_ADDRESSES},
        {"*.example.com", "*.example.com.", QUESTION_ADDRESSES},
        {"a\\.b.example", "a\\.b.example.", QUESTION_ADDRESSES},
        {"example\\.", "example\\..", QUESTION_ADDRESSES},
        {"a\\032b", "a\\032b.", QUESTION_ADDRESSES},
        {"@.example", "\\@.example.", QUESTION_ADDRESSES},
        {"192.0.2.1", "1.2.0.192.in-addr.arpa.", TYPE_PTR},
        {"192.0.2.1.", "192.0.2.1.", QUESTION_ADDRESSES},
        {"192.0.2.256", "192.0.2.256.", QUESTION_ADDRESSES},
        {"2001:DB8::1", "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.",
         TYPE_PTR},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct question question;
        struct error error;
        char name[NAME_TEXT_BYTES_MAX];
        assert_true(question_from_name(&question, cases[i].text, arena, &error));
        assert_string_equal(name_to_text(question.name, name), cases[i].name);
        assert_int_equal(question.type, cases[i].type);
    }
}

static void what_is_no_name_is_told_with_the_reason(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *message;
    } cases[] = {
        {"", "'' is no domain name: it is empty"},
        {"@", "'@' is no domain name: it stands for the origin, in zone files only"},
        {"a..b", "'a..b' is no domain name: a label is empty"},
        {".a", "'.a' is no domain name: a label is empty"},
        {"a\\256", "'a\\256' is no domain name: a backslash is followed by one character or by "
                   "three digits up to 255"},
        {LABEL_63 "a.b", "'" LABEL_63 "a.b' is no domain name: a label has more than 63 octets"},
        {LABEL_63 "." LABEL_63 "." LABEL_63 "." LABEL_63,
         "'" LABEL_63 "." LABEL_63 "." LABEL_63 "." LABEL_63
         "' is no domain name: it has more than 255 octets"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct question question;
        struct error error;
        assert_false(question_from_name(&question, cases[i].text, arena, &error));
        assert_string_equal(error.text, cases[i].message);
    }
}

static void a_word_is_a_type_or_something_else(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        bool is_type;
        uint16_t type;
    } cases[] = {
        {"a", true, TYPE_A},
        {"AAAA", true, TYPE_AAAA},
        {"TYPE257", true, TYPE_CAA},
        {"any", true, QUESTION_ANY},
        {"type1", true, TYPE_A},
        {"db.a", false, 7},
        {"", false, 7},
        {"TYPE65536", false, 7},
        {"A ", false, 7},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct question question = {.type = 7};
        struct error error;
        bool is_type;
        assert_true(question_take_type(&question, cases[i].word, &is_type, &error));
        assert_int_equal(is_type, cases[i].is_type);
        assert_int_equal(question.type, cases[i].type);
    }
}

static void types_that_no_record_has_are_refused(void **state)
{
    (void)state;
    static const char *const words[] = {"AXFR", "opt", "TYPE0", "TYPE200", "NXNAME"};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        struct question question;
        struct error error;
        bool is_type;
        assert_false(question_take_type(&question, words[i], &is_type, &error));
    }
}

static void a_question_is_for_its_own_type_alone(void **state)
{
    (void)state;
    static const struct {
        uint16_t asked;
        uint16_t type;
        bool wanted;
    } cases[] = {
        {TYPE_MX, TYPE_MX, true},
        {TYPE_MX, TYPE_A, false},
        {QUESTION_ADDRESSES, TYPE_A, true},
        {QUESTION_ADDRESSES, TYPE_AAAA, true},
        {QUESTION_ADDRESSES, TYPE_CNAME, false},
        {QUESTION_ANY, 65280, true},
        {TYPE_CAA, TYPE_LOC, false},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(question_wants(cases[i].asked, cases[i].type), cases[i].wanted);
    }
}

#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, make_arena, free_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(a_name_is_absolute_with_a_final_dot_or_without),
        WITH_ARENA(what_is_no_name_is_told_with_the_reason),
        cmocka_unit_test(a_word_is_a_type_or_something_else),
        cmocka_unit_test(types_that_no_record_has_are_refused),
        cmocka_unit_test(a_question_is_for_its_own_type_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
