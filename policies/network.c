/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/network.h"

#include "zones/base/buffer.h"
#include "zones/rdata_fields.h"

static bool flaw_set(struct network_flaw *flaw, size_t offset, const char *message)
{
    *flaw = (struct network_flaw){offset, message};
    return false;
}

static bool address_from_text(struct bytes text, struct network *network)
{
    network->address_octets = 4;
    if (address4_from_text(text, network->octets)) {
        return true;
    }
    network->address_octets = 16;
    return address6_from_text(text, network->octets);
}

/* Leading zeros are refused, which number_from_text() takes: 010 may be meant as eight. */
static bool prefix_from_text(struct bytes text, unsigned bits_max, uint8_t *ret_bits)
{
    uint64_t bits;
    if ((text.length > 1 && text.data[0] == '0') || !number_from_text(text, bits_max, &bits)) {
        return false;
    }
    *ret_bits = (uint8_t)bits;
    return true;
}

/* The bits of one octet that belong to the prefix. */
static uint8_t octet_mask(unsigned prefix_bits, size_t octet)
{
    if (prefix_bits >= 8 * (octet + 1)) {
        return 0xff;
    }
    return prefix_bits <= 8 * octet ? 0 : (uint8_t)(0xff00 >> (prefix_bits - 8 * octet));
}

static struct network network_cut(const struct network *network)
{
    struct network cut = *network;
    for (size_t i = 0; i < cut.address_octets; i++) {
        cut.octets[i] &= octet_mask(cut.prefix_bits, i);
    }
    return cut;
}

static const char *network_to_text(const struct network *network, struct arena *arena)
{
    struct buffer text = {0};
    if (network->address_octets == 4) {
        address4_to_text(network->octets, &text);
    } else {
        address6_to_text(network->octets, &text);
    }
    buffer_add_format(&text, "/%u", network->prefix_bits);
    const char *copy = arena_copy_string(arena, buffer_string(&text));
    buffer_free(&text);
    return copy;
}

bool network_from_text(struct bytes text,
                       struct arena *arena,
                       struct network *ret_network,
                       struct network_flaw *flaw)
{
    if (text.length == 0) {
        return flaw_set(flaw, 0, "not an IPv4 or IPv6 address");
    }
    struct network network = {.address_octets = 0};
    const uint8_t *slash = memchr(text.data, '/', text.length);
    size_t address_end = slash == NULL ? text.length : (size_t)(slash - text.data);
    if (!address_from_text((struct bytes){text.data, address_end}, &network)) {
        return flaw_set(flaw, 0, "not an IPv4 or IPv6 address");
    }
    unsigned bits_max = network.address_octets * 8U;
    network.prefix_bits = (uint8_t)bits_max;
    if (slash != NULL) {
        struct bytes prefix = {slash + 1, text.length - address_end - 1};
        if (!prefix_from_text(prefix, bits_max, &network.prefix_bits)) {
            return flaw_set(flaw, address_end + 1,
                            network.address_octets == 4
                                ? "an IPv4 prefix has a length from 0 to 32"
                                : "an IPv6 prefix has a length from 0 to 128");
        }
    }
    struct network cut = network_cut(&network);
    if (memcmp(cut.octets, network.octets, network.address_octets) != 0) {
        return flaw_set(flaw, 0,
                        arena_format(arena, "bits behind the prefix are set: the network is %s",
                                     network_to_text(&cut, arena)));
    }
    *ret_network = network;
    return true;
}

bool network_contains(const struct network *network, struct bytes address)
{
    if (address.length != network->address_octets) {
        return false;
    }
    size_t whole = network->prefix_bits / 8;
    if (memcmp(network->octets, address.data, whole) != 0) {
        return false;
    }
    if (network->prefix_bits % 8 == 0) {
        return true;
    }
    uint8_t difference = network->octets[whole] ^ address.data[whole];
    return (difference & octet_mask(network->prefix_bits, whole)) == 0;
}
