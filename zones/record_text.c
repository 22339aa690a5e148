/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/record_text.h"

#include <assert.h>

#include "zones/loader.h"

/* Quoted data is read as the words that it becomes; their places are moved behind the quote. */
static void template_data_read(struct record_text *text, struct bytes source)
{
    const struct field *quoted = &text->entry.fields[text->parts.rdata];
    if (!quoted->quoted) {
        return;
    }
    struct entry inner;
    struct bytes up_to_quote = {source.data, (size_t)(quoted->text - source.data) + quoted->length};
    entry_reader_start(&text->data_reader, up_to_quote, (uint64_t)(quoted->text - source.data));
    entry_next(&text->data_reader, &inner);
    text->data = inner.fields;
    text->data_count = inner.field_count;
}

void record_text_read(struct record_text *text,
                      const struct source_list *sources,
                      const struct zone *zone,
                      const struct record *record)
{
    *text = (struct record_text){0};
    uint32_t index = record_source(zone, record);
    struct bytes source = source_list_get(sources, index)->text;
    entry_reader_start(&text->reader, source, record_start(record));
    entry_next(&text->reader, &text->entry);
    bool generated = (record->flags & RECORD_GENERATED) != 0;
    text->parts = generated ? generate_parts_find(&text->entry) : entry_parts_find(&text->entry);
    assert(text->parts.rdata <= text->entry.field_count);
    uint64_t start = text->entry.field_count > 0 ? text->entry.fields[0].start : text->entry.start;
    text->span = (struct span){start, (uint32_t)(text->entry.fields_end - start), index};
    text->data = text->entry.fields + text->parts.rdata;
    text->data_count = text->entry.field_count - text->parts.rdata;
    if (generated) {
        template_data_read(text, source);
    }
    text->generic = text->data_count > 0 && !text->data[0].quoted &&
                    bytes_equal(field_bytes(&text->data[0]), bytes_from_string("\\#"));
}

void record_text_end(struct record_text *text)
{
    entry_reader_end(&text->reader);
    entry_reader_end(&text->data_reader);
}

struct span record_text_data(const struct record_text *text, size_t index)
{
    if (index < text->data_count) {
        const struct field *field = &text->data[index];
        return (struct span){field->start, (uint32_t)(field->end - field->start),
                             text->span.source};
    }
    return (struct span){text->entry.fields_end, 0, text->span.source};
}

bool template_text_varies(struct bytes text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\\') {
            i++;
        } else if (text.data[i] == '$') {
            return true;
        }
    }
    return false;
}
