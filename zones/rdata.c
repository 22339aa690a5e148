/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/rdata.h"

#include <assert.h>

#include "zones/rdata_fields.h"
#include "zones/rdata_ldns.h"

/* The data by the layout of its type. */
static bool layout_read(const char *layout, struct rdata_build *build)
{
    for (; *layout != '\0'; layout++) {
        if (!rdata_kind(*layout)->read(build)) {
            return false;
        }
        if (build->length > RDATA_BYTES_MAX) {
            build->at--;
            return build_fail(build, FLAW_RDATA_TOO_LONG);
        }
    }
    return true;
}

/* Whether `wire` is the data that the layout describes; adds its text to `text` unless that is
 * NULL. */
static bool layout_walk(const char *layout, struct bytes wire, struct buffer *text)
{
    size_t at = 0;
    for (bool first = true; *layout != '\0'; layout++, first = false) {
        size_t start = text == NULL ? 0 : text->length;
        if (text != NULL && !first) {
            buffer_add_byte(text, ' ');
        }
        at = rdata_kind(*layout)->walk(wire, at, text);
        if (at == RDATA_END_NONE) {
            return false;
        }
        if (text != NULL && !first && text->length == start + 1) {
            text->length = start; /* a field that may be nothing, and is */
        }
    }
    return at == wire.length;
}

static void layout_fold(const char *layout, uint8_t *wire, size_t length)
{
    size_t at = 0;
    for (; *layout != '\0'; layout++) {
        const struct rdata_kind *kind = rdata_kind(*layout);
        size_t end = kind->walk((struct bytes){wire, length}, at, NULL);
        if (kind->fold != NULL) {
            kind->fold(wire, at, end);
        }
        at = end;
    }
}

/* RFC 3597 section 5. */

/* BIND reads \# as a word of a TXT when no number follows. */
static bool fields_are_generic(const struct rrtype *type,
                               const struct field *fields,
                               size_t field_count)
{
    if (field_count == 0 || fields[0].quoted || fields[0].length != 2 ||
        memcmp(fields[0].text, "\\#", 2) != 0) {
        return false;
    }
    bool strings = type != NULL && type->layout != NULL && type->layout[0] == 'C';
    uint64_t length;
    return !strings || (field_count > 1 && !fields[1].quoted &&
                        number_from_text(field_bytes(&fields[1]), UINT64_MAX, &length));
}

/* The type's own converter is the judge of data that somebody wrote as octets. */
static bool generic_is_sound(const struct rrtype *type, uint16_t code, struct bytes wire)
{
    if (type != NULL && type->layout != NULL) {
        return layout_walk(type->layout, wire, NULL);
    }
    return !rdata_ldns_serves(code) || rdata_ldns_walk(code, wire, NULL);
}

static bool generic_read(const struct rrtype *type, uint16_t code, struct rdata_build *build)
{
    const size_t length_field = 1;
    build->at = length_field;
    const struct field *field = build_word(build, FLAW_FIELD_NUMBER);
    uint64_t length;
    if (field == NULL) {
        return false;
    }
    if (!number_from_text(field_bytes(field), RDATA_BYTES_MAX, &length)) {
        return build_fail(build, FLAW_FIELD_NUMBER);
    }
    build->at++;
    if (!build_hex_rest(build)) {
        return false;
    }
    if (build->length != length) {
        build->at = length_field;
        return build_fail(build, FLAW_GENERIC_LENGTH);
    }
    struct rdata_reader *reader = build->reader;
    if (!generic_is_sound(type, code, (struct bytes){reader->wire, build->length})) {
        build->at = build->field_count > 2 ? 2 : length_field;
        return build_fail(build, FLAW_GENERIC_FORM);
    }
    if (type != NULL && type->layout != NULL) {
        layout_fold(type->layout, reader->wire, build->length);
    }
    return true;
}

static void generic_to_text(struct bytes wire, struct buffer *text)
{
    buffer_add_format(text, "\\# %zu", wire.length);
    if (wire.length > 0) {
        buffer_add_byte(text, ' ');
        hex_to_text(wire, text);
    }
}

bool rdata_read(struct rdata_reader *reader,
                uint16_t type,
                const struct field *fields,
                size_t field_count,
                const struct name *origin,
                struct rdata_flaw *flaw)
{
    const struct rrtype *row = rrtype_find(type);
    struct rdata_build build = {
        .reader = reader,
        .origin = origin,
        .fields = fields,
        .field_count = field_count,
    };
    bool good;
    if (fields_are_generic(row, fields, field_count)) {
        good = generic_read(row, type, &build);
    } else if (row != NULL && row->layout != NULL) {
        good = layout_read(row->layout, &build);
    } else if (rdata_ldns_serves(type)) {
        good = rdata_ldns_read(type, &build);
    } else {
        good = build_fail(&build, field_count == 0 ? FLAW_FIELD_MISSING : FLAW_FIELD_OTHER);
    }
    if (good && build.at < field_count) {
        good = build_fail(&build, FLAW_FIELD_EXTRA);
    }
    if (!good) {
        *flaw = (struct rdata_flaw){.kind = build.flaw, .field = build.at};
        return false;
    }
    reader->length = (uint32_t)build.length;
    return true;
}

/* A type with RRTYPE_RECENT has no text but the generic one, because its mnemonic has none. */
static bool known_to_text(uint16_t type, struct bytes wire, struct buffer *text)
{
    const struct rrtype *row = rrtype_find(type);
    if (row != NULL && (row->flags & RRTYPE_RECENT) != 0) {
        return false;
    }
    if (row != NULL && row->layout != NULL) {
        return layout_walk(row->layout, wire, text);
    }
    return rdata_ldns_serves(type) && rdata_ldns_walk(type, wire, text);
}

void rdata_to_text(uint16_t type, struct bytes wire, struct buffer *text)
{
    size_t start = text->length;
    if (!known_to_text(type, wire, text)) {
        text->length = start;
        generic_to_text(wire, text);
    }
}

struct soa_data soa_data_from_wire(struct bytes wire)
{
    size_t at = name_wire_length(wire);
    at += name_wire_length((struct bytes){wire.data + at, wire.length - at});
    assert(at + 20 == wire.length);
    const uint8_t *numbers = wire.data + at;
    return (struct soa_data){
        .serial = octets_get32(numbers),
        .refresh_seconds = octets_get32(numbers + 4),
        .retry_seconds = octets_get32(numbers + 8),
        .expire_seconds = octets_get32(numbers + 12),
        .minimum_seconds = octets_get32(numbers + 16),
        .serial_offset = at,
    };
}
