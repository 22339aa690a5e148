/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/rdata_fields.h"

/* Reads fields by one kind, without a scanner in front that would keep odd bytes away. */

/** What became of the fields. */
struct field_outcome {
    bool good;
    enum flaw_kind flaw; /**< when not good */
    size_t at;           /**< the field behind the last that was taken, or the wrong one */
    struct bytes wire;   /**< when good: what was added; until the next call */
};

/** `octets` are the data in front of the fields. Each field is copied into memory of its own size,
 * so that a sanitizer sees whoever reads further. */
struct field_outcome fields_read(const struct rdata_kind *kind,
                                 struct bytes octets,
                                 const struct bytes *fields,
                                 size_t field_count);

struct field_outcome field_read_one(const struct rdata_kind *kind, struct bytes field);
