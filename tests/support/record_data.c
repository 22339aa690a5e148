/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/record_data.h"

#include <stdlib.h>

#include "zones/base/memory.h"

static struct rdata_reader *reader;
static struct arena *arena;
static const struct name *origin;
static struct buffer hex;

int record_data_start(void **state)
{
    (void)state;
    static const uint8_t example[] = "\7example";
    reader = memory_get(sizeof(*reader));
    arena = arena_new();
    origin = name_new(arena, (struct bytes){example, sizeof(example)});
    return 0;
}

int record_data_end(void **state)
{
    (void)state;
    arena_free(arena);
    free(reader);
    buffer_free(&hex);
    return 0;
}

struct record_data record_data_read(const char *text)
{
    struct entry_reader entries = {0};
    struct entry entry;
    entry_reader_start(&entries, bytes_from_string(text), 0);
    entry_next(&entries, &entry);
    struct record_data data = {.field_count = entry.field_count - 1};
    if (entry.flaw != FLAW_NONE || entry.field_count == 0 ||
        !rrtype_from_text(field_bytes(&entry.fields[0]), &data.type)) {
        abort();
    }
    data.good =
        rdata_read(reader, data.type, entry.fields + 1, entry.field_count - 1, origin, &data.flaw);
    if (data.good) {
        data.wire = (struct bytes){reader->wire, reader->length};
    }
    entry_reader_end(&entries);
    return data;
}

const char *record_data_hex(struct bytes octets)
{
    buffer_clear(&hex);
    for (size_t i = 0; i < octets.length; i++) {
        buffer_add_format(&hex, "%02x", (unsigned)octets.data[i]);
    }
    return buffer_string(&hex);
}
