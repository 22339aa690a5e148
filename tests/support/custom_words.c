/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/custom_words.h"

#include <arpa/inet.h>
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zones/base/bytes.h"

/* ---- Names */

/* A label as a file may have it, and as it is compared. */
static const struct label {
    const char *written;
    const char *canonical;
} labels[] = {
    {"a", "a"},         {"b", "b"},       {"A", "a"},         {"ns", "ns"}, {"mx1", "mx1"},
    {"MX2", "mx2"},     {"www", "www"},   {"*", "*"},         {"_x", "_x"}, {"a\\.b", "a\\.b"},
    {"\\228", "\\228"}, {"\\065b", "ab"}, {"xn--a", "xn--a"}, {"w", "w"},   {"c1", "c1"},
    {"c2", "c2"},       {"a-b", "a-b"},
};

static void put_below(struct written_name *name, const char *apex)
{
    if (strcmp(apex, ".") != 0) {
        strcat(name->canonical, apex);
    }
    if (name->canonical[0] == '\0') {
        strcpy(name->canonical, ".");
    }
}

struct written_name custom_make_name(uint64_t *random, const char *apex, uint32_t label_count)
{
    struct written_name name = {"", ""};
    for (uint32_t i = 0; i < label_count; i++) {
        const struct label *label = &ONE_OF(random, labels);
        strcat(strcat(name.written, i > 0 ? "." : ""), label->written);
        strcat(strcat(name.canonical, label->canonical), ".");
    }
    put_below(&name, apex);
    if (chance(random, 3)) {
        strcat(name.written, label_count > 0 && strcmp(apex, ".") != 0 ? "." : "");
        strcat(name.written, label_count > 0 && strcmp(apex, ".") == 0 ? "." : apex);
    } else if (label_count == 0) {
        strcpy(name.written, "@");
    }
    return name;
}

struct written_name custom_name(const char *written, const char *apex)
{
    struct written_name name = {"", ""};
    strcpy(name.written, written);
    strcat(strcpy(name.canonical, written), ".");
    put_below(&name, apex);
    return name;
}

const char *const custom_apexes[CUSTOM_APEXES] = {"example.com.", "other.test.", "sub.example.com.",
                                                  "."};
static const char *const strangers[] = {"cdn.net.", "x.outside.", "mx1.EXAMPLE.org.",
                                        "nothing.test.", "."};

/* A host, absolute: in one of the zones that there may be, or elsewhere. */
static struct written_name make_host(uint64_t *random)
{
    struct written_name host = {"", ""};
    if (chance(random, 4)) {
        strcpy(host.written, random_below(random, 2) == 0 ? "ns.del" : "x.w");
        strcat(strcpy(host.canonical, host.written), ".");
        put_below(&host, custom_apexes[random_below(random, CUSTOM_APEXES - 1)]);
    } else if (chance(random, 4)) {
        strcpy(host.canonical, ONE_OF(random, strangers));
    } else {
        host = custom_make_name(random, custom_apexes[random_below(random, CUSTOM_APEXES - 1)],
                                1 + random_below(random, 5) / 4);
    }
    strcpy(host.written, host.canonical);
    for (char *at = host.canonical; *at != '\0'; at++) {
        *at = (char)byte_lower((uint8_t)*at);
    }
    for (char *at = host.written; *at != '\0' && chance(random, 3); at++) {
        *at = *at >= 'a' && *at <= 'z' ? (char)(*at - ('a' - 'A')) : *at;
    }
    return host;
}

/* ---- Values */

static const char *const addresses4[] = {"192.0.2.1",  "192.0.2.129",     "10.0.0.1",
                                         "10.128.2.3", "255.255.255.255", "0.0.0.0"};
static const char *const addresses6[] = {
    "2001:db8::1",          "2001:DB8:0:1:0::1",     "::1",
    "2001:db8::8000:0:0:1", "ffff:ffff:ffff:ffff::", "2001:db7:ffff::"};
static const char *const numbers[] = {"0", "1", "5", "10", "13", "20", "255"};
static const char *const periods[] = {"0",    "60",    "1m", "300",   "5m", "1h",
                                      "3600", "1h30m", "1d", "86400", "1D", "1w"};
static const char *const texts[] = {"a",   "ab",  "abc/x.y", "v=spf1 -all", "v=spf1 ip4:192.0.2.1",
                                    "",    "A;b", "b a",     "aab",         "issue",
                                    "1.2", "{x}"};
static const char *const tags[] = {"issue", "Iodef", "issuewild", "ISSUE"};
static const char *const digests[] = {"0123456789ABCDEF0123456789ABCDEF01234567",
                                      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"};

uint64_t custom_seconds_of(const char *period)
{
    static const struct {
        char unit;
        unsigned seconds;
    } units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}, {'w', 604800}};
    uint64_t sum = 0;
    while (*period != '\0') {
        char *end;
        uint64_t number = strtoull(period, &end, 10);
        for (size_t i = 0; i < COUNT(units); i++) {
            number *= byte_lower((uint8_t)*end) == units[i].unit ? units[i].seconds : 1;
        }
        sum += number;
        period = *end == '\0' ? end : end + 1;
    }
    return sum;
}

struct model_value custom_address_value(const char *text)
{
    struct model_value value = {.octet_count = strchr(text, ':') == NULL ? 4 : 16};
    int family = value.octet_count == 4 ? AF_INET : AF_INET6;
    int good = inet_pton(family, text, value.octets);
    assert(good == 1);
    if (good == 1) {
        inet_ntop(family, value.octets, value.text, sizeof(value.text));
    }
    return value;
}

const char *custom_make_period(uint64_t *random)
{
    return ONE_OF(random, periods);
}

static struct model_value number_value(uint64_t number)
{
    struct model_value value = {.number = number};
    snprintf(value.text, sizeof(value.text), "%llu", (unsigned long long)number);
    return value;
}

static struct model_value text_value(const char *text)
{
    struct model_value value = {.number = 0};
    strcpy(value.text, text);
    return value;
}

static struct model_value folded_value(const char *text)
{
    struct model_value value = text_value(text);
    for (char *at = value.text; *at != '\0'; at++) {
        *at = (char)byte_lower((uint8_t)*at);
    }
    return value;
}

struct model_value custom_make_value(uint64_t *random,
                                     enum model_kind kind,
                                     const char *field,
                                     char *word)
{
    struct written_name host;
    switch (kind) {
    case MODEL_NUMBER:
        strcpy(word, ONE_OF(random, numbers));
        return number_value(custom_seconds_of(word));
    case MODEL_PERIOD:
        strcpy(word, ONE_OF(random, periods));
        return number_value(custom_seconds_of(word));
    case MODEL_NAME:
        host = make_host(random);
        strcpy(word, host.written);
        return text_value(host.canonical);
    case MODEL_ADDRESS:
        strcpy(word, chance(random, 2) ? ONE_OF(random, addresses4) : ONE_OF(random, addresses6));
        return custom_address_value(word);
    case MODEL_TEXT:
        if (strcmp(field, "tag") == 0) {
            strcpy(word, ONE_OF(random, tags));
            return folded_value(word);
        }
        strcpy(word, ONE_OF(random, texts));
        return text_value(word);
    case MODEL_OTHER:
        break;
    }
    strcpy(word, strcmp(field, "digest") == 0 ? ONE_OF(random, digests) : "port=53");
    return text_value(word);
}

const struct model_type *custom_type(const char *mnemonic)
{
    for (size_t i = 0; i < model_type_count; i++) {
        if (strcmp(model_types[i].mnemonic, mnemonic) == 0) {
            return &model_types[i];
        }
    }
    return NULL;
}
