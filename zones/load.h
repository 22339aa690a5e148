/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/error.h"
#include "zones/base/workers.h"
#include "zones/batch.h"
#include "zones/zone.h"

/* Named limits on what a zone file can make the reader do. Reaching one is a flaw. */
enum {
    INCLUDE_DEPTH_MAX = 20,
    INCLUDES_MAX = 65536,
    INCLUDED_AGAIN_BYTES_MAX = 256 * 1024 * 1024, /**< of files that the zone included before */
    GENERATED_RECORDS_MAX = 1000000,
};

/** What a thread reads zones with, one after another, so that their memory is used again. All zero
 * but for `sources.list` and `arena` before the first zone. */
struct zone_reader {
    struct source_reader sources;
    struct arena *arena;     /**< of the caller: for small zones, and what others keep as text */
    struct zone *room;       /**< into which the next zone is read; NULL: to be made */
    struct workers *workers; /**< who share a large file; NULL: nobody */
    struct batch batch;
    struct rdata_reader *rdata;
};

/** Gives the memory back that zones were read with. They and the arena stay. */
void zone_reader_end(struct zone_reader *reader);

/** Reads the zone that `claim` describes, with the files it includes. What is wrong in them becomes
 * flaws of the zone. Fails when the zone's own file cannot be read, is not text, or when nothing
 * tells the zone's name. The zone belongs to the caller and must not outlive `reader->arena`, where
 * it lies when it is small (zones/zone_pack.h); the sources belong to the list of the reader.
 * What comes of it depends on the claim and the files alone, not on what was read before or on how
 * many workers there are. */
enum status zone_load(struct zone_reader *reader,
                      const struct zone_claim *claim,
                      struct zone **ret_zone,
                      struct error *error);
