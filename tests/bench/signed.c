/* SPDX-License-Identifier: BSD-3-Clause */

/* A zone with the records of DNSSEC, in the middle of a change from RSA to ECDSA: each RRset has a
 * signature of either algorithm, as RFC 4035 section 2.2 wants it for all algorithms among the
 * keys. The chain of NSEC records and the key tags are right; keys and signatures are random octets
 * of the right lengths, so nothing here can be verified. */

#include <assert.h>
#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "tests/bench/base64.h"
#include "tests/bench/kinds.h"
#include "tests/bench/prng.h"
#include "tests/bench/zone_writer.h"

enum {
    PROVIDERS = 5000,
    SERVERS = 2,
    SITE_PERCENT = 12, /* the other names are delegations, whose NS records are not signed */
    SITE_IPV6_PERCENT = 40,
    DS_PERCENT = 25,
    GLUE_PERCENT = 60,
    NAME_RECORDS_MAX = 28,
    LAST_NAME_RECORDS_MIN = 6, /* a TXT record, an NSEC record, and their signatures */

    KEY_ROLES = 2,
    KEY_OCTETS_MAX = 260,
    SIGNATURE_OCTETS_MAX = 256,
    DS_DIGEST_OCTETS = 32,
};

/* Lengths of RFC 3110 sections 2 and 3, with an exponent of three octets and a modulus of 2048
 * bits, and of RFC 6605 section 4. */
static const struct algorithm {
    uint32_t number;
    size_t key_octets;
    size_t signature_octets;
} algorithms[] = {
    {8, KEY_OCTETS_MAX, SIGNATURE_OCTETS_MAX}, /* RSASHA256 */
    {13, 64, 64},                              /* ECDSAP256SHA256 */
};

enum {
    ALGORITHMS = sizeof(algorithms) / sizeof(algorithms[0]),
    ROLE_ZONE = 0, /* signs everything but the keys */
    ROLE_KEYS = 1, /* signs the keys: the flag SEP of RFC 4034 section 2.1.1 */
};

struct signed_zone {
    struct zone_writer writer;
    struct prng prng;
    uint32_t key_tags[ALGORITHMS][KEY_ROLES];
};

static void fill_with_random(struct prng *prng, uint8_t *octets, size_t count)
{
    uint64_t number = 0;
    for (size_t i = 0; i < count; i++) {
        number = i % 8 == 0 ? prng_next(prng) : number >> 8;
        octets[i] = (uint8_t)number;
    }
}

/* The signatures of an RRset. The owner of a wildcard would need a label less: RFC 4034 section
 * 3.1.3; there is none here. */
static void sign_with(struct signed_zone *zone, const char *owner, const char *type, size_t role)
{
    uint32_t labels = strcmp(owner, "@") == 0 ? 1 : 2 + (strchr(owner, '.') != NULL);
    for (size_t i = 0; i < ALGORITHMS; i++) {
        uint8_t signature[SIGNATURE_OCTETS_MAX];
        char text[BASE64_BYTES(SIGNATURE_OCTETS_MAX)];
        fill_with_random(&zone->prng, signature, algorithms[i].signature_octets);
        base64_from_octets(signature, algorithms[i].signature_octets, text);
        zone_writer_record(&zone->writer, owner,
                           "RRSIG %s %" PRIu32 " %" PRIu32 " %d 20361101000000 20261101000000"
                           " %" PRIu32 " %s %s",
                           type, algorithms[i].number, labels, ZONE_TTL_SECONDS,
                           zone->key_tags[i][role], zone->writer.apex, text);
    }
}

static void sign(struct signed_zone *zone, const char *owner, const char *type)
{
    sign_with(zone, owner, type, ROLE_ZONE);
}

/* The NSEC record is the last one of its owner. `next` is relative; NULL for the apex, with which
 * the chain ends: RFC 4034 section 4.1.1. */
static void write_nsec(struct signed_zone *zone,
                       const char *owner,
                       const char *next,
                       const char *types)
{
    zone_writer_record(&zone->writer, owner, "NSEC %s%s%s %s", next == NULL ? "" : next,
                       next == NULL ? "" : ".", zone->writer.apex, types);
    sign(zone, owner, "NSEC");
}

/* RFC 4034 appendix B. */
static uint32_t key_tag(const uint8_t *octets, size_t count)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += i % 2 == 0 ? (uint32_t)octets[i] << 8 : octets[i];
    }
    return (sum + (sum >> 16)) & 65535;
}

/* Writes a DNSKEY record and returns its tag. */
static uint32_t write_key(struct signed_zone *zone, const struct algorithm *algorithm, size_t role)
{
    uint32_t flags = 256 + (role == ROLE_KEYS);
    uint8_t rdata[4 + KEY_OCTETS_MAX] = {1, (uint8_t)flags, 3, (uint8_t)algorithm->number};
    uint8_t *key = rdata + 4;
    char text[BASE64_BYTES(KEY_OCTETS_MAX)];
    fill_with_random(&zone->prng, key, algorithm->key_octets);
    if (algorithm->key_octets == KEY_OCTETS_MAX) {
        static const uint8_t exponent[] = {3, 1, 0, 1}; /* three octets: 65537 */
        memcpy(key, exponent, sizeof(exponent));
        key[sizeof(exponent)] |= 128; /* a modulus has no zeros in front */
    }
    base64_from_octets(key, algorithm->key_octets, text);
    zone_writer_record(&zone->writer, "@", "DNSKEY %" PRIu32 " 3 %" PRIu32 " %s", flags,
                       algorithm->number, text);
    return key_tag(rdata, 4 + algorithm->key_octets);
}

/* A label whose place in the canonical order of RFC 4034 section 6.1 is that of its number. */
static void ordered_label(uint32_t number, char label[LABEL_BYTES])
{
    static const char consonants[] = "bcdfghjklmnprstvwz";
    static const char vowels[] = "aeiou";
    enum { VOWELS = sizeof(vowels) - 1, CONSONANTS = sizeof(consonants) - 1 };
    label[(size_t)2 * LABEL_SYLLABLES_MAX] = '\0';
    for (size_t i = LABEL_SYLLABLES_MAX; i-- > 0;) {
        label[2 * i + 1] = vowels[number % VOWELS];
        number /= VOWELS;
        label[2 * i] = consonants[number % CONSONANTS];
        number /= CONSONANTS;
    }
    assert(number == 0);
}

static void write_apex(struct signed_zone *zone)
{
    char next[LABEL_BYTES];
    /* The SOA record is there already, but its signature needs the tag of a key. */
    for (size_t i = 0; i < ALGORITHMS; i++) {
        for (size_t role = 0; role < KEY_ROLES; role++) {
            zone->key_tags[i][role] = write_key(zone, &algorithms[i], role);
        }
    }
    sign_with(zone, "@", "DNSKEY", ROLE_KEYS);
    sign(zone, "@", "SOA");
    zone_writer_target(&zone->writer, "@", "NS", "ns1.nic.test.");
    zone_writer_target(&zone->writer, "@", "NS", "ns2.nic.test.");
    sign(zone, "@", "NS");
    ordered_label(0, next);
    write_nsec(zone, "@", next, "NS SOA RRSIG NSEC DNSKEY");
}

static void write_ds(struct signed_zone *zone, const char *owner)
{
    uint32_t tag = prng_below(&zone->prng, 65536);
    char digest[2 * DS_DIGEST_OCTETS + 1];
    for (size_t i = 0; i < DS_DIGEST_OCTETS / 8; i++) {
        snprintf(digest + 16 * i, 17, "%016" PRIX64, prng_next(&zone->prng));
    }
    zone_writer_record(&zone->writer, owner, "DS %" PRIu32 " 13 2 %s", tag, digest);
    sign(zone, owner, "DS");
}

/* Neither the NS records of a delegation nor its glue are signed: RFC 4035 section 2.2. */
static void write_delegated(struct signed_zone *zone, const char *owner, const char *next)
{
    char host[OWNER_TEXT_BYTES];
    bool has_glue = prng_chance(&zone->prng, GLUE_PERCENT);
    bool has_ds = prng_chance(&zone->prng, DS_PERCENT);
    uint32_t provider = prng_below(&zone->prng, PROVIDERS);
    for (uint32_t i = 1; i <= SERVERS; i++) {
        if (has_glue) {
            snprintf(host, sizeof(host), "ns%" PRIu32 ".%s", i, owner);
        } else {
            snprintf(host, sizeof(host), "ns%" PRIu32 ".dns%" PRIu32 ".test.", i, provider);
        }
        zone_writer_target(&zone->writer, owner, "NS", host);
    }
    if (has_ds) {
        write_ds(zone, owner);
    }
    write_nsec(zone, owner, next, has_ds ? "NS DS RRSIG NSEC" : "NS RRSIG NSEC");
    for (uint32_t i = 1; has_glue && i <= SERVERS; i++) {
        snprintf(host, sizeof(host), "ns%" PRIu32 ".%s", i, owner);
        zone_writer_ipv4(&zone->writer, host, prng_below(&zone->prng, IPV4_COUNT));
    }
}

static void write_addresses(struct signed_zone *zone, const char *owner, bool with_ipv6)
{
    zone_writer_ipv4(&zone->writer, owner, prng_below(&zone->prng, IPV4_COUNT));
    sign(zone, owner, "A");
    if (with_ipv6) {
        zone_writer_ipv6(&zone->writer, owner, (uint32_t)(prng_next(&zone->prng) >> 32));
        sign(zone, owner, "AAAA");
    }
}

/* A domain with its mail host and its web site: three names, in canonical order. */
static void write_site(struct signed_zone *zone, const char *owner, const char *next)
{
    char mail[OWNER_TEXT_BYTES];
    char www[OWNER_TEXT_BYTES];
    bool with_ipv6 = prng_chance(&zone->prng, SITE_IPV6_PERCENT);
    snprintf(mail, sizeof(mail), "mail.%s", owner);
    snprintf(www, sizeof(www), "www.%s", owner);

    write_addresses(zone, owner, with_ipv6);
    zone_writer_target(&zone->writer, owner, "MX 10", mail);
    zone_writer_target(&zone->writer, owner, "MX 20", "mx.farm.test.");
    sign(zone, owner, "MX");
    zone_writer_record(&zone->writer, owner, "TXT \"v=spf1 mx -all\"");
    sign(zone, owner, "TXT");
    write_nsec(zone, owner, mail, with_ipv6 ? "A MX TXT AAAA RRSIG NSEC" : "A MX TXT RRSIG NSEC");

    write_addresses(zone, mail, false);
    write_nsec(zone, mail, www, "A RRSIG NSEC");

    zone_writer_target(&zone->writer, www, "CNAME", owner);
    sign(zone, www, "CNAME");
    write_nsec(zone, www, next, "CNAME RRSIG NSEC");
}

/* Ends the zone with a name that has as many TXT records as are left to write. */
static void write_last(struct signed_zone *zone, const char *owner, uint64_t size)
{
    uint64_t count = size - zone->writer.records - (LAST_NAME_RECORDS_MIN - 1);
    for (uint64_t i = 1; i <= count; i++) {
        zone_writer_record(&zone->writer, owner, "TXT \"note %" PRIu64 "\"", i);
    }
    sign(zone, owner, "TXT");
    write_nsec(zone, owner, NULL, "TXT RRSIG NSEC");
}

struct tally write_signed(const struct request *request)
{
    struct signed_zone zone = {.prng = {request->seed}};
    char owner[LABEL_BYTES];
    char next[LABEL_BYTES];
    uint32_t number = 0;
    zone_writer_open(&zone.writer, request->output, "example.", ZONE_ABSOLUTE, "ns1.nic.test.");
    write_apex(&zone);
    ordered_label(number, owner);
    while (zone.writer.records + NAME_RECORDS_MAX + LAST_NAME_RECORDS_MIN <= request->size) {
        ordered_label(++number, next);
        if (prng_chance(&zone.prng, SITE_PERCENT)) {
            write_site(&zone, owner, next);
        } else {
            write_delegated(&zone, owner, next);
        }
        memcpy(owner, next, sizeof(owner));
    }
    write_last(&zone, owner, request->size);
    zone_writer_close(&zone.writer);
    return (struct tally){.zones = 1, .records = zone.writer.records};
}
