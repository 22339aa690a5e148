/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/resolver.h"

/** An address as reverse names and address records have it. */
struct reverse_address {
    uint16_t type;      /**< TYPE_A or TYPE_AAAA */
    uint8_t octets[16]; /**< the first 4 for TYPE_A */
};

static inline size_t reverse_address_octets(const struct reverse_address *address)
{
    return address->type == TYPE_A ? 4 : 16;
}

/** The address that a name below in-addr.arpa or ip6.arpa stands for: RFC 1035 section 3.5, RFC
 * 3596 section 2.5. False for any other name, those of nets among them. */
bool reverse_address_from_name(const struct name *name, struct reverse_address *ret_address);

/** Whether a name is in-addr.arpa or ip6.arpa or below one of them. */
bool name_is_reverse(const struct name *name);

/** The wire form of the name that an address has there; `wire` has room for NAME_OCTETS_MAX.
 * Returns its octets. */
size_t reverse_address_to_wire(const struct reverse_address *address, uint8_t *wire);

/** The address of an A or AAAA record. */
struct reverse_address reverse_address_from_record(const struct zone *zone,
                                                   const struct record *record);

enum ownership {
    OWNERSHIP_NONE,
    OWNERSHIP_PROVEN,
    OWNERSHIP_UNKNOWN, /**< the host has more than HOST_RECORDS_MAX records */
};

/** A host with more records than this is not searched for an address: each of its PTR records would
 * search them all. */
enum { HOST_RECORDS_MAX = 1024 };

/** Whether a node has an A or AAAA record with this address. `node` may be NULL. */
enum ownership node_owns_address(const struct zone *zone,
                                 const struct node *node,
                                 const struct reverse_address *address);

/** Whether what an answer ends at has this address, by its records or by the operator's word. */
enum ownership answer_owns_address(const struct answer *answer,
                                   const struct reverse_address *address);
