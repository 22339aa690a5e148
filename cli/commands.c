/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/commands.h"

#include <string.h>

static const struct command commands[] = {
    {"check", COMMAND_CHECK, "[PATH...]",
     "say what is wrong; meant when no command is named; writes nothing", .run = command_check},
    {"fix", COMMAND_FIX, "[PATH...]", "repair what is proven safe, and say what is left",
     .run = command_fix},
    {"records", COMMAND_RECORDS, "[PATH...]",
     "print the records: absolute, one a line, in canonical order", .run = command_records},
    {"resolve", COMMAND_RESOLVE, "NAME [TYPE] [PATH...]",
     "say what the zones answer, hop by hop, each with its place", .run = command_resolve,
     .details = {"NAME is absolute, with a final dot or without. An address stands for its reverse "
                 "name. Without a TYPE, the question is for addresses (A and AAAA), or for the PTR "
                 "of an address; any type may be asked for, as a mnemonic or as TYPEnnn, and ANY "
                 "means every record at the name.",
                 "The word behind NAME is the TYPE when it is the name of one; a file or folder "
                 "that is called so is written ./mx, or stands behind `--`. Names are followed "
                 "through all zones that are read, and each view that has a zone above NAME gives "
                 "an answer of its own.",
                 "The exit status is 0 when every answer is data; 1 when one is not: there is no "
                 "such name or data, the aliases loop, or these zones cannot tell, with the "
                 "reason; 2 for a bad option, NAME or TYPE, unreadable input, or no zone found."}},
    {"rules", COMMAND_RULES, "", "print the table of rules", .run = command_rules},
    {"explain", COMMAND_EXPLAIN, "RULE... | --all", "print the page of a rule",
     .run = command_explain},
    {"help", COMMAND_HELP, "[COMMAND]", "print this, or the options of one command",
     .run = command_help},
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
