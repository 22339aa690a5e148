/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/glob_program.h"

/* A set of nodes, and how many words of it are in use. */
enum {
    WORD_BITS = 64,
    WORDS_MAX = (GLOB_NODES_MAX + WORD_BITS - 1) / WORD_BITS,
};

static inline void nodes_add(uint64_t *nodes, size_t node)
{
    nodes[node / WORD_BITS] |= UINT64_C(1) << node % WORD_BITS;
}

static bool set_holds(const struct glob *glob, size_t number, uint32_t character)
{
    const struct glob_set *set = &glob->sets[number];
    const struct glob_range *range = &glob->ranges[set->range];
    for (uint32_t i = 0; i < set->range_count; i++) {
        if (character >= range[i].first && character <= range[i].last) {
            return !set->negated;
        }
    }
    return set->negated;
}

/* What node `at` hands over to without taking a character, added to `now`. */
static inline void node_pass(const struct glob_node *node, size_t at, uint64_t *now)
{
    if (node->op == GLOB_OP_STAR || node->op == GLOB_OP_DEEP || node->op == GLOB_OP_SPLIT) {
        nodes_add(now, at + 1);
    }
    if (node->op == GLOB_OP_SPLIT || node->op == GLOB_OP_JUMP) {
        nodes_add(now, node->operand);
    }
}

/* What it hands over to when it takes the character, added to `next`. */
static inline void node_take(const struct glob *glob, size_t at, uint32_t character, uint64_t *next)
{
    const struct glob_node *node = &glob->nodes[at];
    bool inner = character < GLOB_SEPARATOR;
    switch (node->op) {
    case GLOB_OP_CHARACTER:
        if (character == node->operand) {
            nodes_add(next, at + 1);
        }
        break;
    case GLOB_OP_ANY:
        if (inner) {
            nodes_add(next, at + 1);
        }
        break;
    case GLOB_OP_SET:
        if (inner && set_holds(glob, node->operand, character)) {
            nodes_add(next, at + 1);
        }
        break;
    case GLOB_OP_STAR:
        if (inner) {
            nodes_add(next, at);
        }
        break;
    case GLOB_OP_DEEP:
        nodes_add(next, at);
        break;
    case GLOB_OP_END:
    case GLOB_OP_SPLIT:
    case GLOB_OP_JUMP:
        break;
    }
}

/* Gives the character to all nodes of `now`; those that wait for the one behind it are in `next`.
 * Returns whether there are any. Handing over leads to later nodes only, so that one walk in their
 * order meets them all. */
static bool nodes_step(const struct glob *glob,
                       uint64_t *now,
                       uint64_t *next,
                       size_t words,
                       uint32_t character)
{
    uint64_t any = 0;
    memset(next, 0, words * sizeof(*next));
    for (size_t word = 0; word < words; word++) {
        uint64_t done = 0;
        for (uint64_t left = now[word]; left != 0; left = now[word] & ~done) {
            size_t at = word * WORD_BITS + (size_t)__builtin_ctzll(left);
            done |= left & -left;
            node_pass(&glob->nodes[at], at, now);
            node_take(glob, at, character, next);
        }
    }
    for (size_t word = 0; word < words; word++) {
        any |= next[word];
    }
    return any != 0;
}

/* Follows all ways through the nodes at once, so that none is gone twice. */
static bool program_matches(const struct glob *glob, struct bytes text)
{
    size_t words = (glob->node_count + WORD_BITS - 1) / WORD_BITS;
    uint64_t rooms[2][WORDS_MAX];
    uint64_t *now = rooms[0];
    uint64_t *next = rooms[1];
    memset(now, 0, words * sizeof(*now));
    nodes_add(now, 0);
    for (size_t at = 0; at < text.length;) {
        if (!nodes_step(glob, now, next, words, glob_character(glob->kind, text, &at))) {
            return false;
        }
        uint64_t *taken = now;
        now = next;
        next = taken;
    }
    nodes_step(glob, now, next, words, GLOB_TEXT_END);
    size_t end = glob->node_count - 1;
    return (now[end / WORD_BITS] >> end % WORD_BITS & 1) != 0;
}

static inline bool has_escape(const struct glob *glob, struct bytes text)
{
    return glob->kind == GLOB_NAME && memchr(text.data, '\\', text.length) != NULL;
}

/* Whether a character of `text` begins at its byte `end`. */
static bool character_begins(const struct glob *glob, struct bytes text, size_t end)
{
    size_t at = 0;
    while (at < end) {
        glob_character(glob->kind, text, &at);
    }
    return at == end;
}

static bool has_separator(const struct glob *glob, struct bytes text)
{
    if (glob->kind == GLOB_TEXT) {
        return false;
    }
    if (!has_escape(glob, text)) {
        return memchr(text.data, glob->kind == GLOB_PATH ? '/' : '.', text.length) != NULL;
    }
    for (size_t at = 0; at < text.length;) {
        if (glob_character(glob->kind, text, &at) == GLOB_SEPARATOR) {
            return true;
        }
    }
    return false;
}

static bool middle_matches(const struct glob *glob, struct bytes middle)
{
    switch (glob->shape) {
    case GLOB_SHAPE_NOTHING:
        return middle.length == 0;
    case GLOB_SHAPE_STAR:
        return !has_separator(glob, middle);
    case GLOB_SHAPE_DEEP:
        return true;
    case GLOB_SHAPE_PARTS:
        return middle.length == 0 || glob_ends_part(glob->kind, middle);
    case GLOB_SHAPE_PROGRAM:
        break;
    }
    return program_matches(glob, middle);
}

bool glob_matches(const struct glob *glob, struct bytes text)
{
    if (text.length == 0) {
        text.data = (const uint8_t *)"";
    }
    if (glob->kind == GLOB_NAME && glob_ends_part(GLOB_NAME, text)) {
        text.length--;
    }
    size_t ends = glob->prefix.length + glob->suffix.length;
    if (text.length < ends) {
        return false;
    }
    struct bytes middle = {text.data + glob->prefix.length, text.length - ends};
    struct bytes suffix = {middle.data + middle.length, glob->suffix.length};
    struct bytes prefix = {text.data, glob->prefix.length};
    if (!bytes_equal(suffix, glob->suffix) || !bytes_equal(prefix, glob->prefix)) {
        return false;
    }
    /* The bytes of the suffix may be there by chance: `\.example` ends in `.example`, where the dot
     * is none. UTF-8 cannot be mistaken in this way: no character begins inside of another. */
    struct bytes rest = {middle.data, middle.length + suffix.length};
    if (has_escape(glob, middle) && !character_begins(glob, rest, middle.length)) {
        return false;
    }
    return middle_matches(glob, middle);
}

void glob_literal_ends(const struct glob *glob, struct bytes *ret_prefix, struct bytes *ret_suffix)
{
    *ret_prefix = glob->prefix;
    *ret_suffix = glob->suffix;
}

bool glob_is_literal(const struct glob *glob, struct bytes *ret_text)
{
    if (glob->shape != GLOB_SHAPE_NOTHING) {
        return false;
    }
    *ret_text = glob->prefix;
    return true;
}
