/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/zone.h"

/** Adds every record of the zone as a server would serve it, one a line: absolute, in canonical
 * order (RFC 4034 section 6), equal records once, each RRset with one TTL (rrset_ttl()). */
void zone_records_write(const struct zone *zone, struct buffer *text);
