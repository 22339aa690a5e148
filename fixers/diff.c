/* SPDX-License-Identifier: BSD-3-Clause */
#include "fixers/diff.h"

#include <assert.h>
#include <inttypes.h>

enum {
    /* As many as git and diff print. Fewer would be wrong, not only terse: git takes a hunk without
     * lines behind its changes to stand at the end of the file. */
    CONTEXT_LINES = 3,
    /* Between two changes with so many lines between them, the context of both would meet. */
    HUNK_GAP_LINES_MAX = 2 * CONTEXT_LINES,
};

/* Lines of the original that go, and the lines that come in their place. A line ends behind its LF;
 * a CR before that belongs to it. The last one of a text may lack its LF. */
struct line_change {
    size_t old_start; /* in the original, at the start of a line */
    size_t old_end;   /* at the start of a line, or at the end of the text */
    size_t new_start; /* in the list's new lines */
    size_t new_end;
    uint64_t line; /* how many lines of the original stand before the first that goes */
    uint64_t old_lines;
    uint64_t new_lines;
};

struct line_change_list {
    struct bytes original;
    struct buffer new_lines; /* of all changes, one behind the other */
    VECTOR(struct line_change) changes;
};

static struct bytes bytes_slice(struct bytes bytes, size_t start, size_t end)
{
    assert(start <= end && end <= bytes.length);
    return start == end ? (struct bytes){0} : (struct bytes){bytes.data + start, end - start};
}

/* The start of the line that the byte at `at` is on. */
static size_t line_start(struct bytes text, size_t at)
{
    const uint8_t *newline = at == 0 ? NULL : memrchr(text.data, '\n', at);
    return newline == NULL ? 0 : (size_t)(newline - text.data) + 1;
}

/* The start of the next line, or the end of the text. */
static size_t line_end(struct bytes text, size_t at)
{
    const uint8_t *newline =
        at == text.length ? NULL : memchr(text.data + at, '\n', text.length - at);
    return newline == NULL ? text.length : (size_t)(newline - text.data) + 1;
}

static uint64_t line_count(struct bytes text)
{
    uint64_t count = 0;
    for (size_t at = 0; at < text.length; at = line_end(text, at)) {
        count++;
    }
    return count;
}

/* How many bytes the equal lines have that both texts begin with. */
static size_t common_lines_before(struct bytes a, struct bytes b)
{
    size_t at = 0;
    while (at < a.length && at < b.length) {
        size_t end = line_end(a, at);
        if (end != line_end(b, at) || memcmp(a.data + at, b.data + at, end - at) != 0) {
            break;
        }
        at = end;
    }
    return at;
}

/* The same for the lines that both end with. */
static size_t common_lines_after(struct bytes a, struct bytes b)
{
    size_t length = 0;
    while (a.length > 0 && b.length > 0) {
        size_t a_start = line_start(a, a.length - 1);
        size_t b_start = line_start(b, b.length - 1);
        if (!bytes_equal(bytes_slice(a, a_start, a.length), bytes_slice(b, b_start, b.length))) {
            break;
        }
        length += a.length - a_start;
        a.length = a_start;
        b.length = b_start;
    }
    return length;
}

/* Adds that the lines from `start` to `end` become `text`, without those that stay as they are. A
 * change that follows the one before without a line between is part of it: git prints all lines
 * that go, then all that come. */
static void line_change_list_add(struct line_change_list *list,
                                 size_t start,
                                 size_t end,
                                 struct bytes text)
{
    size_t before = common_lines_before(bytes_slice(list->original, start, end), text);
    start += before;
    text = bytes_slice(text, before, text.length);
    size_t after = common_lines_after(bytes_slice(list->original, start, end), text);
    end -= after;
    text = bytes_slice(text, 0, text.length - after);
    if (start == end && text.length == 0) {
        return;
    }
    size_t count = list->changes.count;
    if (count == 0 || list->changes.items[count - 1].old_end != start) {
        struct line_change change = {.old_start = start, .new_start = list->new_lines.length};
        VECTOR_PUSH(&list->changes, change);
    }
    buffer_add(&list->new_lines, text);
    struct line_change *last = &list->changes.items[list->changes.count - 1];
    last->old_end = end;
    last->new_end = list->new_lines.length;
}

/* Replacements that touch one line are one change of this line. */
static void line_change_list_collect(struct line_change_list *list,
                                     const struct replacement *replacements,
                                     size_t count)
{
    struct bytes original = list->original;
    struct buffer text = {0};
    size_t i = 0;
    while (i < count) {
        size_t start = line_start(original, replacements[i].start);
        size_t at = start;
        size_t end;
        buffer_clear(&text);
        do {
            buffer_add(&text, bytes_slice(original, at, replacements[i].start));
            buffer_add(&text, replacements[i].text);
            at = replacements[i].end;
            end = line_end(original, at);
            i++;
        } while (i < count && line_start(original, replacements[i].start) < end);
        buffer_add(&text, bytes_slice(original, at, end));
        line_change_list_add(list, start, end, buffer_bytes(&text));
    }
    buffer_free(&text);
}

static void line_change_list_count_lines(struct line_change_list *list)
{
    struct bytes new_lines = buffer_bytes(&list->new_lines);
    uint64_t line = 0;
    size_t at = 0;
    for (size_t i = 0; i < list->changes.count; i++) {
        struct line_change *change = &list->changes.items[i];
        line += line_count(bytes_slice(list->original, at, change->old_start));
        change->line = line;
        change->old_lines =
            line_count(bytes_slice(list->original, change->old_start, change->old_end));
        change->new_lines = line_count(bytes_slice(new_lines, change->new_start, change->new_end));
        line += change->old_lines;
        at = change->old_end;
    }
}

static void lines_print(struct buffer *diff, char sign, struct bytes lines)
{
    for (size_t at = 0; at < lines.length;) {
        size_t end = line_end(lines, at);
        buffer_add_byte(diff, (uint8_t)sign);
        buffer_add(diff, bytes_slice(lines, at, end));
        at = end;
    }
    if (lines.length > 0 && lines.data[lines.length - 1] != '\n') {
        buffer_add_string(diff, "\n\\ No newline at end of file\n");
    }
}

/* An empty range is named by the line before it, a range of one line has no count. */
static void range_print(struct buffer *diff, char sign, uint64_t lines_before, uint64_t count)
{
    buffer_add_format(diff, "%c%" PRIu64, sign, count == 0 ? lines_before : lines_before + 1);
    if (count != 1) {
        buffer_add_format(diff, ",%" PRIu64, count);
    }
}

/* Prints the changes from `first` up to `end` as one hunk. `shift` is by how much the lines before
 * have become more, modulo 2^64; returns the same for the lines behind. */
static uint64_t hunk_print(struct buffer *diff,
                           const struct line_change_list *list,
                           size_t first,
                           size_t end,
                           uint64_t shift)
{
    struct bytes original = list->original;
    struct bytes new_lines = buffer_bytes(&list->new_lines);
    const struct line_change *changes = list->changes.items;

    size_t hunk_start = changes[first].old_start;
    uint64_t line = changes[first].line;
    for (int i = 0; i < CONTEXT_LINES && hunk_start > 0; i++) {
        hunk_start = line_start(original, hunk_start - 1);
        line--;
    }
    size_t hunk_end = changes[end - 1].old_end;
    uint64_t old_lines = changes[end - 1].line + changes[end - 1].old_lines - line;
    for (int i = 0; i < CONTEXT_LINES && hunk_end < original.length; i++) {
        hunk_end = line_end(original, hunk_end);
        old_lines++;
    }
    uint64_t growth = 0;
    for (size_t i = first; i < end; i++) {
        growth += changes[i].new_lines - changes[i].old_lines;
    }

    buffer_add_string(diff, "@@ ");
    range_print(diff, '-', line, old_lines);
    buffer_add_string(diff, " ");
    range_print(diff, '+', line + shift, old_lines + growth);
    buffer_add_string(diff, " @@\n");
    size_t at = hunk_start;
    for (size_t i = first; i < end; i++) {
        const struct line_change *change = &changes[i];
        lines_print(diff, ' ', bytes_slice(original, at, change->old_start));
        lines_print(diff, '-', bytes_slice(original, change->old_start, change->old_end));
        lines_print(diff, '+', bytes_slice(new_lines, change->new_start, change->new_end));
        at = change->old_end;
    }
    lines_print(diff, ' ', bytes_slice(original, at, hunk_end));
    return shift + growth;
}

/* Whether two changes that follow each other belong to one hunk. */
static bool line_changes_are_close(const struct line_change *a, const struct line_change *b)
{
    return b->line - (a->line + a->old_lines) <= HUNK_GAP_LINES_MAX;
}

static void hunks_print(struct buffer *diff, const struct line_change_list *list)
{
    uint64_t shift = 0;
    size_t first = 0;
    for (size_t i = 1; i <= list->changes.count; i++) {
        const struct line_change *changes = list->changes.items;
        if (i == list->changes.count || !line_changes_are_close(&changes[i - 1], &changes[i])) {
            shift = hunk_print(diff, list, first, i, shift);
            first = i;
        }
    }
}

/* The letter behind the backslash in C and in git, or 0. */
static char escape_letter(uint8_t byte)
{
    switch (byte) {
    case '\a':
        return 'a';
    case '\b':
        return 'b';
    case '\t':
        return 't';
    case '\n':
        return 'n';
    case '\v':
        return 'v';
    case '\f':
        return 'f';
    case '\r':
        return 'r';
    case '"':
    case '\\':
        return (char)byte;
    default:
        return 0;
    }
}

static bool byte_is_plain(uint8_t byte)
{
    return byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\';
}

/* Quoted as git does it by default (core.quotePath) when there is something to quote. */
static void name_print(struct buffer *diff, const char *side, struct bytes path)
{
    bool plain = true;
    for (size_t i = 0; i < path.length; i++) {
        plain = plain && byte_is_plain(path.data[i]);
    }
    buffer_add_string(diff, plain ? "" : "\"");
    buffer_add_string(diff, side);
    for (size_t i = 0; i < path.length; i++) {
        uint8_t byte = path.data[i];
        if (byte_is_plain(byte)) {
            buffer_add_byte(diff, byte);
        } else if (escape_letter(byte) != 0) {
            buffer_add_format(diff, "\\%c", escape_letter(byte));
        } else {
            buffer_add_format(diff, "\\%03o", (unsigned)byte);
        }
    }
    buffer_add_string(diff, plain ? "" : "\"");
}

/* A tab ends a name that has a blank, for programs that end it at the first one. */
static void names_print(struct buffer *diff, struct bytes path)
{
    bool has_blank = path.length > 0 && memchr(path.data, ' ', path.length) != NULL;
    const char *name_end = has_blank ? "\t\n" : "\n";
    buffer_add_string(diff, "--- ");
    name_print(diff, "a/", path);
    buffer_add_string(diff, name_end);
    buffer_add_string(diff, "+++ ");
    name_print(diff, "b/", path);
    buffer_add_string(diff, name_end);
}

void diff_add(struct buffer *diff,
              const char *path,
              struct bytes original,
              const struct replacement *replacements,
              size_t count)
{
    struct line_change_list list = {.original = original};
    line_change_list_collect(&list, replacements, count);
    line_change_list_count_lines(&list);
    if (list.changes.count > 0) {
        names_print(diff, bytes_from_string(path));
        hunks_print(diff, &list);
    }
    buffer_free(&list.new_lines);
    VECTOR_FREE(&list.changes);
}
