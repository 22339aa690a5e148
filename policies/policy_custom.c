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

/* What the parts of custom rules are looked at with. */
struct custom_reader {
    const struct vocabulary *vocabulary;
    struct arena *arena;
};

/* Whether a node was read whole, and the schema finds nothing wrong with it. That was told already. */
static bool is_sound(const struct custom_reader *reader,
                     const struct schema *schema,
                     const struct yaml_node *node)
{
    struct policy_problems told_already = policy_problems_start(reader->arena);
    const struct scalar_check check = {.vocabulary = reader->vocabulary, .problems = &told_already};
    schema_check(schema, node, &check);
    bool sound = policy_problems_count(&told_already) == 0 && yaml_is_whole(node);
    policy_problems_end(&told_already);
    return sound;
}

static struct yaml_node *text_node(const struct custom_reader *reader,
                                   const char *text,
                                   struct policy_place place)
{
    struct yaml_node *node = arena_get_zeroed(reader->arena, sizeof(*node));
    *node = (struct yaml_node){
        .kind = YAML_SCALAR, .quoted = true, .place = place, .text = bytes_from_string(text)};
    return node;
}

static void add_pair(struct yaml_node *map, const struct yaml_node *key, struct yaml_node *value)
{
    map->pairs.items[map->pairs.count++] = (struct yaml_pair){key, value};
}

/* The keys that are sound, for the problems that they have together: a rule made of these is not
 * used. The tests of a rule are about all of it. NULL when nobody knows what the rule looks at. */
static struct yaml_node *sound_part(const struct custom_reader *reader,
                                    const struct yaml_node *rule)
{
    static const char *const needed[] = {"id", "message"};
    enum { NEEDED = sizeof(needed) / sizeof(needed[0]) };
    struct yaml_node *part = arena_get_zeroed(reader->arena, sizeof(*part));
    part->kind = YAML_MAP;
    part->place = rule->place;
    part->pairs.items =
        arena_get(reader->arena, (rule->pairs.count + NEEDED) * sizeof(*part->pairs.items));
    for (size_t i = 0; i < rule->pairs.count; i++) {
        const struct yaml_pair *pair = &rule->pairs.items[i];
        const char *name = (const char *)pair->key->text.data;
        const struct schema_key *key = schema_key_find(custom_rules_schema.items, name);
        if (key != NULL && strcmp(name, "tests") != 0 &&
            is_sound(reader, key->value, pair->value)) {
            add_pair(part, pair->key, pair->value);
        }
    }
    if (yaml_get(part, "match") == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < NEEDED; i++) {
        if (yaml_get(part, needed[i]) == NULL) {
            const char *unlike_others = arena_format(reader->arena, "at %u of %s",
                                                     rule->place.start, rule->place.source->path);
            add_pair(part, text_node(reader, needed[i], rule->place),
                     text_node(reader, unlike_others, rule->place));
        }
    }
    return part;
}

static struct yaml_node sound_rules(const struct custom_reader *reader,
                                    const struct yaml_node *list)
{
    struct yaml_node sound = {.kind = YAML_LIST, .place = list->place};
    sound.items.items =
        arena_get(reader->arena, (list->items.count + 1) * sizeof(*sound.items.items));
    for (size_t i = 0; i < list->items.count; i++) {
        struct yaml_node *rule = list->items.items[i];
        if (!is_sound(reader, custom_rules_schema.items, rule)) {
            rule = rule->kind == YAML_MAP ? sound_part(reader, rule) : NULL;
        }
        if (rule != NULL) {
            sound.items.items[sound.items.count++] = rule;
        }
    }
    return sound;
}

void policy_custom_make(struct custom_rules *rules,
                        const struct policy_layers *layers,
                        const struct vocabulary *vocabulary,
                        struct policy_problems *problems)
{
    const struct custom_reader reader = {vocabulary, layers->arena};
    for (size_t i = 0; i < layers->items.count; i++) {
        const struct yaml_node *list;
        for (size_t k = 0; (list = list_at(&layers->items.items[i], k)) != NULL; k++) {
            struct yaml_node sound = sound_rules(&reader, list);
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
