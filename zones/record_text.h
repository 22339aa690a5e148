/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/zone.h"

/** The entry that a record was read from, read again for the places of its words. */
struct record_text {
    struct entry_reader reader;
    struct entry entry;
    struct entry_parts parts;        /**< of a template too: indexes count from $GENERATE */
    struct span span;                /**< from the first word of the entry to its last */
    struct entry_reader data_reader; /**< of the quoted data of a template */
    const struct field *data;        /**< the fields of the data */
    size_t data_count;
    bool generic; /**< the data is in the generic form of RFC 3597 section 5: \# and octets */
};

/** Reads the entry of a record again; ended by record_text_end(). For a record of $GENERATE the
 * entry is the template, and `data` are the words inside its quotes. */
void record_text_read(struct record_text *text,
                      const struct source_list *sources,
                      const struct zone *zone,
                      const struct record *record);

void record_text_end(struct record_text *text);

/** The span of field `index` of the data. An index behind the last field marks the place behind
 * it. */
struct span record_text_data(const struct record_text *text, size_t index);

/** Whether a word of a template differs from one expansion to the next. */
bool template_text_varies(struct bytes text);
