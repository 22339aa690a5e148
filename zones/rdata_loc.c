/* SPDX-License-Identifier: BSD-3-Clause */
/* LOC: RFC 1876. Version, size, two precisions in one octet each; latitude, longitude, altitude in
 * four. Numbers are read digit by digit, because a double depends on the locale and rounds. */
#include "zones/rdata_fields.h"

enum {
    LOC_OCTETS = 16,
    LATITUDE_DEGREES_MAX = 90,
    LONGITUDE_DEGREES_MAX = 180,
    MINUTE = 60 * 1000, /* in thousandths of a second of arc */
    DEGREE = 60 * MINUTE,
    ALTITUDE_ZERO = 10000000, /* 100 km below the reference spheroid, in centimetres */
};

/* Both poles of an axis, and 2^31 between them. */
#define EQUATOR (UINT32_C(1) << 31)

/* The largest of the sizes, 90000 km in centimetres. */
#define SIZE_CENTIMETRES_MAX UINT64_C(9000000000)

/* A number with up to `places` decimals, as an integer in units of the last of them: 1.5 with
 * three places is 1500. A side of the point may be empty, not both. */
static bool decimal_from_text(struct bytes text, unsigned places, uint64_t *ret_number)
{
    uint64_t number = 0;
    unsigned decimals = 0;
    bool point = false;
    bool digit = false;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '.' && !point) {
            point = true;
            continue;
        }
        if (!byte_is_digit(text.data[i]) || (point && decimals == places) ||
            number > UINT32_MAX * UINT64_C(1000)) {
            return false;
        }
        number = number * 10 + (text.data[i] - (uint64_t)'0');
        digit = true;
        decimals += point;
    }
    for (; decimals < places; decimals++) {
        number *= 10;
    }
    *ret_number = number;
    return digit;
}

static bool field_is_letter(const struct field *field, char letter)
{
    return field->length == 1 && field->text[0] == (uint8_t)letter && !field->quoted;
}

/* Takes a number of at most `max` units; seconds have three places, the others none. */
static bool angle_part_read(struct rdata_build *build,
                            unsigned places,
                            uint64_t max,
                            uint64_t *ret_number)
{
    const struct field *field = build_word(build, FLAW_FIELD_NUMBER);
    if (field == NULL) {
        return false;
    }
    uint64_t number;
    bool good = places == 0 ? number_from_text(field_bytes(field), max, &number)
                            : decimal_from_text(field_bytes(field), places, &number);
    if (!good || number > max) {
        return build_fail(build, FLAW_FIELD_NUMBER);
    }
    *ret_number = number;
    build->at++;
    return true;
}

/* Degrees, minutes and seconds, of which the last two may be left out, and a direction. */
static bool angle_read(struct rdata_build *build,
                       unsigned degrees_max,
                       char positive,
                       char negative,
                       uint32_t *ret_angle)
{
    static const uint32_t part_units[] = {DEGREE, MINUTE, 1};
    uint64_t left = (uint64_t)degrees_max * DEGREE; /* behind 90 degrees come 0 minutes */
    for (size_t part = 0;; part++) {
        if (build->at == build->field_count) {
            return build_fail(build, FLAW_FIELD_MISSING);
        }
        const struct field *field = &build->fields[build->at];
        bool north = field_is_letter(field, positive);
        if (part > 0 && (north || field_is_letter(field, negative))) {
            uint32_t angle = (uint32_t)((uint64_t)degrees_max * DEGREE - left);
            *ret_angle = north ? EQUATOR + angle : EQUATOR - angle;
            build->at++;
            return true;
        }
        if (part == 3) {
            return build_fail(build, FLAW_FIELD_OTHER);
        }
        uint64_t max = left / part_units[part];
        uint64_t part_max = part == 0 ? degrees_max : part == 1 ? 59 : 59999;
        uint64_t number;
        if (!angle_part_read(build, part == 2 ? 3 : 0, max < part_max ? max : part_max, &number)) {
            return false;
        }
        left -= number * part_units[part];
    }
}

/* Metres with up to two places and an m or not, in centimetres. */
static bool metres_from_text(struct bytes text, uint64_t *ret_centimetres)
{
    if (text.length > 0 && text.data[text.length - 1] == 'm') {
        text.length--;
    }
    return decimal_from_text(text, 2, ret_centimetres);
}

static bool altitude_read(struct rdata_build *build, uint32_t *ret_altitude)
{
    const struct field *field = build_word(build, FLAW_FIELD_NUMBER);
    if (field == NULL) {
        return false;
    }
    struct bytes text = field_bytes(field);
    bool below = text.data[0] == '-';
    if (below || text.data[0] == '+') {
        text = (struct bytes){text.data + 1, text.length - 1};
    }
    uint64_t centimetres;
    if (!metres_from_text(text, &centimetres) ||
        centimetres > (below ? ALTITUDE_ZERO : UINT32_MAX - ALTITUDE_ZERO)) {
        return build_fail(build, FLAW_FIELD_NUMBER);
    }
    *ret_altitude = (uint32_t)(below ? ALTITUDE_ZERO - centimetres : ALTITUDE_ZERO + centimetres);
    build->at++;
    return true;
}

/* RFC 1876 section 2: a digit times a power of ten. What does not fit is cut off, as in BIND. */
static bool size_read(struct rdata_build *build, uint8_t *size)
{
    if (build->at == build->field_count) {
        return true; /* the default stays */
    }
    const struct field *field = build_word(build, FLAW_FIELD_NUMBER);
    if (field == NULL) {
        return false;
    }
    uint64_t centimetres;
    if (!metres_from_text(field_bytes(field), &centimetres) || centimetres > SIZE_CENTIMETRES_MAX) {
        return build_fail(build, FLAW_FIELD_NUMBER);
    }
    unsigned power = 0;
    for (; centimetres > 9; centimetres /= 10) {
        power++;
    }
    *size = (uint8_t)(centimetres << 4 | power);
    build->at++;
    return true;
}

static bool location_read(struct rdata_build *build)
{
    uint32_t latitude;
    uint32_t longitude;
    uint32_t altitude;
    /* The defaults of RFC 1876 section 3: 1 m, 10 km, 10 m. */
    uint8_t octets[LOC_OCTETS] = {0, 0x12, 0x16, 0x13};
    if (!angle_read(build, LATITUDE_DEGREES_MAX, 'N', 'S', &latitude) ||
        !angle_read(build, LONGITUDE_DEGREES_MAX, 'E', 'W', &longitude) ||
        !altitude_read(build, &altitude) || !size_read(build, &octets[1]) ||
        !size_read(build, &octets[2]) || !size_read(build, &octets[3])) {
        return false;
    }
    octets_put32(octets + 4, latitude);
    octets_put32(octets + 8, longitude);
    octets_put32(octets + 12, altitude);
    memcpy(build_end(build), octets, sizeof(octets));
    build->length += sizeof(octets);
    return true;
}

static uint32_t angle_from_equator(uint32_t angle)
{
    return angle >= EQUATOR ? angle - EQUATOR : EQUATOR - angle;
}

static void angle_to_text(uint32_t angle, char positive, char negative, struct buffer *text)
{
    uint32_t units = angle_from_equator(angle);
    buffer_add_format(text, "%u %u %u.%03u %c ", units / DEGREE, units / MINUTE % 60,
                      units / 1000 % 60, units % 1000, angle >= EQUATOR ? positive : negative);
}

static void size_to_text(uint8_t size, struct buffer *text)
{
    uint64_t centimetres = size >> 4;
    for (unsigned power = size & 0xf; power > 0; power--) {
        centimetres *= 10;
    }
    buffer_add_format(text, " %llu.%02llum", (unsigned long long)centimetres / 100,
                      (unsigned long long)centimetres % 100);
}

/* Whether a digit and a power are in range; for text also whether it reads back to the same: zero
 * has many spellings in the wire. */
static bool size_is_sound(uint8_t size, bool for_text)
{
    return size >> 4 <= 9 && (size & 0xf) <= 9 && (!for_text || size >> 4 != 0 || size == 0);
}

static void location_to_text(const uint8_t *octets, struct buffer *text)
{
    angle_to_text(octets_get32(octets + 4), 'N', 'S', text);
    angle_to_text(octets_get32(octets + 8), 'E', 'W', text);
    uint32_t altitude = octets_get32(octets + 12);
    bool below = altitude < ALTITUDE_ZERO;
    uint32_t centimetres = below ? ALTITUDE_ZERO - altitude : altitude - ALTITUDE_ZERO;
    buffer_add_format(text, "%s%u.%02um", below ? "-" : "", centimetres / 100, centimetres % 100);
    for (size_t i = 1; i <= 3; i++) {
        size_to_text(octets[i], text);
    }
}

static size_t location_walk(struct bytes wire, size_t at, struct buffer *text)
{
    if (!octets_left(wire, at, 1)) {
        return RDATA_END_NONE;
    }
    const uint8_t *octets = wire.data + at;
    if (octets[0] != 0) {
        /* Another version has another layout: RFC 1876 section 2. */
        return text == NULL ? wire.length : RDATA_END_NONE;
    }
    if (!octets_left(wire, at, LOC_OCTETS)) {
        return RDATA_END_NONE;
    }
    for (size_t i = 1; i <= 3; i++) {
        if (!size_is_sound(octets[i], text != NULL)) {
            return RDATA_END_NONE;
        }
    }
    if (angle_from_equator(octets_get32(octets + 4)) > LATITUDE_DEGREES_MAX * (uint32_t)DEGREE ||
        angle_from_equator(octets_get32(octets + 8)) > LONGITUDE_DEGREES_MAX * (uint32_t)DEGREE) {
        return RDATA_END_NONE;
    }
    if (text != NULL) {
        location_to_text(octets, text);
    }
    return at + LOC_OCTETS;
}

const struct rdata_kind rdata_location = {location_read, location_walk, NULL};
