/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "cli/report.h"

/* What a finding in the full format is drawn with: the headline, places with their lines and marks
 * behind a gutter of line numbers, and remarks below. */

/* Select Graphic Rendition (ECMA-48 section 8.3.117). A colour never says what the text beside it
 * does not. */
#define PAINT_ERROR "1;31"
#define PAINT_WARNING "1;33"
#define PAINT_INFO "1;36"
#define PAINT_HEADLINE "1"
#define PAINT_FRAME "1;34"

/** What we say ourselves stays left of this column, which fits every terminal. Lines of files are
 * not broken: they may use the columns that there are. */
enum { PAGE_TEXT_COLUMNS = 80 };

/** One finding while it is put into words. */
struct page {
    const struct report *report;
    const struct report_item *item;
    struct buffer *text;
    size_t columns;
    int gutter; /**< how many digits the greatest line number has */
    bool color;
};

/** Text from here on is painted, when the page has colours, up to page_paint_off(). */
void page_paint(const struct page *page, const char *code);
void page_paint_off(const struct page *page);
const char *severity_paint(enum severity severity);

void page_add_blanks(const struct page *page, size_t count);

struct place page_place(const struct page *page, struct span span, const struct zone *zone);

void page_add_path(const struct page *page, uint32_t source);

/** `  --> db.example.com:12:21 (zone example.com., view internal)` */
void page_add_place(const struct page *page, const struct place *place, const char *arrow);

/** `   |` */
void page_add_empty_gutter(const struct page *page);

/** The line of a place with a mark below it, and behind or below the mark what it means (`label`,
 * which may be NULL). A span that goes on behind its first line is marked up to the end of that
 * line. */
void page_add_snippet(const struct page *page,
                      const struct place *place,
                      char mark,
                      const char *paint_code,
                      const char *label);

/** `   = help: `: begins a remark, which the caller ends with a newline. */
void page_begin_remark(const struct page *page, const char *word);

/** A whole remark: sentences, broken between words. `front` comes before them, and may be empty. */
void page_add_remark(const struct page *page,
                     const char *word,
                     const char *front,
                     const char *remark);

/** The same for further lines of the remark that begins with `word`. */
void page_begin_remark_line(const struct page *page, const char *word);
void page_add_remark_line(const struct page *page,
                          const char *word,
                          const char *front,
                          const char *remark);
