/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/check.h"
#include "policies/custom.h"

/* Custom rules of a policy as rules among others: each becomes a row like those of rules.def, so
 * that severities, reports, fixes and their proof treat it as any rule.
 *
 * What is asked about other records and names is what the rules of rules.def ask: the resolver, and
 * which types there are at a node (analyzer/analysis_again.c builds on that). */

/** The rows of a policy. Threads may run them at the same time. */
struct custom_rows;

/** Makes the rows; `rules` must outlive them. */
struct custom_rows *custom_rows_new(const struct custom_rule *rules, size_t count);

/** `rows` may be NULL. */
void custom_rows_free(struct custom_rows *rows);

size_t custom_rows_count(const struct custom_rows *rows);

/** The row of a rule: of RULE_RECORD with the types that wake it, or of RULE_ZONE. Its `run` needs
 * `check->rule` to be this very row. */
const struct rule *custom_rows_at(const struct custom_rows *rows, size_t index);

/** Counts from here on how many records or zones `match` selects. */
void custom_rows_count_selected(struct custom_rows *rows);

/** How many `match` of this rule selected since then. */
uint64_t custom_rows_selected(const struct custom_rows *rows, size_t index);

/** How often it was not known whether an expression of this rule matches, because that would have
 * cost too much: there the rule found nothing. */
uint64_t custom_rows_costly(const struct custom_rows *rows, size_t index);

enum {
    CUSTOM_REGEX_STEPS_MAX = 100000, /**< of one match: a millisecond or so */
    CUSTOM_WORD_BYTES_MAX = 256,     /**< of a value in a message; longer ones are cut */
};

/** Frees what the rows kept in a check (`check->custom`). `room` may be NULL. */
void custom_room_free(struct custom_room *room);
