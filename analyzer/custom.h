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

/** Whether it was not known of some text if an expression of this rule matches, because that would
 * have cost too much: there the rule found nothing. */
bool custom_rows_was_costly(const struct custom_rows *rows, size_t index);

/** The rows for records that some zones have on, run as one rule: for each of millions of records
 * it costs little to see that a hundred rules have nothing to say. */
struct custom_group;

/** A group of all rows for records; `is_on` says for each row whether it runs, and is copied.
 * `first_number` is that of the first row in the vocabulary of the policy. `rows` must outlive the
 * group. */
struct custom_group *custom_group_new(struct custom_rows *rows,
                                      const bool *is_on,
                                      int first_number);

/** `group` may be NULL. */
void custom_group_free(struct custom_group *group);

/** What stands for the group among the rules of RULE_RECORD: its types wake it, and its `run`,
 * which needs `check->rule` to be it, makes a row the rule of the check while that looks. It has
 * no page and no severity of its own, and no finding is made with it. */
const struct rule *custom_group_rule(const struct custom_group *group);

enum {
    CUSTOM_REGEX_STEPS_MAX = 100000, /**< of one match: a millisecond or so */
    CUSTOM_WORD_BYTES_MAX = 256,     /**< of a value in a message; longer ones are cut */
};

/** Frees what the rows kept in a check (`check->custom`). `room` may be NULL. */
void custom_room_free(struct custom_room *room);
