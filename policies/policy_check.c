/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/policy_check.h"

#include "policies/keys.h"
#include "policies/requirement.h"

/* An empty file is no policy: it has no version. */
static void tell_empty(const struct policy_layer *layer, struct policy_problems *problems)
{
    policy_problem_add(problems, (struct policy_place){layer->source, 0, 0}, "an empty policy")
        ->help = "the shortest one is `version: 1`";
}

/* False, with a problem, when the file is for another version. */
static bool requirement_holds(const struct policy_layer *layer,
                              const char *program_version,
                              struct policy_problems *problems)
{
    const struct yaml_node *requires = yaml_get(layer->root, "requires");
    if (requires == NULL || requires->kind != YAML_SCALAR || !requirement_is_good(requires->text) ||
        requirement_is_met(requires->text, program_version)) {
        return true;
    }
    policy_problem_add(problems, requires->place, "this is zonetidy %s, and the policy requires %s",
                       program_version, policy_quoted(problems->arena, requires->text));
    return false;
}

/* ---- Overrides */

/* Nobody knows whether a list without items means nothing or all. */
static void check_conditions(const struct yaml_node *override, struct policy_problems *problems)
{
    static const char *const conditions[] = {"files", "zones", "owners", "types"};
    for (size_t i = 0; i < sizeof(conditions) / sizeof(conditions[0]); i++) {
        const struct yaml_node *condition = yaml_get(override, conditions[i]);
        if (condition != NULL && condition->kind == YAML_LIST && condition->items.count == 0 &&
            !condition->incomplete) {
            policy_problem_add(problems, condition->place, "an empty list of %s", conditions[i])
                ->help = "name what the override is for, or leave the key out";
        }
    }
}

static void check_overrides(const struct policy_layer *layer, struct policy_problems *problems)
{
    const struct yaml_node *overrides = yaml_get(layer->root, "overrides");
    for (size_t i = 0; overrides != NULL && i < overrides->items.count; i++) {
        const struct yaml_node *override = overrides->items.items[i];
        if (override->kind == YAML_MAP) {
            check_conditions(override, problems);
        }
    }
}

/* A policy for another version may well have keys that this one does not know. */
static bool is_for_this_version(const struct policy_layers *layers,
                                const char *program_version,
                                struct policy_problems *problems)
{
    bool holds = true;
    for (size_t i = 0; i < layers->items.count; i++) {
        holds = requirement_holds(&layers->items.items[i], program_version, problems) && holds;
    }
    return holds;
}

bool policy_layers_check(const struct policy_layers *layers,
                         const struct vocabulary *vocabulary,
                         const char *program_version,
                         struct policy_problems *problems)
{
    const struct scalar_check check = {.vocabulary = vocabulary, .problems = problems};
    if (!is_for_this_version(layers, program_version, problems)) {
        return false;
    }
    for (size_t i = 0; i < layers->items.count; i++) {
        const struct policy_layer *layer = &layers->items.items[i];
        if (layer->is_empty) {
            tell_empty(layer, problems);
        } else if (layer->root != NULL) {
            schema_check(&policy_schema, layer->root, &check);
            check_overrides(layer, problems);
        }
    }
    return true;
}
