/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "cli/output.h"

/** Writes the JSON Schema of policies (draft 2020-12), made from the tables that policies are
 * checked with (policies/keys.h) and the rules of rules.def, for editors and validators. The same
 * program always writes the same bytes. */
void policy_schema_write(struct output *output);
