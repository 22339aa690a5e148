/* SPDX-License-Identifier: BSD-3-Clause */

/* The zone of a top-level domain. Most delegations are to a hosting provider's servers outside of
 * the zone; the others have servers of their own, and glue. */

#include <inttypes.h>
#include <stdbool.h>

#include "tests/bench/kinds.h"
#include "tests/bench/prng.h"
#include "tests/bench/zone_writer.h"

enum {
    PROVIDERS = 5000,
    SERVERS = 2,
    OWN_SERVERS_PERCENT = 30,
    AAAA_PERCENT = 30,
    DS_PERCENT = 20,
    DELEGATION_RECORDS_MAX = 3 * SERVERS + 1, /* NS, A and AAAA of each server, and DS */
};

static void write_provider_servers(struct zone_writer *zone, struct prng *prng, const char *owner)
{
    char host[OWNER_TEXT_BYTES];
    uint32_t provider = prng_below(prng, PROVIDERS);
    for (uint32_t i = 1; i <= SERVERS; i++) {
        snprintf(host, sizeof(host), "ns%" PRIu32 ".dns%" PRIu32 ".test.", i, provider);
        zone_writer_target(zone, owner, "NS", host);
    }
}

/* The digest of SHA-256 has 32 octets: RFC 4509 section 2.1. */
static void write_ds(struct zone_writer *zone, struct prng *prng, const char *owner)
{
    uint32_t key_tag = prng_below(prng, 65536);
    uint64_t digest[4];
    for (size_t i = 0; i < 4; i++) {
        digest[i] = prng_next(prng);
    }
    zone_writer_record(zone, owner,
                       "DS %" PRIu32 " 13 2 %016" PRIX64 "%016" PRIX64 "%016" PRIX64 "%016" PRIX64,
                       key_tag, digest[0], digest[1], digest[2], digest[3]);
}

static void write_hosted(struct zone_writer *zone, struct prng *prng, const char *owner)
{
    write_provider_servers(zone, prng, owner);
    if (prng_chance(prng, DS_PERCENT)) {
        write_ds(zone, prng, owner);
    }
}

static void write_with_own_servers(struct zone_writer *zone, struct prng *prng, const char *owner)
{
    char hosts[SERVERS][OWNER_TEXT_BYTES];
    for (uint32_t i = 0; i < SERVERS; i++) {
        snprintf(hosts[i], sizeof(hosts[i]), "ns%" PRIu32 ".%s", i + 1, owner);
        zone_writer_target(zone, owner, "NS", hosts[i]);
    }
    if (prng_chance(prng, DS_PERCENT)) {
        write_ds(zone, prng, owner);
    }
    bool with_aaaa = prng_chance(prng, AAAA_PERCENT);
    for (uint32_t i = 0; i < SERVERS; i++) {
        zone_writer_ipv4(zone, hosts[i], prng_below(prng, IPV4_COUNT));
        if (with_aaaa) {
            zone_writer_ipv6(zone, hosts[i], (uint32_t)(prng_next(prng) >> 32));
        }
    }
}

static void write_one(struct zone_writer *zone, struct prng *prng, uint32_t number)
{
    char owner[LABEL_BYTES];
    prng_label(prng, number, owner);
    if (prng_chance(prng, OWN_SERVERS_PERCENT)) {
        write_with_own_servers(zone, prng, owner);
    } else {
        write_hosted(zone, prng, owner);
    }
}

static struct tally write_zone(const struct request *request, enum zone_style style)
{
    struct prng prng = {request->seed};
    struct zone_writer zone;
    uint32_t number = 0;
    zone_writer_open(&zone, request->output, "example.", style, "ns1.nic.test.");
    zone_writer_target(&zone, "@", "NS", "ns1.nic.test.");
    zone_writer_target(&zone, "@", "NS", "ns2.nic.test.");
    while (zone.records + DELEGATION_RECORDS_MAX + SERVERS <= request->size) {
        write_one(&zone, &prng, number++);
    }
    /* At least two records are left, and less than a delegation may need: pairs, and a DS when
     * their number is odd. */
    while (zone.records < request->size) {
        char owner[LABEL_BYTES];
        prng_label(&prng, number++, owner);
        write_provider_servers(&zone, &prng, owner);
        if ((request->size - zone.records) % SERVERS != 0) {
            write_ds(&zone, &prng, owner);
        }
    }
    zone_writer_close(&zone);
    return (struct tally){.zones = 1, .records = zone.records};
}

struct tally write_delegation(const struct request *request)
{
    return write_zone(request, ZONE_ABSOLUTE);
}

struct tally write_delegation_relative(const struct request *request)
{
    return write_zone(request, ZONE_RELATIVE);
}
