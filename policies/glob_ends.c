/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/glob_ends.h"

static bool is_escaped(struct bytes text)
{
    return memchr(text.data, '\\', text.length) != NULL;
}

struct glob_ends glob_ends_of(const struct glob *glob, struct arena *arena)
{
    struct glob_ends ends = {0};
    struct bytes prefix;
    struct bytes suffix;
    glob_literal_ends(glob, &prefix, &suffix);
    if (prefix.length > 0 && !is_escaped(prefix)) {
        const uint8_t *dot = memchr(prefix.data, '.', prefix.length);
        ends.head = prefix;
        ends.head.length = dot == NULL ? prefix.length : (size_t)(dot - prefix.data);
    }
    if (suffix.length == 0 || is_escaped(suffix)) {
        return ends;
    }
    uint8_t *tail = arena_get_aligned(arena, suffix.length, 1);
    size_t label = 0; /* octets of the label so far, from its end */
    for (size_t i = suffix.length; i-- > 0;) {
        bool is_dot = suffix.data[i] == '.';
        tail[i] = is_dot ? (uint8_t)label : suffix.data[i];
        label = is_dot ? 0 : label + 1;
    }
    ends.tail = (struct bytes){tail, suffix.length};
    return ends;
}
