/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "policies/keys.h"
#include "policies/regex.h"
#include "policies/requirement.h"

static void a_version_meets_a_requirement_when_it_meets_all_of_it(void **state)
{
    (void)state;
    static const struct {
        const char *requirement;
        const char *version;
        bool met;
    } cases[] = {
        {">=0.4", "0.4.0", true},        {">=0.4", "0.3.9", false},
        {">=0.4", "0.4", true},          {">=0.4", "1.0.0", true},
        {">=0.4", "0.10.0", true},       {">0.4", "0.4.0", false},
        {">0.4", "0.4.1", true},         {"<0.4", "0.3.99", true},
        {"<0.4", "0.4.0", false},        {"<=0.4", "0.4.0", true},
        {"<=0.4", "0.4.1", false},       {"=0.4", "0.4.0", true},
        {"=0.4", "0.4.1", false},        {"=1", "1.0.0", true},
        {">=0.4,<1", "0.9.9", true},     {">=0.4,<1", "1.0.0", false},
        {" >= 0.4 , < 1 ", "0.4", true}, {">=0.4, <0.5, <0.4.2", "0.4.2", false},
        {">=0.4", "0.4.1-rc1", true},    {"<999999", "0.1", true},
        {">=0.1", "new", false},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct bytes text = bytes_from_string(cases[i].requirement);
        assert_true(requirement_is_good(text));
        if (requirement_is_met(text, cases[i].version) != cases[i].met) {
            fail_msg("%s and %s", cases[i].requirement, cases[i].version);
        }
    }
}

static const struct {
    const char *text;
    bool good;
} requirements[] = {
    {">=0.1", true},   {"=1.2.3", true},  {"<2, >1", true},    {"> 1", true},
    {" >=0.1 ", true}, {">=01", true},    {"", false},         {"0.1", false},
    {"==0.1", false},  {"=>0.1", false},  {"<>1", false},      {">=", false},
    {">=0.", false},   {">=.1", false},   {">=0.1.", false},   {">=0.1.2.3", false},
    {">=0.1,", false}, {",>=0.1", false}, {">=0.1 <1", false}, {">=0.1;<1", false},
    {">=v1", false},   {"~1", false},     {">=1\\x2", false},
};

static void what_is_no_requirement_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(requirements) / sizeof(requirements[0]); i++) {
        if (requirement_is_good(bytes_from_string(requirements[i].text)) != requirements[i].good) {
            fail_msg("%s", requirements[i].text);
        }
    }
    assert_false(requirement_is_good(bytes_from_string(">=1000000")));
    assert_false(requirement_is_good(bytes_from_string(">=99999999999999999999")));
}

/* Editors are told with a pattern what a good text looks like. */
static void the_pattern_for_editors_says_the_same(void **state)
{
    (void)state;
    const struct schema_key *key = policy_schema.keys;
    while (strcmp(key->name, "requires") != 0) {
        key++;
    }
    struct arena *arena = arena_new();
    struct regex_flaw flaw;
    struct regex *regex = regex_new(bytes_from_string(key->value->scalar->pattern), arena, &flaw);
    assert_non_null(regex);
    struct regex_room *room = regex_room_new();
    for (size_t i = 0; i < sizeof(requirements) / sizeof(requirements[0]); i++) {
        enum regex_result result =
            regex_match(regex, room, bytes_from_string(requirements[i].text));
        if ((result == REGEX_MATCHES) != requirements[i].good) {
            fail_msg("%s", requirements[i].text);
        }
    }
    regex_room_free(room);
    regex_free(regex);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_version_meets_a_requirement_when_it_meets_all_of_it),
        cmocka_unit_test(what_is_no_requirement_is_refused),
        cmocka_unit_test(the_pattern_for_editors_says_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
