/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/keys.h"

#include "policies/custom.h"
#include "policies/requirement.h"
#include "policies/scalar.h"
#include "zones/base/instant.h"
#include "zones/base/nearest.h"

/* ---- Kinds of text that a policy alone has */

static const char *const version_words[] = {"1", NULL};

static void check_version(const struct scalar_kind *kind,
                          const struct scalar_check *check,
                          const struct yaml_node *scalar)
{
    if (strcmp((const char *)scalar->text.data, kind->words[0]) != 0) {
        policy_problem_add(check->problems, scalar->place,
                           "%s is no version of the policy language that this program knows",
                           policy_quoted(check->problems->arena, scalar->text))
            ->help = "it knows version 1; a newer one needs a newer zonetidy";
    }
}

static const struct scalar_kind scalar_version = {.name = "a version of the policy language",
                                                  .check = check_version,
                                                  .words = version_words,
                                                  .json_type = "[\"string\", \"integer\"]"};

static void check_requirement(const struct scalar_kind *kind,
                              const struct scalar_check *check,
                              const struct yaml_node *scalar)
{
    if (!requirement_is_good(scalar->text)) {
        policy_problem_add(check->problems, scalar->place, "%s is not %s",
                           policy_quoted(check->problems->arena, scalar->text), kind->name)
            ->help = "it is a comparison such as \">=0.1\", or several with commas between them";
    }
}

static const struct scalar_kind scalar_requirement = {
    .name = "a requirement of versions",
    .check = check_requirement,
    .pattern = "^ *(>=?|<=?|=) *[0-9]+(\\.[0-9]+){0,2} *(, *(>=?|<=?|=) *[0-9]+"
               "(\\.[0-9]+){0,2} *)*$",
    .json_type = "\"string\""};

static void check_selection(const struct scalar_kind *kind,
                            const struct scalar_check *check,
                            const struct yaml_node *scalar)
{
    const char *text = (const char *)scalar->text.data;
    if (strcmp(text, SELECT_DEFAULT) == 0 || strcmp(text, SELECT_ALL) == 0) {
        return;
    }
    struct nearest nearest = nearest_to(text);
    nearest_offer(&nearest, SELECT_DEFAULT);
    nearest_offer(&nearest, SELECT_ALL);
    scalar_check_rules(kind, check, scalar, nearest);
}

static const char *const selection_words[] = {SELECT_DEFAULT, SELECT_ALL, NULL};

static const struct scalar_kind scalar_selection = {
    .name = "a rule, a family of rules, \"default\" or \"all\"",
    .check = check_selection,
    .words = selection_words,
    .vocabulary = SCALAR_RULES_AND_FAMILIES,
    .json_type = "\"string\""};

static void check_date(const struct scalar_kind *kind,
                       const struct scalar_check *check,
                       const struct yaml_node *scalar)
{
    enum { DATE_LENGTH = 10 };
    int64_t seconds;
    if (scalar->text.length != DATE_LENGTH || scalar->text.data[4] != '-' ||
        !instant_from_text((const char *)scalar->text.data, &seconds)) {
        policy_problem_add(check->problems, scalar->place, "%s is not %s",
                           policy_quoted(check->problems->arena, scalar->text), kind->name)
            ->help = "it is a day such as 2027-03-31";
    }
}

static const struct scalar_kind scalar_date = {.name = "a date",
                                               .check = check_date,
                                               .pattern =
                                                   "^(19[7-9][0-9]|[2-9][0-9]{3})-(0[1-9]|1[0-2])-"
                                                   "(0[1-9]|[12][0-9]|3[01])$",
                                               .json_type = "\"string\""};

#define WORDS(kind, called, ...) \
    static const char *const kind##_words[] = {__VA_ARGS__, NULL}; \
    static const struct scalar_kind scalar_##kind = {.name = (called), \
                                                     .check = scalar_check_word, \
                                                     .words = kind##_words, \
                                                     .json_type = "\"string\""};

WORDS(level, "a level", "info", "warning", "error")
WORDS(fix_level, "a level of fixes", "off", "safe", "unsafe")
WORDS(serial, "a way to raise serials", "auto", "date", "increment", "unix", "keep")
WORDS(inline_choice, "\"allow\" or \"deny\"", "allow", "deny")
WORDS(external, "what is known of the name", "trusted", "absent")

/* ---- Values, and lists of them that may be one text alone */

#define VALUE(variable, called, kind) \
    static const struct schema variable = {.name = (called), .scalar = &(kind)};
#define LIST(variable, called, item, kind) \
    static const struct schema variable = {.name = (called), .scalar = &(kind), .items = &(item)};

VALUE(version, "the version of the policy language", scalar_version)
VALUE(requirement, "a requirement of versions", scalar_requirement)
VALUE(boolean, "true or false", scalar_boolean)
VALUE(text, "a text", scalar_text)
LIST(texts, "a text or a list of texts", text, scalar_text)
VALUE(path, "a path", scalar_text)
LIST(policies, "a policy or a list of policies", path, scalar_text)
VALUE(path_glob, "a pattern of paths", scalar_path_glob)
LIST(path_globs, "a pattern of paths or a list of them", path_glob, scalar_path_glob)
VALUE(origin, "a pattern of file names", scalar_origin_pattern)
LIST(origins, "a pattern of file names or a list of them", origin, scalar_origin_pattern)
VALUE(name_glob, "a pattern of names", scalar_name_glob)
LIST(name_globs, "a pattern of names or a list of them", name_glob, scalar_name_glob)
VALUE(name, "a domain name", scalar_name)
VALUE(owner_pattern, "a pattern of owners", scalar_owner_pattern)
LIST(owner_patterns, "a pattern of owners or a list of them", owner_pattern, scalar_owner_pattern)
VALUE(type, "a record type", scalar_type)
LIST(types, "a record type or a list of them", type, scalar_type)
VALUE(suppression_pattern, "a pattern of comments", scalar_suppression_pattern)
LIST(suppression_patterns,
     "a pattern of comments or a list of them",
     suppression_pattern,
     scalar_suppression_pattern)
VALUE(selected, "a rule, a family of rules, \"default\" or \"all\"", scalar_selection)
LIST(selection, "a list of rules and families", selected, scalar_selection)
VALUE(ignored, "a rule or a family of rules", scalar_rules)
LIST(ignores, "a list of rules and families", ignored, scalar_rules)
VALUE(severity, "a severity", scalar_severity)
VALUE(level, "a level", scalar_level)
LIST(levels, "a level or a list of levels", level, scalar_level)
VALUE(fix_level, "a level of fixes", scalar_fix_level)
VALUE(serial, "a way to raise serials", scalar_serial)
VALUE(inline_choice, "\"allow\" or \"deny\"", scalar_inline_choice)
VALUE(date, "a date", scalar_date)
VALUE(address, "an address", scalar_address)
LIST(addresses, "an address or a list of addresses", address, scalar_address)

/* ---- Maps */

static const struct schema files_of_zones = {
    .name = "a map from zones to files",
    .other_keys = &scalar_name,
    .other_value = &path,
};

static const struct schema_key external_keys[] = {
    {"alias-of", &name, "it is an alias of this name", false},
    {"addresses", &addresses, "it owns these addresses and no others", false},
    {0},
};
static const struct schema_demand external_demands[] = {
    {.kind = SCHEMA_EXACTLY_ONE,
     .keys = {"alias-of", "addresses"},
     .message = "here should be either alias-of or addresses"},
    {0},
};
static const struct schema external = {
    .name = "what is known of the name: trusted, absent, alias-of, addresses",
    .scalar = &scalar_external,
    .keys = external_keys,
    .demands = external_demands,
};
static const struct schema externals = {
    .name = "a map from names to what is known of them",
    .other_keys = &scalar_name,
    .other_value = &external,
};

static const struct schema_key zones_keys[] = {
    {"files", &path_globs, "which files of a folder are zone files, seen from this file", false},
    {"exclude", &path_globs, "which files and folders are left out, seen from this file", false},
    {"origin", &origins, "how the names of files tell their zones: \"db.{origin}\"", false},
    {"map", &files_of_zones, "which file holds which zone", false},
    {"external", &externals, "what is known of names outside of the zones at hand", false},
    {0},
};
static const struct schema zones = {.name = "the zones", .keys = zones_keys};

static const struct schema severities = {
    .name = "a map from rules and families to severities",
    .other_keys = &scalar_rules,
    .other_value = &severity,
};
static const struct schema options = {.name = "a map from rules to their options",
                                      .are_options = true};
static const struct schema replies = {
    .name = "a map from rules to replies",
    .other_keys = &scalar_rule,
    .other_value = &texts,
};

static const struct schema_key rules_keys[] = {
    {"select", &selection, "the rules that are run, in place of those selected before", false},
    {"extend-select", &selection, "rules that are run besides", false},
    {"ignore", &ignores, "rules that are not run", false},
    {"severity", &severities, "how much findings matter; a rule that is named is run", false},
    {"options", &options, "what rules let be set", false},
    {"reply", &replies, "what receivers answer to such a mistake, for the reports", false},
    {0},
};
static const struct schema rules = {.name = "the rules", .keys = rules_keys};

static const struct schema_key override_rules_keys[] = {
    {"select", &selection, "the rules that are run, in place of those selected before", false},
    {"extend-select", &selection, "rules that are run besides", false},
    {"ignore", &ignores, "rules that are not run", false},
    {"severity", &severities, "how much findings matter; a rule that is named is run", false},
    {"options", &options, "what rules let be set", false},
    {0},
};
static const struct schema override_rules = {.name = "the rules", .keys = override_rules_keys};

static const struct schema fix_levels = {
    .name = "a map from rules and families to levels of fixes",
    .other_keys = &scalar_rules,
    .other_value = &fix_level,
};
static const struct schema_key ptr_keys[] = {
    {"prefer", &name_globs, "which of several names an address is to be called by, best first",
     false},
    {0},
};
static const struct schema ptr = {.name = "how PTR records are made", .keys = ptr_keys};

static const struct schema_key fix_keys[] = {
    {"level", &fix_level, "which fixes may be taken", false},
    {"rules", &fix_levels, "the same for rules and families, also those of severity info", false},
    {"serial", &serial, "how the serials of changed zones are raised", false},
    {"ptr", &ptr, "how PTR records are made", false},
    {0},
};
static const struct schema fix = {.name = "the fixes", .keys = fix_keys};

static const struct schema foreign_names = {
    .name = "a map from names in comments to rules",
    .other_keys = &scalar_text,
    .other_value = &ignores,
};
static const struct schema_key suppressions_keys[] = {
    {"inline", &inline_choice, "whether comments in zone files may suppress findings", false},
    {"require-reason", &levels, "findings of these levels need a reason in the comment", false},
    {"patterns", &suppression_patterns, "other forms of the comment, with {rules} for the names",
     false},
    {"names", &foreign_names, "what such comments call the rules", false},
    {0},
};
static const struct schema suppressions = {.name = "the suppressions", .keys = suppressions_keys};

static const struct schema_key report_keys[] = {
    {"fail-on", &level, "findings from this level on make a run fail", false},
    {"show", &level, "findings from this level on are reported", false},
    {"baseline", &path, "the file with findings that are accepted for now", false},
    {0},
};
static const struct schema report = {.name = "the report", .keys = report_keys};

static const struct schema_key override_keys[] = {
    {"files", &path_globs, "for zones in these files", false},
    {"zones", &name_globs, "for these zones", false},
    {"owners", &owner_patterns, "for findings about these owners, seen from the apex", false},
    {"types", &types, "for findings about records of these types", false},
    {"rules", &override_rules, "which rules are run there, and how much they matter", false},
    {"fix", &fix, "which fixes may be taken there", false},
    {"reason", &text, "why, for the next reader", false},
    {"until", &date, "the last day on which this holds", false},
    {0},
};

/* What is asked once for each zone. */
#define OF_WHOLE_ZONES(condition, map, key) \
    { \
        .kind = SCHEMA_EXCLUDES, .keys = {(condition), (map), (key)}, \
        .message = "this is for whole zones, and the override is for owners or types", \
        .help = "put it into an override that has only files or zones", \
    }

static const struct schema_demand override_demands[] = {
    {.kind = SCHEMA_AT_LEAST_ONE,
     .keys = {"files", "zones", "owners", "types", "until"},
     .message = "an override without a condition",
     .help = "say files, zones, owners, types or until; what is for all zones stands under rules "
             "and fix of the policy itself"},
    {.kind = SCHEMA_AT_LEAST_ONE,
     .keys = {"rules", "fix"},
     .message = "an override that has neither rules nor fix changes nothing"},
    OF_WHOLE_ZONES("owners", "rules", "options"),
    OF_WHOLE_ZONES("owners", "fix", "serial"),
    OF_WHOLE_ZONES("owners", "fix", "ptr"),
    OF_WHOLE_ZONES("types", "rules", "options"),
    OF_WHOLE_ZONES("types", "fix", "serial"),
    OF_WHOLE_ZONES("types", "fix", "ptr"),
    {0},
};
static const struct schema override = {.name = "an override",
                                       .keys = override_keys,
                                       .demands = override_demands};
static const struct schema overrides = {.name = "a list of overrides", .items = &override};

static const struct schema_key policy_keys[] = {
    {"version", &version, "the version of the policy language: 1", true},
    {"requires", &requirement, "which versions of zonetidy will do", false},
    {"root", &boolean, "whether this file means to inherit nothing from folders above", false},
    {"extends", &policies, "the policies that this one starts from; builtin:recommended if none",
     false},
    {"zones", &zones, "which files are which zones", false},
    {"rules", &rules, "which rules are run, and how much they matter", false},
    {"fix", &fix, "which fixes may be taken, and how", false},
    {"suppressions", &suppressions, "what comments in zone files may do", false},
    {"report", &report, "what is told, and what makes a run fail", false},
    {"overrides", &overrides, "other rules for some files, zones, owners or types; the last counts",
     false},
    {"custom", &custom_rules_schema, "rules of your own", false},
    {0},
};

const struct schema policy_schema = {.name = "a policy", .keys = policy_keys};
