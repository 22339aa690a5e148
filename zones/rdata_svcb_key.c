/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/rdata_svcb_key.h"

#include <stdlib.h>

static bool value_fail(struct rdata_build *build)
{
    return build_fail(build, FLAW_FIELD_OTHER);
}

/* No value: no-default-alpn, ohttp, pvd. */

static bool nothing_read(struct rdata_build *build, struct bytes text)
{
    return text.length == 0 || value_fail(build);
}

static bool nothing_is_sound(struct bytes value)
{
    return value.length == 0;
}

/* Octets in a character-string, of any length: keys without a form of their own. */

static bool octets_read(struct rdata_build *build, struct bytes text)
{
    size_t room = sizeof(build->reader->wire) - build->length;
    return build_octets(build, text, room, FLAW_RDATA_TOO_LONG);
}

static bool octets_is_sound(struct bytes value)
{
    (void)value;
    return true;
}

static void octets_print(struct bytes value, struct buffer *text)
{
    buffer_add_byte(text, '=');
    quoted_to_text(value, text);
}

const struct svcb_value svcb_octets = {octets_read, octets_is_sound, octets_print};

static const struct svcb_value nothing_value = {nothing_read, nothing_is_sound, NULL};

/* dohpath: RFC 9461 section 5, a relative URI template. */

static bool path_is_sound(struct bytes value)
{
    return value.length > 0 && value.data[0] == '/';
}

static const struct svcb_value path_value = {octets_read, path_is_sound, NULL};

/* Strings between commas, each with its length in front: alpn, docpath. The text is a
 * character-string whose content has a second layer of escapes, \, and \\ (RFC 9460 appendix
 * A.1). */

static bool strings_read(struct rdata_build *build, struct bytes text)
{
    if (text.length == 0) {
        return true;
    }
    uint8_t *wire = build->reader->wire;
    size_t count = build->length++; /* where the length of the string goes */
    for (size_t at = 0; at < text.length;) {
        uint8_t octet;
        if (!build_has_room(build, 2)) {
            return false;
        }
        if (!octet_from_text(text, &at, &octet)) {
            return build_fail(build, FLAW_ESCAPE);
        }
        if (octet == ',') {
            wire[count] = (uint8_t)(build->length - count - 1);
            count = build->length++;
            continue;
        }
        if (octet == '\\' && (at == text.length || !octet_from_text(text, &at, &octet))) {
            return build_fail(build, FLAW_ESCAPE);
        }
        if (build->length - count - 1 == UINT8_MAX) {
            return build_fail(build, FLAW_STRING_TOO_LONG);
        }
        wire[build->length++] = octet;
    }
    wire[count] = (uint8_t)(build->length - count - 1);
    return true;
}

static bool strings_or_nothing_is_sound(struct bytes value)
{
    size_t at = 0;
    while (at < value.length) {
        size_t length = value.data[at];
        if (length == 0 || !octets_left(value, at + 1, length)) {
            return false;
        }
        at += 1 + length;
    }
    return true;
}

static bool strings_is_sound(struct bytes value)
{
    return value.length > 0 && strings_or_nothing_is_sound(value);
}

static void strings_print(struct bytes value, struct buffer *text)
{
    buffer_add_string(text, "=\"");
    for (size_t at = 0; at < value.length;) {
        size_t end = at + 1 + value.data[at];
        if (at > 0) {
            buffer_add_byte(text, ',');
        }
        for (at++; at < end; at++) {
            if (value.data[at] == ',' || value.data[at] == '\\') {
                quoted_octet_to_text('\\', text);
            }
            quoted_octet_to_text(value.data[at], text);
        }
    }
    buffer_add_byte(text, '"');
}

static const struct svcb_value alpn_value = {strings_read, strings_is_sound, strings_print};

static const struct svcb_value docpath_value = {strings_read, strings_or_nothing_is_sound, NULL};

/* Base64: ech. */

static bool base64_value_read(struct rdata_build *build, struct bytes text)
{
    struct base64_reader reader = {0};
    uint8_t *wire = build->reader->wire;
    return build_has_room(build, text.length / 4 * 3 + 6) &&
           ((base64_read(&reader, text, wire, &build->length) &&
             base64_read_end(&reader, wire, &build->length)) ||
            build_fail(build, FLAW_FIELD_BASE64));
}

static void base64_print(struct bytes value, struct buffer *text)
{
    buffer_add_byte(text, '=');
    base64_to_text(value, text);
}

static const struct svcb_value base64_value = {base64_value_read, octets_is_sound, base64_print};

/* Lists of things that need no escapes. */

/* Takes the piece up to the next comma off the list. False when the list has been used up. */
static bool list_next(struct bytes *list, struct bytes *ret_item)
{
    if (list->data == NULL) {
        return false;
    }
    const uint8_t *comma = memchr(list->data, ',', list->length);
    if (comma == NULL) {
        *ret_item = *list;
        *list = (struct bytes){0};
        return true;
    }
    *ret_item = (struct bytes){list->data, (size_t)(comma - list->data)};
    *list = (struct bytes){comma + 1, list->length - ret_item->length - 1};
    return true;
}

/* port, tls-supported-groups */

static bool numbers_read(struct rdata_build *build, struct bytes text)
{
    struct bytes item;
    while (list_next(&text, &item)) {
        uint64_t number;
        if (!number_from_text(item, UINT16_MAX, &number)) {
            return value_fail(build);
        }
        if (!build_has_room(build, 2)) {
            return false;
        }
        octets_put16(build_end(build), (uint32_t)number);
        build->length += 2;
    }
    return true;
}

static bool numbers_is_sound(struct bytes value)
{
    return value.length > 0 && value.length % 2 == 0;
}

static bool number_is_sound(struct bytes value)
{
    return value.length == 2;
}

static void number_print(struct bytes value, struct buffer *text)
{
    buffer_add_format(text, "=%u", (unsigned)octets_get16(value.data));
}

static const struct svcb_value port_value = {numbers_read, number_is_sound, number_print};

static const struct svcb_value groups_value = {numbers_read, numbers_is_sound, NULL};

/* ipv4hint, ipv6hint */

static bool addresses4_read(struct rdata_build *build, struct bytes text)
{
    struct bytes item;
    while (list_next(&text, &item)) {
        if (!build_has_room(build, 4)) {
            return false;
        }
        if (!address4_from_text(item, build_end(build))) {
            return build_fail(build, FLAW_FIELD_ADDRESS4);
        }
        build->length += 4;
    }
    return true;
}

static bool addresses6_read(struct rdata_build *build, struct bytes text)
{
    struct bytes item;
    while (list_next(&text, &item)) {
        if (!build_has_room(build, 16)) {
            return false;
        }
        if (!address6_from_text(item, build_end(build))) {
            return build_fail(build, FLAW_FIELD_ADDRESS6);
        }
        build->length += 16;
    }
    return true;
}

static bool addresses4_is_sound(struct bytes value)
{
    return value.length > 0 && value.length % 4 == 0;
}

static bool addresses6_is_sound(struct bytes value)
{
    return value.length > 0 && value.length % 16 == 0;
}

static void addresses4_print(struct bytes value, struct buffer *text)
{
    for (size_t at = 0; at < value.length; at += 4) {
        buffer_add_byte(text, at == 0 ? '=' : ',');
        address4_to_text(value.data + at, text);
    }
}

static void addresses6_print(struct bytes value, struct buffer *text)
{
    for (size_t at = 0; at < value.length; at += 16) {
        buffer_add_byte(text, at == 0 ? '=' : ',');
        address6_to_text(value.data + at, text);
    }
}

static const struct svcb_value ipv4hint_value = {addresses4_read, addresses4_is_sound,
                                                 addresses4_print};

static const struct svcb_value ipv6hint_value = {addresses6_read, addresses6_is_sound,
                                                 addresses6_print};

/* mandatory: keys, in any order in the text and ascending in the wire. */

static int compare_keys(const void *a, const void *b)
{
    return memcmp(a, b, 2);
}

static bool keys_read(struct rdata_build *build, struct bytes text)
{
    uint8_t *start = build_end(build);
    struct bytes item;
    while (list_next(&text, &item)) {
        uint16_t key;
        if (!svcb_key_from_text(item, &key)) {
            return value_fail(build);
        }
        if (!build_has_room(build, 2)) {
            return false;
        }
        octets_put16(build_end(build), key);
        build->length += 2;
    }
    qsort(start, (size_t)(build_end(build) - start) / 2, 2, compare_keys);
    return true;
}

static bool keys_is_sound(struct bytes value)
{
    if (!numbers_is_sound(value)) {
        return false;
    }
    unsigned previous = SVCB_MANDATORY; /* which must not list itself: RFC 9460 section 8 */
    for (size_t at = 0; at < value.length; at += 2) {
        unsigned key = octets_get16(value.data + at);
        if (key <= previous) {
            return false;
        }
        previous = key;
    }
    return true;
}

static void keys_print(struct bytes value, struct buffer *text)
{
    for (size_t at = 0; at < value.length; at += 2) {
        buffer_add_byte(text, at == 0 ? '=' : ',');
        svcb_key_to_text(octets_get16(value.data + at), text);
    }
}

static const struct svcb_value mandatory_value = {keys_read, keys_is_sound, keys_print};

/* IANA "DNS Service Bindings (SVCB)", Service Parameter Keys, by key. */
static const struct {
    const char *name;
    const struct svcb_value *value;
} keys[] = {
    {"mandatory", &mandatory_value},     {"alpn", &alpn_value},
    {"no-default-alpn", &nothing_value}, {"port", &port_value},
    {"ipv4hint", &ipv4hint_value},       {"ech", &base64_value},
    {"ipv6hint", &ipv6hint_value},       {"dohpath", &path_value},
    {"ohttp", &nothing_value},           {"tls-supported-groups", &groups_value},
    {"docpath", &docpath_value},         {"pvd", &nothing_value},
};

enum {
    KEY_COUNT = sizeof(keys) / sizeof(keys[0]),
    KEY_DIGITS_MAX = 5,
};

/* keyNNNNN: RFC 9460 section 2.1, no zeros in front. */
static bool key_from_number(struct bytes text, uint16_t *ret_key)
{
    const struct bytes prefix = bytes_from_string("key");
    if (text.length <= prefix.length || text.length > prefix.length + KEY_DIGITS_MAX ||
        memcmp(text.data, prefix.data, prefix.length) != 0) {
        return false;
    }
    struct bytes digits = {text.data + prefix.length, text.length - prefix.length};
    uint64_t key;
    if (!number_from_text(digits, UINT16_MAX, &key) ||
        (digits.data[0] == '0' && digits.length > 1)) {
        return false;
    }
    *ret_key = (uint16_t)key;
    return true;
}

bool svcb_key_from_text(struct bytes text, uint16_t *ret_key)
{
    for (size_t key = 0; key < KEY_COUNT; key++) {
        if (bytes_equal(text, bytes_from_string(keys[key].name))) {
            *ret_key = (uint16_t)key;
            return true;
        }
    }
    return key_from_number(text, ret_key);
}

void svcb_key_to_text(uint16_t key, struct buffer *text)
{
    if (key < SVCB_KEYS_NAMED) {
        buffer_add_string(text, keys[key].name);
    } else {
        buffer_add_format(text, "key%u", (unsigned)key);
    }
}

const struct svcb_value *svcb_key_value(uint16_t key)
{
    return key < KEY_COUNT ? keys[key].value : &svcb_octets;
}
