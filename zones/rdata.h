/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/entry.h"
#include "zones/name.h"
#include "zones/octet.h"
#include "zones/rrtype.h"

enum { RDATA_BYTES_MAX = 65535 };

/** Reads the data of records, one after another, into its own room. */
struct rdata_reader {
    uint32_t length; /**< octets of the data that was read last */
    uint8_t wire[RDATA_BYTES_MAX + NAME_OCTETS_MAX];
};

/** What is wrong with the data. */
struct rdata_flaw {
    enum flaw_kind kind;
    size_t field; /**< which field; equal to the number of fields when the end is too early */
};

/** Reads the data of one record: `fields` are those behind the type. Relative names are completed
 * with `origin`. On success `wire` and `length` of the reader hold the data in canonical wire form
 * (RFC 4034 section 6.2: names whole, letters of the types listed there folded) until the next
 * call. The generic form of RFC 3597 (\#) is taken for every type and must be valid data of a known
 * one. */
bool rdata_read(struct rdata_reader *reader,
                uint16_t type,
                const struct field *fields,
                size_t field_count,
                const struct name *origin,
                struct rdata_flaw *flaw);

/** Adds the data in presentation format: one line, names absolute, nothing that a server would
 * read otherwise. Types without a converter or with RRTYPE_RECENT, and data that a type's text has
 * no words for, are written in the form of RFC 3597. `wire` is what rdata_read() made. */
void rdata_to_text(uint16_t type, struct bytes wire, struct buffer *text);

#define RDATA_HOST_NONE SIZE_MAX

/** How many octets stand in front of the host name that the data of a type ends with, for the types
 * with RRTYPE_HOST; RDATA_HOST_NONE for others. They are numbers of two octets each. */
static inline size_t rdata_host_front(uint16_t type)
{
    switch (type) {
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
        return RDATA_HOST_NONE;
    }
}

/** Which field of the data the host name is, for a type that has one. */
static inline size_t rdata_host_field(uint16_t type)
{
    return rdata_host_front(type) / 2;
}

/** Where each part of the data of an SOA record lies behind its two names (RFC 1035 section
 * 3.3.13). */
struct soa_data {
    uint32_t serial;
    uint32_t refresh_seconds;
    uint32_t retry_seconds;
    uint32_t expire_seconds;
    uint32_t minimum_seconds;
    size_t serial_offset; /**< in the data */
};

/** `wire` is the data of an SOA that rdata_read() made. */
struct soa_data soa_data_from_wire(struct bytes wire);

/** Which field of an SOA entry's data is the serial. */
enum { SOA_SERIAL_FIELD = 2 };
