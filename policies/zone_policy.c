/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/zone_policy.h"

#include <assert.h>
#include <stdlib.h>

#include "policies/override_index.h"

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

/* `apex` is as text; without one (NULL), a pattern has nothing to match. */
static bool zone_matches(const struct policy_override *override, const struct bytes *apex)
{
    for (size_t i = 0; apex != NULL && i < override->zones.count; i++) {
        if (glob_matches(override->zones.items[i], *apex)) {
            return true;
        }
    }
    return override->zones.count == 0;
}

static bool override_holds(const struct policy_override *override,
                           const struct bytes *apex,
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
static void finish_setting(const struct policy *policy,
                           int rule,
                           struct rule_setting *setting,
                           struct rule_places *places)
{
    rule_effects_apply_to(&policy->of_command_line, rule, setting, places);
    if (policy->unsafe_fixes && setting->fix == FIX_LEVEL_SAFE && !setting->fix_is_named) {
        setting->fix = FIX_LEVEL_UNSAFE;
    }
}

/* ---- Values for whole zones */

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
    const struct yaml_node *said =
        yaml_get(policy_value(zone->policy, "fix", "ptr", &layer), "prefer");
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
        finish_setting(policy, (int)i, &zone->rules[i], NULL);
        zone->runs[i] = zone->rules[i].on;
        for (size_t k = 0; k < count && !zone->runs[i]; k++) {
            zone->runs[i] = asks_findings(overrides[k]) &&
                            rule_effects_may_switch_on(&overrides[k]->effects, (int)i);
        }
    }
    return zone;
}

/* ---- All of a policy */

/* Overrides, in order, that hold for a zone. */
struct held_overrides {
    VECTOR(const struct policy_override *) items;
};

struct zone_policies {
    struct override_index *index;
    VECTOR(struct zone_policy *) items;
    uint32_t *slots; /* numbers of items, plus one; 0 is free */
    size_t slot_count;
    struct glob_numbers numbers; /* room that is used again and again */
    struct held_overrides held;
};

static uint64_t hash_overrides(const struct policy_override *const *overrides, size_t count)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325); /* FNV-1a, a number at a time */
    for (size_t i = 0; i < count; i++) {
        hash = (hash ^ overrides[i]->like) * UINT64_C(0x100000001b3);
        hash ^= hash >> 32;
    }
    return hash;
}

static bool says_the_same(const struct zone_policy *zone,
                          const struct policy_override *const *overrides,
                          size_t count)
{
    for (size_t i = 0; i < count && zone->override_count == count; i++) {
        if (zone->overrides[i]->like != overrides[i]->like) {
            return false;
        }
    }
    return zone->override_count == count;
}

/* The slot of the zone policy that these overrides make, or the free one where it would go. */
static uint32_t *slot_find(const struct zone_policies *policies,
                           const struct policy_override *const *overrides,
                           size_t count)
{
    size_t mask = policies->slot_count - 1;
    size_t at = hash_overrides(overrides, count) & mask;
    while (policies->slots[at] != 0 &&
           !says_the_same(policies->items.items[policies->slots[at] - 1], overrides, count)) {
        at = (at + 1) & mask;
    }
    return &policies->slots[at];
}

/* At least every second slot stays free. */
static void slots_grow(struct zone_policies *policies)
{
    if (policies->items.count * 2 < policies->slot_count) {
        return;
    }
    free(policies->slots);
    policies->slot_count = policies->slot_count == 0 ? 16 : policies->slot_count * 2;
    policies->slots = memory_get_zeroed(policies->slot_count, sizeof(*policies->slots));
    for (size_t i = 0; i < policies->items.count; i++) {
        const struct zone_policy *zone = policies->items.items[i];
        *slot_find(policies, zone->overrides, zone->override_count) = (uint32_t)i + 1;
    }
}

static struct zone_policies *zone_policies_of(struct policy *policy)
{
    if (policy->zones == NULL) {
        policy->zones = memory_get_zeroed(1, sizeof(*policy->zones));
        policy->zones->index = override_index_new(policy);
    }
    return policy->zones;
}

static void find_overrides(struct policy *policy,
                           const struct name *apex,
                           const char *real_path,
                           int64_t now)
{
    struct zone_policies *policies = policy->zones;
    char room[NAME_TEXT_BYTES_MAX];
    struct bytes text = bytes_from_string(apex == NULL ? "." : name_to_text(apex, room));
    text.length--; /* the final dot */
    const struct bytes *name = apex == NULL ? NULL : &text;
    policies->held.items.count = 0;
    override_index_find(policies->index, name, real_path, &policies->numbers);
    for (size_t i = 0; i < policies->numbers.items.count; i++) {
        struct policy_override *override =
            &policy->overrides.items[policies->numbers.items.items[i]];
        if (override_holds(override, name, real_path, now)) {
            override->held = override->held || apex != NULL;
            VECTOR_PUSH(&policies->held.items, (const struct policy_override *) override);
        }
    }
}

const struct zone_policy *zone_policy_find(struct policy *policy,
                                           const struct name *apex,
                                           const char *real_path,
                                           int64_t now)
{
    struct zone_policies *policies = zone_policies_of(policy);
    find_overrides(policy, apex, real_path, now);
    const struct policy_override *const *held = policies->held.items.items;
    size_t count = policies->held.items.count;
    slots_grow(policies);
    uint32_t *slot = slot_find(policies, held, count);
    if (*slot == 0) {
        VECTOR_PUSH(&policies->items, zone_policy_new(policy, held, count));
        *slot = (uint32_t)policies->items.count;
    }
    return policies->items.items[*slot - 1];
}

size_t zone_policies_count(const struct policy *policy)
{
    return policy->zones == NULL ? 0 : policy->zones->items.count;
}

void zone_policies_free(struct zone_policies *policies)
{
    if (policies == NULL) {
        return;
    }
    for (size_t i = 0; i < policies->items.count; i++) {
        VECTOR_FREE(&policies->items.items[i]->ptr_prefer.items);
    }
    VECTOR_FREE(&policies->items);
    VECTOR_FREE(&policies->numbers.items);
    VECTOR_FREE(&policies->held.items);
    override_index_free(policies->index);
    free(policies->slots);
    free(policies);
}

/* ---- Findings */

static struct rule_setting setting_of(const struct zone_policy *zone,
                                      int rule,
                                      struct owner *owner,
                                      uint16_t type,
                                      struct rule_places *places)
{
    const struct policy *policy = zone->policy;
    struct rule_setting setting = rule_setting_start(&policy->vocabulary.rules[rule]);
    rule_effects_apply_to(&policy->effects, rule, &setting, places);
    for (size_t i = 0; i < zone->override_count; i++) {
        const struct policy_override *override = zone->overrides[i];
        if (type_matches(override, type) && owner_matches(override, owner)) {
            rule_effects_apply_to(&override->effects, rule, &setting, places);
        }
    }
    finish_setting(policy, rule, &setting, places);
    return setting;
}

struct rule_setting zone_policy_rule(const struct zone_policy *zone,
                                     int rule,
                                     struct owner *owner,
                                     uint16_t type)
{
    return zone->asks_findings ? setting_of(zone, rule, owner, type, NULL) : zone->rules[rule];
}

struct rule_places zone_policy_places(const struct zone_policy *zone, int rule)
{
    struct rule_places places = {0};
    setting_of(zone, rule, NULL, 0, &places);
    return places;
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
            found = yaml_get(yaml_get(yaml_get(yaml_get(layer->root, "rules"), "options"), rule),
                             option);
        }
    }
    for (size_t i = zone->override_count; i > 0 && found == NULL; i--) {
        found = yaml_get(yaml_get(zone->overrides[i - 1]->options, rule), option);
    }
    for (size_t i = layers->items.count; i > 0 && found == NULL; i--) {
        found = yaml_get(
            yaml_get(yaml_get(yaml_get(layers->items.items[i - 1].root, "rules"), "options"), rule),
            option);
    }
    return found;
}
