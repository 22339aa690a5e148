/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/zone_policy.h"

#include <assert.h>

/* ---- Which overrides hold */

const char *policy_paths_below(const struct policy_paths *paths, const char *real_path)
{
    if (paths->folder == NULL) {
        return real_path;
    }
    size_t length = strlen(paths->folder);
    if (length == 1) {
        return real_path + 1; /* below the root */
    }
    bool below = strncmp(real_path, paths->folder, length) == 0 && real_path[length] == '/';
    return below ? real_path + length + 1 : NULL;
}

bool policy_paths_match(const struct policy_paths *paths, const char *real_path)
{
    const char *path = policy_paths_below(paths, real_path);
    if (path == NULL) {
        return false;
    }
    struct bytes text = bytes_from_string(path);
    for (size_t i = 0; i < paths->globs.count; i++) {
        if (glob_matches(paths->globs.items[i], text)) {
            return true;
        }
    }
    return false;
}

/* `apex` is as text; without one, a pattern has nothing to match. */
static bool zone_matches(const struct policy_override *override, struct bytes apex)
{
    for (size_t i = 0; apex.length > 0 && i < override->zones.count; i++) {
        if (glob_matches(override->zones.items[i], apex)) {
            return true;
        }
    }
    return override->zones.count == 0;
}

static bool override_holds(const struct policy_override *override,
                           struct bytes apex,
                           const char *real_path,
                           int64_t now)
{
    return now < override->ends && zone_matches(override, apex) &&
           (override->files.globs.count == 0 ||
            (real_path != NULL && policy_paths_match(&override->files, real_path)));
}

static bool asks_findings(const struct policy_override *override)
{
    return override->owners.count > 0 || override->types.count > 0;
}

static bool type_matches(const struct policy_override *override, uint16_t type)
{
    for (size_t i = 0; i < override->types.count; i++) {
        if (override->types.items[i] == type) {
            return true;
        }
    }
    return override->types.count == 0;
}

static bool owner_matches(const struct policy_override *override, struct owner *owner)
{
    for (size_t i = 0; owner != NULL && i < override->owners.count; i++) {
        if (owner_pattern_matches(override->owners.items[i], owner)) {
            return true;
        }
    }
    return override->owners.count == 0;
}

/* ---- Zone policies */

/* The command line has the last word on rules. --unsafe-fixes lifts no `off`. */
static void finish_setting(const struct policy *policy, int rule, struct rule_setting *setting)
{
    rule_effects_apply_to(&policy->of_command_line, rule, setting);
    if (policy->unsafe_fixes && setting->fix == FIX_LEVEL_SAFE && !setting->fix_is_named) {
        setting->fix = FIX_LEVEL_UNSAFE;
    }
}

/* ---- Values for whole zones */

static const struct yaml_node *get(const struct yaml_node *map, const char *key)
{
    return map == NULL ? NULL : yaml_get(map, key);
}

static bool is_of_command_line(const struct policy_layer *layer)
{
    return layer != NULL && layer->is_command_line;
}

/* `fix.serial`: of the command line, or else of the last override that says it, or of the policy. */
const struct yaml_node *zone_policy_serial_said(const struct zone_policy *zone)
{
    const struct policy_layer *layer = NULL;
    const struct yaml_node *said = policy_value(zone->policy, "fix", "serial", &layer);
    for (size_t i = zone->override_count; i > 0 && !is_of_command_line(layer); i--) {
        if (zone->overrides[i - 1]->serial != NULL) {
            said = zone->overrides[i - 1]->serial;
            break;
        }
    }
    return said;
}

static enum serial_choice serial_choice_of(const struct zone_policy *zone)
{
    const struct yaml_node *said = zone_policy_serial_said(zone);
    enum serial_choice choice = SERIAL_CHOICE_AUTO;
    if (said != NULL) {
        bool known = serial_choice_from_text((const char *)said->text.data, &choice);
        assert(known);
    }
    return choice;
}

/* `fix.ptr.prefer`, in the same way. */
const struct yaml_node *zone_policy_prefer_said(const struct zone_policy *zone)
{
    const struct policy_layer *layer = NULL;
    const struct yaml_node *said = get(policy_value(zone->policy, "fix", "ptr", &layer), "prefer");
    for (size_t i = zone->override_count; i > 0 && !is_of_command_line(layer); i--) {
        if (zone->overrides[i - 1]->prefer != NULL) {
            said = zone->overrides[i - 1]->prefer;
            break;
        }
    }
    return said;
}

static struct glob_list ptr_prefer_of(const struct zone_policy *zone)
{
    const struct yaml_node *said = zone_policy_prefer_said(zone);
    struct glob_list prefer = {0};
    for (size_t i = 0; i < yaml_text_count(said); i++) {
        struct glob_flaw flaw;
        const struct glob *glob =
            glob_new(GLOB_NAME, yaml_text_at(said, i)->text, zone->policy->arena, &flaw);
        assert(glob != NULL);
        VECTOR_PUSH(&prefer.items, glob);
    }
    return prefer;
}

static struct zone_policy *zone_policy_new(const struct policy *policy,
                                           const struct policy_override *const *overrides,
                                           size_t count)
{
    size_t rule_count = policy->vocabulary.rule_count;
    struct zone_policy *zone = arena_get_zeroed(policy->arena, sizeof(*zone));
    zone->policy = policy;
    zone->overrides = arena_get(policy->arena, (count + 1) * sizeof(*overrides));
    if (count > 0) {
        memcpy(zone->overrides, overrides, count * sizeof(*overrides));
    }
    zone->override_count = count;
    zone->rules = arena_get_zeroed(policy->arena, rule_count * sizeof(zone->rules[0]));
    zone->runs = arena_get_zeroed(policy->arena, rule_count * sizeof(zone->runs[0]));
    rule_settings_start(&policy->vocabulary, zone->rules);
    rule_effects_apply(&policy->effects, zone->rules, rule_count);
    for (size_t i = 0; i < count; i++) {
        if (asks_findings(overrides[i])) {
            zone->asks_findings = true;
        } else {
            rule_effects_apply(&overrides[i]->effects, zone->rules, rule_count);
        }
    }
    zone->serial = serial_choice_of(zone);
    zone->ptr_prefer = ptr_prefer_of(zone);
    for (size_t i = 0; i < rule_count; i++) {
        finish_setting(policy, (int)i, &zone->rules[i]);
        zone->runs[i] = zone->rules[i].on;
        for (size_t k = 0; k < count && !zone->runs[i]; k++) {
            zone->runs[i] = asks_findings(overrides[k]) &&
                            rule_effects_may_switch_on(&overrides[k]->effects, (int)i);
        }
    }
    return zone;
}

const struct zone_policy *zone_policy_find(struct policy *policy,
                                           const struct name *apex,
                                           const char *real_path,
                                           int64_t now)
{
    char room[NAME_TEXT_BYTES_MAX];
    struct bytes text = bytes_from_string(apex == NULL ? "" : name_to_text(apex, room));
    VECTOR(const struct policy_override *) holding = {0};
    for (size_t i = 0; i < policy->overrides.count; i++) {
        if (override_holds(&policy->overrides.items[i], text, real_path, now)) {
            VECTOR_PUSH(&holding, (const struct policy_override *)&policy->overrides.items[i]);
        }
    }
    struct zone_policy *found = NULL;
    for (size_t i = 0; i < policy->zones.count && found == NULL; i++) {
        struct zone_policy *zone = policy->zones.items[i];
        if (zone->override_count == holding.count &&
            (holding.count == 0 || memcmp(zone->overrides, holding.items,
                                          holding.count * sizeof(holding.items[0])) == 0)) {
            found = zone;
        }
    }
    if (found == NULL) {
        found = zone_policy_new(policy, holding.items, holding.count);
        VECTOR_PUSH(&policy->zones, found);
    }
    VECTOR_FREE(&holding);
    return found;
}

struct rule_setting zone_policy_rule(const struct zone_policy *zone,
                                     int rule,
                                     struct owner *owner,
                                     uint16_t type)
{
    if (!zone->asks_findings) {
        return zone->rules[rule];
    }
    const struct policy *policy = zone->policy;
    struct rule_setting setting = rule_setting_start(&policy->vocabulary.rules[rule]);
    rule_effects_apply_to(&policy->effects, rule, &setting);
    for (size_t i = 0; i < zone->override_count; i++) {
        const struct policy_override *override = zone->overrides[i];
        if (type_matches(override, type) && owner_matches(override, owner)) {
            rule_effects_apply_to(&override->effects, rule, &setting);
        }
    }
    finish_setting(policy, rule, &setting);
    return setting;
}

/* ---- Options of rules */

const struct yaml_node *zone_policy_option(const struct zone_policy *zone,
                                           const char *rule,
                                           const char *option)
{
    const struct policy_layers *layers = &zone->policy->layers;
    const struct yaml_node *found = NULL;
    for (size_t i = layers->items.count; i > 0 && found == NULL; i--) {
        const struct policy_layer *layer = &layers->items.items[i - 1];
        if (layer->is_command_line) {
            found = get(get(get(get(layer->root, "rules"), "options"), rule), option);
        }
    }
    for (size_t i = zone->override_count; i > 0 && found == NULL; i--) {
        found = get(get(zone->overrides[i - 1]->options, rule), option);
    }
    for (size_t i = layers->items.count; i > 0 && found == NULL; i--) {
        found =
            get(get(get(get(layers->items.items[i - 1].root, "rules"), "options"), rule), option);
    }
    return found;
}

void zone_policies_free(struct policy *policy)
{
    for (size_t i = 0; i < policy->zones.count; i++) {
        VECTOR_FREE(&policy->zones.items[i]->ptr_prefer.items);
    }
    VECTOR_FREE(&policy->zones);
}
