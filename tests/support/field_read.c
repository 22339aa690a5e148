/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/field_read.h"

#include <stdlib.h>

#include "zones/base/memory.h"

enum { FIELDS_MAX = 64 };

struct field_outcome fields_read(const struct rdata_kind *kind,
                                 struct bytes octets,
                                 const struct bytes *fields,
                                 size_t field_count)
{
    static struct rdata_reader reader;
    struct field copies[FIELDS_MAX];
    if (field_count > FIELDS_MAX) {
        abort();
    }
    for (size_t i = 0; i < field_count; i++) {
        uint8_t *copy = memory_get(fields[i].length + (fields[i].length == 0));
        bool escaped = false;
        for (size_t k = 0; k < fields[i].length; k++) {
            copy[k] = fields[i].data[k];
            escaped = escaped || copy[k] == '\\';
        }
        copies[i] = (struct field){
            .text = copy,
            .length = (uint32_t)fields[i].length,
            .escaped = escaped,
        };
    }
    if (octets.length > 0) {
        memcpy(reader.wire, octets.data, octets.length);
    }
    struct rdata_build build = {
        .reader = &reader,
        .fields = copies,
        .field_count = field_count,
        .length = octets.length,
    };
    struct field_outcome outcome = {.good = kind->read(&build), .at = build.at};
    if (outcome.good) {
        outcome.wire = (struct bytes){reader.wire + octets.length, build.length - octets.length};
    } else {
        outcome.flaw = build.flaw;
    }
    for (size_t i = 0; i < field_count; i++) {
        free((void *)(uintptr_t)copies[i].text);
    }
    return outcome;
}

struct field_outcome field_read_one(const struct rdata_kind *kind, struct bytes field)
{
    return fields_read(kind, (struct bytes){0}, &field, 1);
}
