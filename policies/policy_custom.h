/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/custom.h"
#include "policies/layers.h"

/* The custom rules of all layers of a policy: their names stand in the vocabulary before anything is
 * checked, since a rule may be named in front of itself and in files that others extend. */

/** The vocabulary `known`, with the names of all custom rules behind it, in the order of the layers.
 * Its lists live in the arena of the layers. */
struct vocabulary policy_custom_vocabulary(const struct policy_layers *layers,
                                           const struct vocabulary *known);

/** Makes the rules, whatever is wrong elsewhere, so that all problems are told together. A rule with
 * which the schema finds something wrong, or which was not read whole, is made of its other keys,
 * for their problems alone: there are problems then, and nobody uses the rules. */
void policy_custom_make(struct custom_rules *rules,
                        const struct policy_layers *layers,
                        const struct vocabulary *vocabulary,
                        struct policy_problems *problems);

/** Tells the vocabulary how much the rules matter, once all of them are made. */
void policy_custom_severities(const struct custom_rules *rules, struct vocabulary *vocabulary);
