/* SPDX-License-Identifier: BSD-3-Clause */
/* Any pattern is made ready or has a flaw inside of it, and matches any text or not. A good one
 * matches its own text when it is literal, and a name with or without its final dot. The first line
 * is the pattern, the rest the text. */
#include <assert.h>

#include "policies/glob.h"
#include "zones/base/buffer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whether an even number of backslashes ends the text, so that a dot behind it is a separator. */
static bool takes_a_dot(struct bytes text)
{
    size_t count = 0;
    while (count < text.length && text.data[text.length - 1 - count] == '\\') {
        count++;
    }
    return count % 2 == 0;
}

static void check_final_dot(const struct glob *glob, struct bytes text)
{
    bool has_dot = text.length > 0 && text.data[text.length - 1] == '.';
    if (has_dot || !takes_a_dot(text)) {
        return;
    }
    struct buffer dotted = {0};
    buffer_add(&dotted, text);
    buffer_add_byte(&dotted, '.');
    assert(glob_matches(glob, text) == glob_matches(glob, buffer_bytes(&dotted)));
    buffer_free(&dotted);
}

static void check_pattern(enum glob_kind kind, struct bytes pattern, struct bytes text)
{
    struct arena *arena = arena_new();
    struct glob_flaw flaw = {0};
    struct bytes literal;
    const struct glob *glob = glob_new(kind, pattern, arena, &flaw);
    if (glob == NULL) {
        assert(flaw.message != NULL);
        assert(flaw.offset <= pattern.length);
    } else {
        bool matches = glob_matches(glob, text);
        if (kind == GLOB_NAME) {
            check_final_dot(glob, text);
        }
        if (glob_is_literal(glob, &literal)) {
            assert(glob_matches(glob, literal));
            assert(!matches || text.length <= literal.length + 1);
        }
    }
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *line_end = size == 0 ? NULL : memchr(data, '\n', size);
    size_t length = line_end == NULL ? size : (size_t)(line_end - data);
    size_t start = line_end == NULL ? size : length + 1;
    struct bytes pattern = {data, length};
    struct bytes text = {data + start, size - start};
    check_pattern(GLOB_PATH, pattern, text);
    check_pattern(GLOB_NAME, pattern, text);
    return 0;
}
