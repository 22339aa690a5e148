/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/custom_rules.h"

struct rule_case {
    const char *text;
    const char *problems;
};

static void assert_problems(const struct rule_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct arena *arena = arena_new();
        struct buffer told = {0};
        struct custom_rules rules = custom_rules_read(cases[i].text, arena, &told);
        if (strcmp(buffer_string(&told), cases[i].problems) != 0) {
            fail_msg("`%s`:\n%sinstead of\n%s", cases[i].text, buffer_string(&told),
                     cases[i].problems);
        }
        custom_rules_end(&rules);
        buffer_free(&told);
        arena_free(arena);
    }
}

#define RULE(rest) "- {id: a, message: m, " rest "}"
#define FORBID_CNAME ", forbid: {rdata.cname: x}"

static void rules_that_make_sense_are_made(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        {"[]", ""},
        {RULE("match: {}, forbid: {type: HINFO}"), ""},
        {RULE("match: {type: MX}, require: {rdata.exchange: mail.example.}"), ""},
        {RULE("match: {type: [MX, KX]}, forbid: {rdata.preference: {min: 1, max: 9}}"), ""},
        {RULE(
             "match: {type: [A, AAAA]}, require: {rdata.address: {network: [10.0.0.0/8, '::/0']}}"),
         ""},
        {RULE("match: {type: A, owner: ['@', www, '*.x.', '**']}, forbid: {ttl: {min: 2d}}"), ""},
        {RULE(
             "match: {type: TXT}, forbid: {rdata.text: {glob: 'v=spf1 *', regex: ['\\+all$', b]}}"),
         ""},
        {RULE("match: {type: SOA}, require: {rdata.refresh: {min: 1h}, rdata.serial: 1}"), ""},
        {RULE("match: {type: CNAME}, forbid: {target.is: [missing, outside]}"), ""},
        {RULE("match: {each: zone, has: {type: A}}, require: {exists: {type: CAA, owner: '@'}}"),
         ""},
        {RULE("match: {zone: '*.example.com'}, forbid: {type: NULL}, unless: {owner: a}"), ""},
        {"- {id: a, message: '{{{zone} {owner}}} {ttl} {rdata}', match: {}, forbid: {type: A}}",
         ""},
        {"- {id: a, message: '{rdata.exchange} {target} {target.end}', match: {type: MX}, "
         "forbid: {ttl: 5}}",
         ""},
        {RULE("match: {type: MX}, forbid: {ttl: 1}, fix: {set: {ttl: 1h}, level: safe}"), ""},
        {RULE("match: {type: MX}, forbid: {ttl: 1}, fix: {set: {rdata.exchange: a.b}}, "
              "tests: [{bad: '@ MX 1 a', fixed: '@ MX 1 a.b.', message: m, zone: x}, {ok: '@ A "
              "10.0.0.1'}]"),
         ""},
        {RULE("match: {type: TYPE65280}, forbid: {ttl: 1}, why: w, docs: d, severity: off"), ""},
    };
    assert_problems(cases, sizeof(cases) / sizeof(cases[0]));
}

static void what_stands_in_the_wrong_place_is_told_there(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        {"- {id: a}",
         "1:3: a custom rule has no key \"message\"; What is wrong, with placeholders such as "
         "{owner}.\n"
         "1:3: a custom rule has no key \"match\"; Which records, or zones, the rule looks at.\n"
         "1:3: the rule has neither \"require\" nor \"forbid\", so it finds nothing\n"},
        {"- {id: A_b, message: m, match: {}, forbid: {ttl: 1}}",
         "1:8: \"A_b\" is not the name of a rule; it is made of small letters, digits, and single "
         "hyphens between them\n"},
        {"- {id: a-, message: m, match: {}, forbid: {ttl: 1}}",
         "1:8: \"a-\" is not the name of a rule; it is made of small letters, digits, and single "
         "hyphens between them\n"},
        {RULE("match: {}"),
         "1:3: the rule has neither \"require\" nor \"forbid\", so it finds nothing\n"},
        {RULE("match: {onwer: a}, forbid: {ttl: 1}"),
         "1:31: \"onwer\" is no condition; there is \"owner\"\n"},
        {RULE("match: {exists: {type: A}}, forbid: {has: {type: A}, each: zone}"),
         "1:31: \"exists\" stands in require and forbid; match and unless say \"has\"\n"
         "1:60: \"has\" stands in match and unless; require and forbid say \"exists\"\n"
         "1:76: \"each\" stands in match alone\n"},
        {RULE("match: {exist: {type: A}}, forbid: {each: zone}"),
         "1:31: \"exist\" is no condition; there is \"exists\"\n"
         "1:59: \"each\" stands in match alone\n"},
        {RULE("match: {type: MXX}, forbid: {target: alias}"),
         "1:37: \"MXX\" is not a record type; there is MX\n"
         "1:52: \"target\" is no condition; there is \"target.is\"\n"},
        {RULE("match: {type: MX}, forbid: {rdata.exchnge: a}"),
         "1:51: MX has no field rdata.exchnge; there is rdata.exchange\n"},
        {RULE("match: {type: MX}, forbid: {rdata.x: a}"),
         "1:51: MX has no field rdata.x; there are rdata.preference, rdata.exchange\n"},
        {RULE("match: {type: [MX, NS]}, forbid: {rdata.exchange: a}"),
         "1:57: NS has no field rdata.exchange; there is rdata.nsdname\n"},
        {RULE("match: {type: [SRV, URI]}, forbid: {rdata.target: a}"),
         "1:59: rdata.target is a name in SRV and a text in URI; write a rule for each of them\n"},
        {RULE("match: {type: APL}, forbid: {rdata.prefix: a}"),
         "1:52: APL has no field rdata.prefix; its data has no fields with names\n"},
        {RULE("match: {}, forbid: {rdata.exchange: a}"),
         "1:43: rdata.exchange is a field of some types, and match names no type; write the types "
         "that have it behind \"type\" in match\n"},
        {RULE("match: {type: TXT}, forbid: {target.is: alias}"),
         "1:63: target.is asks for the host that a record names, and TXT names none; NS, CNAME, "
         "PTR, DNAME, MX and SRV name one\n"},
        {RULE("match: {}, forbid: {target.is: aliass}"),
         "1:54: \"aliass\" is not a fact about a target; there is \"alias\"\n"},
        {RULE("match: {type: MX}, forbid: {rdata.exchange: {min: 1, glob: 'a..b'}}"),
         "1:68: \"min\" is for numbers, and rdata.exchange is a name\n"
         "1:85: a label is empty\n"},
        {RULE("match: {type: MX}, forbid: {rdata.exchange: a..b}"),
         "1:67: \"a..b\" is not a name, which rdata.exchange is\n"},
        {RULE("match: {type: MX}, forbid: {rdata.preference: [ten, 010, 1h]}"),
         "1:70: \"ten\" is not a number, which rdata.preference is; it is decimal\n"
         "1:75: \"010\" is not a number, which rdata.preference is; it is decimal\n"
         "1:80: \"1h\" is not a number, which rdata.preference is; it is decimal\n"},
        {RULE("match: {type: [MX, SRV]}, forbid: {ttl: {max: 4294967296}}, unless: {ttl: 5w}"),
         "1:69: \"4294967296\" is not a period, which ttl is; it is a number of seconds, or "
         "numbers "
         "with units, such as 1h30m\n"},
        {RULE("match: {type: MX}, forbid: {rdata.preference: [65535, 65536]}"),
         "1:77: \"65536\" is more than rdata.preference can be, which is 65535 at most\n"},
        {RULE("match: {type: TLSA}, forbid: {rdata.selector: {min: 256, max: 300}}"),
         "1:75: \"256\" is more than rdata.selector can be, which is 255 at most\n"
         "1:85: \"300\" is more than rdata.selector can be, which is 255 at most\n"},
        {RULE("match: {type: ANY}, forbid: {type: [A, AXFR]}"),
         "1:37: \"ANY\" stands in no zone; it is for questions and messages alone; a match without "
         "\"type\" looks at records of any type\n"
         "1:62: \"AXFR\" stands in no zone; it is for questions and messages alone; a match "
         "without "
         "\"type\" looks at records of any type\n"},
        {RULE("match: {country: a}, forbid: {ttl: 1}"),
         "1:31: \"country\" is no condition; conditions are type, owner, zone, ttl, rdata.FIELD, "
         "target.is, has, exists and each\n"},
        {RULE("match: {type: MX}, forbid: {rdata.preference: {min: 3, max: 2}}"),
         "1:75: \"min\" is above \"max\"\n"},
        {RULE("match: {type: MX}, forbid: {rdata.preference: {}}"),
         "1:69: there is no test in this map\n"},
        {RULE("match: {type: MX}, forbid: {rdata.preference: []}"),
         "1:69: one of an empty list is nothing at all\n"},
        {RULE("match: {type: MX}, forbid: {ttl: {min: soon, network: 10.0.0.0/8}}"),
         "1:62: \"soon\" is not a period, which ttl is; it is a number of seconds, or numbers with "
         "units, such as 1h30m\n"
         "1:68: \"network\" is for addresses, and ttl is a number\n"},
        {RULE("match: {type: A}, forbid: {rdata.address: [10.0.0.0/8, 10.0.0.256]}"),
         "1:66: \"10.0.0.0/8\" is not an address, which rdata.address is; a network stands behind "
         "\"network\"\n"
         "1:78: \"10.0.0.256\" is not an address, which rdata.address is; not an IPv4 or IPv6 "
         "address\n"},
        {RULE("match: {type: A}, forbid: {rdata.address: {network: 10.0.0.1/8}}"),
         "1:75: \"10.0.0.1/8\" is not a network; bits behind the prefix are set: the network is "
         "10.0.0.0/8\n"},
        {RULE("match: {type: TXT}, forbid: {rdata.text: {regex: 'a(b', glob: '[a'}}"),
         "1:72: missing closing parenthesis\n"},
        {RULE("match: {owner: 'a**'}, forbid: {ttl: 1}"),
         "1:40: \"**\" has something beside it in its part: write \"*\", or \"**\" alone between "
         "separators\n"},
        {RULE("match: {zone: 'a..b'}, forbid: {ttl: 1}"), "1:40: a label is empty\n"},
        {RULE("match: {}, forbid: {}"), "1:42: there is no condition in this map\n"},
        {RULE("match: {each: record}, forbid: {ttl: 1}"),
         "1:37: \"record\" is not what a rule may look at; it is zone\n"},
        {RULE("match: {each: zone, type: A}, forbid: {ttl: 1, rdata.address: 10.0.0.1}"),
         "1:43: \"type\" is of a record, and this rule looks at each zone; leave out \"each\", or "
         "ask for records with has or exists\n"
         "1:62: \"ttl\" is of a record, and this rule looks at each zone; leave out \"each\", or "
         "ask for records with has or exists\n"
         "1:70: \"rdata.address\" is of a record, and this rule looks at each zone; leave out "
         "\"each\", or ask for records with has or exists\n"},
        {RULE("match: {each: zone, has: {owner: a}}, forbid: {exists: {type: A}}"),
         "1:48: the type and owner of records has no key \"type\"; Their type.\n"},
        {"- {id: a, message: m, match: {}, forbid: {ttl: 1}}\n"
         "- {id: a, message: m, match: {}, forbid: {ttl: 1}}",
         "2:8: there is another custom rule \"a\"\n"},
    };
    assert_problems(cases, sizeof(cases) / sizeof(cases[0]));
}

static void messages_name_what_there_is(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        {"- {id: a, message: '{onwer} {x} {', match: {}, forbid: {ttl: 1}}",
         "1:21: there is no placeholder {onwer}; there is {owner}\n"
         "1:29: there is no placeholder {x}; they are {zone}, {owner}, {type}, {ttl}, {rdata}, "
         "{rdata.FIELD}, {target} and {target.end}; a brace is {{\n"
         "1:33: a placeholder is not closed; a brace is {{\n"},
        {"- {id: a, message: '{rdata.exchnge}', match: {type: MX}, forbid: {ttl: 1}}",
         "1:21: MX has no field rdata.exchnge; there is rdata.exchange\n"},
        {"- {id: a, message: '{target}', match: {type: TXT}, forbid: {ttl: 1}}",
         "1:21: {target} asks for the host that a record names, and TXT names none; NS, CNAME, "
         "PTR, DNAME, MX and SRV name one\n"},
        {"- {id: a, message: '{target.end}', match: {}, forbid: {ttl: 1}}",
         "1:21: {target.end} asks for the host that a record names, and match names no type; NS, "
         "CNAME, PTR, DNAME, MX and SRV name one\n"},
        {"- {id: a, message: '{zone} {owner} {rdata.x}', match: {each: zone}, "
         "forbid: {exists: {type: A}}}",
         "1:28: {owner} is of a record, and this rule looks at each zone\n"
         "1:36: {rdata.x} is of a record, and this rule looks at each zone\n"},
        {"- {id: a, message: \"a\\tb {x}\", match: {}, forbid: {ttl: 1}}",
         "1:20: there is no placeholder {x}; they are {zone}, {owner}, {type}, {ttl}, {rdata}, "
         "{rdata.FIELD}, {target} and {target.end}; a brace is {{\n"},
    };
    assert_problems(cases, sizeof(cases) / sizeof(cases[0]));
}

static void fixes_set_what_can_be_set(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        {RULE("match: {type: MX}, forbid: {ttl: 1}, fix: {set: {owner: a}}"),
         "1:72: \"owner\" cannot be set; a fix sets ttl, or rdata.FIELD\n"},
        {RULE("match: {type: MX}, forbid: {ttl: 1}, fix: {set: {}}"),
         "1:71: a fix sets one thing: either ttl or one field\n"},
        {RULE("match: {type: MX}, forbid: {ttl: 1}, fix: {set: {ttl: 1, rdata.exchange: a}}"),
         "1:71: a fix sets one thing: either ttl or one field\n"},
        {RULE("match: {type: MX}, forbid: {ttl: 1}, fix: {set: {ttl: 3000000000}, level: off}"),
         "1:97: \"off\" is not a level of fixes; it is safe or unsafe\n"},
        {RULE("match: {type: MX}, forbid: {ttl: 1}, fix: {set: {ttl: 3000000000}}"),
         "1:77: \"3000000000\" is no TTL; a TTL is at most 2147483647 seconds\n"},
        {RULE("match: {type: MX}, forbid: {ttl: 1}, fix: {set: {rdata.exchange: a..b}}"),
         "1:88: \"a..b\" is no value for rdata.exchange of MX\n"},
        {RULE("match: {type: MX}, forbid: {ttl: 1}, fix: {set: {rdata.preference: 65536}}"),
         "1:90: \"65536\" is no value for rdata.preference of MX\n"},
        {RULE("match: {type: MX}, forbid: {ttl: 1}, fix: {set: {rdata.preference: 010}}"),
         "1:90: \"010\" is no value for rdata.preference of MX\n"},
        {RULE("match: {type: TXT}, forbid: {ttl: 1}, fix: {set: {rdata.text: a}}"),
         "1:73: rdata.text of TXT is not one word, so a fix cannot set it\n"},
        {RULE("match: {type: SOA}, forbid: {ttl: 1}, fix: {set: {rdata.serial: 1}}"),
         "1:73: the serial is raised by every fix, so none can set it\n"},
        {RULE("match: {}, forbid: {ttl: 1}, fix: {set: {rdata.serial: 1}}"),
         "1:64: rdata.serial is a field of some types, and match names no type; write the types "
         "that have it behind \"type\" in match\n"},
        {RULE("match: {each: zone}, forbid: {exists: {type: A}}, fix: {set: {ttl: 1}}"),
         "1:78: a fix mends a record, and this rule looks at each zone\n"},
    };
    assert_problems(cases, sizeof(cases) / sizeof(cases[0]));
}

static void tests_say_what_they_expect(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        {RULE("match: {}, forbid: {ttl: 1}, tests: [{}]"),
         "1:60: a test has either \"ok\" or \"bad\"\n"},
        {RULE("match: {}, forbid: {ttl: 1}, tests: [{ok: a, bad: b}]"),
         "1:60: a test has either \"ok\" or \"bad\"\n"},
        {RULE("match: {}, forbid: {ttl: 1}, tests: [{ok: a, message: b, fixed: c}]"),
         "1:87: where nothing is found there is no fix\n"
         "1:77: where nothing is found there is no message\n"},
        {RULE("match: {}, forbid: {ttl: 1}, tests: [{bad: b, fixed: c}]"),
         "1:76: this rule has no \"fix\"\n"},
        {RULE("match: {}, forbid: {ttl: 1}, tests: [{bad: b, zone: a..b}]"),
         "1:75: \"a..b\" is not a domain name\n"},
    };
    assert_problems(cases, sizeof(cases) / sizeof(cases[0]));
}

static void conditions_are_tried_from_the_cheapest_on(void **state)
{
    (void)state;
    static const char text[] =
        RULE("match: {target.is: alias, rdata.exchange: {regex: a}, owner: '*', "
             "rdata.preference: 1, zone: b, type: MX, has: {type: A}}, forbid: {ttl: 1}");
    static const enum custom_subject expected[] = {CUSTOM_FIELD, CUSTOM_ZONE,    CUSTOM_OWNER,
                                                   CUSTOM_FIELD, CUSTOM_RECORDS, CUSTOM_TARGET};
    struct arena *arena = arena_new();
    struct buffer told = {0};
    struct custom_rules rules = custom_rules_read(text, arena, &told);
    assert_string_equal(buffer_string(&told), "");
    const struct custom_conditions *match = &rules.items.items[0].match;
    assert_int_equal(match->count, sizeof(expected) / sizeof(expected[0]));
    for (size_t i = 0; i < match->count; i++) {
        assert_int_equal(match->items[i].subject, expected[i]);
    }
    custom_rules_end(&rules);
    buffer_free(&told);
    arena_free(arena);
}

static void a_policy_has_a_limited_number_of_rules(void **state)
{
    (void)state;
    struct buffer text = {0};
    for (size_t i = 0; i <= CUSTOM_RULES_MAX; i++) {
        buffer_add_format(&text, "- {id: r%zu, message: m, match: {}, forbid: {ttl: 1}}\n", i);
    }
    struct arena *arena = arena_new();
    struct buffer told = {0};
    struct custom_rules rules = custom_rules_read(buffer_string(&text), arena, &told);
    assert_string_equal(buffer_string(&told), "1001:3: there are more than 1000 custom rules\n");
    assert_int_equal(rules.items.count, CUSTOM_RULES_MAX);
    custom_rules_end(&rules);
    buffer_free(&told);
    buffer_free(&text);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_that_make_sense_are_made),
        cmocka_unit_test(what_stands_in_the_wrong_place_is_told_there),
        cmocka_unit_test(messages_name_what_there_is),
        cmocka_unit_test(fixes_set_what_can_be_set),
        cmocka_unit_test(tests_say_what_they_expect),
        cmocka_unit_test(conditions_are_tried_from_the_cheapest_on),
        cmocka_unit_test(a_policy_has_a_limited_number_of_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
