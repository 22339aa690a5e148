/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/identity.h"

#include "zones/rdata.h"

/* Each part behind its length, so that parts cannot run into each other: the first octet of one
 * never passes for the last of another. */
static uint64_t add_part(uint64_t hash, struct bytes part)
{
    uint8_t length[8];
    bytes_store8(length, part.length);
    return bytes_hash(bytes_hash(hash, (struct bytes){length, sizeof(length)}), part);
}

static uint64_t add_name(uint64_t hash, const struct name *name)
{
    return add_part(hash, name == NULL ? (struct bytes){0} : name_wire(name));
}

/* RFC 1035 section 3.3.13: behind the two names stand five numbers of four octets, the serial
 * first. */
static uint64_t add_data_of_soa(uint64_t hash, struct bytes data)
{
    enum { NUMBERS_OCTETS = 20, SERIAL_OCTETS = 4 };
    if (data.length < NUMBERS_OCTETS) {
        return add_part(hash, data);
    }
    size_t serial = data.length - NUMBERS_OCTETS;
    size_t behind = serial + SERIAL_OCTETS;
    hash = add_part(hash, (struct bytes){data.data, serial});
    return add_part(hash, (struct bytes){data.data + behind, data.length - behind});
}

uint64_t identity_fingerprint(const struct identity *identity)
{
    const struct zone *zone = identity->zone;
    const char *view = zone == NULL || zone->view == NULL ? "" : zone->view;
    uint8_t type[2] = {(uint8_t)(identity->type >> 8), (uint8_t)identity->type};
    uint64_t hash = add_part(BYTES_HASH_START, bytes_from_string(identity->rule));
    hash = add_name(hash, zone == NULL ? NULL : zone->apex);
    hash = add_part(hash, bytes_from_string(view));
    hash = add_name(hash, identity->owner);
    hash = add_part(hash, (struct bytes){type, sizeof(type)});
    return identity->type == TYPE_SOA ? add_data_of_soa(hash, identity->data)
                                      : add_part(hash, identity->data);
}
