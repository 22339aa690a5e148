/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/glob.h"

/* What a pattern becomes (glob_new.c) and what the matching runs (glob.c).
 *
 * Literal text at both ends of the pattern is kept as bytes. What is between them is a row of nodes,
 * each of which takes a character of the text or none, and hands over to the next one or to a later
 * one, never to one before it. */

enum glob_op {
    GLOB_OP_END,       /**< there is no more to match */
    GLOB_OP_CHARACTER, /**< takes the character `operand` */
    GLOB_OP_ANY,       /**< takes a character but the separator */
    GLOB_OP_SET,       /**< takes one that is in set number `operand` */
    GLOB_OP_STAR,      /**< hands over, and takes characters but the separator */
    GLOB_OP_DEEP,      /**< hands over, and takes characters */
    GLOB_OP_SPLIT,     /**< hands over, and to node `operand` too */
    GLOB_OP_JUMP,      /**< hands over to node `operand` alone */
};

struct glob_node {
    enum glob_op op;
    uint32_t operand;
};

struct glob_range {
    uint32_t first;
    uint32_t last;
};

struct glob_set {
    uint32_t range; /**< the first of its ranges */
    uint32_t range_count;
    bool negated;
};

/** What lies between the literal ends. Most patterns need no program. */
enum glob_shape {
    GLOB_SHAPE_NOTHING, /**< the pattern is literal */
    GLOB_SHAPE_STAR,    /**< `*` */
    GLOB_SHAPE_DEEP,    /**< `**` at the end */
    GLOB_SHAPE_PARTS,   /**< `**` and the separator behind it */
    GLOB_SHAPE_PROGRAM,
};

struct glob {
    enum glob_kind kind;
    enum glob_shape shape;
    struct bytes prefix; /**< the literal start; of a name as name_to_text() spells it */
    struct bytes suffix; /**< the literal end, of a pattern that is not literal as a whole */
    const struct glob_node *nodes;
    size_t node_count; /**< the last is GLOB_OP_END */
    const struct glob_set *sets;
    const struct glob_range *ranges;
};

/** Each byte of a pattern makes two nodes at most. */
enum { GLOB_NODES_MAX = 2 * GLOB_BYTES_MAX + 1 };

/* Characters are numbers: of a path code points, of a name octets; and these. */
enum {
    GLOB_STRAY = 0x110000, /**< and a byte: one that is not UTF-8 */
    GLOB_SEPARATOR = 0x200000,
    GLOB_TEXT_END,
};

/** Reads the character at `*at`, which is below `text.length`, and moves on. A backslash in a name
 * that begins no escape is itself. */
uint32_t glob_character(enum glob_kind kind, struct bytes text, size_t *at);

/** Whether the last character of a text is a separator. */
bool glob_ends_part(enum glob_kind kind, struct bytes text);
