/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/baseline_file.h"

#include <errno.h>
#include <sys/stat.h>

#include "cli/baseline_json.h"
#include "fixers/file.h"
#include "fixers/new_file.h"

const char baseline_path_default[] = ".zonetidy-baseline.json";

enum status baseline_file_read(struct baseline_file *file, const char *path, struct error *error)
{
    *file = (struct baseline_file){.sources = source_list_new()};
    struct stat status;
    bool is_there = stat(path, &status) == 0;
    if (!is_there && errno == ENOENT) {
        return error_set(error, "%s: no such file; `zonetidy baseline create` makes it", path);
    }
    if (is_there && (uint64_t)status.st_size > BASELINE_BYTES_MAX) {
        return error_set(error, "%s: larger than a baseline may be, 512 MiB", path);
    }
    if (source_list_read(file->sources, path, &file->source, error) != STATUS_OK) {
        return STATUS_FAILED;
    }
    file->baseline = baseline_from_json(file->source->text, path, error);
    return file->baseline == NULL ? STATUS_FAILED : STATUS_OK;
}

void baseline_file_end(struct baseline_file *file)
{
    baseline_free(file->baseline);
    source_list_free(file->sources);
}

static enum status check_size(const char *path,
                              const struct baseline *baseline,
                              struct error *error)
{
    if (baseline->entries.count > BASELINE_ENTRIES_MAX) {
        return error_set(error,
                         "%s: there are %zu different findings, and a baseline has %d at most",
                         path, baseline->entries.count, BASELINE_ENTRIES_MAX);
    }
    return STATUS_OK;
}

enum status baseline_file_replace(const struct baseline_file *file,
                                  const struct baseline *baseline,
                                  struct error *error)
{
    struct buffer text = {0};
    enum status status = check_size(file->source->path, baseline, error);
    if (status != STATUS_OK) {
        return status;
    }
    baseline_to_json(baseline, &text);
    struct file_change change = {file->source, buffer_bytes(&text)};
    if (!bytes_equal(change.text, file->source->text)) {
        status = files_replace(&change, 1, error);
    }
    buffer_free(&text);
    return status;
}

enum status baseline_file_create(const char *path,
                                 const struct baseline *baseline,
                                 struct error *error)
{
    struct buffer text = {0};
    enum status status = check_size(path, baseline, error);
    if (status != STATUS_OK) {
        return status;
    }
    baseline_to_json(baseline, &text);
    status = file_create(path, buffer_bytes(&text), error);
    buffer_free(&text);
    return status;
}
