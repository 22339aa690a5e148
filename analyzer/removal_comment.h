/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/check.h"
#include "zones/record_text.h"

/* What becomes of the comments of a record that is removed. They stay, as people may still want to
 * read them; but those that suppress findings of the record speak of nothing then. One that stands
 * alone on a line in front of it would even begin to speak of the next record. So these go with the
 * record, in the same fix. */

/** Adds the edits that take those comments out, but not the lines that go with the record. False,
 * with the reason in `ret_refusal` and the comment in the finding, when one of them speaks for
 * other records too. */
bool removal_add_comment_cuts(struct check *check,
                              struct finding *finding,
                              struct fix *fix,
                              const struct zone *zone,
                              const struct record_text *text,
                              const char **ret_refusal);

/** Whether anything is left of a comment on the lines of the record. */
bool removal_leaves_comment(struct check *check,
                            const struct zone *zone,
                            struct bytes source,
                            const struct token *comment);
