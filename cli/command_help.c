/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/commands.h"
#include "cli/option.h"
#include "cli/output.h"
#include "cli/text.h"

enum {
    HELP_COLUMN = 30,   /* where the right column begins */
    HELP_COLUMNS = 80,  /* of a page of help */
    COMMAND_INDENT = 2, /* of the left column */
    OPTION_INDENT = 6,  /* the same, with room for a letter */
};

static void add_blanks(struct buffer *text, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_add_byte(text, ' ');
    }
}

/* Adds the words in a column of their own, from `column` on, where the line is now. */
static void add_wrapped(struct buffer *text, const char *words, size_t column)
{
    size_t at = column;
    while (*words != '\0') {
        size_t length = strcspn(words, " ");
        if (at > column && at + 1 + length > HELP_COLUMNS) {
            buffer_add_byte(text, '\n');
            add_blanks(text, column);
            at = column;
        } else if (at > column) {
            buffer_add_byte(text, ' ');
            at++;
        }
        buffer_add(text, (struct bytes){(const uint8_t *)words, length});
        at += length;
        words += length;
        words += strspn(words, " ");
    }
    buffer_add_byte(text, '\n');
}

/* The left column ends at `used`; too long a text gets a line of its own. */
static void add_right_column(struct buffer *text, size_t used, const char *words)
{
    if (used + 2 > HELP_COLUMN) {
        buffer_add_byte(text, '\n');
        used = 0;
    }
    add_blanks(text, HELP_COLUMN - used);
    add_wrapped(text, words, HELP_COLUMN);
}

static void add_command(struct buffer *text, const struct command *command)
{
    size_t start = text->length;
    add_blanks(text, COMMAND_INDENT);
    buffer_add_format(text, "%s %s", command->name, command->arguments);
    add_right_column(text, text->length - start, command->summary);
}

static void add_option(struct buffer *text, const struct option *option)
{
    size_t start = text->length;
    if (option->letter != '\0') {
        buffer_add_format(text, "  -%c, ", option->letter);
    } else {
        add_blanks(text, OPTION_INDENT);
    }
    buffer_add_format(text, "--%s", option->name);
    if (option->argument != NULL) {
        buffer_add_format(text, " %s", option->argument);
    }
    add_right_column(text, text->length - start, option->help);
}

static void add_options(struct buffer *text, unsigned commands)
{
    buffer_add_string(text, "\noptions\n");
    for (size_t i = 0; i < option_count(); i++) {
        if ((option_at(i)->commands & commands) != 0) {
            add_option(text, option_at(i));
        }
    }
}

static void add_actions(struct buffer *text, const struct command *command)
{
    buffer_add_string(text, "\nactions\n");
    for (size_t i = 0; i < command->action_count; i++) {
        add_command(text, &command->actions[i]);
    }
}

static void add_command_page(struct buffer *text, const struct command *command)
{
    buffer_add_format(text, "usage: zonetidy %s [OPTION...] %s\n\n", command->name,
                      command->arguments);
    add_wrapped(text, command->summary, 0);
    for (size_t i = 0; i < COMMAND_DETAILS_MAX && command->details[i] != NULL; i++) {
        buffer_add_byte(text, '\n');
        add_wrapped(text, command->details[i], 0);
    }
    if (command->actions != NULL) {
        add_actions(text, command);
    }
    add_options(text, command->bit);
}

static void add_whole_page(struct buffer *text)
{
    buffer_add_format(text,
                      "%s: finds what is wrong in DNS zone files, across all of them, and\n"
                      "repairs what it can prove safe\n\n"
                      "usage: zonetidy [COMMAND] [OPTION...] [PATH...]\n\ncommands\n",
                      program_version);
    for (size_t i = 0; i < command_count(); i++) {
        add_command(text, command_at(i));
    }
    add_options(text, COMMANDS_ALL);
    buffer_add_byte(text, '\n');
    add_wrapped(text,
                "A PATH is a zone file, a folder that is searched for zone files, a named.conf, or "
                "`-` for standard input; without any, the working folder is searched. Behind `--`, "
                "everything is a PATH.",
                0);
    buffer_add_string(text,
                      "\nexit status\n"
                      "  0  no finding at or above --fail-on is left\n"
                      "  1  some are left, or --diff printed a difference\n"
                      "  2  a bad option, unreadable input, unwritable output, or no zone found\n"
                      "  3  a fix failed its proof or could not be written: nothing was changed\n");
}

/* The command that help is wanted for: `help COMMAND [ACTION]`, or `COMMAND [ACTION] --help`. NULL,
 * after a message, when there is no such one. */
static const struct command *wanted_command(const struct options *options)
{
    const char *const *words = options->arguments.items;
    if (options->arguments.count == 0 || options->command->bit != COMMAND_HELP) {
        return options->command;
    }
    const struct command *command = command_find(words[0]);
    if (command == NULL) {
        message_print("no command is called '%s'; `zonetidy help` lists them", words[0]);
        return NULL;
    }
    size_t taken = 1;
    if (command->actions != NULL && options->arguments.count > 1) {
        struct error error;
        const struct command *action = command_find_action(command, words[1]);
        if (action == NULL) {
            command_unknown_action(command, words[1], &error);
            message_print("%s", error.text);
            return NULL;
        }
        command = action;
        taken = 2;
    }
    if (options->arguments.count > taken) {
        message_print("help takes the name of one command");
        return NULL;
    }
    return command;
}

enum exit_status command_help(const struct options *options)
{
    const struct command *command = wanted_command(options);
    if (command == NULL) {
        return EXIT_STATUS_UNUSABLE;
    }
    struct buffer text = {0};
    if (command->bit == COMMAND_HELP) {
        add_whole_page(&text);
    } else {
        add_command_page(&text, command);
    }
    struct output output = output_standard(stdout, COLOR_NEVER);
    output_write(&output, buffer_bytes(&text));
    buffer_free(&text);
    return output_close(&output) ? EXIT_STATUS_CLEAN : EXIT_STATUS_UNUSABLE;
}
