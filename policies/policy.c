/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/policy.h"

#include <assert.h>
#include <stdlib.h>

#include "policies/override_like.h"
#include "policies/policy_check.h"
#include "policies/policy_custom.h"
#include "policies/zone_policy.h"
#include "zones/base/instant.h"
#include "zones/path.h"
#include "zones/rrtype.h"
#include "zones/zone_name.h"

static const char *node_string(const struct yaml_node *node)
{
    return (const char *)node->text.data;
}

/* ---- What the layers say */

static const struct yaml_node *layer_get(const struct policy_layer *layer,
                                         const char *first,
                                         const char *second)
{
    const struct yaml_node *value = yaml_get(layer->root, first);
    return second == NULL ? value : yaml_get(value, second);
}

const struct yaml_node *policy_value(const struct policy *policy,
                                     const char *first,
                                     const char *second,
                                     const struct policy_layer **ret_layer)
{
    for (size_t i = policy->layers.items.count; i > 0; i--) {
        const struct policy_layer *layer = &policy->layers.items.items[i - 1];
        const struct yaml_node *value = layer_get(layer, first, second);
        if (value != NULL) {
            if (ret_layer != NULL) {
                *ret_layer = layer;
            }
            return value;
        }
    }
    return NULL;
}

struct policy_maker {
    struct policy *policy;
    struct policy_problems *problems;
    size_t *effect_count; /* of all overrides so far */
};

/* ---- Making */

static void add_globs(const struct policy_maker *maker,
                      enum glob_kind kind,
                      const struct yaml_node *texts,
                      struct policy_paths *paths)
{
    struct glob_flaw flaw;
    for (size_t i = 0; i < yaml_text_count(texts); i++) {
        const struct glob *glob =
            glob_new(kind, yaml_text_at(texts, i)->text, maker->policy->arena, &flaw);
        assert(glob != NULL);
        VECTOR_PUSH(&paths->globs, glob);
    }
}

static void add_owner_patterns(const struct policy_maker *maker,
                               const struct yaml_node *texts,
                               struct policy_override *override)
{
    struct glob_flaw flaw;
    for (size_t i = 0; i < yaml_text_count(texts); i++) {
        const struct owner_pattern *pattern =
            owner_pattern_new(yaml_text_at(texts, i)->text, maker->policy->arena, &flaw);
        assert(pattern != NULL);
        VECTOR_PUSH(&override->owners, pattern);
    }
}

static void add_types(const struct yaml_node *texts, struct policy_override *override)
{
    for (size_t i = 0; i < yaml_text_count(texts); i++) {
        uint16_t type = 0;
        bool known = rrtype_from_text(yaml_text_at(texts, i)->text, &type);
        assert(known);
        if (known) {
            VECTOR_PUSH(&override->types, type);
        }
    }
}

/* The day that is named is the last one. */
static int64_t end_of_day(const struct yaml_node *date)
{
    enum { DAY_SECONDS = 24 * 60 * 60 };
    int64_t seconds = 0;
    if (date == NULL) {
        return INT64_MAX;
    }
    bool known = instant_from_text(node_string(date), &seconds);
    assert(known);
    return known ? seconds + DAY_SECONDS : INT64_MAX;
}

static void add_override(const struct policy_maker *maker,
                         const struct policy_layer *layer,
                         const struct yaml_node *node)
{
    const struct yaml_node *rules = yaml_get(node, "rules");
    const struct yaml_node *fix = yaml_get(node, "fix");
    const struct yaml_node *reason = yaml_get(node, "reason");
    const struct yaml_node *until = yaml_get(node, "until");
    struct policy_override override = {
        .place = node->place,
        .node = node,
        .files = {.folder = layer->folder},
        .options = yaml_get(rules, "options"),
        .serial = yaml_get(fix, "serial"),
        .prefer = yaml_get(yaml_get(fix, "ptr"), "prefer"),
        .reason = reason == NULL ? NULL : node_string(reason),
        .until = until == NULL ? node->place : until->place,
        .ends = end_of_day(until),
    };
    struct policy_paths zones = {0};
    add_globs(maker, GLOB_PATH, yaml_get(node, "files"), &override.files);
    add_globs(maker, GLOB_NAME, yaml_get(node, "zones"), &zones);
    override.zones.items = zones.globs.items;
    override.zones.count = zones.globs.count;
    override.zones.capacity = zones.globs.capacity;
    add_owner_patterns(maker, yaml_get(node, "owners"), &override);
    add_types(yaml_get(node, "types"), &override);
    rule_effects_add(&override.effects, &maker->policy->vocabulary, rules, fix);
    VECTOR_PUSH(&maker->policy->overrides, override);
    *maker->effect_count += override.effects.items.count;
}

/* A line may select every rule, so that many lines take far more room than their file. */
static void add_overrides(const struct policy_maker *maker, const struct policy_layer *layer)
{
    const struct yaml_node *overrides = layer_get(layer, "overrides", NULL);
    for (size_t i = 0; overrides != NULL && i < overrides->items.count; i++) {
        const struct yaml_node *override = overrides->items.items[i];
        if (*maker->effect_count >= POLICY_EFFECTS_MAX) {
            policy_problem_add(maker->problems, override->place,
                               "the overrides in front of this one name too many rules")
                ->help = "a rule that is named, itself or by its family, counts once for each, "
                         "and there may be 1000000";
            return;
        }
        add_override(maker, layer, override);
    }
}

static void add_replies(const struct policy_maker *maker, const struct yaml_node *replies)
{
    struct policy *policy = maker->policy;
    for (size_t i = 0; replies != NULL && i < replies->pairs.count; i++) {
        const struct yaml_pair *pair = &replies->pairs.items[i];
        for (size_t k = 0; k < yaml_text_count(pair->value); k++) {
            struct policy_reply reply = {
                .rule = vocabulary_find(&policy->vocabulary, node_string(pair->key)),
                .text = node_string(yaml_text_at(pair->value, k)),
            };
            VECTOR_PUSH(&policy->replies, reply);
        }
    }
}

/* A path of a layer, seen from its folder. */
static const char *path_of(const struct policy *policy,
                           const struct policy_layer *layer,
                           const struct yaml_node *path)
{
    if (layer->folder == NULL) {
        return node_string(path);
    }
    const char *folder = arena_format(policy->arena, "%s/", layer->folder);
    return path_join(policy->arena, bytes_from_string(folder), path->text);
}

static void add_zone_map(struct policy *policy, const struct policy_layer *layer)
{
    const struct yaml_node *map = layer_get(layer, "zones", "map");
    for (size_t i = 0; map != NULL && i < map->pairs.count; i++) {
        const struct yaml_pair *pair = &map->pairs.items[i];
        struct policy_zone zone = {
            .name = zone_name_canonical(pair->key->text, policy->arena),
            .path = path_of(policy, layer, pair->value),
            .order = policy->zone_map.count,
            .place = pair->key->place,
        };
        VECTOR_PUSH(&policy->zone_map, zone);
    }
}

static int compare_zones(const void *a, const void *b)
{
    const struct policy_zone *left = a;
    const struct policy_zone *right = b;
    int order = strcmp(left->name, right->name);
    return order != 0 ? order : left->order < right->order ? -1 : left->order > right->order;
}

/* Of what is said of one zone, the last counts. */
static void settle_zone_map(struct policy *policy)
{
    struct policy_zone *zones = policy->zone_map.items;
    size_t kept = 0;
    if (policy->zone_map.count > 1) {
        qsort(zones, policy->zone_map.count, sizeof(zones[0]), compare_zones);
    }
    for (size_t i = 0; i < policy->zone_map.count; i++) {
        bool is_last =
            i + 1 == policy->zone_map.count || strcmp(zones[i].name, zones[i + 1].name) != 0;
        if (is_last) {
            zones[kept++] = zones[i];
        }
    }
    policy->zone_map.count = kept;
}

static void add_layer(const struct policy_maker *maker, const struct policy_layer *layer)
{
    struct policy *policy = maker->policy;
    const struct yaml_node *rules = layer_get(layer, "rules", NULL);
    rule_effects_add(layer->is_command_line ? &policy->of_command_line : &policy->effects,
                     &policy->vocabulary, rules, layer_get(layer, "fix", NULL));
    add_replies(maker, yaml_get(rules, "reply"));
    add_zone_map(policy, layer);
    add_overrides(maker, layer);
}

static enum severity level_of(const struct policy *policy, const char *key)
{
    const struct yaml_node *node = policy_value(policy, "report", key, NULL);
    enum severity severity = SEVERITY_WARNING;
    if (node != NULL) {
        bool known = severity_from_text(node_string(node), &severity);
        assert(known);
    }
    return severity;
}

static void add_paths(const struct policy_maker *maker, const char *key, struct policy_paths *paths)
{
    const struct policy_layer *layer = NULL;
    const struct yaml_node *texts = policy_value(maker->policy, "zones", key, &layer);
    if (texts != NULL) {
        paths->folder = layer->folder;
        add_globs(maker, GLOB_PATH, texts, paths);
    }
}

static void add_origins(const struct policy_maker *maker)
{
    struct policy *policy = maker->policy;
    const struct yaml_node *texts = policy_value(policy, "zones", "origin", NULL);
    struct glob_flaw flaw;
    for (size_t i = 0; i < yaml_text_count(texts); i++) {
        const struct origin_pattern *pattern =
            origin_pattern_new(yaml_text_at(texts, i)->text, policy->arena, &flaw);
        assert(pattern != NULL);
        VECTOR_PUSH(&policy->origins, pattern);
    }
}

/* The wire form of a checked name; it is absolute, with a final dot or without. */
static struct bytes wire_of(const struct yaml_node *name, uint8_t wire[NAME_OCTETS_MAX])
{
    enum flaw_kind flaw;
    return (struct bytes){wire, name_wire_from_absolute(name->text, wire, &flaw)};
}

static void add_external_addresses(struct policy *policy,
                                   struct bytes name,
                                   const struct yaml_node *texts,
                                   struct policy_place place)
{
    size_t count = yaml_text_count(texts);
    struct external_address *addresses =
        arena_get_zeroed(policy->arena, (count + 1) * sizeof(*addresses));
    for (size_t i = 0; i < count; i++) {
        struct network network = {0};
        struct network_flaw flaw;
        bool known =
            network_from_text(yaml_text_at(texts, i)->text, policy->arena, &network, &flaw);
        assert(known);
        addresses[i].type = known && network.address_octets == 4 ? TYPE_A : TYPE_AAAA;
        memcpy(addresses[i].octets, network.octets, sizeof(addresses[i].octets));
    }
    external_names_add_addresses(policy->external, name, addresses, count, place);
}

static void add_external(struct policy *policy, const struct yaml_pair *pair)
{
    uint8_t wire[NAME_OCTETS_MAX];
    uint8_t target_wire[NAME_OCTETS_MAX];
    struct bytes name = wire_of(pair->key, wire);
    struct policy_place place = pair->key->place;
    const struct yaml_node *target = yaml_get(pair->value, "alias-of");
    if (target != NULL) {
        external_names_add_alias(policy->external, name, wire_of(target, target_wire), place);
    } else if (pair->value->kind == YAML_MAP) {
        add_external_addresses(policy, name, yaml_get(pair->value, "addresses"), place);
    } else if (strcmp(node_string(pair->value), "absent") == 0) {
        external_names_add_absent(policy->external, name, place);
    } else {
        external_names_add_trusted(policy->external, name, place);
    }
}

/* What a later layer says of a name takes the place of what was said before. */
static void add_externals(struct policy *policy)
{
    for (size_t i = 0; i < policy->layers.items.count; i++) {
        const struct yaml_node *map =
            layer_get(&policy->layers.items.items[i], "zones", "external");
        for (size_t k = 0; map != NULL && k < map->pairs.count; k++) {
            if (policy->external == NULL) {
                policy->external = external_names_new();
            }
            add_external(policy, &map->pairs.items[k]);
        }
    }
}

static void add_suppression_patterns(struct policy *policy)
{
    const struct yaml_node *texts = policy_value(policy, "suppressions", "patterns", NULL);
    size_t count = yaml_text_count(texts);
    struct suppression_pattern *patterns =
        arena_get_zeroed(policy->arena, (count + 1) * sizeof(*patterns));
    for (size_t i = 0; i < count; i++) {
        struct suppression_pattern_flaw flaw;
        bool known = suppression_pattern_read(yaml_text_at(texts, i)->text, &patterns[i], &flaw);
        assert(known);
        (void)known;
    }
    policy->suppressions.patterns = patterns;
    policy->suppressions.pattern_count = count;
}

/* The names of all layers: a foreign name may stand for several rules. */
static void add_suppression_names(struct policy *policy)
{
    VECTOR(struct suppression_name) names = {0};
    for (size_t i = 0; i < policy->layers.items.count; i++) {
        const struct yaml_node *map =
            layer_get(&policy->layers.items.items[i], "suppressions", "names");
        for (size_t k = 0; map != NULL && k < map->pairs.count; k++) {
            const struct yaml_pair *pair = &map->pairs.items[k];
            for (size_t n = 0; n < yaml_text_count(pair->value); n++) {
                struct suppression_name name = {
                    .foreign = node_string(pair->key),
                    .rule = node_string(yaml_text_at(pair->value, n)),
                };
                VECTOR_PUSH(&names, name);
            }
        }
    }
    if (names.count > 0) {
        struct suppression_name *kept =
            arena_get(policy->arena, names.count * sizeof(names.items[0]));
        memcpy(kept, names.items, names.count * sizeof(names.items[0]));
        policy->suppressions.names = kept;
        policy->suppressions.name_count = names.count;
    }
    VECTOR_FREE(&names);
}

static void add_suppressions(struct policy *policy)
{
    struct suppression_settings *settings = &policy->suppressions;
    const struct yaml_node *choice = policy_value(policy, "suppressions", "inline", NULL);
    settings->denied = choice != NULL && strcmp(node_string(choice), "deny") == 0;
    const struct yaml_node *levels = policy_value(policy, "suppressions", "require-reason", NULL);
    for (size_t i = 0; i < yaml_text_count(levels); i++) {
        enum severity severity;
        if (severity_from_text(node_string(yaml_text_at(levels, i)), &severity)) {
            settings->require_reason |= 1u << severity;
        }
    }
    add_suppression_patterns(policy);
    add_suppression_names(policy);
}

static void add_baseline(struct policy *policy)
{
    const struct policy_layer *layer = NULL;
    const struct yaml_node *path = policy_value(policy, "report", "baseline", &layer);
    if (path != NULL) {
        policy->baseline = path_of(policy, layer, path);
    }
}

static void make(const struct policy_maker *maker)
{
    struct policy *policy = maker->policy;
    policy_custom_severities(&policy->custom, &policy->vocabulary);
    for (size_t i = 0; i < policy->layers.items.count; i++) {
        add_layer(maker, &policy->layers.items.items[i]);
    }
    overrides_liken(policy);
    settle_zone_map(policy);
    policy->fail_on = level_of(policy, "fail-on");
    policy->show = level_of(policy, "show");
    add_paths(maker, "files", &policy->zone_files);
    add_paths(maker, "exclude", &policy->zone_exclude);
    add_origins(maker);
    add_externals(policy);
    add_suppressions(policy);
    add_baseline(policy);
}

struct policy *policy_load(const struct policy_input *input, struct policy_problems *problems)
{
    struct arena *arena = problems->arena;
    struct policy *policy = memory_get_zeroed(1, sizeof(*policy));
    policy->arena = arena;
    policy->layers = (struct policy_layers){
        .arena = arena,
        .builtins = input->builtins,
        .builtin_count = input->builtin_count,
        .working_folder = input->working_folder,
    };
    policy->custom.arena = arena;
    size_t effect_count = 0;
    const struct policy_maker maker = {policy, problems, &effect_count};
    uint64_t before = policy_problems_count(problems);
    size_t first = problems->items.count;
    policy_layers_read(&policy->layers, input->path, problems);
    for (size_t i = 0; i < input->setting_count; i++) {
        const struct policy_setting *setting = &input->settings[i];
        policy_layers_set(&policy->layers, setting->option, setting->key, setting->value, problems);
    }
    policy->vocabulary = policy_custom_vocabulary(&policy->layers, input->vocabulary);
    if (policy_layers_check(&policy->layers, &policy->vocabulary, input->program_version,
                            problems)) {
        policy_custom_make(&policy->custom, &policy->layers, &policy->vocabulary, problems);
    }
    if (policy_problems_count(problems) == before) {
        make(&maker);
    }
    policy_problems_sort(problems, first);
    if (policy_problems_count(problems) > before) {
        policy_free(policy);
        return NULL;
    }
    return policy;
}

const char *policy_reply_next(const struct policy *policy, int rule, size_t *at)
{
    while (*at < policy->replies.count) {
        const struct policy_reply *reply = &policy->replies.items[(*at)++];
        if (reply->rule == rule) {
            return reply->text;
        }
    }
    return NULL;
}

static void override_end(struct policy_override *override)
{
    VECTOR_FREE(&override->files.globs);
    VECTOR_FREE(&override->zones);
    VECTOR_FREE(&override->owners);
    VECTOR_FREE(&override->types);
    VECTOR_FREE(&override->effects.items);
}

void policy_free(struct policy *policy)
{
    if (policy == NULL) {
        return;
    }
    for (size_t i = 0; i < policy->overrides.count; i++) {
        override_end(&policy->overrides.items[i]);
    }
    VECTOR_FREE(&policy->overrides);
    VECTOR_FREE(&policy->effects.items);
    VECTOR_FREE(&policy->of_command_line.items);
    VECTOR_FREE(&policy->replies);
    VECTOR_FREE(&policy->zone_files.globs);
    VECTOR_FREE(&policy->zone_exclude.globs);
    VECTOR_FREE(&policy->origins);
    VECTOR_FREE(&policy->zone_map);
    external_names_free(policy->external);
    custom_rules_end(&policy->custom);
    zone_policies_free(policy->zones);
    policy_layers_end(&policy->layers);
    free(policy->fix_only);
    free(policy);
}
