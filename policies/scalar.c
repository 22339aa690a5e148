/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/scalar.h"

#include <strings.h>

#include "policies/glob.h"
#include "policies/network.h"
#include "policies/origin_pattern.h"
#include "policies/owner_pattern.h"
#include "policies/regex.h"
#include "policies/suppressions.h"
#include "zones/name.h"
#include "zones/period.h"
#include "zones/rrtype.h"

/* As far as the text stands in the file as it is: quotes are in front of it, and what an escape
 * stands for is shorter than the escape. */
struct policy_place scalar_place_within(const struct yaml_node *scalar,
                                        size_t offset,
                                        size_t length)
{
    struct policy_place place = scalar->place;
    struct bytes file = place.source->text;
    size_t front = scalar->quoted ? 1 : 0;
    bool as_written =
        place.end - place.start == scalar->text.length + 2 * front &&
        memcmp(file.data + place.start + front, scalar->text.data, scalar->text.length) == 0;
    if (as_written && offset < scalar->text.length) {
        place.start += (uint32_t)(front + offset);
        place.end = place.start + (uint32_t)length;
    }
    return place;
}

/* `"010" is not a period`. */
static struct policy_problem *tell_other_text(const struct scalar_kind *kind,
                                              const struct scalar_check *check,
                                              const struct yaml_node *scalar)
{
    return policy_problem_add(check->problems, scalar->place, "%s is not %s",
                              policy_quoted(check->problems->arena, scalar->text), kind->name);
}

static bool is_decimal(struct bytes text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (!byte_is_digit(text.data[i])) {
            return false;
        }
    }
    return text.length == 1 || text.data[0] != '0';
}

/* A zero in front means eight times as much elsewhere, so nobody knows what is meant. */
static bool has_zero_in_front(struct bytes text)
{
    return text.length > 1 && text.data[0] == '0' && byte_is_digit(text.data[1]);
}

/* ---- Words */

static const char *const boolean_words[] = {"true", "false", NULL};

static void check_boolean(const struct scalar_kind *kind,
                          const struct scalar_check *check,
                          const struct yaml_node *scalar)
{
    static const struct {
        const char *word;
        const char *meant;
    } others[] = {
        {"yes", "true"}, {"on", "true"},   {"y", "true"},  {"1", "true"},
        {"no", "false"}, {"off", "false"}, {"n", "false"}, {"0", "false"},
    };
    const char *text = (const char *)scalar->text.data;
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        if (strcasecmp(text, others[i].word) == 0) {
            tell_other_text(kind, check, scalar)->help =
                arena_format(check->problems->arena, "write %s", others[i].meant);
            return;
        }
    }
    scalar_check_word(kind, check, scalar);
}

static const char *const severity_words[] = {"off", "info", "warning", "error", NULL};

/* ---- Numbers */

static void check_count(const struct scalar_kind *kind,
                        const struct scalar_check *check,
                        const struct yaml_node *scalar)
{
    static const char max[] = "4294967295";
    size_t digits = sizeof(max) - 1;
    struct bytes text = scalar->text;
    if (!is_decimal(text) || text.length > digits ||
        (text.length == digits && memcmp(text.data, max, digits) > 0)) {
        tell_other_text(kind, check, scalar)->help = "it is decimal, and at most 4294967295";
    }
}

static void check_period(const struct scalar_kind *kind,
                         const struct scalar_check *check,
                         const struct yaml_node *scalar)
{
    uint64_t seconds;
    if (has_zero_in_front(scalar->text) || !period_from_text(scalar->text, &seconds) ||
        seconds == UINT64_MAX) {
        tell_other_text(kind, check, scalar)->help =
            "it is a number of seconds, or numbers with units, such as 1h30m or 2d";
    }
}

/* ---- Words of other modules */

static bool has_rule(const struct vocabulary *vocabulary, const char *text)
{
    static const char custom[] = "custom:";
    return (vocabulary->open && strncmp(text, custom, strlen(custom)) == 0) ||
           vocabulary_find(vocabulary, text) != VOCABULARY_NONE;
}

static bool has_family(const struct vocabulary *vocabulary, const char *text)
{
    for (size_t i = 0; i < vocabulary->family_count; i++) {
        if (strcmp(vocabulary->families[i], text) == 0) {
            return true;
        }
    }
    return false;
}

/* Comparing a word with all others takes a while, so nothing is looked for when nobody will see it. */
static void tell_unknown_rule(const struct scalar_kind *kind,
                              const struct scalar_check *check,
                              const struct yaml_node *scalar,
                              struct nearest nearest,
                              bool or_family)
{
    const struct vocabulary *vocabulary = check->vocabulary;
    struct policy_problem *problem = tell_other_text(kind, check, scalar);
    if (check->problems->left_out > 0) {
        return;
    }
    const char *text = (const char *)scalar->text.data;
    if (or_family && (strcmp(text, SELECT_DEFAULT) == 0 || strcmp(text, SELECT_ALL) == 0)) {
        problem->help = "it is a word of select and extend-select; `select: []` runs no rule";
        return;
    }
    for (size_t i = 0; i < vocabulary->rule_count; i++) {
        nearest_offer(&nearest, vocabulary->rules[i].name);
    }
    for (size_t i = 0; or_family && i < vocabulary->family_count; i++) {
        nearest_offer(&nearest, vocabulary->families[i]);
    }
    problem->help = nearest.found != NULL
                        ? arena_format(check->problems->arena, "there is \"%s\"", nearest.found)
                        : "`zonetidy rules` lists them";
}

static void check_rule(const struct scalar_kind *kind,
                       const struct scalar_check *check,
                       const struct yaml_node *scalar)
{
    const char *text = (const char *)scalar->text.data;
    if (!has_rule(check->vocabulary, text)) {
        tell_unknown_rule(kind, check, scalar, nearest_to(text), false);
    }
}

void scalar_check_rules(const struct scalar_kind *kind,
                        const struct scalar_check *check,
                        const struct yaml_node *scalar,
                        struct nearest nearest)
{
    const char *text = (const char *)scalar->text.data;
    if (!has_rule(check->vocabulary, text) && !has_family(check->vocabulary, text)) {
        tell_unknown_rule(kind, check, scalar, nearest, true);
    }
}

static void check_rules(const struct scalar_kind *kind,
                        const struct scalar_check *check,
                        const struct yaml_node *scalar)
{
    scalar_check_rules(kind, check, scalar, nearest_to((const char *)scalar->text.data));
}

static void check_type(const struct scalar_kind *kind,
                       const struct scalar_check *check,
                       const struct yaml_node *scalar)
{
    uint16_t code;
    if (!rrtype_from_text(scalar->text, &code)) {
        const char *nearest = rrtype_nearest(scalar->text);
        tell_other_text(kind, check, scalar)->help =
            nearest != NULL ? arena_format(check->problems->arena, "there is %s", nearest)
                            : "a type without a mnemonic is written as TYPE65280 (RFC 3597)";
    }
}

/* ---- Names, patterns, networks */

static void check_name(const struct scalar_kind *kind,
                       const struct scalar_check *check,
                       const struct yaml_node *scalar)
{
    uint8_t wire[NAME_OCTETS_MAX];
    enum flaw_kind flaw;
    if (name_wire_from_absolute(scalar->text, wire, &flaw) == 0) {
        tell_other_text(kind, check, scalar);
    }
}

static void check_glob(enum glob_kind glob_kind,
                       const struct scalar_check *check,
                       const struct yaml_node *scalar)
{
    struct glob_flaw flaw;
    if (glob_new(glob_kind, scalar->text, check->problems->arena, &flaw) == NULL) {
        policy_problem_add(check->problems, scalar_place_within(scalar, flaw.offset, 1), "%s",
                           flaw.message);
    }
}

static void check_name_glob(const struct scalar_kind *kind,
                            const struct scalar_check *check,
                            const struct yaml_node *scalar)
{
    (void)kind;
    check_glob(GLOB_NAME, check, scalar);
}

/* Whether the part of a pattern that begins here is `.` or `..`. */
static bool part_is_dots(struct bytes pattern, size_t start)
{
    size_t dots = 0;
    while (start + dots < pattern.length && pattern.data[start + dots] == '.') {
        dots++;
    }
    bool ends = start + dots == pattern.length || pattern.data[start + dots] == '/';
    return ends && (dots == 1 || dots == 2);
}

/* The paths that patterns are held against have none of these, so that such a pattern would be
 * passed over in silence. NULL: it has none either. */
static const char *path_glob_flaw(struct bytes pattern, size_t *ret_offset)
{
    *ret_offset = 0;
    if (pattern.data[0] == '/') {
        return "a path is seen from the folder of the policy: it begins without \"/\"";
    }
    for (size_t i = 0; i < pattern.length; i++) {
        *ret_offset = i;
        if (part_is_dots(pattern, i) && (i == 0 || pattern.data[i - 1] == '/')) {
            return "a path is seen from the folder of the policy: it has no \".\" and no \"..\"";
        }
    }
    return pattern.data[pattern.length - 1] == '/'
               ? "a folder is named without \"/\" at the end, and all that is in it with \"/**\""
               : NULL;
}

static void check_path_glob(const struct scalar_kind *kind,
                            const struct scalar_check *check,
                            const struct yaml_node *scalar)
{
    (void)kind;
    size_t offset;
    const char *flaw = path_glob_flaw(scalar->text, &offset);
    if (flaw != NULL) {
        policy_problem_add(check->problems, scalar_place_within(scalar, offset, 1), "%s", flaw);
        return;
    }
    check_glob(GLOB_PATH, check, scalar);
}

static void check_owner_pattern(const struct scalar_kind *kind,
                                const struct scalar_check *check,
                                const struct yaml_node *scalar)
{
    (void)kind;
    struct glob_flaw flaw;
    if (owner_pattern_new(scalar->text, check->problems->arena, &flaw) == NULL) {
        policy_problem_add(check->problems, scalar_place_within(scalar, flaw.offset, 1), "%s",
                           flaw.message);
    }
}

static void check_origin_pattern(const struct scalar_kind *kind,
                                 const struct scalar_check *check,
                                 const struct yaml_node *scalar)
{
    (void)kind;
    struct glob_flaw flaw;
    if (origin_pattern_new(scalar->text, check->problems->arena, &flaw) == NULL) {
        policy_problem_add(check->problems, scalar_place_within(scalar, flaw.offset, 1), "%s",
                           flaw.message);
    }
}

static void check_suppression_pattern(const struct scalar_kind *kind,
                                      const struct scalar_check *check,
                                      const struct yaml_node *scalar)
{
    (void)kind;
    struct suppression_pattern pattern;
    struct suppression_pattern_flaw flaw;
    if (!suppression_pattern_read(scalar->text, &pattern, &flaw)) {
        policy_problem_add(check->problems, scalar_place_within(scalar, flaw.offset, 1), "%s",
                           flaw.message);
    }
}

static void check_regex(const struct scalar_kind *kind,
                        const struct scalar_check *check,
                        const struct yaml_node *scalar)
{
    (void)kind;
    struct regex_flaw flaw;
    struct regex *regex = regex_new(scalar->text, check->problems->arena, &flaw);
    if (regex == NULL) {
        policy_problem_add(check->problems, scalar_place_within(scalar, flaw.offset, 1), "%s",
                           flaw.message);
    }
    regex_free(regex);
}

static void check_network(const struct scalar_kind *kind,
                          const struct scalar_check *check,
                          const struct yaml_node *scalar)
{
    struct network network;
    struct network_flaw flaw;
    if (!network_from_text(scalar->text, check->problems->arena, &network, &flaw)) {
        tell_other_text(kind, check, scalar)->help = flaw.message;
    }
}

static void check_address(const struct scalar_kind *kind,
                          const struct scalar_check *check,
                          const struct yaml_node *scalar)
{
    struct network network;
    struct network_flaw flaw;
    if (memchr(scalar->text.data, '/', scalar->text.length) != NULL) {
        tell_other_text(kind, check, scalar)->help = "it is one address, without a prefix length";
    } else if (!network_from_text(scalar->text, check->problems->arena, &network, &flaw)) {
        tell_other_text(kind, check, scalar)->help = flaw.message;
    }
}

/* ---- The table */

#define STRING "\"string\""
#define STRING_OR_INTEGER "[\"string\", \"integer\"]"

const struct scalar_kind scalar_text = {.name = "a text", .json_type = STRING};
const struct scalar_kind scalar_boolean = {.name = "true or false",
                                           .check = check_boolean,
                                           .words = boolean_words,
                                           .json_type = "\"boolean\""};
const struct scalar_kind scalar_count = {.name = "a count",
                                         .check = check_count,
                                         .json_type = "\"integer\""};
const struct scalar_kind scalar_period = {.name = "a period",
                                          .check = check_period,
                                          .pattern = "^([0-9]+[smhdwSMHDW]?)+$",
                                          .json_type = STRING_OR_INTEGER};
const struct scalar_kind scalar_severity = {.name = "a severity",
                                            .check = scalar_check_word,
                                            .words = severity_words,
                                            .json_type = STRING};
const struct scalar_kind scalar_rule = {.name = "a rule",
                                        .check = check_rule,
                                        .vocabulary = SCALAR_RULES,
                                        .json_type = STRING};
const struct scalar_kind scalar_rules = {.name = "a rule or a family of rules",
                                         .check = check_rules,
                                         .vocabulary = SCALAR_RULES_AND_FAMILIES,
                                         .json_type = STRING};
const struct scalar_kind scalar_type = {.name = "a record type",
                                        .check = check_type,
                                        .pattern = "^[A-Za-z][A-Za-z0-9-]*$",
                                        .json_type = STRING};
const struct scalar_kind scalar_name = {.name = "a domain name",
                                        .check = check_name,
                                        .json_type = STRING};
const struct scalar_kind scalar_name_glob = {.name = "a pattern of names",
                                             .check = check_name_glob,
                                             .json_type = STRING};
const struct scalar_kind scalar_path_glob = {.name = "a pattern of paths",
                                             .check = check_path_glob,
                                             .json_type = STRING};
const struct scalar_kind scalar_owner_pattern = {.name = "a pattern of owners",
                                                 .check = check_owner_pattern,
                                                 .json_type = STRING};
const struct scalar_kind scalar_origin_pattern = {.name = "a pattern of file names",
                                                  .check = check_origin_pattern,
                                                  .json_type = STRING};
const struct scalar_kind scalar_suppression_pattern = {.name = "a pattern of comments",
                                                       .check = check_suppression_pattern,
                                                       .json_type = STRING};
const struct scalar_kind scalar_regex = {.name = "a regular expression",
                                         .check = check_regex,
                                         .json_type = STRING};
const struct scalar_kind scalar_network = {.name = "a network",
                                           .check = check_network,
                                           .pattern = "^[0-9A-Fa-f:.]+(/[0-9]+)?$",
                                           .json_type = STRING};
const struct scalar_kind scalar_address = {.name = "an address",
                                           .check = check_address,
                                           .pattern = "^[0-9A-Fa-f:.]+$",
                                           .json_type = STRING};
