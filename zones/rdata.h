/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/entry.h"
#include "zones/name.h"
#include "zones/octet.h"
#include "zones/rrtype.h"

enum { RDATA_BYTES_MAX = 65535 };

/** Reads the data of records, one after another, into its own room. */
struct rdata_reader {
    struct name_table *names; /**< where the host names of records go */
    uint32_t length;          /**< octets of the data that was read last */
    const struct name *host;  /**< the name of a type with RRTYPE_HOST, else NULL */
    uint8_t wire[RDATA_BYTES_MAX + NAME_OCTETS_MAX];
};

/** What is wrong with the data. */
struct rdata_flaw {
    enum flaw_kind kind;
    size_t field; /**< which field; equal to the number of fields when the end is too early */
};

/** Reads the data of one record: `fields` are those behind the type. Relative names are completed
 * with `origin`. On success `wire`, `length` and `host` of the reader hold the data in canonical
 * wire form (RFC 4034 section 6.2: names whole, letters of the types listed there folded); they
 * last until the next call. When the host is all of the data, as in NS, only `host` has it and
 * `wire` does not: it stays in the names. The generic form of RFC 3597 (\#) is taken for every type
 * and must be valid data of a known one. */
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

/** The place of the host name in the text and in the data, for a type with RRTYPE_HOST: the index
 * of its field, and the octets in front of it. */
struct rdata_host_place {
    size_t field;
    size_t offset;
};

struct rdata_host_place rdata_host_place(const struct rrtype *type);

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
