/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/policy_unused.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "analyzer/analysis.h"
#include "analyzer/custom.h"
#include "cli/options.h"
#include "cli/run.h"
#include "zones/path.h"

/* A part of a policy file. */
struct part {
    struct policy_place place;
    struct file_id file;   /* of the place */
    const char *complaint; /* when it is not used */
    bool used;
    bool is_repeated; /* another one stands for it */
};

/* A file that holds a zone. */
struct zone_file {
    struct file_id id;
    const struct zone *zone;
};

struct finder {
    struct run *run;
    const struct policy_source *source; /* of the last part, */
    struct file_id file;                /* and its file */
    VECTOR(struct part) parts;
    VECTOR(struct zone_file) files; /* by id */
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

static void add_part(struct finder *finder,
                     const struct policy *policy,
                     struct policy_place place,
                     const char *complaint,
                     bool used)
{
    if (!is_own(policy, place)) {
        return;
    }
    if (finder->source != place.source) {
        finder->source = place.source;
        finder->file = file_id_of(place.source->path);
    }
    struct part part = {
        .place = place,
        .file = finder->file,
        .complaint = complaint,
        .used = used,
    };
    VECTOR_PUSH(&finder->parts, part);
}

static bool is_same_place(const struct part *a, const struct part *b)
{
    return a->place.start == b->place.start && file_id_equal(a->file, b->file);
}

static int compare_places(const void *a, const void *b)
{
    const struct part *const *left = a;
    const struct part *const *right = b;
    int order = file_id_compare((*left)->file, (*right)->file);
    uint32_t starts[] = {(*left)->place.start, (*right)->place.start};
    if (order == 0) {
        order = (starts[0] > starts[1]) - (starts[0] < starts[1]);
    }
    return order != 0 ? order : (*left > *right) - (*left < *right);
}

/* The same part may be met in several policies, each of which has read the file for itself: the
 * first one stands for all. Returns how many are left. */
static size_t join_repeated(struct finder *finder)
{
    size_t count = finder->parts.count;
    size_t left = 0;
    struct part **sorted = memory_get((count + 1) * sizeof(*sorted));
    for (size_t i = 0; i < count; i++) {
        sorted[i] = &finder->parts.items[i];
    }
    qsort(sorted, count, sizeof(*sorted), compare_places);
    for (size_t first = 0, i = 0; i < count; i++) {
        if (!is_same_place(sorted[first], sorted[i])) {
            first = i;
        }
        sorted[i]->is_repeated = first != i;
        sorted[first]->used |= sorted[i]->used;
        left += first == i;
    }
    free(sorted);
    return left;
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

static void add_overrides(struct finder *finder, const struct policy *policy)
{
    for (size_t i = 0; i < policy->overrides.count; i++) {
        const struct policy_override *override = &policy->overrides.items[i];
        add_part(finder, policy, override->place,
                 finder->run->options->now >= override->ends
                     ? "the override has ended"
                     : "the override holds for none of these zones",
                 override->held);
    }
}

/* ---- Files and their zones */

/* The files of the zones that go by a policy: the next one from `*at` on, which is 0 at first.
 * NULL: there is no more. */
static const char *next_file(const struct finder *finder, const struct policy *policy, size_t *at)
{
    const struct zone_set *set = finder->run->set;
    while (*at < set->zones.count) {
        const struct zone_policy *zone = finder->run->policies.of_zones[*at];
        const struct source *source = source_list_get(set->sources, set->zones.items[*at]->source);
        ++*at;
        if (source->from_file && zone->policy == policy) {
            return source->path;
        }
    }
    return NULL;
}

static bool matches_somewhere(const struct finder *finder,
                              const struct policy *policy,
                              const struct glob *glob)
{
    const char *path;
    const char *real;
    for (size_t at = 0; (path = next_file(finder, policy, &at)) != NULL;) {
        run_policies_of_file(&finder->run->policies, path, &real);
        const char *below = policy_paths_below(&policy->zone_files, real);
        if (below != NULL && glob_matches(glob, bytes_from_string(below))) {
            return true;
        }
    }
    return false;
}

static void add_files(struct finder *finder, const struct policy *policy)
{
    const struct yaml_node *texts = policy_value(policy, "zones", "files", NULL);
    for (size_t i = 0; i < policy->zone_files.globs.count; i++) {
        add_part(finder, policy, yaml_text_at(texts, i)->place,
                 "the pattern matches the file of none of these zones",
                 matches_somewhere(finder, policy, policy->zone_files.globs.items[i]));
    }
}

/* Who names files and no folder has searched for nothing. */
static bool searches(const struct options *options)
{
    size_t given = options->arguments.count + options->zones.count + options->named_confs.count;
    for (size_t i = 0; i < options->arguments.count; i++) {
        struct stat status;
        if (stat(options->arguments.items[i], &status) == 0 && S_ISDIR(status.st_mode)) {
            return true;
        }
    }
    return given == 0;
}

static void add_exclude(struct finder *finder, const struct policy *policy)
{
    const struct yaml_node *texts = policy_value(policy, "zones", "exclude", NULL);
    bool searched = searches(finder->run->options);
    for (size_t i = 0; searched && i < policy->zone_exclude.globs.count; i++) {
        add_part(finder, policy, yaml_text_at(texts, i)->place,
                 "the pattern leaves out nothing that was searched",
                 run_policies_has_excluded(&finder->run->policies, policy, i));
    }
}

static bool tells_a_zone(const struct finder *finder,
                         const struct policy *policy,
                         const struct origin_pattern *pattern)
{
    const char *path;
    for (size_t at = 0; (path = next_file(finder, policy, &at)) != NULL;) {
        if (origin_pattern_zone_name(pattern, path, finder->run->arena) != NULL) {
            return true;
        }
    }
    return false;
}

static void add_origins(struct finder *finder, const struct policy *policy)
{
    const struct yaml_node *texts = policy_value(policy, "zones", "origin", NULL);
    for (size_t i = 0; i < policy->origins.count; i++) {
        add_part(finder, policy, yaml_text_at(texts, i)->place,
                 "the pattern tells the zone of none of these files",
                 tells_a_zone(finder, policy, policy->origins.items[i]));
    }
}

static int compare_files(const void *a, const void *b)
{
    const struct zone_file *left = a;
    const struct zone_file *right = b;
    return file_id_compare(left->id, right->id);
}

static void list_files(struct finder *finder)
{
    const struct zone_set *set = finder->run->set;
    for (size_t i = 0; i < set->zones.count; i++) {
        const struct zone *zone = set->zones.items[i];
        const struct source *source = source_list_get(set->sources, zone->source);
        struct zone_file file = {{source->identity.device, source->identity.inode}, zone};
        VECTOR_PUSH(&finder->files, file);
    }
    if (finder->files.count > 1) {
        qsort(finder->files.items, finder->files.count, sizeof(struct zone_file), compare_files);
    }
}

/* The first file with this id, or the one behind those with smaller ones. */
static size_t find_file(const struct finder *finder, struct file_id id)
{
    size_t start = 0;
    size_t end = finder->files.count;
    while (start < end) {
        size_t middle = start + (end - start) / 2;
        if (file_id_compare(finder->files.items[middle].id, id) < 0) {
            start = middle + 1;
        } else {
            end = middle;
        }
    }
    return start;
}

/* The zone need not go by the policy that maps it: that is the one of its file's folder. */
static bool is_read(const struct finder *finder, const struct policy_zone *mapped)
{
    struct file_id id = file_id_of(mapped->path);
    for (size_t i = find_file(finder, id); file_id_is_set(id) && i < finder->files.count &&
                                           file_id_equal(finder->files.items[i].id, id);
         i++) {
        char text[NAME_TEXT_BYTES_MAX];
        if (strcmp(name_to_text(finder->files.items[i].zone->apex, text), mapped->name) == 0) {
            return true;
        }
    }
    return false;
}

static void add_map(struct finder *finder, const struct policy *policy)
{
    for (size_t i = 0; i < policy->zone_map.count; i++) {
        const struct policy_zone *zone = &policy->zone_map.items[i];
        add_part(finder, policy, zone->place,
                 "no zone of these is read from the file that is mapped", is_read(finder, zone));
    }
}

/* ---- Names elsewhere */

static void add_external(struct finder *finder, const struct policy *policy)
{
    for (size_t i = 0; i < external_names_count(policy->external); i++) {
        const struct external_name *name = external_names_at(policy->external, i);
        add_part(finder, policy, name->place, "no rule asks for this name in these zones",
                 atomic_load(&name->asked));
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
    list_files(&finder);
    *ret_unused = policy_problems_start(run->policies.arena);
    for (size_t i = 0; i < run->policies.items.count; i++) {
        const struct policy *policy = run->policies.items.items[i].policy;
        add_files(&finder, policy);
        add_exclude(&finder, policy);
        add_origins(&finder, policy);
        add_map(&finder, policy);
        add_external(&finder, policy);
        add_overrides(&finder, policy);
        add_custom_rules(&finder, policy);
    }
    size_t count = join_repeated(&finder);
    for (size_t i = 0; i < finder.parts.count; i++) {
        const struct part *part = &finder.parts.items[i];
        if (!part->used && !part->is_repeated) {
            policy_problem_add(ret_unused, part->place, "%s", part->complaint);
        }
    }
    VECTOR_FREE(&finder.parts);
    VECTOR_FREE(&finder.files);
    return count;
}
