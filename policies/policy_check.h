/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/layers.h"
#include "policies/vocabulary.h"

/** Adds a problem for all that is wrong in the layers of a policy: what the schema does not allow,
 * and what only shows when a part of it is looked at as a whole. Custom rules are looked at as a
 * whole when they are made (policies/policy_custom.h). False, with nothing else told, when a layer
 * requires another version of the program. */
bool policy_layers_check(const struct policy_layers *layers,
                         const struct vocabulary *vocabulary,
                         const char *program_version,
                         struct policy_problems *problems);
