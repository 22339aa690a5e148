/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/terms.h"
#include "fixers/serial.h"
#include "zones/zone_set.h"

/** The next serial of a zone, and where the present one stands. */
struct zone_serial {
    uint32_t old_serial;
    uint32_t new_serial;
    struct span span;    /**< of the serial in the text */
    const char *refusal; /**< why it cannot be raised, as a sentence; static or NULL */
};

/** How the operator wants the serial of a zone to be raised. */
enum serial_choice zone_serial_choice(const struct analysis_terms *terms, const struct zone *zone);

/** Finds what raising the serial of a zone takes. False when the zone has no SOA or its serial is to
 * be kept (then there is nothing to raise and no refusal), and when it cannot be raised. */
bool zone_serial_next(const struct zone_set *set,
                      const struct analysis_terms *terms,
                      const struct zone *zone,
                      struct zone_serial *ret_serial);

/** Whether two zones take their SOA from one entry of an included file, so that both get the serial
 * that one of them gets. */
bool zone_serial_is_shared(const struct zone *a, const struct zone *b);
