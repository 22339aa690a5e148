/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/edit.h"
#include "policies/zone_policy.h"
#include "zones/zone_set.h"

struct rule;

/** Another place that a finding speaks of, such as a hop of an alias path. */
struct related {
    const char *message;
    struct span span;
    const struct zone *zone; /**< which zone's text this is; NULL when it is none's */
};

/** What a finding is about in a few words, of which most is in its fingerprint. */
struct subject {
    const struct zone *zone; /**< NULL when it is about none */
    const char *owner;       /**< absolute, as text; NULL when it is about none */
    uint16_t type;           /**< 0 when it is about none */
};

/** Why a finding is not told. */
enum finding_aside {
    FINDING_TOLD,
    FINDING_SUPPRESSED,  /**< by a comment in the zone file */
    FINDING_IN_BASELINE, /**< it was there before, and is accepted for now */
};

/** Something that a rule found. All it holds lives in the findings' arena. */
struct finding {
    const struct rule *rule;
    int rule_number; /**< in the vocabulary of the policy */
    enum severity severity;
    const struct zone_policy *policy; /**< what is said of its zone */
    enum fix_level fix_level;         /**< which fix may be taken */
    bool fix_is_named;                /**< the policy names the rule, or its family, for that */
    const struct zone *zone;          /**< NULL for what concerns no single zone */
    const char *owner;      /**< absolute, as text; NULL when the finding is about no owner */
    uint16_t type;          /**< of the record; 0 when it is about none */
    struct span span;       /**< the smallest piece of text that is wrong */
    const char *message;    /**< the headline: lower case, no full stop, no advice */
    const char *label;      /**< what the marked text means here; NULL: nothing to add */
    const char *why;        /**< why it matters, with the RFC; NULL: the rule's own `why` */
    const char *help;       /**< what a person can do; NULL: nothing to say */
    const char *references; /**< `RFC 2181 section 10.3; RFC 5321 section 5.1` */
    VECTOR(struct related) related; /**< in order */
    VECTOR(const char *) notes;     /**< further facts, a sentence each */
    struct fix *fix;                /**< NULL when none is proposed */
    const char *fix_refused;  /**< why a repair that exists in principle is withheld, or NULL */
    enum finding_aside aside; /**< other than FINDING_TOLD: it is counted, and no fix is taken */
    const char *aside_reason; /**< what the comment says of it, or NULL */
    struct subject subject; /**< by which a baseline names it; the record at which it is told may be
                                 another one */
    uint64_t fingerprint;   /**< analyzer/identity.h: several findings may have the same */
};

/** Everything that the rules found, and its memory. */
struct findings {
    struct arena *arena;
    VECTOR(struct arena *) adopted; /**< findings_adopt() */
    VECTOR(struct finding *) items;
    VECTOR(struct finding *) dropped; /**< that the policy does not want of this owner or zone */
    VECTOR(struct fix *) fixes;       /**< all that findings point to, and some that were dropped */
    uint64_t
        unknown_targets; /**< distinct names that rules asked for and nothing here can answer */
};

struct findings *findings_new(void);
void findings_free(struct findings *findings);

/** Takes over the memory of `other`, and frees the rest of it. Its items are left to the caller. */
void findings_adopt(struct findings *findings, struct findings *other);

/** By file (its path), byte, rule: an order that no hashing and no number of threads touches. */
void findings_sort(struct findings *findings, const struct source_list *sources);

/** How many findings have this severity. */
uint64_t findings_count(const struct findings *findings, enum severity severity);

/** What the operator would have to say before `zonetidy fix` takes a proposed fix. */
enum fix_need {
    FIX_NEEDS_RULE = 1,   /**< --fix-rule with the name of the rule */
    FIX_NEEDS_UNSAFE = 2, /**< --unsafe-fixes */
    FIX_NEEDS_POLICY = 4, /**< another policy: this one has fixes off */
};

/** What is needed and not said: 0 when the fix is taken as things are. The finding has a fix. */
unsigned finding_fix_needs(const struct finding *finding);

/** Whether the finding has a fix that is taken as things are. */
bool finding_is_fixable(const struct finding *finding);

/** Whether the policy wants it to be reported, and whether it makes a run fail. */
bool finding_is_shown(const struct finding *finding);
bool finding_fails(const struct finding *finding);
