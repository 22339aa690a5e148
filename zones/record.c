/* SPDX-License-Identifier: BSD-3-Clause */
#include <assert.h>

#include "zones/zone.h"

/* How a record keeps its data follows from its type alone. */
enum data_form {
    DATA_HOST,        /* the number of the host's name */
    DATA_HOST_BEHIND, /* the place of that number, with the octets in front of the host behind it */
    DATA_OCTETS4,     /* four octets */
    DATA_OCTETS,      /* the place of the length, in 16 bits, and the octets */
};

static enum data_form data_form(uint16_t type)
{
    size_t front = rdata_host_front(type);
    if (front != RDATA_HOST_NONE) {
        return front == 0 ? DATA_HOST : DATA_HOST_BEHIND;
    }
    return type == TYPE_A ? DATA_OCTETS4 : DATA_OCTETS;
}

void record_store_data(struct zone *zone, struct record *record, const struct loaded_data *data)
{
    enum data_form form = data_form(record->type);
    assert((data->host != NAME_NONE) == (form == DATA_HOST || form == DATA_HOST_BEHIND));
    uint8_t *room;
    switch (form) {
    case DATA_HOST:
        record->data = data->host;
        return;
    case DATA_HOST_BEHIND:
        assert(data->wire.length == rdata_host_front(record->type));
        room = pool_add(&zone->data, sizeof(data->host) + data->wire.length, &record->data);
        memcpy(room, &data->host, sizeof(data->host));
        memcpy(room + sizeof(data->host), data->wire.data, data->wire.length);
        return;
    case DATA_OCTETS4:
        assert(data->wire.length == sizeof(record->data));
        memcpy(&record->data, data->wire.data, sizeof(record->data));
        return;
    case DATA_OCTETS: {
        uint16_t length = (uint16_t)data->wire.length;
        assert(length == data->wire.length);
        room = pool_add(&zone->data, sizeof(length) + length, &record->data);
        memcpy(room, &length, sizeof(length));
        if (length > 0) {
            memcpy(room + sizeof(length), data->wire.data, length);
        }
        return;
    }
    }
}

uint32_t record_host_number(const struct zone *zone, const struct record *record)
{
    if (data_form(record->type) == DATA_HOST) {
        return record->data;
    }
    uint32_t number;
    memcpy(&number, pool_at(&zone->data, record->data), sizeof(number));
    return number;
}

const struct name *record_host(const struct zone *zone, const struct record *record)
{
    enum data_form form = data_form(record->type);
    if (form != DATA_HOST && form != DATA_HOST_BEHIND) {
        return NULL;
    }
    return name_table_at(zone->names, record_host_number(zone, record));
}

struct bytes record_wire(const struct zone *zone, const struct record *record, uint8_t *room)
{
    const uint8_t *kept;
    switch (data_form(record->type)) {
    case DATA_HOST:
        return name_wire(record_host(zone, record));
    case DATA_OCTETS4:
        return (struct bytes){(const uint8_t *)&record->data, sizeof(record->data)};
    case DATA_HOST_BEHIND: {
        kept = pool_at(&zone->data, record->data);
        size_t front = rdata_host_front(record->type);
        const struct name *host = record_host(zone, record);
        memcpy(room, kept + sizeof(uint32_t), front);
        memcpy(room + front, host->wire, host->length);
        return (struct bytes){room, front + host->length};
    }
    case DATA_OCTETS:
        break;
    }
    uint16_t length;
    kept = pool_at(&zone->data, record->data);
    memcpy(&length, kept, sizeof(length));
    return (struct bytes){kept + sizeof(length), length};
}

bool record_data_is_shared(const struct zone *zone_a,
                           const struct record *a,
                           const struct zone *zone_b,
                           const struct record *b)
{
    if (a->type != b->type || a->data != b->data) {
        return false;
    }
    switch (data_form(a->type)) {
    case DATA_HOST:
        return zone_a->names == zone_b->names;
    case DATA_OCTETS4:
        return true;
    case DATA_HOST_BEHIND:
        return zone_a->names == zone_b->names &&
               pool_at(&zone_a->data, a->data) == pool_at(&zone_b->data, b->data);
    case DATA_OCTETS:
        break;
    }
    return pool_at(&zone_a->data, a->data) == pool_at(&zone_b->data, b->data);
}

/* Whether whatever lies in the pool `a` lies at the same place in the pool `b`, shared. */
static bool pool_is_shared(const struct pool *a, const struct pool *b)
{
    return a->block_count <= b->block_count &&
           (a->block_count == 0 ||
            memcmp(a->blocks, b->blocks, a->block_count * sizeof(*a->blocks)) == 0);
}

/* With one table of names and one pool, equal numbers and places are equal hosts and data. */
size_t records_same_ahead(const struct zone *zone_a,
                          size_t first_a,
                          const struct zone *zone_b,
                          size_t first_b)
{
    size_t left_a = zone_a->records.count - first_a;
    size_t left_b = zone_b->records.count - first_b;
    size_t left = left_a < left_b ? left_a : left_b;
    const struct record *a = zone_a->records.items + first_a;
    const struct record *b = zone_b->records.items + first_b;
    size_t count = 0;
    if (zone_a->names != zone_b->names || !pool_is_shared(&zone_a->data, &zone_b->data)) {
        return 0;
    }
    while (count < left && ((a[count].owner ^ b[count].owner) | (a[count].data ^ b[count].data) |
                            (a[count].ttl_seconds ^ b[count].ttl_seconds) |
                            (uint32_t)(a[count].type ^ b[count].type)) == 0) {
        count++;
    }
    return count;
}

bool record_equal(const struct zone *zone, const struct record *a, const struct record *b)
{
    if (a->owner != b->owner || a->type != b->type) {
        return false;
    }
    switch (data_form(a->type)) {
    case DATA_HOST:
    case DATA_OCTETS4:
        return a->data == b->data;
    case DATA_HOST_BEHIND:
        return memcmp(pool_at(&zone->data, a->data), pool_at(&zone->data, b->data),
                      sizeof(uint32_t) + rdata_host_front(a->type)) == 0;
    case DATA_OCTETS:
        break;
    }
    return bytes_equal(record_wire(zone, a, NULL), record_wire(zone, b, NULL));
}

bool zone_has_record(const struct zone *zone,
                     const struct name *owner,
                     uint16_t type,
                     uint32_t ttl_seconds,
                     struct bytes data)
{
    const struct node *node = zone_find_node(zone, owner);
    const struct record *record = node == NULL ? NULL : node_first(zone, node, type);
    for (; record != NULL; record = node_next(zone, record)) {
        uint8_t room[RDATA_ROOM_BYTES];
        if (record->ttl_seconds == ttl_seconds &&
            bytes_equal(record_wire(zone, record, room), data)) {
            return true;
        }
    }
    return false;
}

void record_to_text(const struct zone *zone, const struct record *record, struct buffer *text)
{
    name_wire_to_text(name_wire(record_owner(zone, record)), text);
    buffer_add_format(text, " %u ", (unsigned)record->ttl_seconds);
    rrclass_to_text(zone->class, text);
    buffer_add_byte(text, ' ');
    rrtype_to_text(record->type, text);
    buffer_add_byte(text, ' ');
    uint8_t room[RDATA_ROOM_BYTES];
    rdata_to_text(record->type, record_wire(zone, record, room), text);
}
