/* SPDX-License-Identifier: BSD-3-Clause */
/* Makes a pattern ready: from its text to literal ends and the nodes between them. */
#include "policies/glob_program.h"
#include "zones/base/buffer.h"
#include "zones/base/vector.h"
#include "zones/name.h"
#include "zones/octet.h"

/* No node is here: where a list of nodes to be completed ends. */
#define NODE_NONE_YET UINT32_MAX

/* The braces that are open. */
struct braces {
    bool open;
    size_t offset;      /* of the `{` in the pattern */
    bool several;       /* a comma was met */
    bool starts_part;   /* whether the `{` is where a part begins */
    bool all_end_parts; /* whether each alternative so far ended with a separator */
    bool one_ends_part; /* whether one did */
    size_t deep;        /* offset of the first `**` that ended an alternative */
    uint32_t skips;     /* what `skips` of the compiler was at the ends of alternatives */
    uint32_t split;     /* the node before this alternative, which is to lead to the next one */
    uint32_t jumps;     /* the last node that is to lead behind the braces; its operand is the one
                           before it */
};

struct compiler {
    enum glob_kind kind;
    struct bytes pattern;
    size_t at;
    struct arena *arena;
    struct glob_flaw *flaw;
    VECTOR(struct glob_node) nodes;
    VECTOR(struct glob_set) sets;
    VECTOR(struct glob_range) ranges;
    bool starts_part;     /* whether a part begins at `at` */
    struct braces braces; /* all zero outside of them */
    uint32_t skips;    /* nodes that are to lead behind the separator, which comes next; a list as
                             `jumps` is */
    struct buffer run; /* the literal text that ends at `at` */
    struct bytes prefix;
    size_t prefix_nodes;
    size_t run_node; /* where the nodes of `run` begin */
    bool wild;       /* something that is not literal was met: `prefix` is complete */
};

static bool compiler_fail(struct compiler *compiler, size_t offset, const char *message)
{
    compiler->flaw->offset = offset;
    compiler->flaw->message = message;
    return false;
}

static bool at_end(const struct compiler *compiler)
{
    return compiler->at == compiler->pattern.length;
}

/* The byte that many bytes further on; 0, which stands for itself only, behind the end. */
static uint8_t byte_ahead(const struct compiler *compiler, size_t count)
{
    size_t left = compiler->pattern.length - compiler->at;
    return count < left ? compiler->pattern.data[compiler->at + count] : 0;
}

static bool is_separator(enum glob_kind kind, uint8_t byte)
{
    return kind != GLOB_TEXT && byte == (kind == GLOB_PATH ? '/' : '.');
}

/* Whether a separator comes next, however it is written: a path has but one way to mean `/`. */
static bool separator_ahead(const struct compiler *compiler)
{
    uint8_t next = byte_ahead(compiler, 0);
    return is_separator(compiler->kind, next) ||
           (compiler->kind == GLOB_PATH && next == '\\' && byte_ahead(compiler, 1) == '/');
}

static uint32_t node_add(struct compiler *compiler, enum glob_op op, uint32_t operand)
{
    struct glob_node node = {op, operand};
    VECTOR_PUSH(&compiler->nodes, node);
    return (uint32_t)(compiler->nodes.count - 1);
}

/* Lets all nodes of a list lead to the next node that is added. */
static void nodes_complete(struct compiler *compiler, uint32_t list)
{
    while (list != NODE_NONE_YET) {
        struct glob_node *node = &compiler->nodes.items[list];
        list = node->operand;
        node->operand = (uint32_t)compiler->nodes.count;
    }
}

/* Ends the literal text: what comes next is not literal. */
static void run_end(struct compiler *compiler)
{
    if (!compiler->wild) {
        compiler->prefix = arena_copy(compiler->arena, buffer_bytes(&compiler->run));
        compiler->prefix_nodes = compiler->nodes.count;
        compiler->wild = true;
    }
    buffer_clear(&compiler->run);
}

/* Begins another literal text behind it. */
static void run_start(struct compiler *compiler)
{
    buffer_clear(&compiler->run);
    compiler->run_node = compiler->nodes.count;
}

static void wildcard_add(struct compiler *compiler, enum glob_op op, uint32_t operand)
{
    run_end(compiler);
    node_add(compiler, op, operand);
    run_start(compiler);
    compiler->starts_part = false;
}

/* Reads a character that stands for itself or has a backslash in front. */
static bool character_read(struct compiler *compiler, uint32_t *ret_character)
{
    size_t start = compiler->at;
    bool escaped = byte_ahead(compiler, 0) == '\\';
    if (compiler->kind == GLOB_NAME) {
        uint8_t octet;
        if (byte_ahead(compiler, escaped ? 1 : 0) >= 0x80) {
            return compiler_fail(compiler, start,
                                 "not ASCII: a domain name has labels that begin with xn--, or "
                                 "octets such as \\228");
        }
        if (!octet_from_text(compiler->pattern, &compiler->at, &octet)) {
            return compiler_fail(compiler, start,
                                 "a backslash is in front of a character, or of three digits up "
                                 "to 255");
        }
        *ret_character = octet == '.' && !escaped ? (uint32_t)GLOB_SEPARATOR : octet;
        return true;
    }
    compiler->at += escaped ? 1 : 0;
    if (at_end(compiler)) {
        return compiler_fail(compiler, start, "a backslash is in front of a character");
    }
    *ret_character = glob_character(compiler->kind, compiler->pattern, &compiler->at);
    if (*ret_character >= GLOB_STRAY && *ret_character < GLOB_SEPARATOR) {
        return compiler_fail(compiler, compiler->at - 1, "not UTF-8");
    }
    return true;
}

/* The octet as name_to_text() spells it, which is known for whole names. */
static void run_add_octet(struct compiler *compiler, uint32_t octet)
{
    if (octet == GLOB_SEPARATOR) {
        buffer_add_byte(&compiler->run, '.');
        return;
    }
    const uint8_t wire[] = {1, (uint8_t)octet, 0};
    name_wire_to_text((struct bytes){wire, sizeof(wire)}, &compiler->run);
    compiler->run.length--; /* the final dot */
}

/* The character that was read from the bytes between `start` and here. */
static void run_add(struct compiler *compiler, size_t start, uint32_t character)
{
    if (compiler->kind == GLOB_NAME) {
        run_add_octet(compiler, character);
        return;
    }
    start += compiler->pattern.data[start] == '\\' && compiler->at - start > 1 ? 1 : 0;
    buffer_add(&compiler->run,
               (struct bytes){compiler->pattern.data + start, compiler->at - start});
}

static bool literal_read(struct compiler *compiler)
{
    size_t start = compiler->at;
    uint32_t character;
    if (!character_read(compiler, &character)) {
        return false;
    }
    if (compiler->kind == GLOB_NAME && character != GLOB_SEPARATOR) {
        character = byte_lower((uint8_t)character);
    }
    bool separator = character == GLOB_SEPARATOR;
    if (separator && compiler->kind == GLOB_NAME && compiler->starts_part) {
        return compiler_fail(compiler, start, "a label is empty");
    }
    run_add(compiler, start, character);
    node_add(compiler, GLOB_OP_CHARACTER, character);
    if (separator && compiler->skips != NODE_NONE_YET) {
        /* A text may have neither the parts nor this separator. */
        nodes_complete(compiler, compiler->skips);
        compiler->skips = NODE_NONE_YET;
        run_start(compiler);
    }
    compiler->starts_part = separator;
    return true;
}

static void range_add(struct compiler *compiler, uint32_t first, uint32_t last)
{
    struct glob_range range = {first, last};
    VECTOR_PUSH(&compiler->ranges, range);
    compiler->sets.items[compiler->sets.count - 1].range_count++;
}

/* A range of octets has the small letters of its capitals in it. */
static void range_add_folded(struct compiler *compiler, uint32_t first, uint32_t last)
{
    range_add(compiler, first, last);
    uint32_t capital_first = first < 'A' ? 'A' : first;
    uint32_t capital_last = last > 'Z' ? 'Z' : last;
    if (compiler->kind == GLOB_NAME && capital_first <= capital_last) {
        range_add(compiler, capital_first + ('a' - 'A'), capital_last + ('a' - 'A'));
    }
}

static bool set_character_read(struct compiler *compiler, uint32_t *ret_character)
{
    size_t start = compiler->at;
    if (byte_ahead(compiler, 0) == '[') {
        return compiler_fail(compiler, start, "\"[\" inside of a set is written \"\\[\"");
    }
    if (!character_read(compiler, ret_character)) {
        return false;
    }
    if (*ret_character == GLOB_SEPARATOR) {
        return compiler_fail(compiler, start, "a set never holds the separator");
    }
    return true;
}

static bool set_range_read(struct compiler *compiler)
{
    size_t start = compiler->at;
    uint32_t first;
    if (!set_character_read(compiler, &first)) {
        return false;
    }
    uint32_t last = first;
    if (byte_ahead(compiler, 0) == '-' && byte_ahead(compiler, 1) != ']') {
        compiler->at++;
        if (at_end(compiler)) {
            return true; /* and the set is not closed */
        }
        if (!set_character_read(compiler, &last)) {
            return false;
        }
        if (last < first) {
            return compiler_fail(compiler, start, "a range ends in front of where it begins");
        }
    }
    range_add_folded(compiler, first, last);
    return true;
}

static bool set_read(struct compiler *compiler)
{
    size_t start = compiler->at++;
    struct glob_set set = {.range = (uint32_t)compiler->ranges.count};
    if (byte_ahead(compiler, 0) == '^') {
        return compiler_fail(compiler, start,
                             "\"[^\" is written \"[!\", and the character \"\\^\"");
    }
    if (byte_ahead(compiler, 0) == '!') {
        compiler->at++;
        set.negated = true;
    }
    VECTOR_PUSH(&compiler->sets, set);
    while (!at_end(compiler)) {
        if (byte_ahead(compiler, 0) == ']') {
            if (compiler->ranges.count == set.range) {
                return compiler_fail(compiler, start,
                                     "a set is empty; the bracket itself is written \"\\]\"");
            }
            compiler->at++;
            wildcard_add(compiler, GLOB_OP_SET, (uint32_t)(compiler->sets.count - 1));
            return true;
        }
        if (!set_range_read(compiler)) {
            return false;
        }
    }
    return compiler_fail(compiler, start, "\"[\" is not closed");
}

static bool deep_fail(struct compiler *compiler, size_t offset)
{
    return compiler_fail(compiler, offset,
                         "\"**\" has something beside it in its part: write \"*\", or \"**\" alone "
                         "between separators");
}

static bool deep_read(struct compiler *compiler)
{
    size_t start = compiler->at;
    struct braces *braces = &compiler->braces;
    if (!compiler->starts_part) {
        return deep_fail(compiler, start);
    }
    compiler->at += 2;
    uint8_t next = byte_ahead(compiler, 0);
    bool ends_alternative = braces->open && (next == ',' || next == '}');
    if (!at_end(compiler) && !ends_alternative && !separator_ahead(compiler)) {
        return deep_fail(compiler, start);
    }
    if (ends_alternative && braces->deep == SIZE_MAX) {
        braces->deep = start;
    }
    run_end(compiler);
    if (!at_end(compiler)) {
        compiler->skips = node_add(compiler, GLOB_OP_SPLIT, compiler->skips);
    }
    node_add(compiler, GLOB_OP_DEEP, 0);
    run_start(compiler);
    compiler->starts_part = false;
    return true;
}

static bool star_read(struct compiler *compiler)
{
    if (byte_ahead(compiler, 1) == '*') {
        return deep_read(compiler);
    }
    compiler->at++;
    wildcard_add(compiler, GLOB_OP_STAR, 0);
    return true;
}

static bool braces_open(struct compiler *compiler)
{
    if (compiler->braces.open) {
        return compiler_fail(compiler, compiler->at, "\"{\" inside of braces");
    }
    bool starts_part = compiler->starts_part;
    compiler->braces = (struct braces){
        .open = true,
        .offset = compiler->at++,
        .starts_part = starts_part,
        .all_end_parts = true,
        .deep = SIZE_MAX,
        .skips = NODE_NONE_YET,
        .jumps = NODE_NONE_YET,
    };
    wildcard_add(compiler, GLOB_OP_SPLIT, 0);
    compiler->braces.split = (uint32_t)(compiler->nodes.count - 1);
    compiler->starts_part = starts_part;
    return true;
}

static void alternative_end(struct compiler *compiler)
{
    struct braces *braces = &compiler->braces;
    braces->all_end_parts = braces->all_end_parts && compiler->starts_part;
    braces->one_ends_part = braces->one_ends_part || compiler->starts_part;
    if (compiler->skips != NODE_NONE_YET) {
        /* There is one at most: another `**` of this alternative has its separator already. */
        compiler->nodes.items[compiler->skips].operand = braces->skips;
        braces->skips = compiler->skips;
        compiler->skips = NODE_NONE_YET;
    }
    compiler->at++;
}

static bool alternative_next(struct compiler *compiler)
{
    struct braces *braces = &compiler->braces;
    alternative_end(compiler);
    braces->several = true;
    run_end(compiler);
    braces->jumps = node_add(compiler, GLOB_OP_JUMP, braces->jumps);
    compiler->nodes.items[braces->split].operand = (uint32_t)compiler->nodes.count;
    braces->split = node_add(compiler, GLOB_OP_SPLIT, 0);
    compiler->starts_part = braces->starts_part;
    return true;
}

/* Behind the last alternative, which no other one follows: its SPLIT leads on alone. */
static bool braces_close(struct compiler *compiler)
{
    struct braces *braces = &compiler->braces;
    alternative_end(compiler);
    if (!braces->several) {
        return compiler_fail(compiler, braces->offset,
                             "braces are for several, with \",\" between them");
    }
    if (braces->deep != SIZE_MAX && !at_end(compiler) && !separator_ahead(compiler)) {
        return deep_fail(compiler, braces->deep);
    }
    run_end(compiler);
    compiler->nodes.items[braces->split].operand = braces->split + 1;
    nodes_complete(compiler, braces->jumps);
    compiler->skips = braces->skips;
    if (at_end(compiler)) {
        nodes_complete(compiler, compiler->skips);
        compiler->skips = NODE_NONE_YET;
    }
    run_start(compiler);
    compiler->starts_part = at_end(compiler) ? braces->one_ends_part : braces->all_end_parts;
    *braces = (struct braces){.open = false};
    return true;
}

static bool item_read(struct compiler *compiler)
{
    switch (byte_ahead(compiler, 0)) {
    case '?':
        compiler->at++;
        wildcard_add(compiler, GLOB_OP_ANY, 0);
        return true;
    case '*':
        return star_read(compiler);
    case '[':
        return set_read(compiler);
    case '{':
        return braces_open(compiler);
    case '}':
        return compiler->braces.open
                   ? braces_close(compiler)
                   : compiler_fail(compiler, compiler->at, "\"}\" without a \"{\"");
    case ',':
        return compiler->braces.open ? alternative_next(compiler) : literal_read(compiler);
    default:
        return literal_read(compiler);
    }
}

static bool pattern_read(struct compiler *compiler)
{
    if (compiler->pattern.length == 0) {
        return compiler_fail(compiler, 0, "a pattern is empty");
    }
    if (compiler->pattern.length > GLOB_BYTES_MAX) {
        _Static_assert(GLOB_BYTES_MAX == 4096, "the message says so");
        return compiler_fail(compiler, GLOB_BYTES_MAX, "a pattern is longer than 4096 bytes");
    }
    if (compiler->kind == GLOB_NAME && glob_ends_part(GLOB_NAME, compiler->pattern)) {
        compiler->pattern.length--;
    }
    while (!at_end(compiler)) {
        if (!item_read(compiler)) {
            return false;
        }
    }
    if (compiler->braces.open) {
        return compiler_fail(compiler, compiler->braces.offset, "\"{\" is not closed");
    }
    if (compiler->kind == GLOB_NAME && compiler->starts_part && compiler->at > 0) {
        return compiler_fail(compiler, compiler->at, "a label is empty");
    }
    return true;
}

static enum glob_shape shape_of(const struct glob_node *nodes, size_t count)
{
    if (count == 1) {
        return GLOB_SHAPE_NOTHING;
    }
    if (count == 2 && nodes[0].op == GLOB_OP_STAR) {
        return GLOB_SHAPE_STAR;
    }
    if (count == 2 && nodes[0].op == GLOB_OP_DEEP) {
        return GLOB_SHAPE_DEEP;
    }
    if (count == 4 && nodes[0].op == GLOB_OP_SPLIT && nodes[1].op == GLOB_OP_DEEP &&
        nodes[2].op == GLOB_OP_CHARACTER) {
        return GLOB_SHAPE_PARTS;
    }
    return GLOB_SHAPE_PROGRAM;
}

/* NULL for an empty array. */
static const void *array_copy(struct arena *arena, const void *items, size_t bytes)
{
    return bytes == 0 ? NULL : memcpy(arena_get(arena, bytes), items, bytes);
}

/* Leaves the nodes of the literal ends out. */
static const struct glob_node *middle_copy(const struct compiler *compiler, size_t *ret_count)
{
    size_t first = compiler->prefix_nodes;
    size_t count = compiler->run_node - first;
    struct glob_node *nodes = arena_get(compiler->arena, (count + 1) * sizeof(*nodes));
    for (size_t i = 0; i < count; i++) {
        nodes[i] = compiler->nodes.items[first + i];
        if (nodes[i].op == GLOB_OP_SPLIT || nodes[i].op == GLOB_OP_JUMP) {
            nodes[i].operand -= (uint32_t)first;
        }
    }
    nodes[count] = (struct glob_node){GLOB_OP_END, 0};
    *ret_count = count + 1;
    return nodes;
}

static const struct glob *glob_of(struct compiler *compiler)
{
    struct arena *arena = compiler->arena;
    struct glob *glob = arena_get_zeroed(arena, sizeof(*glob));
    glob->kind = compiler->kind;
    struct bytes run = arena_copy(arena, buffer_bytes(&compiler->run));
    if (compiler->wild) {
        glob->suffix = run;
    } else {
        compiler->prefix = run;
        compiler->run_node = 0;
    }
    glob->prefix = compiler->prefix;
    glob->nodes = middle_copy(compiler, &glob->node_count);
    glob->shape = shape_of(glob->nodes, glob->node_count);
    glob->sets = array_copy(arena, compiler->sets.items,
                            compiler->sets.count * sizeof(*compiler->sets.items));
    glob->ranges = array_copy(arena, compiler->ranges.items,
                              compiler->ranges.count * sizeof(*compiler->ranges.items));
    return glob;
}

const struct glob *glob_new(enum glob_kind kind,
                            struct bytes pattern,
                            struct arena *arena,
                            struct glob_flaw *flaw)
{
    struct compiler compiler = {
        .kind = kind,
        .pattern = pattern,
        .arena = arena,
        .flaw = flaw,
        .starts_part = true,
        .skips = NODE_NONE_YET,
    };
    const struct glob *glob = pattern_read(&compiler) ? glob_of(&compiler) : NULL;
    VECTOR_FREE(&compiler.nodes);
    VECTOR_FREE(&compiler.sets);
    VECTOR_FREE(&compiler.ranges);
    buffer_free(&compiler.run);
    return glob;
}
