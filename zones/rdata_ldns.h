/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/rdata_fields.h"

/* The types whose fields ldns converts: APL, NSAP, HIP, NID, L64, EUI48, EUI64. */

/** Whether the type is one of them. */
bool rdata_ldns_serves(uint16_t type);

/** Takes all fields and adds their wire form. `type` is one that is served. */
bool rdata_ldns_read(uint16_t type, struct rdata_build *build);

/** Whether `wire` is valid data of the type; adds its text to `text` unless that is NULL. Valid
 * data that no text can say is false with a `text` and true without. */
bool rdata_ldns_walk(uint16_t type, struct bytes wire, struct buffer *text);
