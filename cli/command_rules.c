/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/rule.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/text.h"

enum { COLUMN_COUNT = 6 };

static void row_of(const struct rule *rule, const char *row[COLUMN_COUNT])
{
    row[0] = rule->name;
    row[1] = rule->family;
    row[2] = severity_text(rule->severity);
    row[3] = fix_safety_text(rule->fix);
    row[4] = rule_scope_text(rule->scope);
    row[5] = rule->summary;
}

static void add_row(struct buffer *text,
                    const char *const row[COLUMN_COUNT],
                    const size_t widths[COLUMN_COUNT])
{
    for (size_t i = 0; i + 1 < COLUMN_COUNT; i++) {
        buffer_add_format(text, "%-*s  ", (int)widths[i], row[i]);
    }
    buffer_add_format(text, "%s\n", row[COLUMN_COUNT - 1]);
}

static void write_table(struct output *output)
{
    const char *row[COLUMN_COUNT] = {"rule", "family", "level", "fix", "scope", "what it finds"};
    const char *const heading[COLUMN_COUNT] = {row[0], row[1], row[2], row[3], row[4], row[5]};
    size_t widths[COLUMN_COUNT];
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        widths[i] = strlen(heading[i]);
    }
    for (size_t i = 0; i < rule_count(); i++) {
        row_of(rule_at(i), row);
        for (size_t j = 0; j < COLUMN_COUNT; j++) {
            widths[j] = strlen(row[j]) > widths[j] ? strlen(row[j]) : widths[j];
        }
    }
    struct buffer text = {0};
    add_row(&text, heading, widths);
    for (size_t i = 0; i < rule_count(); i++) {
        row_of(rule_at(i), row);
        add_row(&text, row, widths);
    }
    output_write(output, buffer_bytes(&text));
    buffer_free(&text);
}

/* The table is a report of its own: of the formats, it has the default and json. */
static const struct {
    const char *format;
    void (*write)(struct output *output);
} tables[] = {
    {"full", write_table},
    {"json", rules_write_json},
};

static bool write_request(const struct report_request *request, enum color_choice color)
{
    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
        if (strcmp(tables[i].format, request->format->name) != 0) {
            continue;
        }
        struct output output = output_standard(stdout, color);
        if (request->path != NULL && !output_open(&output, request->path, color)) {
            return false;
        }
        tables[i].write(&output);
        return output_close(&output);
    }
    message_print("the table of rules has no format %s; it has full and json",
                  request->format->name);
    return false;
}

enum exit_status command_rules(const struct options *options)
{
    enum exit_status status = EXIT_STATUS_CLEAN;
    for (size_t i = 0; i < options->reports.count; i++) {
        if (!write_request(&options->reports.items[i], options->color)) {
            status = EXIT_STATUS_UNUSABLE;
        }
    }
    return status;
}
