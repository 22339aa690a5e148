/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/name.h"

#include <assert.h>
#include <stdalign.h>
#include <stdlib.h>

#include "zones/base/memory.h"
#include "zones/base/vector.h"
#include "zones/octet.h"
#include "zones/zone.h"

/* Names lie one behind the other in blocks and are found through slots of eight bytes: the hash,
 * so that most misses cost no look at the name, and where the name is, in units of its alignment. A
 * name of a delegation zone costs about 45 bytes in all. */
enum {
    NAME_ALIGNMENT = alignof(struct name),
    NAME_BLOCK_UNITS = 1 << 16, /* 256 KiB */
    NAME_SLOTS_MIN = 64,
};

struct name_slot {
    uint32_t hash;
    uint32_t place; /* of the name, plus one; 0 marks a free slot */
};

struct name_table {
    VECTOR(uint8_t *) blocks;
    size_t block_used; /* units of the newest block */
    size_t block_size; /* units of the newest block */
    struct name_slot *slots;
    size_t slot_count; /* a power of two */
    size_t count;
};

struct name_table *name_table_new(void)
{
    struct name_table *table = memory_get_zeroed(1, sizeof(*table));
    table->slot_count = NAME_SLOTS_MIN;
    table->slots = memory_get_zeroed(table->slot_count, sizeof(*table->slots));
    return table;
}

void name_table_free(struct name_table *table)
{
    if (table == NULL) {
        return;
    }
    for (size_t i = 0; i < table->blocks.count; i++) {
        free(table->blocks.items[i]);
    }
    VECTOR_FREE(&table->blocks);
    free(table->slots);
    free(table);
}

size_t name_table_count(const struct name_table *table)
{
    return table->count;
}

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
        uint64_t word;
        memcpy(&word, wire.data + at, 8);
        hash = hash_mix(hash, word);
    }
    if (at < wire.length) {
        uint64_t word = 0;
        memcpy(&word, wire.data + at, wire.length - at);
        hash = hash_mix(hash, word);
    }
    hash *= UINT64_C(0xc4ceb9fe1a85ec53);
    return (uint32_t)(hash >> 32);
}

static struct name *name_at(const struct name_table *table, uint32_t place)
{
    size_t units = place - 1;
    uint8_t *block = table->blocks.items[units / NAME_BLOCK_UNITS];
    return (void *)(block + (units % NAME_BLOCK_UNITS) * NAME_ALIGNMENT);
}

/* The slot that holds the name, or the free one where it belongs. */
static struct name_slot *name_slot_find(const struct name_table *table,
                                        uint32_t hash,
                                        struct bytes wire)
{
    size_t mask = table->slot_count - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        struct name_slot *slot = &table->slots[i];
        if (slot->place == 0) {
            return slot;
        }
        if (slot->hash == hash && bytes_equal(name_wire(name_at(table, slot->place)), wire)) {
            return slot;
        }
    }
}

static void name_table_grow(struct name_table *table)
{
    struct name_slot *old = table->slots;
    size_t old_count = table->slot_count;
    table->slot_count *= 2;
    table->slots = memory_get_zeroed(table->slot_count, sizeof(*table->slots));
    size_t mask = table->slot_count - 1;
    for (size_t i = 0; i < old_count; i++) {
        if (old[i].place == 0) {
            continue;
        }
        size_t at = old[i].hash & mask;
        while (table->slots[at].place != 0) {
            at = (at + 1) & mask;
        }
        table->slots[at] = old[i];
    }
    free(old);
}

static uint8_t wire_label_count(struct bytes wire)
{
    uint8_t labels = 0;
    for (size_t at = 0; wire.data[at] != 0; at += wire.data[at] + 1U) {
        labels++;
    }
    return labels;
}

static void name_fill(struct name *name, struct bytes wire, uint32_t hash)
{
    assert(wire.length >= 1 && wire.length <= NAME_OCTETS_MAX);
    name->hash = hash;
    name->node = NODE_NONE;
    name->length = (uint8_t)wire.length;
    name->labels = wire_label_count(wire);
    memcpy(name->wire, wire.data, wire.length);
}

/* The first block of a table is small, because most zones are. */
static uint32_t name_table_place(struct name_table *table, size_t octets)
{
    size_t units = (sizeof(struct name) + octets + NAME_ALIGNMENT - 1) / NAME_ALIGNMENT;
    if (table->blocks.count == 0 || table->block_used + units > table->block_size) {
        table->block_size = table->blocks.count == 0 ? 1024 : NAME_BLOCK_UNITS;
        table->block_used = 0;
        VECTOR_PUSH(&table->blocks, memory_get(table->block_size * NAME_ALIGNMENT));
    }
    size_t place = (table->blocks.count - 1) * NAME_BLOCK_UNITS + table->block_used + 1;
    assert(place <= UINT32_MAX);
    table->block_used += units;
    return (uint32_t)place;
}

static const struct name *name_table_add_hashed(struct name_table *table,
                                                struct bytes wire,
                                                uint32_t hash)
{
    struct name_slot *slot = name_slot_find(table, hash, wire);
    if (slot->place != 0) {
        return name_at(table, slot->place);
    }
    if ((table->count + 1) * 4 > table->slot_count * 3) {
        name_table_grow(table);
        slot = name_slot_find(table, hash, wire);
    }
    slot->hash = hash;
    slot->place = name_table_place(table, wire.length);
    table->count++;
    struct name *name = name_at(table, slot->place);
    name_fill(name, wire, hash);
    return name;
}

static const struct name *name_table_add_folded(struct name_table *table, struct bytes wire)
{
    return name_table_add_hashed(table, wire, name_wire_hash(wire));
}

const struct name *name_table_add_name(struct name_table *table, const struct name *name)
{
    return name_table_add_hashed(table, name_wire(name), name->hash);
}

const struct name *name_table_add(struct name_table *table, struct bytes wire)
{
    uint8_t folded[NAME_OCTETS_MAX];
    assert(wire.length <= sizeof(folded));
    memcpy(folded, wire.data, wire.length);
    name_wire_fold(folded, wire.length);
    return name_table_add_folded(table, (struct bytes){folded, wire.length});
}

const struct name *name_table_find_wire(const struct name_table *table, struct bytes wire)
{
    const struct name_slot *slot = name_slot_find(table, name_wire_hash(wire), wire);
    return slot->place == 0 ? NULL : name_at(table, slot->place);
}

const struct name *name_table_find(const struct name_table *table, const struct name *name)
{
    const struct name_slot *slot = name_slot_find(table, name->hash, name_wire(name));
    return slot->place == 0 ? NULL : name_at(table, slot->place);
}

void name_table_set_node(struct name_table *table, const struct name *name, uint32_t node)
{
    /* The table owns what it hands out as read-only; this is its one way to write to it. Whether
     * the name is its own costs a look-up for each name of a zone, and is not asserted. */
    (void)table;
    ((struct name *)(uintptr_t)name)->node = node;
}

const struct name *name_new(struct arena *arena, struct bytes wire)
{
    uint8_t folded[NAME_OCTETS_MAX];
    assert(wire.length <= sizeof(folded));
    memcpy(folded, wire.data, wire.length);
    name_wire_fold(folded, wire.length);
    struct name *name = arena_get(arena, sizeof(*name) + wire.length);
    struct bytes bytes = {folded, wire.length};
    name_fill(name, bytes, name_wire_hash(bytes));
    return name;
}

/* Appends the labels of `text` to `wire`; the last is closed with a dot or open. Returns the octets
 * so far, with room left for the root's, or 0 with the flaw set. */
static size_t labels_from_text(struct bytes text,
                               uint8_t *wire,
                               bool *ret_absolute,
                               enum flaw_kind *flaw)
{
    size_t length = 1; /* behind the length octet of the first label */
    size_t label = 0;  /* where its length octet is */
    size_t at = 0;
    while (at < text.length) {
        uint8_t octet = text.data[at];
        if (octet == '.') {
            if (length - label == 1) {
                *flaw = FLAW_LABEL_EMPTY;
                return 0;
            }
            wire[label] = (uint8_t)(length - label - 1);
            label = length++;
            at++;
        } else if (octet == '\\') {
            if (!octet_from_text(text, &at, &octet)) {
                *flaw = FLAW_ESCAPE;
                return 0;
            }
            wire[length++] = octet;
        } else {
            wire[length++] = octet;
            at++;
        }
        if (length - label - 1 > LABEL_OCTETS_MAX) {
            *flaw = FLAW_LABEL_TOO_LONG;
            return 0;
        }
        if (length > NAME_OCTETS_MAX) {
            *flaw = FLAW_NAME_TOO_LONG;
            return 0;
        }
    }
    *ret_absolute = length - label == 1;
    if (*ret_absolute) {
        return label;
    }
    wire[label] = (uint8_t)(length - label - 1);
    return length;
}

size_t name_wire_from_text(struct bytes text,
                           const struct name *origin,
                           uint8_t *wire,
                           enum flaw_kind *flaw)
{
    if (text.length == 0) {
        *flaw = FLAW_FIELD_NAME;
        return 0;
    }
    if (text.length == 1 && text.data[0] == '.') {
        wire[0] = 0;
        return 1;
    }
    /* One octet may be written behind the last that a name may have, before that is noticed. */
    uint8_t room[NAME_OCTETS_MAX + 2];
    size_t length = 0;
    bool absolute = false;
    if (!(text.length == 1 && text.data[0] == '@')) {
        length = labels_from_text(text, room, &absolute, flaw);
        if (length == 0) {
            return 0;
        }
    }
    if (absolute) {
        room[length++] = 0;
    } else if (origin == NULL) {
        *flaw = FLAW_FIELD_NAME;
        return 0;
    } else if (length + origin->length > NAME_OCTETS_MAX) {
        *flaw = FLAW_NAME_TOO_LONG;
        return 0;
    } else {
        memcpy(wire, room, length);
        memcpy(wire + length, origin->wire, origin->length);
        return length + origin->length;
    }
    if (length > NAME_OCTETS_MAX) {
        *flaw = FLAW_NAME_TOO_LONG;
        return 0;
    }
    memcpy(wire, room, length);
    return length;
}

const struct name *name_from_text(struct name_table *table,
                                  struct bytes text,
                                  const struct name *origin,
                                  enum flaw_kind *flaw)
{
    uint8_t wire[NAME_OCTETS_MAX];
    size_t length = name_wire_from_text(text, origin, wire, flaw);
    if (length == 0) {
        return NULL;
    }
    name_wire_fold(wire, length);
    return name_table_add_folded(table, (struct bytes){wire, length});
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

/* Length octets are at most 63 and so never look like a letter. */
void name_wire_fold(uint8_t *wire, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        wire[i] = byte_lower(wire[i]);
    }
}

static size_t octet_to_text(uint8_t octet, char *text)
{
    if (octet <= ' ' || octet > '~') {
        text[0] = '\\';
        text[1] = (char)('0' + octet / 100);
        text[2] = (char)('0' + octet / 10 % 10);
        text[3] = (char)('0' + octet % 10);
        return 4;
    }
    /* What would end a word, a label or a line of a zone file (RFC 1035 section 5.1). */
    if (strchr("\".;\\()@$", octet) != NULL) {
        text[0] = '\\';
        text[1] = (char)octet;
        return 2;
    }
    text[0] = (char)octet;
    return 1;
}

/* The labels from `at` up to `end`, with a dot behind each; returns the characters written. */
static size_t labels_to_text(const uint8_t *wire, size_t at, size_t end, char *text)
{
    size_t length = 0;
    while (at < end && wire[at] != 0) {
        size_t label_end = at + wire[at] + 1U;
        for (at++; at < label_end; at++) {
            length += octet_to_text(wire[at], text + length);
        }
        text[length++] = '.';
    }
    return length;
}

char *name_to_text(const struct name *name, char *text)
{
    size_t length = labels_to_text(name->wire, 0, name->length, text);
    if (length == 0) {
        text[length++] = '.';
    }
    text[length] = '\0';
    return text;
}

void name_wire_to_text(struct bytes wire, struct buffer *text)
{
    char room[NAME_TEXT_BYTES_MAX];
    size_t length = labels_to_text(wire.data, 0, wire.length, room);
    if (length == 0) {
        room[length++] = '.';
    }
    buffer_add(text, (struct bytes){(const uint8_t *)room, length});
}

void name_wire_to_relative_text(struct bytes wire, const struct name *origin, struct buffer *text)
{
    size_t front = 0; /* octets of the labels that `origin` leaves */
    while (wire.length - front > origin->length) {
        front += wire.data[front] + 1U;
    }
    struct bytes end = {wire.data + front, wire.length - front};
    if (name_is_root(origin) || !bytes_equal_folded(end, name_wire(origin))) {
        name_wire_to_text(wire, text);
        return;
    }
    char room[NAME_TEXT_BYTES_MAX];
    size_t length = labels_to_text(wire.data, 0, front, room);
    if (length == 0) {
        buffer_add_byte(text, '@');
        return;
    }
    buffer_add(text, (struct bytes){(const uint8_t *)room, length - 1});
}

bool name_equal(const struct name *a, const struct name *b)
{
    return a == b || (a->hash == b->hash && bytes_equal(name_wire(a), name_wire(b)));
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
