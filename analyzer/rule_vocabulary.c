/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/rule_vocabulary.h"

#include "analyzer/rule.h"
#include "analyzer/rule_options.h"

#define FLAW_RULE(name, family, severity, fix, summary, references) {(name), (family), (severity)},
#define RECORD_RULE(name, family, function, types, severity, fix, summary, references) \
    {(name), (family), (severity)},
#define NODE_RULE(name, family, function, types, severity, fix, summary, references) \
    {(name), (family), (severity)},
#define ZONE_RULE(name, family, function, severity, fix, summary, references) \
    {(name), (family), (severity)},
#define SUPPRESSION_RULE(name, family, function, severity, fix, summary, references) \
    {(name), (family), (severity)},
#define SET_RULE(name, family, function, severity, fix, summary, references) \
    {(name), (family), (severity)},

static const struct vocabulary_rule rules[] = {
#include "analyzer/rules.def"
};

const struct vocabulary rule_vocabulary = {
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .families = rule_families,
    .family_count = RULE_FAMILY_COUNT,
    .options = &rule_options_schema,
};
