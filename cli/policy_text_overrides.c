/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/policy_printer.h"
#include "cli/problem_text.h"

static bool override_holds(const struct policy_printer *printer,
                           const struct policy_override *override)
{
    const struct zone_policy *zone = printer->view->zone;
    for (size_t i = 0; i < zone->override_count; i++) {
        if (zone->overrides[i] == override) {
            return true;
        }
    }
    return false;
}

static const char *state_of(const struct policy_printer *printer,
                            const struct policy_override *override)
{
    bool asks_findings = override->owners.count + override->types.count > 0;
    if (printer->view->now >= override->ends) {
        return ", has ended";
    }
    if (override_holds(printer, override)) {
        return asks_findings ? ", holds for such findings" : ", holds: see above";
    }
    return printer->view->file == NULL ? "" : ", does not hold here";
}

static struct yaml_node *make_word(const struct policy_printer *printer, const char *word)
{
    struct yaml_node *node = arena_get_zeroed(printer->policy->arena, sizeof(*node));
    node->kind = YAML_SCALAR;
    node->text = bytes_from_string(word);
    return node;
}

static struct yaml_node *make_map_without(const struct policy_printer *printer,
                                          const struct yaml_node *map,
                                          const char *left_out)
{
    struct arena *arena = printer->policy->arena;
    struct yaml_node *kept = arena_get_zeroed(arena, sizeof(*kept));
    kept->kind = YAML_MAP;
    kept->pairs.items = arena_get(arena, (map->pairs.count + 1) * sizeof(struct yaml_pair));
    for (size_t i = 0; i < map->pairs.count; i++) {
        if (strcmp(node_string(map->pairs.items[i].key), left_out) != 0) {
            kept->pairs.items[kept->pairs.count++] = map->pairs.items[i];
        }
    }
    return kept;
}

/* A condition that always holds. */
static struct yaml_pair last_day(const struct policy_printer *printer)
{
    return (struct yaml_pair){make_word(printer, "until"), make_word(printer, "9999-12-31")};
}

/* What the command line says of rules and fixes counts more than all overrides, so behind those it
 * becomes an override for everything. */
static void add_last_override(struct policy_printer *printer, const struct policy_layer *layer)
{
    static const char *const keys[] = {"rules", "fix"};
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        const struct yaml_node *said = get(layer->root, keys[i]);
        struct yaml_node *kept = said == NULL ? NULL : make_map_without(printer, said, "reply");
        if (kept == NULL || kept->pairs.count == 0) {
            continue;
        }
        struct yaml_pair pairs[] = {
            {make_word(printer, keys[i]), kept},
            last_day(printer),
        };
        struct yaml_node item = {.kind = YAML_MAP};
        item.pairs.items = pairs;
        item.pairs.count = sizeof(pairs) / sizeof(pairs[0]);
        policy_yaml_note_place(&printer->yaml, said->place);
        policy_yaml_add_item(&printer->yaml, &item);
    }
}

static struct yaml_node *make_map(const struct policy_printer *printer,
                                  const char *key,
                                  struct yaml_node *value)
{
    struct arena *arena = printer->policy->arena;
    struct yaml_node *map = arena_get_zeroed(arena, sizeof(*map));
    map->kind = YAML_MAP;
    map->pairs.items = arena_get(arena, 2 * sizeof(struct yaml_pair));
    map->pairs.items[map->pairs.count++] = (struct yaml_pair){make_word(printer, key), value};
    return map;
}

/* Adds an override for everything, of a map or list behind a key of `rules`. */
static void add_rules_override(struct policy_printer *printer,
                               const char *key,
                               struct yaml_node *value)
{
    struct yaml_node *item = make_map(printer, "rules", make_map(printer, key, value));
    item->pairs.items[item->pairs.count++] = last_day(printer);
    policy_yaml_note(&printer->yaml, "for overrides that select these");
    policy_yaml_add_item(&printer->yaml, item);
}

static bool may_be_selected(const struct policy *policy, size_t rule)
{
    for (size_t i = 0; i < policy->overrides.count; i++) {
        const struct rule_effects *effects = &policy->overrides.items[i].effects;
        for (size_t k = 0; k < effects->items.count; k++) {
            const struct rule_effect *effect = &effects->items.items[k];
            if (effect->kind == EFFECT_ON &&
                (effect->rule == RULE_EVERY || (size_t)effect->rule == rule)) {
                return true;
            }
        }
    }
    return false;
}

/* A rule that is off has a severity nonetheless, for the overrides that select it. */
static void add_severities_of_off(struct policy_printer *printer)
{
    const struct vocabulary *vocabulary = &printer->policy->vocabulary;
    struct arena *arena = printer->policy->arena;
    struct yaml_node *severities = arena_get_zeroed(arena, sizeof(*severities));
    struct yaml_node *ignored = arena_get_zeroed(arena, sizeof(*ignored));
    severities->kind = YAML_MAP;
    severities->pairs.items = arena_get(arena, vocabulary->rule_count * sizeof(struct yaml_pair));
    ignored->kind = YAML_LIST;
    ignored->items.items = arena_get(arena, vocabulary->rule_count * sizeof(struct yaml_node *));
    for (size_t i = 0; i < vocabulary->rule_count; i++) {
        const struct rule_setting *setting = &printer->view->zone->rules[i];
        struct rule_setting start = rule_setting_start(&vocabulary->rules[i]);
        if (!setting->on && setting->severity != start.severity &&
            may_be_selected(printer->policy, i)) {
            struct yaml_node *name = make_word(printer, vocabulary->rules[i].name);
            struct yaml_node *severity = make_word(printer, severity_text(setting->severity));
            severities->pairs.items[severities->pairs.count++] = (struct yaml_pair){name, severity};
            ignored->items.items[ignored->items.count++] = name;
        }
    }
    if (ignored->items.count > 0) {
        add_rules_override(printer, "severity", severities);
        add_rules_override(printer, "ignore", ignored);
    }
}

/* An override has a condition: one that has no other one left ends with the last day. */
static struct yaml_node *make_map_without_files(const struct policy_printer *printer,
                                                const struct yaml_node *override)
{
    static const char *const conditions[] = {"zones", "owners", "types", "until"};
    struct yaml_node *kept = make_map_without(printer, override, "files");
    bool any = false;
    for (size_t i = 0; i < sizeof(conditions) / sizeof(conditions[0]); i++) {
        any = any || get(kept, conditions[i]) != NULL;
    }
    if (!any) {
        kept->pairs.items[kept->pairs.count++] = last_day(printer);
    }
    return kept;
}

/* Patterns of another folder cannot be written for this one. What they come to is known for a zone
 * file: the override holds, without a word of files, or it is left out and a comment speaks of it.
 * One that has ended stays: it is a finding. */
static bool is_settled(const struct policy_printer *printer,
                       const struct policy_layer *layer,
                       const struct policy_override *override)
{
    return printer->view->file != NULL && printer->view->now < override->ends &&
           override->files.globs.count > 0 && policy_printer_is_elsewhere(printer, layer);
}

static void add_override(struct policy_printer *printer,
                         const struct policy_layer *layer,
                         const struct policy_override *override,
                         const struct yaml_node *map)
{
    bool settled = is_settled(printer, layer, override);
    if (settled && !override_holds(printer, override)) {
        return;
    }
    policy_yaml_note_place(&printer->yaml, override->place);
    policy_yaml_note(&printer->yaml, state_of(printer, override));
    if (settled) {
        map = make_map_without_files(printer, map);
        policy_yaml_note(&printer->yaml, ", without its files");
    } else if (override->files.globs.count > 0) {
        policy_printer_note_folder(printer, layer);
    }
    policy_yaml_add_item(&printer->yaml, map);
}

/* Which lines say what is not for the zone file at all. */
static void add_settled_comments(struct policy_printer *printer,
                                 const struct policy_layer *layer,
                                 size_t first,
                                 size_t count)
{
    struct buffer *text = printer->yaml.text;
    for (size_t i = first; i < first + count; i++) {
        const struct policy_override *override = &printer->policy->overrides.items[i];
        if (is_settled(printer, layer, override) && !override_holds(printer, override)) {
            buffer_add_string(text, "# override ");
            policy_place_show(override->place, printer->view->folder, text);
            buffer_add_format(text, "%s\n", state_of(printer, override));
        }
    }
}

static size_t override_count(const struct policy_layer *layer)
{
    const struct yaml_node *list = get(layer->root, "overrides");
    return list == NULL ? 0 : list->items.count;
}

void policy_printer_add_overrides(struct policy_printer *printer)
{
    const struct policy *policy = printer->policy;
    size_t at = 0;
    for (size_t i = 0; i < layer_count(printer); i++) {
        const struct policy_layer *layer = layer_at(printer, i);
        add_settled_comments(printer, layer, at, override_count(layer));
        at += override_count(layer);
    }
    policy_yaml_open(&printer->yaml, "overrides");
    add_severities_of_off(printer);
    at = 0;
    for (size_t i = 0; i < layer_count(printer); i++) {
        const struct policy_layer *layer = layer_at(printer, i);
        const struct yaml_node *list = get(layer->root, "overrides");
        for (size_t k = 0; list != NULL && k < list->items.count; k++) {
            add_override(printer, layer, &policy->overrides.items[at++], list->items.items[k]);
        }
    }
    for (size_t i = 0; at > 0 && i < layer_count(printer); i++) {
        if (layer_at(printer, i)->is_command_line) {
            add_last_override(printer, layer_at(printer, i));
        }
    }
    policy_yaml_close(&printer->yaml);
}
