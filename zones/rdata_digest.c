/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/rdata_fields.h"

/* Digests, in hexadecimal up to the end of the data. The octet in front names the kind of digest,
 * and with it how long it is: one that was cut off by a copy in haste looks like any other, and
 * BIND refuses the zone. */
struct digest_lengths {
    uint8_t octets[5]; /* of the kinds with a length of their own; 0 for others */
    uint8_t octets_min;
};

static bool digest_length_is_right(const struct digest_lengths *lengths,
                                   uint8_t kind,
                                   size_t length)
{
    uint8_t octets = kind < sizeof(lengths->octets) ? lengths->octets[kind] : 0;
    return octets == 0 ? length >= lengths->octets_min : length == octets;
}

static bool digest_read(struct rdata_build *build, const struct digest_lengths *lengths)
{
    size_t start = build->length;
    size_t first_field = build->at;
    if (!rdata_hex.read(build)) {
        return false;
    }
    uint8_t kind = build->reader->wire[start - 1];
    if (!digest_length_is_right(lengths, kind, build->length - start)) {
        build->at = first_field;
        return build_fail(build, FLAW_FIELD_OTHER);
    }
    return true;
}

static size_t digest_walk(struct bytes wire,
                          size_t at,
                          struct buffer *text,
                          const struct digest_lengths *lengths)
{
    if (at > wire.length || !digest_length_is_right(lengths, wire.data[at - 1], wire.length - at)) {
        return RDATA_END_NONE;
    }
    return rdata_hex.walk(wire, at, text);
}

/* RFC 3658 section 2.4 (SHA-1), RFC 4509 section 2.2 (SHA-256), RFC 6605 section 2 (SHA-384). */
static const struct digest_lengths ds_lengths = {.octets = {[1] = 20, [2] = 32, [4] = 48}};

static bool ds_read(struct rdata_build *build)
{
    return digest_read(build, &ds_lengths);
}

static size_t ds_walk(struct bytes wire, size_t at, struct buffer *text)
{
    return digest_walk(wire, at, text, &ds_lengths);
}

const struct rdata_kind rdata_ds_digest = {ds_read, ds_walk, NULL};

/* RFC 4255 section 3.1.3 (SHA-1), RFC 6594 (SHA-256). */
static const struct digest_lengths sshfp_lengths = {.octets = {[1] = 20, [2] = 32}};

static bool sshfp_read(struct rdata_build *build)
{
    return digest_read(build, &sshfp_lengths);
}

static size_t sshfp_walk(struct bytes wire, size_t at, struct buffer *text)
{
    return digest_walk(wire, at, text, &sshfp_lengths);
}

const struct rdata_kind rdata_fingerprint = {sshfp_read, sshfp_walk, NULL};

/* RFC 8976 section 2.2.4: SHA-384 and SHA-512, and no digest of less than 12 octets. */
static const struct digest_lengths zonemd_lengths = {.octets = {[1] = 48, [2] = 64},
                                                     .octets_min = 12};

static bool zonemd_read(struct rdata_build *build)
{
    return digest_read(build, &zonemd_lengths);
}

static size_t zonemd_walk(struct bytes wire, size_t at, struct buffer *text)
{
    return digest_walk(wire, at, text, &zonemd_lengths);
}

const struct rdata_kind rdata_zone_digest = {zonemd_read, zonemd_walk, NULL};
