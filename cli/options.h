/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/question.h"
#include "policies/policy.h"
#include "zones/base/error.h"
#include "zones/base/vector.h"
#include "zones/zone_set.h"

struct report_format;

/** A report that was asked for: --format FORMAT[=FILE]. */
struct report_request {
    const struct report_format *format;
    const char *path; /**< NULL: standard output */
};

/** The command line, understood. Strings are those of argv, or live in `arena`. */
struct options {
    struct arena *arena;
    const struct command *command;
    const char *policy_path;                /**< --policy; NULL: the nearest file */
    VECTOR(struct policy_setting) settings; /**< what options say that policies could say */
    VECTOR(const char *) fix_rules;         /**< --fix-rule */
    VECTOR(const char *) arguments;         /**< PATH, RULE or COMMAND, as the command has it */
    struct question question;   /**< of resolve: its NAME and TYPE, which are no arguments */
    const char *view;           /**< NULL when none is given */
    const char *baseline;       /**< the path of its file; NULL when none is given */
    VECTOR(const char *) zones; /**< NAME=FILE */
    VECTOR(const char *) named_confs;
    VECTOR(const char *) include_roots;    /**< folders */
    VECTOR(struct report_request) reports; /**< at least one; at most one to standard output */
    const char *stdin_filename;            /**< NULL when none is given */
    enum color_choice color;
    unsigned jobs;  /**< how many threads were asked for; 0: as many as suit */
    int64_t now;    /**< seconds since 1970 */
    bool share_all; /**< threads share the work however little it is: ZONETIDY_SHARE=all */
    enum reread_way reread_way; /**< ZONETIDY_REREAD */
    bool isolated;
    bool unsafe_fixes;
    bool fix;
    bool diff;
    bool quiet;
    bool stats;
    bool show_suppressed;
    bool add_new;
    bool unused;
    bool no_inline_ignores;
    bool all;
    bool help;
    bool version;
};

/** Reads the command line and the environment. Fails with a message that names the first option
 * that is wrong, and what it could have been; `options` is freed with options_free() either way. */
enum status options_parse(struct options *options,
                          int argument_count,
                          char *const *arguments,
                          struct error *error);

void options_free(struct options *options);

/** Whether a PATH, or the FILE of --zone NAME=FILE, means standard input. */
bool path_is_standard_input(const char *path);

/** Whether any of them does. */
bool options_want_standard_input(const struct options *options);

/** `zonetidy` and its version. */
extern const char program_version[];

/** The version alone. */
extern const char program_version_number[];
