/* SPDX-License-Identifier: BSD-3-Clause */
/* The data of any type: what is read can be written and read again, and is the same. The first two
 * bytes are the type, the rest is its text. */
#include <assert.h>

#include "tests/support/zone_text.h"
#include "zones/rdata.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Reads the first entry of the text as data; false when it is none. */
static bool data_read(struct rdata_reader *reader,
                      uint16_t type,
                      struct bytes text,
                      const struct name *origin)
{
    struct entry_reader entries = {0};
    struct entry entry;
    struct rdata_flaw flaw = {.kind = FLAW_NONE};
    entry_reader_start(&entries, text, 0);
    entry_next(&entries, &entry);
    bool good = entry.flaw == FLAW_NONE &&
                rdata_read(reader, type, entry.fields, entry.field_count, origin, &flaw);
    if (good) {
        assert(reader->length <= RDATA_BYTES_MAX);
    } else if (entry.flaw == FLAW_NONE) {
        assert(flaw.kind != FLAW_NONE);
        assert(flaw.field <= entry.field_count);
    }
    entry_reader_end(&entries);
    return good;
}

static struct bytes data_wire(const struct rdata_reader *reader)
{
    return (struct bytes){reader->wire, reader->length};
}

static void check_written(struct rdata_reader *reader,
                          uint16_t type,
                          const struct name *origin,
                          struct arena *arena)
{
    struct bytes wire = arena_copy(arena, data_wire(reader));
    struct buffer written = {0};
    rdata_to_text(type, wire, &written);
    bool good = data_read(reader, type, buffer_bytes(&written), origin);
    assert(good);
    assert(bytes_equal(data_wire(reader), wire));
    buffer_free(&written);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2) {
        return 0;
    }
    uint16_t type = (uint16_t)(data[0] << 8 | data[1]);
    struct bytes text = {data + 2, size - 2};
    if (type == 0 || rrtype_is_meta(type)) {
        return 0;
    }
    struct arena *arena = arena_new();
    const struct name *origin = name_of(arena, "example.com.");
    struct rdata_reader *reader = memory_get(sizeof(*reader));
    if (data_read(reader, type, text, origin)) {
        check_written(reader, type, origin, arena);
    }
    free(reader);
    arena_free(arena);
    return 0;
}
