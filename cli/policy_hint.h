/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "cli/policies.h"

/** Says on standard error that another policy lies further up, when this one is a zonetidy.yaml that
 * neither extends it nor says by `root: true` that this is meant: only the nearest is looked at.
 * `policy` is what was read from `path`. */
void policy_hint_print(struct run_policies *policies,
                       const char *path,
                       const struct policy *policy);
