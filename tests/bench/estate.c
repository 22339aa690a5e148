/* SPDX-License-Identifier: BSD-3-Clause */

/* The provider's side of an estate: its own zone, the reverse zones, named.conf. */

#include "tests/bench/estate.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "tests/bench/kinds.h"

enum { IPV4_ZONE_SIZE = 256 };

void estate_open_zone(struct estate *estate,
                      struct zone_writer *zone,
                      const char *path,
                      const char *apex,
                      enum zone_style style)
{
    zone_writer_open(zone, path, apex, style, "ns1.hosting.example.");
    output_add(&estate->conf, "zone \"%.*s\" { type primary; file \"%s\"; };",
               (int)strlen(apex) - 1, apex, path);
    output_end_line(&estate->conf);
    estate->zones++;
}

void estate_close_zone(struct estate *estate, struct zone_writer *zone)
{
    zone_writer_close(zone);
    estate->records += zone->records;
}

static void write_servers(struct zone_writer *zone)
{
    zone_writer_target(zone, "@", "NS", "ns1.hosting.example.");
    zone_writer_target(zone, "@", "NS", "ns2.hosting.example.");
}

/* Closes the reverse zone that is full and opens the one of the next /24. */
static void advance_reverse4(struct estate *estate)
{
    uint32_t number = estate->addresses4 / IPV4_ZONE_SIZE;
    char path[APEX_BYTES];
    if (estate->addresses4 > 0) {
        estate_close_zone(estate, &estate->reverse4);
    }
    snprintf(estate->reverse4_apex, sizeof(estate->reverse4_apex),
             "%" PRIu32 ".%" PRIu32 ".10.in-addr.arpa.", number & 255, number >> 8);
    snprintf(path, sizeof(path), "reverse/db.10.%" PRIu32 ".%" PRIu32, number >> 8, number & 255);
    estate_open_zone(estate, &estate->reverse4, path, estate->reverse4_apex, ZONE_RELATIVE);
    write_servers(&estate->reverse4);
}

/* A PTR record in a reverse zone for a name of another zone. */
static void write_pointer(struct zone_writer *reverse,
                          const char *owner,
                          const struct zone_writer *zone,
                          const char *pointer)
{
    bool is_absolute = pointer[strlen(pointer) - 1] == '.';
    zone_writer_record(reverse, owner, "PTR %s%s%s", pointer, is_absolute ? "" : ".",
                       is_absolute ? "" : zone->apex);
}

void estate_add_ipv4(struct estate *estate,
                     struct zone_writer *zone,
                     const char *owner,
                     const char *pointer)
{
    char label[sizeof("255")];
    uint32_t number = estate->addresses4;
    if (number == IPV4_COUNT) {
        output_fail("zones", "more addresses are needed than 10.0.0.0/8 has");
    }
    if (number % IPV4_ZONE_SIZE == 0) {
        advance_reverse4(estate);
    }
    estate->addresses4++;
    zone_writer_ipv4(zone, owner, number);
    if (pointer != NULL) {
        snprintf(label, sizeof(label), "%" PRIu32, number % IPV4_ZONE_SIZE);
        write_pointer(&estate->reverse4, label, zone, pointer);
    }
}

/* One label for each hexadecimal digit, the last digit first: RFC 3596 section 2.5. These are the
 * 24 digits behind 2001:db8, of 0000:HIGH:0000:0000:0000:LOW. */
static void ipv6_labels(uint32_t number, char labels[2 * 24])
{
    char digits[24 + 1];
    snprintf(digits, sizeof(digits), "0000%04" PRIx32 "000000000000%04" PRIx32, number >> 16,
             number & 65535);
    for (size_t i = 0; i < 24; i++) {
        labels[2 * i] = digits[23 - i];
        labels[2 * i + 1] = i == 23 ? '\0' : '.';
    }
}

void estate_add_ipv6(struct estate *estate,
                     struct zone_writer *zone,
                     const char *owner,
                     const char *pointer)
{
    char labels[2 * 24];
    uint32_t number = estate->addresses6++;
    zone_writer_ipv6(zone, owner, number);
    if (pointer != NULL) {
        ipv6_labels(number, labels);
        write_pointer(&estate->reverse6, labels, zone, pointer);
    }
}

/* What clients point at, rightly and wrongly. */
static void write_provider(struct estate *estate)
{
    static const char *const hosts[] = {"ns1", "ns2", "mx1", "mx2", "config", "sip"};
    static const char *const aliases[][2] = {
        {"ns-old", "ns1"}, {"smtp", "mx1"}, {"relay", "smtp"}, {"chat", "sip"}};
    struct zone_writer zone;
    estate_open_zone(estate, &zone, "hosting.zone", "hosting.example.", ZONE_RELATIVE);
    write_servers(&zone);
    zone_writer_target(&zone, "@", "MX 10", "mx1");
    zone_writer_target(&zone, "@", "MX 10", "mx2");
    for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
        estate_add_ipv4(estate, &zone, hosts[i], hosts[i]);
        estate_add_ipv6(estate, &zone, hosts[i], hosts[i]);
    }
    estate->web_addresses = estate->addresses4;
    for (uint32_t i = 1; i <= WEB_HOSTS; i++) {
        char host[sizeof("web4294967295")];
        snprintf(host, sizeof(host), "web%" PRIu32, i);
        estate_add_ipv4(estate, &zone, host, host);
    }
    for (size_t i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++) {
        zone_writer_target(&zone, aliases[i][0], "CNAME", aliases[i][1]);
    }
    estate_close_zone(estate, &zone);
}

static void enter_folder(const char *path)
{
    output_make_folder(path);
    if (chdir(path) != 0) {
        output_fail(path, strerror(errno));
    }
    output_make_folder("reverse");
    output_make_folder("clients");
}

/* All paths in the files are relative to the folder, so that its own path is nowhere in them. */
struct tally write_estate(const struct request *request)
{
    struct estate estate = {.prng = {request->seed}};
    enter_folder(request->output);
    output_open(&estate.conf, "named.conf");
    truth_open(&estate.truth, "truth.txt");
    estate_open_zone(&estate, &estate.reverse6, "reverse/db.2001-db8", "8.b.d.0.1.0.0.2.ip6.arpa.",
                     ZONE_RELATIVE);
    write_servers(&estate.reverse6);
    write_provider(&estate);
    estate_write_clients(&estate, (uint32_t)request->size);
    estate_close_zone(&estate, &estate.reverse4);
    estate_close_zone(&estate, &estate.reverse6);
    truth_close(&estate.truth);
    output_close(&estate.conf);
    return (struct tally){estate.zones, estate.records, estate.truth.mistakes};
}
