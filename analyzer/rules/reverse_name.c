/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/rules/reverse_name.h"

#include <assert.h>

static const uint8_t in_addr_arpa[] = "\7in-addr\4arpa";
static const uint8_t ip6_arpa[] = "\3ip6\4arpa";

enum { IPV4_LABELS = 4, IPV6_LABELS = 32, SUFFIX_LABELS = 2 };

static bool name_has_suffix(const struct name *name, unsigned labels_in_front, struct bytes suffix)
{
    return name->labels == labels_in_front + SUFFIX_LABELS &&
           bytes_equal(name_without_labels(name, labels_in_front), suffix);
}

bool name_is_reverse(const struct name *name)
{
    if (name->labels < SUFFIX_LABELS) {
        return false;
    }
    struct bytes suffix = name_without_labels(name, name->labels - SUFFIX_LABELS);
    return bytes_equal(suffix, (struct bytes){in_addr_arpa, sizeof(in_addr_arpa)}) ||
           bytes_equal(suffix, (struct bytes){ip6_arpa, sizeof(ip6_arpa)});
}

/* A decimal octet without a leading zero, as it is written in these names. */
static bool octet_from_label(const uint8_t *label, uint8_t *ret_octet)
{
    unsigned value = 0;
    if (label[0] < 1 || label[0] > 3 || (label[0] > 1 && label[1] == '0')) {
        return false;
    }
    for (size_t i = 1; i <= label[0]; i++) {
        if (!byte_is_digit(label[i])) {
            return false;
        }
        value = value * 10 + (label[i] - '0');
    }
    *ret_octet = (uint8_t)value;
    return value <= 255;
}

static bool nibble_from_label(const uint8_t *label, uint8_t *ret_nibble)
{
    if (label[0] != 1) {
        return false;
    }
    if (byte_is_digit(label[1])) {
        *ret_nibble = (uint8_t)(label[1] - '0');
        return true;
    }
    *ret_nibble = (uint8_t)(label[1] - 'a' + 10);
    return label[1] >= 'a' && label[1] <= 'f';
}

bool reverse_address_from_name(const struct name *name, struct reverse_address *ret_address)
{
    const uint8_t *label = name->wire;
    *ret_address = (struct reverse_address){.type = TYPE_A};
    if (name_has_suffix(name, IPV4_LABELS, (struct bytes){in_addr_arpa, sizeof(in_addr_arpa)})) {
        for (size_t i = IPV4_LABELS; i > 0; i--, label += label[0] + 1) {
            if (!octet_from_label(label, &ret_address->octets[i - 1])) {
                return false;
            }
        }
        return true;
    }
    ret_address->type = TYPE_AAAA;
    if (!name_has_suffix(name, IPV6_LABELS, (struct bytes){ip6_arpa, sizeof(ip6_arpa)})) {
        return false;
    }
    for (size_t i = IPV6_LABELS; i > 0; i--, label += label[0] + 1) {
        uint8_t nibble;
        if (!nibble_from_label(label, &nibble)) {
            return false;
        }
        ret_address->octets[(i - 1) / 2] |= (uint8_t)(i % 2 == 1 ? nibble << 4 : nibble);
    }
    return true;
}

/* Writes an octet as the label of its decimal number. Returns how many octets that takes. */
static size_t octet_to_label(uint8_t octet, uint8_t *label)
{
    size_t digits = octet >= 100 ? 3 : octet >= 10 ? 2 : 1;
    label[0] = (uint8_t)digits;
    for (size_t i = digits; i > 0; i--) {
        label[i] = (uint8_t)('0' + octet % 10);
        octet /= 10;
    }
    return digits + 1;
}

size_t reverse_address_to_wire(const struct reverse_address *address, uint8_t *wire)
{
    size_t length = 0;
    if (address->type == TYPE_A) {
        for (size_t i = IPV4_LABELS; i > 0; i--) {
            length += octet_to_label(address->octets[i - 1], wire + length);
        }
        memcpy(wire + length, in_addr_arpa, sizeof(in_addr_arpa));
        return length + sizeof(in_addr_arpa);
    }
    for (size_t i = IPV6_LABELS; i > 0; i--) {
        uint8_t octet = address->octets[(i - 1) / 2];
        wire[length++] = 1;
        wire[length++] = (uint8_t) "0123456789abcdef"[i % 2 == 1 ? octet >> 4 : octet & 0xf];
    }
    memcpy(wire + length, ip6_arpa, sizeof(ip6_arpa));
    return length + sizeof(ip6_arpa);
}

struct reverse_address reverse_address_from_record(const struct zone *zone,
                                                   const struct record *record)
{
    struct reverse_address address = {.type = record->type};
    struct bytes wire = record_wire(zone, record, NULL);
    assert(wire.length == reverse_address_octets(&address));
    memcpy(address.octets, wire.data, wire.length);
    return address;
}

enum ownership node_owns_address(const struct zone *zone,
                                 const struct node *node,
                                 const struct reverse_address *address)
{
    if (node == NULL) {
        return OWNERSHIP_NONE;
    }
    struct bytes octets = {address->octets, reverse_address_octets(address)};
    unsigned searched = 0;
    for (uint32_t i = node->first; i != RECORD_NONE; i = zone->records.items[i].next) {
        const struct record *record = &zone->records.items[i];
        if (record->type == address->type && bytes_equal(record_wire(zone, record, NULL), octets)) {
            return OWNERSHIP_PROVEN;
        }
        if (++searched > HOST_RECORDS_MAX) {
            return OWNERSHIP_UNKNOWN;
        }
    }
    return OWNERSHIP_NONE;
}

enum ownership answer_owns_address(const struct answer *answer,
                                   const struct reverse_address *address)
{
    const struct external_name *external = answer->external;
    if (external == NULL) {
        return node_owns_address(answer->zone, answer->node, address);
    }
    if (external->kind == EXTERNAL_TRUSTED) {
        return OWNERSHIP_UNKNOWN;
    }
    struct external_address wanted = {.type = address->type};
    memcpy(wanted.octets, address->octets, sizeof(wanted.octets));
    return external_name_has_address(external, &wanted) ? OWNERSHIP_PROVEN : OWNERSHIP_NONE;
}
