/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/commands.h"

#include <string.h>

static const struct command commands[] = {
    {"check", COMMAND_CHECK, "[PATH...]",
     "say what is wrong; meant when no command is named; writes nothing", command_check},
    {"fix", COMMAND_FIX, "[PATH...]", "repair what is proven safe, and say what is left",
     command_fix},
    {"records", COMMAND_RECORDS, "[PATH...]",
     "print the records: absolute, one a line, in canonical order", command_records},
    {"rules", COMMAND_RULES, "", "print the table of rules", command_rules},
    {"explain", COMMAND_EXPLAIN, "RULE... | --all", "print the page of a rule", command_explain},
    {"help", COMMAND_HELP, "[COMMAND]", "print this, or the options of one command", command_help},
};

size_t command_count(void)
{
    return sizeof(commands) / sizeof(commands[0]);
}

const struct command *command_at(size_t index)
{
    return &commands[index];
}

const struct command *command_find(const char *name)
{
    for (size_t i = 0; i < command_count(); i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}

enum exit_status exit_status_worse(enum exit_status a, enum exit_status b)
{
    return a > b ? a : b;
}
