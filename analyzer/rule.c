/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/rule.h"

#include <string.h>

#include "analyzer/rules/rules.h"
#include "zones/base/nearest.h"

#define FLAW_RULE(rule_name, rule_family, level, best_fix, text, sources) \
    {.name = (rule_name), \
     .family = (rule_family), \
     .scope = RULE_FLAW, \
     .severity = (level), \
     .fix = (best_fix), \
     .summary = (text), \
     .references = (sources), \
     .run.flaw = rule_flaw},
#define RECORD_RULE(rule_name, rule_family, function, wakers, level, best_fix, text, sources) \
    {.name = (rule_name), \
     .family = (rule_family), \
     .scope = RULE_RECORD, \
     .types = (wakers), \
     .severity = (level), \
     .fix = (best_fix), \
     .summary = (text), \
     .references = (sources), \
     .run.record = rule_##function},
#define NODE_RULE(rule_name, rule_family, function, wakers, level, best_fix, text, sources) \
    {.name = (rule_name), \
     .family = (rule_family), \
     .scope = RULE_NODE, \
     .types = (wakers), \
     .severity = (level), \
     .fix = (best_fix), \
     .summary = (text), \
     .references = (sources), \
     .run.node = rule_##function},
#define ZONE_RULE(rule_name, rule_family, function, level, best_fix, text, sources) \
    {.name = (rule_name), \
     .family = (rule_family), \
     .scope = RULE_ZONE, \
     .severity = (level), \
     .fix = (best_fix), \
     .summary = (text), \
     .references = (sources), \
     .run.zone = rule_##function},
#define SUPPRESSION_RULE(rule_name, rule_family, function, level, best_fix, text, sources) \
    {.name = (rule_name), \
     .family = (rule_family), \
     .scope = RULE_SUPPRESSION, \
     .severity = (level), \
     .fix = (best_fix), \
     .summary = (text), \
     .references = (sources), \
     .run.suppression = rule_##function},
#define SET_RULE(rule_name, rule_family, function, level, best_fix, text, sources) \
    {.name = (rule_name), \
     .family = (rule_family), \
     .scope = RULE_SET, \
     .severity = (level), \
     .fix = (best_fix), \
     .summary = (text), \
     .references = (sources), \
     .run.set = rule_##function},

const char *const rule_families[RULE_FAMILY_COUNT] = {
    "reading", "ttl",     "include", "zone",        "records", "alias",  "delegation",
    "mail",    "service", "reverse", "suppression", "policy",  "custom",
};

static const struct rule rules[] = {
#include "analyzer/rules.def"
};

const char *rule_scope_text(enum rule_scope scope)
{
    static const char *const texts[] = {
        [RULE_FLAW] = "entry", [RULE_RECORD] = "record",       [RULE_NODE] = "name",
        [RULE_ZONE] = "zone",  [RULE_SUPPRESSION] = "comment", [RULE_SET] = "zones",
    };
    return texts[scope];
}

size_t rule_count(void)
{
    return sizeof(rules) / sizeof(rules[0]);
}

const struct rule *rule_at(size_t index)
{
    return &rules[index];
}

int rule_number(const struct rule *rule)
{
    return (int)(rule - rules);
}

const struct rule *rule_find(const char *name)
{
    for (size_t i = 0; i < rule_count(); i++) {
        if (strcmp(rules[i].name, name) == 0) {
            return &rules[i];
        }
    }
    return NULL;
}

const char *rule_nearest(const char *name)
{
    struct nearest nearest = nearest_to(name);
    for (size_t i = 0; i < rule_count(); i++) {
        nearest_offer(&nearest, rules[i].name);
    }
    return nearest.found;
}
