/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/arena.h"
#include "zones/base/bytes.h"

/** Addresses that begin with the same bits: `192.0.2.0/24`, `2001:db8::/32`. */
struct network {
    uint8_t octets[16];     /**< of the first address, in network order; of IPv4 the first four */
    uint8_t address_octets; /**< 4 for IPv4, 16 for IPv6 */
    uint8_t prefix_bits;
};

/** What is wrong with the text of a network. */
struct network_flaw {
    size_t offset;       /**< in bytes, from its start */
    const char *message; /**< in the arena, or lives for ever */
};

/** Reads an address with the length of its prefix behind a slash (RFC 4632 section 3.1, RFC 4291
 * section 2.3), or an address alone, which is a network of one. Bits behind the prefix have to be
 * zero: otherwise either of both is a slip, and nobody knows which. False with `flaw` when the text
 * is no network. */
bool network_from_text(struct bytes text,
                       struct arena *arena,
                       struct network *ret_network,
                       struct network_flaw *flaw);

/** Whether an address, in network order, is in the network. It has four octets or sixteen: the data
 * of an A or AAAA record. An IPv4 address in no form is in an IPv6 network. */
bool network_contains(const struct network *network, struct bytes address);
