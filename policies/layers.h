/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/yaml.h"

/** A policy that comes with the program: `builtin:NAME`. */
struct builtin_policy {
    const char *name;
    const char *text;
    size_t length; /**< in bytes */
};

/** A file of a policy, or what the command line says. */
struct policy_layer {
    const struct policy_source *source;
    const struct yaml_node *root; /**< a map, once nothing is wrong; NULL: could not be read */
    bool is_empty;                /**< there was nothing to be read */
    const char *folder; /**< real path of the folder that its paths and patterns of paths are seen
                             from, without a slash at the end but for the root; NULL: it has none */
    bool is_own;        /**< neither comes with the program nor is of the command line */
    bool is_command_line;
};

/** The files that a policy comes from, each once: what is extended in front of who extends it, and
 * the command line last. What stands further behind counts more. All live in the arena. */
struct policy_layers {
    struct arena *arena;
    const struct builtin_policy *builtins;
    size_t builtin_count;
    const char *working_folder; /**< real path of the folder of what the command line says; NULL:
                                     nobody knows it */
    VECTOR(struct policy_layer) items;
    bool incomplete; /**< a problem kept something from being read: there may be more than this */
    const struct policy_source *main; /**< of the policy that was asked for */
};

enum {
    POLICY_FILES_MAX = 100,        /**< that one policy may come from */
    POLICY_EXTENDS_DEPTH_MAX = 20, /**< of files that extend each other */
};

/** The beginning of a name that stands for a policy of the program. */
#define POLICY_BUILTIN "builtin:"

/** Reads a policy file (or `builtin:NAME`) with all that it extends; without `extends`, a file that
 * is asked for extends builtin:recommended. Every file that can be read is read, however many cannot:
 * each of those is a problem, at the place that names it. Places of a file that nobody can open are
 * in a source without text. */
void policy_layers_read(struct policy_layers *layers,
                        const char *path,
                        struct policy_problems *problems);

/** Adds a value of the command line: `key` is the way through the maps, with dots between the keys,
 * and `value` is YAML. `option` is how messages call it. `extends` is a problem there. */
void policy_layers_set(struct policy_layers *layers,
                       const char *option,
                       const char *key,
                       const char *value,
                       struct policy_problems *problems);

void policy_layers_end(struct policy_layers *layers);
