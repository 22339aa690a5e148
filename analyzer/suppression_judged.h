/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/check.h"
#include "analyzer/suppression.h"

/** Whether all is known that a name of a suppression could suppress, so that one which suppresses
 * nothing is of no use. It is not
 * - when a zone that reads the source was not read whole, or by several files;
 * - when such a zone does not run the rule, or, for a family, one of its rules
 *   that are on by default, or an override of the policy excepts a record that is covered;
 * - when the rule would have to know about names or addresses of which no loaded zone tells.
 *
 * Uses and clears the scratch of the check. */
bool suppressed_is_judged(struct check *check,
                          const struct placed_suppression *placed,
                          const struct suppressed *name);
