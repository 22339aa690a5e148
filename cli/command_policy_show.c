/* SPDX-License-Identifier: BSD-3-Clause */
#include <sys/stat.h>

#include "cli/commands.h"
#include "cli/embedded_policies.h"
#include "cli/options.h"
#include "cli/place.h"
#include "cli/policies.h"
#include "cli/policy_hint.h"
#include "cli/policy_text.h"
#include "cli/text.h"
#include "zones/name_table.h"
#include "zones/path.h"

static bool begins_with(const char *text, const char *front)
{
    return strncmp(text, front, strlen(front)) == 0;
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text);
    return length >= strlen(end) && strcmp(text + length - strlen(end), end) == 0;
}

static bool is_builtin(const char *file)
{
    return begins_with(file, POLICY_BUILTIN);
}

static bool is_policy(const char *file)
{
    return is_builtin(file) || ends_with(file, ".yaml") || ends_with(file, ".yml");
}

static bool is_folder(const char *file)
{
    struct stat status;
    return stat(file, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool print(struct bytes text)
{
    struct output output = output_standard(stdout, COLOR_NEVER);
    output_write(&output, text);
    return output_close(&output);
}

/* ---- Which zone a file holds */

/* As it would be found by a check: by the policy, by the text of the file, by the name of the file,
 * which alone tells it when there is no file yet. */
static const char *find_zone_name(struct run_policies *policies,
                                  const struct policy *policy,
                                  const char *file,
                                  const char *real)
{
    const char *name = run_policies_mapped_name(policies, policy, real);
    struct claim_adviser adviser = run_policies_adviser(policies);
    if (name == NULL) {
        name = adviser.advise(adviser.context, file, false).name;
    }
    if (name == NULL && path_exists(file)) {
        struct claims *claims = claims_new();
        claims_add_path(claims, file);
        claims_settle(claims);
        /* A server configuration claims other files. */
        const struct zone_claim *claim = claims->items.items;
        if (claims->items.count > 0 && claim->name != NULL && strcmp(claim->path, file) == 0) {
            name = arena_copy_string(policies->arena, claim->name);
        }
        claims_free(claims);
    }
    return name != NULL ? name : zone_name_from_path(file, policies->arena);
}

static const struct zone_policy *find_zone_policy(struct policy *policy,
                                                  const char *zone_name,
                                                  const char *real,
                                                  int64_t now)
{
    uint8_t wire[NAME_OCTETS_MAX];
    enum flaw_kind flaw;
    size_t length =
        zone_name == NULL ? 0 : name_wire_from_absolute(bytes_from_string(zone_name), wire, &flaw);
    struct name_table *names = name_table_new(1);
    const struct name *apex =
        length == 0 ? NULL : name_table_add(names, (struct bytes){wire, length});
    const struct zone_policy *zone = zone_policy_find(policy, apex, real, now);
    name_table_free(names);
    return zone;
}

/* ---- The command */

static enum exit_status print_view(const struct policy_view *view)
{
    struct buffer text = {0};
    policy_text_add(view, &text);
    bool arrived = print(buffer_bytes(&text));
    buffer_free(&text);
    return arrived ? EXIT_STATUS_CLEAN : EXIT_STATUS_UNUSABLE;
}

static enum exit_status show_zone_file(struct run_policies *policies, const char *file)
{
    const struct options *options = policies->options;
    const char *real;
    struct policy *policy = run_policies_of_file(policies, file, &real);
    if (policy == NULL) {
        run_policies_print_problems(policies, stderr);
        return EXIT_STATUS_UNUSABLE;
    }
    struct bytes folder = path_folder(file);
    const char *path =
        run_policies_path(policies, arena_format(policies->arena, "%.*s", (int)folder.length,
                                                 (const char *)folder.data));
    policy_hint_print(policies, path, policy);
    const char *zone_name = find_zone_name(policies, policy, file, real);
    struct policy_view view = {
        .policy = policy,
        .zone = find_zone_policy(policy, zone_name, real, options->now),
        .file = file,
        .zone_name = zone_name,
        .folder = policies->folder,
        .now = options->now,
    };
    return print_view(&view);
}

static enum exit_status show_policy(struct run_policies *policies, const char *path)
{
    const struct options *options = policies->options;
    struct policy *policy = run_policies_read(policies, path);
    if (policy == NULL) {
        run_policies_print_problems(policies, stderr);
        return EXIT_STATUS_UNUSABLE;
    }
    policy_hint_print(policies, path, policy);
    struct policy_view view = {
        .policy = policy,
        .zone = zone_policy_find(policy, NULL, NULL, options->now),
        .folder = policies->folder,
        .now = options->now,
    };
    return print_view(&view);
}

/* A policy of the program as it is, with what its comments say. */
static enum exit_status show_builtin(const char *reference)
{
    const char *name = reference + strlen(POLICY_BUILTIN);
    for (size_t i = 0; i < embedded_policies_count; i++) {
        const struct builtin_policy *policy = &embedded_policies[i];
        if (strcmp(policy->name, name) == 0) {
            struct bytes text = {(const uint8_t *)policy->text, policy->length};
            return print(text) ? EXIT_STATUS_CLEAN : EXIT_STATUS_UNUSABLE;
        }
    }
    return EXIT_STATUS_FINDINGS;
}

static enum exit_status show(struct run_policies *policies, const struct options *options)
{
    if (options->arguments.count == 0) {
        return show_policy(policies, run_policies_path(policies, ""));
    }
    const char *file = options->arguments.items[0];
    if (options->arguments.count > 1) {
        message_print("the command policy show takes one FILE");
        return EXIT_STATUS_UNUSABLE;
    }
    if (*file == '\0') {
        message_print("the command policy show needs the name of a FILE, and this one is empty");
        return EXIT_STATUS_UNUSABLE;
    }
    if (is_folder(file)) {
        return show_policy(policies, run_policies_path(policies, file));
    }
    if (!is_policy(file)) {
        return show_zone_file(policies, file);
    }
    if (options->policy_path != NULL || options->isolated) {
        message_print("%s is a policy itself: no other one goes with it", file);
        return EXIT_STATUS_UNUSABLE;
    }
    if (is_builtin(file) && options->settings.count == 0) {
        enum exit_status status = show_builtin(file);
        if (status != EXIT_STATUS_FINDINGS) {
            return status;
        }
    }
    return show_policy(policies, file);
}

enum exit_status command_policy_show(const struct options *options)
{
    struct run_policies policies;
    run_policies_start(&policies, options);
    enum exit_status status = show(&policies, options);
    run_policies_end(&policies);
    return status;
}
