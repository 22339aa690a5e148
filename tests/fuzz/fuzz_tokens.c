/* SPDX-License-Identifier: BSD-3-Clause */
/* Any bytes are tokens and entries that follow each other without a gap, and what is said of their
 * parts lies inside of them. */
#include <assert.h>

#include "zones/entry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_tokens(struct bytes text)
{
    struct scanner scanner = {.text = text.data, .length = text.length};
    uint64_t at = 0;
    for (;;) {
        struct token token = token_next(&scanner);
        assert(token.start == at);
        assert(token.end == scanner.at);
        assert(token.end <= text.length);
        if (token.kind == TOKEN_END) {
            assert(token.end == token.start);
            break;
        }
        assert(token.end > token.start);
        assert(token.kind != TOKEN_QUOTED || text.data[token.start] == '"');
        assert(!token.closed || text.data[token.end - 1] == '"');
        at = token.end;
    }
    assert(at == text.length);
}

static void check_fields(const struct entry *entry, struct bytes text)
{
    uint64_t at = entry->start;
    for (size_t i = 0; i < entry->field_count; i++) {
        const struct field *field = &entry->fields[i];
        assert(field->start >= at);
        assert(field->end > field->start);
        assert(field->end <= entry->fields_end);
        assert(field->joined == (i > 0 && field->start == at));
        assert(field->text >= text.data + field->start);
        assert(field->text + field->length <= text.data + field->end);
        assert(field->quoted || field->length == field->end - field->start);
        uint64_t seconds;
        period_from_text(field_bytes(field), &seconds);
        at = field->end;
    }
}

static bool is_field_or_none(const struct entry *entry, size_t field)
{
    return field == ENTRY_FIELD_NONE || field < entry->field_count;
}

static void check_parts(const struct entry *entry)
{
    struct entry_parts parts = entry_parts_find(entry);
    assert(is_field_or_none(entry, parts.owner));
    assert(is_field_or_none(entry, parts.ttl));
    assert(is_field_or_none(entry, parts.class));
    assert(is_field_or_none(entry, parts.type));
    assert((parts.owner == ENTRY_FIELD_NONE) ==
           (entry->owner_inherited || entry->field_count == 0));
    assert(parts.rdata <= entry->field_count);
    assert(parts.flaw == FLAW_NONE || parts.flaw_field <= entry->field_count);
    assert(parts.type != ENTRY_FIELD_NONE || parts.flaw != FLAW_NONE);
    assert(parts.type == ENTRY_FIELD_NONE || parts.rdata == parts.type + 1);
}

static void check_entries(struct bytes text)
{
    struct entry_reader reader = {0};
    struct entry entry;
    entry_reader_start(&reader, text, 0);
    uint64_t at = text.length >= 3 && memcmp(text.data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    for (;;) {
        entry_next(&reader, &entry);
        assert(entry.start == at);
        assert(entry.fields_end >= entry.start);
        assert(entry.fields_end <= entry.end);
        if (entry.kind == ENTRY_END) {
            break;
        }
        assert(entry.end > entry.start);
        assert(entry.kind != ENTRY_EMPTY || entry.field_count == 0);
        assert(entry.flaw == FLAW_NONE || entry.flaw_start >= entry.start);
        assert(entry.flaw == FLAW_NONE || entry.flaw_end <= entry.end);
        check_fields(&entry, text);
        if (entry.kind == ENTRY_RECORD) {
            check_parts(&entry);
        }
        at = entry.end;
    }
    assert(at == text.length);
    entry_reader_end(&reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes text = {data, size};
    check_tokens(text);
    check_entries(text);
    return 0;
}
