/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/zone.h"

/** What a finding is about, by which it is known again in another run: in a baseline, and by
 * programs that read our reports. Nothing of it depends on where in which file something stands, on
 * the order of records, or on how names, numbers and TTLs are written. */
struct identity {
    const char *rule;
    const struct zone *zone;  /**< its apex and view count; NULL when it is about none */
    const struct name *owner; /**< NULL when it is about none */
    uint16_t type;            /**< 0 when it is about none */
    struct bytes data; /**< in wire form, names folded; of text that is no record, its words */
};

/** The same number in every version of the program: docs/decisions/0014-baselines.md. The serial of
 * an SOA record is left out, as every edit of the zone raises it. */
uint64_t identity_fingerprint(const struct identity *identity);
