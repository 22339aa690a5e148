/* SPDX-License-Identifier: BSD-3-Clause */
#include <inttypes.h>
#include <sys/stat.h>

#include "analyzer/analysis.h"
#include "cli/baseline_file.h"
#include "cli/commands.h"
#include "cli/run.h"
#include "cli/text.h"

static const char *path_of(struct run *run)
{
    const char *path = run_baseline_path(run);
    return path == NULL ? baseline_path_default : path;
}

/* What is found in all that the options name; NULL, after a message, when not all of it could be
 * read: what is in a part is no measure of the whole. */
static struct findings *find(struct run *run, const struct options *options)
{
    struct error error;
    if (!run_load(run, options)) {
        return NULL;
    }
    if (run->errors.count > 0) {
        message_print("%s: not written, as not everything could be read", path_of(run));
        return NULL;
    }
    struct findings *findings = analysis_run(run->set, &run->policies.terms);
    if (source_list_verify(run->set->sources, &error) != STATUS_OK) {
        message_print("%s", error.text);
        findings_free(findings);
        return NULL;
    }
    return findings;
}

static uint64_t count_of(const struct baseline *baseline)
{
    uint64_t count = 0;
    for (size_t i = 0; i < baseline->entries.count; i++) {
        count += baseline->entries.items[i].count;
    }
    return count;
}

/* The line that ends a run. */
static void print_summary(const struct options *options, struct buffer *line)
{
    struct output output = output_standard(stderr, COLOR_NEVER);
    buffer_add_byte(line, '\n');
    if (!options->quiet) {
        output_write(&output, buffer_bytes(line));
    }
    output_close(&output);
    buffer_free(line);
}

/* `FILE: 12 findings` */
static void add_size(struct buffer *line, const char *path, const struct baseline *baseline)
{
    text_show(bytes_from_string(path), line);
    buffer_add_string(line, ": ");
    text_add_count(line, count_of(baseline), "finding");
}

static enum exit_status create(struct run *run, const struct options *options)
{
    struct stat stat;
    struct error error;
    struct findings *findings = find(run, options);
    if (findings == NULL) {
        return EXIT_STATUS_UNUSABLE;
    }
    const char *path = path_of(run);
    if (lstat(path, &stat) == 0) {
        message_print("%s: it is there already; `zonetidy baseline update` brings it up to date",
                      path);
        findings_free(findings);
        return EXIT_STATUS_UNUSABLE;
    }
    struct baseline *baseline = baseline_of(findings);
    enum exit_status status = EXIT_STATUS_CLEAN;
    if (baseline_file_create(path, baseline, &error) == STATUS_OK) {
        struct buffer line = {0};
        add_size(&line, path, baseline);
        print_summary(options, &line);
    } else {
        message_print("%s", error.text);
        status = EXIT_STATUS_UNUSABLE;
    }
    baseline_free(baseline);
    findings_free(findings);
    return status;
}

enum exit_status command_baseline_create(const struct options *options)
{
    struct run run = {0};
    enum exit_status status = create(&run, options);
    run_end(&run);
    return status;
}

/* `; 2 entries dropped`; nothing when there are none. */
static void add_entries(struct buffer *line, uint64_t count, const char *what)
{
    if (count > 0) {
        buffer_add_format(line, "; %" PRIu64 " %s %s", count, count == 1 ? "entry" : "entries",
                          what);
    }
}

static void add_new_findings(struct buffer *line, uint64_t count, const char *what)
{
    if (count > 0) {
        buffer_add_string(line, "; ");
        text_add_count(line, count, "new finding");
        buffer_add_format(line, " %s", what);
    }
}

/* Nobody who prunes has asked for new findings. */
static void add_difference(struct buffer *line,
                           const struct baseline_difference *difference,
                           bool pruning)
{
    if (difference->dropped + difference->lowered == 0) {
        buffer_add_string(line, "; nothing is stale");
    }
    add_entries(line, difference->dropped, "dropped");
    add_entries(line, difference->lowered, "lowered");
    add_new_findings(line, difference->added, "added");
    add_new_findings(line, pruning ? 0 : difference->not_taken, "not taken (--add-new)");
}

static enum exit_status renew(struct run *run,
                              const struct options *options,
                              struct baseline_file *file,
                              struct baseline_renewal renewal)
{
    struct error error;
    struct findings *findings = find(run, options);
    if (findings == NULL) {
        return EXIT_STATUS_UNUSABLE;
    }
    const char *path = path_of(run);
    if (baseline_file_read(file, path, &error) != STATUS_OK) {
        message_print("%s", error.text);
        findings_free(findings);
        return EXIT_STATUS_UNUSABLE;
    }
    struct baseline_difference difference;
    struct baseline *baseline = baseline_renew(file->baseline, findings, run->set,
                                               &run->policies.terms, renewal, &difference);
    enum exit_status status = EXIT_STATUS_CLEAN;
    if (baseline_file_replace(file, baseline, &error) == STATUS_OK) {
        struct buffer line = {0};
        add_size(&line, path, baseline);
        add_difference(&line, &difference, !renewal.words);
        print_summary(options, &line);
    } else {
        message_print("%s", error.text);
        status = EXIT_STATUS_UNUSABLE;
    }
    baseline_free(baseline);
    findings_free(findings);
    return status;
}

static enum exit_status run_renew(const struct options *options, struct baseline_renewal renewal)
{
    struct run run = {0};
    struct baseline_file file = {0};
    enum exit_status status = renew(&run, options, &file, renewal);
    run_end(&run);
    baseline_file_end(&file);
    return status;
}

enum exit_status command_baseline_update(const struct options *options)
{
    struct baseline_renewal renewal = {.words = true, .add_new = options->add_new};
    return run_renew(options, renewal);
}

enum exit_status command_baseline_prune(const struct options *options)
{
    return run_renew(options, (struct baseline_renewal){0});
}
