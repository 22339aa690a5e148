/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/snippet.h"

#include <assert.h>

#include "cli/text.h"
#include "zones/base/vector.h"

enum {
    TAB_COLUMNS = 8,
    ELLIPSIS_COLUMNS = 3,
    /* A line can be as long as the file. More bytes than this on either side of a mark's start are
     * not looked at: they would not be shown. */
    LOOKED_AT_BYTES = 4096,
};

#define ELLIPSIS "..."

/* One character of the line, or what is shown for it. */
struct cell {
    size_t byte;   /* where it stands in the line */
    size_t shown;  /* where its text begins in the shown line */
    size_t column; /* where it begins on the terminal */
};

/* The whole line as cells; the last one marks the end. */
struct cells {
    struct buffer shown;
    VECTOR(struct cell) items;
    bool cut_left;
    bool cut_right;
};

/* The next place that begins a character, at or behind `at`. */
static size_t character_start(struct bytes line, size_t at)
{
    enum { CONTINUATION_BYTES_MAX = 3 };
    for (size_t i = 0; i < CONTINUATION_BYTES_MAX && at < line.length; i++) {
        if ((line.data[at] & 0xc0) != 0x80) {
            break;
        }
        at++;
    }
    return at;
}

static void cells_add(struct cells *cells, size_t byte, size_t column)
{
    struct cell cell = {byte, cells->shown.length, column};
    VECTOR_PUSH(&cells->items, cell);
}

static struct cells cells_of(struct bytes line, size_t mark)
{
    struct cells cells = {0};
    size_t at = 0;
    size_t end = line.length;
    if (mark > LOOKED_AT_BYTES) {
        at = character_start(line, mark - LOOKED_AT_BYTES);
        cells.cut_left = true;
    }
    if (end - mark > LOOKED_AT_BYTES) {
        end = character_start(line, mark + LOOKED_AT_BYTES);
        cells.cut_right = true;
    }
    size_t column = 0;
    while (at < end) {
        cells_add(&cells, at, column);
        if (line.data[at] == '\t') {
            size_t blanks = TAB_COLUMNS - column % TAB_COLUMNS;
            for (size_t i = 0; i < blanks; i++) {
                buffer_add_byte(&cells.shown, ' ');
            }
            column += blanks;
        } else {
            column += character_show(line, at, &cells.shown);
        }
        at += character_at(line, at).length;
    }
    cells_add(&cells, end, column);
    return cells;
}

/* The cell that holds a byte; the last one when the byte is behind all of them. */
static const struct cell *cells_find(const struct cells *cells, size_t byte)
{
    size_t i = 0;
    while (i + 1 < cells->items.count && cells->items.items[i + 1].byte <= byte) {
        i++;
    }
    return &cells->items.items[i];
}

/* The first cell that begins at a column or behind it. */
static const struct cell *cells_from_column(const struct cells *cells, size_t column)
{
    size_t i = 0;
    while (i + 1 < cells->items.count && cells->items.items[i].column < column) {
        i++;
    }
    return &cells->items.items[i];
}

/* The last cell boundary that is not behind a column. */
static const struct cell *cells_to_column(const struct cells *cells, size_t column)
{
    size_t i = cells->items.count - 1;
    while (i > 0 && cells->items.items[i].column > column) {
        i--;
    }
    return &cells->items.items[i];
}

/* From which column on a line that is too long is shown. */
static size_t window_start(size_t mark_start, size_t mark_end, size_t total, size_t columns)
{
    if (mark_end + ELLIPSIS_COLUMNS <= columns) {
        return 0;
    }
    /* A quarter of the window in front of the mark tells where it stands; near the end of the line
     * there is room for more. */
    size_t before = columns / 4;
    size_t start = mark_start > before ? mark_start - before : 0;
    size_t last = total + ELLIPSIS_COLUMNS - columns;
    return start < last ? start : last;
}

struct snippet snippet_of(struct bytes line, size_t start, size_t end, size_t columns)
{
    assert(start <= end);
    assert(end <= line.length);
    struct cells cells = cells_of(line, start);
    size_t mark_start = cells_find(&cells, start)->column;
    size_t mark_end = cells_find(&cells, end)->column;
    if (mark_end <= mark_start) {
        mark_end = mark_start + 1;
    }
    size_t total = cells.items.items[cells.items.count - 1].column;
    if (total < mark_end) {
        total = mark_end;
    }
    size_t from = 0;
    size_t to = total;
    bool left = cells.cut_left;
    bool right = cells.cut_right;
    if (total + (left ? ELLIPSIS_COLUMNS : 0) + (right ? ELLIPSIS_COLUMNS : 0) > columns) {
        from = window_start(mark_start, mark_end, total, columns);
        left = left || from > 0;
        size_t room = columns - (left ? ELLIPSIS_COLUMNS : 0);
        if (right || total - from > room) {
            right = true;
            to = from + room - ELLIPSIS_COLUMNS;
        }
    }
    const struct cell *first = cells_from_column(&cells, from);
    const struct cell *last = cells_to_column(&cells, to);
    struct snippet snippet = {0};
    if (left) {
        buffer_add_string(&snippet.line, ELLIPSIS);
    }
    if (last > first) {
        buffer_add(&snippet.line,
                   (struct bytes){cells.shown.data + first->shown, last->shown - first->shown});
    }
    if (right) {
        buffer_add_string(&snippet.line, ELLIPSIS);
    }
    if (mark_end > last->column) {
        mark_end = last->column;
    }
    snippet.mark_start = mark_start - first->column + (left ? ELLIPSIS_COLUMNS : 0);
    snippet.mark_columns = mark_end > mark_start ? mark_end - mark_start : 1;
    buffer_free(&cells.shown);
    VECTOR_FREE(&cells.items);
    return snippet;
}

void snippet_free(struct snippet *snippet)
{
    buffer_free(&snippet->line);
}
