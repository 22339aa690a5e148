/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/schema.h"
#include "zones/base/buffer.h"

/** Reads a text as the file `policy.yaml` and checks it. Returns its root, which lives in the arena of
 * `problems` as all else does; NULL when there is none. */
const struct yaml_node *schema_read(const char *text,
                                    const struct schema *schema,
                                    const struct vocabulary *vocabulary,
                                    struct policy_problems *problems);

/** Adds what a problem says: `MESSAGE; HELP`, and the end of the line. */
void problem_tell(const struct policy_problem *problem, struct buffer *told);

/** Adds all problems, one a line: `LINE:COLUMN: MESSAGE; HELP`. */
void problems_tell(const struct policy_problems *problems, struct buffer *told);
