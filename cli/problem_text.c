/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/problem_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/place.h"
#include "cli/snippet.h"
#include "cli/text.h"

/* An option has no lines, and a file that nobody could read has no text. */
static bool has_lines(const struct policy_source *source)
{
    return !source->is_option && source->text.data != NULL;
}

void policy_place_show(struct policy_place place, const char *folder, struct buffer *text)
{
    text_show_string(path_shown_from(folder, place.source->path), text);
    if (has_lines(place.source)) {
        buffer_add_format(text, ":%" PRIu64, policy_place_position(place).line);
    }
}

static void show_head(const struct policy_place *place, const char *folder, struct buffer *text)
{
    text_show_string(path_shown_from(folder, place->source->path), text);
    if (has_lines(place->source)) {
        struct policy_position position = policy_place_position(*place);
        buffer_add_format(text, ":%" PRIu64 ":%" PRIu64, position.line, position.column);
    }
    buffer_add_string(text, ": ");
}

/* The line of a place with a mark below. */
static void show_line(struct policy_place place, size_t columns, struct buffer *text)
{
    struct bytes line = policy_place_line(place);
    if (line.length == 0) {
        return;
    }
    uint64_t number = policy_place_position(place).line;
    int digits = snprintf(NULL, 0, "%" PRIu64, number);
    size_t offset = (size_t)(place.source->text.data + place.start - line.data);
    size_t start = offset < line.length ? offset : line.length;
    size_t length = place.end - place.start;
    size_t end = length < line.length - start ? start + length : line.length;
    size_t gutter = (size_t)digits + 4;
    struct snippet snippet =
        snippet_of(line, start, end, columns > 2 * gutter ? columns - gutter : columns);
    buffer_add_format(text, " %" PRIu64 " | ", number);
    buffer_add(text, buffer_bytes(&snippet.line));
    buffer_add_format(text, "\n %*s | %*s", digits, "", (int)snippet.mark_start, "");
    for (size_t i = 0; i < snippet.mark_columns; i++) {
        buffer_add_byte(text, '^');
    }
    buffer_add_byte(text, '\n');
    snippet_free(&snippet);
}

void problem_show(const struct policy_problem *problem,
                  const char *label,
                  const char *folder,
                  size_t columns,
                  struct buffer *text)
{
    show_head(&problem->place, folder, text);
    buffer_add_format(text, "%s: ", label);
    text_show_string(problem->message, text);
    if (problem->help != NULL) {
        buffer_add_string(text, "; ");
        text_show_string(problem->help, text);
    }
    buffer_add_byte(text, '\n');
    if (problem->place.source->text.data != NULL) {
        show_line(problem->place, columns, text);
    }
    if (problem->other != NULL) {
        show_head(problem->other, folder, text);
        buffer_add_string(text, "note: this is the other one\n");
        show_line(*problem->other, columns, text);
    }
}

void problems_show(const struct policy_problems *problems,
                   const char *folder,
                   size_t columns,
                   struct buffer *text)
{
    for (size_t i = 0; i < problems->items.count; i++) {
        problem_show(&problems->items.items[i], "error", folder, columns, text);
    }
    if (problems->left_out > 0) {
        buffer_add_format(text, "and %" PRIu64 " more errors\n", problems->left_out);
    }
}
