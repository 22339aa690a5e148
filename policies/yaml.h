/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/problem.h"

/* YAML 1.1 as libyaml reads it, as far as a policy may use it: maps with plain text as keys, lists,
 * scalars, anchors and aliases. No scalar has a type here: `no`, `on`, `010` and `1:30` are text,
 * and the schema says what they are (policies/schema.h). */

enum {
    YAML_BYTES_MAX = 4 * 1024 * 1024, /**< of a file */
    YAML_DEPTH_MAX = 64,              /**< of lists and maps within each other, aliases followed */
    YAML_SCALAR_BYTES_MAX = 256 * 1024, /**< of one scalar */
    YAML_ANCHORS_MAX = 100,             /**< of a file */
    YAML_DIRECTIVES_MAX = 16,           /**< lines of a file that begin with % */
    YAML_NODES_MAX = 1000000, /**< of a file, each counted wherever an alias stands for it */
    YAML_TEXT_BYTES_MAX = 4 * YAML_BYTES_MAX, /**< of all scalars, counted in the same way */
};

enum yaml_kind {
    YAML_SCALAR,
    YAML_LIST,
    YAML_MAP,
};

struct yaml_pair;

/** A node of the tree. Where an alias stands for it, it is met several times. */
struct yaml_node {
    enum yaml_kind kind;
    bool quoted;     /**< a scalar in quotes or in a block: text, even when it looks like nothing */
    bool incomplete; /**< a problem kept something of it from being read: a list or map may have
                          more in it, and a scalar stands for what nobody knows */
    struct policy_place place; /**< of a scalar all of it, with its quotes, and an empty place where
                                    nothing is written; of a list or map its first character */
    struct bytes text;         /**< of a scalar: UTF-8, with a NUL behind it, and none inside; of
                                    one that is incomplete empty */
    VECTOR(struct yaml_node *) items; /**< of a list; in the arena, so nothing is added to it */
    VECTOR(struct yaml_pair)
    pairs; /**< of a map, in order; in the arena too. Where two have
                                           equal keys there is a problem, and the first counts */
};

struct yaml_pair {
    const struct yaml_node *key; /**< a scalar, not empty */
    struct yaml_node *value;
};

/** Reads a file. Returns its root, which lives in the arena of `problems`; NULL when the file holds
 * nothing but comments and `---`, or nothing that could be read.
 *
 * Problems do not end the reading where what they are about can be told from the rest: a second key
 * of the same name, a merge key, a tag, a key that is no text, an anchor that is not there or is
 * there twice, a character that no policy may hold, a scalar that is too long. It ends where libyaml
 * cannot go on, at a second document, and where the tree would become too deep or too large, so there
 * is one such problem at most. The tree is what was read nonetheless: there to be checked, so that
 * all problems are told at once, and nothing is to be made of it. They are in the order of the
 * file. */
struct yaml_node *yaml_read(const struct policy_source *source, struct policy_problems *problems);

/** Whether nothing below the node is incomplete, nor the node itself. */
bool yaml_is_whole(const struct yaml_node *node);

/** The value of a key; NULL when a map does not have it, and for what is no map or NULL. */
const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key);

/** How many texts a list of scalars has, and the one at an index; a scalar stands for a list of it
 * alone, and NULL for an empty one. */
size_t yaml_text_count(const struct yaml_node *texts);
const struct yaml_node *yaml_text_at(const struct yaml_node *texts, size_t index);

/** Whether two trees hold the same texts in the same order; either may be NULL. Places and quotes do
 * not matter. */
bool yaml_equals(const struct yaml_node *a, const struct yaml_node *b);

/** A hash of what yaml_equals() compares, that goes on from `hash`. */
uint64_t yaml_hash(const struct yaml_node *node, uint64_t hash);
