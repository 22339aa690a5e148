/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stdint.h>

#include "tests/bench/output.h"

/** How the records of a file are written. */
enum zone_style {
    ZONE_ABSOLUTE, /**< owner, TTL and class in every record; every name up to its final dot */
    ZONE_RELATIVE, /**< one $TTL; names relative to the apex; an owner only where it changes */
};

enum {
    OWNER_TEXT_BYTES = 256,
    ZONE_TTL_SECONDS = 3600, /**< of every record */
};

/** A zone file in the making. Names are handed in relative to the apex, `@` for the apex itself, or
 * absolute with a final dot; the style decides what becomes of them. */
struct zone_writer {
    struct output output;
    const char *apex; /**< absolute; the caller's */
    enum zone_style style;
    char owner[OWNER_TEXT_BYTES]; /**< of the record before, as it was handed in */
    uint64_t records;             /**< those of zone_writer_line() do not count */
};

/** Begins a file with its SOA record. `host` is the primary server, an absolute name. */
void zone_writer_open(struct zone_writer *zone,
                      const char *path,
                      const char *apex,
                      enum zone_style style,
                      const char *host);

/** Writes a record; `format` makes its type and its data, which hold no name of the zone. */
void zone_writer_record(struct zone_writer *zone, const char *owner, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Writes a record whose data end with the name `target`, such as MX, with `front`, such as
 * `MX 10`, before it. */
void zone_writer_target(struct zone_writer *zone,
                        const char *owner,
                        const char *front,
                        const char *target);

enum { IPV4_COUNT = 1 << 24 };

/** Writes an A record with the address of this number, below IPV4_COUNT, in 10.0.0.0/8. */
void zone_writer_ipv4(struct zone_writer *zone, const char *owner, uint32_t number);

/** Writes an AAAA record with the address of this number: 2001:db8:0:HIGH::LOW, 16 bits each. */
void zone_writer_ipv6(struct zone_writer *zone, const char *owner, uint32_t number);

/** Writes a line as it stands. The next record writes its owner. */
void zone_writer_line(struct zone_writer *zone, const char *line);

/** Adds the absolute form of `name` to the end of a line of `output`. */
void zone_writer_add_absolute(const struct zone_writer *zone,
                              const char *name,
                              struct output *output);

void zone_writer_close(struct zone_writer *zone);
