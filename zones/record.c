/* SPDX-License-Identifier: BSD-3-Clause */
#include <assert.h>

#include "zones/zone.h"

void record_store_data(struct zone *zone, struct record *record, const struct rdata_reader *reader)
{
    record->data_length = (uint16_t)reader->length;
    if (reader->host != NULL) {
        size_t front = reader->length - reader->host->length;
        if (front == 0) {
            record->data.host = reader->host;
            return;
        }
        struct record_host *host =
            arena_get_aligned(zone->arena, sizeof(*host), _Alignof(struct record_host));
        assert(front <= sizeof(host->front));
        host->name = reader->host;
        memcpy(host->front, reader->wire, front);
        record->data.host_behind = host;
        return;
    }
    if (reader->length <= sizeof(record->data.octets)) {
        memcpy(record->data.octets, reader->wire, reader->length);
        return;
    }
    record->data.wire = arena_copy(zone->arena, (struct bytes){reader->wire, reader->length}).data;
}

/* How a record keeps its data follows from its type alone. */
static size_t record_host_front(const struct record *record, bool *ret_has_host)
{
    *ret_has_host = true;
    switch (record->type) {
    case TYPE_NS:
    case TYPE_CNAME:
    case TYPE_PTR:
    case TYPE_DNAME:
        return 0;
    case TYPE_MX:
        return 2;
    case TYPE_SRV:
        return 6;
    default:
        *ret_has_host = false;
        return 0;
    }
}

const struct name *record_host(const struct record *record)
{
    bool has_host;
    size_t front = record_host_front(record, &has_host);
    if (!has_host) {
        return NULL;
    }
    return front == 0 ? record->data.host : record->data.host_behind->name;
}

struct bytes record_wire(const struct record *record, uint8_t *room)
{
    bool has_host;
    size_t front = record_host_front(record, &has_host);
    if (has_host && front == 0) {
        return name_wire(record->data.host);
    }
    if (has_host) {
        const struct record_host *host = record->data.host_behind;
        memcpy(room, host->front, front);
        memcpy(room + front, host->name->wire, host->name->length);
        return (struct bytes){room, record->data_length};
    }
    if (record->data_length <= sizeof(record->data.octets)) {
        return (struct bytes){record->data.octets, record->data_length};
    }
    return (struct bytes){record->data.wire, record->data_length};
}

bool record_equal(const struct record *a, const struct record *b)
{
    if (a->owner != b->owner || a->type != b->type || a->data_length != b->data_length) {
        return false;
    }
    bool has_host;
    size_t front = record_host_front(a, &has_host);
    if (has_host) {
        return record_host(a) == record_host(b) &&
               (front == 0 ||
                memcmp(a->data.host_behind->front, b->data.host_behind->front, front) == 0);
    }
    /* Without a host name nothing is put together, so no room is needed. */
    return bytes_equal(record_wire(a, NULL), record_wire(b, NULL));
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
        uint8_t room[8 + NAME_OCTETS_MAX];
        if (record->ttl_seconds == ttl_seconds && bytes_equal(record_wire(record, room), data)) {
            return true;
        }
    }
    return false;
}

void record_to_text(const struct zone *zone, const struct record *record, struct buffer *text)
{
    name_wire_to_text(name_wire(record->owner), text);
    buffer_add_format(text, " %u ", (unsigned)record->ttl_seconds);
    rrclass_to_text(zone->class, text);
    buffer_add_byte(text, ' ');
    rrtype_to_text(record->type, text);
    buffer_add_byte(text, ' ');
    uint8_t room[8 + NAME_OCTETS_MAX];
    rdata_to_text(record->type, record_wire(record, room), text);
}
