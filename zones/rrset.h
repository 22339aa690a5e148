/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/zone.h"

/** Whether two records of one owner belong to one RRset. Signatures of different types do not: each
 * has the TTL of the RRset that it covers (RFC 4034 section 3). */
bool rrset_is_same(const struct zone *zone, const struct record *a, const struct record *b);

/** The TTL of the RRset that `record` of the zone belongs to, when BIND has read the zone. Where
 * its records have several, RFC 2181 section 5.2 leaves the choice to the server. */
uint32_t rrset_ttl(const struct zone *zone, const struct record *record);
