/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/finding.h"
#include "analyzer/terms.h"

/** Findings of one identity that are accepted for now. */
struct baseline_entry {
    const char *rule;
    const char *zone;     /**< its apex, absolute; NULL when they are about no zone */
    const char *view;     /**< NULL outside of views */
    const char *owner;    /**< absolute; NULL when they are about no owner */
    const char *type;     /**< NULL when they are about no type */
    const char *message;  /**< of one of them, for people */
    uint64_t fingerprint; /**< analyzer/identity.h */
    uint64_t count;       /**< how many findings may have it, at least 1 */
    size_t number;        /**< when it was added, counted from 0 */
};

/** Where a fingerprint is among the entries. */
struct baseline_row {
    uint64_t fingerprint;
    size_t entry;
};

/** A list of findings that were there before, each fingerprint once. Which of several findings with
 * one fingerprint are meant plays no part: they are counted. */
struct baseline {
    struct arena *arena;                   /**< of the strings */
    VECTOR(struct baseline_entry) entries; /**< by zone, view, owner, type, rule, fingerprint */
    VECTOR(struct baseline_row) rows;      /**< by fingerprint */
};

/** The most entries that a baseline has. */
#define BASELINE_ENTRIES_MAX 1000000

struct baseline *baseline_new(void);
void baseline_free(struct baseline *baseline);

/** Adds an entry, with copies of its strings. Nothing is looked up before baseline_settle(). */
void baseline_add(struct baseline *baseline, const struct baseline_entry *entry);

/** Puts the entries in order. Gives an entry whose fingerprint another one has that was added
 * before it; NULL when there is none, as it must be for all that follows. */
const struct baseline_entry *baseline_settle(struct baseline *baseline);

/** A baseline of all findings but those that comments in zone files account for. */
struct baseline *baseline_of(const struct findings *findings);

/** Sets those aside that the baseline accounts for: of each fingerprint the first ones, in the
 * sorted order of the findings, that are told. `baseline` may be NULL. */
void baseline_mark(struct findings *findings, const struct baseline *baseline);

/** How many entries count more findings than there are. Only those are judged that can be:
 * analyzer/baseline_judge.h. */
size_t baseline_count_stale(const struct baseline *baseline,
                            const struct findings *findings,
                            const struct zone_set *set,
                            const struct analysis_terms *terms);

/** How a baseline is made anew, beside that stale entries go. */
struct baseline_renewal {
    bool words;   /**< messages are those of the findings of now */
    bool add_new; /**< findings that are told are added */
};

/** What became of a baseline. */
struct baseline_difference {
    uint64_t dropped;   /**< entries whose findings are all gone */
    uint64_t lowered;   /**< entries with fewer findings */
    uint64_t added;     /**< findings */
    uint64_t not_taken; /**< findings that are told, and were not added */
};

/** The baseline as it is to be by what is found now. */
struct baseline *baseline_renew(const struct baseline *baseline,
                                const struct findings *findings,
                                const struct zone_set *set,
                                const struct analysis_terms *terms,
                                struct baseline_renewal renewal,
                                struct baseline_difference *ret_difference);
