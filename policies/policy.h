/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/custom.h"
#include "policies/external.h"
#include "policies/glob.h"
#include "policies/layers.h"
#include "policies/network.h"
#include "policies/origin_pattern.h"
#include "policies/owner_pattern.h"
#include "policies/rule_setting.h"
#include "policies/serial_choice.h"
#include "policies/suppressions.h"

/** Patterns of paths, and the folder that they are seen from. */
struct policy_paths {
    VECTOR(const struct glob *) globs;
    const char *folder; /**< real path; NULL: there is none, and they are for whole paths */
};

/** What is different for some files, zones, owners or types. Of each kind that is given, one has to
 * match. */
struct policy_override {
    struct policy_place place;
    const struct yaml_node *node;
    size_t like; /**< the number of an override that says the same, whatever it is for; of most
                      their own */
    struct policy_paths files;
    VECTOR(const struct glob *) zones;
    VECTOR(const struct owner_pattern *) owners;
    VECTOR(uint16_t) types;
    struct rule_effects effects;
    const struct yaml_node *options; /**< of rules; or NULL */
    const struct yaml_node *serial;  /**< how serials are raised; or NULL */
    const struct yaml_node *prefer;  /**< names for PTR records; or NULL */
    const char *reason;              /**< or NULL */
    struct policy_place until;       /**< where `ends` is said */
    int64_t ends; /**< when it ceases to hold: seconds since 1970; INT64_MAX: never */
    bool held;    /**< for a zone that was asked for */
};

/** A reply of a receiver to what a rule finds. */
struct policy_reply {
    int rule;
    const char *text;
};

/** A zone that the policy maps to a file. */
struct policy_zone {
    const char *name; /**< as zone_name_canonical() writes it */
    const char *path; /**< of the file, absolute unless nobody knows the working folder */
    size_t order;     /**< how many were said before */
    struct policy_place place;
};

struct zone_policies;

enum { POLICY_EFFECTS_MAX = 1000000 }; /**< that all overrides together have on rules */

/** What an operator wants. All of it lives in its arena but the vectors, and only zone policies are
 * added to it later. */
struct policy {
    struct arena *arena;
    struct policy_layers layers;
    struct vocabulary vocabulary; /**< with the custom rules behind all others */
    struct custom_rules custom;   /**< the rules of the policy itself */
    struct rule_effects effects;  /**< of all layers but the command line's, in order */
    struct rule_effects of_command_line;
    VECTOR(struct policy_override) overrides;
    VECTOR(struct policy_reply) replies;
    struct policy_paths zone_files;   /**< which files of a folder are zones; empty: not said */
    struct policy_paths zone_exclude; /**< files and folders to be left out */
    VECTOR(const struct origin_pattern *) origins;
    VECTOR(struct policy_zone) zone_map; /**< by name, each once */
    struct external_names *external; /**< of names outside of the zones; NULL: nothing is said */
    enum severity fail_on;           /**< findings from here on make a run fail */
    enum severity show;              /**< findings from here on are reported */
    const char *baseline;            /**< path of the file; NULL: none */
    struct suppression_settings suppressions; /**< what comments in zone files may do */
    bool unsafe_fixes; /**< --unsafe-fixes: where safe fixes may be taken, unsafe ones may too */
    bool *fix_only;    /**< by rule: --fix-rule names it; NULL: no rule is named */
    struct zone_policies *zones; /**< those that were asked for; NULL: none yet */
};

/** A value that the command line sets: policy_layers_set(). */
struct policy_setting {
    const char *option;
    const char *key;
    const char *value;
};

/** What a policy is read with. */
struct policy_input {
    const char *path;           /**< of the file, or `builtin:NAME` */
    const char *working_folder; /**< real path; NULL: nobody knows it */
    const struct vocabulary *vocabulary;
    const struct builtin_policy *builtins;
    size_t builtin_count;
    const char *program_version;
    const struct policy_setting *settings;
    size_t setting_count;
};

/** Reads, checks and makes a policy. NULL when there is a problem: nothing is made of a half of a
 * policy. What the input points to, and the arena of the problems, must outlive the policy. */
struct policy *policy_load(const struct policy_input *input, struct policy_problems *problems);

/** `policy` may be NULL. */
void policy_free(struct policy *policy);

/** What receivers answer to what a rule finds, one after the other: the next one from `*at` on, which
 * is 0 at first and is moved behind it; NULL: there is no more. */
const char *policy_reply_next(const struct policy *policy, int rule, size_t *at);

/** The value that counts of a key, such as `report`, `show`; `second` may be NULL. NULL when no layer
 * has it, else its layer in `ret_layer`, which may be NULL. */
const struct yaml_node *policy_value(const struct policy *policy,
                                     const char *first,
                                     const char *second,
                                     const struct policy_layer **ret_layer);
