/* SPDX-License-Identifier: BSD-3-Clause */
#include <unistd.h>

#include "cli/lookup.h"
#include "cli/report.h"
#include "cli/run.h"
#include "cli/text.h"

/* Of the formats, an answer has the default and json. */
static const struct {
    const char *format;
    void (*write)(const struct lookups *lookups, struct output *output);
} forms[] = {
    {"full", lookups_write_text},
    {"json", lookups_write_json},
};

enum { FORM_COUNT = sizeof(forms) / sizeof(forms[0]) };

/* FORM_COUNT when there is none. */
static size_t form_of(const struct report_request *request)
{
    size_t form = 0;
    while (form < FORM_COUNT && strcmp(forms[form].format, request->format->name) != 0) {
        form++;
    }
    return form;
}

static bool formats_exist(const struct options *options)
{
    for (size_t i = 0; i < options->reports.count; i++) {
        if (form_of(&options->reports.items[i]) == FORM_COUNT) {
            message_print("an answer has no format %s; it has full and json",
                          options->reports.items[i].format->name);
            return false;
        }
    }
    return true;
}

struct views {
    VECTOR(const char *) names; /* in the order of their zones */
};

static bool views_have(const struct views *views, const char *name)
{
    for (size_t i = 0; i < views->names.count; i++) {
        if (strcmp(views->names.items[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static struct views views_of(const struct zone_set *set)
{
    struct views views = {0};
    for (size_t i = 0; i < set->zones.count; i++) {
        const char *name = set->zones.items[i]->view;
        if (name != NULL && !views_have(&views, name)) {
            VECTOR_PUSH(&views.names, name);
        }
    }
    return views;
}

/* Whether the view of --view is that of a zone. */
static bool check_view(const struct run *run)
{
    const char *name = run->options->view;
    struct views views = views_of(run->set);
    bool exists = name == NULL || views_have(&views, name);
    if (!exists) {
        struct buffer text = {0};
        for (size_t i = 0; i < views.names.count; i++) {
            buffer_add_format(&text, "%s%s", i == 0 ? "" : ", ", views.names.items[i]);
        }
        message_print("no zone is in the view '%s'; the views are %s", name,
                      views.names.count == 0 ? "none" : buffer_string(&text));
        buffer_free(&text);
    }
    VECTOR_FREE(&views.names);
    return exists;
}

static bool write_lookups(const struct lookups *lookups, const struct options *options)
{
    bool written = true;
    for (size_t i = 0; i < options->reports.count; i++) {
        struct output output;
        if (!report_open(lookups->places.set, options, i, stdout, &output)) {
            written = false;
            continue;
        }
        forms[form_of(&options->reports.items[i])].write(lookups, &output);
        written = output_close(&output) && written;
    }
    return written;
}

static enum exit_status resolve_all(const struct run *run)
{
    struct error error;
    if (source_list_verify(run->set->sources, &error) != STATUS_OK) {
        message_print("%s", error.text);
        return EXIT_STATUS_UNUSABLE;
    }
    if (!check_view(run)) {
        return EXIT_STATUS_UNUSABLE;
    }
    char *folder = getcwd(NULL, 0);
    const struct places places = {.set = run->set, .folder = folder};
    struct lookups lookups =
        lookups_ask(&run->options->question, places, run->policies.terms.policy->policy->external,
                    run->options->view);
    lookups.errors = run->errors.items;
    lookups.error_count = run->errors.count;
    enum exit_status status = EXIT_STATUS_CLEAN;
    for (size_t i = 0; i < lookups.items.count; i++) {
        if (lookups.items.items[i].answer.end != ANSWER_DATA) {
            status = EXIT_STATUS_FINDINGS;
        }
    }
    if (!write_lookups(&lookups, run->options) || run->errors.count > 0) {
        status = EXIT_STATUS_UNUSABLE;
    }
    lookups_end(&lookups);
    free(folder);
    return status;
}

enum exit_status command_resolve(const struct options *options)
{
    if (!formats_exist(options)) {
        return EXIT_STATUS_UNUSABLE;
    }
    struct run run;
    enum exit_status status = EXIT_STATUS_UNUSABLE;
    if (run_load(&run, options)) {
        status = resolve_all(&run);
    }
    run_end(&run);
    return status;
}
