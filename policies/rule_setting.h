/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/fix_level.h"
#include "policies/vocabulary.h"
#include "policies/yaml.h"

/** What a policy says of one rule. */
struct rule_setting {
    bool on;
    bool fix_is_named;      /**< `fix` is said of this rule, or its family, by name */
    enum severity severity; /**< when it is on: never SEVERITY_OFF */
    enum fix_level fix;     /**< which fixes of its findings may be taken */
};

/** Where that is said; no source: by default. */
struct rule_places {
    struct policy_place severity; /**< and whether it is on */
    struct policy_place fix;
};

/** The setting of a rule as it is before any policy: on when it has a severity of its own, and safe
 * fixes may be taken. */
struct rule_setting rule_setting_start(const struct vocabulary_rule *rule);

/** The same for all rules of the vocabulary; `settings` has room for them. */
void rule_settings_start(const struct vocabulary *vocabulary, struct rule_setting *settings);

enum rule_effect_kind {
    EFFECT_SELECT_NONE, /**< of all rules: off, before others are selected */
    EFFECT_ON,
    EFFECT_OFF,
    EFFECT_SEVERITY,        /**< of a rule that is named: it is on with it, or off */
    EFFECT_FAMILY_SEVERITY, /**< of a rule whose family is named: the same, but never switched on */
    EFFECT_FIX_LEVEL,       /**< of all rules that are not named; `off` is for those too */
    EFFECT_FIX,             /**< of a rule that is named, itself or by its family */
};

/** One thing that `rules` or `fix` of a policy or an override does. */
struct rule_effect {
    enum rule_effect_kind kind;
    int rule;  /**< its number; RULE_EVERY: each one */
    int value; /**< severity or level of fixes */
    struct policy_place place;
};

enum { RULE_EVERY = -1 };

/** What is done, in order. */
struct rule_effects {
    VECTOR(struct rule_effect) items;
};

/** Adds what a checked map `rules`, and a checked map `fix`, do. Either may be NULL. In a map of
 * severities or levels, rules count more than families. */
void rule_effects_add(struct rule_effects *effects,
                      const struct vocabulary *vocabulary,
                      const struct yaml_node *rules,
                      const struct yaml_node *fix);

/** Does it to the settings of all rules. */
void rule_effects_apply(const struct rule_effects *effects,
                        struct rule_setting *settings,
                        size_t rule_count);

/** Does it to the setting of one rule, and notes where it is said in `places`, which may be NULL. */
void rule_effects_apply_to(const struct rule_effects *effects,
                           int rule,
                           struct rule_setting *setting,
                           struct rule_places *places);

/** Whether the rule may become on by it. */
bool rule_effects_may_switch_on(const struct rule_effects *effects, int rule);
