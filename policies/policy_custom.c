/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/policy_custom.h"

/* The lists under `custom` of a layer: one, or with a problem more. NULL behind the last. */
static const struct yaml_node *list_at(const struct policy_layer *layer, size_t index)
{
    const struct yaml_node *root = layer->root;
    for (size_t i = 0; root != NULL && i < root->pairs.count; i++) {
        const struct yaml_pair *pair = &root->pairs.items[i];
        bool is_list = strcmp((const char *)pair->key->text.data, "custom") == 0 &&
                       pair->value->kind == YAML_LIST;
        if (is_list && index-- == 0) {
            return pair->value;
        }
    }
    return NULL;
}

static size_t count_rules(const struct policy_layers *layers)
{
    size_t count = 0;
    for (size_t i = 0; i < layers->items.count; i++) {
        const struct yaml_node *list;
        for (size_t k = 0; (list = list_at(&layers->items.items[i], k)) != NULL; k++) {
            count += list->items.count;
        }
    }
    return count;
}

/* Adds a name for each rule of the list, up to `most` in all. */
static size_t add_names(struct vocabulary_rule *rules,
                        size_t count,
                        size_t most,
                        const struct yaml_node *list,
                        struct arena *arena)
{
    for (size_t i = 0; i < list->items.count && count < most; i++) {
        const struct yaml_node *id = yaml_get(list->items.items[i], "id");
        if (id != NULL && id->kind == YAML_SCALAR && id->text.length > 0) {
            rules[count++] = (struct vocabulary_rule){
                .name = arena_format(arena, "custom:%s", (const char *)id->text.data),
                .family = "custom",
                .severity = SEVERITY_WARNING,
            };
        }
    }
    return count;
}

struct vocabulary policy_custom_vocabulary(const struct policy_layers *layers,
                                           const struct vocabulary *known)
{
    size_t custom = count_rules(layers);
    struct vocabulary vocabulary = *known;
    /* Rules beyond the limit are told when rules are made; until then their names are good, but no
     * list of rules grows by them. */
    vocabulary.open = known->open || layers->incomplete || custom > CUSTOM_RULES_MAX;
    if (custom == 0) {
        return vocabulary;
    }
    size_t most = known->rule_count + (custom < CUSTOM_RULES_MAX ? custom : CUSTOM_RULES_MAX);
    struct vocabulary_rule *rules = arena_get(layers->arena, most * sizeof(*rules));
    memcpy(rules, known->rules, known->rule_count * sizeof(*rules));
    for (size_t i = 0; i < layers->items.count; i++) {
        const struct yaml_node *list;
        for (size_t k = 0; (list = list_at(&layers->items.items[i], k)) != NULL; k++) {
            vocabulary.rule_count =
                add_names(rules, vocabulary.rule_count, most, list, layers->arena);
        }
    }
    vocabulary.rules = rules;
    return vocabulary;
}

static bool is_sound(const struct yaml_node *rule,
                     const struct vocabulary *vocabulary,
                     struct arena *arena)
{
    struct policy_problems told_already = policy_problems_start(arena);
    const struct scalar_check check = {.vocabulary = vocabulary, .problems = &told_already};
    schema_check(custom_rules_schema.items, rule, &check);
    bool sound = policy_problems_count(&told_already) == 0 && yaml_is_whole(rule);
    policy_problems_end(&told_already);
    return sound;
}

static struct yaml_node sound_rules(const struct yaml_node *list,
                                    const struct vocabulary *vocabulary,
                                    struct arena *arena)
{
    struct yaml_node sound = {.kind = YAML_LIST, .place = list->place};
    sound.items.items = arena_get(arena, (list->items.count + 1) * sizeof(*sound.items.items));
    for (size_t i = 0; i < list->items.count; i++) {
        if (is_sound(list->items.items[i], vocabulary, arena)) {
            sound.items.items[sound.items.count++] = list->items.items[i];
        }
    }
    return sound;
}

void policy_custom_make(struct custom_rules *rules,
                        const struct policy_layers *layers,
                        const struct vocabulary *vocabulary,
                        struct policy_problems *problems)
{
    for (size_t i = 0; i < layers->items.count; i++) {
        const struct yaml_node *list;
        for (size_t k = 0; (list = list_at(&layers->items.items[i], k)) != NULL; k++) {
            struct yaml_node sound = sound_rules(list, vocabulary, layers->arena);
            custom_rules_add(rules, &sound, problems);
        }
    }
}

void policy_custom_severities(const struct custom_rules *rules, struct vocabulary *vocabulary)
{
    if (rules->items.count == 0) {
        return;
    }
    size_t count = vocabulary->rule_count;
    size_t first = count - rules->items.count;
    struct vocabulary_rule *with = arena_get(rules->arena, count * sizeof(*with));
    memcpy(with, vocabulary->rules, count * sizeof(*with));
    for (size_t i = 0; i < rules->items.count; i++) {
        with[first + i].severity = rules->items.items[i].severity;
    }
    vocabulary->rules = with;
}
