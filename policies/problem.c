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

/* A problem on its way to its place in the list. */
struct placed_problem {
    struct policy_problem problem;
    size_t source; /* how many other sources were met before its own */
    size_t number; /* its place so far */
};

static int compare_places(const void *a, const void *b)
{
    const struct placed_problem *left = a;
    const struct placed_problem *right = b;
    if (left->source != right->source) {
        return left->source < right->source ? -1 : 1;
    }
    uint32_t left_start = left->problem.place.start;
    uint32_t right_start = right->problem.place.start;
    if (left_start != right_start) {
        return left_start < right_start ? -1 : 1;
    }
    return left->number < right->number ? -1 : left->number > right->number;
}

static size_t source_number(const struct placed_problem *placed, size_t count)
{
    size_t sources = 0;
    for (size_t i = 0; i < count; i++) {
        if (placed[i].problem.place.source == placed[count].problem.place.source) {
            return placed[i].source;
        }
        sources = placed[i].source >= sources ? placed[i].source + 1 : sources;
    }
    return sources;
}

/* Whether one of those with its place, which stand in front of it, says the same. */
static bool is_said(const struct policy_problem *first, const struct policy_problem *problem)
{
    for (const struct policy_problem *other = problem; other > first; other--) {
        const struct policy_place *place = &other[-1].place;
        if (place->source != problem->place.source || place->start != problem->place.start) {
            break;
        }
        if (place->end == problem->place.end && strcmp(other[-1].message, problem->message) == 0) {
            return true;
        }
    }
    return false;
}

void policy_problems_sort(struct policy_problems *problems, size_t first)
{
    size_t count = problems->items.count - first;
    struct policy_problem *items = problems->items.items;
    struct placed_problem *placed = memory_get_zeroed(count, sizeof(*placed));
    for (size_t i = 0; i < count; i++) {
        placed[i].problem = items[first + i];
        placed[i].number = i;
        placed[i].source = source_number(placed, i);
    }
    qsort(placed, count, sizeof(*placed), compare_places);
    problems->items.count = first;
    for (size_t i = 0; i < count; i++) {
        struct policy_problem *kept = &items[problems->items.count];
        *kept = placed[i].problem;
        problems->items.count += !is_said(&items[first], kept);
    }
    free(placed);
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
