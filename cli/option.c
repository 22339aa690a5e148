/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/option.h"

#include <assert.h>
#include <sys/stat.h>

#include "analyzer/rule.h"
#include "cli/report.h"
#include "zones/base/instant.h"
#include "zones/base/nearest.h"
#include "zones/base/workers.h"
#include "zones/name.h"

static bool take_zone(struct options *options, const char *value, struct error *error)
{
    (void)error; /* claims_add_option() knows what is wrong with one. */
    VECTOR_PUSH(&options->zones, value);
    return true;
}

static bool take_named_conf(struct options *options, const char *value, struct error *error)
{
    (void)error; /* It may be unreadable, which is no fault of the command line. */
    VECTOR_PUSH(&options->named_confs, value);
    return true;
}

/* It is there to be read from; a mistyped one would only show as findings. */
static bool take_include_root(struct options *options, const char *value, struct error *error)
{
    struct stat status;
    if (stat(value, &status) < 0) {
        error_from_errno(error, value);
        return false;
    }
    if (!S_ISDIR(status.st_mode)) {
        error_set(error, "%s: not a folder", value);
        return false;
    }
    VECTOR_PUSH(&options->include_roots, value);
    return true;
}

static bool take_stdin_filename(struct options *options, const char *value, struct error *error)
{
    (void)error; /* Any text can be the name of a file. */
    options->stdin_filename = value;
    return true;
}

static bool take_view(struct options *options, const char *value, struct error *error)
{
    (void)error; /* Only the zones tell which views there are. */
    options->view = value;
    return true;
}

static bool take_file(const char **file, const char *value, struct error *error)
{
    if (*value == '\0') {
        error_set(error, "it needs the name of a file");
        return false;
    }
    *file = value;
    return true;
}

static bool take_baseline(struct options *options, const char *value, struct error *error)
{
    return take_file(&options->baseline, value, error);
}

/* Only the policy tells which rules of its own there are. */
static bool rule_exists(const char *name, struct error *error)
{
    static const char custom[] = "custom:";
    if (rule_find(name) != NULL || strncmp(name, custom, strlen(custom)) == 0) {
        return true;
    }
    const char *nearest = rule_nearest(name);
    if (nearest != NULL) {
        error_set(error, "no rule is called '%s'; the nearest name is '%s'", name, nearest);
    } else {
        error_set(error, "no rule is called '%s'; `zonetidy rules` lists them", name);
    }
    return false;
}

/* Options for what policies could say too are said as they would say it. */
static void add_setting(struct options *options,
                        const char *option,
                        const char *key,
                        const char *value)
{
    struct policy_setting setting = {option, key, value};
    VECTOR_PUSH(&options->settings, setting);
}

static bool take_set(struct options *options, const char *value, struct error *error)
{
    const char *equals = strchr(value, '=');
    if (equals == NULL || equals == value) {
        error_set(error, "'%s' has no %s: KEY=VALUE, such as rules.severity.ptr-missing=error",
                  value, equals == NULL ? "value" : "key");
        return false;
    }
    const char *key = arena_format(options->arena, "%.*s", (int)(equals - value), value);
    add_setting(options, arena_format(options->arena, "--set %s", key), key, equals + 1);
    return true;
}

static bool take_policy(struct options *options, const char *value, struct error *error)
{
    return take_file(&options->policy_path, value, error);
}

static bool take_rule(struct options *options, const char *value, struct error *error)
{
    const char *equals = strchr(value, '=');
    if (equals == NULL) {
        error_set(error, "'%s' has no level: NAME=error, warning, info or off", value);
        return false;
    }
    const char *name = arena_format(options->arena, "%.*s", (int)(equals - value), value);
    enum severity severity;
    if (!rule_exists(name, error)) {
        return false;
    }
    if (!severity_from_text(equals + 1, &severity)) {
        error_set(error, "'%s' is no level: error, warning, info or off", equals + 1);
        return false;
    }
    add_setting(options, "--rule", arena_format(options->arena, "rules.severity.%s", name),
                equals + 1);
    return true;
}

static bool take_fix_rule(struct options *options, const char *value, struct error *error)
{
    if (!rule_exists(value, error)) {
        return false;
    }
    VECTOR_PUSH(&options->fix_rules, value);
    return true;
}

/* A text between single quotes, in which YAML knows no other special character. */
static const char *yaml_quoted(struct arena *arena, const char *text)
{
    struct buffer quoted = {0};
    buffer_add_byte(&quoted, '\'');
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\'') {
            buffer_add_byte(&quoted, '\'');
        }
        buffer_add_byte(&quoted, (uint8_t)*at);
    }
    buffer_add_byte(&quoted, '\'');
    const char *copy = arena_copy_string(arena, buffer_string(&quoted));
    buffer_free(&quoted);
    return copy;
}

static bool take_canonical_name(struct options *options, const char *value, struct error *error)
{
    uint8_t wire[NAME_OCTETS_MAX];
    enum flaw_kind flaw;
    size_t octets = name_wire_from_absolute(bytes_from_string(value), wire, &flaw);
    if (octets <= 1) {
        error_set(error, "'%s' is not the name of a host", value);
        return false;
    }
    add_setting(options, "--assume-canonical", "zones.external",
                arena_format(options->arena, "{%s: trusted}", yaml_quoted(options->arena, value)));
    return true;
}

static bool take_level(struct options *options,
                       const char *option,
                       const char *key,
                       const char *value,
                       struct error *error)
{
    enum severity severity;
    if (!severity_from_text(value, &severity) || severity == SEVERITY_OFF) {
        error_set(error, "'%s' is no level: error, warning or info", value);
        return false;
    }
    add_setting(options, option, key, value);
    return true;
}

static bool take_fail_on(struct options *options, const char *value, struct error *error)
{
    return take_level(options, "--fail-on", "report.fail-on", value, error);
}

static bool take_show(struct options *options, const char *value, struct error *error)
{
    return take_level(options, "--show", "report.show", value, error);
}

static bool take_format(struct options *options, const char *value, struct error *error)
{
    const char *equals = strchr(value, '=');
    struct report_request request = {.path = equals == NULL ? NULL : equals + 1};
    const char *name =
        equals == NULL ? value : arena_format(options->arena, "%.*s", (int)(equals - value), value);
    request.format = report_format_find(name);
    if (request.format == NULL) {
        struct nearest nearest = nearest_to(name);
        struct buffer names = {0};
        for (size_t i = 0; i < report_format_count(); i++) {
            nearest_offer(&nearest, report_format_at(i)->name);
            buffer_add_format(&names, "%s%s", i == 0 ? "" : ", ", report_format_at(i)->name);
        }
        error_set(error, "no format is called '%s'%s%s%s; there are %s", name,
                  nearest.found == NULL ? "" : "; the nearest is '",
                  nearest.found == NULL ? "" : nearest.found, nearest.found == NULL ? "" : "'",
                  buffer_string(&names));
        buffer_free(&names);
        return false;
    }
    if (request.path != NULL && *request.path == '\0') {
        error_set(error, "no file is named behind '%s'", value);
        return false;
    }
    for (size_t i = 0; i < options->reports.count; i++) {
        const char *other = options->reports.items[i].path;
        if ((request.path == NULL && other == NULL) ||
            (request.path != NULL && other != NULL && strcmp(request.path, other) == 0)) {
            error_set(error, "two reports cannot both go to %s: use FORMAT=FILE",
                      request.path == NULL ? "standard output" : request.path);
            return false;
        }
    }
    VECTOR_PUSH(&options->reports, request);
    return true;
}

static bool take_jobs(struct options *options, const char *value, struct error *error)
{
    unsigned count = 0;
    const char *at = value;
    for (; *at >= '0' && *at <= '9' && count <= WORKERS_MAX; at++) {
        count = count * 10 + (unsigned)(*at - '0');
    }
    if (*at != '\0' || count < 1 || count > WORKERS_MAX) {
        error_set(error, "'%s' is no number of threads from 1 to %d", value, WORKERS_MAX);
        return false;
    }
    options->jobs = count;
    return true;
}

static bool take_now(struct options *options, const char *value, struct error *error)
{
    if (!instant_from_text(value, &options->now)) {
        error_set(error, "'%s' is no time: YYYY-MM-DD, YYYY-MM-DDThh:mm:ssZ, or seconds since 1970",
                  value);
        return false;
    }
    return true;
}

static bool take_color(struct options *options, const char *value, struct error *error)
{
    static const char *const choices[] = {
        [COLOR_AUTO] = "auto",
        [COLOR_ALWAYS] = "always",
        [COLOR_NEVER] = "never",
    };
    for (size_t i = 0; i < sizeof(choices) / sizeof(choices[0]); i++) {
        if (strcmp(value, choices[i]) == 0) {
            options->color = (enum color_choice)i;
            return true;
        }
    }
    error_set(error, "'%s' is none of auto, always, never", value);
    return false;
}

#define FLAG(field) .flag = offsetof(struct options, field)

static const struct option table[] = {
    {"zone", .commands = COMMANDS_READING, .argument = "NAME=FILE", .take = take_zone,
     .help = "read FILE as the zone NAME; repeatable. With --zone or --named-conf and no PATH, "
             "nothing else is read"},
    {"named-conf", .commands = COMMANDS_READING, .argument = "FILE", .take = take_named_conf,
     .help = "read the zones of a named.conf; repeatable"},
    {"include-root", .commands = COMMANDS_READING, .argument = "DIR", .take = take_include_root,
     .help = "let $INCLUDE take files from this folder too, besides the working folder and those "
             "of the files that are named; repeatable"},
    {"stdin-filename", .commands = COMMANDS_READING, .argument = "PATH",
     .take = take_stdin_filename,
     .help = "with the PATH `-`: standard input is the text of this file, in place of what the "
             "file holds"},
    {"view", .commands = COMMAND_RESOLVE, .argument = "NAME", .take = take_view,
     .help = "ask this view alone"},
    {"policy", .commands = COMMANDS_READING | COMMAND_POLICY_SHOW, .argument = "FILE",
     .take = take_policy,
     .help =
         "go by this policy (or builtin:NAME) for all zones, in place of the zonetidy.yaml that "
         "is nearest to each zone's file, in its folder or above"},
    {"isolated", .commands = COMMANDS_READING | COMMAND_POLICY_SHOW, FLAG(isolated),
     .help = "look for no policy: go by builtin:recommended"},
    {"set", .commands = COMMANDS_READING | COMMAND_POLICY_CHECK | COMMAND_POLICY_SHOW,
     .argument = "KEY=VALUE", .take = take_set,
     .help = "set a key of the policy, such as fix.level=off; VALUE is YAML; repeatable"},
    {"rule", .commands = COMMANDS_FINDING, .argument = "NAME=LEVEL", .take = take_rule,
     .help = "set the level of a rule: error, warning, info, or off; repeatable"},
    {"assume-canonical", .commands = COMMANDS_FINDING | COMMAND_RESOLVE, .argument = "NAME",
     .take = take_canonical_name,
     .help = "vouch that NAME, outside of the zones that are read, owns addresses and is no "
             "alias; repeatable"},
    {"baseline", .commands = COMMANDS_FINDING, .argument = "FILE", .take = take_baseline,
     .help = "the list of findings that are accepted for now; for the command baseline, "
             ".zonetidy-baseline.json when it is not given"},
    {"add-new", .commands = COMMAND_BASELINE_UPDATE, FLAG(add_new),
     .help = "with baseline update: accept new findings too"},
    {"show", .commands = COMMAND_CHECK | COMMAND_FIX, .argument = "LEVEL", .take = take_show,
     .help = "report findings from this level on: error, warning (the default), info"},
    {"fail-on", .commands = COMMAND_CHECK | COMMAND_FIX, .argument = "LEVEL", .take = take_fail_on,
     .help = "end with status 1 when findings from this level on are left (default: warning)"},
    {"format", .commands = COMMAND_CHECK | COMMAND_FIX | COMMAND_RULES | COMMAND_RESOLVE,
     .argument = "FORMAT[=FILE]", .take = take_format,
     .help = "how to report: full (the default), concise (findings only), json; repeatable, each "
             "to a FILE of its own or one to standard output"},
    {"fix", .commands = COMMAND_CHECK | COMMAND_FIX, FLAG(fix),
     .help = "the same as the command `fix`"},
    {"diff", .commands = COMMAND_FIX, FLAG(diff),
     .help = "with fix: print what would change as a difference that `git apply` takes; write "
             "nothing. Reports go to standard error"},
    {"unsafe-fixes", .commands = COMMAND_CHECK | COMMAND_FIX, FLAG(unsafe_fixes),
     .help = "take fixes too that cannot be proven harmless; each says why"},
    {"fix-rule", .commands = COMMAND_CHECK | COMMAND_FIX, .argument = "RULE", .take = take_fix_rule,
     .help = "take fixes of this rule only; repeatable. Rules of level info are fixed only so"},
    {"unused", .commands = COMMAND_POLICY_TEST, FLAG(unused),
     .help =
         "with policy test: read zones, and list the custom rules, overrides, patterns of files, "
         "mapped zones and external names of the policies that none of them has to do with"},
    {"now", .commands = COMMAND_CHECK | COMMAND_FIX | COMMAND_POLICY_SHOW | COMMAND_POLICY_TEST,
     .argument = "TIME", .take = take_now,
     .help = "the time to work with, for serials and for what ends on a day: YYYY-MM-DD, RFC 3339, "
             "or seconds since 1970 "
             "(default: SOURCE_DATE_EPOCH, else the clock)"},
    {"jobs", .letter = 'j', .commands = COMMANDS_READING, .argument = "N", .take = take_jobs,
     .help = "how many threads share the work when there is enough of it, from 1 to 256 (default: "
             "as many as there are processors); the reports are the same with any number"},
    {"all", .commands = COMMAND_EXPLAIN, FLAG(all), .help = "with explain: every rule"},
    {"color", .commands = COMMANDS_ALL, .argument = "WHEN", .take = take_color,
     .help = "auto (the default), always, never; NO_COLOR is honoured"},
    {"show-suppressed", .commands = COMMAND_CHECK | COMMAND_FIX, FLAG(show_suppressed),
     .help = "list also what comments in zone files or the baseline keep from being told"},
    {"no-inline-ignores", .commands = COMMAND_CHECK | COMMAND_FIX, FLAG(no_inline_ignores),
     .help = "tell all findings, whatever comments in zone files say"},
    {"stats", .commands = COMMAND_CHECK | COMMAND_FIX, FLAG(stats),
     .help = "say how much was read, and in what time"},
    {"quiet", .letter = 'q', .commands = COMMANDS_ALL, FLAG(quiet), .help = "no summary"},
    {"help", .letter = 'h', .commands = COMMANDS_ALL, FLAG(help),
     .help = "print this, or with a command its options"},
    {"version", .commands = COMMANDS_ALL, FLAG(version), .help = "print the version"},
};

static_assert(WORKERS_MAX == 256, "the help of --jobs names it");
static_assert(sizeof(table) / sizeof(table[0]) <= OPTIONS_MAX, "each option has a bit");

size_t option_count(void)
{
    return sizeof(table) / sizeof(table[0]);
}

const struct option *option_at(size_t index)
{
    return &table[index];
}

uint64_t option_bit(const struct option *option)
{
    return UINT64_C(1) << (option - table);
}

const struct option *option_find(const char *name, size_t length)
{
    for (size_t i = 0; i < option_count(); i++) {
        if (strlen(table[i].name) == length && memcmp(table[i].name, name, length) == 0) {
            return &table[i];
        }
    }
    return NULL;
}

const struct option *option_find_letter(char letter)
{
    for (size_t i = 0; i < option_count(); i++) {
        if (letter != '\0' && table[i].letter == letter) {
            return &table[i];
        }
    }
    return NULL;
}
