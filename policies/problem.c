/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/problem.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "zones/base/newlines.h"
#include "zones/base/utf8.h"

struct policy_problems policy_problems_start(struct arena *arena)
{
    return (struct policy_problems){.arena = arena};
}

void policy_problems_end(struct policy_problems *problems)
{
    VECTOR_FREE(&problems->items);
}

uint64_t policy_problems_count(const struct policy_problems *problems)
{
    return problems->items.count + problems->left_out;
}

struct policy_problem *policy_problem_add(struct policy_problems *problems,
                                          struct policy_place place,
                                          const char *format,
                                          ...)
{
    if (problems->items.count == POLICY_PROBLEMS_MAX) {
        problems->left_out++;
        problems->spare = (struct policy_problem){.place = place, .message = ""};
        return &problems->spare;
    }
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    assert(length >= 0);
    size_t size = (size_t)length + 1;
    char *message = arena_get_aligned(problems->arena, size, 1);
    va_start(arguments, format);
    vsnprintf(message, size, format, arguments);
    va_end(arguments);
    struct policy_problem problem = {.place = place, .message = message};
    VECTOR_PUSH(&problems->items, problem);
    return &problems->items.items[problems->items.count - 1];
}

void policy_problem_set_other(struct policy_problems *problems,
                              struct policy_problem *problem,
                              struct policy_place other)
{
    if (problem != &problems->spare) {
        problem->other = arena_get(problems->arena, sizeof(other));
        *problem->other = other;
    }
}

/* They are few, and nearly in order. */
void policy_problems_sort(struct policy_problems *problems, size_t first)
{
    struct policy_problem *items = problems->items.items;
    for (size_t i = first + 1; i < problems->items.count; i++) {
        struct policy_problem problem = items[i];
        size_t at = i;
        while (at > first && items[at - 1].place.start > problem.place.start) {
            items[at] = items[at - 1];
            at--;
        }
        items[at] = problem;
    }
}

const char *policy_quoted(struct arena *arena, struct bytes text)
{
    size_t length = 0;
    while (length < text.length) {
        size_t step = utf8_step(text, length);
        if (length + step > POLICY_QUOTED_BYTES_MAX) {
            break;
        }
        length += step;
    }
    return arena_format(arena, "\"%.*s%s\"", (int)length, (const char *)text.data,
                        length < text.length ? "..." : "");
}

/* Where the line of a place begins. */
static size_t line_start(struct policy_place place)
{
    struct bytes text = place.source->text;
    assert(place.start <= text.length);
    const uint8_t *newline = place.start == 0 ? NULL : memrchr(text.data, '\n', place.start);
    if (newline != NULL) {
        return (size_t)(newline - text.data) + 1;
    }
    return utf8_has_mark(text) && place.start >= UTF8_MARK_BYTES ? UTF8_MARK_BYTES : 0;
}

struct policy_position policy_place_position(struct policy_place place)
{
    struct bytes text = place.source->text;
    size_t at = line_start(place);
    struct policy_position position = {
        .line = newlines_count((struct bytes){text.data, at}) + 1,
        .column = 1,
    };
    while (at < place.start) {
        if (place.start - at >= 8 &&
            (bytes_load8(text.data + at) & UINT64_C(0x8080808080808080)) == 0) {
            at += 8; /* of ASCII */
            position.column += 8;
        } else {
            at += utf8_step(text, at);
            position.column++;
        }
    }
    return position;
}

struct bytes policy_place_line(struct policy_place place)
{
    struct bytes text = place.source->text;
    size_t start = line_start(place);
    if (start == text.length) {
        return (struct bytes){NULL, 0};
    }
    const uint8_t *newline = memchr(text.data + start, '\n', text.length - start);
    size_t end = newline == NULL ? text.length : (size_t)(newline - text.data);
    if (end > start && text.data[end - 1] == '\r') {
        end--;
    }
    return (struct bytes){text.data + start, end - start};
}
