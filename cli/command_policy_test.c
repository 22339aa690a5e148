/* SPDX-License-Identifier: BSD-3-Clause */
#include <inttypes.h>

#include "analyzer/custom_test.h"
#include "cli/commands.h"
#include "cli/policy_unused.h"
#include "cli/problem_text.h"
#include "cli/run.h"
#include "cli/text.h"

/* Writes a report to standard output, and the line that ends it to standard error. */
static enum exit_status tell(const struct options *options,
                             struct buffer *report,
                             struct buffer *summary,
                             bool good)
{
    struct output output = output_standard(stdout, COLOR_NEVER);
    output_write(&output, buffer_bytes(report));
    bool arrived = output_close(&output);
    if (!options->quiet) {
        struct output line = output_standard(stderr, COLOR_NEVER);
        buffer_add_byte(summary, '\n');
        output_write(&line, buffer_bytes(summary));
        output_close(&line);
    }
    buffer_free(report);
    buffer_free(summary);
    return !arrived ? EXIT_STATUS_UNUSABLE : good ? EXIT_STATUS_CLEAN : EXIT_STATUS_FINDINGS;
}

/* ---- Tests */

struct tally {
    uint64_t tests;
    uint64_t failed;
    uint64_t rules;
    uint64_t untested;
};

/* A text of one line or of several: records. */
static void show_lines(const char *label, const char *lines, struct buffer *text)
{
    buffer_add_format(text, "    %s:\n", label);
    while (*lines != '\0') {
        size_t length = strcspn(lines, "\n");
        buffer_add_string(text, "        ");
        text_show((struct bytes){(const uint8_t *)lines, length}, text);
        buffer_add_byte(text, '\n');
        lines += length + (lines[length] == '\n' ? 1 : 0);
    }
}

static void show_failure(const struct custom_test_result *result,
                         const struct run_policies *policies,
                         struct buffer *text)
{
    struct output output = output_standard(stdout, COLOR_NEVER);
    struct policy_problem problem = {
        .place = result->place,
        .message = arena_format(policies->arena, "%s: %s", result->rule->name, result->message),
    };
    problem_show(&problem, "failed", policies->folder, output.columns, text);
    if (result->expected != NULL) {
        show_lines("expected", result->expected, text);
        show_lines("found", result->found, text);
    }
}

static struct tally run_tests(const struct policy *policy,
                              const struct run_policies *policies,
                              struct buffer *text)
{
    struct tally tally = {.rules = policy->custom.items.count};
    struct custom_rows *rows =
        custom_rows_new(policy->custom.items.items, policy->custom.items.count);
    for (size_t i = 0; i < policy->custom.items.count; i++) {
        const struct custom_rule *rule = &policy->custom.items.items[i];
        tally.untested += rule->test_count == 0 ? 1 : 0;
        for (size_t k = 0; k < rule->test_count; k++) {
            struct custom_test_result result =
                custom_test_run(custom_rows_at(rows, i), rule, &rule->tests[k], policies->arena);
            tally.tests++;
            if (result.message != NULL) {
                tally.failed++;
                show_failure(&result, policies, text);
            }
        }
        if (custom_rows_was_costly(rows, i)) {
            message_print("%s: matching an expression of this rule with the text of a test would "
                          "have taken too long; of that text the rule says nothing",
                          rule->name);
        }
    }
    custom_rows_free(rows);
    return tally;
}

/* `12 tests of 5 rules: 1 failed; 2 rules have no tests` */
static void add_tally(struct tally tally, struct buffer *line)
{
    if (tally.rules == 0) {
        buffer_add_string(line, "the policy has no custom rules");
        return;
    }
    text_add_count(line, tally.tests, "test");
    buffer_add_string(line, " of ");
    text_add_count(line, tally.rules, "rule");
    if (tally.failed > 0) {
        buffer_add_format(line, ": %" PRIu64 " failed", tally.failed);
    } else if (tally.tests > 0) {
        buffer_add_string(line, ": all passed");
    }
    if (tally.untested > 0) {
        buffer_add_string(line, "; ");
        text_add_count(line, tally.untested, "rule");
        buffer_add_string(line, tally.untested == 1 ? " has no test" : " have no test");
    }
}

static enum exit_status test(struct run_policies *policies, const struct options *options)
{
    if (options->arguments.count > 0) {
        message_print("'%s': a PATH goes with --unused; the tests are those of the policy",
                      options->arguments.items[0]);
        return EXIT_STATUS_UNUSABLE;
    }
    const struct policy *policy = run_policies_of_folder(policies, "");
    if (policy == NULL) {
        run_policies_print_problems(policies, stderr);
        return EXIT_STATUS_UNUSABLE;
    }
    struct buffer report = {0};
    struct buffer summary = {0};
    struct tally tally = run_tests(policy, policies, &report);
    add_tally(tally, &summary);
    return tell(options, &report, &summary, tally.failed == 0);
}

/* ---- What is of no use */

static enum exit_status list_unused(struct run *run, const struct options *options)
{
    if (!run_load(run, options)) {
        return EXIT_STATUS_UNUSABLE;
    }
    struct policy_problems unused;
    struct buffer report = {0};
    struct buffer summary = {0};
    struct output output = output_standard(stdout, COLOR_NEVER);
    size_t count = policy_unused_find(run, &unused);
    run_print_costly_rules(run);
    for (size_t i = 0; i < unused.items.count; i++) {
        problem_show(&unused.items.items[i], "unused", run->policies.folder, output.columns,
                     &report);
    }
    if (unused.left_out > 0) {
        buffer_add_format(&report, "and %" PRIu64 " more\n", unused.left_out);
    }
    uint64_t unused_count = policy_problems_count(&unused);
    buffer_add_format(&summary, "%" PRIu64 " of %zu parts of policies unused in ", unused_count,
                      count);
    text_add_count(&summary, run->set->zones.count, "zone");
    policy_problems_end(&unused);
    enum exit_status status = tell(options, &report, &summary, unused_count == 0);
    return exit_status_worse(status,
                             run->errors.count > 0 ? EXIT_STATUS_UNUSABLE : EXIT_STATUS_CLEAN);
}

enum exit_status command_policy_test(const struct options *options)
{
    enum exit_status status;
    if (options->unused) {
        struct run run = {0};
        status = list_unused(&run, options);
        run_end(&run);
    } else {
        struct run_policies policies;
        run_policies_start(&policies, options);
        status = test(&policies, options);
        run_policies_end(&policies);
    }
    return status;
}
