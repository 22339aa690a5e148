/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/custom.h"
#include "policies/scalar.h"
#include "zones/base/nearest.h"

/* What a custom rule may hold, as far as it can be said without looking at the rest of it. */

/* ---- Kinds of text */

static void check_id(const struct scalar_kind *kind,
                     const struct scalar_check *check,
                     const struct yaml_node *scalar)
{
    struct bytes text = scalar->text;
    bool good = true;
    uint8_t before = '-';
    for (size_t i = 0; i < text.length && good; i++) {
        uint8_t byte = text.data[i];
        bool is_letter = (byte >= 'a' && byte <= 'z') || byte_is_digit(byte);
        good = is_letter || (byte == '-' && before != '-');
        before = byte;
    }
    if (!good || before == '-') {
        policy_problem_add(check->problems, scalar->place, "%s is not %s",
                           policy_quoted(check->problems->arena, text), kind->name)
            ->help = "it is made of small letters, digits, and single hyphens between them";
    }
}

/* The conditions that stand in some parts of a rule only, which have them as keys. */
static const char *message_of_other_part(const char *text)
{
    static const struct {
        const char *key;
        const char *message;
    } others[] = {
        {"each", "\"each\" stands in match alone"},
        {"has", "\"has\" stands in match and unless; require and forbid say \"exists\""},
        {"exists", "\"exists\" stands in require and forbid; match and unless say \"has\""},
    };
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        if (strcmp(others[i].key, text) == 0) {
            return others[i].message;
        }
    }
    return NULL;
}

static const char *const condition_words[] = {"type",      "owner", "zone",   "ttl",
                                              "target.is", "has",   "exists", "each"};

static void check_condition_key(const struct scalar_kind *kind,
                                const struct scalar_check *check,
                                const struct yaml_node *scalar)
{
    (void)kind;
    static const char front[] = "rdata.";
    const char *text = (const char *)scalar->text.data;
    const char *of_other_part = message_of_other_part(text);
    if (strncmp(text, front, sizeof(front) - 1) == 0) {
        return;
    }
    if (of_other_part != NULL) {
        policy_problem_add(check->problems, scalar->place, "%s", of_other_part);
        return;
    }
    struct nearest nearest = nearest_to(text);
    for (size_t i = 0; i < sizeof(condition_words) / sizeof(condition_words[0]); i++) {
        nearest_offer(&nearest, condition_words[i]);
    }
    struct arena *arena = check->problems->arena;
    policy_problem_add(check->problems, scalar->place, "%s is no condition",
                       policy_quoted(arena, scalar->text))
        ->help =
        nearest.found != NULL
            ? arena_format(arena, "there is \"%s\"", nearest.found)
            : "conditions are type, owner, zone, ttl, rdata.FIELD, target.is, has, exists and each";
}

static const char *const target_words[] = {"alias", "address", "missing", "outside", NULL};
static const char *const each_words[] = {"zone", NULL};
static const char *const level_words[] = {"safe", "unsafe", NULL};

#define STRING "\"string\""

static const struct scalar_kind kind_id = {.name = "the name of a rule",
                                           .check = check_id,
                                           .pattern = "^[a-z0-9]+(-[a-z0-9]+)*$",
                                           .json_type = STRING};
static const struct scalar_kind kind_condition_key = {.name = "a condition",
                                                      .check = check_condition_key,
                                                      .pattern = "^rdata\\.[a-z0-9-]+$",
                                                      .json_type = STRING};
static const struct scalar_kind kind_target = {.name = "a fact about a target",
                                               .check = scalar_check_word,
                                               .words = target_words,
                                               .json_type = STRING};
static const struct scalar_kind kind_each = {.name = "what a rule may look at",
                                             .check = scalar_check_word,
                                             .words = each_words,
                                             .json_type = STRING};
static const struct scalar_kind kind_level = {.name = "a level of fixes",
                                              .check = scalar_check_word,
                                              .words = level_words,
                                              .json_type = STRING};

/* ---- Values and lists */

static const struct schema text = {.name = "a text", .scalar = &scalar_text};
static const struct schema text_list = {.name = "a text or a list of texts",
                                        .scalar = &scalar_text,
                                        .items = &text};
static const struct schema regex = {.name = "a regular expression", .scalar = &scalar_regex};
static const struct schema regex_list = {.name = "a regular expression or a list of them",
                                         .scalar = &scalar_regex,
                                         .items = &regex};
static const struct schema network = {.name = "a network", .scalar = &scalar_network};
static const struct schema network_list = {.name = "a network or a list of networks",
                                           .scalar = &scalar_network,
                                           .items = &network};
static const struct schema type = {.name = "a record type", .scalar = &scalar_type};
static const struct schema type_list = {.name = "a record type or a list of them",
                                        .scalar = &scalar_type,
                                        .items = &type};
static const struct schema owner = {.name = "a pattern of owners", .scalar = &scalar_owner_pattern};
static const struct schema owner_list = {.name = "a pattern of owners or a list of them",
                                         .scalar = &scalar_owner_pattern,
                                         .items = &owner};
static const struct schema zone = {.name = "a pattern of zones", .scalar = &scalar_name_glob};
static const struct schema zone_list = {.name = "a pattern of zones or a list of them",
                                        .scalar = &scalar_name_glob,
                                        .items = &zone};
static const struct schema target = {.name = "a fact about a target", .scalar = &kind_target};
static const struct schema target_list = {.name = "a fact about a target or a list of them",
                                          .scalar = &kind_target,
                                          .items = &target};
static const struct schema each = {.name = "what a rule looks at", .scalar = &kind_each};

static const struct schema_key value_keys[] = {
    {"one-of", &text_list, "The value is one of these.", false},
    {"glob", &text_list, "A pattern matches its text.", false},
    {"regex", &regex_list, "A regular expression matches its text or a part of it.", false},
    {"min", &text, "The number is not below this.", false},
    {"max", &text, "The number is not above this.", false},
    {"network", &network_list, "The address is in this network.", false},
    {0},
};
static const struct schema value = {.name = "a value, a list of values, or a map of tests",
                                    .scalar = &scalar_text,
                                    .items = &text,
                                    .keys = value_keys};

static const struct schema_key records_keys[] = {
    {"type", &type_list, "Their type.", true},
    {"owner", &owner_list, "Their owner, relative to the apex, which is @.", false},
    {0},
};
static const struct schema records = {.name = "the type and owner of records",
                                      .keys = records_keys};

/* ---- Conditions */

/* Those that every part of a rule may have. */
#define COMMON_CONDITIONS \
    {"type", &type_list, "The type of the record.", false}, \
        {"owner", &owner_list, "The owner, relative to the apex, which is @.", false}, \
        {"zone", &zone_list, "The name of the zone.", false}, {"ttl", &value, "The TTL.", false}, \
    { \
        "target.is", &target_list, "What the zones know of the host that it names.", false \
    }

#define CONDITIONS(variable, called) \
    static const struct schema variable = {.name = (called), \
                                           .keys = variable##_keys, \
                                           .other_keys = &kind_condition_key, \
                                           .other_value = &value};

static const struct schema_key match_keys[] = {
    {"each", &each, "`zone`: the rule looks at each zone instead of each record.", false},
    {"has", &records, "The zone has such a record.", false},
    COMMON_CONDITIONS,
    {0},
};
static const struct schema_key unless_keys[] = {
    {"has", &records, "The zone has such a record.", false},
    COMMON_CONDITIONS,
    {0},
};
static const struct schema_key demand_keys[] = {
    {"exists", &records, "The zone has such a record.", false},
    COMMON_CONDITIONS,
    {0},
};
CONDITIONS(match, "a map of conditions on what the rule looks at")
CONDITIONS(unless, "a map of conditions on what is excepted")
CONDITIONS(demand, "a map of conditions on what is required or forbidden")

/* ---- Fix, tests, the rule */

static const struct schema id = {.name = "the name of a rule", .scalar = &kind_id};
static const struct schema severity = {.name = "a severity", .scalar = &scalar_severity};
static const struct schema level = {.name = "a level of fixes", .scalar = &kind_level};
static const struct schema name = {.name = "a domain name", .scalar = &scalar_name};

static void check_set_key(const struct scalar_kind *kind,
                          const struct scalar_check *check,
                          const struct yaml_node *scalar)
{
    (void)kind;
    static const char front[] = "rdata.";
    if (strncmp((const char *)scalar->text.data, front, sizeof(front) - 1) != 0) {
        policy_problem_add(check->problems, scalar->place, "%s cannot be set",
                           policy_quoted(check->problems->arena, scalar->text))
            ->help = "a fix sets ttl, or rdata.FIELD";
    }
}

static const struct scalar_kind kind_set_key = {.name = "what a fix may set",
                                                .check = check_set_key,
                                                .pattern = "^rdata\\.[a-z0-9-]+$",
                                                .json_type = STRING};
static const struct schema period = {.name = "a period", .scalar = &scalar_period};
static const struct schema_key set_keys[] = {
    {"ttl", &period, "The TTL of the record.", false},
    {0},
};
static const struct schema_demand set_demands[] = {
    {.kind = SCHEMA_ONE_PAIR, .message = "a fix sets one thing: either ttl or one field"},
    {0},
};
static const struct schema set = {.name = "set",
                                  .keys = set_keys,
                                  .demands = set_demands,
                                  .other_keys = &kind_set_key,
                                  .other_value = &text};

static const struct schema_key fix_keys[] = {
    {"set", &set, "What a record gets: ttl or rdata.FIELD, with the value.", true},
    {"level", &level, "`safe`, or `unsafe`, which it is by default.", false},
    {0},
};
static const struct schema fix = {.name = "fix", .keys = fix_keys};

static const struct schema_key test_keys[] = {
    {"ok", &text, "Records that the rule finds nothing in.", false},
    {"bad", &text, "Records that it finds something in.", false},
    {"fixed", &text, "What the fix makes of those.", false},
    {"message", &text, "The message of the first finding.", false},
    {"zone", &name, "The name of their zone: example.com by default.", false},
    {0},
};
static const struct schema_demand test_demands[] = {
    {.kind = SCHEMA_EXACTLY_ONE,
     .keys = {"bad", "ok"},
     .message = "a test has either \"ok\" or \"bad\""},
    {.kind = SCHEMA_NEEDS,
     .keys = {"fixed", "bad"},
     .message = "where nothing is found there is no fix"},
    {.kind = SCHEMA_NEEDS,
     .keys = {"message", "bad"},
     .message = "where nothing is found there is no message"},
    {0},
};
static const struct schema test = {.name = "a test", .keys = test_keys, .demands = test_demands};
static const struct schema tests = {.name = "a list of tests", .items = &test};

static const struct schema_key rule_keys[] = {
    {"id", &id, "Its name, which is shown behind `custom:`.", true},
    {"message", &text, "What is wrong, with placeholders such as {owner}.", true},
    {"match", &match, "Which records, or zones, the rule looks at.", true},
    {"require", &demand, "What those must be.", false},
    {"forbid", &demand, "What those must not be.", false},
    {"unless", &unless, "Which of those are excepted.", false},
    {"severity", &severity, "How much it matters: warning by default.", false},
    {"why", &text, "Why it matters.", false},
    {"docs", &text, "Where to read on.", false},
    {"fix", &fix, "What mends a record.", false},
    {"tests", &tests, "Records that the rule is tried with.", false},
    {0},
};
static const struct schema_demand rule_demands[] = {
    {.kind = SCHEMA_AT_LEAST_ONE,
     .keys = {"require", "forbid"},
     .message = "the rule has neither \"require\" nor \"forbid\", so it finds nothing"},
    {0},
};
static const struct schema rule = {.name = "a custom rule",
                                   .keys = rule_keys,
                                   .demands = rule_demands};

const struct schema custom_rules_schema = {.name = "a list of custom rules", .items = &rule};
