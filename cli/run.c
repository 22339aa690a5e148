/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/run.h"

#include <errno.h>
#include <sched.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyzer/custom.h"
#include "cli/place.h"
#include "cli/problem_text.h"
#include "cli/text.h"
#include "zones/path.h"

static void add_error(struct run *run, const char *path, const char *message)
{
    struct unread error = {
        .path = arena_copy_string(run->arena, path),
        .message = arena_copy_string(run->arena, message),
    };
    VECTOR_PUSH(&run->errors, error);
}

/* A search leaves policies out; who names one is told that it is no zone file. */
static void claim_argument(struct run *run, const char *path)
{
    if (strcmp(path_base(path), POLICY_FILE_NAME) == 0) {
        add_error(
            run, path,
            arena_format(run->arena,
                         "%s: a policy and no zone file; `zonetidy policy check` tells what is "
                         "wrong in it",
                         path));
    } else if (!path_is_standard_input(path)) {
        claims_add_path(run->claims, path);
    }
}

static bool claim_all(struct run *run)
{
    const struct options *options = run->options;
    for (size_t i = 0; i < options->zones.count; i++) {
        struct error error;
        if (claims_add_option(run->claims, options->zones.items[i], &error) != STATUS_OK) {
            message_print("%s", error.text);
            return false;
        }
    }
    for (size_t i = 0; i < options->named_confs.count; i++) {
        struct error error;
        const char *path = options->named_confs.items[i];
        if (claims_add_named_conf(run->claims, path, &error) != STATUS_OK) {
            add_error(run, path, error.text);
        }
    }
    for (size_t i = 0; i < options->arguments.count; i++) {
        claim_argument(run, options->arguments.items[i]);
    }
    if (options->zones.count + options->named_confs.count + options->arguments.count == 0) {
        claims_add_path(run->claims, ".");
    }
    run_policies_claim(&run->policies, run->claims);
    claims_settle(run->claims);
    for (size_t i = 0; i < run->claims->errors.count; i++) {
        add_error(run, run->claims->errors.items[i].path, run->claims->errors.items[i].message);
    }
    return true;
}

static void allow_folder_of(struct run *run, const char *path)
{
    struct bytes folder = arena_copy(run->arena, path_folder(path));
    source_list_allow_folder(run->set->sources, (const char *)folder.data);
}

/* An $INCLUDE reads nothing but what lies in the folders that the user works with. What a zone has
 * of its own, such as the `directory` of its configuration, the loader adds (zones/directive.c). */
static void allow_folders(struct run *run)
{
    const struct options *options = run->options;
    source_list_allow_folder(run->set->sources, "");
    for (size_t i = 0; i < options->include_roots.count; i++) {
        source_list_allow_folder(run->set->sources, options->include_roots.items[i]);
    }
    for (size_t i = 0; i < options->zones.count; i++) {
        const char *equals = strchr(options->zones.items[i], '=');
        allow_folder_of(run, equals == NULL ? "" : equals + 1);
    }
    for (size_t i = 0; i < options->named_confs.count; i++) {
        allow_folder_of(run, options->named_confs.items[i]);
    }
    for (size_t i = 0; i < options->arguments.count; i++) {
        const char *path = options->arguments.items[i];
        struct stat status;
        if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
            source_list_allow_folder(run->set->sources, path);
        } else {
            allow_folder_of(run, path);
        }
    }
}

static bool read_to_end(int fd, struct buffer *text)
{
    uint8_t piece[65536];
    for (;;) {
        ssize_t count = read(fd, piece, sizeof(piece));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            return count == 0;
        }
        buffer_add(text, (struct bytes){piece, (size_t)count});
    }
}

/* The file need not be there yet; then only its path tells. */
static bool is_same_file(const char *path, const char *other)
{
    struct file_id id = file_id_of(path);
    return strcmp(path, other) == 0 || (file_id_is_set(id) && file_id_equal(id, file_id_of(other)));
}

/* Lets standard input take the place of the claims of its file, by whatever name. False when there
 * are none. */
static bool claims_take_text(struct run *run, const struct source *source)
{
    bool taken = false;
    for (size_t i = 0; i < run->claims->items.count; i++) {
        struct zone_claim *claim = &run->claims->items.items[i];
        if (!path_is_standard_input(claim->path) && !is_same_file(claim->path, source->path)) {
            continue;
        }
        claim->from_text = true;
        claim->source = source->index;
        claim->path = source->path;
        /* What the file said of its zone's name, its new text may say otherwise. */
        if (claim->from == ZONE_NAME_CONTENT || claim->from == ZONE_NAME_FILE) {
            claim->name = NULL;
        }
        taken = true;
    }
    return taken;
}

/* An editor sends the text of a file that is not saved yet. Where that file is claimed, by a folder
 * or a server configuration, the text takes its place and keeps its zone name and view. */
static void claim_standard_input(struct run *run)
{
    const char *path = run->options->stdin_filename;
    struct buffer text = {0};
    struct error error;
    if (!read_to_end(STDIN_FILENO, &text)) {
        error_from_errno(&error, "standard input");
        add_error(run, "-", error.text);
        buffer_free(&text);
        return;
    }
    run->standard_input =
        source_list_add_text(run->set->sources, path == NULL ? "-" : path, buffer_bytes(&text));
    buffer_free(&text);
    if (!claims_take_text(run, run->standard_input)) {
        struct zone_claim claim = {
            .path = run->standard_input->path,
            .from = ZONE_NAME_CONTENT,
            .from_text = true,
            .source = run->standard_input->index,
        };
        VECTOR_PUSH(&run->claims->items, claim);
    }
}

/* Where a policy says which files of the folder are zones, by what it calls its place; NULL when
 * none does, and the files themselves tell. */
static const char *place_of_patterns(struct run *run, const char *folder)
{
    const struct policy *policy = run_policies_of_folder(&run->policies, folder);
    const struct yaml_node *patterns =
        policy == NULL ? NULL : policy_value(policy, "zones", "files", NULL);
    struct stat status;
    if (patterns == NULL || stat(folder, &status) < 0 || !S_ISDIR(status.st_mode)) {
        return NULL;
    }
    struct buffer text = {0};
    policy_place_show(patterns->place, run->policies.folder, &text);
    const char *place = arena_copy_string(run->arena, buffer_string(&text));
    buffer_free(&text);
    return place;
}

static void add_nothing_found(struct run *run, const char *path)
{
    const char *patterns = place_of_patterns(run, path);
    if (patterns != NULL) {
        add_error(run, path,
                  arena_format(run->arena,
                               "%s: no zone found; %s says which files are zones, and "
                               "none of these is one",
                               path, patterns));
        return;
    }
    add_error(run, path,
              arena_format(run->arena,
                           "%s: no zone found; looked for text files that hold an SOA record, or "
                           "are named like db.NAME, NAME.zone, NAME.db",
                           path));
}

/* A run that read nothing must not look like one that found nothing wrong. */
static void check_that_zones_are_there(struct run *run)
{
    const struct options *options = run->options;
    if (run->set->zones.count > 0 || run->errors.count > 0) {
        return;
    }
    for (size_t i = 0; i < options->named_confs.count; i++) {
        const char *path = options->named_confs.items[i];
        add_error(run, path, arena_format(run->arena, "%s: it names no zone with a file", path));
    }
    for (size_t i = 0; i < options->arguments.count; i++) {
        add_nothing_found(run, options->arguments.items[i]);
    }
    if (run->errors.count == 0) {
        add_nothing_found(run, ".");
    }
}

/* As many threads as processors that this process may run on. */
static unsigned processor_count(void)
{
    cpu_set_t set;
    int count = 1;
    if (sched_getaffinity(0, sizeof(set), &set) == 0) {
        count = CPU_COUNT(&set);
    }
    return count < 1 ? 1 : count > WORKERS_MAX ? WORKERS_MAX : (unsigned)count;
}

const char *run_baseline_path(struct run *run)
{
    const struct policy *policy = run_policies_of_folder(&run->policies, "");
    return run->options->baseline != NULL ? run->options->baseline
           : policy == NULL || policy->baseline == NULL
               ? NULL
               : path_shown_from(run->policies.folder, policy->baseline);
}

/* A baseline that cannot be read would make everything new. False, after a message, then. */
static bool load_baseline(struct run *run)
{
    struct error error;
    const char *path = run_baseline_path(run);
    if (path == NULL || (run->options->command->bit & (COMMAND_CHECK | COMMAND_FIX)) == 0) {
        return true;
    }
    if (baseline_file_read(&run->baseline, path, &error) != STATUS_OK) {
        message_print("%s", error.text);
        return false;
    }
    run->policies.terms.baseline = run->baseline.baseline;
    return true;
}

bool run_load(struct run *run, const struct options *options)
{
    *run = (struct run){
        .options = options,
        .arena = arena_new(),
        .claims = claims_new(),
        .workers =
            workers_new(options->jobs > 0 ? options->jobs : processor_count(), options->share_all),
        .set = zone_set_new(),
    };
    run->set->workers = run->workers;
    run->set->reread_way = options->reread_way;
    if (options->command->bit != COMMAND_FIX) {
        source_list_map_files(run->set->sources);
    }
    clock_gettime(CLOCK_MONOTONIC, &run->started);
    run_policies_start(&run->policies, options);
    run->claims->adviser = run_policies_adviser(&run->policies);
    run_policies_of_folder(&run->policies, "");
    if (!claim_all(run)) {
        return false;
    }
    allow_folders(run);
    if (options_want_standard_input(options)) {
        claim_standard_input(run);
    }
    zone_set_load_all(run->set, run->claims->items.items, run->claims->items.count);
    zone_set_index(run->set);
    if (!run_policies_assign(&run->policies, run->set)) {
        run_policies_print_problems(&run->policies, stderr);
        return false;
    }
    if (!load_baseline(run)) {
        return false;
    }
    for (size_t i = 0; i < run->set->unread.count; i++) {
        add_error(run, run->set->unread.items[i].path, run->set->unread.items[i].message);
    }
    check_that_zones_are_there(run);
    for (size_t i = 0; i < run->errors.count; i++) {
        message_print("%s", run->errors.items[i].message);
    }
    return true;
}

void run_print_costly_rules(const struct run *run)
{
    for (size_t i = 0; i < run->policies.terms.custom.count; i++) {
        const struct custom_rows *rows = run->policies.terms.custom.items[i].rows;
        for (size_t k = 0; k < custom_rows_count(rows); k++) {
            if (custom_rows_was_costly(rows, k)) {
                message_print("%s: matching an expression of this rule with some of the data would "
                              "have taken too long; of these data the rule says nothing",
                              custom_rows_at(rows, k)->name);
            }
        }
    }
}

void run_end(struct run *run)
{
    VECTOR_FREE(&run->errors);
    baseline_file_end(&run->baseline);
    zone_set_free(run->set);
    workers_free(run->workers);
    claims_free(run->claims);
    run_policies_end(&run->policies);
    arena_free(run->arena);
}

double run_seconds(const struct run *run)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - run->started.tv_sec) +
           (double)(now.tv_nsec - run->started.tv_nsec) / 1e9;
}
