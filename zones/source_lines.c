/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/source_lines.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "zones/base/vector.h"

void source_lines_make(struct source_lines *lines, const struct source *source)
{
    if (lines->starts != NULL) {
        return;
    }
    VECTOR(uint64_t) starts = {0};
    struct bytes text = source->text;
    VECTOR_PUSH(&starts, 0);
    size_t at = 0;
    size_t released = 0;
    while (at < text.length) {
        const uint8_t *newline = memchr(text.data + at, '\n', text.length - at);
        if (newline == NULL) {
            break;
        }
        at = (size_t)(newline - text.data) + 1;
        VECTOR_PUSH(&starts, at);
        if (at - released >= SOURCE_RELEASE_BYTES) {
            source_release(source, released, at);
            released = at;
        }
    }
    lines->starts = starts.items;
    lines->count = starts.count;
}

void source_lines_free(struct source_lines *lines)
{
    free(lines->starts);
    *lines = (struct source_lines){0};
}

/* How many bytes the character at the start of `text` has; 1 for a byte that begins none. RFC 3629
 * section 4, without looking for surrogates: a column is a matter of display. */
static size_t character_length(struct bytes text)
{
    uint8_t first = text.data[0];
    size_t length = first < 0xc2 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 1;
    if (length > text.length) {
        return 1;
    }
    for (size_t i = 1; i < length; i++) {
        if ((text.data[i] & 0xc0) != 0x80) {
            return 1;
        }
    }
    return length;
}

struct position source_lines_position(const struct source_lines *lines,
                                      const struct source *source,
                                      uint64_t offset)
{
    struct bytes text = source->text;
    assert(offset <= text.length);
    size_t low = 0; /* the line that holds the byte is at or behind this one */
    size_t high = lines->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (lines->starts[middle] <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    uint64_t at = lines->starts[low];
    struct position position = {.line = low + 1, .column = 1};
    while (at < offset) {
        at += character_length((struct bytes){text.data + at, text.length - at});
        position.column++;
    }
    return position;
}

struct span source_lines_line(const struct source_lines *lines,
                              const struct source *source,
                              uint64_t line)
{
    struct bytes text = source->text;
    assert(line >= 1 && line <= lines->count);
    uint64_t start = lines->starts[line - 1];
    uint64_t end = line < lines->count ? lines->starts[line] - 1 : text.length;
    if (end > start && text.data[end - 1] == '\r') {
        end--;
    }
    return (struct span){start, (uint32_t)(end - start), source->index};
}
