/* SPDX-License-Identifier: BSD-3-Clause */

/* The zones of clients: what small companies have, in the ways that people write it. */

#include <inttypes.h>

#include "tests/bench/estate.h"

enum {
    FOLDER_ZONES = 1000, /* so that no folder gets too large to look into */
    MISTAKE_PERCENT = 12,
    ABSOLUTE_PERCENT = 25,
    OWN_MAIL_PERCENT = 35,
    OUTSIDE_MAIL_PERCENT = 15,
    SERVICE_PERCENT = 30,
    DELEGATION_PERCENT = 10,
    WILDCARD_PERCENT = 5,
    IPV6_PERCENT = 25,
    HOSTS_MIN = 4,
    HOSTS_MORE = 18,
    ALIASES_MORE = 6,
};

static void write_heading(struct zone_writer *zone, const char *text)
{
    zone_writer_line(zone, "");
    zone_writer_line(zone, text);
}

/* A host as it should be: addresses with PTR records that lead back. */
static void write_host(struct estate *estate, struct zone_writer *zone, const char *owner)
{
    estate_add_ipv4(estate, zone, owner, owner);
    if (prng_chance(&estate->prng, IPV6_PERCENT)) {
        estate_add_ipv6(estate, zone, owner, owner);
    }
}

static void write_mail(struct estate *estate, struct zone_writer *zone)
{
    write_heading(zone, "; mail");
    if (prng_chance(&estate->prng, OWN_MAIL_PERCENT)) {
        zone_writer_target(zone, "@", "MX 10", "mail");
        zone_writer_target(zone, "@", "MX 20", "mx2.hosting.example.");
        write_host(estate, zone, "mail");
    } else if (prng_chance(&estate->prng, OUTSIDE_MAIL_PERCENT)) {
        zone_writer_target(zone, "@", "MX 10", "mx.farm.test.");
    } else {
        zone_writer_target(zone, "@", "MX 10", "mx1.hosting.example.");
        zone_writer_target(zone, "@", "MX 10", "mx2.hosting.example.");
        zone_writer_target(zone, "webmail", "CNAME", "config.hosting.example.");
    }
    zone_writer_record(zone, "@", "TXT \"v=spf1 mx a -all\"");
    zone_writer_record(zone, "_dmarc", "TXT ( \"v=DMARC1; p=none; \" ; to be raised");
    zone_writer_line(zone, "\t\t\"rua=mailto:dmarc@hosting.example\" )");
}

static void write_site(struct estate *estate, struct zone_writer *zone)
{
    write_heading(zone, "; the site, at a host of the provider");
    uint32_t web = estate->web_addresses + prng_below(&estate->prng, WEB_HOSTS);
    zone_writer_ipv4(zone, "@", web);
    if (prng_chance(&estate->prng, 50)) {
        zone_writer_target(zone, "www", "CNAME", "@");
    } else {
        zone_writer_ipv4(zone, "www", web);
    }
    zone_writer_target(zone, "autoconfig", "CNAME", "config.hosting.example.");
}

static void write_hosts(struct estate *estate, struct zone_writer *zone)
{
    char owner[LABEL_BYTES];
    write_heading(zone, "; hosts");
    uint32_t hosts = HOSTS_MIN + prng_below(&estate->prng, HOSTS_MORE);
    for (uint32_t i = 0; i < hosts; i++) {
        prng_label(&estate->prng, i, owner);
        write_host(estate, zone, owner);
    }
    /* Aliases of the last host; their numbers go on where those of the hosts end. */
    uint32_t aliases = prng_below(&estate->prng, ALIASES_MORE);
    for (uint32_t i = 0; i < aliases; i++) {
        char alias[LABEL_BYTES];
        prng_label(&estate->prng, hosts + i, alias);
        zone_writer_target(zone, alias, "CNAME", owner);
    }
}

static void write_services(struct estate *estate, struct zone_writer *zone)
{
    if (prng_chance(&estate->prng, SERVICE_PERCENT)) {
        zone_writer_target(zone, "_sip._tcp", "SRV 0 5 5060", "sip.hosting.example.");
        zone_writer_target(zone, "_ldap._tcp", "SRV 0 5 389", "directory");
        write_host(estate, zone, "directory");
    }
    if (prng_chance(&estate->prng, DELEGATION_PERCENT)) {
        /* Glue is the business of the zone below, and needs no PTR record here. */
        zone_writer_target(zone, "branch", "NS", "ns.branch");
        zone_writer_target(zone, "branch", "NS", "ns2.hosting.example.");
        estate_add_ipv4(estate, zone, "ns.branch", NULL);
    }
    if (prng_chance(&estate->prng, WILDCARD_PERCENT)) {
        zone_writer_target(zone, "*.shop", "CNAME", "www");
    }
}

static void write_client(struct estate *estate, uint32_t number)
{
    struct zone_writer zone;
    char label[LABEL_BYTES];
    char apex[APEX_BYTES];
    char path[APEX_BYTES];
    prng_label(&estate->prng, number, label);
    snprintf(apex, sizeof(apex), "%s.example.", label);
    snprintf(path, sizeof(path), "clients/%03" PRIu32 "/%s.example", number / FOLDER_ZONES, label);
    enum zone_style style =
        prng_chance(&estate->prng, ABSOLUTE_PERCENT) ? ZONE_ABSOLUTE : ZONE_RELATIVE;
    estate_open_zone(estate, &zone, path, apex, style);
    zone_writer_target(&zone, "@", "NS", "ns1.hosting.example.");
    zone_writer_target(&zone, "@", "NS", "ns2.hosting.example.");
    write_mail(estate, &zone);
    write_site(estate, &zone);
    write_hosts(estate, &zone);
    write_services(estate, &zone);
    if (prng_chance(&estate->prng, MISTAKE_PERCENT)) {
        estate_write_mistake(estate, &zone, (uint32_t)estate->truth.mistakes);
    }
    estate_close_zone(estate, &zone);
}

void estate_write_clients(struct estate *estate, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (i % FOLDER_ZONES == 0) {
            char folder[APEX_BYTES];
            snprintf(folder, sizeof(folder), "clients/%03" PRIu32, i / FOLDER_ZONES);
            output_make_folder(folder);
        }
        write_client(estate, i);
    }
}
