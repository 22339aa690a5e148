/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/rule_setting.h"

#include <assert.h>
#include <stdlib.h>

#include "zones/base/memory.h"

static const char *node_string(const struct yaml_node *node)
{
    return (const char *)node->text.data;
}

/* What has no severity of its own is told as a warning when somebody selects it. */
static enum severity severity_selected(const struct vocabulary_rule *rule)
{
    return rule->severity == SEVERITY_OFF ? SEVERITY_WARNING : rule->severity;
}

struct rule_setting rule_setting_start(const struct vocabulary_rule *rule)
{
    return (struct rule_setting){
        .on = rule->severity != SEVERITY_OFF,
        .severity = severity_selected(rule),
        .fix = FIX_LEVEL_SAFE,
    };
}

void rule_settings_start(const struct vocabulary *vocabulary, struct rule_setting *settings)
{
    for (size_t i = 0; i < vocabulary->rule_count; i++) {
        settings[i] = rule_setting_start(&vocabulary->rules[i]);
    }
}

/* ---- From a policy */

/* Whether a word of a policy that is no rule's name means a rule. */
static bool word_means(const char *word, const struct vocabulary_rule *rule)
{
    return strcmp(word, SELECT_ALL) == 0 || strcmp(word, rule->family) == 0 ||
           (strcmp(word, SELECT_DEFAULT) == 0 && rule->severity != SEVERITY_OFF);
}

/* `done` tells the rules that a list has named already, by rule; NULL: it is no list. */
static void add_effect(struct rule_effects *effects, struct rule_effect effect, bool *done)
{
    if (done == NULL || !done[effect.rule]) {
        VECTOR_PUSH(&effects->items, effect);
    }
    if (done != NULL) {
        done[effect.rule] = true;
    }
}

static void add_effects_of_word(struct rule_effects *effects,
                                const struct vocabulary *vocabulary,
                                const struct yaml_node *word,
                                enum rule_effect_kind kind,
                                bool *done)
{
    struct rule_effect effect = {.kind = kind, .place = word->place};
    effect.rule = vocabulary_find(vocabulary, node_string(word));
    if (effect.rule != VOCABULARY_NONE) {
        add_effect(effects, effect, done);
        return;
    }
    for (size_t i = 0; i < vocabulary->rule_count; i++) {
        if (word_means(node_string(word), &vocabulary->rules[i])) {
            effect.rule = (int)i;
            add_effect(effects, effect, done);
        }
    }
}

/* However often a list names a rule, it has one effect on it. */
static void add_effects_of_words(struct rule_effects *effects,
                                 const struct vocabulary *vocabulary,
                                 const struct yaml_node *words,
                                 enum rule_effect_kind kind)
{
    size_t count = yaml_text_count(words);
    bool *done = count < 2 ? NULL : memory_get_zeroed(vocabulary->rule_count, sizeof(*done));
    for (size_t i = 0; i < count; i++) {
        add_effects_of_word(effects, vocabulary, yaml_text_at(words, i), kind, done);
    }
    free(done);
}

static void add_effects_of_pair(struct rule_effects *effects,
                                const struct vocabulary *vocabulary,
                                const struct yaml_pair *pair,
                                enum rule_effect_kind kind,
                                int value)
{
    size_t start = effects->items.count;
    add_effects_of_word(effects, vocabulary, pair->key, kind, NULL);
    for (size_t i = start; i < effects->items.count; i++) {
        effects->items.items[i].value = value;
        effects->items.items[i].place = pair->value->place;
    }
}

/* Once for the families and once for the rules: what names a rule counts more. */
static void add_severities(struct rule_effects *effects,
                           const struct vocabulary *vocabulary,
                           const struct yaml_node *map,
                           bool of_rules)
{
    for (size_t i = 0; map != NULL && i < map->pairs.count; i++) {
        const struct yaml_pair *pair = &map->pairs.items[i];
        enum severity severity;
        if ((vocabulary_find(vocabulary, node_string(pair->key)) != VOCABULARY_NONE) != of_rules) {
            continue;
        }
        bool known = severity_from_text(node_string(pair->value), &severity);
        assert(known);
        add_effects_of_pair(effects, vocabulary, pair,
                            of_rules ? EFFECT_SEVERITY : EFFECT_FAMILY_SEVERITY,
                            known ? (int)severity : 0);
    }
}

static void add_fix_levels(struct rule_effects *effects,
                           const struct vocabulary *vocabulary,
                           const struct yaml_node *map,
                           bool of_rules)
{
    for (size_t i = 0; map != NULL && i < map->pairs.count; i++) {
        const struct yaml_pair *pair = &map->pairs.items[i];
        enum fix_level level;
        if ((vocabulary_find(vocabulary, node_string(pair->key)) != VOCABULARY_NONE) != of_rules) {
            continue;
        }
        bool known = fix_level_from_text(node_string(pair->value), &level);
        assert(known);
        add_effects_of_pair(effects, vocabulary, pair, EFFECT_FIX, known ? (int)level : 0);
    }
}

void rule_effects_add(struct rule_effects *effects,
                      const struct vocabulary *vocabulary,
                      const struct yaml_node *rules,
                      const struct yaml_node *fix)
{
    const struct yaml_node *select = yaml_get(rules, "select");
    if (select != NULL) {
        struct rule_effect none = {
            .kind = EFFECT_SELECT_NONE, .rule = RULE_EVERY, .place = select->place};
        VECTOR_PUSH(&effects->items, none);
    }
    add_effects_of_words(effects, vocabulary, select, EFFECT_ON);
    add_effects_of_words(effects, vocabulary, yaml_get(rules, "extend-select"), EFFECT_ON);
    add_effects_of_words(effects, vocabulary, yaml_get(rules, "ignore"), EFFECT_OFF);
    add_severities(effects, vocabulary, yaml_get(rules, "severity"), false);
    add_severities(effects, vocabulary, yaml_get(rules, "severity"), true);
    const struct yaml_node *level = yaml_get(fix, "level");
    if (level != NULL) {
        enum fix_level value = FIX_LEVEL_OFF;
        bool known = fix_level_from_text(node_string(level), &value);
        assert(known);
        struct rule_effect effect = {.kind = EFFECT_FIX_LEVEL,
                                     .rule = RULE_EVERY,
                                     .value = known ? (int)value : 0,
                                     .place = level->place};
        VECTOR_PUSH(&effects->items, effect);
    }
    add_fix_levels(effects, vocabulary, yaml_get(fix, "rules"), false);
    add_fix_levels(effects, vocabulary, yaml_get(fix, "rules"), true);
}

/* ---- On settings */

static void set_severity(struct rule_setting *setting, const struct rule_effect *effect)
{
    if (effect->value == SEVERITY_OFF) {
        setting->on = false;
    } else {
        setting->severity = (enum severity)effect->value;
        setting->on = setting->on || effect->kind == EFFECT_SEVERITY;
    }
}

/* A rule that is `off` by name stays so when the level of all rules rises again. */
static bool level_counts(const struct rule_setting *setting, const struct rule_effect *effect)
{
    return !setting->fix_is_named ||
           (effect->value == FIX_LEVEL_OFF && setting->fix != FIX_LEVEL_OFF);
}

/* Returns which of the places tells of it; NULL when the effect changes nothing. */
static struct policy_place *apply(const struct rule_effect *effect,
                                  struct rule_setting *setting,
                                  struct rule_places *places)
{
    switch (effect->kind) {
    case EFFECT_SELECT_NONE:
    case EFFECT_OFF:
        setting->on = false;
        return &places->severity;
    case EFFECT_ON:
        setting->on = true;
        return &places->severity;
    case EFFECT_SEVERITY:
    case EFFECT_FAMILY_SEVERITY:
        set_severity(setting, effect);
        return &places->severity;
    case EFFECT_FIX_LEVEL:
        if (!level_counts(setting, effect)) {
            return NULL;
        }
        break;
    case EFFECT_FIX:
        break;
    }
    setting->fix_is_named = effect->kind == EFFECT_FIX;
    setting->fix = (enum fix_level)effect->value;
    return &places->fix;
}

void rule_effects_apply(const struct rule_effects *effects,
                        struct rule_setting *settings,
                        size_t rule_count)
{
    struct rule_places nowhere;
    for (size_t i = 0; i < effects->items.count; i++) {
        const struct rule_effect *effect = &effects->items.items[i];
        size_t first = effect->rule == RULE_EVERY ? 0 : (size_t)effect->rule;
        size_t end = effect->rule == RULE_EVERY ? rule_count : first + 1;
        for (size_t k = first; k < end; k++) {
            apply(effect, &settings[k], &nowhere);
        }
    }
}

void rule_effects_apply_to(const struct rule_effects *effects,
                           int rule,
                           struct rule_setting *setting,
                           struct rule_places *places)
{
    struct rule_places nowhere;
    for (size_t i = 0; i < effects->items.count; i++) {
        const struct rule_effect *effect = &effects->items.items[i];
        if (effect->rule != RULE_EVERY && effect->rule != rule) {
            continue;
        }
        struct policy_place *place = apply(effect, setting, places == NULL ? &nowhere : places);
        if (place != NULL) {
            *place = effect->place;
        }
    }
}

bool rule_effects_may_switch_on(const struct rule_effects *effects, int rule)
{
    for (size_t i = 0; i < effects->items.count; i++) {
        const struct rule_effect *effect = &effects->items.items[i];
        if (effect->rule == rule &&
            (effect->kind == EFFECT_ON ||
             (effect->kind == EFFECT_SEVERITY && effect->value != SEVERITY_OFF))) {
            return true;
        }
    }
    return false;
}
