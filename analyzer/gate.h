/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/zone_set.h"

/** Which texts may be edited at all, whatever the rule: a signed zone, a zone that a server writes
 * itself, a generated file and the like are refused, with the reason. It remembers what it found
 * out, so each thread has its own. */
struct gate;

struct gate *gate_new(const struct zone_set *set);

/** `gate` may be NULL. */
void gate_free(struct gate *gate);

/** Why no record of this zone that stands in `source` may be edited, as a sentence; NULL when it
 * may. Looks beside the file for a journal, so it is asked only when there is something to edit. */
const char *gate_refusal(struct gate *gate, const struct zone *zone, uint32_t source);

/** How often `source` is read, counting every zone and every $INCLUDE. */
uint32_t gate_source_uses(struct gate *gate, uint32_t source);
