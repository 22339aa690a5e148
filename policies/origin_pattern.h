/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/glob.h"

/** A pattern of file names that tells the zone of a file: `db.{origin}`, `{origin}.zone`. It is held
 * against the last part of a path. `{origin}` stands in it once, for the name of a zone or for a net
 * as zone_name_from_part() reads them; what is in front and behind are patterns of paths (`*.{origin}`).
 * Where the text leaves a choice, the zone has the longest name. */
struct origin_pattern;

/** Makes a pattern ready; it lives in the arena, and `text` need not. NULL when it is not good, with
 * its first mistake in `flaw`. */
const struct origin_pattern *origin_pattern_new(struct bytes text,
                                                struct arena *arena,
                                                struct glob_flaw *flaw);

/** The zone that the name of a file tells, as zone_name_canonical() writes it, in `arena`; NULL when
 * the pattern does not match or what it leaves is no name of a zone. */
const char *origin_pattern_zone_name(const struct origin_pattern *pattern,
                                     const char *path,
                                     struct arena *arena);
