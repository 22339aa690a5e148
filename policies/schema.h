/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/vocabulary.h"
#include "policies/yaml.h"

/* What a policy may hold, as tables: they check a file, name the nearest right word, describe
 * themselves as JSON Schema, and are the reference of the guide. */

/** What a scalar is checked with. */
struct scalar_check {
    const struct vocabulary *vocabulary;
    struct policy_problems *problems;
};

/** Which words of the vocabulary are of a kind. */
enum scalar_vocabulary {
    SCALAR_NO_NAMES,
    SCALAR_RULES,              /**< the names of rules */
    SCALAR_RULES_AND_FAMILIES, /**< and of their families */
};

/** A kind of text, such as a severity, a period, a network. */
struct scalar_kind {
    const char *name; /**< for messages, with its article: `a severity` */

    /** Adds a problem when the text, which is not empty, is not of this kind. `kind` is this row.
     * NULL: any text will do. */
    void (*check)(const struct scalar_kind *kind,
                  const struct scalar_check *check,
                  const struct yaml_node *scalar);

    const char *const *words;          /**< all texts of this kind, or those beside the names of
                                   `vocabulary`; ended by NULL. NULL: see `check` */
    enum scalar_vocabulary vocabulary; /**< names of rules are of this kind */
    const char *pattern;   /**< for editors: a regular expression (ECMA 262) that good texts match;
                                   NULL: none, or `words` says it */
    const char *json_type; /**< what a reader of YAML 1.2 makes of it, as JSON Schema writes it:
                                   `"string"`, `["string", "integer"]` */
};

/** A check for a kind that has all its words listed. */
void scalar_check_word(const struct scalar_kind *kind,
                       const struct scalar_check *check,
                       const struct yaml_node *scalar);

struct schema;

struct schema_key {
    const char *name;
    const struct schema *value;
    const char *summary; /**< what it is for: one sentence, for editors and the reference */
    bool required;
};

/** What the keys of a map have to do with each other. */
enum schema_demand_kind {
    SCHEMA_EXACTLY_ONE,  /**< one of `keys` is there, and no other of them */
    SCHEMA_AT_LEAST_ONE, /**< one of `keys` is there, or several */
    SCHEMA_NEEDS,        /**< where the first of `keys` is there, the second one is */
    SCHEMA_EXCLUDES,     /**< where the first of `keys` is there, what the second one holds has no
                              third one */
    SCHEMA_ONE_PAIR,     /**< there is one key, whatever it is */
};

struct schema_demand {
    enum schema_demand_kind kind;
    const char *keys[6]; /**< ended by NULL */
    const char *message; /**< when it is not so */
    const char *help;    /**< or NULL */
};

/** What may stand at a place: a scalar, a list, a map, or one of several of them. */
struct schema {
    const char *name;                 /**< for messages, with its article: `a list of rules` */
    const struct scalar_kind *scalar; /**< NULL: no scalar */
    const struct schema *items;       /**< of a list; NULL: no list */
    const struct schema_key *keys;    /**< of a map, ended by a row without a name; NULL: none */
    const struct scalar_kind *other_keys; /**< keys that a map may have besides; NULL: none */
    const struct schema *other_value;     /**< what those hold */
    const struct schema_demand
        *demands;     /**< of a map, ended by a row without a message; NULL: none */
    bool are_options; /**< it is the vocabulary's schema for the options of rules instead */
};

/** The row of a key, other than `other_keys`; NULL when there is none. */
const struct schema_key *schema_key_find(const struct schema *schema, const char *name);

/** Adds a problem for all that the tree holds and the schema does not allow: unknown and missing
 * keys, keys that do not go together, nodes and texts of another kind, and nothing at all where
 * something belongs. What was not read is not missing. */
void schema_check(const struct schema *schema,
                  const struct yaml_node *node,
                  const struct scalar_check *check);
