/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/check.h"

/** Adds the edits that take a record out of its file: its lines go, but for their comments, and a
 * record behind it that took its owner from it gets the owner written in front. Comments that
 * suppress findings of the record go too: analyzer/removal_comment.h. False, with the reason in
 * `ret_refusal` and the place that it speaks of, if any, in the finding, when that cannot be done
 * without touching more. */
bool removal_add_edits(struct check *check,
                       struct finding *finding,
                       struct fix *fix,
                       const struct zone *zone,
                       const struct record *record,
                       const char **ret_refusal);
