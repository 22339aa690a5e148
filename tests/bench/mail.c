/* SPDX-License-Identifier: BSD-3-Clause */

/* One zone with many domains that take mail: at hosts of the zone, at their own, at a provider's
 * outside of what is loaded. */

#include <inttypes.h>
#include <stdbool.h>

#include "tests/bench/kinds.h"
#include "tests/bench/prng.h"
#include "tests/bench/truth.h"
#include "tests/bench/zone_writer.h"

enum {
    POOL_HOSTS = 8,
    FARMS = 500,
    FARM_PERCENT = 40,
    OWN_HOST_PERCENT = 15,
    SECOND_MX_PERCENT = 40,
    WEBMAIL_PERCENT = 40,
    DOMAINS_PER_MISTAKE = 1000,
    SPREAD_MISTAKES = 10,
    DOMAIN_RECORDS_MAX = 8,
};

static void write_host(struct zone_writer *zone, struct prng *prng, const char *owner)
{
    zone_writer_ipv4(zone, owner, prng_below(prng, IPV4_COUNT));
}

static void pool_host(uint32_t number, char host[OWNER_TEXT_BYTES])
{
    snprintf(host, OWNER_TEXT_BYTES, "mx%" PRIu32, number);
}

static void write_pool(struct zone_writer *zone, struct prng *prng)
{
    for (uint32_t i = 0; i < POOL_HOSTS; i++) {
        char host[OWNER_TEXT_BYTES];
        pool_host(i, host);
        write_host(zone, prng, host);
    }
    write_host(zone, prng, "webmail");
}

/* The hosts of the domain's MX records; one that stands in the zone and is not of the pool is
 * written by the caller. */
static void write_exchanges(struct zone_writer *zone, struct prng *prng, const char *owner)
{
    char host[OWNER_TEXT_BYTES];
    if (prng_chance(prng, FARM_PERCENT)) {
        snprintf(host, sizeof(host), "mx.farm%" PRIu32 ".test.", prng_below(prng, FARMS));
    } else {
        pool_host(prng_below(prng, POOL_HOSTS), host);
    }
    zone_writer_target(zone, owner, "MX 10", host);
    if (prng_chance(prng, SECOND_MX_PERCENT)) {
        pool_host(prng_below(prng, POOL_HOSTS), host);
        zone_writer_target(zone, owner, "MX 20", host);
    }
}

/* An MX that names an alias of a host of the pool: RFC 2181 section 10.3. */
static void write_mistake(struct zone_writer *zone,
                          struct prng *prng,
                          struct truth *truth,
                          const char *owner)
{
    char alias[OWNER_TEXT_BYTES];
    char host[OWNER_TEXT_BYTES];
    snprintf(alias, sizeof(alias), "smtp.%s", owner);
    pool_host(prng_below(prng, POOL_HOSTS), host);
    zone_writer_target(zone, owner, "MX 30", alias);
    truth_add(truth, "mx-target-alias", zone, zone->output.lines, owner);
    zone_writer_target(zone, alias, "CNAME", host);
}

/* Whether the domain that is being written gets a mistake: by chance, or with an `interval` when so
 * many records were written since the last one. */
static bool is_wrong(const struct zone_writer *zone,
                     struct prng *prng,
                     const struct truth *truth,
                     uint64_t interval)
{
    if (interval == 0) {
        return prng_below(prng, DOMAINS_PER_MISTAKE) == 0;
    }
    return truth->mistakes < SPREAD_MISTAKES && zone->records > (truth->mistakes + 1) * interval;
}

static void write_domain(struct zone_writer *zone,
                         struct prng *prng,
                         struct truth *truth,
                         uint32_t number,
                         uint64_t interval)
{
    char owner[LABEL_BYTES];
    char below[OWNER_TEXT_BYTES];
    prng_label(prng, number, owner);
    write_host(zone, prng, owner);
    if (prng_chance(prng, OWN_HOST_PERCENT)) {
        snprintf(below, sizeof(below), "mail.%s", owner);
        zone_writer_target(zone, owner, "MX 10", below);
        write_host(zone, prng, below);
    } else {
        write_exchanges(zone, prng, owner);
    }
    if (is_wrong(zone, prng, truth, interval)) {
        write_mistake(zone, prng, truth, owner);
    }
    snprintf(below, sizeof(below), "www.%s", owner);
    zone_writer_target(zone, below, "CNAME", owner);
    if (prng_chance(prng, WEBMAIL_PERCENT)) {
        snprintf(below, sizeof(below), "webmail.%s", owner);
        zone_writer_target(zone, below, "CNAME", "webmail");
    }
}

static struct tally write_zone(const struct request *request, uint64_t interval)
{
    struct prng prng = {request->seed};
    struct zone_writer zone;
    struct truth truth;
    char truth_path[OUTPUT_PATH_BYTES];
    uint32_t number = 0;
    snprintf(truth_path, sizeof(truth_path), "%s.truth", request->output);
    truth_open(&truth, truth_path);
    zone_writer_open(&zone, request->output, "example.", ZONE_RELATIVE, "ns1.nic.test.");
    zone_writer_target(&zone, "@", "NS", "ns1.nic.test.");
    zone_writer_target(&zone, "@", "NS", "ns2.nic.test.");
    write_pool(&zone, &prng);
    while (zone.records + DOMAIN_RECORDS_MAX <= request->size) {
        write_domain(&zone, &prng, &truth, number++, interval);
    }
    while (zone.records < request->size) {
        char owner[LABEL_BYTES];
        prng_label(&prng, number++, owner);
        write_host(&zone, &prng, owner);
    }
    zone_writer_close(&zone);
    truth_close(&truth);
    return (struct tally){.zones = 1, .records = zone.records, .mistakes = truth.mistakes};
}

struct tally write_mail(const struct request *request)
{
    return write_zone(request, 0);
}

struct tally write_fix(const struct request *request)
{
    return write_zone(request, request->size / (SPREAD_MISTAKES + 1));
}
