/* SPDX-License-Identifier: BSD-3-Clause */
#include <stdlib.h>

#include "analyzer/analysis.h"
#include "cli/commands.h"
#include "cli/report.h"
#include "cli/run.h"
#include "cli/summary.h"
#include "cli/text.h"
#include "fixers/diff.h"
#include "fixers/file.h"

/* What git and patch shall call the file: they go neither through symbolic links nor through `..`,
 * so it is the real path, relative to the working folder. A file that lies elsewhere is beyond
 * them: it keeps the name that it has. In `arena`. */
static const char *diff_path(const struct report *report,
                             const struct source *source,
                             struct arena *arena)
{
    char *real = realpath(source->path, NULL);
    const char *path = real == NULL ? source->path : real;
    const char *relative = report_relative(report, path);
    if (*relative == '/') {
        message_print("%s: outside of the working folder; to apply the difference, make it in a "
                      "folder above the file",
                      source->path);
        relative = report_path(report, report->set, source->index);
    }
    relative = arena_copy_string(arena, relative);
    free(real);
    return relative;
}

/* Prints how the files would change. False when the output does not work. */
static bool print_differences(const struct report *report)
{
    const struct fix_result *result = report->result;
    struct output output = output_standard(stdout, COLOR_NEVER);
    struct buffer diff = {0};
    struct arena *arena = arena_new();
    for (size_t i = 0; result != NULL && i < result->files.count; i++) {
        const struct changed_file *file = &result->files.items[i];
        buffer_clear(&diff);
        diff_add(&diff, diff_path(report, file->source, arena), file->source->text,
                 file->replacements, file->replacement_count);
        output_write(&output, buffer_bytes(&diff));
        arena_clear(arena);
    }
    arena_free(arena);
    buffer_free(&diff);
    return output_close(&output);
}

/* All or none of the files. Standard input is no file: see print_standard_input(). */
static enum status replace_files(const struct fix_result *result, struct error *error)
{
    VECTOR(struct file_change) changes = {0};
    for (size_t i = 0; i < result->files.count; i++) {
        const struct changed_file *file = &result->files.items[i];
        if (file->source->from_file) {
            struct file_change change = {file->source, file->text};
            VECTOR_PUSH(&changes, change);
        }
    }
    enum status status =
        changes.count == 0 ? STATUS_OK : files_replace(changes.items, changes.count, error);
    VECTOR_FREE(&changes);
    return status;
}

/* Who pipes a zone through the program gets a zone back, repaired or as it was. */
static bool print_standard_input(const struct source *source, const struct fix_result *result)
{
    struct bytes text = source->text;
    for (size_t i = 0; result != NULL && i < result->files.count; i++) {
        if (result->files.items[i].source == source) {
            text = result->files.items[i].text;
        }
    }
    struct output output = output_standard(stdout, COLOR_NEVER);
    output_write(&output, text);
    return output_close(&output);
}

/* Takes the fixes that the policy allows, and writes the files unless only the difference is
 * wanted. False, after a message, when a proof or the writing failed; then `*ret_result` is
 * NULL. */
static bool take_fixes(const struct run *run,
                       const struct findings *findings,
                       struct fix_result **ret_result)
{
    const struct options *options = run->options;
    struct fix_result *result;
    struct error error;
    *ret_result = NULL;
    if (fix_run(run->set, &run->policies.terms, findings, &result, &error) != STATUS_OK) {
        message_print("%s; nothing was written", error.text);
        return false;
    }
    /* A failure of the file system says itself what it left behind. */
    if (!options->diff && replace_files(result, &error) != STATUS_OK) {
        message_print("%s", error.text);
        fix_result_free(result);
        return false;
    }
    *ret_result = result;
    return true;
}

/* Writes what stands on standard output instead of the reports, if anything does. */
static enum exit_status print_texts(const struct run *run, const struct report *report)
{
    const struct fix_result *result = report->result;
    if (run->options->diff) {
        bool empty = result == NULL || result->files.count == 0;
        if (!print_differences(report)) {
            return EXIT_STATUS_UNUSABLE;
        }
        return empty ? EXIT_STATUS_CLEAN : EXIT_STATUS_FINDINGS;
    }
    if (run->standard_input != NULL && !print_standard_input(run->standard_input, result)) {
        return EXIT_STATUS_UNUSABLE;
    }
    return EXIT_STATUS_CLEAN;
}

static enum exit_status fix(const struct run *run)
{
    const struct options *options = run->options;
    struct findings *findings = analysis_run(run->set, &run->policies.terms);
    struct fix_result *result;
    enum exit_status status = EXIT_STATUS_CLEAN;
    if (!take_fixes(run, findings, &result)) {
        status = EXIT_STATUS_FAULT;
    }
    struct report report = report_of(run, findings, true);
    report.result = result;
    report.written = result != NULL && !options->diff;
    status = exit_status_worse(status, print_texts(run, &report));
    bool text_on_stdout = options->diff || run->standard_input != NULL;
    if (!report_write(&report, options, text_on_stdout ? stderr : stdout) ||
        run->errors.count > 0) {
        status = exit_status_worse(status, EXIT_STATUS_UNUSABLE);
    }
    if (report_fails(&report)) {
        status = exit_status_worse(status, EXIT_STATUS_FINDINGS);
    }
    run_print_costly_rules(run);
    summary_print(&report, options);
    report_end(&report);
    fix_result_free(result);
    findings_free(findings);
    return status;
}

enum exit_status command_fix(const struct options *options)
{
    struct run run;
    enum exit_status status = EXIT_STATUS_UNUSABLE;
    if (run_load(&run, options)) {
        status = fix(&run);
    }
    run_end(&run);
    return status;
}
