/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stddef.h>

struct options;

/** What a run came to, for scripts and hooks. Of several, the greatest counts. */
enum exit_status {
    EXIT_STATUS_CLEAN = 0,    /**< nothing at or above --fail-on is left */
    EXIT_STATUS_FINDINGS = 1, /**< something is, or a difference was printed */
    EXIT_STATUS_UNUSABLE = 2, /**< a bad option, unreadable input, output that did not arrive, or no
                                   zone at all */
    EXIT_STATUS_FAULT = 3,    /**< a fix failed its proof or could not be written: nothing was */
};

enum exit_status exit_status_worse(enum exit_status a, enum exit_status b);

/** A bit for each command, so that a row of the option table can name several. */
enum command_bit {
    COMMAND_CHECK = 1,
    COMMAND_FIX = 2,
    COMMAND_EXPLAIN = 4,
    COMMAND_RULES = 8,
    COMMAND_RECORDS = 16,
    COMMAND_RESOLVE = 32,
    COMMAND_HELP = 64,
    COMMANDS_READING = /**< of zones */
    COMMAND_CHECK | COMMAND_FIX | COMMAND_RECORDS | COMMAND_RESOLVE,
    COMMANDS_ALL = 2 * COMMAND_HELP - 1,
};

enum { COMMAND_DETAILS_MAX = 3 };

/** A row of the table of commands. */
struct command {
    const char *name;
    enum command_bit bit;
    const char *arguments; /**< for --help: `[PATH...]`; empty when it takes none */
    const char *summary;   /**< for --help */
    enum exit_status (*run)(const struct options *options);
    const char *details[COMMAND_DETAILS_MAX]; /**< paragraphs for the command's own --help, up to
                                                   the first NULL */
};

size_t command_count(void);
const struct command *command_at(size_t index);

/** NULL when no command has this name. */
const struct command *command_find(const char *name);

enum exit_status command_check(const struct options *options);
enum exit_status command_fix(const struct options *options);
enum exit_status command_explain(const struct options *options);
enum exit_status command_rules(const struct options *options);
enum exit_status command_records(const struct options *options);
enum exit_status command_resolve(const struct options *options);
enum exit_status command_help(const struct options *options);
