/* SPDX-License-Identifier: BSD-3-Clause */
/* Fields of text: character-strings (RFC 1035 section 3.3) and what CAA and URI have. */
#include "zones/rdata_fields.h"

enum { STRING_OCTETS_MAX = 255 };

/* Runs without a backslash are taken as they are. */
bool build_octets(struct rdata_build *build, struct bytes text, size_t max, enum flaw_kind flaw)
{
    size_t end = build->length + max;
    for (size_t at = 0; at < text.length;) {
        const uint8_t *run = text.data + at;
        const uint8_t *backslash = memchr(run, '\\', text.length - at);
        size_t octets = backslash == NULL ? text.length - at : (size_t)(backslash - run);
        if (octets > end - build->length) {
            return build_fail(build, flaw);
        }
        memcpy(build_end(build), run, octets);
        build->length += octets;
        at += octets;
        uint8_t octet;
        if (at == text.length) {
            break;
        }
        if (!octet_from_text(text, &at, &octet)) {
            return build_fail(build, FLAW_ESCAPE);
        }
        if (build->length == end) {
            return build_fail(build, flaw);
        }
        *build_end(build) = octet;
        build->length++;
    }
    return true;
}

static bool string_read(struct rdata_build *build)
{
    if (build->at == build->field_count) {
        return build_fail(build, FLAW_FIELD_MISSING);
    }
    const struct field *field = &build->fields[build->at];
    if (!build_has_room(build, 1 + STRING_OCTETS_MAX)) {
        return false;
    }
    uint8_t *length_octet = build_end(build);
    size_t start = ++build->length;
    if (field->escaped) {
        if (!build_octets(build, field_bytes(field), STRING_OCTETS_MAX, FLAW_STRING_TOO_LONG)) {
            return false;
        }
    } else {
        if (field->length > STRING_OCTETS_MAX) {
            return build_fail(build, FLAW_STRING_TOO_LONG);
        }
        if (field->length > 0) {
            memcpy(build_end(build), field->text, field->length);
        }
        build->length += field->length;
    }
    *length_octet = (uint8_t)(build->length - start);
    build->at++;
    return true;
}

static bool strings_read(struct rdata_build *build)
{
    do {
        if (!string_read(build)) {
            return false;
        }
    } while (build->at < build->field_count);
    return true;
}

static bool string_optional_read(struct rdata_build *build)
{
    return build->at == build->field_count || string_read(build);
}

void quoted_octet_to_text(uint8_t octet, struct buffer *text)
{
    if (octet == '"' || octet == '\\') {
        buffer_add_byte(text, '\\');
        buffer_add_byte(text, octet);
    } else if (octet < ' ' || octet > '~') {
        buffer_add_format(text, "\\%03u", (unsigned)octet);
    } else {
        buffer_add_byte(text, octet);
    }
}

void quoted_to_text(struct bytes octets, struct buffer *text)
{
    buffer_add_byte(text, '"');
    for (size_t i = 0; i < octets.length; i++) {
        quoted_octet_to_text(octets.data[i], text);
    }
    buffer_add_byte(text, '"');
}

static size_t string_walk(struct bytes wire, size_t at, struct buffer *text)
{
    if (!octets_left(wire, at, 1) || !octets_left(wire, at + 1, wire.data[at])) {
        return RDATA_END_NONE;
    }
    struct bytes string = {wire.data + at + 1, wire.data[at]};
    if (text != NULL) {
        quoted_to_text(string, text);
    }
    return at + 1 + string.length;
}

static size_t strings_walk(struct bytes wire, size_t at, struct buffer *text)
{
    at = string_walk(wire, at, text);
    while (at < wire.length) {
        if (text != NULL) {
            buffer_add_byte(text, ' ');
        }
        at = string_walk(wire, at, text);
    }
    return at;
}

static size_t string_optional_walk(struct bytes wire, size_t at, struct buffer *text)
{
    return at == wire.length ? at : string_walk(wire, at, text);
}

const struct rdata_kind rdata_string = {string_read, string_walk, NULL};
const struct rdata_kind rdata_strings = {strings_read, strings_walk, NULL};
const struct rdata_kind rdata_string_optional = {string_optional_read, string_optional_walk, NULL};

/* RFC 8659 section 4.1: ASCII letters and digits. In what case is left alone, as BIND does. */
static bool tag_is_sound(struct bytes tag)
{
    for (size_t i = 0; i < tag.length; i++) {
        uint8_t lower = byte_lower(tag.data[i]);
        if (!byte_is_digit(lower) && (lower < 'a' || lower > 'z')) {
            return false;
        }
    }
    return tag.length > 0;
}

static bool tag_read(struct rdata_build *build)
{
    const struct field *field = build_word(build, FLAW_FIELD_TAG);
    if (field == NULL) {
        return false;
    }
    if (!tag_is_sound(field_bytes(field)) || field->length > STRING_OCTETS_MAX) {
        return build_fail(build, FLAW_FIELD_TAG);
    }
    return string_read(build);
}

static size_t tag_walk(struct bytes wire, size_t at, struct buffer *text)
{
    size_t end = string_walk(wire, at, NULL);
    if (end == RDATA_END_NONE) {
        return RDATA_END_NONE;
    }
    struct bytes tag = {wire.data + at + 1, wire.data[at]};
    if (!tag_is_sound(tag)) {
        return RDATA_END_NONE;
    }
    if (text != NULL) {
        buffer_add(text, tag);
    }
    return end;
}

const struct rdata_kind rdata_caa_tag = {tag_read, tag_walk, NULL};

/* RFC 8659 section 4.1.1, RFC 7553 section 4.4. URI targets without quotes, which NSD and Knot
 * read, are taken too. */
static bool text_rest_read(struct rdata_build *build)
{
    if (build->at == build->field_count) {
        return build_fail(build, FLAW_FIELD_MISSING);
    }
    struct bytes text = field_bytes(&build->fields[build->at]);
    if (!build_octets(build, text, RDATA_BYTES_MAX - build->length, FLAW_RDATA_TOO_LONG)) {
        return false;
    }
    build->at++;
    return true;
}

static size_t text_rest_walk(struct bytes wire, size_t at, struct buffer *text)
{
    if (!octets_left(wire, at, 0)) {
        return RDATA_END_NONE;
    }
    if (text != NULL) {
        quoted_to_text((struct bytes){wire.data + at, wire.length - at}, text);
    }
    return wire.length;
}

const struct rdata_kind rdata_text_rest = {text_rest_read, text_rest_walk, NULL};
