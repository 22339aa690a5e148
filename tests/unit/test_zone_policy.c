/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "policies/zone_policy.h"
#include "tests/support/policy_reading.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/zone_text.h"
#include "zones/base/instant.h"

static void start(struct policy_reading *reading, const char *main)
{
    struct buffer text = {0};
    buffer_add_format(&text, "version: 1\n%s\n", main);
    policy_reading_start(reading, (struct policy_texts){.main = buffer_string(&text)});
    if (reading->policy == NULL) {
        fail_msg("%s: %s", main, buffer_string(&reading->told));
    }
    buffer_free(&text);
}

static const struct zone_policy *find(const struct policy_reading *reading,
                                      const char *apex,
                                      const char *path)
{
    const struct name *name = apex == NULL ? NULL : name_of(reading->arena, apex);
    return zone_policy_find(reading->policy, name, path, 0);
}

static bool is_on(const struct policy_reading *reading,
                  const struct zone_policy *zone,
                  const char *rule)
{
    return zone->rules[policy_reading_rule(reading, rule)].on;
}

/* ---- Whole zones */

static void an_override_holds_for_zones_and_files_that_match(void **state)
{
    (void)state;
    static const struct {
        const char *conditions;
        const char *apex;
        const char *path;
        bool holds;
    } cases[] = {
        {"until: 2027-03-31", "a.example.", "srv/db.a", true},
        {"until: 2027-03-31", NULL, NULL, true},
        {"zones: a.example", "a.example.", NULL, true},
        {"zones: A.Example.", "a.example.", NULL, true},
        {"zones: a.example", "b.example.", NULL, false},
        {"zones: a.example", "x.a.example.", NULL, false},
        {"zones: a.example", NULL, NULL, false},
        {"zones: \"*.example\"", "a.example.", NULL, true},
        {"zones: \"*.example\"", "b.a.example.", NULL, false},
        {"zones: \"**.example\"", "b.a.example.", NULL, true},
        {"zones: [b.example, a.example]", "a.example.", NULL, true},
        {"zones: .", ".", NULL, true},
        {"zones: \"**\"", ".", NULL, true},
        {"zones: \"**\"", NULL, NULL, false},
        {"zones: .", "example.", NULL, false},
        {"files: srv/db.a", "a.example.", "srv/db.a", true},
        {"files: \"srv/**\"", "a.example.", "srv/deep/db.a", true},
        {"files: \"srv/*\"", "a.example.", "srv/deep/db.a", false},
        {"files: \"**\"", "a.example.", NULL, false},
        {"files: [\"x/*\", \"srv/*\"], zones: [b.example, a.example]", "a.example.", "srv/db.a",
         true},
        {"files: \"srv/*\", zones: b.example", "a.example.", "srv/db.a", false},
        {"files: \"x/*\", zones: a.example", "a.example.", "srv/db.a", false},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct policy_reading reading;
        struct buffer text = {0};
        buffer_add_format(&text, "overrides: [{%s, rules: {ignore: ptr-missing}}]",
                          cases[i].conditions);
        start(&reading, buffer_string(&text));
        const struct zone_policy *zone = find(&reading, cases[i].apex, cases[i].path);
        if (is_on(&reading, zone, "ptr-missing") == cases[i].holds) {
            fail_msg("{%s} and %s in %s", cases[i].conditions, cases[i].apex, cases[i].path);
        }
        buffer_free(&text);
        policy_reading_end(&reading);
    }
}

static void patterns_of_files_are_seen_from_the_file_that_has_them(void **state)
{
    (void)state;
    struct temporary_folder folder;
    temporary_folder_make(&folder);
    temporary_text(&folder, "shared/company.yaml",
                   "version: 1\noverrides: [{files: \"*\", rules: {ignore: ptr-missing}}]\n");
    const char *path = temporary_text(&folder, "zonetidy.yaml",
                                      "version: 1\nextends: shared/company.yaml\noverrides:\n"
                                      "- {files: \"zones/*\", rules: {ignore: mx-null-mixed}}\n");
    const struct policy_texts texts = {
        .path = path,
        .working_folder = temporary_path(&folder, "zones"),
        .settings = {{"--set a", "overrides", "[{files: db.a, rules: {extend-select: ttl}}]"}},
    };
    static const struct {
        const char *file;
        bool ptr;
        bool mx;
        bool ttl;
    } cases[] = {
        {"shared/db.a", false, true, false}, {"zones/db.a", true, false, true},
        {"zones/db.b", true, false, false},  {"zones/deep/db.a", true, true, false},
        {"sharedd/db.a", true, true, false}, {"db.a", true, true, false},
        {"x/zones/db.a", true, true, false}, {"shared/x/db.a", true, true, false},
    };
    struct policy_reading reading;
    policy_reading_start(&reading, texts);
    assert_non_null(reading.policy);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct zone_policy *zone =
            find(&reading, "a.example.", temporary_path(&folder, cases[i].file));
        if (is_on(&reading, zone, "ptr-missing") != cases[i].ptr ||
            is_on(&reading, zone, "mx-null-mixed") != cases[i].mx ||
            is_on(&reading, zone, "ttl-style") != cases[i].ttl) {
            fail_msg("%s", cases[i].file);
        }
    }
    policy_reading_end(&reading);
    temporary_folder_remove(&folder);
}

static void the_last_override_that_holds_counts(void **state)
{
    (void)state;
    struct policy_reading reading;
    start(&reading, "overrides:\n"
                    "- {zones: \"**.example\", rules: {severity: {ptr-missing: error}}}\n"
                    "- {zones: \"*.b.example\", rules: {ignore: ptr-missing}}\n"
                    "- {zones: \"x.*.example\", rules: {severity: {ptr-missing: info}}}\n");
    int rule = policy_reading_rule(&reading, "ptr-missing");
    static const struct {
        const char *apex;
        bool on;
        enum severity severity;
    } cases[] = {
        {"example.net.", true, SEVERITY_WARNING}, {"b.example.", true, SEVERITY_ERROR},
        {"y.b.example.", false, SEVERITY_ERROR},  {"x.b.example.", true, SEVERITY_INFO},
        {"x.c.example.", true, SEVERITY_INFO},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct zone_policy *zone = find(&reading, cases[i].apex, NULL);
        assert_int_equal(zone->rules[rule].on, cases[i].on);
        assert_int_equal(zone->rules[rule].severity, cases[i].severity);
    }
    policy_reading_end(&reading);
}

static void an_override_holds_up_to_the_end_of_its_last_day(void **state)
{
    (void)state;
    static const struct {
        const char *now;
        bool holds;
    } cases[] = {
        {"1970-01-01", true},           {"2027-03-30T23:59:59Z", true},  {"2027-03-31", true},
        {"2027-03-31T23:59:59Z", true}, {"2027-04-01T00:00:00Z", false}, {"2099-01-01", false},
    };
    struct policy_reading reading;
    start(&reading, "overrides: [{until: 2027-03-31, rules: {ignore: ptr-missing}}]");
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int64_t now;
        assert_true(instant_from_text(cases[i].now, &now));
        const struct zone_policy *zone = zone_policy_find(reading.policy, NULL, NULL, now);
        if (is_on(&reading, zone, "ptr-missing") == cases[i].holds) {
            fail_msg("%s", cases[i].now);
        }
    }
    policy_reading_end(&reading);
}

static void zones_of_which_it_says_the_same_share_one(void **state)
{
    (void)state;
    struct policy_reading reading;
    start(&reading, "overrides:\n"
                    "- {zones: \"**.example\", rules: {ignore: mail}}\n"
                    "- {zones: \"a.*\", rules: {ignore: reverse}}\n");
    const struct zone_policy *none = find(&reading, "b.test.", NULL);
    const struct zone_policy *first = find(&reading, "b.example.", NULL);
    const struct zone_policy *both = find(&reading, "a.example.", NULL);
    const struct zone_policy *second = find(&reading, "a.test.", NULL);
    assert_ptr_equal(find(&reading, "c.test.", "/somewhere"), none);
    assert_ptr_equal(find(&reading, NULL, NULL), none);
    assert_ptr_equal(find(&reading, "c.example.", NULL), first);
    assert_ptr_equal(find(&reading, "a.net.", NULL), second);
    assert_int_equal(zone_policies_count(reading.policy), 4);
    assert_ptr_not_equal(first, second);
    assert_int_equal(both->override_count, 2);
    policy_reading_end(&reading);
}

static void overrides_that_say_the_same_make_one(void **state)
{
    (void)state;
    struct policy_reading reading;
    start(&reading, "overrides:\n"
                    "- {zones: a.example, rules: {ignore: mail}, reason: x}\n"
                    "- {zones: b.example, rules: {ignore: [mail]}}\n"
                    "- {files: srv/db.c, rules: {ignore: mail}, until: 2099-01-01}\n"
                    "- {zones: d.example, rules: {ignore: mail}, owners: www}\n"
                    "- {zones: e.example, rules: {ignore: mail}, fix: {level: off}}\n"
                    "- {zones: f.example, rules: {ignore: mail}, types: A}\n"
                    "- {zones: g.example, rules: {ignore: mail}, types: MX}\n"
                    "- {zones: h.example, rules: {ignore: mail}, owners: ftp}\n");
    const struct zone_policy *first = find(&reading, "a.example.", NULL);
    assert_ptr_equal(find(&reading, "c.example.", "srv/db.c"), first);
    assert_ptr_not_equal(find(&reading, "b.example.", NULL), first);
    assert_ptr_not_equal(find(&reading, "d.example.", NULL), first);
    assert_ptr_not_equal(find(&reading, "e.example.", NULL), first);
    assert_ptr_not_equal(find(&reading, "f.example.", NULL), first);
    assert_ptr_not_equal(find(&reading, "g.example.", NULL), find(&reading, "f.example.", NULL));
    assert_ptr_not_equal(find(&reading, "h.example.", NULL), find(&reading, "d.example.", NULL));
    assert_int_equal(zone_policies_count(reading.policy), 7);
    static const bool held[] = {true, true, true, true, true, true, true, true};
    for (size_t i = 0; i < sizeof(held) / sizeof(held[0]); i++) {
        assert_int_equal(reading.policy->overrides.items[i].held, held[i]);
    }
    policy_reading_end(&reading);
}

static void an_override_of_which_several_patterns_match_holds_once(void **state)
{
    (void)state;
    struct policy_reading reading;
    start(&reading,
          "overrides: [{zones: [a.example, 'a.*', '*.example', '**'], rules: {ignore: mail}}]\n");
    assert_int_equal(find(&reading, "a.example.", NULL)->override_count, 1);
    policy_reading_end(&reading);
}

static void an_override_that_held_for_a_zone_is_marked(void **state)
{
    (void)state;
    struct policy_reading reading;
    start(&reading, "overrides:\n"
                    "- {zones: a.example, rules: {ignore: mail}}\n"
                    "- {zones: b.example, rules: {ignore: mail}}\n"
                    "- {zones: a.*, files: srv/db.a, rules: {ignore: mail}}\n"
                    "- {until: 2000-01-01, rules: {ignore: ttl}}\n");
    find(&reading, NULL, NULL);
    assert_false(reading.policy->overrides.items[3].held);
    find(&reading, "a.example.", "srv/db.b");
    static const bool held[] = {true, false, false, true};
    for (size_t i = 0; i < sizeof(held) / sizeof(held[0]); i++) {
        assert_int_equal(reading.policy->overrides.items[i].held, held[i]);
    }
    policy_reading_end(&reading);
}

/* Trying each on each would take the better part of a minute. */
static void each_of_many_zones_finds_its_override(void **state)
{
    (void)state;
    enum { COUNT = 20000 };
    struct buffer text = {0};
    buffer_add_string(&text, "overrides:\n");
    for (int i = 0; i < COUNT; i++) {
        static const char *const conditions[][2] = {{"zones: z", ".example"},
                                                    {"files: \"srv/z", "/**\""},
                                                    {"zones: \"**.z", ".example\""},
                                                    {"files: \"**/db.z", "\""}};
        buffer_add_format(&text, "- {%s%d%s, rules: {ignore: %s}}\n", conditions[i % 4][0], i,
                          conditions[i % 4][1], i % 3 == 0 ? "mail" : "reverse");
    }
    struct policy_reading reading;
    start(&reading, buffer_string(&text));
    for (int i = 0; i < COUNT; i++) {
        char apex[64];
        char path[64];
        snprintf(apex, sizeof(apex), "z%d.example.", i);
        snprintf(path, sizeof(path), "srv/z%d/db.z%d", i, i);
        const struct zone_policy *zone = find(&reading, apex, path);
        assert_int_equal(zone->override_count, 1);
        assert_int_equal(is_on(&reading, zone, "ptr-missing"), i % 3 == 0);
    }
    assert_int_equal(zone_policies_count(reading.policy), 2);
    policy_reading_end(&reading);
    buffer_free(&text);
}

static void serials_and_names_for_ptr_come_from_the_last_who_says_them(void **state)
{
    (void)state;
    static const struct {
        const char *main;
        struct policy_setting setting;
        enum serial_choice serial;
        size_t prefer;
    } cases[] = {
        {"", {0}, SERIAL_CHOICE_AUTO, 0},
        {"fix: {serial: date, ptr: {prefer: [a, b]}}", {0}, SERIAL_CHOICE_DATE, 2},
        {"fix: {serial: date, ptr: {prefer: [a, b]}}\n"
         "overrides: [{zones: \"**\", fix: {serial: keep, ptr: {prefer: c}}},\n"
         "  {zones: \"**\", fix: {level: safe}}]",
         {0},
         SERIAL_CHOICE_KEEP,
         1},
        {"overrides: [{zones: \"*\", fix: {serial: keep}},\n"
         "  {zones: \"*\", fix: {serial: unix, ptr: {prefer: []}}}]",
         {0},
         SERIAL_CHOICE_UNIX,
         0},
        {"overrides: [{zones: \"*\", fix: {serial: keep, ptr: {prefer: [a, b]}}}]",
         {"--set a", "fix", "{serial: increment, ptr: {prefer: a}}"},
         SERIAL_CHOICE_INCREMENT,
         1},
        {"overrides: [{zones: other, fix: {serial: keep, ptr: {prefer: [a, b]}}}]",
         {0},
         SERIAL_CHOICE_AUTO,
         0},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct policy_reading reading;
        struct buffer text = {0};
        buffer_add_format(&text, "version: 1\n%s\n", cases[i].main);
        struct policy_texts texts = {.main = buffer_string(&text), .settings = {cases[i].setting}};
        policy_reading_start(&reading, texts);
        assert_non_null(reading.policy);
        const struct zone_policy *zone = find(&reading, "example.", NULL);
        if (zone->serial != cases[i].serial || zone->ptr_prefer.items.count != cases[i].prefer) {
            fail_msg("%s: %d, %zu names", cases[i].main, (int)zone->serial,
                     zone->ptr_prefer.items.count);
        }
        policy_reading_end(&reading);
        buffer_free(&text);
    }
}

static void options_are_looked_for_from_the_command_line_to_the_parents(void **state)
{
    (void)state;
#define ALL "zones: \"**\", "
#define MAX(number) "rules: {options: {mx-target-alias: {max: " number "}}}"
    static const struct {
        const char *parent;
        const char *main;
        const char *command_line; /* or NULL */
        const char *max;          /* NULL: nothing is said */
    } cases[] = {
        {"", "", NULL, NULL},
        {MAX("1"), "", NULL, "1"},
        {MAX("1"), MAX("2"), NULL, "2"},
        {MAX("1"), MAX("2") "\noverrides: [{" ALL MAX("3") "}, {" ALL MAX("4") "}]", NULL, "4"},
        {MAX("1") "\noverrides: [{" ALL MAX("3") "}]", MAX("2"), NULL, "3"},
        {MAX("1"), "overrides: [{" ALL MAX("3") "}]", "5", "5"},
        {MAX("1"), "overrides: [{zones: a, " MAX("3") "}]", NULL, "1"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct buffer parent = {0};
        struct buffer main = {0};
        buffer_add_format(&parent, "version: 1\n%s\n", cases[i].parent);
        buffer_add_format(&main, "version: 1\nextends: builtin:parent\n%s\n", cases[i].main);
        struct policy_texts texts = {.main = buffer_string(&main),
                                     .parent = buffer_string(&parent)};
        if (cases[i].command_line != NULL) {
            texts.settings[0] = (struct policy_setting){
                "--set a", "rules.options.mx-target-alias.max", cases[i].command_line};
        }
        struct policy_reading reading;
        policy_reading_start(&reading, texts);
        assert_non_null(reading.policy);
        const struct zone_policy *zone = find(&reading, "example.", NULL);
        const struct yaml_node *option = zone_policy_option(zone, "mx-target-alias", "max");
        if (cases[i].max == NULL) {
            assert_null(option);
        } else {
            assert_string_equal((const char *)option->text.data, cases[i].max);
        }
        assert_null(zone_policy_option(zone, "mx-target-alias", "min"));
        assert_null(zone_policy_option(zone, "ptr-missing", "max"));
        policy_reading_end(&reading);
        buffer_free(&parent);
        buffer_free(&main);
    }
}

/* ---- Findings */

static bool finding_is_on(const struct zone_policy *zone,
                          const struct policy_reading *reading,
                          const char *rule,
                          const char *owner,
                          uint16_t type)
{
    struct owner asked = {0};
    if (owner != NULL) {
        owner_start(&asked, name_of(reading->arena, owner), name_of(reading->arena, "a.example."));
    }
    return zone_policy_rule(zone, policy_reading_rule(reading, rule), owner == NULL ? NULL : &asked,
                            type)
        .on;
}

static void an_override_for_owners_and_types_is_for_findings_about_those(void **state)
{
    (void)state;
    static const struct {
        const char *conditions;
        const char *owner;
        uint16_t type;
        bool holds;
    } cases[] = {
        {"owners: www", "www.a.example.", TYPE_A, true},
        {"owners: www", "ftp.a.example.", TYPE_A, false},
        {"owners: www", NULL, 0, false},
        {"owners: \"@\"", "a.example.", TYPE_A, true},
        {"owners: \"legacy-*\"", "legacy-1.a.example.", 0, true},
        {"owners: www.a.example.", "www.a.example.", TYPE_A, true},
        {"owners: [ftp, www]", "www.a.example.", TYPE_A, true},
        {"types: MX", "www.a.example.", TYPE_MX, true},
        {"types: MX", "www.a.example.", TYPE_A, false},
        {"types: MX", NULL, TYPE_MX, true},
        {"types: MX", NULL, 0, false},
        {"types: [A, MX]", NULL, TYPE_MX, true},
        {"types: MX, owners: www", "www.a.example.", TYPE_MX, true},
        {"types: MX, owners: www", "www.a.example.", TYPE_A, false},
        {"types: MX, owners: www", "ftp.a.example.", TYPE_MX, false},
        {"types: MX, zones: b.example", "www.a.example.", TYPE_MX, false},
        {"types: MX, zones: a.example", "www.a.example.", TYPE_MX, true},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct policy_reading reading;
        struct buffer text = {0};
        buffer_add_format(&text, "overrides: [{%s, rules: {ignore: ptr-missing}}]",
                          cases[i].conditions);
        start(&reading, buffer_string(&text));
        const struct zone_policy *zone = find(&reading, "a.example.", NULL);
        assert_true(is_on(&reading, zone, "ptr-missing"));
        if (finding_is_on(zone, &reading, "ptr-missing", cases[i].owner, cases[i].type) ==
            cases[i].holds) {
            fail_msg("{%s} and %s, type %u", cases[i].conditions, cases[i].owner, cases[i].type);
        }
        buffer_free(&text);
        policy_reading_end(&reading);
    }
}

static void a_rule_runs_where_it_is_on_for_some_owner(void **state)
{
    (void)state;
    static const struct {
        const char *override;
        bool runs;
        bool on_for_www;
    } cases[] = {
        {"{owners: www, rules: {extend-select: ttl}}", true, true},
        {"{owners: www, rules: {severity: {ttl-style: info}}}", true, true},
        {"{owners: www, rules: {severity: {ttl-style: off}}}", false, false},
        {"{owners: www, rules: {severity: {ttl: error}}}", false, false},
        {"{owners: ftp, rules: {select: [ttl]}}", true, false},
        {"{zones: b.example, owners: www, rules: {select: [ttl]}}", false, false},
        {"{owners: www, rules: {select: [ttl]}}, {zones: a.*, rules: {ignore: ttl}}", true, false},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct policy_reading reading;
        struct buffer text = {0};
        buffer_add_format(&text, "overrides: [%s]", cases[i].override);
        start(&reading, buffer_string(&text));
        const struct zone_policy *zone = find(&reading, "a.example.", NULL);
        int rule = policy_reading_rule(&reading, "ttl-style");
        assert_false(zone->rules[rule].on);
        if (zone->runs[rule] != cases[i].runs ||
            finding_is_on(zone, &reading, "ttl-style", "www.a.example.", TYPE_A) !=
                cases[i].on_for_www) {
            fail_msg("%s", cases[i].override);
        }
        buffer_free(&text);
        policy_reading_end(&reading);
    }
}

/* Overrides for owners and those for whole zones take their turns in the order of the file. */
static void for_a_finding_the_last_override_counts_of_either_kind(void **state)
{
    (void)state;
    struct policy_reading reading;
    start(&reading, "overrides:\n"
                    "- {owners: www, rules: {severity: {ptr-missing: error}}, fix: {level: off}}\n"
                    "- {zones: a.example, rules: {severity: {ptr-missing: info}}}\n"
                    "- {types: MX, fix: {rules: {ptr-missing: unsafe}}}\n");
    const struct zone_policy *zone = find(&reading, "a.example.", NULL);
    int rule = policy_reading_rule(&reading, "ptr-missing");
    struct owner www = {0};
    owner_start(&www, name_of(reading.arena, "www.a.example."),
                name_of(reading.arena, "a.example."));
    struct rule_setting setting = zone_policy_rule(zone, rule, &www, TYPE_A);
    assert_int_equal(setting.severity, SEVERITY_INFO);
    assert_int_equal(setting.fix, FIX_LEVEL_OFF);
    setting = zone_policy_rule(zone, rule, &www, TYPE_MX);
    assert_int_equal(setting.fix, FIX_LEVEL_UNSAFE);
    setting = zone_policy_rule(zone, rule, NULL, 0);
    assert_int_equal(setting.fix, FIX_LEVEL_SAFE);
    policy_reading_end(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_override_holds_for_zones_and_files_that_match),
        cmocka_unit_test(patterns_of_files_are_seen_from_the_file_that_has_them),
        cmocka_unit_test(the_last_override_that_holds_counts),
        cmocka_unit_test(an_override_holds_up_to_the_end_of_its_last_day),
        cmocka_unit_test(zones_of_which_it_says_the_same_share_one),
        cmocka_unit_test(overrides_that_say_the_same_make_one),
        cmocka_unit_test(an_override_of_which_several_patterns_match_holds_once),
        cmocka_unit_test(an_override_that_held_for_a_zone_is_marked),
        cmocka_unit_test(each_of_many_zones_finds_its_override),
        cmocka_unit_test(serials_and_names_for_ptr_come_from_the_last_who_says_them),
        cmocka_unit_test(options_are_looked_for_from_the_command_line_to_the_parents),
        cmocka_unit_test(an_override_for_owners_and_types_is_for_findings_about_those),
        cmocka_unit_test(a_rule_runs_where_it_is_on_for_some_owner),
        cmocka_unit_test(for_a_finding_the_last_override_counts_of_either_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
