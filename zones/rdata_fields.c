/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/rdata_fields.h"

#include <assert.h>

/* The letters that rrtypes.def explains. */
static const struct rdata_kind *const kinds[128] = {
    ['n'] = &rdata_name_folded,
    ['N'] = &rdata_name_kept,
    ['b'] = &rdata_number8,
    ['s'] = &rdata_number16,
    ['l'] = &rdata_number32,
    ['L'] = &rdata_number64,
    ['p'] = &rdata_period,
    ['d'] = &rdata_time,
    ['a'] = &rdata_address4,
    ['A'] = &rdata_address6,
    ['c'] = &rdata_string,
    ['C'] = &rdata_strings,
    ['e'] = &rdata_string_optional,
    ['k'] = &rdata_caa_tag,
    ['v'] = &rdata_text_rest,
    ['B'] = &rdata_base64,
    ['Q'] = &rdata_base64_optional,
    ['K'] = &rdata_key,
    ['O'] = &rdata_base64_dash,
    ['H'] = &rdata_hex,
    ['F'] = &rdata_ds_digest,
    ['T'] = &rdata_fingerprint,
    ['M'] = &rdata_zone_digest,
    ['x'] = &rdata_salt,
    ['h'] = &rdata_hash,
    ['y'] = &rdata_type,
    ['Y'] = &rdata_types,
    ['Z'] = &rdata_types_any,
    ['z'] = &rdata_types_nxt,
    ['g'] = &rdata_algorithm,
    ['D'] = &rdata_digest_type,
    ['S'] = &rdata_nsec3_algorithm,
    ['f'] = &rdata_key_flags,
    ['P'] = &rdata_key_protocol,
    ['t'] = &rdata_certificate_type,
    ['q'] = &rdata_dsync_scheme,
    ['i'] = &rdata_ipseckey_gateway,
    ['r'] = &rdata_amtrelay_relay,
    ['6'] = &rdata_a6,
    ['w'] = &rdata_services,
    ['m'] = &rdata_atm_address,
    ['o'] = &rdata_location,
    ['V'] = &rdata_svcb_parameters,
};

const struct rdata_kind *rdata_kind(char letter)
{
    size_t index = (unsigned char)letter;
    assert(index < sizeof(kinds) / sizeof(kinds[0]));
    assert(kinds[index] != NULL);
    return kinds[index];
}

/* Domain names. */

static bool name_read_kept(struct rdata_build *build)
{
    const struct field *field = build_word(build, FLAW_FIELD_NAME);
    if (field == NULL) {
        return false;
    }
    size_t length =
        name_wire_from_text(field_bytes(field), build->origin, build_end(build), &build->flaw);
    if (length == 0) {
        return false;
    }
    build->length += length;
    build->at++;
    return true;
}

static bool name_read_folded(struct rdata_build *build)
{
    size_t start = build->length;
    if (!name_read_kept(build)) {
        return false;
    }
    name_wire_fold(build->reader->wire + start, build->length - start);
    return true;
}

static size_t name_walk(struct bytes wire, size_t at, struct buffer *text)
{
    if (!octets_left(wire, at, 1)) {
        return RDATA_END_NONE;
    }
    size_t length = name_wire_length((struct bytes){wire.data + at, wire.length - at});
    if (length == 0) {
        return RDATA_END_NONE;
    }
    if (text != NULL) {
        name_wire_to_text((struct bytes){wire.data + at, length}, text);
    }
    return at + length;
}

static void name_fold(uint8_t *wire, size_t at, size_t end)
{
    name_wire_fold(wire + at, end - at);
}

const struct rdata_kind rdata_name_folded = {name_read_folded, name_walk, name_fold};
const struct rdata_kind rdata_name_kept = {name_read_kept, name_walk, NULL};
