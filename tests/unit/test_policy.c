/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "policies/policy.h"
#include "tests/support/policy_reading.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/zone_text.h"

/* A policy, without its version, and what is wrong with it; NULL: nothing. */
struct problem_case {
    const char *main;
    const char *told;
};

static void start(struct policy_reading *reading, const char *parent, const char *main)
{
    struct buffer above = {0};
    struct buffer text = {0};
    buffer_add_format(&above, "version: 1\n%s\n", parent == NULL ? "" : parent);
    buffer_add_format(&text, "version: 1\n%s%s\n",
                      parent == NULL ? "" : "extends: builtin:parent\n", main);
    struct policy_texts texts = {.main = buffer_string(&text), .parent = buffer_string(&above)};
    policy_reading_start(reading, texts);
    buffer_free(&above);
    buffer_free(&text);
}

static void assert_told(const struct problem_case *one)
{
    struct policy_reading reading;
    start(&reading, NULL, one->main);
    const char *told = buffer_string(&reading.told);
    if (strcmp(told, one->told == NULL ? "" : one->told) != 0) {
        fail_msg("%.300s\n%s", one->main, told);
    }
    assert_true((reading.policy == NULL) == (one->told != NULL));
    policy_reading_end(&reading);
}

static void assert_all(const struct problem_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_told(&cases[i]);
    }
}

#define ASSERT_ALL(cases) assert_all(cases, sizeof(cases) / sizeof((cases)[0]))

static void start_good(struct policy_reading *reading, const char *parent, const char *main)
{
    start(reading, parent, main);
    if (reading->policy == NULL) {
        fail_msg("%s: %s", main, buffer_string(&reading->told));
    }
}

/* ---- Versions */

static void a_policy_says_which_versions_will_do(void **state)
{
    (void)state;
    static const struct problem_case cases[] = {
        {"requires: \">=0.4, <1\"", NULL},
        {"requires: \"=0.4.1\"", NULL},
        {"requires: \">=0.5\"",
         "builtin:main:2:11: this is zonetidy 0.4.1, and the policy requires "
         "\">=0.5\"\n"},
        /* Nothing else is told: that version may know more. */
        {"requires: \">=0.5\"\nunknown: 1\ncustom: [{id: a, message: '{x}', match: {type: A}}]",
         "builtin:main:2:11: this is zonetidy 0.4.1, and the policy requires "
         "\">=0.5\"\n"},
        {"requires: new", "builtin:main:2:11: \"new\" is not a requirement of versions; it is a "
                          "comparison such as \">=0.1\", or several with commas between them\n"},
    };
    ASSERT_ALL(cases);
}

static void each_file_says_for_itself_which_versions_will_do(void **state)
{
    (void)state;
    struct policy_reading reading;
    start(&reading, "requires: \">=0.5\"", "requires: \"<0.4\"\n");
    assert_null(reading.policy);
    assert_string_equal(buffer_string(&reading.told),
                        "builtin:parent:2:11: this is zonetidy 0.4.1, and the policy requires "
                        "\">=0.5\"\n"
                        "builtin:main:3:11: this is zonetidy 0.4.1, and the policy requires "
                        "\"<0.4\"\n");
    policy_reading_end(&reading);
}

static void a_policy_has_a_version_of_its_language(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *told;
    } cases[] = {
        {"root: true\n", "builtin:main:1:1: a policy has no key \"version\"; the version of the "
                         "policy language: 1\n"},
        {"version: 2\n", "builtin:main:1:10: \"2\" is no version of the policy language that this "
                         "program knows; it knows version 1; a newer one needs a newer "
                         "zonetidy\n"},
        {"version: 1.0\n", "builtin:main:1:10: \"1.0\" is no version of the policy language that "
                           "this program knows; it knows version 1; a newer one needs a newer "
                           "zonetidy\n"},
        {"", "builtin:main:1:1: an empty policy; the shortest one is `version: 1`\n"},
        {"# nothing\n---\n", "builtin:main:1:1: an empty policy; the shortest one is "
                             "`version: 1`\n"},
        {"- a\n", "builtin:main:1:1: this is a list, and should be a policy\n"},
        {"text\n", "builtin:main:1:1: this is text, and should be a policy\n"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct policy_reading reading;
        policy_reading_start(&reading, (struct policy_texts){.main = cases[i].text});
        assert_null(reading.policy);
        assert_string_equal(buffer_string(&reading.told), cases[i].told);
        policy_reading_end(&reading);
    }
}

/* ---- What only some places may hold */

static void options_serials_and_ptr_names_are_for_whole_zones(void **state)
{
    (void)state;
#define WHOLE_ZONES \
    ": this is for whole zones, and the override is for owners or types; put it into an " \
    "override that has only files or zones\n"
    static const struct problem_case cases[] = {
        {"overrides: [{zones: a, fix: {serial: keep, ptr: {prefer: a}}}]", NULL},
        {"overrides: [{files: a, rules: {options: {mx-target-alias: {max: 1}}}}]", NULL},
        {"overrides: [{owners: a, rules: {ignore: mail}, fix: {level: off}}]", NULL},
        {"overrides:\n- owners: a\n  fix: {serial: keep}\n", "builtin:main:4:17" WHOLE_ZONES},
        {"overrides:\n- types: A\n  fix: {ptr: {prefer: a}}\n", "builtin:main:4:14" WHOLE_ZONES},
        {"overrides:\n- fix: {serial: keep}\n  types: [A, MX]\n", "builtin:main:3:17" WHOLE_ZONES},
        {"overrides:\n- owners: a\n  rules: {options: {mx-target-alias: {max: 1}}}\n",
         "builtin:main:4:20" WHOLE_ZONES},
    };
    ASSERT_ALL(cases);
}

static void mistakes_of_every_kind_come_in_the_order_of_the_file(void **state)
{
    (void)state;
    static const struct problem_case cases[] = {
        {"overrides:\n- {types: A, fix: {serial: keep}}\nrequires: new\nzones:\n"
         "  external: {a: {}}\nroot: maybe\n",
         "builtin:main:3:28" WHOLE_ZONES
         "builtin:main:4:11: \"new\" is not a requirement of versions; it is a comparison such as "
         "\">=0.1\", or several with commas between them\n"
         "builtin:main:6:17: here should be either alias-of or addresses\n"
         "builtin:main:7:7: \"maybe\" is not true or false; it is true or false\n"},
    };
    ASSERT_ALL(cases);
}

/* Whatever is wrong with the YAML, the schema, a custom rule or the limits of an override. */
static void mistakes_of_all_steps_are_told_at_once(void **state)
{
    (void)state;
    static const struct problem_case cases[] = {
        {"rules:\n  ignore: [mial]\n  ignore: [revrse]\nfix: {<<: {level: off}, levle: safe}\n"
         "report: {show: !!str loud, fail-on: *worst}\n"
         "custom:\n- {id: a, message: m, match: {type: A}, forbid: {rdata.adress: 192.0.2.1}}\n"
         "- {id: b, message: m, match: {type: A}}\n"
         "- {id: c, mesage: m, match: {type: A}, forbid: {rdata.nothing: x}}\n",
         "builtin:main:3:12: \"mial\" is not a rule or a family of rules; there is \"mail\"\n"
         "builtin:main:4:3: the key \"ignore\" is there twice\n"
         "builtin:main:4:12: \"revrse\" is not a rule or a family of rules; there is \"reverse\"\n"
         "builtin:main:5:7: merge keys are not read; write out the keys that are to be merged\n"
         "builtin:main:5:25: there is no key \"levle\" in the fixes; there is a key \"level\"\n"
         "builtin:main:6:16: tags are not read; what a value is follows from its key; a text that "
         "begins with \"!\" needs quotes\n"
         "builtin:main:6:22: \"loud\" is not a level; it is info, warning or error\n"
         "builtin:main:6:37: there is no anchor \"worst\"; a text that begins with \"*\" needs "
         "quotes\n"
         "builtin:main:8:50: A has no field rdata.adress; there is rdata.address\n"
         "builtin:main:9:3: the rule has neither \"require\" nor \"forbid\", so it finds nothing\n"
         "builtin:main:10:3: a custom rule has no key \"message\"; What is wrong, with "
         "placeholders "
         "such as {owner}.\n"
         "builtin:main:10:11: there is no key \"mesage\" in a custom rule; there is a key "
         "\"message\"\n"
         "builtin:main:10:49: A has no field rdata.nothing; there is rdata.address\n"},
        /* A rule with a mistake of one kind may have others. Its tests are about all of it. */
        {"custom:\n- {id: A B, message: '{rdata.nme}', match: {type: NS}, forbid: {rdata.nsdnam: "
         "x}, "
         "require: {wrong: 1}, fix: {st: {ttl: 1}}, tests: [{bad: '@ NS x', fixed: '@ NS y'}]}\n"
         "- {id: A B, message: m, match: {typ: A}, forbid: {rdata.any: x}}\n- 7\n",
         "builtin:main:3:8: \"A B\" is not the name of a rule; it is made of small letters, "
         "digits, and single hyphens between them\n"
         "builtin:main:3:23: NS has no field rdata.nme; there is rdata.nsdname\n"
         "builtin:main:3:65: NS has no field rdata.nsdnam; there is rdata.nsdname\n"
         "builtin:main:3:93: \"wrong\" is no condition; conditions are type, owner, zone, ttl, "
         "rdata.FIELD, target.is, has, exists and each\n"
         "builtin:main:3:109: fix has no key \"set\"; What a record gets: ttl or rdata.FIELD, with "
         "the value.\n"
         "builtin:main:3:110: there is no key \"st\" in fix; there is a key \"set\"\n"
         "builtin:main:4:8: \"A B\" is not the name of a rule; it is made of small letters, "
         "digits, and single hyphens between them\n"
         "builtin:main:4:33: \"typ\" is no condition; there is \"type\"\n"
         "builtin:main:5:3: this is text, and should be a custom rule\n"},
        /* What was read in front of a mistake of YAML; what stands behind it may be there. */
        {"rules: {ignore: mial, severity: {\"custom:x\": info}}\ncustom: [\n",
         "builtin:main:2:17: \"mial\" is not a rule or a family of rules; there is \"mail\"\n"
         "builtin:main:5:1: the file ends inside of brackets; a text with \",\" or brackets in it "
         "needs quotes\n"},
        {"custom:\n- {id: x, message: m, match: {type: A}, forbid: {ttl: 1}}\n"
         "custom:\n- {id: y, message: m, match: {type: A}, forbid: {ttl: 1}}\n"
         "rules: {ignore: [\"custom:x\", \"custom:y\", \"custom:xx\"]}\n",
         "builtin:main:4:1: the key \"custom\" is there twice\n"
         "builtin:main:6:42: \"custom:xx\" is not a rule or a family of rules; there is "
         "\"custom:x\"\n"},
        /* A map that lacks a key which may have been in what was not read. */
        {"custom:\n- {<<: {message: m}, id: x, match: {type: A}, forbid: {ttl: 1}}\n",
         "builtin:main:3:4: merge keys are not read; write out the keys that are to be merged\n"},
        {"overrides:\n- {<<: {zones: a}}\n- {zones: *a, <<: {}}\n- {zones: [*a]}\n",
         "builtin:main:3:4: merge keys are not read; write out the keys that are to be merged\n"
         "builtin:main:4:11: there is no anchor \"a\"; a text that begins with \"*\" needs quotes\n"
         "builtin:main:4:15: merge keys are not read; write out the keys that are to be merged\n"
         "builtin:main:5:3: an override that has neither rules nor fix changes nothing\n"
         "builtin:main:5:12: there is no anchor \"a\"; a text that begins with \"*\" needs "
         "quotes\n"},
    };
    ASSERT_ALL(cases);
}

/* Wherever an alias stands for it. */
static void a_mistake_that_aliases_repeat_is_told_once(void **state)
{
    (void)state;
    static const struct problem_case cases[] = {
        {"overrides:\n- zones: a\n  rules: &r {ignore: mial}\n- {zones: b, rules: *r}\n"
         "- {zones: c, rules: *r}\n",
         "builtin:main:4:22: \"mial\" is not a rule or a family of rules; there is \"mail\"\n"},
    };
    ASSERT_ALL(cases);
}

static void an_override_says_what_it_is_for_and_what_is_different(void **state)
{
    (void)state;
#define NO_CONDITION \
    ": an override without a condition; say files, zones, owners, types or until; what is for " \
    "all " \
    "zones stands under rules and fix of the policy itself\n"
#define EMPTY(condition) \
    ": an empty list of " condition "; name what the override is for, or leave the key out\n"
    static const struct problem_case cases[] = {
        {"overrides: [{until: 2027-03-31, rules: {ignore: mail}}]", NULL},
        {"overrides: []", NULL},
        {"overrides:\n- rules: {ignore: mail}\n- {reason: x, fix: {level: off}}\n",
         "builtin:main:3:3" NO_CONDITION "builtin:main:4:3" NO_CONDITION},
        {"overrides: [{zones: [], rules: {ignore: mail}}]", "builtin:main:2:21" EMPTY("zones")},
        {"overrides:\n- {files: [], owners: [], types: [], fix: {level: off}}\n",
         "builtin:main:3:11" EMPTY("files") "builtin:main:3:23" EMPTY(
             "owners") "builtin:main:3:34" EMPTY("types")},
        {"overrides: [{zones: a, reason: x}]",
         "builtin:main:2:13: an override that has neither rules nor fix changes nothing\n"},
        {"overrides: [{}]",
         "builtin:main:2:13" NO_CONDITION
         "builtin:main:2:13: an override that has neither rules nor fix changes nothing\n"},
    };
    ASSERT_ALL(cases);
}

static void words_of_select_are_no_rules_elsewhere(void **state)
{
    (void)state;
#define WORD_OF_SELECT(word) \
    ": \"" word \
    "\" is not a rule or a family of rules; it is a word of select and extend-select; " \
    "`select: []` runs no rule\n"
    static const struct problem_case cases[] = {
        {"rules: {select: [], extend-select: [all, default]}", NULL},
        {"rules: {ignore: [all]}", "builtin:main:2:18" WORD_OF_SELECT("all")},
        {"rules: {ignore: default}", "builtin:main:2:17" WORD_OF_SELECT("default")},
        {"rules: {severity: {all: error}}", "builtin:main:2:20" WORD_OF_SELECT("all")},
    };
    ASSERT_ALL(cases);
}

static void a_date_is_a_day(void **state)
{
    (void)state;
#define NO_DATE(text) \
    "builtin:main:2:40: \"" text "\" is not a date; it is a day such as 2027-03-31\n"
    static const struct problem_case cases[] = {
        {"overrides: [{fix: {level: off}, until: 2027-03-31}]", NULL},
        {"overrides: [{fix: {level: off}, until: 2028-02-29}]", NULL},
        {"overrides: [{fix: {level: off}, until: 2027-02-29}]", NO_DATE("2027-02-29")},
        {"overrides: [{fix: {level: off}, until: 2027-13-01}]", NO_DATE("2027-13-01")},
        {"overrides: [{fix: {level: off}, until: 31.12.2027}]", NO_DATE("31.12.2027")},
        {"overrides: [{fix: {level: off}, until: 1806450000}]", NO_DATE("1806450000")},
        {"overrides: [{fix: {level: off}, until: \"2027-03-31T00:00:00Z\"}]",
         NO_DATE("2027-03-31T00:00:00Z")},
    };
    ASSERT_ALL(cases);
}

/* ---- Names outside of the zones */

static const struct external_name *external_of(const struct policy_reading *reading,
                                               const char *name)
{
    return external_names_find(reading->policy->external, name_of(reading->arena, name));
}

static void names_outside_may_be_trusted_absent_aliases_or_hosts(void **state)
{
    (void)state;
    struct policy_reading reading;
    start_good(&reading,
               "zones: {external: {a.example: absent, b.example: trusted, c.example: absent}}",
               "zones:\n  external:\n    A.example.: trusted\n"
               "    c.example: {alias-of: target.example.net}\n"
               "    d.example: {addresses: [192.0.2.1, \"2001:db8::1\"]}\n"
               "    e.example: {addresses: 192.0.2.7}\n"
               "    f.example: {addresses: []}\n"
               "    \"*.g.example\": absent\n");
    static const struct {
        const char *name;
        enum external_kind kind;
        size_t address_count;
        uint64_t line;
    } cases[] = {
        {"a.example.", EXTERNAL_TRUSTED, 0, 5},   {"b.example.", EXTERNAL_TRUSTED, 0, 2},
        {"c.example.", EXTERNAL_ALIAS, 0, 6},     {"d.example.", EXTERNAL_ADDRESSES, 2, 7},
        {"e.example.", EXTERNAL_ADDRESSES, 1, 8}, {"f.example.", EXTERNAL_ADDRESSES, 0, 9},
        {"x.g.example.", EXTERNAL_ABSENT, 0, 10},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct external_name *found = external_of(&reading, cases[i].name);
        assert_non_null(found);
        assert_int_equal(found->kind, cases[i].kind);
        assert_int_equal(found->address_count, cases[i].address_count);
        assert_int_equal(policy_place_position(found->place).line, cases[i].line);
    }
    const struct external_name *host = external_of(&reading, "d.example.");
    assert_int_equal(host->addresses[0].type, TYPE_A);
    assert_int_equal(host->addresses[1].type, TYPE_AAAA);
    assert_int_equal(host->addresses[1].octets[15], 1);
    char room[NAME_TEXT_BYTES_MAX];
    assert_string_equal(name_to_text(external_of(&reading, "c.example.")->target, room),
                        "target.example.net.");
    assert_null(external_of(&reading, "g.example."));
    policy_reading_end(&reading);
}

static void what_nobody_can_know_of_a_name_outside_is_told(void **state)
{
    (void)state;
    static const struct problem_case cases[] = {
        {"zones: {external: {a.b: gone}}",
         "builtin:main:2:25: \"gone\" is not what is known of the name; it is trusted or "
         "absent\n"},
        {"zones: {external: {a.b: {alias-of: c.d, addresses: 192.0.2.1}}}",
         "builtin:main:2:25: here should be either alias-of or addresses\n"},
        {"zones: {external: {a.b: {}}}",
         "builtin:main:2:25: here should be either alias-of or addresses\n"},
        {"zones: {external: {a.b: {adresses: 192.0.2.1}}}",
         "builtin:main:2:26: there is no key \"adresses\" in what is known of the name: trusted, "
         "absent, alias-of, addresses; there is a key \"addresses\"\n"},
        {"zones: {external: {a.b: {addresses: 192.0.2.0/24}}}",
         "builtin:main:2:37: \"192.0.2.0/24\" is not an address; it is one address, without a "
         "prefix length\n"},
        {"zones: {external: {a..b: trusted}}",
         "builtin:main:2:20: \"a..b\" is not a domain name\n"},
        {"zones: {external: {a.b: {alias-of: \"\"}}}",
         "builtin:main:2:36: an empty text is not a domain name\n"},
        {"zones: {external: [a.b]}",
         "builtin:main:2:19: this is a list, and should be a map from names to what is known of "
         "them\n"},
        {"zones: {external: {a.b: [trusted]}}",
         "builtin:main:2:25: this is a list, and should be what is known of the name: trusted, "
         "absent, alias-of, addresses\n"},
    };
    ASSERT_ALL(cases);
}

/* ---- Zones and files */

static void of_what_is_said_of_one_zone_the_last_counts(void **state)
{
    (void)state;
    struct policy_reading reading;
    start_good(&reading, "zones: {map: {b.example: b, a.example: old, C.example: c}}",
               "zones: {map: {A.example.: new, d.example: d}}");
    static const char *const expected[][2] = {
        {"a.example.", "new"}, {"b.example.", "b"}, {"c.example.", "c"}, {"d.example.", "d"}};
    assert_int_equal(reading.policy->zone_map.count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(reading.policy->zone_map.items[i].name, expected[i][0]);
        assert_string_equal(reading.policy->zone_map.items[i].path, expected[i][1]);
    }
    policy_reading_end(&reading);
}

static void paths_are_seen_from_the_folder_of_the_file_that_says_them(void **state)
{
    (void)state;
    struct temporary_folder folder;
    temporary_folder_make(&folder);
    temporary_text(&folder, "shared/company.yaml",
                   "version: 1\nzones: {files: a*, map: {x.example: db.x, y.example: db.y}}\n"
                   "report: {baseline: base.json}\noverrides: [{files: c*, fix: {level: off}}]\n");
    const char *path = temporary_text(&folder, "zones/zonetidy.yaml",
                                      "version: 1\nextends: ../shared/company.yaml\n"
                                      "zones: {exclude: b*, map: {y.example: /srv/db.y}}\n"
                                      "overrides: [{files: d*, fix: {level: off}}]\n");
    const struct policy_texts texts = {
        .path = path,
        .working_folder = "/srv",
        .settings = {{"--set a", "overrides", "[{files: e*, fix: {level: off}}]"},
                     {"--set b", "zones.map", "{z.example: sub/db.z}"}},
    };
    struct policy_reading reading;
    policy_reading_start(&reading, texts);
    const struct policy *policy = reading.policy;
    assert_non_null(policy);
    const char *shared = temporary_path(&folder, "shared");
    const char *zones = temporary_path(&folder, "zones");
    assert_string_equal(policy->zone_files.folder, shared);
    assert_string_equal(policy->zone_exclude.folder, zones);
    assert_string_equal(policy->overrides.items[0].files.folder, shared);
    assert_string_equal(policy->overrides.items[1].files.folder, zones);
    assert_string_equal(policy->overrides.items[2].files.folder, "/srv");
    assert_string_equal(policy->baseline, temporary_path(&folder, "shared/base.json"));
    assert_string_equal(policy->zone_map.items[0].path, temporary_path(&folder, "shared/db.x"));
    assert_string_equal(policy->zone_map.items[1].path, "/srv/db.y");
    assert_string_equal(policy->zone_map.items[2].path, "/srv/sub/db.z");
    policy_reading_end(&reading);
    temporary_folder_remove(&folder);
}

static void lists_of_a_child_take_the_place_of_those_of_its_parent(void **state)
{
    (void)state;
    struct policy_reading reading;
    start_good(&reading,
               "zones: {files: [a, b], exclude: [c, d], origin: [\"a.{origin}\", \"b.{origin}\"]}",
               "zones: {files: [e], origin: \"c.{origin}\"}");
    assert_int_equal(reading.policy->zone_files.globs.count, 1);
    assert_int_equal(reading.policy->zone_exclude.globs.count, 2);
    assert_int_equal(reading.policy->origins.count, 1);
    policy_reading_end(&reading);
}

/* ---- Reports, suppressions, replies */

static void levels_of_the_report_come_from_the_last_who_says_them(void **state)
{
    (void)state;
    static const struct {
        const char *parent;
        const char *main;
        enum severity show;
        enum severity fail_on;
    } cases[] = {
        {"", "", SEVERITY_WARNING, SEVERITY_WARNING},
        {"", "report: {show: info}", SEVERITY_INFO, SEVERITY_WARNING},
        {"report: {show: info, fail-on: error}", "", SEVERITY_INFO, SEVERITY_ERROR},
        {"report: {show: info, fail-on: error}", "report: {show: error}", SEVERITY_ERROR,
         SEVERITY_ERROR},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct policy_reading reading;
        start_good(&reading, cases[i].parent, cases[i].main);
        assert_int_equal(reading.policy->show, cases[i].show);
        assert_int_equal(reading.policy->fail_on, cases[i].fail_on);
        assert_null(reading.policy->baseline);
        policy_reading_end(&reading);
    }
    static const struct problem_case mistakes[] = {
        {"report: {show: off}", "builtin:main:2:16: \"off\" is not a level; it is info, warning or "
                                "error\n"},
    };
    ASSERT_ALL(mistakes);
}

static void suppressions_may_be_denied_and_need_reasons(void **state)
{
    (void)state;
    struct policy_reading reading;
    start_good(&reading, "suppressions: {inline: deny, names: {A: ptr-missing, B: [mail]}}",
               "suppressions:\n  require-reason: [error, info]\n"
               "  patterns: [\"lint={rules}\", \"x {rules}\"]\n"
               "  names: {A: [mx-target-alias, ttl]}\n");
    const struct suppression_settings *settings = &reading.policy->suppressions;
    assert_true(settings->denied);
    assert_int_equal(settings->require_reason, 1u << SEVERITY_ERROR | 1u << SEVERITY_INFO);
    assert_int_equal(settings->pattern_count, 2);
    static const char *const names[][2] = {
        {"A", "ptr-missing"}, {"B", "mail"}, {"A", "mx-target-alias"}, {"A", "ttl"}};
    assert_int_equal(settings->name_count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(settings->names[i].foreign, names[i][0]);
        assert_string_equal(settings->names[i].rule, names[i][1]);
    }
    policy_reading_end(&reading);
    start_good(&reading, "suppressions: {inline: deny}", "suppressions: {inline: allow}");
    assert_false(reading.policy->suppressions.denied);
    policy_reading_end(&reading);
}

static void replies_are_added_through_the_layers(void **state)
{
    (void)state;
    struct policy_reading reading;
    start_good(&reading, "rules: {reply: {mx-target-alias: [one, two]}}",
               "rules: {reply: {mx-target-alias: three, ptr-missing: four}}");
    static const char *const expected[] = {"one", "two", "three", "four"};
    assert_int_equal(reading.policy->replies.count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(reading.policy->replies.items[i].text, expected[i]);
    }
    assert_int_equal(reading.policy->replies.items[3].rule,
                     policy_reading_rule(&reading, "ptr-missing"));
    policy_reading_end(&reading);
}

/* ---- Custom rules */

#define RULE(id) "{id: " id ", message: m, match: {type: A}, forbid: {ttl: 1}}"

static void a_custom_rule_may_be_named_before_it_is_made(void **state)
{
    (void)state;
    struct policy_reading reading;
    start_good(&reading, "rules: {ignore: \"custom:of-child\"}",
               "rules: {severity: {\"custom:of-child\": error}}\n"
               "custom: [" RULE("of-child") "]\n");
    int rule = policy_reading_rule(&reading, "custom:of-child");
    assert_int_equal(rule, reading.policy->vocabulary.rule_count - 1);
    assert_int_equal(reading.policy->custom.items.count, 1);
    policy_reading_end(&reading);
    static const struct problem_case cases[] = {
        {"rules: {ignore: [\"custom:on\"]}\ncustom: [" RULE("one") "]",
         "builtin:main:2:18: \"custom:on\" is not a rule or a family of rules; there is "
         "\"custom:one\"\n"},
    };
    ASSERT_ALL(cases);
}

static void two_layers_cannot_have_a_rule_of_one_name(void **state)
{
    (void)state;
    struct policy_reading reading;
    start(&reading, "custom: [" RULE("a") "]", "custom:\n- " RULE("b") "\n- " RULE("a") "\n");
    assert_null(reading.policy);
    assert_int_equal(reading.problems.items.count, 1);
    const struct policy_problem *problem = &reading.problems.items.items[0];
    assert_string_equal(problem->place.source->path, "builtin:main");
    assert_int_equal(policy_place_position(problem->place).line, 5);
    assert_non_null(problem->other);
    assert_string_equal(problem->other->source->path, "builtin:parent");
    policy_reading_end(&reading);
}

/* A policy in which some custom rules are wrong says so once, and of no rule that it is unknown. */
static void custom_rules_beyond_the_limit_are_told_once(void **state)
{
    (void)state;
    struct buffer text = {0};
    buffer_add_string(&text, "rules: {ignore: [\"custom:a1200\", \"custom:a3\"]}\ncustom:\n");
    for (int i = 0; i < 1300; i++) {
        buffer_add_format(&text, "- {id: a%d, message: m, match: {type: A}, forbid: {ttl: 1}}\n",
                          i);
    }
    const struct problem_case one = {
        buffer_string(&text), "builtin:main:1004:3: there are more than 1000 custom rules\n"};
    assert_told(&one);
    buffer_free(&text);
}

/* ---- Bounds */

static void overrides_name_a_number_of_rules_at_most(void **state)
{
    (void)state;
    struct buffer text = {0};
    buffer_add_string(&text, "custom:\n");
    for (int i = 0; i < CUSTOM_RULES_MAX; i++) {
        buffer_add_format(&text, "- {id: a%d, message: m, match: {type: A}, forbid: {ttl: 1}}\n",
                          i);
    }
    buffer_add_string(&text, "overrides:\n");
    for (int i = 0; i < POLICY_EFFECTS_MAX / CUSTOM_RULES_MAX + 100; i++) {
        buffer_add_string(&text, "- {zones: a, rules: {ignore: custom}}\n");
    }
    const struct problem_case one = {
        buffer_string(&text),
        "builtin:main:2004:3: the overrides in front of this one name too many rules; a rule that "
        "is named, itself or by its family, counts once for each, and there may be 1000000\n"};
    assert_told(&one);
    buffer_free(&text);
}

/* Comparing each with each would take minutes. */
static void a_hundred_thousand_zones_are_mapped_at_once(void **state)
{
    (void)state;
    enum { COUNT = 100000 };
    struct buffer text = {0};
    buffer_add_string(&text, "zones:\n  map:\n");
    for (int i = 0; i < COUNT; i++) {
        buffer_add_format(&text, "    z%d.example: f\n", i);
    }
    struct policy_reading reading;
    start_good(&reading, NULL, buffer_string(&text));
    assert_int_equal(reading.policy->zone_map.count, COUNT);
    policy_reading_end(&reading);
    buffer_free(&text);
}

static void a_hundred_thousand_wrong_words_are_counted(void **state)
{
    (void)state;
    struct buffer text = {0};
    buffer_add_string(&text, "rules:\n  ignore:\n");
    for (int i = 0; i < 100000; i++) {
        buffer_add_string(&text, "  - mx-target-alia\n");
    }
    struct policy_reading reading;
    start(&reading, NULL, buffer_string(&text));
    assert_null(reading.policy);
    assert_int_equal(policy_problems_count(&reading.problems), 100000);
    assert_int_equal(reading.problems.items.count, POLICY_PROBLEMS_MAX);
    for (size_t i = 0; i < POLICY_PROBLEMS_MAX; i++) {
        const struct policy_problem *problem = &reading.problems.items.items[i];
        assert_string_equal(problem->help, "there is \"mx-target-alias\"");
        assert_int_equal(policy_place_position(problem->place).line, i + 4);
    }
    policy_reading_end(&reading);
    buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_policy_says_which_versions_will_do),
        cmocka_unit_test(each_file_says_for_itself_which_versions_will_do),
        cmocka_unit_test(a_policy_has_a_version_of_its_language),
        cmocka_unit_test(options_serials_and_ptr_names_are_for_whole_zones),
        cmocka_unit_test(mistakes_of_every_kind_come_in_the_order_of_the_file),
        cmocka_unit_test(mistakes_of_all_steps_are_told_at_once),
        cmocka_unit_test(a_mistake_that_aliases_repeat_is_told_once),
        cmocka_unit_test(an_override_says_what_it_is_for_and_what_is_different),
        cmocka_unit_test(words_of_select_are_no_rules_elsewhere),
        cmocka_unit_test(a_date_is_a_day),
        cmocka_unit_test(names_outside_may_be_trusted_absent_aliases_or_hosts),
        cmocka_unit_test(what_nobody_can_know_of_a_name_outside_is_told),
        cmocka_unit_test(of_what_is_said_of_one_zone_the_last_counts),
        cmocka_unit_test(paths_are_seen_from_the_folder_of_the_file_that_says_them),
        cmocka_unit_test(lists_of_a_child_take_the_place_of_those_of_its_parent),
        cmocka_unit_test(levels_of_the_report_come_from_the_last_who_says_them),
        cmocka_unit_test(suppressions_may_be_denied_and_need_reasons),
        cmocka_unit_test(replies_are_added_through_the_layers),
        cmocka_unit_test(a_custom_rule_may_be_named_before_it_is_made),
        cmocka_unit_test(two_layers_cannot_have_a_rule_of_one_name),
        cmocka_unit_test(custom_rules_beyond_the_limit_are_told_once),
        cmocka_unit_test(overrides_name_a_number_of_rules_at_most),
        cmocka_unit_test(a_hundred_thousand_zones_are_mapped_at_once),
        cmocka_unit_test(a_hundred_thousand_wrong_words_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
