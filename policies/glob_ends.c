/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/glob_ends.h"

#include <assert.h>

#include "zones/octet.h"

enum { DOT = UINT8_MAX + 1 }; /* between labels, and no octet of one */

/* The octets of the labels, and the dots between them. */
static size_t characters_read(struct bytes text, uint16_t *characters)
{
    size_t count = 0;
    for (size_t at = 0; at < text.length; count++) {
        uint8_t octet = text.data[at];
        if (octet == '.') {
            characters[count] = DOT;
            at++;
        } else {
            bool good = octet_from_text(text, &at, &octet);
            assert(good);
            (void)good;
            characters[count] = octet;
        }
    }
    return count;
}

/* The first label, or what there is of it. */
static struct bytes head_of(struct bytes prefix, struct arena *arena)
{
    uint16_t characters[GLOB_BYTES_MAX];
    size_t count = characters_read(prefix, characters);
    uint8_t *head = arena_get_aligned(arena, count + 1, 1);
    size_t length = 0;
    while (length < count && characters[length] != DOT) {
        head[length] = (uint8_t)characters[length];
        length++;
    }
    return (struct bytes){head, length};
}

/* A dot is where the length of the label behind it is. */
static struct bytes tail_of(struct bytes suffix, struct arena *arena)
{
    uint16_t characters[GLOB_BYTES_MAX];
    size_t count = characters_read(suffix, characters);
    uint8_t *tail = arena_get_aligned(arena, count + 1, 1);
    size_t label = 0; /* octets of the label so far, from its end */
    for (size_t i = count; i-- > 0;) {
        bool is_dot = characters[i] == DOT;
        tail[i] = (uint8_t)(is_dot ? label : characters[i]);
        label = is_dot ? 0 : label + 1;
    }
    return (struct bytes){tail, count};
}

struct glob_ends glob_ends_of(const struct glob *glob, struct arena *arena)
{
    struct bytes prefix;
    struct bytes suffix;
    glob_literal_ends(glob, &prefix, &suffix);
    return (struct glob_ends){head_of(prefix, arena), tail_of(suffix, arena)};
}
