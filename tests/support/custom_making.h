/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "tests/support/custom_model.h"
#include "zones/base/buffer.h"

/* Random custom rules and zones, both as what a person would write and as what the model
 * (tests/support/custom_model.h) judges. */

/* Half of all records and rules are of the type `focus`, so that they have much to do with each
 * other. */

/** Makes zones; `texts` are their files, in the same order, added to what is there. */
void custom_make_zones(uint64_t *random,
                       const struct model_type *focus,
                       struct model_zones *zones,
                       struct buffer *texts);

/** Makes a rule; one item of a YAML list is added to `text`. */
void custom_make_rule(uint64_t *random,
                      const struct model_type *focus,
                      const char *id,
                      struct model_rule *rule,
                      struct buffer *text);
