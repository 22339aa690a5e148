/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/edit.h"
#include "policies/severity.h"
#include "zones/zone_set.h"

struct check;
struct placed_suppression;

/** What a rule looks at, and so what wakes it. */
enum rule_scope {
    RULE_FLAW,   /**< what the reader could not understand */
    RULE_RECORD, /**< each record of the types named in its row */
    RULE_NODE,   /**< each node that has one of the types named in its row */
    RULE_ZONE,
    RULE_SUPPRESSION, /**< each comment that suppresses findings, when all that is found is known */
    RULE_SET,         /**< all zones at once */
};

/** A row of rules.def. */
struct rule {
    const char *name; /**< kebab-case; the same word is page, fixture folder, option and JSON id */
    const char *family; /**< what policies choose several rules by: rule_families */
    enum rule_scope scope;
    type_mask types;
    enum severity severity; /**< by default */
    enum fix_safety fix;    /**< the best that a fix of this rule can be */
    const char *summary;    /**< what it finds, in one line */
    const char *references; /**< `RFC 2181 section 10.3; RFC 5321 section 5.1` */
    union {
        void (*flaw)(struct check *, const struct zone *, const struct flaw *);
        void (*record)(struct check *, const struct zone *, const struct record *);
        void (*node)(struct check *, const struct zone *, const struct node *);
        void (*zone)(struct check *, const struct zone *);
        void (*suppression)(struct check *, const struct placed_suppression *);
        void (*set)(struct check *, const struct zone_set *);
    } run;
};

const char *rule_scope_text(enum rule_scope scope);

/** The families. The last is of rules that no row has: those that policies define. */
enum { RULE_FAMILY_COUNT = 13 };
extern const char *const rule_families[RULE_FAMILY_COUNT];

size_t rule_count(void);

/** The rows in the order of the table. */
const struct rule *rule_at(size_t index);

/** The place of a row in the table. */
int rule_number(const struct rule *rule);

/** NULL when no rule has this name. */
const struct rule *rule_find(const char *name);

/** The name of a rule that looks most like `name`, for a message about a name that is none; NULL
 * when none comes near. */
const char *rule_nearest(const char *name);
