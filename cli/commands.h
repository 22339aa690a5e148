/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stddef.h>

#include "zones/base/error.h"

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
    COMMAND_BASELINE_CREATE = 128,
    COMMAND_BASELINE_UPDATE = 256,
    COMMAND_BASELINE_PRUNE = 512,
    COMMAND_POLICY_CHECK = 1024,
    COMMAND_POLICY_SHOW = 2048,
    COMMAND_POLICY_TEST = 4096,
    COMMAND_POLICY_SCHEMA = 8192,
    COMMAND_POLICY = /**< all its actions */
    COMMAND_POLICY_CHECK | COMMAND_POLICY_SHOW | COMMAND_POLICY_TEST | COMMAND_POLICY_SCHEMA,
    COMMAND_BASELINE = /**< all its actions */
    COMMAND_BASELINE_CREATE | COMMAND_BASELINE_UPDATE | COMMAND_BASELINE_PRUNE,
    COMMANDS_FINDING = /**< what is wrong */
    COMMAND_CHECK | COMMAND_FIX | COMMAND_BASELINE,
    COMMANDS_READING = /**< of zones */
    COMMANDS_FINDING | COMMAND_RECORDS | COMMAND_RESOLVE | COMMAND_POLICY_TEST,
    COMMANDS_ALL = 2 * COMMAND_POLICY_SCHEMA - 1,
};

enum { COMMAND_DETAILS_MAX = 3 };

/** A row of the table of commands. A command may have actions, one of which is named behind it,
 * such as `baseline update`. Each action is a command of its own, with its own arguments, options,
 * pages and function. */
struct command {
    const char *name;      /**< as it is typed: of an action, both words with a blank */
    enum command_bit bit;  /**< with actions: those of all of them */
    const char *arguments; /**< for --help: `[PATH...]`; empty when it takes none */
    const char *summary;   /**< for --help */
    enum exit_status (*run)(const struct options *options);
    const char *details[COMMAND_DETAILS_MAX]; /**< paragraphs for the command's own --help, up to
                                                   the first NULL */
    const struct command *actions;            /**< then `run` is NULL; NULL when it has none */
    size_t action_count;
};

size_t command_count(void);
const struct command *command_at(size_t index);

/** NULL when no command has this name. */
const struct command *command_find(const char *name);

/** The word that names an action behind its command. */
const char *command_action_word(const struct command *command, const struct command *action);

/** The action of a command that this word names; NULL when none is called so. */
const struct command *command_find_action(const struct command *command, const char *word);

/** Says that the word names no action of the command, and which is nearest; without a word (NULL),
 * that one is missing. */
void command_unknown_action(const struct command *command, const char *word, struct error *error);

enum exit_status command_check(const struct options *options);
enum exit_status command_fix(const struct options *options);
enum exit_status command_explain(const struct options *options);
enum exit_status command_rules(const struct options *options);
enum exit_status command_records(const struct options *options);
enum exit_status command_resolve(const struct options *options);
enum exit_status command_baseline_create(const struct options *options);
enum exit_status command_baseline_update(const struct options *options);
enum exit_status command_baseline_prune(const struct options *options);
enum exit_status command_policy_check(const struct options *options);
enum exit_status command_policy_show(const struct options *options);
enum exit_status command_policy_test(const struct options *options);
enum exit_status command_policy_schema(const struct options *options);
enum exit_status command_help(const struct options *options);
