/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "cli/option.h"
#include "cli/options.h"
#include "cli/report.h"

enum { WORDS_MAX = 20 };

/* A command line without the program's name; it ends at the first NULL. */
struct line {
    const char *words[WORDS_MAX];
};

/* Options keep pointers to the words; these last until the next call. */
static enum status parse(const struct line *line, struct options *options, struct error *error)
{
    enum { WORD_BYTES_MAX = 128 };
    static char copies[WORDS_MAX + 1][WORD_BYTES_MAX] = {"zonetidy"};
    char *arguments[WORDS_MAX + 1] = {copies[0]};
    int count = 1;
    for (; count <= WORDS_MAX && line->words[count - 1] != NULL; count++) {
        assert_true(strlen(line->words[count - 1]) < WORD_BYTES_MAX);
        strcpy(copies[count], line->words[count - 1]);
        arguments[count] = copies[count];
    }
    return options_parse(options, count, arguments, error);
}

static void a_bad_line_is_told_with_what_it_could_have_been(void **state)
{
    (void)state;
    static const struct {
        struct line line;
        const char *message;
    } cases[] = {
        {{{"--fromat", "json"}}, "unknown option --fromat; the nearest is --format"},
        {{{"--fromat=json"}}, "unknown option --fromat; the nearest is --format"},
        {{{"--bogus-thing"}}, "unknown option --bogus-thing"},
        {{{"-x"}}, "unknown option -x"},
        {{{"-qq"}}, "unknown option -qq"},
        {{{"--zone"}}, "option --zone needs an argument: NAME=FILE"},
        {{{"--quiet=yes"}}, "option --quiet takes no argument"},
        {{{"--diff"}}, "option --diff is not for the command check; it goes with fix"},
        {{{"rules", "--zone", "a=b"}},
         "option --zone is not for the command rules; it goes with check, fix, records, "
         "resolve, baseline, policy test"},
        {{{"baseline"}}, "the command baseline needs an action; actions are create, update, prune"},
        {{{"baseline", "--", "create"}},
         "the command baseline needs an action; actions are create, update, prune"},
        {{{"policy"}}, "the command policy needs an action; actions are check, show, test, schema"},
        {{{"policy", "shwo"}}, "'shwo' is no action of the command policy; the nearest is 'show'"},
        {{{"policy", "schema", "x"}}, "the command policy schema takes no argument such as 'x'"},
        {{{"policy", "check", "--unused"}},
         "option --unused is not for the command policy check; it goes with policy test"},
        {{{"baseline", "updaet", "."}},
         "'updaet' is no action of the command baseline; the nearest is 'update'"},
        {{{"baseline", "prune", "--add-new"}},
         "option --add-new is not for the command baseline prune; it goes with baseline update"},
        {{{"baseline", "update", "--diff"}},
         "option --diff is not for the command baseline update; it goes with fix"},
        {{{"records", "--baseline", "a"}},
         "option --baseline is not for the command records; it goes with check, fix, baseline"},
        {{{"--baseline="}}, "option --baseline: it needs the name of a file"},
        {{{"--policy="}}, "option --policy: it needs the name of a file"},
        {{{"--policy", "a.yaml", "--isolated"}},
         "option --policy names the policy and --isolated takes none: give one of them"},
        {{{"--set", "rules.ignore"}},
         "option --set: 'rules.ignore' has no value: KEY=VALUE, such as "
         "rules.severity.ptr-missing=error"},
        {{{"--set==mail"}},
         "option --set: '=mail' has no key: KEY=VALUE, such as rules.severity.ptr-missing=error"},
        {{{"rules", "x"}}, "the command rules takes no argument such as 'x'"},
        {{{"--rule", "mx-target-alias"}},
         "option --rule: 'mx-target-alias' has no level: NAME=error, warning, info or off"},
        {{{"--rule", "mx-target-alais=off"}},
         "option --rule: no rule is called 'mx-target-alais'; the nearest name is "
         "'mx-target-alias'"},
        {{{"--rule", "mx-target-alias=fatal"}},
         "option --rule: 'fatal' is no level: error, warning, info or off"},
        {{{"--fix-rule=qqqqqqqqqqqq"}},
         "option --fix-rule: no rule is called 'qqqqqqqqqqqq'; `zonetidy rules` lists them"},
        {{{"--assume-canonical", "a..b"}},
         "option --assume-canonical: 'a..b' is not the name of a host"},
        {{{"--assume-canonical", "."}}, "option --assume-canonical: '.' is not the name of a host"},
        {{{"--assume-canonical="}}, "option --assume-canonical: '' is not the name of a host"},
        {{{"--fail-on", "off"}}, "option --fail-on: 'off' is no level: error, warning or info"},
        {{{"--show=all"}}, "option --show: 'all' is no level: error, warning or info"},
        {{{"--format=jsn"}},
         "option --format: no format is called 'jsn'; the nearest is 'json'; there are full, "
         "concise, json"},
        {{{"--format=xml"}},
         "option --format: no format is called 'xml'; there are full, concise, json"},
        {{{"--format=json="}}, "option --format: no file is named behind 'json='"},
        {{{"--format=json", "--format=full"}},
         "option --format: two reports cannot both go to standard output: use FORMAT=FILE"},
        {{{"--format=json=a", "--format=full=a"}},
         "option --format: two reports cannot both go to a: use FORMAT=FILE"},
        {{{"--now", "tomorrow"}},
         "option --now: 'tomorrow' is no time: YYYY-MM-DD, YYYY-MM-DDThh:mm:ssZ, or seconds "
         "since 1970"},
        {{{"--color=sometimes"}}, "option --color: 'sometimes' is none of auto, always, never"},
        {{{"--include-root", "no/such/folder"}},
         "option --include-root: no/such/folder: No such file or directory"},
        {{{"--include-root=/dev/null"}}, "option --include-root: /dev/null: not a folder"},
        {{{"--jobs", "0"}}, "option --jobs: '0' is no number of threads from 1 to 256"},
        {{{"--jobs=257"}}, "option --jobs: '257' is no number of threads from 1 to 256"},
        {{{"-j", "4294967298"}},
         "option --jobs: '4294967298' is no number of threads from 1 to 256"},
        {{{"-j", "two"}}, "option --jobs: 'two' is no number of threads from 1 to 256"},
        {{{"--jobs="}}, "option --jobs: '' is no number of threads from 1 to 256"},
        {{{"rules", "--jobs", "2"}},
         "option --jobs is not for the command rules; it goes with check, fix, records, "
         "resolve, baseline, policy test"},
        {{{"rules", "--include-root", "."}},
         "option --include-root is not for the command rules; it goes with check, fix, records, "
         "resolve, baseline, policy test"},
        {{{"--stdin-filename", "a", "db.b"}},
         "option --stdin-filename goes with the PATH '-', which is not given"},
        {{{"chek", "zones"}},
         "'chek' is neither a command nor a file or folder; the nearest command is 'check'"},
        {{{"transmogrify"}},
         "'transmogrify' is neither a command nor a file or folder; commands are check, fix, "
         "records, resolve, baseline, policy, rules, explain, help"},
        {{{"resolve"}}, "the command resolve needs a NAME"},
        {{{"resolve", "--", "a..b"}}, "'a..b' is no domain name: a label is empty"},
        {{{"resolve", "a.example", "mxx"}},
         "'mxx' is neither a record type nor a file or folder; the nearest type is 'MX'"},
        {{{"resolve", "a.example", "TYPE65536"}},
         "'TYPE65536' is neither a record type nor a file or folder"},
        {{{"resolve", "a.example", "axfr"}},
         "no record has the type 'axfr': it is for questions and messages only"},
        {{{"resolve", "a.example", "A", "--stdin-filename", "b"}},
         "option --stdin-filename goes with the PATH '-', which is not given"},
        {{{"check", "--view", "a"}},
         "option --view is not for the command check; it goes with resolve"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct options options;
        struct error error = {""};
        assert_int_equal(parse(&cases[i].line, &options, &error), STATUS_FAILED);
        assert_string_equal(error.text, cases[i].message);
        options_free(&options);
    }
}

static void the_command_is_the_first_word_that_names_one(void **state)
{
    (void)state;
    static const struct {
        struct line line;
        const char *command;
        size_t arguments;
    } cases[] = {
        {{{NULL}}, "check", 0},
        {{{"db.example.com"}}, "check", 1},
        {{{"no/such/file"}}, "check", 1},
        {{{"check", "fix"}}, "check", 1},
        {{{"fix"}}, "fix", 0},
        {{{"fix", "--diff", "a", "b"}}, "fix", 2},
        {{{"--fix", "--diff", "/"}}, "fix", 1},
        {{{"--fix", "check"}}, "fix", 0},
        {{{"--color", "never", "records"}}, "records", 0},
        {{{"--", "fix"}}, "check", 1},
        {{{"--", "nosuchword"}}, "check", 1},
        {{{"-"}}, "check", 1},
        {{{"./fix"}}, "check", 1},
        {{{"--help"}}, "help", 0},
        {{{"fix", "--help"}}, "fix", 0},
        {{{"help", "fix"}}, "help", 1},
        {{{"explain", "--all"}}, "explain", 0},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct options options;
        struct error error = {""};
        assert_int_equal(parse(&cases[i].line, &options, &error), STATUS_OK);
        assert_string_equal(options.command->name, cases[i].command);
        assert_int_equal(options.arguments.count, cases[i].arguments);
        options_free(&options);
    }
}

static void an_action_stands_behind_its_command(void **state)
{
    (void)state;
    static const struct {
        struct line line;
        const char *command;
        size_t arguments;
        bool help;
    } cases[] = {
        {{{"baseline", "create"}}, "baseline create", 0, false},
        {{{"baseline", "-q", "update", "create"}}, "baseline update", 1, false},
        {{{"--add-new", "baseline", "update", "--", "prune", "a"}}, "baseline update", 2, false},
        {{{"baseline", "--help"}}, "baseline", 0, true},
        {{{"baseline", "prune", "--help"}}, "baseline prune", 0, true},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct options options;
        struct error error;
        assert_int_equal(parse(&cases[i].line, &options, &error), STATUS_OK);
        assert_string_equal(options.command->name, cases[i].command);
        assert_int_equal(options.arguments.count, cases[i].arguments);
        assert_int_equal(options.help, cases[i].help);
        options_free(&options);
    }
}

static void the_words_behind_resolve_are_a_name_a_type_and_paths(void **state)
{
    (void)state;
    static const struct {
        struct line line;
        uint16_t type;
        size_t paths;
        const char *first_path;
    } cases[] = {
        {{{"resolve", "a.example"}}, QUESTION_ADDRESSES, 0, NULL},
        {{{"resolve", "a.example", "mx"}}, TYPE_MX, 0, NULL},
        {{{"resolve", "a.example", "MX", "b", "mx"}}, TYPE_MX, 2, "b"},
        {{{"resolve", "a.example", "b/mx"}}, QUESTION_ADDRESSES, 1, "b/mx"},
        {{{"resolve", "a.example", "./mx", "txt"}}, QUESTION_ADDRESSES, 2, "./mx"},
        {{{"resolve", "a.example", "db.b"}}, QUESTION_ADDRESSES, 1, "db.b"},
        {{{"resolve", "a.example", "cli"}}, QUESTION_ADDRESSES, 1, "cli"},
        {{{"resolve", "a.example", "-"}}, QUESTION_ADDRESSES, 1, "-"},
        {{{"resolve", "a.example", "--", "mx"}}, QUESTION_ADDRESSES, 1, "mx"},
        {{{"resolve", "a.example", "mx", "--", "b"}}, TYPE_MX, 1, "b"},
        {{{"resolve", "a.example", "TYPE15"}}, TYPE_MX, 0, NULL},
        {{{"resolve", "a.example", "type65280"}}, 65280, 0, NULL},
        {{{"resolve", "a.example", "Any"}}, QUESTION_ANY, 0, NULL},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct options options;
        struct error error = {""};
        assert_int_equal(parse(&cases[i].line, &options, &error), STATUS_OK);
        char name[NAME_TEXT_BYTES_MAX];
        assert_string_equal(name_to_text(options.question.name, name), "a.example.");
        assert_int_equal(options.question.type, cases[i].type);
        assert_int_equal(options.arguments.count, cases[i].paths);
        if (cases[i].paths > 0) {
            assert_string_equal(options.arguments.items[0], cases[i].first_path);
        }
        options_free(&options);
    }
}

static void assert_setting(const struct options *options,
                           size_t index,
                           const char *option,
                           const char *key,
                           const char *value)
{
    assert_true(index < options->settings.count);
    const struct policy_setting *setting = &options->settings.items[index];
    assert_string_equal(setting->option, option);
    assert_string_equal(setting->key, key);
    assert_string_equal(setting->value, value);
}

static void values_stand_behind_a_blank_or_an_equals_sign(void **state)
{
    (void)state;
    static const struct line lines[] = {
        {{"--fail-on", "error", "--show", "info", "--color", "always", "--now", "60", "-j", "3"}},
        {{"--fail-on=error", "--show=info", "--color=always", "--now=1970-01-01T00:01:00Z", "-j3"}},
    };
    for (size_t i = 0; i < 2; i++) {
        struct options options;
        struct error error;
        assert_int_equal(parse(&lines[i], &options, &error), STATUS_OK);
        assert_setting(&options, 0, "--fail-on", "report.fail-on", "error");
        assert_setting(&options, 1, "--show", "report.show", "info");
        assert_int_equal(options.jobs, 3);
        assert_int_equal(options.color, COLOR_ALWAYS);
        assert_int_equal(options.now, 60);
        options_free(&options);
    }
}

static void everything_behind_two_dashes_is_a_path(void **state)
{
    (void)state;
    struct options options;
    struct error error;
    const struct line line = {{"-q", "--", "--diff", "-"}};
    assert_int_equal(parse(&line, &options, &error), STATUS_OK);
    assert_true(options.quiet);
    assert_false(options.diff);
    assert_int_equal(options.arguments.count, 2);
    assert_string_equal(options.arguments.items[0], "--diff");
    assert_true(path_is_standard_input(options.arguments.items[1]));
    options_free(&options);
}

static void standard_input_is_a_path_or_the_file_of_a_zone(void **state)
{
    (void)state;
    static const struct {
        struct line line;
        bool wanted;
    } cases[] = {
        {{{"-"}}, true},
        {{{"db.a", "-"}}, true},
        {{{"--zone", "a=-"}}, true},
        {{{"--zone", "a=-", "--stdin-filename", "db.a"}}, true},
        {{{"--zone", "a=b", "--zone", "-=b", "db.a"}}, false},
        {{{"--", "./-"}}, false},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct options options;
        struct error error = {""};
        assert_int_equal(parse(&cases[i].line, &options, &error), STATUS_OK);
        assert_int_equal(options_want_standard_input(&options), cases[i].wanted);
        options_free(&options);
    }
}

static void options_that_repeat_add_up(void **state)
{
    (void)state;
    struct options options;
    struct error error;
    const struct line line = {{"--zone", "a=b", "--zone", "c=d", "--format=json=x", "--format",
                               "concise", "--assume-canonical", "MX.Example.NET",
                               "--assume-canonical=b.", "--assume-canonical=o'k", "--set",
                               "fix.level=off", "--rule=custom:x=info", "--include-root=."}};
    assert_int_equal(parse(&line, &options, &error), STATUS_OK);
    assert_int_equal(options.zones.count, 2);
    assert_int_equal(options.include_roots.count, 1);
    assert_int_equal(options.reports.count, 2);
    assert_string_equal(options.reports.items[0].format->name, "json");
    assert_string_equal(options.reports.items[1].format->name, "concise");
    assert_null(options.reports.items[1].path);
    assert_setting(&options, 0, "--assume-canonical", "zones.external",
                   "{'MX.Example.NET': trusted}");
    assert_setting(&options, 1, "--assume-canonical", "zones.external", "{'b.': trusted}");
    assert_setting(&options, 2, "--assume-canonical", "zones.external", "{'o''k': trusted}");
    assert_setting(&options, 3, "--set fix.level", "fix.level", "off");
    assert_setting(&options, 4, "--rule", "rules.severity.custom:x", "info");
    options_free(&options);
}

static void the_full_report_goes_to_standard_output_by_default(void **state)
{
    (void)state;
    struct options options;
    struct error error;
    assert_int_equal(parse(&(struct line){{NULL}}, &options, &error), STATUS_OK);
    assert_int_equal(options.reports.count, 1);
    assert_string_equal(options.reports.items[0].format->name, "full");
    assert_null(options.reports.items[0].path);
    options_free(&options);
}

static void the_time_comes_from_the_option_then_from_the_environment(void **state)
{
    (void)state;
    struct options options;
    struct error error = {""};
    setenv("SOURCE_DATE_EPOCH", "1000", 1);
    assert_int_equal(parse(&(struct line){{"fix"}}, &options, &error), STATUS_OK);
    assert_int_equal(options.now, 1000);
    options_free(&options);
    assert_int_equal(parse(&(struct line){{"--now", "2000"}}, &options, &error), STATUS_OK);
    assert_int_equal(options.now, 2000);
    options_free(&options);
    setenv("SOURCE_DATE_EPOCH", "today", 1);
    assert_int_equal(parse(&(struct line){{"fix"}}, &options, &error), STATUS_FAILED);
    assert_string_equal(error.text,
                        "SOURCE_DATE_EPOCH: 'today' is no number of seconds since 1970");
    options_free(&options);
    unsetenv("SOURCE_DATE_EPOCH");
}

static void the_environment_has_all_work_shared_or_says_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        enum status status;
        bool share_all;
    } cases[] = {
        {"all", STATUS_OK, true},       {"", STATUS_OK, false},
        {"ALL", STATUS_FAILED, false},  {"all ", STATUS_FAILED, false},
        {"none", STATUS_FAILED, false},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct options options;
        struct error error = {""};
        setenv("ZONETIDY_SHARE", cases[i].value, 1);
        assert_int_equal(parse(&(struct line){{"--jobs", "2"}}, &options, &error), cases[i].status);
        assert_int_equal(options.share_all, cases[i].share_all);
        options_free(&options);
    }
    unsetenv("ZONETIDY_SHARE");
}

static void every_row_of_the_table_can_be_used(void **state)
{
    (void)state;
    for (size_t i = 0; i < option_count(); i++) {
        const struct option *option = option_at(i);
        assert_ptr_equal(option_find(option->name, strlen(option->name)), option);
        assert_non_null(option->help);
        assert_true((option->commands & COMMANDS_ALL) != 0);
        assert_int_equal(option->take == NULL, option->argument == NULL);
        assert_true(option->take != NULL || option->flag > 0);
    }
}

int main(void)
{
    unsetenv("SOURCE_DATE_EPOCH");
    unsetenv("ZONETIDY_SHARE");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bad_line_is_told_with_what_it_could_have_been),
        cmocka_unit_test(the_command_is_the_first_word_that_names_one),
        cmocka_unit_test(an_action_stands_behind_its_command),
        cmocka_unit_test(the_words_behind_resolve_are_a_name_a_type_and_paths),
        cmocka_unit_test(values_stand_behind_a_blank_or_an_equals_sign),
        cmocka_unit_test(everything_behind_two_dashes_is_a_path),
        cmocka_unit_test(standard_input_is_a_path_or_the_file_of_a_zone),
        cmocka_unit_test(options_that_repeat_add_up),
        cmocka_unit_test(the_full_report_goes_to_standard_output_by_default),
        cmocka_unit_test(the_time_comes_from_the_option_then_from_the_environment),
        cmocka_unit_test(the_environment_has_all_work_shared_or_says_nothing),
        cmocka_unit_test(every_row_of_the_table_can_be_used),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
