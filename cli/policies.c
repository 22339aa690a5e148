/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/policies.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyzer/rule_vocabulary.h"
#include "cli/embedded_policies.h"
#include "cli/options.h"
#include "cli/place.h"
#include "cli/problem_text.h"
#include "cli/text.h"
#include "zones/path.h"

static const char *const default_policy = POLICY_BUILTIN "recommended";

void run_policies_start(struct run_policies *policies, const struct options *options)
{
    *policies = (struct run_policies){.options = options, .arena = arena_new()};
    policies->problems = policy_problems_start(policies->arena);
    policies->folders.arena = policies->arena;
    char *folder = getcwd(NULL, 0);
    policies->folder = folder == NULL ? NULL : arena_copy_string(policies->arena, folder);
    free(folder);
}

/* ---- Reading */

/* What these options ask for goes for every policy. */
static void set_options(struct policy *policy, const struct options *options)
{
    policy->unsafe_fixes = options->unsafe_fixes;
    policy->suppressions.denied = policy->suppressions.denied || options->no_inline_ignores;
    size_t count = policy->vocabulary.rule_count;
    for (size_t i = 0; i < options->fix_rules.count; i++) {
        if (policy->fix_only == NULL) {
            policy->fix_only = memory_get_zeroed(count, sizeof(bool));
        }
        int rule = vocabulary_find(&policy->vocabulary, options->fix_rules.items[i]);
        if (rule != VOCABULARY_NONE) {
            policy->fix_only[rule] = true;
        }
    }
}

/* A file that is asked for has the path that it was given, and one that is extended its real one. */
static bool problem_equals(const struct policy_problem *a,
                           const struct policy_problem *b,
                           const char *folder)
{
    return a->place.start == b->place.start && strcmp(a->message, b->message) == 0 &&
           strcmp(path_shown_from(folder, a->place.source->path),
                  path_shown_from(folder, b->place.source->path)) == 0;
}

/* What is wrong in a file that several policies extend, or in an option, was told already. */
static void drop_repeated_problems(struct policy_problems *problems,
                                   size_t first,
                                   const char *folder)
{
    struct policy_problem *items = problems->items.items;
    size_t kept = first;
    for (size_t i = first; i < problems->items.count; i++) {
        size_t same = 0;
        while (same < first && !problem_equals(&items[same], &items[i], folder)) {
            same++;
        }
        if (same == first) {
            items[kept++] = items[i];
        }
    }
    problems->items.count = kept;
}

static bool is_misnamed(const struct run_policies *policies, const char *path)
{
    return policies->options->policy_path == NULL &&
           strcmp(path_base(path), POLICY_FILE_MISNAMED) == 0;
}

static void tell_misnamed(struct run_policies *policies, const char *path)
{
    struct policy_source *source = arena_get_zeroed(policies->arena, sizeof(*source));
    source->path = arena_copy_string(policies->arena, path_shown_from(policies->folder, path));
    policy_problem_add(&policies->problems, (struct policy_place){source, 0, 0},
                       "a policy is found by the name " POLICY_FILE_NAME ": rename this file");
}

struct policy *run_policies_read(struct run_policies *policies, const char *path)
{
    for (size_t i = 0; i < policies->items.count; i++) {
        if (strcmp(policies->items.items[i].path, path) == 0) {
            return policies->items.items[i].policy;
        }
    }
    const struct options *options = policies->options;
    const struct policy_input input = {
        .path = path,
        .working_folder = policies->folder,
        .vocabulary = &rule_vocabulary,
        .builtins = embedded_policies,
        .builtin_count = embedded_policies_count,
        .program_version = program_version_number,
        .settings = options->settings.items,
        .setting_count = options->settings.count,
    };
    size_t first = policies->problems.items.count;
    struct run_policy item = {.path = arena_copy_string(policies->arena, path)};
    if (is_misnamed(policies, path)) {
        tell_misnamed(policies, path);
    } else {
        item.policy = policy_load(&input, &policies->problems);
    }
    drop_repeated_problems(&policies->problems, first, policies->folder);
    if (item.policy != NULL) {
        set_options(item.policy, options);
    }
    if (item.policy != NULL && options->unused) {
        item.excluding = arena_get_zeroed(
            policies->arena, (item.policy->zone_exclude.globs.count + 1) * sizeof(bool));
    }
    VECTOR_PUSH(&policies->items, item);
    return item.policy;
}

static const char *real_folder(struct run_policies *policies, const char *folder)
{
    struct buffer real = {0};
    const char *found = "/";
    if (path_resolve(folder, &real)) {
        found = arena_copy_string(policies->arena, buffer_string(&real));
    }
    buffer_free(&real);
    return found;
}

/* The same for a folder whose real path is known. */
static const char *path_for(struct run_policies *policies, const char *real)
{
    const struct options *options = policies->options;
    const char *path = options->policy_path;
    if (path == NULL && !options->isolated) {
        path = policy_folder_find(&policies->folders, real)->policy;
    }
    return path == NULL ? default_policy : path;
}

const char *run_policies_path(struct run_policies *policies, const char *folder)
{
    return path_for(policies, real_folder(policies, folder));
}

struct policy *run_policies_of_folder(struct run_policies *policies, const char *folder)
{
    if (policies->asked != NULL && strcmp(policies->asked, folder) == 0) {
        return policies->last;
    }
    policies->asked = arena_copy_string(policies->arena, folder);
    policies->real = real_folder(policies, folder);
    policies->last = run_policies_read(policies, path_for(policies, policies->real));
    return policies->last;
}

/* ---- Which files are zones */

/* The folder of a path, as run_policies_of_folder() takes it. */
static const char *folder_of(struct run_policies *policies, const char *path)
{
    struct bytes folder = path_folder(path);
    return arena_format(policies->arena, "%.*s", (int)folder.length, (const char *)folder.data);
}

/* The real path of what a path names, but for a symbolic link at its end: a link to a zone file is
 * for the policy of the folder that it stands in. */
static const char *real_path_in(struct run_policies *policies, const char *real, const char *path)
{
    return arena_format(policies->arena, "%s%s%s", real, real[1] == '\0' ? "" : "/",
                        path_base(path));
}

static struct policy *policy_of_path(struct run_policies *policies, const char *path)
{
    return run_policies_of_folder(policies, folder_of(policies, path));
}

/* After policy_of_path() for the same path. */
static const char *real_path(struct run_policies *policies, const char *path)
{
    return real_path_in(policies, policies->real, path);
}

struct policy *run_policies_of_file(struct run_policies *policies,
                                    const char *path,
                                    const char **ret_real)
{
    struct policy *policy = policy_of_path(policies, path);
    *ret_real = real_path(policies, path);
    return policy;
}

static const char *name_by_pattern(struct run_policies *policies,
                                   const struct policy *policy,
                                   const char *path)
{
    for (size_t i = 0; i < policy->origins.count; i++) {
        const char *name =
            origin_pattern_zone_name(policy->origins.items[i], path, policies->arena);
        if (name != NULL) {
            return name;
        }
    }
    return NULL;
}

static struct run_policy *item_of(const struct run_policies *policies, const struct policy *policy)
{
    struct run_policy *item = policies->items.items;
    while (item->policy != policy) {
        item++;
    }
    return item;
}

static bool excludes(struct run_policies *policies, const struct policy *policy, const char *real)
{
    const struct policy_paths *paths = &policy->zone_exclude;
    const char *below = policy_paths_below(paths, real);
    if (paths->globs.count == 0 || below == NULL) {
        return false;
    }
    bool *excluding = item_of(policies, policy)->excluding;
    for (size_t i = 0; excluding != NULL && i < paths->globs.count; i++) {
        excluding[i] |= glob_matches(paths->globs.items[i], bytes_from_string(below));
    }
    return policy_paths_match(paths, real);
}

bool run_policies_has_excluded(const struct run_policies *policies,
                               const struct policy *policy,
                               size_t pattern)
{
    return item_of(policies, policy)->excluding[pattern];
}

static struct claim_advice advise(void *context, const char *path, bool is_folder)
{
    struct run_policies *policies = context;
    const struct policy *policy = policy_of_path(policies, path);
    struct claim_advice advice = {0};
    if (policy == NULL) {
        return advice;
    }
    const char *real = real_path(policies, path);
    bool is_policy = strcmp(path_base(path), POLICY_FILE_NAME) == 0;
    if (is_policy || excludes(policies, policy, real)) {
        advice.take = CLAIM_NEVER;
    }
    if (is_folder) {
        return advice;
    }
    if (advice.take != CLAIM_NEVER && policy->zone_files.globs.count > 0) {
        advice.take = policy_paths_match(&policy->zone_files, real) ? CLAIM_ALWAYS : CLAIM_NEVER;
    }
    advice.name = name_by_pattern(policies, policy, path);
    return advice;
}

struct claim_adviser run_policies_adviser(struct run_policies *policies)
{
    return (struct claim_adviser){.advise = advise, .context = policies};
}

/* Real paths. */
struct asked {
    VECTOR(const char *) paths;
};

/* What is asked for: the working folder when nothing is. */
static struct asked list_asked(struct run_policies *policies)
{
    const struct options *options = policies->options;
    struct asked asked = {0};
    size_t count = options->arguments.count;
    bool nothing = count + options->zones.count + options->named_confs.count == 0;
    for (size_t i = 0; i < (nothing ? 1 : count); i++) {
        const char *path = nothing ? "." : options->arguments.items[i];
        struct stat status;
        bool is_folder = stat(path, &status) == 0 && S_ISDIR(status.st_mode);
        const char *real =
            is_folder
                ? real_folder(policies, path)
                : real_path_in(policies, real_folder(policies, folder_of(policies, path)), path);
        VECTOR_PUSH(&asked.paths, real);
    }
    return asked;
}

static bool asked_has(const struct asked *asked, const char *real)
{
    for (size_t i = 0; i < asked->paths.count; i++) {
        if (path_is_inside(bytes_from_string(real), bytes_from_string(asked->paths.items[i]))) {
            return true;
        }
    }
    return false;
}

/* Where the path of a policy's map leads: it may have `..` in it, and links. */
static const char *mapped_path(struct run_policies *policies, const char *path)
{
    const char *folder = folder_of(policies, path);
    if (policies->mapped == NULL || strcmp(policies->mapped, folder) != 0) {
        policies->mapped = folder;
        policies->mapped_real = real_folder(policies, folder);
    }
    return real_path_in(policies, policies->mapped_real, path);
}

const char *run_policies_mapped_name(struct run_policies *policies,
                                     const struct policy *policy,
                                     const char *real)
{
    for (size_t i = 0; i < policy->zone_map.count; i++) {
        if (strcmp(mapped_path(policies, policy->zone_map.items[i].path), real) == 0) {
            return policy->zone_map.items[i].name;
        }
    }
    return NULL;
}

static void claim_mapped(struct run_policies *policies,
                         const struct policy *policy,
                         const struct asked *asked,
                         struct claims *claims)
{
    for (size_t i = 0; i < policy->zone_map.count; i++) {
        const struct policy_zone *zone = &policy->zone_map.items[i];
        const char *real = mapped_path(policies, zone->path);
        if (asked_has(asked, real)) {
            claims_add_named(claims, zone->name, path_shown_from(policies->folder, real));
        }
    }
}

void run_policies_claim(struct run_policies *policies, struct claims *claims)
{
    struct asked asked = list_asked(policies);
    for (size_t i = 0; i < policies->items.count; i++) {
        const struct policy *policy = policies->items.items[i].policy;
        if (policy != NULL) {
            claim_mapped(policies, policy, &asked, claims);
        }
    }
    VECTOR_FREE(&asked.paths);
}

/* ---- Zones */

static const struct zone_policy *find_of_zone(struct run_policies *policies,
                                              const struct zone_set *set,
                                              const struct zone *zone)
{
    const struct source *source = source_list_get(set->sources, zone->source);
    bool has_path = source->from_file || policies->options->stdin_filename != NULL;
    struct policy *policy =
        has_path ? policy_of_path(policies, source->path) : run_policies_of_folder(policies, "");
    if (policy == NULL) {
        return NULL;
    }
    const char *real =
        has_path && policy->overrides.count > 0 ? real_path(policies, source->path) : NULL;
    return zone_policy_find(policy, zone->apex, real, policies->options->now);
}

/* The text of a policy file is a source of the set, as findings stand in sources. */
static uint32_t source_of(struct run_policies *policies,
                          const struct zone_set *set,
                          const struct policy_source *policy)
{
    for (size_t i = 0; i < policies->sources.count; i++) {
        if (policies->sources.items[i].policy == policy) {
            return policies->sources.items[i].source;
        }
    }
    struct shown_policy shown = {
        .policy = policy,
        .source = source_list_add_text(
                      set->sources, path_shown_from(policies->folder, policy->path), policy->text)
                      ->index,
    };
    VECTOR_PUSH(&policies->sources, shown);
    return shown.source;
}

static void add_expired(struct run_policies *policies,
                        const struct zone_set *set,
                        const struct policy *policy)
{
    for (size_t i = 0; i < policy->overrides.count; i++) {
        const struct policy_override *override = &policy->overrides.items[i];
        const struct policy_place *until = &override->until;
        if (policies->options->now < override->ends) {
            continue;
        }
        struct expired_override expired = {
            .override = override,
            .span = {until->start, until->end - until->start,
                     source_of(policies, set, until->source)},
        };
        VECTOR_PUSH(&policies->terms.expired, expired);
    }
}

static bool has_rule(const struct run_policies *policies, const char *name)
{
    for (size_t i = 0; i < policies->items.count; i++) {
        const struct policy *policy = policies->items.items[i].policy;
        if (policy != NULL && vocabulary_find(&policy->vocabulary, name) != VOCABULARY_NONE) {
            return true;
        }
    }
    return false;
}

/* Rules of policies can be named when all of those are read. */
static void check_fix_rules(struct run_policies *policies)
{
    const struct options *options = policies->options;
    for (size_t i = 0; i < options->fix_rules.count; i++) {
        const char *name = options->fix_rules.items[i];
        if (!has_rule(policies, name)) {
            struct policy_source *source = arena_get(policies->arena, sizeof(*source));
            *source = (struct policy_source){
                .path = "--fix-rule",
                .text = bytes_from_string(name),
                .is_option = true,
            };
            policy_problem_add(&policies->problems,
                               (struct policy_place){source, 0, (uint32_t)strlen(name)},
                               "no policy of these zones has a rule %s",
                               policy_quoted(policies->arena, bytes_from_string(name)));
        }
    }
}

bool run_policies_assign(struct run_policies *policies, const struct zone_set *set)
{
    policies->of_zones =
        arena_get_zeroed(policies->arena, (set->zones.count + 1) * sizeof(policies->of_zones[0]));
    for (size_t i = 0; i < set->zones.count; i++) {
        policies->of_zones[i] = find_of_zone(policies, set, set->zones.items[i]);
    }
    struct policy *own = run_policies_of_folder(policies, "");
    if (policy_problems_count(&policies->problems) == 0) {
        check_fix_rules(policies);
    }
    if (policy_problems_count(&policies->problems) > 0 || own == NULL) {
        return false;
    }
    policies->terms = (struct analysis_terms){
        .zones = policies->of_zones,
        .policy = zone_policy_find(own, NULL, NULL, policies->options->now),
        .now = policies->options->now,
    };
    for (size_t i = 0; i < policies->items.count; i++) {
        terms_add_custom_rules(&policies->terms, policies->items.items[i].policy);
        add_expired(policies, set, policies->items.items[i].policy);
    }
    return true;
}

bool run_policies_print_problems(const struct run_policies *policies, FILE *file)
{
    struct buffer text = {0};
    struct output output = output_standard(file, COLOR_NEVER);
    problems_show(&policies->problems, policies->folder, output.columns, &text);
    fflush(stdout);
    output_write(&output, buffer_bytes(&text));
    buffer_free(&text);
    return output_close(&output);
}

void run_policies_end(struct run_policies *policies)
{
    terms_end(&policies->terms);
    for (size_t i = 0; i < policies->items.count; i++) {
        policy_free(policies->items.items[i].policy);
    }
    VECTOR_FREE(&policies->items);
    VECTOR_FREE(&policies->sources);
    policy_problems_end(&policies->problems);
    policy_folders_end(&policies->folders);
    arena_free(policies->arena);
}
