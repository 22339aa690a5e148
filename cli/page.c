/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/page.h"

#include <inttypes.h>

#include "cli/snippet.h"
#include "cli/text.h"

void page_paint(const struct page *page, const char *code)
{
    if (page->color) {
        buffer_add_format(page->text, "\033[%sm", code);
    }
}

void page_paint_off(const struct page *page)
{
    page_paint(page, "0");
}

const char *severity_paint(enum severity severity)
{
    switch (severity) {
    case SEVERITY_ERROR:
        return PAINT_ERROR;
    case SEVERITY_WARNING:
        return PAINT_WARNING;
    case SEVERITY_INFO:
    case SEVERITY_OFF:
        return PAINT_INFO;
    }
    return PAINT_INFO;
}

void page_add_blanks(const struct page *page, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_add_byte(page->text, ' ');
    }
}

static struct places page_places(const struct page *page)
{
    return report_places(page->report, page->item->set);
}

struct place page_place(const struct page *page, struct span span, const struct zone *zone)
{
    return place_of(page_places(page), span, zone);
}

void page_add_path(const struct page *page, uint32_t source)
{
    text_show_string(places_path(page_places(page), source), page->text);
}

void page_add_place(const struct page *page, const struct place *place, const char *arrow)
{
    page_paint(page, PAINT_FRAME);
    buffer_add_format(page->text, "%*s%s", page->gutter, "", arrow);
    page_paint_off(page);
    buffer_add_byte(page->text, ' ');
    place_show(page_places(page), place, page->text);
    buffer_add_byte(page->text, '\n');
}

/* `12 |`, or `   |` for `line` 0. */
static void add_gutter(const struct page *page, uint64_t line)
{
    page_paint(page, PAINT_FRAME);
    if (line == 0) {
        buffer_add_format(page->text, "%*s |", page->gutter, "");
    } else {
        buffer_add_format(page->text, "%*" PRIu64 " |", page->gutter, line);
    }
    page_paint_off(page);
}

void page_add_empty_gutter(const struct page *page)
{
    add_gutter(page, 0);
    buffer_add_byte(page->text, '\n');
}

static void add_line(const struct page *page, uint64_t line, struct bytes shown)
{
    add_gutter(page, line);
    if (shown.length > 0) {
        buffer_add_byte(page->text, ' ');
        buffer_add(page->text, shown);
    }
    buffer_add_byte(page->text, '\n');
}

/* The mark below a line, and behind it what it means. */
static void add_mark(const struct page *page,
                     const struct snippet *snippet,
                     char mark,
                     const char *paint_code,
                     const char *label)
{
    struct buffer shown = {0};
    if (label != NULL) {
        text_show_string(label, &shown);
    }
    size_t label_columns = text_columns(buffer_bytes(&shown));
    size_t front = (size_t)page->gutter + strlen(" | ");
    size_t mark_end = front + snippet->mark_start + snippet->mark_columns;
    add_gutter(page, 0);
    page_add_blanks(page, snippet->mark_start + 1);
    page_paint(page, paint_code);
    for (size_t i = 0; i < snippet->mark_columns; i++) {
        buffer_add_byte(page->text, (uint8_t)mark);
    }
    if (shown.length > 0 && mark_end + 1 + label_columns > PAGE_TEXT_COLUMNS) {
        page_paint_off(page);
        buffer_add_byte(page->text, '\n');
        add_gutter(page, 0);
        size_t room = PAGE_TEXT_COLUMNS - front;
        size_t start = label_columns > room ? 0 : room - label_columns;
        page_add_blanks(page, 1 + (start < snippet->mark_start ? start : snippet->mark_start));
        page_paint(page, paint_code);
    } else if (shown.length > 0) {
        buffer_add_byte(page->text, ' ');
    }
    buffer_add(page->text, buffer_bytes(&shown));
    page_paint_off(page);
    buffer_add_byte(page->text, '\n');
    buffer_free(&shown);
}

void page_add_snippet(const struct page *page,
                      const struct place *place,
                      char mark,
                      const char *paint_code,
                      const char *label)
{
    struct source_list *sources = page->item->set->sources;
    struct span line = source_list_line(sources, place->span.source, place->position.line);
    uint64_t start = place->span.start - line.start;
    uint64_t end = start + place->span.length;
    start = start > line.length ? line.length : start;
    end = end > line.length ? line.length : end;
    size_t front = (size_t)page->gutter + strlen(" | ");
    struct snippet snippet = snippet_of(source_list_bytes(sources, line), (size_t)start,
                                        (size_t)end, page->columns - front);
    page_add_empty_gutter(page);
    add_line(page, place->position.line, buffer_bytes(&snippet.line));
    add_mark(page, &snippet, mark, paint_code, label);
    snippet_free(&snippet);
}

/* Sentences, broken between words, behind a front that has blanks of its own. Later lines begin
 * where the front does. */
static void add_prose(const struct page *page, size_t indent, const char *front, const char *prose)
{
    size_t start = page->text->length;
    struct buffer word = {0};
    text_show_string(front, page->text);
    size_t column = indent + page->text->length - start;
    bool first = true;
    while (*prose != '\0') {
        size_t length = strcspn(prose, " ");
        buffer_clear(&word);
        text_show((struct bytes){(const uint8_t *)prose, length}, &word);
        size_t columns = text_columns(buffer_bytes(&word));
        if (!first && column + 1 + columns > PAGE_TEXT_COLUMNS) {
            buffer_add_byte(page->text, '\n');
            page_add_blanks(page, indent);
            column = indent;
        } else if (!first) {
            buffer_add_byte(page->text, ' ');
            column++;
        }
        buffer_add(page->text, buffer_bytes(&word));
        column += columns;
        first = false;
        prose += length;
        prose += strspn(prose, " ");
    }
    buffer_add_byte(page->text, '\n');
    buffer_free(&word);
}

void page_begin_remark(const struct page *page, const char *word)
{
    page_paint(page, PAINT_FRAME);
    buffer_add_format(page->text, "%*s = ", page->gutter, "");
    page_paint_off(page);
    page_paint(page, PAINT_HEADLINE);
    buffer_add_format(page->text, "%s:", word);
    page_paint_off(page);
    buffer_add_byte(page->text, ' ');
}

/* Where the text behind `   = help: ` begins. */
static size_t remark_indent(const struct page *page, const char *word)
{
    return (size_t)page->gutter + strlen(" = : ") + strlen(word);
}

void page_add_remark(const struct page *page,
                     const char *word,
                     const char *front,
                     const char *remark)
{
    page_begin_remark(page, word);
    add_prose(page, remark_indent(page, word), front, remark);
}

void page_begin_remark_line(const struct page *page, const char *word)
{
    page_add_blanks(page, remark_indent(page, word));
}

void page_add_remark_line(const struct page *page,
                          const char *word,
                          const char *front,
                          const char *remark)
{
    page_begin_remark_line(page, word);
    add_prose(page, remark_indent(page, word), front, remark);
}
