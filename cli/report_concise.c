/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/rule.h"
#include "cli/report.h"
#include "cli/text.h"

/* The form that compilers use, and so editors and pipelines understand. */
static void add_item(const struct report *report,
                     const struct report_item *item,
                     struct buffer *text)
{
    static const char *const asides[] = {
        [FINDING_TOLD] = "",
        [FINDING_SUPPRESSED] = " (suppressed)",
        [FINDING_IN_BASELINE] = " (in the baseline)",
    };
    const struct finding *finding = item->finding;
    struct position position =
        source_list_position(item->set->sources, finding->span.source, finding->span.start);
    text_show_string(report_path(report, item->set, finding->span.source), text);
    buffer_add_format(text, ":%llu:%llu: %s: %s: ", (unsigned long long)position.line,
                      (unsigned long long)position.column, severity_text(finding->severity),
                      finding->rule->name);
    text_show_string(finding->message, text);
    buffer_add_string(text, asides[finding->aside]);
    buffer_add_byte(text, '\n');
}

void report_write_concise(const struct report *report, struct output *output)
{
    struct buffer text = {0};
    for (size_t i = 0; i < report_item_count(report) && output_works(output); i++) {
        struct report_item item;
        if (report_listed(report, REPORT_LEFT, i, &item)) {
            buffer_clear(&text);
            add_item(report, &item, &text);
            output_write(output, buffer_bytes(&text));
        }
    }
    buffer_free(&text);
}
