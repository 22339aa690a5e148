/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/zone.h"

/** The zone as it is behind replacements in its text, made from the zone before and the entries
 * around the replacements, without reading all the others again. `source` has the new text of the
 * zone's file, in which only the replacements differ from the old one. The new zone shares names
 * and data with `base`, which must outlive it; `rereads` say what was read.
 *
 * It is the zone that reading the whole text would give, or NULL: when that is not certain, the
 * whole text is to be read. */
struct zone *zone_change(const struct zone *base,
                         const struct source *source,
                         const struct source_change *change);
