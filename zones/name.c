/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/name.h"

#include <assert.h>
#include <stdalign.h>

/* The zone's author may be a stranger who wants all names in one slot. Where the system put this
 * program differs from run to run, which makes a seed without any state; nothing that is printed
 * depends on it. */
static uint64_t name_hash_seed(void)
{
    static const char anchor;
    return (uint64_t)(uintptr_t)&anchor * UINT64_C(0x9e3779b97f4a7c15);
}

static uint64_t hash_mix(uint64_t a, uint64_t b)
{
    uint64_t product = (a ^ b) * UINT64_C(0xff51afd7ed558ccd);
    return product ^ (product >> 32);
}

uint32_t name_wire_hash(struct bytes wire)
{
    uint64_t hash = name_hash_seed() ^ wire.length;
    size_t at = 0;
    for (; at + 8 <= wire.length; at += 8) {
        hash = hash_mix(hash, bytes_load8(wire.data + at));
    }
    if (at < wire.length) {
        hash = hash_mix(hash, bytes_load_few(wire.data + at, wire.length - at));
    }
    hash *= UINT64_C(0xc4ceb9fe1a85ec53);
    return (uint32_t)(hash >> 32);
}

const struct name *name_new(struct arena *arena, struct bytes wire)
{
    uint8_t folded[NAME_OCTETS_MAX];
    assert(wire.length <= sizeof(folded));
    memcpy(folded, wire.data, wire.length);
    name_wire_fold(folded, wire.length);
    struct name *name = arena_get_aligned(arena, sizeof(*name) + wire.length, alignof(struct name));
    name_fill(name, (struct bytes){folded, wire.length});
    return name;
}

size_t name_wire_length(struct bytes wire)
{
    for (size_t at = 0; at < wire.length && at < NAME_OCTETS_MAX;) {
        uint8_t label = wire.data[at];
        if (label == 0) {
            return at + 1;
        }
        if (label > LABEL_OCTETS_MAX) {
            return 0;
        }
        at += label + 1U;
    }
    return 0;
}

/* Eight octets at once. Length octets are at most 63 and so never look like a letter. The sums set
 * the top bit of each octet that is at least `A`, and of each above `Z`; none carries over into the
 * next octet, because the top bits are taken away first. */
static uint64_t fold8(uint64_t octets)
{
    const uint64_t each = UINT64_C(0x0101010101010101);
    uint64_t low = octets & 0x7f * each;
    uint64_t from_a = low + (0x80 - 'A') * each;
    uint64_t above_z = low + (0x7f - 'Z') * each;
    uint64_t is_capital = from_a & ~above_z & ~octets & 0x80 * each;
    return octets | is_capital >> 2;
}

/* What was folded stays as it is, so that the last eight octets may begin among those before. */
void name_wire_fold(uint8_t *wire, size_t length)
{
    if (length < 8) {
        for (size_t at = 0; at < length; at++) {
            wire[at] = byte_lower(wire[at]);
        }
        return;
    }
    for (size_t at = 0; at < length - 8; at += 8) {
        bytes_store8(wire + at, fold8(bytes_load8(wire + at)));
    }
    bytes_store8(wire + length - 8, fold8(bytes_load8(wire + length - 8)));
}

bool name_equal(const struct name *a, const struct name *b)
{
    return a == b || bytes_equal(name_wire(a), name_wire(b));
}

struct bytes name_without_labels(const struct name *name, unsigned count)
{
    assert(count <= name->labels);
    size_t at = 0;
    for (unsigned i = 0; i < count; i++) {
        at += name->wire[at] + 1U;
    }
    return (struct bytes){name->wire + at, name->length - at};
}

bool name_is_within(const struct name *name, const struct name *ancestor)
{
    if (name->labels < ancestor->labels || name->length < ancestor->length) {
        return false;
    }
    return bytes_equal(name_without_labels(name, (unsigned)(name->labels - ancestor->labels)),
                       name_wire(ancestor));
}

/* Where each label begins; the root is not among them. */
static unsigned label_starts(const struct name *name, uint8_t starts[128])
{
    unsigned count = 0;
    for (unsigned at = 0; name->wire[at] != 0; at += name->wire[at] + 1U) {
        starts[count++] = (uint8_t)at;
    }
    return count;
}

unsigned name_common_labels(const struct name *a, const struct name *b)
{
    uint8_t starts_a[128];
    uint8_t starts_b[128];
    unsigned left_a = label_starts(a, starts_a);
    unsigned left_b = label_starts(b, starts_b);
    unsigned common = 0;
    while (left_a > 0 && left_b > 0) {
        const uint8_t *label_a = a->wire + starts_a[--left_a];
        const uint8_t *label_b = b->wire + starts_b[--left_b];
        if (label_a[0] != label_b[0] || memcmp(label_a + 1, label_b + 1, label_a[0]) != 0) {
            break;
        }
        common++;
    }
    return common;
}

int name_compare(const struct name *a, const struct name *b)
{
    uint8_t starts_a[128];
    uint8_t starts_b[128];
    unsigned left_a = label_starts(a, starts_a);
    unsigned left_b = label_starts(b, starts_b);
    while (left_a > 0 && left_b > 0) {
        const uint8_t *label_a = a->wire + starts_a[--left_a];
        const uint8_t *label_b = b->wire + starts_b[--left_b];
        size_t shorter = label_a[0] < label_b[0] ? label_a[0] : label_b[0];
        int order = memcmp(label_a + 1, label_b + 1, shorter);
        if (order != 0) {
            return order;
        }
        if (label_a[0] != label_b[0]) {
            return label_a[0] < label_b[0] ? -1 : 1;
        }
    }
    return (left_a > 0) - (left_b > 0);
}

bool name_is_root(const struct name *name)
{
    return name->length == 1;
}

bool name_is_wildcard(const struct name *name)
{
    return name->wire[0] == 1 && name->wire[1] == '*';
}
