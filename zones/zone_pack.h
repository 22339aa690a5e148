/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/zone.h"

/* Most zones are small, and an estate has many thousands of them. Each has a dozen pieces of memory
 * that grow while it is read, so a small one is read into memory that is used again and again, and
 * then put away: copied into an arena, one piece behind the other and no larger than it is. That
 * spares the system's allocator most of its work, keeps what belongs together in neighbouring lines
 * of the cache, and gives the memory of all zones back in a few blocks. A large zone is not copied.
 * It keeps the memory that it was read into. */

/** Whether the zone is small enough to be packed. */
bool zone_can_be_packed(const struct zone *zone);

/** A copy of such a zone, and of its names and records, in `arena`. Nothing can be added to it. It
 * is there as long as the arena is, also when another zone takes its place in a set. */
struct zone *zone_pack(const struct zone *zone, struct arena *arena);
