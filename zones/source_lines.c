/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/source_lines.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "zones/base/memory.h"
#include "zones/base/newlines.h"
#include "zones/base/utf8.h"

/* A stretch is short enough to be looked through for one place. The places of all lines would take
 * eight bytes for each, and as long to find as reading the zone. */
enum { STRETCH_BYTES = 4096 };

/* Where the line ends that byte `at` is in; at the end of the text when nothing ends it. */
static uint64_t line_end(struct bytes text, uint64_t at)
{
    const uint8_t *newline =
        at == text.length ? NULL : memchr(text.data + at, '\n', text.length - at);
    return newline == NULL ? text.length : (uint64_t)(newline - text.data);
}

void source_lines_make(struct source_lines *lines, const struct source *source)
{
    if (lines->before != NULL) {
        return;
    }
    struct bytes text = source->text;
    lines->stretches = (text.length + STRETCH_BYTES - 1) / STRETCH_BYTES;
    lines->before = memory_get((lines->stretches + 1) * sizeof(*lines->before));
    uint64_t count = 0;
    uint64_t released = 0;
    for (size_t i = 0; i < lines->stretches; i++) {
        uint64_t start = (uint64_t)i * STRETCH_BYTES;
        uint64_t left = text.length - start;
        lines->before[i] = count;
        count += newlines_count(
            (struct bytes){text.data + start, left < STRETCH_BYTES ? left : STRETCH_BYTES});
        if (start - released >= SOURCE_RELEASE_BYTES) {
            source_release(source, released, start);
            released = start;
        }
    }
    lines->before[lines->stretches] = count;
}

void source_lines_free(struct source_lines *lines)
{
    free(lines->before);
    *lines = (struct source_lines){0};
}

struct position source_lines_position(const struct source_lines *lines,
                                      const struct source *source,
                                      uint64_t offset)
{
    struct bytes text = source->text;
    assert(offset <= text.length);
    uint64_t stretch = offset / STRETCH_BYTES;
    uint64_t start = stretch * STRETCH_BYTES;
    uint64_t ended =
        lines->before[stretch] + newlines_count((struct bytes){text.data + start, offset - start});
    const uint8_t *newline = offset == 0 ? NULL : memrchr(text.data, '\n', offset);
    uint64_t at = newline == NULL ? 0 : (uint64_t)(newline - text.data) + 1;
    struct position position = {.line = ended + 1, .column = 1};
    while (at < offset) {
        at += utf8_step(text, at);
        position.column++;
    }
    return position;
}

/* Where line `line` begins, which there is. */
static uint64_t line_start(const struct source_lines *lines, struct bytes text, uint64_t line)
{
    uint64_t ended = line - 1; /* the line begins behind so many newlines */
    if (ended == 0) {
        return 0;
    }
    size_t low = 0; /* the last of them is in this stretch or behind it */
    size_t high = lines->stretches;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (lines->before[middle] < ended) {
            low = middle;
        } else {
            high = middle;
        }
    }
    uint64_t at = (uint64_t)low * STRETCH_BYTES;
    for (uint64_t i = lines->before[low]; i < ended; i++) {
        at = line_end(text, at) + 1;
    }
    return at;
}

struct span source_lines_line(const struct source_lines *lines,
                              const struct source *source,
                              uint64_t line)
{
    struct bytes text = source->text;
    assert(line >= 1 && line <= lines->before[lines->stretches] + 1);
    uint64_t start = line_start(lines, text, line);
    uint64_t end = line_end(text, start);
    if (end > start && text.data[end - 1] == '\r') {
        end--;
    }
    return (struct span){start, (uint32_t)(end - start), source->index};
}
