/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/policy_unused.h"

#include "analyzer/analysis.h"
#include "analyzer/custom.h"
#include "cli/run.h"
#include "zones/path.h"

/* A part of a policy file. */
struct part {
    struct policy_place place;
    const char *complaint; /* when it is not used */
    bool used;
};

struct finder {
    struct run *run;
    VECTOR(struct part) parts;
};

static bool is_own(const struct policy *policy, struct policy_place place)
{
    for (size_t i = 0; i < policy->layers.items.count; i++) {
        const struct policy_layer *layer = &policy->layers.items.items[i];
        if (layer->is_own && layer->source == place.source) {
            return true;
        }
    }
    return false;
}

/* The same part may be met in several policies, each of which has read the file for itself. */
static void add_part(struct finder *finder,
                     const struct policy *policy,
                     struct policy_place place,
                     const char *complaint,
                     bool used)
{
    if (!is_own(policy, place)) {
        return;
    }
    for (size_t i = 0; i < finder->parts.count; i++) {
        struct part *part = &finder->parts.items[i];
        if (part->place.start == place.start &&
            file_id_equal(file_id_of(part->place.source->path), file_id_of(place.source->path))) {
            part->used = part->used || used;
            return;
        }
    }
    struct part part = {place, complaint, used};
    VECTOR_PUSH(&finder->parts, part);
}

/* ---- Custom rules */

static bool runs_somewhere(const struct finder *finder, const struct policy *policy, size_t rule)
{
    for (size_t i = 0; i < finder->run->set->zones.count; i++) {
        const struct zone_policy *zone = finder->run->policies.of_zones[i];
        if (zone->policy == policy && zone->runs[rule]) {
            return true;
        }
    }
    return false;
}

static void add_custom_rules(struct finder *finder, const struct policy *policy)
{
    struct run_policies *policies = &finder->run->policies;
    const struct custom_rows *rows = terms_custom_rules(&policies->terms, policy);
    size_t first = policy->vocabulary.rule_count - policy->custom.items.count;
    for (size_t i = 0; i < policy->custom.items.count; i++) {
        const struct custom_rule *rule = &policy->custom.items.items[i];
        if (runs_somewhere(finder, policy, first + i)) {
            add_part(finder, policy, rule->place,
                     arena_format(policies->arena, "match of %s selects nothing in these zones",
                                  rule->name),
                     custom_rows_selected(rows, i) > 0);
        }
    }
}

/* ---- Overrides */

static bool holds_somewhere(const struct finder *finder,
                            const struct policy *policy,
                            const struct policy_override *override)
{
    for (size_t i = 0; i < finder->run->set->zones.count; i++) {
        const struct zone_policy *zone = finder->run->policies.of_zones[i];
        for (size_t k = 0; zone->policy == policy && k < zone->override_count; k++) {
            if (zone->overrides[k] == override) {
                return true;
            }
        }
    }
    return false;
}

static void add_overrides(struct finder *finder, const struct policy *policy)
{
    for (size_t i = 0; i < policy->overrides.count; i++) {
        const struct policy_override *override = &policy->overrides.items[i];
        add_part(finder, policy, override->place,
                 finder->run->options->now >= override->ends
                     ? "the override has ended"
                     : "the override holds for none of these zones",
                 holds_somewhere(finder, policy, override));
    }
}

/* ---- Patterns of files */

static bool matches_somewhere(const struct finder *finder,
                              const struct policy *policy,
                              const struct glob *glob)
{
    const struct zone_set *set = finder->run->set;
    struct run_policies *policies = &finder->run->policies;
    for (size_t i = 0; i < set->zones.count; i++) {
        const struct source *source = source_list_get(set->sources, set->zones.items[i]->source);
        const char *real;
        if (!source->from_file || policies->of_zones[i]->policy != policy ||
            run_policies_of_file(policies, source->path, &real) == NULL) {
            continue;
        }
        const char *below = policy_paths_below(&policy->zone_files, real);
        if (below != NULL && glob_matches(glob, bytes_from_string(below))) {
            return true;
        }
    }
    return false;
}

static void add_patterns(struct finder *finder, const struct policy *policy)
{
    const struct yaml_node *texts = policy_value(policy, "zones", "files", NULL);
    for (size_t i = 0; i < policy->zone_files.globs.count; i++) {
        add_part(finder, policy, yaml_text_at(texts, i)->place,
                 "the pattern matches the file of none of these zones",
                 matches_somewhere(finder, policy, policy->zone_files.globs.items[i]));
    }
}

/* ---- All of them */

static void run_rules(struct run *run)
{
    struct analysis_terms *terms = &run->policies.terms;
    for (size_t i = 0; i < terms->custom.count; i++) {
        custom_rows_count_selected(terms->custom.items[i].rows);
    }
    findings_free(analysis_run(run->set, terms));
}

size_t policy_unused_find(struct run *run, struct policy_problems *ret_unused)
{
    struct finder finder = {.run = run};
    run_rules(run);
    *ret_unused = policy_problems_start(run->policies.arena);
    for (size_t i = 0; i < run->policies.items.count; i++) {
        const struct policy *policy = run->policies.items.items[i].policy;
        add_patterns(&finder, policy);
        add_overrides(&finder, policy);
        add_custom_rules(&finder, policy);
    }
    size_t count = finder.parts.count;
    for (size_t i = 0; i < count; i++) {
        if (!finder.parts.items[i].used) {
            policy_problem_add(ret_unused, finder.parts.items[i].place, "%s",
                               finder.parts.items[i].complaint);
        }
    }
    VECTOR_FREE(&finder.parts);
    return count;
}
