/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

/* The functions of the rules, declared from the table's rows. */

#include "analyzer/check.h"

#define FLAW_RULE(name, family, severity, fix, summary, references)
#define RECORD_RULE(name, family, function, types, severity, fix, summary, references) \
    void rule_##function(struct check *, const struct zone *, const struct record *);
#define NODE_RULE(name, family, function, types, severity, fix, summary, references) \
    void rule_##function(struct check *, const struct zone *, const struct node *);
#define ZONE_RULE(name, family, function, severity, fix, summary, references) \
    void rule_##function(struct check *, const struct zone *);
#define SUPPRESSION_RULE(name, family, function, severity, fix, summary, references) \
    void rule_##function(struct check *, const struct placed_suppression *);
#define SET_RULE(name, family, function, severity, fix, summary, references) \
    void rule_##function(struct check *, const struct zone_set *);
#include "analyzer/rules.def"
#undef FLAW_RULE
#undef RECORD_RULE
#undef NODE_RULE
#undef ZONE_RULE
#undef SUPPRESSION_RULE
#undef SET_RULE

/** The function of all FLAW_RULE rows. */
void rule_flaw(struct check *check, const struct zone *zone, const struct flaw *flaw);

/** The name of the rule that reports a kind of flaw. */
const char *flaw_rule_name(enum flaw_kind kind);
