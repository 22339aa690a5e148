/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/rdata.h"

/* Reads the data of records as tests write them: `MX 10 mail`, under the origin example. */

/** What became of a text. */
struct record_data {
    uint16_t type;
    bool good;
    struct bytes wire;      /**< when good; until the next call */
    struct rdata_flaw flaw; /**< when not good */
    size_t field_count;     /**< behind the type */
};

/** What cmocka calls, or a test's own function of this kind, before the first reading and after the
 * last. */
int record_data_start(void **state);
int record_data_end(void **state);

/** Reads a type and its data. The type must be one. */
struct record_data record_data_read(const char *text);

/** Two digits for each octet, in small letters; until the next call. */
const char *record_data_hex(struct bytes octets);
