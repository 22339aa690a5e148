/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/vector.h"
#include "zones/entry.h"
#include "zones/name.h"
#include "zones/rdata.h"

/* The first half of loading: entries of a zone file, taken apart as far as that can be done without
 * the zone. What depends on the entries in front (owner and TTL of a record that states none) or on
 * the zone (its names, its apex) is left to the second half, zones/load.c. So the first half can be
 * done ahead, for several pieces of a file at once, and the second half knows the hashes of the
 * names that it is going to look up. */

enum batch_flag {
    BATCH_HAS_TTL = 1,
    BATCH_OWNER_INHERITED = 2, /**< the entry begins with a blank */
    BATCH_OWNER_SAME = 4,      /**< its owner is written like that of the item before */
    BATCH_LONG_WAY = 8,    /**< a directive, or something is wrong: to be read by itself, in turn */
    BATCH_NEW_ORIGIN = 16, /**< a directive behind which the origin is the name in `octets` */
};

/** A record or, with BATCH_LONG_WAY, any other entry that is not empty. */
struct batch_item {
    uint32_t start;      /**< of the entry, in bytes from the start of the batch */
    uint32_t owner_hash; /**< name_wire_hash() of the owner */
    uint32_t host_hash;  /**< of the host, for a type that has one: rdata_host_front() */
    uint32_t ttl_seconds;
    uint32_t octets; /**< where in the batch's octets the owner begins, the data behind it */
    uint16_t type;
    uint16_t data_length;
    uint8_t owner_length; /**< 0 when the owner is that of a record before */
    uint8_t flags;        /**< enum batch_flag */
};

/** A piece of a file, read. All zero before the first use; freed with batch_free(). */
struct batch {
    VECTOR(struct batch_item) items;
    uint64_t start;
    uint64_t end; /**< where the entry behind the last one begins */
    uint8_t *octets;
    size_t octets_length;
    size_t octets_capacity;
    const struct name *origin; /**< at the start; of the caller */
    struct comment_range comments;
};

/** What the text of a batch is read with. */
struct batch_options {
    uint64_t start;             /**< an entry begins here */
    uint64_t stop;              /**< entries that begin here or behind are for another batch */
    const struct name *origin;  /**< at the start */
    struct rdata_reader *rdata; /**< to read data with */
    uint16_t class;             /**< of the zone */
    bool is_cut; /**< the text goes on where that of the reader ends; then what may do so too is
                      for somebody else, and the batch ends in front of it */
};

/** Reads a batch; what was in it before is gone. `reader` was started with the text. */
void batch_read(struct batch *batch,
                struct entry_reader *reader,
                const struct batch_options *options);

void batch_free(struct batch *batch);

/** The name that a directive makes the origin (RFC 1035 section 5.1), in lower case, relative to
 * the one before. `wire` has room for NAME_OCTETS_MAX. Returns the number of octets; 0 for anything
 * that is no good $ORIGIN. */
size_t batch_origin_from_entry(const struct entry *entry, const struct name *origin, uint8_t *wire);

/** The wire form of an item's owner, in lower case; empty when it is that of a record before. */
static inline struct bytes batch_owner(const struct batch *batch, const struct batch_item *item)
{
    return (struct bytes){batch->octets + item->octets, item->owner_length};
}

/** The data of an item in canonical wire form. */
static inline struct bytes batch_data(const struct batch *batch, const struct batch_item *item)
{
    return (struct bytes){batch->octets + item->octets + item->owner_length, item->data_length};
}
