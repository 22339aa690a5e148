/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/bench/zone_writer.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

static bool name_is_absolute(const char *name)
{
    size_t length = strlen(name);
    return length > 0 && name[length - 1] == '.';
}

void zone_writer_add_absolute(const struct zone_writer *zone,
                              const char *name,
                              struct output *output)
{
    if (name_is_absolute(name)) {
        output_add(output, "%s", name);
    } else if (strcmp(name, "@") == 0) {
        output_add(output, "%s", zone->apex);
    } else {
        output_add(output, "%s.%s", name, zone->apex);
    }
}

static void add_name(struct zone_writer *zone, const char *name)
{
    if (zone->style == ZONE_ABSOLUTE) {
        zone_writer_add_absolute(zone, name, &zone->output);
    } else {
        output_add(&zone->output, "%s", name);
    }
}

/* All that stands in front of the type. */
static void begin_record(struct zone_writer *zone, const char *owner)
{
    if (zone->style == ZONE_ABSOLUTE) {
        zone_writer_add_absolute(zone, owner, &zone->output);
        output_add(&zone->output, "\t%d\tIN", ZONE_TTL_SECONDS);
    } else if (strcmp(owner, zone->owner) != 0) {
        output_add(&zone->output, "%s", owner);
    }
    output_add(&zone->output, "\t");
    snprintf(zone->owner, sizeof(zone->owner), "%s", owner);
    zone->records++;
}

/* On several lines with comments, as people write it. */
static void write_soa(struct zone_writer *zone, const char *host)
{
    static const struct {
        uint32_t number;
        const char *meaning;
    } fields[] = {
        {2026112100, "serial"}, {7200, "refresh"},  {900, "retry"},
        {1209600, "expire"},    {3600, "negative"},
    };
    static const size_t field_count = sizeof(fields) / sizeof(fields[0]);
    begin_record(zone, "@");
    output_add(&zone->output, "SOA %s ", host);
    add_name(zone, "hostmaster");
    output_add(&zone->output, " (");
    output_end_line(&zone->output);
    for (size_t i = 0; i < field_count; i++) {
        output_add(&zone->output, "\t\t%" PRIu32 "%s\t; %s", fields[i].number,
                   i + 1 == field_count ? " )" : "", fields[i].meaning);
        output_end_line(&zone->output);
    }
}

void zone_writer_open(struct zone_writer *zone,
                      const char *path,
                      const char *apex,
                      enum zone_style style,
                      const char *host)
{
    output_open(&zone->output, path);
    zone->apex = apex;
    zone->style = style;
    zone->owner[0] = '\0';
    zone->records = 0;
    if (style == ZONE_RELATIVE) {
        output_add(&zone->output, "$TTL %d", ZONE_TTL_SECONDS);
        output_end_line(&zone->output);
    }
    write_soa(zone, host);
}

void zone_writer_record(struct zone_writer *zone, const char *owner, const char *format, ...)
{
    va_list arguments;
    begin_record(zone, owner);
    va_start(arguments, format);
    vfprintf(zone->output.stream, format, arguments);
    va_end(arguments);
    output_end_line(&zone->output);
}

void zone_writer_target(struct zone_writer *zone,
                        const char *owner,
                        const char *front,
                        const char *target)
{
    begin_record(zone, owner);
    output_add(&zone->output, "%s ", front);
    add_name(zone, target);
    output_end_line(&zone->output);
}

void zone_writer_ipv4(struct zone_writer *zone, const char *owner, uint32_t number)
{
    zone_writer_record(zone, owner, "A 10.%" PRIu32 ".%" PRIu32 ".%" PRIu32, number >> 16,
                       number >> 8 & 255, number & 255);
}

void zone_writer_ipv6(struct zone_writer *zone, const char *owner, uint32_t number)
{
    zone_writer_record(zone, owner, "AAAA 2001:db8:0:%" PRIx32 "::%" PRIx32, number >> 16,
                       number & 65535);
}

void zone_writer_line(struct zone_writer *zone, const char *line)
{
    output_add(&zone->output, "%s", line);
    output_end_line(&zone->output);
    zone->owner[0] = '\0';
}

void zone_writer_close(struct zone_writer *zone)
{
    output_close(&zone->output);
}
