/* SPDX-License-Identifier: BSD-3-Clause */
/* Fields that are a bit map: the record types of NSEC and its kin, the services of WKS. */
#include "zones/rdata_fields.h"

enum {
    WINDOW_COUNT = 256,
    WINDOW_OCTETS = 32, /* 256 types each */
};

/* Record types by window: RFC 4034 section 4.1.2. */
struct type_map {
    uint64_t windows[WINDOW_COUNT / 64]; /* a bit for each window that has types */
    uint8_t used[WINDOW_COUNT];          /* how many octets of the window; set when its bit is */
    uint8_t octets[WINDOW_COUNT][WINDOW_OCTETS]; /* the same */
};

static inline void type_map_add(struct type_map *map, uint16_t type)
{
    unsigned window = type >> 8;
    unsigned octet = (type & 0xffU) >> 3;
    uint64_t bit = UINT64_C(1) << window % 64;
    if ((map->windows[window / 64] & bit) == 0) {
        map->windows[window / 64] |= bit;
        map->used[window] = 0;
        memset(map->octets[window], 0, WINDOW_OCTETS);
    }
    if (map->used[window] <= octet) {
        map->used[window] = (uint8_t)(octet + 1);
    }
    map->octets[window][octet] |= (uint8_t)(0x80 >> (type & 7));
}

/* Adds the windows in wire form. Returns where they end. */
static uint8_t *type_map_put(const struct type_map *map, uint8_t *end)
{
    for (unsigned word = 0; word < WINDOW_COUNT / 64; word++) {
        for (uint64_t left = map->windows[word]; left != 0; left &= left - 1) {
            unsigned window = word * 64 + (unsigned)__builtin_ctzll(left);
            size_t used = map->used[window];
            *end++ = (uint8_t)window;
            *end++ = (uint8_t)used;
            memcpy(end, map->octets[window], WINDOW_OCTETS);
            end += used;
        }
    }
    return end;
}

static bool types_any_read(struct rdata_build *build)
{
    struct type_map map;
    memset(map.windows, 0, sizeof(map.windows));
    for (; build->at < build->field_count; build->at++) {
        const struct field *field = build_word(build, FLAW_FIELD_TYPE);
        if (field == NULL) {
            return false;
        }
        uint16_t type;
        if (!rrtype_from_text(field_bytes(field), &type)) {
            return build_fail(build, FLAW_FIELD_TYPE);
        }
        type_map_add(&map, type);
    }
    if (!build_has_room(build, sizeof(map))) {
        return false;
    }
    const uint8_t *end = type_map_put(&map, build_end(build));
    build->length = (size_t)(end - build->reader->wire);
    return true;
}

/* BIND refuses an NSEC that says there is not even itself. */
static bool types_read(struct rdata_build *build)
{
    if (build->at == build->field_count) {
        return build_fail(build, FLAW_FIELD_MISSING);
    }
    return types_any_read(build);
}

/* The types whose bits are set, the first of which is `first`; blanks between them and, when
 * `blank`, in front. */
static void types_to_text(struct bytes octets, unsigned first, bool blank, struct buffer *text)
{
    for (size_t bit = 0; bit < octets.length * 8; bit++) {
        if ((octets.data[bit / 8] & 0x80 >> bit % 8) == 0) {
            continue;
        }
        if (blank) {
            buffer_add_byte(text, ' ');
        }
        rrtype_to_text((uint16_t)(first + bit), text);
        blank = true;
    }
}

static size_t types_any_walk(struct bytes wire, size_t at, struct buffer *text)
{
    int previous = -1;
    while (at < wire.length) {
        if (!octets_left(wire, at, 2) || !octets_left(wire, at + 2, wire.data[at + 1])) {
            return RDATA_END_NONE;
        }
        int window = wire.data[at];
        struct bytes octets = {wire.data + at + 2, wire.data[at + 1]};
        /* Windows in order, none empty, no zeros behind the last type. */
        if (window <= previous || octets.length == 0 || octets.length > WINDOW_OCTETS ||
            octets.data[octets.length - 1] == 0) {
            return RDATA_END_NONE;
        }
        if (text != NULL) {
            types_to_text(octets, (unsigned)window << 8, previous >= 0, text);
        }
        previous = window;
        at += 2 + octets.length;
    }
    return at;
}

static size_t types_walk(struct bytes wire, size_t at, struct buffer *text)
{
    return at < wire.length ? types_any_walk(wire, at, text) : RDATA_END_NONE;
}

const struct rdata_kind rdata_types = {types_read, types_walk, NULL};
const struct rdata_kind rdata_types_any = {types_any_read, types_any_walk, NULL};

/* RFC 2535 section 5.2: one map for the types below 128 and no way to say others. */
enum { NXT_OCTETS_MAX = 16 };

static bool types_nxt_read(struct rdata_build *build)
{
    uint8_t *octets = build_end(build);
    size_t used = 0;
    memset(octets, 0, NXT_OCTETS_MAX);
    for (; build->at < build->field_count; build->at++) {
        const struct field *field = build_word(build, FLAW_FIELD_TYPE);
        if (field == NULL) {
            return false;
        }
        uint16_t type;
        if (!rrtype_from_text(field_bytes(field), &type) || type == 0 ||
            type >= NXT_OCTETS_MAX * 8) {
            return build_fail(build, FLAW_FIELD_TYPE);
        }
        octets[type / 8] |= (uint8_t)(0x80 >> type % 8);
        if (used < type / 8 + 1U) {
            used = type / 8 + 1U;
        }
    }
    build->length += used;
    return true;
}

static size_t types_nxt_walk(struct bytes wire, size_t at, struct buffer *text)
{
    struct bytes octets = {wire.data + at, wire.length - at};
    if (octets.length > NXT_OCTETS_MAX ||
        (octets.length > 0 &&
         (octets.data[octets.length - 1] == 0 || (octets.data[0] & 0x80) != 0))) {
        return RDATA_END_NONE;
    }
    if (text != NULL) {
        types_to_text(octets, 0, false, text);
    }
    return wire.length;
}

const struct rdata_kind rdata_types_nxt = {types_nxt_read, types_nxt_walk, NULL};

/* WKS: RFC 1035 section 3.4.2. Servers ask the machine they run on for the names of protocols and
 * services; here they are those of RFC 1010, to which the RFC points, and of what came later, so
 * that a file means the same everywhere. */
struct port_name {
    const char *text;
    uint16_t number;
};

static const struct port_name protocol_names[] = {
    {"icmp", 1}, {"igmp", 2}, {"ggp", 3}, {"tcp", 6}, {"egp", 8}, {"pup", 12}, {"udp", 17},
};

static const struct port_name service_names[] = {
    {"tcpmux", 1},        {"rje", 5},           {"echo", 7},         {"discard", 9},
    {"systat", 11},       {"users", 11},        {"daytime", 13},     {"netstat", 15},
    {"qotd", 17},         {"quote", 17},        {"chargen", 19},     {"ftp-data", 20},
    {"ftp", 21},          {"ssh", 22},          {"telnet", 23},      {"smtp", 25},
    {"mail", 25},         {"time", 37},         {"rlp", 39},         {"nameserver", 42},
    {"name", 42},         {"nicname", 43},      {"whois", 43},       {"login", 513},
    {"tacacs", 49},       {"domain", 53},       {"bootps", 67},      {"bootpc", 68},
    {"tftp", 69},         {"gopher", 70},       {"finger", 79},      {"http", 80},
    {"www", 80},          {"link", 87},         {"kerberos", 88},    {"supdup", 95},
    {"hostnames", 101},   {"hostname", 101},    {"iso-tsap", 102},   {"x400", 103},
    {"csnet-ns", 105},    {"rtelnet", 107},     {"pop", 109},        {"pop2", 109},
    {"pop3", 110},        {"sunrpc", 111},      {"auth", 113},       {"sftp", 115},
    {"uucp-path", 117},   {"nntp", 119},        {"ntp", 123},        {"netbios-ns", 137},
    {"netbios-dgm", 138}, {"netbios-ssn", 139}, {"imap2", 143},      {"imap", 143},
    {"snmp", 161},        {"snmp-trap", 162},   {"snmptrap", 162},   {"bgp", 179},
    {"irc", 194},         {"ldap", 389},        {"https", 443},      {"exec", 512},
    {"shell", 514},       {"printer", 515},     {"submission", 587}, {"ldaps", 636},
    {"domain-s", 853},    {"imaps", 993},       {"pop3s", 995},
};

#define PORT_NAME_COUNT(names) (sizeof(names) / sizeof((names)[0]))

static bool port_read(struct rdata_build *build,
                      const struct port_name *names,
                      size_t count,
                      uint64_t max,
                      uint64_t *ret_number)
{
    const struct field *field = build_word(build, FLAW_FIELD_OTHER);
    if (field == NULL) {
        return false;
    }
    if (number_from_text(field_bytes(field), max, ret_number)) {
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        if (bytes_equal_string_folded(field_bytes(field), names[i].text)) {
            *ret_number = names[i].number;
            return true;
        }
    }
    return build_fail(build, FLAW_FIELD_OTHER);
}

static bool services_read(struct rdata_build *build)
{
    uint64_t number;
    if (!port_read(build, protocol_names, PORT_NAME_COUNT(protocol_names), UINT8_MAX, &number)) {
        return false;
    }
    *build_end(build) = (uint8_t)number;
    build->length++;
    build->at++;
    size_t start = build->length;
    for (; build->at < build->field_count; build->at++) {
        if (!port_read(build, service_names, PORT_NAME_COUNT(service_names), UINT16_MAX, &number)) {
            return false;
        }
        size_t octet = start + (size_t)number / 8;
        if (octet >= build->length) {
            memset(build_end(build), 0, octet + 1 - build->length);
            build->length = octet + 1;
        }
        build->reader->wire[octet] |= (uint8_t)(0x80 >> number % 8);
    }
    return true;
}

static size_t services_walk(struct bytes wire, size_t at, struct buffer *text)
{
    if (!octets_left(wire, at, 1) || wire.length - at > 1 + (UINT16_MAX + 1) / 8) {
        return RDATA_END_NONE;
    }
    struct bytes map = {wire.data + at + 1, wire.length - at - 1};
    if (map.length > 0 && map.data[map.length - 1] == 0) {
        return RDATA_END_NONE;
    }
    if (text != NULL) {
        buffer_add_format(text, "%u", (unsigned)wire.data[at]);
        for (size_t port = 0; port < map.length * 8; port++) {
            if ((map.data[port / 8] & 0x80 >> port % 8) != 0) {
                buffer_add_format(text, " %u", (unsigned)port);
            }
        }
    }
    return wire.length;
}

const struct rdata_kind rdata_services = {services_read, services_walk, NULL};
