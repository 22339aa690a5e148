/* SPDX-License-Identifier: BSD-3-Clause */
/* Any expression is compiled or has a flaw inside of it, and an answer comes for any text, the same
 * from a room that was used and from a new one. The first line is the expression, the rest the
 * text. */
#include <assert.h>

#include "policies/regex.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_matches(const struct regex *regex, struct bytes text)
{
    struct regex_room *room = regex_room_new();
    enum regex_result result = regex_match(regex, room, text);
    regex_match(regex, room, (struct bytes){text.data, text.length / 2});
    assert(regex_match(regex, room, text) == result);
    regex_room_free(room);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *line_end = size == 0 ? NULL : memchr(data, '\n', size);
    size_t length = line_end == NULL ? size : (size_t)(line_end - data);
    size_t start = line_end == NULL ? size : length + 1;
    struct bytes pattern = {data, length};
    struct bytes text = {data + start, size - start};
    struct arena *arena = arena_new();
    struct regex_flaw flaw = {0};
    struct regex *regex = regex_new(pattern, arena, &flaw);
    if (regex == NULL) {
        assert(flaw.message != NULL);
        assert(flaw.offset <= pattern.length);
    } else {
        check_matches(regex, text);
    }
    regex_free(regex);
    arena_free(arena);
    return 0;
}
