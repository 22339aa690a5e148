/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzer/custom_test.h"
#include "tests/support/custom_rules.h"

/* What is told of all tests of a text of rules, one a line: `LINE:COLUMN: message`, with what was
 * expected and what came behind it. */
static void tell_results(const char *text, struct buffer *told)
{
    struct arena *arena = arena_new();
    struct custom_rules rules = custom_rules_read(text, arena, told);
    struct custom_rows *rows = custom_rows_new(rules.items.items, rules.items.count);
    for (size_t i = 0; i < rules.items.count; i++) {
        const struct custom_rule *rule = &rules.items.items[i];
        for (size_t k = 0; k < rule->test_count; k++) {
            struct custom_test_result result =
                custom_test_run(custom_rows_at(rows, i), rule, &rule->tests[k], arena);
            if (result.message == NULL) {
                continue;
            }
            struct policy_position position = policy_place_position(result.place);
            buffer_add_format(told, "%u:%u: %s\n", (unsigned)position.line,
                              (unsigned)position.column, result.message);
            if (result.expected != NULL) {
                buffer_add_format(told, "-%s\n+%s\n", result.expected, result.found);
            }
        }
    }
    custom_rows_free(rows);
    custom_rules_end(&rules);
    arena_free(arena);
}

struct test_case {
    const char *tests; /* of the rule */
    const char *told;
};

static void assert_told(const char *rule, const struct test_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct arena *arena = arena_new();
        struct buffer told = {0};
        tell_results(arena_format(arena, "- %s\n  tests:\n%s", rule, cases[i].tests), &told);
        if (strcmp(buffer_string(&told), cases[i].told) != 0) {
            fail_msg("%s:\n%sinstead of\n%s", cases[i].tests, buffer_string(&told), cases[i].told);
        }
        buffer_free(&told);
        arena_free(arena);
    }
}

#define RELAYS \
    "id: relays\n  message: '{zone} has {rdata.exchange}'\n  match: {type: MX, owner: '@'}\n" \
    "  require: {rdata.exchange: [relay1.example.net, relay2.example.net]}\n" \
    "  unless: {zone: '*.test'}\n  fix: {set: {rdata.exchange: Relay1.example.net}}"

static void a_test_is_passed_when_all_is_as_it_says(void **state)
{
    (void)state;
    static const struct test_case cases[] = {
        {"  - ok: '@ MX 10 relay1.example.net.'", ""},
        {"  - ok: 'a MX 10 other.example.net.'", ""},
        {"  - {ok: '@ MX 10 mail', zone: a.test}", ""},
        {"  - bad: '@ MX 10 mail'", ""},
        {"  - {bad: '@ MX 10 mail', message: 'example.com. has mail.example.com.'}", ""},
        {"  - {bad: '@ MX 10 mail', fixed: '@ MX 10 relay1.example.net.'}", ""},
        {"  - {bad: '@ MX 10 a', zone: net, message: 'net. has a.net.', fixed: '@ MX 10 "
         "relay1.example'}",
         ""},
        {"  - bad: |\n      @  300 MX 10 mail\n         MX 20 relay2.example.net.\n    fixed: |\n"
         "      @ MX 20 relay2.example.net.\n      @ 300 IN MX 10 relay1.example.net.\n",
         ""},
    };
    assert_told(RELAYS, cases, sizeof(cases) / sizeof(cases[0]));
}

static void what_is_otherwise_is_told_at_its_place(void **state)
{
    (void)state;
    static const struct test_case cases[] = {
        {"  - ok: '@ MX 10 mail'",
         "8:9: the rule finds something here: example.com. has mail.example.com.\n"},
        {"  - bad: '@ MX 10 relay1.example.net.'", "8:10: the rule finds nothing here\n"},
        {"  - {bad: '@ MX 10 mail', zone: a.test}", "8:11: the rule finds nothing here\n"},
        {"  - {bad: '@ MX 10 mail', message: mail}",
         "8:36: the message is another one\n-mail\n+example.com. has mail.example.com.\n"},
        {"  - {bad: '@ MX 10 mail', fixed: '@ MX 20 relay1.example.net.'}",
         "8:34: the fix makes other records\n-example.com. 3600 IN MX 20 relay1.example.net.\n\n"
         "+example.com. 3600 IN MX 10 relay1.example.net.\n\n"},
        {"  - {bad: \"@ MX 10 mail\\n@ MX 10 relay1.example.net.\", fixed: '@ A 192.0.2.1'}",
         "8:63: there is no fix: the record would become the same as another one, or may\n"},
        {"  - ok: '@ MX mail'", "8:9: line 1 of the text could not be read: syntax\n"},
        {"  - ok: \"@ A 192.0.2.1\\n$INCLUDE CMakeLists.txt\"",
         "8:9: line 2 of the text could not be read: include-not-found\n"},
        {"  - ok: \"@ A 192.0.2.1\\n$INCLUDE /etc/hostname\"",
         "8:9: line 2 of the text could not be read: include-escape\n"},
        {"  - ok: '@.other. A 192.0.2.1'",
         "8:9: line 1 of the text could not be read: out-of-zone\n"},
        {"  - {bad: '@ MX 10 mail', fixed: '@ MX'}",
         "8:34: line 1 of the text could not be read: syntax\n"},
    };
    assert_told(RELAYS, cases, sizeof(cases) / sizeof(cases[0]));
}

static void a_fix_changes_words_and_nothing_else(void **state)
{
    (void)state;
    static const struct {
        const char *rule;
        struct test_case test;
    } cases[] = {
        {"id: a\n  message: m\n  match: {type: MX}\n  forbid: {rdata.preference: 0}\n"
         "  fix: {set: {rdata.preference: 10}}",
         {"  - {bad: '@ MX 0 mail', fixed: '@ MX 10 mail'}", ""}},
        {"id: a\n  message: m\n  match: {}\n  forbid: {ttl: {max: 1m}}\n  fix: {set: {ttl: 5m}}",
         {"  - {bad: \"@ 60 IN A 192.0.2.1\\n@ IN 1 A 192.0.2.2\", fixed: \"@ 300 A 192.0.2.1\\n@ "
          "300 A 192.0.2.2\"}",
          ""}},
        {"id: a\n  message: m\n  match: {type: A}\n  forbid: {ttl: {min: 1h}}\n  fix: {set: {ttl: "
         "5m}}",
         {"  - {bad: \"@ IN A 192.0.2.1\\na A 192.0.2.2\\n$GENERATE 1-2 h$ A 192.0.2.$\", fixed: "
          "\"@ 300 A 192.0.2.1\\na 300 A 192.0.2.2\\nh1 300 A 192.0.2.1\\nh2 300 A 192.0.2.2\"}",
          ""}},
        {"id: a\n  message: m\n  match: {type: CAA}\n  require: {rdata.value: 'a; b'}\n"
         "  fix: {set: {rdata.value: 'a; b'}}",
         {"  - {bad: '@ CAA 0 issue x', fixed: '@ CAA 0 issue \"a; b\"'}", ""}},
        {"id: a\n  message: m\n  match: {type: [A, AAAA]}\n  forbid: {owner: x, ttl: {min: 2}}\n"
         "  fix: {set: {ttl: 1}}",
         {"  - {bad: \"x A 192.0.2.1\\nx AAAA 2001:db8::\", fixed: \"x 1 A 192.0.2.1\\nx 1 AAAA "
          "2001:db8::\"}",
          ""}},
        {"id: a\n  message: m\n  match: {type: MX}\n  forbid: {ttl: 3600}\n"
         "  fix: {set: {rdata.exchange: a.b}}",
         {"  - {bad: \"@ MX 1 x\\n@ MX 1 y\", fixed: '@ A 192.0.2.1'}",
          "7:40: there is no fix: the record would become the same as another one, or may\n"}},
        {"id: a\n  message: m\n  match: {type: MX}\n  forbid: {ttl: 3600}\n"
         "  fix: {set: {rdata.exchange: a.b}}",
         {"  - {bad: '@ MX 1 a.b.', fixed: '@ MX 1 a.b.'}",
          "7:33: there is no fix: the record has that value already\n"}},
        {"id: a\n  message: m\n  match: {type: MX}\n  forbid: {ttl: 3600}\n  fix: {set: {ttl: "
         "3600}}",
         {"  - {bad: '@ MX 1 a.b.', fixed: '@ MX 1 a.b.'}",
          "7:33: there is no fix: the record has that TTL already\n"}},
        {"id: a\n  message: m\n  match: {type: A}\n  forbid: {ttl: 3600}\n"
         "  fix: {set: {rdata.address: 192.0.2.9}}",
         {"  - {bad: '$GENERATE 1-2 a$ A 192.0.2.$', fixed: '@ A 192.0.2.1'}",
          "7:50: there is no fix: the value is made by $GENERATE and differs from record to "
          "record\n"}},
        {"id: a\n  message: m\n  match: {type: CAA}\n  require: {rdata.tag: iodef}\n"
         "  fix: {set: {rdata.tag: IODEF}}",
         {"  - {bad: '$GENERATE 1-2 a$ CAA \"0 issue x\"', fixed: \"a1 CAA 0 IODEF x\\na2 CAA 0 "
          "IODEF "
          "x\"}",
          ""}},
        {"id: a\n  message: m\n  match: {type: CAA}\n  require: {rdata.value: 'a$'}\n"
         "  fix: {set: {rdata.value: 'a$'}}",
         {"  - {bad: '$GENERATE 1-2 a$ CAA \"0 issue x\"', fixed: '@ CAA 0 issue x'}",
          "7:54: there is no fix: the record is made by $GENERATE, where quotes, backslashes and $ "
          "mean something else\n"}},
        {"id: a\n  message: m\n  match: {type: MX}\n  require: {rdata.exchange: a.b}\n"
         "  fix: {set: {rdata.exchange: a.c}}",
         {"  - {bad: '@ MX 1 x', fixed: '@ MX 1 a.c.'}",
          "7:30: the rule finds something in the fixed text too: m\n"}},
        {"id: a\n  message: m\n  match: {type: A}\n  forbid: {ttl: 3600}\n"
         "  fix: {set: {rdata.address: 192.0.2.9}}",
         {"  - {bad: '@ A \\# 4 c0000201', fixed: '@ A 192.0.2.9'}",
          "7:39: there is no fix: the data is written in the generic form of RFC 3597\n"}},
        {"id: a\n  message: m\n  match: {type: DS}\n  forbid: {ttl: 3600}\n"
         "  fix: {set: {rdata.digest-type: 2}}",
         {"  - {bad: '@ DS 1 8 1 0011223344556677889900112233445566778899', fixed: '@ A "
          "192.0.2.9'}",
          "7:73: there is no fix: the data would not be valid with it\n"}},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_told(cases[i].rule, &cases[i].test, 1);
    }
}

static void rules_of_zones_are_tested_too(void **state)
{
    (void)state;
    static const struct test_case cases[] = {
        {"  - bad: '@ A 192.0.2.1'\n    message: example.com. has no CAA", ""},
        {"  - ok: |\n      @ A 192.0.2.1\n      @ CAA 0 issue ca.example", ""},
        {"  - ok: 'a A 192.0.2.1'", ""},
        {"  - ok: '@ A 192.0.2.1'",
         "6:9: the rule finds something here: example.com. has no CAA\n"},
    };
    assert_told("id: caa\n  message: '{zone} has no CAA'\n"
                "  match: {each: zone, has: {type: A, owner: '@'}}\n"
                "  require: {exists: {type: CAA, owner: '@'}}",
                cases, sizeof(cases) / sizeof(cases[0]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_test_is_passed_when_all_is_as_it_says),
        cmocka_unit_test(what_is_otherwise_is_told_at_its_place),
        cmocka_unit_test(a_fix_changes_words_and_nothing_else),
        cmocka_unit_test(rules_of_zones_are_tested_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
