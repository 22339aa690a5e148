/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/bytes.h"

/* What a policy says of comments in zone files that keep findings from being told:
 * docs/suppressions.md. What stands in such a comment is read further on (analyzer/suppression.h).
 */

enum { SUPPRESSION_PATTERN_BYTES_MAX = 256 };

/** Another form of the comment: names of rules between two texts. */
struct suppression_pattern {
    struct bytes head; /**< never empty */
    struct bytes tail; /**< empty: the names end where a blank or the comment does */
};

/** What is wrong with the text of a pattern. */
struct suppression_pattern_flaw {
    size_t offset;       /**< in bytes, from its start */
    const char *message; /**< lives for ever */
};

/** Takes `ignore={rules}` apart; the parts are views of the text. False when it is no pattern, with
 * its first mistake in `flaw`. */
bool suppression_pattern_read(struct bytes text,
                              struct suppression_pattern *ret_pattern,
                              struct suppression_pattern_flaw *flaw);

/** What another program calls a rule of ours. */
struct suppression_name {
    const char *foreign;
    const char *rule; /**< or a family, or custom:ID. A foreign name may have several rows */
};

/** What a policy says. All zero: comments in our own form suppress, with a reason or without. */
struct suppression_settings {
    bool denied; /**< no comment suppresses anything, and nothing is said about them */
    unsigned
        require_reason; /**< bit 1 << severity: such findings only by a comment with a reason */
    const struct suppression_pattern *patterns;
    size_t pattern_count;
    const struct suppression_name *names; /**< for comments in the forms of patterns */
    size_t name_count;
};
