/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/finding.h"
#include "analyzer/terms.h"
#include "fixers/patch.h"

/** A serial that was raised. */
struct serial_change {
    const struct zone *zone;
    uint32_t source; /**< which file holds the SOA */
    uint32_t old_serial;
    uint32_t new_serial;
};

/** A source that has another text now. */
struct changed_file {
    const struct source *source;
    struct patch *patch;
    struct bytes text; /**< the new text, in the set `after_set` */
    const struct replacement *replacements;
    size_t replacement_count;
};

/** What was done with one finding of the original text. */
struct fix_outcome {
    bool fixed;
    const char *not_fixed_because; /**< why a proposed fix was not taken, or NULL */
};

/** What a fix run comes to. Nothing is written by it: the caller prints or writes it. */
struct fix_result {
    struct arena *arena;
    struct zone_set *after_set;   /**< the set with the new texts; NULL when nothing changed */
    struct findings *after;       /**< what is found in them; NULL when nothing changed */
    struct fix_outcome *outcomes; /**< one for each finding of the original, in its order */
    bool *after_is_new; /**< one for each finding of `after`: no such finding was there before */
    size_t fixed_count;
    VECTOR(struct changed_file) files; /**< by path */
    VECTOR(struct serial_change) serials;
    VECTOR(struct change) changes; /**< the records that come and go, serials not counted */
};

/** Takes the proposed fixes that the policy allows, applies them in memory, reads the new texts
 * again and proves them: the records differ in exactly what the fixes declared, the findings are
 * gone, and no error is new. Raises the serial of each zone whose records change, once, and proves
 * that too. Fails, with nothing to write, when a proof fails: then `error` names the fix.
 * `ret_result` is freed with fix_result_free(); `set` and `findings` must outlive it. */
enum status fix_run(const struct zone_set *set,
                    const struct analysis_terms *terms,
                    const struct findings *findings,
                    struct fix_result **ret_result,
                    struct error *error);

void fix_result_free(struct fix_result *result);
