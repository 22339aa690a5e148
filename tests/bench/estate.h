/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stdint.h>

#include "tests/bench/prng.h"
#include "tests/bench/truth.h"
#include "tests/bench/zone_writer.h"

enum {
    APEX_BYTES = 80,
    WEB_HOSTS = 16, /* of the provider, web1 to web16: the sites of clients share them */
};

/** The folder of a hosting provider in the making. Addresses are given out one after the other, so
 * that one reverse zone of IPv4 is open at a time and nothing has to be remembered. */
struct estate {
    struct prng prng;
    struct output conf;
    struct truth truth;
    struct zone_writer reverse4; /**< of the /24 that addresses come from at present */
    struct zone_writer reverse6; /**< of 2001:db8::/32 */
    char reverse4_apex[APEX_BYTES];
    uint32_t addresses4; /**< how many are given out */
    uint32_t addresses6;
    uint32_t web_addresses; /**< the number of the first web host's IPv4 address */
    uint64_t zones;
    uint64_t records; /**< of the files that are closed */
};

/** Opens a zone file, and has named.conf name it. `apex` stays the caller's. */
void estate_open_zone(struct estate *estate,
                      struct zone_writer *zone,
                      const char *path,
                      const char *apex,
                      enum zone_style style);

void estate_close_zone(struct estate *estate, struct zone_writer *zone);

/** Gives `owner` an address, and that address a PTR record for `pointer`, a name like `owner`; NULL
 * for no PTR record. */
void estate_add_ipv4(struct estate *estate,
                     struct zone_writer *zone,
                     const char *owner,
                     const char *pointer);

/** The same for an AAAA record. */
void estate_add_ipv6(struct estate *estate,
                     struct zone_writer *zone,
                     const char *owner,
                     const char *pointer);

/** Writes the zones of `count` clients. */
void estate_write_clients(struct estate *estate, uint32_t count);

/** Puts the mistake of this number, modulo the number of mistakes that are known, into the open
 * zone of a client. */
void estate_write_mistake(struct estate *estate, struct zone_writer *zone, uint32_t number);
