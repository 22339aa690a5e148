/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/policy_text.h"

#include "cli/place.h"
#include "cli/policy_printer.h"
#include "cli/text.h"
#include "policies/keys.h"
#include "zones/zone_name.h"

/* ---- Lines */

static void add_node(struct policy_printer *printer, const char *key, const struct yaml_node *value)
{
    policy_yaml_note_place(&printer->yaml, value->place);
    policy_yaml_add_value(&printer->yaml, key, value);
}

/* A word that a policy may say, or else what is so by default, which may be NULL: nothing then. */
static void add_said(struct policy_printer *printer,
                     const char *key,
                     const struct yaml_node *said,
                     const char *otherwise)
{
    if (said != NULL) {
        add_node(printer, key, said);
    } else if (otherwise != NULL) {
        policy_yaml_note_place(&printer->yaml, (struct policy_place){0});
        policy_yaml_add_word(&printer->yaml, key, otherwise);
    }
}

bool policy_printer_is_elsewhere(const struct policy_printer *printer,
                                 const struct policy_layer *layer)
{
    return layer->folder != NULL && printer->folder != NULL &&
           strcmp(layer->folder, printer->folder) != 0;
}

void policy_printer_note_folder(struct policy_printer *printer, const struct policy_layer *layer)
{
    if (policy_printer_is_elsewhere(printer, layer)) {
        const char *folder = printer->view->folder;
        bool is_here = folder != NULL && strcmp(folder, layer->folder) == 0;
        policy_yaml_note(&printer->yaml, ", seen from ");
        policy_yaml_note(&printer->yaml, is_here ? "." : path_shown_from(folder, layer->folder));
    }
}

static void add_patterns(struct policy_printer *printer, const char *key)
{
    const struct policy_layer *layer = NULL;
    const struct yaml_node *value = policy_value(printer->policy, "zones", key, &layer);
    if (value != NULL) {
        policy_yaml_note_place(&printer->yaml, value->place);
        policy_printer_note_folder(printer, layer);
        policy_yaml_add_value(&printer->yaml, key, value);
    }
}

/* ---- Zones */

/* A checked name in the one way to write it. */
static const char *name_of_key(const struct policy_printer *printer, const struct yaml_node *key)
{
    const char *name = zone_name_canonical(key->text, printer->policy->arena);
    return name == NULL ? node_string(key) : name;
}

/* Whether a later pair of the same kind speaks of the same name. */
static bool name_comes_again(const struct policy_printer *printer,
                             const char *key,
                             size_t layer,
                             size_t pair,
                             const char *name)
{
    for (size_t i = layer; i < layer_count(printer); i++) {
        const struct yaml_node *map = get(get(layer_at(printer, i)->root, "zones"), key);
        for (size_t k = i == layer ? pair + 1 : 0; map != NULL && k < map->pairs.count; k++) {
            if (strcmp(name_of_key(printer, map->pairs.items[k].key), name) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* The path that a name is mapped to, in a form that does not depend on whose line it is. */
static const char *mapped_path(const struct policy_printer *printer, const char *name)
{
    for (size_t i = 0; i < printer->policy->zone_map.count; i++) {
        if (strcmp(printer->policy->zone_map.items[i].name, name) == 0) {
            return printer->policy->zone_map.items[i].path;
        }
    }
    return "";
}

/* A map from names, of which the last layer counts. */
static void add_names(struct policy_printer *printer, const char *key, bool to_paths)
{
    policy_yaml_open(&printer->yaml, key);
    for (size_t i = 0; i < layer_count(printer); i++) {
        const struct policy_layer *layer = layer_at(printer, i);
        const struct yaml_node *map = get(get(layer->root, "zones"), key);
        for (size_t k = 0; map != NULL && k < map->pairs.count; k++) {
            const struct yaml_pair *pair = &map->pairs.items[k];
            const char *name = name_of_key(printer, pair->key);
            if (name_comes_again(printer, key, i, k, name)) {
                continue;
            }
            policy_yaml_note_place(&printer->yaml, pair->value->place);
            if (to_paths && policy_printer_is_elsewhere(printer, layer)) {
                policy_yaml_add_word(&printer->yaml, name, mapped_path(printer, name));
            } else {
                policy_yaml_add_value(&printer->yaml, name, pair->value);
            }
        }
    }
    policy_yaml_close(&printer->yaml);
}

static void add_zones(struct policy_printer *printer)
{
    policy_yaml_open(&printer->yaml, "zones");
    add_patterns(printer, "files");
    add_patterns(printer, "exclude");
    add_said(printer, "origin", policy_value(printer->policy, "zones", "origin", NULL), NULL);
    add_names(printer, "map", true);
    add_names(printer, "external", false);
    policy_yaml_close(&printer->yaml);
}

/* ---- Rules */

static bool place_is_of_program(const struct policy_printer *printer, struct policy_place place)
{
    for (size_t i = 0; i < layer_count(printer); i++) {
        const struct policy_layer *layer = layer_at(printer, i);
        if (layer->source == place.source) {
            return !layer->is_own && !layer->is_command_line;
        }
    }
    return false;
}

/* A policy of the program that runs all rules knows nothing of custom ones: these have their
 * severity from themselves unless somebody says otherwise. */
static struct policy_place severity_place(const struct policy_printer *printer, size_t rule)
{
    const struct policy *policy = printer->policy;
    const struct zone_policy *zone = printer->view->zone;
    struct policy_place place = zone_policy_places(zone, (int)rule).severity;
    size_t first_custom = policy->vocabulary.rule_count - policy->custom.items.count;
    bool is_said = place.source != NULL && !place_is_of_program(printer, place);
    if (rule < first_custom || is_said ||
        zone->rules[rule].severity != policy->vocabulary.rules[rule].severity) {
        return place;
    }
    return policy->custom.items.items[rule - first_custom].place;
}

static void add_severities(struct policy_printer *printer)
{
    const struct vocabulary *vocabulary = &printer->policy->vocabulary;
    policy_yaml_open(&printer->yaml, "severity");
    for (size_t i = 0; i < vocabulary->rule_count; i++) {
        const struct rule_setting *setting = &printer->view->zone->rules[i];
        policy_yaml_note_place(&printer->yaml, severity_place(printer, i));
        policy_yaml_add_word(&printer->yaml, vocabulary->rules[i].name,
                             severity_text(setting->on ? setting->severity : SEVERITY_OFF));
    }
    policy_yaml_close(&printer->yaml);
}

static void add_options(struct policy_printer *printer)
{
    const struct schema *options = printer->policy->vocabulary.options;
    policy_yaml_open(&printer->yaml, "options");
    for (const struct schema_key *rule = options == NULL ? NULL : options->keys;
         rule != NULL && rule->name != NULL; rule++) {
        policy_yaml_open(&printer->yaml, rule->name);
        for (const struct schema_key *option = rule->value->keys;
             option != NULL && option->name != NULL; option++) {
            add_said(printer, option->name,
                     zone_policy_option(printer->view->zone, rule->name, option->name), NULL);
        }
        policy_yaml_close(&printer->yaml);
    }
    policy_yaml_close(&printer->yaml);
}

/* The texts that all layers have behind a key of `first`, `second`. */
static void add_texts(struct policy_printer *printer,
                      const char *first,
                      const char *second,
                      const char *key)
{
    policy_yaml_open(&printer->yaml, key);
    for (size_t i = 0; i < layer_count(printer); i++) {
        const struct yaml_node *texts =
            get(get(get(layer_at(printer, i)->root, first), second), key);
        for (size_t k = 0; k < yaml_text_count(texts); k++) {
            const struct yaml_node *text = yaml_text_at(texts, k);
            policy_yaml_note_place(&printer->yaml, text->place);
            policy_yaml_add_item(&printer->yaml, text);
        }
    }
    policy_yaml_close(&printer->yaml);
}

static void add_rules(struct policy_printer *printer)
{
    const struct vocabulary *vocabulary = &printer->policy->vocabulary;
    policy_yaml_open(&printer->yaml, "rules");
    add_severities(printer);
    add_options(printer);
    policy_yaml_open(&printer->yaml, "reply");
    for (size_t i = 0; i < vocabulary->rule_count; i++) {
        add_texts(printer, "rules", "reply", vocabulary->rules[i].name);
    }
    policy_yaml_close(&printer->yaml);
    policy_yaml_close(&printer->yaml);
}

/* ---- Fixes */

/* What holds for rules that nobody names: that is what effects make of a rule which does not
 * exist. */
static struct rule_setting setting_of_others(const struct policy_printer *printer,
                                             struct rule_places *places)
{
    const struct zone_policy *zone = printer->view->zone;
    int nobody = (int)printer->policy->vocabulary.rule_count;
    struct rule_setting setting = {.fix = FIX_LEVEL_SAFE};
    rule_effects_apply_to(&printer->policy->effects, nobody, &setting, places);
    for (size_t i = 0; i < zone->override_count; i++) {
        const struct policy_override *override = zone->overrides[i];
        if (override->owners.count + override->types.count == 0) {
            rule_effects_apply_to(&override->effects, nobody, &setting, places);
        }
    }
    rule_effects_apply_to(&printer->policy->of_command_line, nobody, &setting, places);
    return setting;
}

static void add_fix(struct policy_printer *printer)
{
    const struct zone_policy *zone = printer->view->zone;
    const struct vocabulary *vocabulary = &printer->policy->vocabulary;
    struct rule_places places = {0};
    struct rule_setting others = setting_of_others(printer, &places);
    policy_yaml_open(&printer->yaml, "fix");
    policy_yaml_note_place(&printer->yaml, places.fix);
    policy_yaml_add_word(&printer->yaml, "level", fix_level_text(others.fix));
    policy_yaml_open(&printer->yaml, "rules");
    for (size_t i = 0; i < vocabulary->rule_count; i++) {
        if (zone->rules[i].fix_is_named) {
            policy_yaml_note_place(&printer->yaml, zone_policy_places(zone, (int)i).fix);
            policy_yaml_add_word(&printer->yaml, vocabulary->rules[i].name,
                                 fix_level_text(zone->rules[i].fix));
        }
    }
    policy_yaml_close(&printer->yaml);
    add_said(printer, "serial", zone_policy_serial_said(zone), serial_choice_text(zone->serial));
    policy_yaml_open(&printer->yaml, "ptr");
    add_said(printer, "prefer", zone_policy_prefer_said(zone), NULL);
    policy_yaml_close(&printer->yaml);
    policy_yaml_close(&printer->yaml);
}

/* ---- Suppressions and the report */

static bool name_was_there(const struct policy_printer *printer, size_t layers, const char *name)
{
    for (size_t i = 0; i < layers; i++) {
        if (get(get(get(layer_at(printer, i)->root, "suppressions"), "names"), name) != NULL) {
            return true;
        }
    }
    return false;
}

static void add_suppressions(struct policy_printer *printer)
{
    const struct policy *policy = printer->policy;
    policy_yaml_open(&printer->yaml, "suppressions");
    add_said(printer, "inline", policy_value(policy, "suppressions", "inline", NULL), "allow");
    add_said(printer, "require-reason",
             policy_value(policy, "suppressions", "require-reason", NULL), NULL);
    add_said(printer, "patterns", policy_value(policy, "suppressions", "patterns", NULL), NULL);
    policy_yaml_open(&printer->yaml, "names");
    for (size_t i = 0; i < layer_count(printer); i++) {
        const struct yaml_node *map = get(get(layer_at(printer, i)->root, "suppressions"), "names");
        for (size_t k = 0; map != NULL && k < map->pairs.count; k++) {
            const char *name = node_string(map->pairs.items[k].key);
            if (!name_was_there(printer, i, name)) {
                add_texts(printer, "suppressions", "names", name);
            }
        }
    }
    policy_yaml_close(&printer->yaml);
    policy_yaml_close(&printer->yaml);
}

static void add_report(struct policy_printer *printer)
{
    const struct policy *policy = printer->policy;
    const struct policy_layer *layer = NULL;
    const struct yaml_node *baseline = policy_value(policy, "report", "baseline", &layer);
    policy_yaml_open(&printer->yaml, "report");
    add_said(printer, "fail-on", policy_value(policy, "report", "fail-on", NULL),
             severity_text(policy->fail_on));
    add_said(printer, "show", policy_value(policy, "report", "show", NULL),
             severity_text(policy->show));
    if (baseline != NULL && policy_printer_is_elsewhere(printer, layer)) {
        policy_yaml_note_place(&printer->yaml, baseline->place);
        policy_yaml_add_word(&printer->yaml, "baseline", policy->baseline);
    } else {
        add_said(printer, "baseline", baseline, NULL);
    }
    policy_yaml_close(&printer->yaml);
}

/* ---- The whole */

static void add_custom(struct policy_printer *printer)
{
    policy_yaml_open(&printer->yaml, "custom");
    for (size_t i = 0; i < layer_count(printer); i++) {
        const struct yaml_node *list = get(layer_at(printer, i)->root, "custom");
        for (size_t k = 0; list != NULL && k < list->items.count; k++) {
            policy_yaml_note_place(&printer->yaml, list->items.items[k]->place);
            policy_yaml_add_item(&printer->yaml, list->items.items[k]);
        }
    }
    policy_yaml_close(&printer->yaml);
}

static void add_front(struct policy_printer *printer)
{
    const struct policy_view *view = printer->view;
    struct buffer *text = printer->yaml.text;
    if (view->file != NULL) {
        buffer_add_string(text, "# What holds for ");
        text_show_string(view->file, text);
        if (view->zone_name != NULL) {
            text_show_format(text, ", the zone %s", view->zone_name);
        } else {
            buffer_add_string(text, ", of which nobody knows the zone");
        }
        buffer_add_byte(text, '\n');
    }
    buffer_add_string(text, "# From ");
    for (size_t i = 0; i < layer_count(printer); i++) {
        buffer_add_string(text, i == 0 ? "" : ", ");
        text_show_string(path_shown_from(view->folder, layer_at(printer, i)->source->path), text);
    }
    buffer_add_byte(text, '\n');
}

static void add_head(struct policy_printer *printer)
{
    const struct policy *policy = printer->policy;
    buffer_add_format(printer->yaml.text, "version: %d\n", POLICY_VERSION);
    add_said(printer, "requires", policy_value(policy, "requires", NULL, NULL), NULL);
    for (size_t i = 0; i < layer_count(printer); i++) {
        if (layer_is_main(printer, layer_at(printer, i))) {
            add_said(printer, "root", get(layer_at(printer, i)->root, "root"), NULL);
        }
    }
    policy_yaml_note(&printer->yaml, "it is all here");
    policy_yaml_add_value(&printer->yaml, "extends", &(struct yaml_node){.kind = YAML_LIST});
}

static const char *main_folder(const struct policy *policy)
{
    for (size_t i = 0; i < policy->layers.items.count; i++) {
        if (policy->layers.items.items[i].source == policy->layers.main) {
            return policy->layers.items.items[i].folder;
        }
    }
    return NULL;
}

void policy_text_add(const struct policy_view *view, struct buffer *text)
{
    struct policy_printer printer = {
        .view = view,
        .policy = view->policy,
        .folder = main_folder(view->policy),
        .yaml = {.text = text, .folder = view->folder},
    };
    add_front(&printer);
    add_head(&printer);
    add_zones(&printer);
    add_rules(&printer);
    add_fix(&printer);
    add_suppressions(&printer);
    add_report(&printer);
    policy_printer_add_overrides(&printer);
    add_custom(&printer);
    policy_yaml_end(&printer.yaml);
}
