/* SPDX-License-Identifier: BSD-3-Clause */
/* Fields that are a number: plain, a time, or a code with names. */
#include "zones/rdata_fields.h"

/* So many digits fit 64 bits, whatever they are. */
enum { NUMBER_DIGITS_SURE = 19 };

bool number_from_text(struct bytes text, uint64_t max, uint64_t *ret_number)
{
    size_t sure = text.length < NUMBER_DIGITS_SURE ? text.length : NUMBER_DIGITS_SURE;
    uint64_t number = 0;
    size_t at = 0;
    for (; at < sure; at++) {
        unsigned digit = text.data[at] - (unsigned)'0';
        if (digit > 9) {
            return false;
        }
        number = number * 10 + digit;
    }
    for (; at < text.length; at++) {
        unsigned digit = text.data[at] - (unsigned)'0';
        if (digit > 9 || __builtin_mul_overflow(number, 10, &number) ||
            __builtin_add_overflow(number, digit, &number)) {
            return false;
        }
    }
    *ret_number = number;
    return text.length > 0 && number <= max;
}

/* The octets behind the number are written too; the wire has room for them. */
static inline void build_number(struct rdata_build *build, uint64_t number, size_t octets)
{
    octets_store64(build_end(build), number << (64 - 8 * octets));
    build->length += octets;
    build->at++;
}

static inline bool number_read(struct rdata_build *build, uint64_t max, size_t octets)
{
    const struct field *field = build_word(build, FLAW_FIELD_NUMBER);
    if (field == NULL) {
        return false;
    }
    uint64_t number;
    if (!number_from_text(field_bytes(field), max, &number)) {
        return build_fail(build, FLAW_FIELD_NUMBER);
    }
    build_number(build, number, octets);
    return true;
}

static bool number8_read(struct rdata_build *build)
{
    return number_read(build, UINT8_MAX, 1);
}

static bool number16_read(struct rdata_build *build)
{
    return number_read(build, UINT16_MAX, 2);
}

static bool number32_read(struct rdata_build *build)
{
    return number_read(build, UINT32_MAX, 4);
}

static bool number64_read(struct rdata_build *build)
{
    return number_read(build, UINT64_MAX, 8);
}

/* The octets at `at` as a number; the walk of every kind in this file begins with it. */
static bool number_get(struct bytes wire, size_t at, size_t octets, uint64_t *ret_number)
{
    if (!octets_left(wire, at, octets)) {
        return false;
    }
    *ret_number = 0;
    for (size_t i = 0; i < octets; i++) {
        *ret_number = *ret_number << 8 | wire.data[at + i];
    }
    return true;
}

static size_t number_walk(struct bytes wire, size_t at, size_t octets, struct buffer *text)
{
    uint64_t number;
    if (!number_get(wire, at, octets, &number)) {
        return RDATA_END_NONE;
    }
    if (text != NULL) {
        buffer_add_format(text, "%llu", (unsigned long long)number);
    }
    return at + octets;
}

static size_t number8_walk(struct bytes wire, size_t at, struct buffer *text)
{
    return number_walk(wire, at, 1, text);
}

static size_t number16_walk(struct bytes wire, size_t at, struct buffer *text)
{
    return number_walk(wire, at, 2, text);
}

static size_t number32_walk(struct bytes wire, size_t at, struct buffer *text)
{
    return number_walk(wire, at, 4, text);
}

static size_t number64_walk(struct bytes wire, size_t at, struct buffer *text)
{
    return number_walk(wire, at, 8, text);
}

const struct rdata_kind rdata_number8 = {number8_read, number8_walk, NULL};
const struct rdata_kind rdata_number16 = {number16_read, number16_walk, NULL};
const struct rdata_kind rdata_number32 = {number32_read, number32_walk, NULL};
const struct rdata_kind rdata_number64 = {number64_read, number64_walk, NULL};

/* Time spans and times. */

static bool period_read(struct rdata_build *build)
{
    const struct field *field = build_word(build, FLAW_FIELD_PERIOD);
    if (field == NULL) {
        return false;
    }
    uint64_t seconds;
    if (!period_from_text(field_bytes(field), &seconds) || seconds > UINT32_MAX) {
        return build_fail(build, FLAW_FIELD_PERIOD);
    }
    build_number(build, seconds, 4);
    return true;
}

const struct rdata_kind rdata_period = {period_read, number32_walk, NULL};

enum {
    DAY_SECONDS = 86400,
    TIME_DIGITS = 14,       /* YYYYMMDDHHMMSS */
    TIME_NUMBER_DIGITS = 10 /* at most so many digits are seconds since 1970 */
};

static bool year_is_leap(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Days of a year in front of a month, counted from 1; of month 13, those of the whole year. */
static int64_t month_start_days(bool leap, int64_t month)
{
    static const int16_t days[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
    return days[month - 1] + (leap && month > 2);
}

/* Days from 1 January 1970 to 1 January of a year between 0 and 9999, in the Gregorian calendar. */
static int64_t year_start_days(int64_t year)
{
    int64_t before =
        year + 399; /* whole years since 1 January of the year -399, so no / rounds up */
    return before * 365 + before / 4 - before / 100 + before / 400 - 865259;
}

/* Eight digits as the numbers of two digits that they are: the first is the lowest octet, the
 * others are each 16 bits above the one before. False when one is no digit. */
static inline bool pairs_from_digits(const uint8_t digits[8], uint64_t *ret_pairs)
{
    const uint64_t each = UINT64_C(0x0101010101010101);
    uint64_t bytes = octets_load64(digits);
    /* In ASCII the digits, and nothing else, have a 3 in front of what stays below 10. */
    uint64_t carried = bytes + 0x06 * each;
    if (((bytes | carried) & 0xf0 * each) != 0x30 * each || (bytes & 0xf0 * each) != 0x30 * each) {
        return false;
    }
    bytes &= 0x0f * each;
    *ret_pairs = (bytes * 10 + (bytes >> 8)) & UINT64_C(0x00ff00ff00ff00ff);
    return true;
}

static inline int64_t pair_at(uint64_t pairs, unsigned index)
{
    return (int64_t)(pairs >> (16 * index) & 0xff);
}

/* RFC 4034 section 3.2: the value is what is left of the seconds since 1970 in 32 bits. The
 * sixtieth second is a leap second, which BIND takes too. */
static bool time_from_digits(struct bytes text, uint32_t *ret_time)
{
    uint64_t date;
    uint64_t clock; /* with the day once more in front */
    if (text.length != TIME_DIGITS || !pairs_from_digits(text.data, &date) ||
        !pairs_from_digits(text.data + TIME_DIGITS - 8, &clock)) {
        return false;
    }
    int64_t year = pair_at(date, 0) * 100 + pair_at(date, 1);
    int64_t month = pair_at(date, 2);
    int64_t day = pair_at(date, 3);
    int64_t hour = pair_at(clock, 1);
    int64_t minute = pair_at(clock, 2);
    int64_t second = pair_at(clock, 3);
    if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 60) {
        return false;
    }
    bool leap = year_is_leap(year);
    int64_t start = month_start_days(leap, month);
    if (day > month_start_days(leap, month + 1) - start) {
        return false;
    }
    int64_t days = year_start_days(year) + start + day - 1;
    *ret_time = (uint32_t)(days * DAY_SECONDS + hour * 3600 + minute * 60 + second);
    return true;
}

static bool time_read(struct rdata_build *build)
{
    const struct field *field = build_word(build, FLAW_FIELD_TIME);
    if (field == NULL) {
        return false;
    }
    uint32_t time;
    uint64_t seconds;
    if (field->length <= TIME_NUMBER_DIGITS) {
        if (!number_from_text(field_bytes(field), UINT32_MAX, &seconds)) {
            return build_fail(build, FLAW_FIELD_TIME);
        }
        time = (uint32_t)seconds;
    } else if (!time_from_digits(field_bytes(field), &time)) {
        return build_fail(build, FLAW_FIELD_TIME);
    }
    build_number(build, time, 4);
    return true;
}

static void time_to_text(uint32_t time, struct buffer *text)
{
    int64_t days = time / DAY_SECONDS;
    int64_t year = 1970;
    for (; days >= 365 + year_is_leap(year); year++) {
        days -= 365 + year_is_leap(year);
    }
    bool leap = year_is_leap(year);
    int64_t month = 1;
    while (days >= month_start_days(leap, month + 1)) {
        month++;
    }
    days -= month_start_days(leap, month);
    unsigned second = time % DAY_SECONDS;
    buffer_add_format(text, "%04d%02d%02d%02u%02u%02u", (int)year, (int)month, (int)days + 1,
                      second / 3600, second / 60 % 60, second % 60);
}

static size_t time_walk(struct bytes wire, size_t at, struct buffer *text)
{
    uint64_t time;
    if (!number_get(wire, at, 4, &time)) {
        return RDATA_END_NONE;
    }
    if (text != NULL) {
        time_to_text((uint32_t)time, text);
    }
    return at + 4;
}

const struct rdata_kind rdata_time = {time_read, time_walk, NULL};

/* Codes that may be written as a number or a name. They are always printed as a number, which no
 * server misunderstands. */

struct code_name {
    const char *text;
    uint16_t code;
};

#define CODE_NAME_COUNT(names) (sizeof(names) / sizeof((names)[0]))

static bool code_from_name(struct bytes text,
                           const struct code_name *names,
                           size_t count,
                           uint64_t *ret_code)
{
    for (size_t i = 0; i < count; i++) {
        if (bytes_equal_string_folded(text, names[i].text)) {
            *ret_code = names[i].code;
            return true;
        }
    }
    return false;
}

static inline bool code_read(struct rdata_build *build,
                             const struct code_name *names,
                             size_t count,
                             size_t octets,
                             enum flaw_kind flaw)
{
    const struct field *field = build_word(build, flaw);
    if (field == NULL) {
        return false;
    }
    uint64_t max = octets == 1 ? UINT8_MAX : UINT16_MAX;
    uint64_t code;
    if (!number_from_text(field_bytes(field), max, &code) &&
        !code_from_name(field_bytes(field), names, count, &code)) {
        return build_fail(build, flaw);
    }
    build_number(build, code, octets);
    return true;
}

/* IANA "DNS Security Algorithm Numbers"; behind them, other names that BIND reads. */
static const struct code_name algorithm_names[] = {
    {"RSASHA256", 8},
    {"ECDSAP256SHA256", 13},
    {"RSAMD5", 1},
    {"DH", 2},
    {"DSA", 3},
    {"RSASHA1", 5},
    {"DSA-NSEC3-SHA1", 6},
    {"RSASHA1-NSEC3-SHA1", 7},
    {"RSASHA512", 10},
    {"ECC-GOST", 12},
    {"ECDSAP384SHA384", 14},
    {"ED25519", 15},
    {"ED448", 16},
    {"SM2SM3", 17},
    {"ECC-GOST12", 23},
    {"INDIRECT", 252},
    {"PRIVATEDNS", 253},
    {"PRIVATEOID", 254},
    {"NSEC3DSA", 6},
    {"NSEC3RSASHA1", 7},
    {"ECCGOST", 12},
    {"ECDSA256", 13},
    {"ECDSA384", 14},
};

static bool algorithm_read(struct rdata_build *build)
{
    return code_read(build, algorithm_names, CODE_NAME_COUNT(algorithm_names), 1,
                     FLAW_FIELD_ALGORITHM);
}

const struct rdata_kind rdata_algorithm = {algorithm_read, number8_walk, NULL};

/* IANA "Delegation Signer (DS) Resource Record (RR) Type Digest Algorithms", with the spellings
 * that BIND reads. */
static const struct code_name digest_names[] = {
    {"SHA-1", 1}, {"SHA1", 1},    {"SHA-256", 2}, {"SHA256", 2},
    {"GOST", 3},  {"SHA-384", 4}, {"SHA384", 4},
};

static bool digest_type_read(struct rdata_build *build)
{
    return code_read(build, digest_names, CODE_NAME_COUNT(digest_names), 1, FLAW_FIELD_NUMBER);
}

const struct rdata_kind rdata_digest_type = {digest_type_read, number8_walk, NULL};

static const struct code_name nsec3_algorithm_names[] = {{"SHA-1", 1}};

static bool nsec3_algorithm_read(struct rdata_build *build)
{
    return code_read(build, nsec3_algorithm_names, CODE_NAME_COUNT(nsec3_algorithm_names), 1,
                     FLAW_FIELD_NUMBER);
}

const struct rdata_kind rdata_nsec3_algorithm = {nsec3_algorithm_read, number8_walk, NULL};

/* RFC 2535 section 7.1. */
static const struct code_name key_protocol_names[] = {
    {"DNSSEC", 3}, {"NONE", 0}, {"TLS", 1}, {"EMAIL", 2}, {"IPSEC", 4}, {"ALL", 255},
};

static bool key_protocol_read(struct rdata_build *build)
{
    return code_read(build, key_protocol_names, CODE_NAME_COUNT(key_protocol_names), 1,
                     FLAW_FIELD_NUMBER);
}

const struct rdata_kind rdata_key_protocol = {key_protocol_read, number8_walk, NULL};

/* RFC 4398 section 2.1. */
static const struct code_name certificate_type_names[] = {
    {"PKIX", 1}, {"SPKI", 2},   {"PGP", 3},     {"IPKIX", 4}, {"ISPKI", 5},
    {"IPGP", 6}, {"ACPKIX", 7}, {"IACPKIX", 8}, {"URI", 253}, {"OID", 254},
};

static bool certificate_type_read(struct rdata_build *build)
{
    return code_read(build, certificate_type_names, CODE_NAME_COUNT(certificate_type_names), 2,
                     FLAW_FIELD_NUMBER);
}

const struct rdata_kind rdata_certificate_type = {certificate_type_read, number16_walk, NULL};

/* IANA "DSYNC: Location of Synchronization Endpoints". */
static const struct code_name dsync_scheme_names[] = {{"NOTIFY", 1}};

static bool dsync_scheme_read(struct rdata_build *build)
{
    return code_read(build, dsync_scheme_names, CODE_NAME_COUNT(dsync_scheme_names), 1,
                     FLAW_FIELD_NUMBER);
}

const struct rdata_kind rdata_dsync_scheme = {dsync_scheme_read, number8_walk, NULL};

/* RFC 2535 section 7.1; KSK is BIND's name for the secure entry point of RFC 4034. */
static const struct code_name key_flag_names[] = {
    {"ZONE", 0x0100},  {"KSK", 0x0001},   {"NOCONF", 0x4000}, {"NOAUTH", 0x8000},
    {"NOKEY", 0xc000}, {"FLAG2", 0x2000}, {"EXTEND", 0x1000}, {"FLAG4", 0x0800},
    {"FLAG5", 0x0400}, {"USER", 0x0000},  {"HOST", 0x0200},   {"NTYP3", 0x0300},
    {"FLAG8", 0x0080}, {"FLAG9", 0x0040}, {"FLAG10", 0x0020}, {"FLAG11", 0x0010},
};

/* 0x4100: files of the days of RFC 2535 have it, and BIND reads it. */
static bool key_flags_from_hex(struct bytes text, uint64_t *ret_flags)
{
    if (text.length < 3 || text.length > 6 || text.data[0] != '0' ||
        byte_lower(text.data[1]) != 'x') {
        return false;
    }
    uint64_t flags = 0;
    for (size_t i = 2; i < text.length; i++) {
        unsigned digit;
        if (!hex_digit(text.data[i], &digit)) {
            return false;
        }
        flags = flags << 4 | digit;
    }
    *ret_flags = flags;
    return true;
}

/* ZONE|KSK, as BIND reads it. */
static bool key_flags_from_names(struct bytes text, uint64_t *ret_flags)
{
    uint64_t flags = 0;
    size_t start = 0;
    for (size_t i = 0; i <= text.length; i++) {
        if (i < text.length && text.data[i] != '|') {
            continue;
        }
        uint64_t flag;
        if (!code_from_name((struct bytes){text.data + start, i - start}, key_flag_names,
                            CODE_NAME_COUNT(key_flag_names), &flag)) {
            return false;
        }
        flags |= flag;
        start = i + 1;
    }
    *ret_flags = flags;
    return true;
}

static bool key_flags_read(struct rdata_build *build)
{
    const struct field *field = build_word(build, FLAW_FIELD_NUMBER);
    if (field == NULL) {
        return false;
    }
    uint64_t flags;
    if (!number_from_text(field_bytes(field), UINT16_MAX, &flags) &&
        !key_flags_from_hex(field_bytes(field), &flags) &&
        !key_flags_from_names(field_bytes(field), &flags)) {
        return build_fail(build, FLAW_FIELD_NUMBER);
    }
    build_number(build, flags, 2);
    return true;
}

const struct rdata_kind rdata_key_flags = {key_flags_read, number16_walk, NULL};

/* A record type; BIND takes its bare number too. */
static bool type_read(struct rdata_build *build)
{
    const struct field *field = build_word(build, FLAW_FIELD_TYPE);
    if (field == NULL) {
        return false;
    }
    uint16_t type;
    uint64_t number;
    if (rrtype_from_text(field_bytes(field), &type)) {
        number = type;
    } else if (!number_from_text(field_bytes(field), UINT16_MAX, &number)) {
        return build_fail(build, FLAW_FIELD_TYPE);
    }
    build_number(build, number, 2);
    return true;
}

static size_t type_walk(struct bytes wire, size_t at, struct buffer *text)
{
    if (!octets_left(wire, at, 2)) {
        return RDATA_END_NONE;
    }
    if (text != NULL) {
        rrtype_to_text(octets_get16(wire.data + at), text);
    }
    return at + 2;
}

const struct rdata_kind rdata_type = {type_read, type_walk, NULL};
