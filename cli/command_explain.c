/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/rule.h"
#include "cli/commands.h"
#include "cli/embedded_pages.h"
#include "cli/options.h"
#include "cli/text.h"

static const struct embedded_page *page_find(const char *name)
{
    for (size_t i = 0; i < embedded_pages_count; i++) {
        if (strcmp(embedded_pages[i].name, name) == 0) {
            return &embedded_pages[i];
        }
    }
    return NULL;
}

/* An empty line stands between two pages. */
static void print_page(struct output *output, const struct embedded_page *page, bool *is_first)
{
    if (!*is_first) {
        output_write(output, bytes_from_string("\n"));
    }
    *is_first = false;
    output_write(output, (struct bytes){(const uint8_t *)page->text, page->length});
}

static enum exit_status tell_missing(const char *name)
{
    const char *nearest = rule_nearest(name);
    if (rule_find(name) != NULL) {
        message_print("this program was built without the page of %s", name);
        return EXIT_STATUS_FAULT;
    }
    if (nearest != NULL) {
        message_print("no rule is called '%s'; the nearest name is '%s'", name, nearest);
    } else {
        message_print("no rule is called '%s'; `zonetidy rules` lists them", name);
    }
    return EXIT_STATUS_UNUSABLE;
}

enum exit_status command_explain(const struct options *options)
{
    if (options->all == (options->arguments.count > 0)) {
        message_print("explain takes the names of rules, or --all");
        return EXIT_STATUS_UNUSABLE;
    }
    enum exit_status status = EXIT_STATUS_CLEAN;
    struct output output = output_standard(stdout, options->color);
    bool is_first = true;
    for (size_t i = 0; options->all && i < embedded_pages_count; i++) {
        print_page(&output, &embedded_pages[i], &is_first);
    }
    for (size_t i = 0; i < options->arguments.count; i++) {
        const struct embedded_page *page = page_find(options->arguments.items[i]);
        if (page == NULL) {
            status = exit_status_worse(status, tell_missing(options->arguments.items[i]));
        } else {
            print_page(&output, page, &is_first);
        }
    }
    if (!output_close(&output)) {
        status = exit_status_worse(status, EXIT_STATUS_UNUSABLE);
    }
    return status;
}
