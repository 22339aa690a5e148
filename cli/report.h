/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/finding.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/place.h"
#include "fixers/fix.h"

struct options;
struct run;

/** What a run of check or fix has to tell. */
struct report {
    const struct analysis_terms *terms;
    const struct zone_set *set;      /**< as it was read */
    const struct findings *findings; /**< in `set` */
    const struct unread *errors;
    size_t error_count;
    const struct fix_result *result; /**< NULL for check, and when the fixes came to nothing */
    bool fixing;                     /**< the command is fix */
    bool written;                    /**< the files hold the new text of `result` */
    bool stats;
    bool show_suppressed; /**< list what is not told too: enum finding_aside */
    double seconds;       /**< of the whole run; printed with `stats` only */
    char *folder;         /**< the working folder; paths below it are shown without
                                              it. NULL when nobody knows */
};

/** A finding as a report lists it. */
struct report_item {
    const struct finding *finding;
    const struct zone_set *set; /**< in whose texts its places are */
    bool fixed;
    bool after_fix;                /**< it is there only when the fixes are taken */
    const char *not_fixed_because; /**< why its fix, which the policy allows, was not
                                        taken; or NULL */
};

/** Which findings a report is about. */
enum report_scope {
    REPORT_HISTORY, /**< those of the text as it was, fixed or not; then those that fixes brought */
    REPORT_LEFT,    /**< what is left: in the new texts when they are written, else in the old */
};

/** Gives the finding at `index`, which counts from 0 up to report_item_count(). False when it is
 * none of the scope; its severity is not looked at. */
bool report_item(const struct report *report,
                 enum report_scope scope,
                 size_t index,
                 struct report_item *ret_item);
size_t report_item_count(const struct report *report);

/** The same, and whether --show lets it be listed; what is not told is listed only when that is
 * asked for. */
bool report_listed(const struct report *report,
                   enum report_scope scope,
                   size_t index,
                   struct report_item *ret_item);

/** A path as reports show it: relative when it lies below the working folder, else as it is. A part
 * of `path` itself. */
const char *report_relative(const struct report *report, const char *path);

/** The places of a set, as reports show them. */
struct places report_places(const struct report *report, const struct zone_set *set);

/** The path of a source as reports show it. */
const char *report_path(const struct report *report, const struct zone_set *set, uint32_t source);

/** Takes the next one of a finding's references, such as `RFC 2181 section 10.3`, from `*rest` and
 * moves behind it. False when there is no more. `*rest` may be NULL. */
bool report_reference_next(const char **rest, struct bytes *ret_reference);

/** A report as --format names it: a row of the table. */
struct report_format {
    const char *name;
    void (*write)(const struct report *report, struct output *output);
};

size_t report_format_count(void);

/** The first is the default. */
const struct report_format *report_format_at(size_t index);
const struct report_format *report_format_find(const char *name);

void report_write_full(const struct report *report, struct output *output);
void report_write_concise(const struct report *report, struct output *output);
void report_write_json(const struct report *report, struct output *output);

/** Writes the table of rules in the format json. */
void rules_write_json(struct output *output);

/** Adds one finding in the full format, and an empty line. `columns` is how wide lines may get. */
void report_add_full(const struct report *report,
                     const struct report_item *item,
                     bool color,
                     size_t columns,
                     struct buffer *text);

/** Begins a report about a run. What fix adds is set by the caller. */
struct report report_of(const struct run *run, const struct findings *findings, bool fixing);

void report_end(struct report *report);

/** Writes all reports that the options ask for; those without a file go to `standard`. False, after
 * a message, when one of them did not arrive. */
bool report_write(const struct report *report, const struct options *options, FILE *standard);

/** Begins to write what the request at `index` of the options asks for; without a file, it goes to
 * `standard`. False, after a message, when its file is one that is read in this run, holds another
 * report of it, or cannot be opened. */
bool report_open(const struct zone_set *set,
                 const struct options *options,
                 size_t index,
                 FILE *standard,
                 struct output *output);

/** Whether something at or above --fail-on is left. */
bool report_fails(const struct report *report);
