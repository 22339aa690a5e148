/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/problem.h"

/** Why libyaml could not read on, with its own words and in bytes of the source. */
struct yaml_complaint {
    const struct policy_source *source;
    const char *problem;
    const char *context; /**< what it was about, such as `while scanning an alias`; NULL: nothing */
    uint32_t at;
    uint32_t context_at;    /**< where that began, when there is a context */
    uint32_t text_at;       /**< where the last scalar that was read begins; the start, when none */
    bool document_ended;    /**< a document had been read to its end */
    bool in_brackets;       /**< inside of [ ] or { } */
    uint32_t brackets_from; /**< where the innermost of those began */
};

/** Tells the operator: libyaml says what its grammar would have needed, which names no mistake that
 * anybody makes. */
void yaml_complaint_add(const struct yaml_complaint *complaint, struct policy_problems *problems);

/** What is said of a tag, wherever it is met. */
void yaml_add_tag_problem(struct policy_problems *problems, struct policy_place place);
