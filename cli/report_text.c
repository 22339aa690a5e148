/* SPDX-License-Identifier: BSD-3-Clause */
#include <inttypes.h>
#include <stdio.h>

#include "analyzer/rule.h"
#include "cli/page.h"
#include "cli/report.h"
#include "cli/text.h"

/* A longer text of an edit is shown in part. */
enum { EDIT_TEXT_COLUMNS = 60 };

static void add_headline(const struct page *page)
{
    const struct finding *finding = page->item->finding;
    page_paint(page, severity_paint(finding->severity));
    buffer_add_format(page->text, "%s[%s]", severity_text(finding->severity), finding->rule->name);
    page_paint_off(page);
    page_paint(page, PAINT_HEADLINE);
    buffer_add_string(page->text, ": ");
    text_show_string(finding->message, page->text);
    page_paint_off(page);
    buffer_add_byte(page->text, '\n');
}

static void add_related(const struct page *page)
{
    const struct finding *finding = page->item->finding;
    for (size_t i = 0; i < finding->related.count; i++) {
        const struct related *related = &finding->related.items[i];
        struct place place = page_place(page, related->span, related->zone);
        page_add_empty_gutter(page);
        page_add_place(page, &place, ":::");
        page_add_snippet(page, &place, '-', PAINT_FRAME, related->message);
    }
}

/* The reason, and in parentheses the standards that it does not name itself. */
static void add_why(const struct page *page)
{
    const struct finding *finding = page->item->finding;
    const char *rest = finding->references;
    struct bytes why = bytes_from_string(finding->why == NULL ? "" : finding->why);
    struct buffer others = {0};
    struct bytes reference;
    while (report_reference_next(&rest, &reference)) {
        if (why.length == 0 ||
            memmem(why.data, why.length, reference.data, reference.length) == NULL) {
            buffer_add_string(&others, others.length == 0 ? "" : "; ");
            buffer_add(&others, reference);
        }
    }
    struct buffer text = {0};
    buffer_add(&text, why);
    if (others.length > 0) {
        buffer_add_format(&text, why.length > 0 ? " (%s)" : "%s", buffer_string(&others));
    }
    if (text.length > 0) {
        page_add_remark(page, "why", "", buffer_string(&text));
    }
    buffer_free(&text);
    buffer_free(&others);
}

/* A text of an edit, in part when it is long. */
static void add_edit_text(const struct page *page, struct bytes edit_text)
{
    struct buffer *text = page->text;
    size_t columns = 0;
    buffer_add_byte(text, '`');
    for (size_t at = 0; at < edit_text.length;) {
        if (columns >= EDIT_TEXT_COLUMNS) {
            buffer_add_string(text, "...");
            break;
        }
        columns += character_show(edit_text, at, text);
        at += character_at(edit_text, at).length;
    }
    buffer_add_byte(text, '`');
}

static void add_edit(const struct page *page, const struct edit *edit)
{
    const struct finding *finding = page->item->finding;
    struct place place = page_place(page, edit->span, NULL);
    struct place own = page_place(page, finding->span, NULL);
    page_begin_remark_line(page, "fix");
    if (edit->span.source != finding->span.source || place.position.line != own.position.line) {
        page_add_path(page, edit->span.source);
        buffer_add_format(page->text, ":%" PRIu64 ": ", place.position.line);
    }
    if (edit->text.length == 0) {
        buffer_add_string(page->text, "delete ");
        add_edit_text(page, edit->expected);
    } else if (edit->span.length == 0) {
        buffer_add_string(page->text, "insert ");
        add_edit_text(page, edit->text);
    } else {
        add_edit_text(page, edit->expected);
        buffer_add_string(page->text, " -> ");
        add_edit_text(page, edit->text);
    }
    buffer_add_byte(page->text, '\n');
}

static size_t edited_files(const struct fix *fix)
{
    size_t count = 0;
    for (size_t i = 0; i < fix->edits.count; i++) {
        size_t j = 0;
        while (fix->edits.items[j].span.source != fix->edits.items[i].span.source) {
            j++;
        }
        count += j == i ? 1 : 0;
    }
    return count;
}

static void add_needs(const struct page *page, const struct finding *finding)
{
    unsigned needs = finding_fix_needs(finding);
    if (needs == 0) {
        return;
    }
    if ((needs & FIX_NEEDS_POLICY) != 0) {
        page_add_remark_line(page, "fix", "not taken: ", "the policy has fixes off here");
        return;
    }
    page_begin_remark_line(page, "fix");
    buffer_add_string(page->text, "taken only with");
    if ((needs & FIX_NEEDS_RULE) != 0) {
        buffer_add_format(page->text, " --fix-rule %s", finding->rule->name);
    }
    if ((needs & FIX_NEEDS_UNSAFE) != 0) {
        buffer_add_string(page->text, " --unsafe-fixes");
    }
    buffer_add_byte(page->text, '\n');
}

static void add_proposal(const struct page *page, const struct finding *finding)
{
    const struct fix *fix = finding->fix;
    page_begin_remark(page, "fix");
    text_show_format(page->text, "%s: %s (", fix_safety_text(fix->safety), fix->title);
    text_add_count(page->text, edited_files(fix), "file");
    buffer_add_string(page->text, ")\n");
    for (size_t i = 0; i < fix->edits.count; i++) {
        add_edit(page, &fix->edits.items[i]);
    }
    if (fix->unsafe_because != NULL) {
        page_add_remark_line(page, "fix", "because ", fix->unsafe_because);
    }
    add_needs(page, finding);
    if (page->item->not_fixed_because != NULL) {
        page_add_remark_line(page, "fix", "not taken: ", page->item->not_fixed_because);
    }
}

/* Why a finding would not be told, which is listed nonetheless. */
static void add_aside(const struct page *page)
{
    const struct finding *finding = page->item->finding;
    if (finding->aside == FINDING_IN_BASELINE) {
        page_add_remark(page, "note", "", "this is in the baseline");
    } else if (finding->aside == FINDING_SUPPRESSED) {
        const char *reason = finding->aside_reason;
        page_add_remark(page, "note", reason == NULL ? "" : "suppressed by a comment: ",
                        reason == NULL ? "suppressed by a comment" : reason);
    }
}

static void add_replies(const struct page *page)
{
    const struct finding *finding = page->item->finding;
    const char *reply;
    size_t at = 0;
    while ((reply = policy_reply_next(finding->policy->policy, finding->rule_number, &at)) !=
           NULL) {
        page_add_remark(page, "reply", "", reply);
    }
}

static void add_remarks(const struct page *page)
{
    const struct finding *finding = page->item->finding;
    size_t before = page->text->length;
    page_add_empty_gutter(page);
    size_t nothing = page->text->length;
    for (size_t i = 0; i < finding->notes.count; i++) {
        page_add_remark(page, "note", "", finding->notes.items[i]);
    }
    if (page->item->after_fix) {
        page_add_remark(page, "note", "",
                        "this is found only after the fixes, in the text as it would be");
    }
    add_aside(page);
    add_why(page);
    add_replies(page);
    if (finding->help != NULL) {
        page_add_remark(page, "help", "", finding->help);
    }
    if (finding->fix != NULL) {
        add_proposal(page, finding);
    }
    if (finding->fix_refused != NULL) {
        page_add_remark(page, "fix", "withheld: ", finding->fix_refused);
    }
    if (page->text->length == nothing) {
        page->text->length = before;
    }
}

static int digits(uint64_t number)
{
    return snprintf(NULL, 0, "%" PRIu64, number);
}

static int gutter_digits(const struct page *page, const struct place *own)
{
    const struct finding *finding = page->item->finding;
    int most = digits(own->position.line);
    for (size_t i = 0; i < finding->related.count; i++) {
        struct place place = page_place(page, finding->related.items[i].span, NULL);
        int own_digits = digits(place.position.line);
        most = own_digits > most ? own_digits : most;
    }
    return most;
}

void report_add_full(const struct report *report,
                     const struct report_item *item,
                     bool color,
                     size_t columns,
                     struct buffer *text)
{
    const struct finding *finding = item->finding;
    struct page page = {
        .report = report,
        .item = item,
        .text = text,
        .columns = columns,
        .color = color,
    };
    struct place place = page_place(&page, finding->span, finding->zone);
    page.gutter = gutter_digits(&page, &place);
    add_headline(&page);
    page_add_place(&page, &place, "-->");
    page_add_snippet(&page, &place, '^', severity_paint(finding->severity), finding->label);
    add_related(&page);
    add_remarks(&page);
    buffer_add_byte(text, '\n');
}

void report_write_full(const struct report *report, struct output *output)
{
    struct buffer text = {0};
    for (size_t i = 0; i < report_item_count(report) && output_works(output); i++) {
        struct report_item item;
        if (report_listed(report, REPORT_LEFT, i, &item)) {
            buffer_clear(&text);
            report_add_full(report, &item, output->color, output->columns, &text);
            output_write(output, buffer_bytes(&text));
        }
    }
    buffer_free(&text);
}
