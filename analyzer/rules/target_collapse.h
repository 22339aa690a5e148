/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/check.h"

/** What becomes of the RRset of a record when the record names the canonical name instead of an
 * alias: two records may become one. */
struct collapse {
    const struct record
        *twin;          /**< it has, or will have, the data of the repaired record; NULL: none */
    bool twin_is_alias; /**< and has it only after a repair of its own */
    struct answer twin_answer; /**< the path of its host; set when `twin_is_alias` */
    bool shared_by_third;      /**< a record with yet another host has the same preference */
};

/** Looks at the other records of the RRset. Of several records that come to name the same host, the
 * one that names it already stays, else the first. `host` is where the path of the record's own
 * host ends. The owner must not be crowded. */
void collapse_find(struct check *check,
                   const struct zone *zone,
                   const struct record *record,
                   const struct name *host,
                   struct collapse *collapse);
