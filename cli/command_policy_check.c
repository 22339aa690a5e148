/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/place.h"
#include "cli/policies.h"
#include "cli/policy_hint.h"
#include "cli/text.h"

static void check_file(struct run_policies *policies, const char *path)
{
    policy_hint_print(policies, path, run_policies_read(policies, path));
}

/* `zonetidy.yaml: 2 errors`, `3 policy files: no errors` */
static void print_summary(const struct run_policies *policies)
{
    struct buffer line = {0};
    if (policies->items.count == 1) {
        const char *path = policies->items.items[0].path;
        text_show_string(path_shown_from(policies->folder, path), &line);
    } else {
        text_add_count(&line, policies->items.count, "policy file");
    }
    buffer_add_string(&line, ": ");
    text_add_count(&line, policy_problems_count(&policies->problems), "error");
    buffer_add_byte(&line, '\n');
    struct output output = output_standard(stderr, COLOR_NEVER);
    output_write(&output, buffer_bytes(&line));
    output_close(&output);
    buffer_free(&line);
}

enum exit_status command_policy_check(const struct options *options)
{
    struct run_policies policies;
    run_policies_start(&policies, options);
    for (size_t i = 0; i < options->arguments.count; i++) {
        check_file(&policies, options->arguments.items[i]);
    }
    if (options->arguments.count == 0) {
        check_file(&policies, run_policies_path(&policies, ""));
    }
    bool arrived = run_policies_print_problems(&policies, stdout);
    bool good = arrived && policy_problems_count(&policies.problems) == 0;
    if (!options->quiet) {
        print_summary(&policies);
    }
    run_policies_end(&policies);
    return good ? EXIT_STATUS_CLEAN : EXIT_STATUS_UNUSABLE;
}
