/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/options.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "cli/option.h"
#include "cli/report.h"
#include "zones/base/instant.h"
#include "zones/base/nearest.h"

const char program_version[] = "zonetidy " ZONETIDY_VERSION;
const char program_version_number[] = ZONETIDY_VERSION;

/** What is kept while the command line is read. */
struct parser {
    struct options *options;
    char *const *arguments;
    int count;
    int at;
    uint64_t given;          /* option_bit() of all that were */
    bool options_ended;      /* by `--` */
    bool first_is_protected; /* the first argument stands behind `--`: it is no command */
    size_t unprotected;      /* how many arguments stand in front of `--` */
    struct error *error;
};

static bool unknown_option(struct parser *parser, const char *name, size_t length)
{
    const char *word = arena_format(parser->options->arena, "%.*s", (int)length, name);
    struct nearest nearest = nearest_to(word);
    for (size_t i = 0; i < option_count(); i++) {
        nearest_offer(&nearest, option_at(i)->name);
    }
    if (nearest.found != NULL) {
        error_set(parser->error, "unknown option --%s; the nearest is --%s", word, nearest.found);
    } else {
        error_set(parser->error, "unknown option --%s", word);
    }
    return false;
}

/* `value` is what stands behind the `=`, or NULL. */
static bool parse_option(struct parser *parser, const struct option *option, const char *value)
{
    parser->given |= option_bit(option);
    if (option->take == NULL) {
        if (value != NULL) {
            error_set(parser->error, "option --%s takes no argument", option->name);
            return false;
        }
        *(bool *)((char *)parser->options + option->flag) = true;
        return true;
    }
    if (value == NULL && parser->at < parser->count) {
        value = parser->arguments[parser->at++];
    }
    if (value == NULL) {
        error_set(parser->error, "option --%s needs an argument: %s", option->name,
                  option->argument);
        return false;
    }
    struct error reason;
    if (!option->take(parser->options, value, &reason)) {
        error_set(parser->error, "option --%s: %s", option->name, reason.text);
        return false;
    }
    return true;
}

/* The action of a command that has several is the first word behind it that is no option. */
static bool parse_action(struct parser *parser, const char *word)
{
    const struct command *action = command_find_action(parser->options->command, word);
    if (action == NULL) {
        command_unknown_action(parser->options->command, word, parser->error);
        return false;
    }
    parser->options->command = action;
    return true;
}

static bool parse_word(struct parser *parser, const char *word)
{
    struct options *options = parser->options;
    if (options->command != NULL && options->command->actions != NULL && !parser->options_ended) {
        return parse_action(parser, word);
    }
    if (options->command == NULL && options->arguments.count == 0) {
        const struct command *command = parser->options_ended ? NULL : command_find(word);
        if (command != NULL) {
            options->command = command;
            return true;
        }
        parser->first_is_protected = parser->options_ended;
    }
    VECTOR_PUSH(&options->arguments, word);
    parser->unprotected += parser->options_ended ? 0 : 1;
    return true;
}

static bool parse_argument(struct parser *parser, const char *argument)
{
    if (parser->options_ended || argument[0] != '-' || argument[1] == '\0') {
        return parse_word(parser, argument);
    }
    if (argument[1] != '-') {
        const struct option *option = option_find_letter(argument[1]);
        const char *value = argument[2] == '\0' ? NULL : argument + 2;
        if (option == NULL || (option->take == NULL && value != NULL)) {
            error_set(parser->error, "unknown option %s", argument);
            return false;
        }
        return parse_option(parser, option, value);
    }
    if (argument[2] == '\0') {
        parser->options_ended = true;
        return true;
    }
    const char *name = argument + 2;
    const char *equals = strchr(name, '=');
    size_t length = equals == NULL ? strlen(name) : (size_t)(equals - name);
    const struct option *option = option_find(name, length);
    if (option == NULL) {
        return unknown_option(parser, name, length);
    }
    return parse_option(parser, option, equals == NULL ? NULL : equals + 1);
}

/* Letters and dashes alone: nobody names a zone file so, and every command is named so. */
static bool word_is_like_a_command(const char *word)
{
    return *word != '\0' && word[strspn(word, "abcdefghijklmnopqrstuvwxyz-")] == '\0';
}

/* Letters and digits alone, as types are named. */
static bool word_is_like_a_type(const char *word)
{
    for (const char *at = word; *at != '\0'; at++) {
        uint8_t byte = byte_lower((uint8_t)*at);
        if ((byte < 'a' || byte > 'z') && !byte_is_digit(byte)) {
            return false;
        }
    }
    return *word != '\0';
}

/* A mistyped command is not a PATH that does not exist. */
static bool check_first_word(struct parser *parser)
{
    struct options *options = parser->options;
    struct stat stat;
    if (options->command != NULL || options->arguments.count == 0 || parser->first_is_protected) {
        return true;
    }
    const char *word = options->arguments.items[0];
    if (!word_is_like_a_command(word) || path_is_standard_input(word) || lstat(word, &stat) == 0) {
        return true;
    }
    struct nearest nearest = nearest_to(word);
    struct buffer names = {0};
    for (size_t i = 0; i < command_count(); i++) {
        nearest_offer(&nearest, command_at(i)->name);
        buffer_add_format(&names, "%s%s", i == 0 ? "" : ", ", command_at(i)->name);
    }
    if (nearest.found != NULL) {
        error_set(parser->error,
                  "'%s' is neither a command nor a file or folder; the nearest command is '%s'",
                  word, nearest.found);
    } else {
        error_set(parser->error, "'%s' is neither a command nor a file or folder; commands are %s",
                  word, buffer_string(&names));
    }
    buffer_free(&names);
    return false;
}

static void add_command_name(struct buffer *text, const struct command *command)
{
    buffer_add_format(text, "%s%s", text->length == 0 ? "" : ", ", command->name);
}

static void add_command_names(struct buffer *text, unsigned commands)
{
    for (size_t i = 0; i < command_count(); i++) {
        const struct command *command = command_at(i);
        if ((commands & command->bit) == command->bit) {
            add_command_name(text, command);
            continue;
        }
        for (size_t k = 0; k < command->action_count; k++) {
            if ((commands & command->actions[k].bit) != 0) {
                add_command_name(text, &command->actions[k]);
            }
        }
    }
}

static bool check_options_suit(struct parser *parser)
{
    const struct command *command = parser->options->command;
    for (size_t i = 0; i < option_count(); i++) {
        const struct option *option = option_at(i);
        if ((parser->given & option_bit(option)) == 0 || (option->commands & command->bit) != 0) {
            continue;
        }
        struct buffer names = {0};
        add_command_names(&names, option->commands);
        error_set(parser->error, "option --%s is not for the command %s; it goes with %s",
                  option->name, command->name, buffer_string(&names));
        buffer_free(&names);
        return false;
    }
    return true;
}

static bool check_action_is_there(struct parser *parser)
{
    const struct options *options = parser->options;
    if (options->command->actions == NULL || options->help || options->version) {
        return true;
    }
    command_unknown_action(options->command, NULL, parser->error);
    return false;
}

/* How many of the arguments are NAME and TYPE, the second of which may be left out; 0 when one of
 * them is wrong. */
static size_t parse_question(struct parser *parser)
{
    struct options *options = parser->options;
    const char *const *words = options->arguments.items;
    if (options->arguments.count == 0) {
        error_set(parser->error, "the command resolve needs a NAME");
        return 0;
    }
    if (!question_from_name(&options->question, words[0], options->arena, parser->error)) {
        return 0;
    }
    if (parser->unprotected < 2) {
        return 1;
    }
    bool is_type;
    if (!question_take_type(&options->question, words[1], &is_type, parser->error)) {
        return 0;
    }
    if (is_type) {
        return 2;
    }
    struct stat stat;
    if (!word_is_like_a_type(words[1]) || path_is_standard_input(words[1]) ||
        lstat(words[1], &stat) == 0) {
        return 1;
    }
    question_unknown_type(words[1], parser->error);
    return 0;
}

/* Understands NAME and TYPE, so that the arguments are PATHs as they are for other commands. */
static bool take_question(struct parser *parser)
{
    struct options *options = parser->options;
    if (options->command->bit != COMMAND_RESOLVE || options->help || options->version) {
        return true;
    }
    size_t taken = parse_question(parser);
    if (taken == 0) {
        return false;
    }
    options->arguments.count -= taken;
    memmove(options->arguments.items, options->arguments.items + taken,
            options->arguments.count * sizeof(options->arguments.items[0]));
    return true;
}

static bool check_arguments_suit(struct parser *parser)
{
    const struct options *options = parser->options;
    if (*options->command->arguments != '\0' || options->arguments.count == 0) {
        return true;
    }
    error_set(parser->error, "the command %s takes no argument such as '%s'",
              options->command->name, options->arguments.items[0]);
    return false;
}

bool path_is_standard_input(const char *path)
{
    return strcmp(path, "-") == 0;
}

bool options_want_standard_input(const struct options *options)
{
    for (size_t i = 0; i < options->arguments.count; i++) {
        if (path_is_standard_input(options->arguments.items[i])) {
            return true;
        }
    }
    for (size_t i = 0; i < options->zones.count; i++) {
        const char *equals = strchr(options->zones.items[i], '=');
        if (equals != NULL && path_is_standard_input(equals + 1)) {
            return true;
        }
    }
    return false;
}

static bool check_stdin_filename(struct parser *parser)
{
    const struct options *options = parser->options;
    if (options->stdin_filename == NULL || options_want_standard_input(options)) {
        return true;
    }
    error_set(parser->error, "option --stdin-filename goes with the PATH '-', which is not given");
    return false;
}

/* Each of them says which policy counts. */
static bool check_policy_options(struct parser *parser)
{
    const struct options *options = parser->options;
    if (options->policy_path == NULL || !options->isolated) {
        return true;
    }
    error_set(parser->error,
              "option --policy names the policy and --isolated takes none: give one of them");
    return false;
}

static bool set_time(struct parser *parser)
{
    struct options *options = parser->options;
    if ((parser->given & option_bit(option_find("now", strlen("now")))) != 0) {
        return true;
    }
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    if (epoch == NULL || *epoch == '\0') {
        options->now = time(NULL);
        return true;
    }
    if (!instant_from_seconds(epoch, &options->now)) {
        error_set(parser->error, "SOURCE_DATE_EPOCH: '%s' is no number of seconds since 1970",
                  epoch);
        return false;
    }
    return true;
}

/* Small work is done by one thread, however many there are, because that is quicker. Tests of what
 * threads do want it shared nonetheless: in an environment variable, as a choice that nobody else
 * has a reason to make. Like others, it says nothing when it is empty. */
static bool set_share(struct parser *parser)
{
    const char *share = getenv("ZONETIDY_SHARE");
    if (share == NULL || *share == '\0') {
        return true;
    }
    if (strcmp(share, "all") != 0) {
        error_set(parser->error, "ZONETIDY_SHARE: '%s' is none of: all", share);
        return false;
    }
    parser->options->share_all = true;
    return true;
}

/* How the zones that a fix changes are read again: a choice of tests too. */
static bool set_reread_way(struct parser *parser)
{
    const char *way = getenv("ZONETIDY_REREAD");
    if (way == NULL || *way == '\0') {
        return true;
    }
    if (strcmp(way, "both") == 0) {
        parser->options->reread_way = REREAD_BOTH;
    } else if (strcmp(way, "whole") == 0) {
        parser->options->reread_way = REREAD_WHOLE;
    } else {
        error_set(parser->error, "ZONETIDY_REREAD: '%s' is none of: both, whole", way);
        return false;
    }
    return true;
}

enum status options_parse(struct options *options,
                          int argument_count,
                          char *const *arguments,
                          struct error *error)
{
    *options = (struct options){.arena = arena_new()};
    struct parser parser = {
        .options = options,
        .arguments = arguments,
        .count = argument_count,
        .at = 1,
        .error = error,
    };
    while (parser.at < argument_count) {
        const char *argument = arguments[parser.at++];
        if (!parse_argument(&parser, argument)) {
            return STATUS_FAILED;
        }
    }
    if (!check_first_word(&parser)) {
        return STATUS_FAILED;
    }
    bool named = options->command != NULL;
    if (!named) {
        options->command = command_find("check");
    }
    if (options->fix && options->command->bit == COMMAND_CHECK) {
        options->command = command_find("fix");
    }
    if (!check_action_is_there(&parser) || !check_options_suit(&parser) ||
        !take_question(&parser) || !check_arguments_suit(&parser) ||
        !check_stdin_filename(&parser) || !check_policy_options(&parser) || !set_time(&parser) ||
        !set_share(&parser) || !set_reread_way(&parser)) {
        return STATUS_FAILED;
    }
    if (options->help && !named) {
        options->command = command_find("help");
    }
    if (options->reports.count == 0) {
        struct report_request request = {.format = report_format_at(0)};
        VECTOR_PUSH(&options->reports, request);
    }
    return STATUS_OK;
}

void options_free(struct options *options)
{
    VECTOR_FREE(&options->arguments);
    VECTOR_FREE(&options->zones);
    VECTOR_FREE(&options->named_confs);
    VECTOR_FREE(&options->include_roots);
    VECTOR_FREE(&options->reports);
    VECTOR_FREE(&options->settings);
    VECTOR_FREE(&options->fix_rules);
    arena_free(options->arena);
}
