/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "policies/scalar.h"
#include "tests/support/schema_reading.h"

/* A schema with one key of each kind. */
static const struct schema any_text = {.name = "a text", .scalar = &scalar_text};
static const struct schema texts = {.name = "a text or a list of them",
                                    .scalar = &scalar_text,
                                    .items = &any_text};
static const struct schema boolean = {.name = "true or false", .scalar = &scalar_boolean};
static const struct schema count = {.name = "a count", .scalar = &scalar_count};
static const struct schema period = {.name = "a period", .scalar = &scalar_period};
static const struct schema severity = {.name = "a severity", .scalar = &scalar_severity};
static const struct schema rule = {.name = "a rule", .scalar = &scalar_rule};
static const struct schema rules = {.name = "a rule", .scalar = &scalar_rules};
static const struct schema type = {.name = "a record type", .scalar = &scalar_type};
static const struct schema name = {.name = "a domain name", .scalar = &scalar_name};
static const struct schema name_glob = {.name = "a pattern", .scalar = &scalar_name_glob};
static const struct schema path_glob = {.name = "a pattern", .scalar = &scalar_path_glob};
static const struct schema regex = {.name = "an expression", .scalar = &scalar_regex};
static const struct schema network = {.name = "a network", .scalar = &scalar_network};

static const struct schema severities = {
    .name = "a map from rules to severities",
    .other_keys = &scalar_rule,
    .other_value = &severity,
};

static const struct schema_key part_keys[] = {
    {"id", &any_text, "what it is called", true},
    {"on", &boolean, "whether it counts", false},
    {0},
};
static const struct schema part = {.name = "a part", .keys = part_keys};
static const struct schema parts = {.name = "a list of parts", .items = &part};

static const struct schema_key tied_keys[] = {
    {"a", &any_text, NULL, false},
    {"b", &any_text, NULL, false},
    {"c", &any_text, NULL, false},
    {"part", &part, NULL, false},
    {0},
};
static const struct schema_demand tied_demands[] = {
    {.kind = SCHEMA_EXACTLY_ONE, .keys = {"a", "b"}, .message = "either a or b"},
    {.kind = SCHEMA_AT_LEAST_ONE, .keys = {"a", "b", "part"}, .message = "one of them"},
    {.kind = SCHEMA_NEEDS, .keys = {"c", "b"}, .message = "c goes with b", .help = "add b"},
    {.kind = SCHEMA_EXCLUDES, .keys = {"a", "part", "on"}, .message = "not on"},
    {.kind = SCHEMA_EXCLUDES, .keys = {"c", "part", "on"}, .message = "not on"},
    {0},
};
static const struct schema tied = {.name = "keys", .keys = tied_keys, .demands = tied_demands};

static const struct schema_key file_keys[] = {
    {"texts", &texts, NULL, false},
    {"boolean", &boolean, NULL, false},
    {"count", &count, NULL, false},
    {"period", &period, NULL, false},
    {"severity", &severity, NULL, false},
    {"rule", &rule, NULL, false},
    {"rules", &rules, NULL, false},
    {"type", &type, NULL, false},
    {"name", &name, NULL, false},
    {"name-glob", &name_glob, NULL, false},
    {"path-glob", &path_glob, NULL, false},
    {"regex", &regex, NULL, false},
    {"network", &network, NULL, false},
    {"severities", &severities, NULL, false},
    {"parts", &parts, NULL, false},
    {"tied", &tied, NULL, false},
    {0},
};
static const struct schema file = {.name = "the policy", .keys = file_keys};

static const struct vocabulary_rule known_rules[] = {
    {"mx-target-alias", "mail", SEVERITY_ERROR},
    {"ttl-mismatch", "ttl", SEVERITY_WARNING},
};
static const char *const known_families[] = {"mail", "ttl"};
static const struct vocabulary vocabulary = {
    .rules = known_rules,
    .rule_count = 2,
    .families = known_families,
    .family_count = 2,
};

static void problems_of(const char *text, struct buffer *told)
{
    struct arena *arena = arena_new();
    struct policy_problems problems = policy_problems_start(arena);
    schema_read(text, &file, &vocabulary, &problems);
    problems_tell(&problems, told);
    policy_problems_end(&problems);
    arena_free(arena);
}

struct schema_case {
    const char *text;
    const char *problems;
};

static void assert_problems(const struct schema_case *cases, size_t case_count)
{
    for (size_t i = 0; i < case_count; i++) {
        struct buffer told = {0};
        problems_of(cases[i].text, &told);
        if (strcmp(buffer_string(&told), cases[i].problems) != 0) {
            fail_msg("`%s`:\n%sinstead of\n%s", cases[i].text, buffer_string(&told),
                     cases[i].problems);
        }
        buffer_free(&told);
    }
}

static void texts_that_are_what_they_should_be_are_taken(void **state)
{
    (void)state;
    static const struct schema_case cases[] = {
        {"texts: no", ""},
        {"texts: [no, 010, \"\\u00fc\", 1:30]", ""},
        {"boolean: true", ""},
        {"boolean: false", ""},
        {"count: 0", ""},
        {"count: 4294967295", ""},
        {"period: 0", ""},
        {"period: 300", ""},
        {"period: 1h30m", ""},
        {"period: 2D", ""},
        {"severity: off", ""},
        {"severity: \"error\"", ""},
        {"rule: mx-target-alias", ""},
        {"rules: mail", ""},
        {"rules: ttl-mismatch", ""},
        {"type: mx", ""},
        {"type: TYPE65280", ""},
        {"name: no", ""},
        {"name: Example.COM.", ""},
        {"name: .", ""},
        {"name-glob: '*.example.com'", ""},
        {"path-glob: zones/**/db.*", ""},
        {"regex: ^v=spf1", ""},
        {"network: 192.0.2.0/24", ""},
        {"network: 2001:db8::1", ""},
        {"severities: {mx-target-alias: info, ttl-mismatch: off}", ""},
        {"parts: [{id: a, on: true}, {id: b}]", ""},
        {"parts: []", ""},
        {"severities: {}", ""},
    };
    assert_problems(cases, sizeof(cases) / sizeof(cases[0]));
}

static void texts_of_another_kind_are_told_with_what_would_be_right(void **state)
{
    (void)state;
    static const struct schema_case cases[] = {
        {"boolean: yes", "1:10: \"yes\" is not true or false; write true\n"},
        {"boolean: Off", "1:10: \"Off\" is not true or false; write false\n"},
        {"boolean: 1", "1:10: \"1\" is not true or false; write true\n"},
        {"boolean: tru", "1:10: \"tru\" is not true or false; there is \"true\"\n"},
        {"boolean: perhaps", "1:10: \"perhaps\" is not true or false; it is true or false\n"},
        {"count: 010", "1:8: \"010\" is not a count; it is decimal, and at most 4294967295\n"},
        {"count: 4294967296",
         "1:8: \"4294967296\" is not a count; it is decimal, and at most 4294967295\n"},
        {"count: -1", "1:8: \"-1\" is not a count; it is decimal, and at most 4294967295\n"},
        {"count: 1e3", "1:8: \"1e3\" is not a count; it is decimal, and at most 4294967295\n"},
        {"period: 010",
         "1:9: \"010\" is not a period; it is a number of seconds, or numbers with units, such as "
         "1h30m or 2d\n"},
        {"period: 1:30",
         "1:9: \"1:30\" is not a period; it is a number of seconds, or numbers with units, such as "
         "1h30m or 2d\n"},
        {"severity: warn", "1:11: \"warn\" is not a severity; it is off, info, warning or error\n"},
        {"severity: eror", "1:11: \"eror\" is not a severity; there is \"error\"\n"},
        {"severity: Error", "1:11: \"Error\" is not a severity; there is \"error\"\n"},
        {"rule: mx-target-alis", "1:7: \"mx-target-alis\" is not a rule; there is "
                                 "\"mx-target-alias\"\n"},
        {"rule: mail", "1:7: \"mail\" is not a rule; `zonetidy rules` lists them\n"},
        {"rules: mial", "1:8: \"mial\" is not a rule or a family of rules; there is \"mail\"\n"},
        {"type: MXX", "1:7: \"MXX\" is not a record type; there is MX\n"},
        {"type: nothing-near",
         "1:7: \"nothing-near\" is not a record type; a type without a mnemonic is written as "
         "TYPE65280 (RFC 3597)\n"},
        {"name: a..b", "1:7: \"a..b\" is not a domain name\n"},
        {"name-glob: 'a[b'", "1:14: \"[\" is not closed\n"},
        {"path-glob: a{b", "1:13: \"{\" is not closed\n"},
        {"network: 192.0.2.1/24",
         "1:10: \"192.0.2.1/24\" is not a network; bits behind the prefix are set: the network is "
         "192.0.2.0/24\n"},
        {"severities: {mx-target-alias: fatal, nothing: off}",
         "1:31: \"fatal\" is not a severity; it is off, info, warning or error\n"
         "1:38: \"nothing\" is not a rule; `zonetidy rules` lists them\n"},
        {"texts: ''", "1:8: an empty text is not a text\n"},
    };
    assert_problems(cases, sizeof(cases) / sizeof(cases[0]));
}

static void nodes_of_another_kind_are_told(void **state)
{
    (void)state;
    static const struct schema_case cases[] = {
        {"- a", "1:1: this is a list, and should be the policy\n"},
        {"a", "1:1: this is text, and should be the policy\n"},
        {"boolean: [true]", "1:10: this is a list, and should be true or false\n"},
        {"texts: {a: b}", "1:8: this is a map, and should be a text or a list of them\n"},
        {"parts: {id: a}", "1:8: this is a map, and should be a list of parts\n"},
        {"parts: [a, [b]]", "1:9: this is text, and should be a part\n"
                            "1:12: this is a list, and should be a part\n"},
        {"texts:\ncount: 1", "1:7: here should be a text or a list of them\n"},
        {"parts:\n  -\n", "2:4: here should be a part\n"},
    };
    assert_problems(cases, sizeof(cases) / sizeof(cases[0]));
}

static void keys_that_are_not_known_or_lacking_are_told(void **state)
{
    (void)state;
    static const struct schema_case cases[] = {
        {"boolaen: true", "1:1: there is no key \"boolaen\" in the policy; there is a key "
                          "\"boolean\"\n"},
        {"parts: [{id: a, when: true}]",
         "1:17: there is no key \"when\" in a part; the keys are id, on\n"},
        {"parts: [{on: true}]", "1:9: a part has no key \"id\"; what it is called\n"},
        {"nothing-near: {boolean: maybe}\ncount: x",
         "1:1: there is no key \"nothing-near\" in the policy; the keys are texts, boolean, count, "
         "period, severity, rule, rules, type, name, name-glob, path-glob, regex, network, "
         "severities, parts, tied\n"
         "2:8: \"x\" is not a count; it is decimal, and at most 4294967295\n"},
    };
    assert_problems(cases, sizeof(cases) / sizeof(cases[0]));
}

static void keys_that_do_not_go_together_are_told(void **state)
{
    (void)state;
    static const struct schema_case cases[] = {
        {"tied: {a: x}", ""},
        {"tied: {b: x, c: x}", ""},
        {"tied: {b: x, part: {id: x, on: true}}", ""},
        {"tied: {a: x, part: {id: x}}", ""},
        {"tied: {a: x, b: x}", "1:7: either a or b\n"},
        {"tied: {part: {id: x}}", "1:7: either a or b\n"},
        {"tied: {}", "1:7: either a or b\n1:7: one of them\n"},
        {"tied: {a: x, c: y}", "1:17: c goes with b; add b\n"},
        {"tied: {a: x, part: {id: x, on: true}}", "1:32: not on\n"},
        /* Once, whichever keys exclude it. */
        {"tied: {a: x, c: x, part: {id: x, on: true}}", "1:17: c goes with b; add b\n"
                                                        "1:38: not on\n"},
        /* The key that is missed is the one with a letter too many. */
        {"tied: {aa: x}", "1:8: there is no key \"aa\" in keys; there is a key \"a\"\n"},
        {"tied: {aa: x, c: x}", "1:8: there is no key \"aa\" in keys; there is a key \"a\"\n"
                                "1:18: c goes with b; add b\n"},
        {"tied: [a]", "1:7: this is a list, and should be keys\n"},
    };
    assert_problems(cases, sizeof(cases) / sizeof(cases[0]));
}

static void patterns_that_no_path_matches_are_told(void **state)
{
    (void)state;
    static const struct schema_case cases[] = {
        {"path-glob: .zones/..a/a../...", ""},
        {"path-glob: /zones/*",
         "1:12: a path is seen from the folder of the policy: it begins without \"/\"\n"},
        {"path-glob: ./zones/*",
         "1:12: a path is seen from the folder of the policy: it has no \".\" and no \"..\"\n"},
        {"path-glob: zones/../db.*",
         "1:18: a path is seen from the folder of the policy: it has no \".\" and no \"..\"\n"},
        {"path-glob: zones/.",
         "1:18: a path is seen from the folder of the policy: it has no \".\" and no \"..\"\n"},
        {"path-glob: 'zones/archive/'",
         "1:26: a folder is named without \"/\" at the end, and all that is in it with "
         "\"/**\"\n"},
    };
    assert_problems(cases, sizeof(cases) / sizeof(cases[0]));
}

/* But not behind an escape, which is longer than what it stands for. */
static void a_place_within_a_text_is_that_of_its_byte(void **state)
{
    (void)state;
    static const struct schema_case cases[] = {
        {"regex: a)b", "1:9: unmatched closing parenthesis\n"},
        {"regex: 'a)b'", "1:10: unmatched closing parenthesis\n"},
        {"regex: \"a\\u0029b\"", "1:8: unmatched closing parenthesis\n"},
    };
    assert_problems(cases, sizeof(cases) / sizeof(cases[0]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_that_are_what_they_should_be_are_taken),
        cmocka_unit_test(texts_of_another_kind_are_told_with_what_would_be_right),
        cmocka_unit_test(nodes_of_another_kind_are_told),
        cmocka_unit_test(keys_that_are_not_known_or_lacking_are_told),
        cmocka_unit_test(keys_that_do_not_go_together_are_told),
        cmocka_unit_test(patterns_that_no_path_matches_are_told),
        cmocka_unit_test(a_place_within_a_text_is_that_of_its_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
