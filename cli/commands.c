/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/commands.h"

#include <assert.h>
#include <string.h>

#include "zones/base/buffer.h"
#include "zones/base/nearest.h"

static const struct command baseline_actions[] = {
    {"baseline create", COMMAND_BASELINE_CREATE, "[PATH...]",
     "write a baseline of all that is found", .run = command_baseline_create,
     .details = {"Findings of every level are in it, shown or not; those that a comment in a zone "
                 "file accounts for are not. A file that is there already is never replaced."}},
    {"baseline update", COMMAND_BASELINE_UPDATE, "[PATH...]",
     "take out what is not found any more, and renew the messages", .run = command_baseline_update,
     .details = {"New findings are counted and not taken, unless --add-new is given. Entries of "
                 "zones that are not read stay as they are."}},
    {"baseline prune", COMMAND_BASELINE_PRUNE, "[PATH...]",
     "take out what is not found any more, and nothing else", .run = command_baseline_prune,
     .details = {"An entry that counts more findings than there are is lowered. Entries of zones "
                 "that are not read stay as they are."}},
};

static const struct command policy_actions[] = {
    {"policy check", COMMAND_POLICY_CHECK, "[FILE...]", "say all that is wrong in policy files",
     .run = command_policy_check,
     .details = {"Without a FILE, it is the policy that zones of the working folder are checked "
                 "with. What a policy extends is checked along with it."}},
    {"policy show", COMMAND_POLICY_SHOW, "[FILE]",
     "print what holds, with the file and line that each value came from",
     .run = command_policy_show,
     .details = {"FILE is a zone file, there already or not; or a policy, which is named *.yaml or "
                 "*.yml; or builtin:NAME, one that comes with the program, which is printed as it "
                 "is; or a folder, which is the working folder without a FILE.",
                 "What is printed is a policy too. Kept in the folder of the policy that it was "
                 "made from and given to --policy, it says the same of the zone."}},
    {"policy test", COMMAND_POLICY_TEST, "[PATH...]",
     "run the tests of custom rules, or list what is of no use", .run = command_policy_test,
     .details = {"The tests are those of the policy of the working folder. PATHs are for --unused "
                 "alone: zones, as for the command check.",
                 "The exit status is 0 when all tests are passed and nothing is listed, else 1; 2 "
                 "for a bad option or policy, unreadable input, or no zone found."}},
    {"policy schema", COMMAND_POLICY_SCHEMA, "",
     "print the JSON Schema of policies, for editors and validators", .run = command_policy_schema},
};

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
    {"baseline", COMMAND_BASELINE, "create|update|prune [PATH...]",
     "keep the list of findings that are accepted for now",
     .details = {"check and fix take the list with --baseline FILE: what it holds is counted and "
                 "not told, and no fix is taken for it. A finding is known by its rule, zone, "
                 "owner, type and data, so that no way to write or sort a zone changes anything.",
                 "The exit status is 0 when it is done; 2 for a bad option or baseline, unreadable "
                 "input, a file that cannot be written, or no zone found."},
     .actions = baseline_actions,
     .action_count = sizeof(baseline_actions) / sizeof(baseline_actions[0])},
    {"policy", COMMAND_POLICY, "check|show|test|schema",
     "look at policies: what is wrong in them, what they come to, what they do",
     .actions = policy_actions, .action_count = sizeof(policy_actions) / sizeof(policy_actions[0])},
    {"rules", COMMAND_RULES, "", "print the table of rules", .run = command_rules},
    {"explain", COMMAND_EXPLAIN, "RULE... | --all", "print the page of a rule",
     .run = command_explain},
    {"help", COMMAND_HELP, "[COMMAND [ACTION]]", "print this, or the options of one command",
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

const char *command_action_word(const struct command *command, const struct command *action)
{
    size_t length = strlen(command->name);
    assert(strncmp(action->name, command->name, length) == 0 && action->name[length] == ' ');
    return action->name + length + 1;
}

const struct command *command_find_action(const struct command *command, const char *word)
{
    for (size_t i = 0; i < command->action_count; i++) {
        if (strcmp(command_action_word(command, &command->actions[i]), word) == 0) {
            return &command->actions[i];
        }
    }
    return NULL;
}

void command_unknown_action(const struct command *command, const char *word, struct error *error)
{
    struct nearest nearest = nearest_to(word == NULL ? "" : word);
    struct buffer words = {0};
    for (size_t i = 0; i < command->action_count; i++) {
        const char *action = command_action_word(command, &command->actions[i]);
        nearest_offer(&nearest, action);
        buffer_add_format(&words, "%s%s", i == 0 ? "" : ", ", action);
    }
    if (word == NULL) {
        error_set(error, "the command %s needs an action; actions are %s", command->name,
                  buffer_string(&words));
    } else if (nearest.found != NULL) {
        error_set(error, "'%s' is no action of the command %s; the nearest is '%s'", word,
                  command->name, nearest.found);
    } else {
        error_set(error, "'%s' is no action of the command %s; actions are %s", word, command->name,
                  buffer_string(&words));
    }
    buffer_free(&words);
}

enum exit_status exit_status_worse(enum exit_status a, enum exit_status b)
{
    return a > b ? a : b;
}
