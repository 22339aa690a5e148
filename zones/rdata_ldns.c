/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/rdata_ldns.h"

#include <assert.h>
#include <stdlib.h>

#include "zones/base/memory.h"
#include "zones/ldns_library.h"

/* ldns converts field by field: ldns_rr_new_frm_str() takes owners for TTLs and quotes for letters,
 * and it makes relative names absolute at the root. It is lenient inside of fields too, so what
 * servers refuse is refused here, before ldns sees it. And it is right for these types only: 1.8.3
 * has no format octet for ATMA and no bounds for LOC, reads unknown services of WKS as port 0, does
 * not take an IPSECKEY whose key has a blank in it, a KEY without a key or text for NXT and A6. */

bool rdata_ldns_serves(uint16_t type)
{
    switch (type) {
    case LDNS_RR_TYPE_NSAP:
    case LDNS_RR_TYPE_APL:
    case LDNS_RR_TYPE_HIP:
    case LDNS_RR_TYPE_NID:
    case LDNS_RR_TYPE_L64:
    case LDNS_RR_TYPE_EUI48:
    case LDNS_RR_TYPE_EUI64:
        return true;
    default:
        return false;
    }
}

/* APL: RFC 3123. */

enum apl_family {
    APL_IPV4 = 1,
    APL_IPV6 = 2,
};

/* Splits [!]family:address/prefix. BIND knows two families and wants whole addresses and a prefix
 * that fits. */
static bool apl_text_is_sound(struct bytes text)
{
    if (text.length > 0 && text.data[0] == '!') {
        text = (struct bytes){text.data + 1, text.length - 1};
    }
    const uint8_t *colon = memchr(text.data, ':', text.length);
    const uint8_t *slash = memrchr(text.data, '/', text.length);
    if (colon == NULL || slash == NULL || slash < colon) {
        return false;
    }
    struct bytes address = {colon + 1, (size_t)(slash - colon) - 1};
    struct bytes bits = {slash + 1, (size_t)(text.data + text.length - slash) - 1};
    uint8_t octets[16];
    uint64_t family;
    uint64_t prefix;
    if (!number_from_text((struct bytes){text.data, (size_t)(colon - text.data)}, UINT16_MAX,
                          &family)) {
        return false;
    }
    switch (family) {
    case APL_IPV4:
        return address4_from_text(address, octets) && number_from_text(bits, 32, &prefix);
    case APL_IPV6:
        return address6_from_text(address, octets) && number_from_text(bits, 128, &prefix);
    default:
        return false;
    }
}

/* RFC 3123 section 4: items of family, prefix, length (with a bit for the !), and octets without
 * zeros at the end. Families to come have no text yet. */
static bool apl_wire_is_sound(struct bytes items, bool for_text)
{
    for (size_t at = 0; at < items.length;) {
        if (!octets_left(items, at, 4)) {
            return false;
        }
        const uint8_t *item = items.data + at;
        unsigned family = octets_get16(item);
        unsigned prefix = item[2];
        size_t length = item[3] & 0x7f;
        at += 4 + length;
        if (at > items.length || (length > 0 && items.data[at - 1] == 0)) {
            return false;
        }
        if (family == APL_IPV4   ? prefix > 32 || length > 4
            : family == APL_IPV6 ? prefix > 128 || length > 16
                                 : for_text) {
            return false;
        }
    }
    return true;
}

/* NSAP: RFC 1706 section 7: 0x and digits, with dots where one likes. ldns adds a digit to an odd
 * number of them. */
static bool nsap_text_is_sound(struct bytes text)
{
    size_t digits = 0;
    for (size_t i = 2; i < text.length; i++) {
        unsigned digit;
        if (hex_digit(text.data[i], &digit)) {
            digits++;
        } else if (text.data[i] != '.') {
            return false;
        }
    }
    return text.length > 2 && text.data[0] == '0' && text.data[1] == 'x' && digits > 0 &&
           digits % 2 == 0;
}

/* RFC 7043 sections 3.2 and 4.2: digits between dashes. ldns reads them with sscanf(), to which a
 * second dash is a sign. */
static bool eui_text_is_sound(struct bytes text)
{
    bool after_digit = false;
    for (size_t i = 0; i < text.length; i++) {
        unsigned digit;
        bool is_digit = hex_digit(text.data[i], &digit);
        if (!is_digit && !(text.data[i] == '-' && after_digit)) {
            return false;
        }
        after_digit = is_digit;
    }
    return after_digit;
}

/* ldns reads the algorithm of a HIP with sscanf() too. */
static bool hip_text_is_sound(struct bytes algorithm)
{
    uint64_t number;
    return number_from_text(algorithm, UINT8_MAX, &number);
}

static bool text_is_sound(ldns_rdf_type kind, struct bytes text)
{
    if (memchr(text.data, '\0', text.length) != NULL) {
        return false; /* ldns takes C strings */
    }
    if (kind == LDNS_RDF_TYPE_APL) {
        return apl_text_is_sound(text);
    }
    if (kind == LDNS_RDF_TYPE_NSAP) {
        return nsap_text_is_sound(text);
    }
    if (kind == LDNS_RDF_TYPE_HIP) {
        return hip_text_is_sound(text);
    }
    if (kind == LDNS_RDF_TYPE_EUI48 || kind == LDNS_RDF_TYPE_EUI64) {
        return eui_text_is_sound(text);
    }
    return true;
}

/* Joins `count` fields with blanks into a new C string. */
static char *fields_join(const struct field *fields, size_t count)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        length += fields[i].length + (size_t)1;
    }
    char *text = memory_get(length);
    char *end = text;
    for (size_t i = 0; i < count; i++) {
        memcpy(end, fields[i].text, fields[i].length);
        end += fields[i].length;
        *end++ = i + 1 < count ? ' ' : '\0';
    }
    return text;
}

/* Takes the fields that make one field of ldns: three for HIP (algorithm, identity tag, key). */
static bool field_read(struct rdata_build *build, ldns_rdf_type kind)
{
    const struct ldns_library *ldns = ldns_library();
    size_t first = build->at;
    size_t count = kind == LDNS_RDF_TYPE_HIP ? 3 : 1;
    for (; build->at < first + count; build->at++) {
        const struct field *field = build_word(build, FLAW_FIELD_OTHER);
        if (field == NULL) {
            return false;
        }
        if (build->at == first && !text_is_sound(kind, field_bytes(field))) {
            return build_fail(build, FLAW_FIELD_OTHER);
        }
    }
    char *text = fields_join(&build->fields[first], count);
    ldns_rdf *rdf = ldns->rdf_new_frm_str(kind, text);
    free(text);
    if (rdf == NULL) {
        build->at = first;
        return build_fail(build, FLAW_FIELD_OTHER);
    }
    bool fits = build_has_room(build, ldns->rdf_size(rdf));
    if (fits) {
        memcpy(build_end(build), ldns->rdf_data(rdf), ldns->rdf_size(rdf));
        build->length += ldns->rdf_size(rdf);
    }
    ldns->rdf_deep_free(rdf);
    return fits;
}

/* ldns reads no more fields of one record back from wire form; only a HIP, with its servers, can
 * have more of them. */
enum { HIP_FIELDS_MAX = 256 };

bool rdata_ldns_read(uint16_t type, struct rdata_build *build)
{
    assert(rdata_ldns_serves(type));
    const struct ldns_library *ldns = ldns_library();
    const ldns_rr_descriptor *descriptor = ldns->rr_descript(type);
    size_t minimum = ldns->rr_descriptor_minimum(descriptor);
    size_t maximum = ldns->rr_descriptor_maximum(descriptor);
    if (type == LDNS_RR_TYPE_HIP && maximum > HIP_FIELDS_MAX) {
        maximum = HIP_FIELDS_MAX;
    }
    for (size_t i = 0; i < maximum && (i < minimum || build->at < build->field_count); i++) {
        ldns_rdf_type kind = ldns->rr_descriptor_field_type(descriptor, i);
        bool good = kind == LDNS_RDF_TYPE_INT16   ? rdata_number16.read(build)
                    : kind == LDNS_RDF_TYPE_DNAME ? rdata_name_kept.read(build)
                                                  : field_read(build, kind);
        if (!good) {
            return false;
        }
        if (build->length > RDATA_BYTES_MAX) {
            build->at--;
            return build_fail(build, FLAW_RDATA_TOO_LONG);
        }
    }
    return true;
}

/* The octets of a field, which ldns cut out of the data. */
static bool octets_are_sound(ldns_rdf_type kind, struct bytes octets, bool for_text)
{
    if (kind == LDNS_RDF_TYPE_APL) {
        return apl_wire_is_sound(octets, for_text);
    }
    if (kind == LDNS_RDF_TYPE_HIP) {
        return octets.data[0] > 0 && octets_get16(octets.data + 2) > 0;
    }
    if (kind == LDNS_RDF_TYPE_DNAME) {
        return name_wire_length(octets) == octets.length;
    }
    return octets.length > 0;
}

static bool field_to_text(const ldns_rdf *rdf, struct buffer *text)
{
    const struct ldns_library *ldns = ldns_library();
    struct bytes octets = {ldns->rdf_data(rdf), ldns->rdf_size(rdf)};
    if (ldns->rdf_get_type(rdf) == LDNS_RDF_TYPE_DNAME) {
        name_wire_to_text(octets, text);
        return true;
    }
    char *string = ldns->rdf2str(rdf);
    if (string == NULL) {
        return false;
    }
    size_t length = strlen(string);
    while (length > 0 && string[length - 1] == ' ') {
        length--; /* behind each item of an APL */
    }
    buffer_add(text, (struct bytes){(const uint8_t *)string, length});
    free(string);
    return true;
}

static bool record_walk(const ldns_rr *record,
                        size_t minimum,
                        struct bytes wire,
                        struct buffer *text)
{
    const struct ldns_library *ldns = ldns_library();
    size_t length = 0;
    for (size_t i = 0; i < ldns->rr_rd_count(record); i++) {
        const ldns_rdf *rdf = ldns->rr_rdf(record, i);
        struct bytes octets = {ldns->rdf_data(rdf), ldns->rdf_size(rdf)};
        if (!octets_are_sound(ldns->rdf_get_type(rdf), octets, text != NULL)) {
            return false;
        }
        length += octets.length;
        if (text != NULL && i > 0) {
            buffer_add_byte(text, ' ');
        }
        if (text != NULL && !field_to_text(rdf, text)) {
            return false;
        }
    }
    return length == wire.length && ldns->rr_rd_count(record) >= minimum;
}

bool rdata_ldns_walk(uint16_t type, struct bytes wire, struct buffer *text)
{
    assert(rdata_ldns_serves(type));
    const struct ldns_library *ldns = ldns_library();
    uint8_t *copy = memory_get(2 + wire.length); /* with the length in front, as in a message */
    octets_put16(copy, (uint32_t)wire.length);
    memcpy(copy + 2, wire.data, wire.length);
    ldns_rr *record = ldns->rr_new();
    bool good = record != NULL;
    if (good) {
        size_t at = 0;
        ldns->rr_set_type(record, (ldns_rr_type)type);
        good =
            ldns->wire2rdf(record, copy, 2 + wire.length, &at) == LDNS_STATUS_OK &&
            record_walk(record, ldns->rr_descriptor_minimum(ldns->rr_descript(type)), wire, text);
        ldns->rr_free(record);
    }
    free(copy);
    return good;
}
