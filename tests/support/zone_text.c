/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/zone_text.h"

#include <assert.h>

uint32_t zone_text_add(struct zone_set *set, const struct zone_claim *claim, struct bytes text)
{
    struct zone_claim from_text = *claim;
    from_text.from_text = true;
    from_text.source = source_list_add_text(set->sources, claim->path, text)->index;
    zone_set_load(set, &from_text);
    return from_text.source;
}

struct zone_set *zone_texts_read(const struct zone_text *texts, size_t count)
{
    struct zone_set *set = zone_set_new();
    for (size_t i = 0; i < count; i++) {
        const char *name = texts[i].name;
        struct zone_claim claim = {
            .name = name,
            .path = name == NULL ? "db" : arena_format(set->arena, "db.%s", name),
            .view = texts[i].view,
        };
        zone_text_add(set, &claim, bytes_from_string(texts[i].text));
    }
    assert(set->unread.count == 0);
    zone_set_index(set);
    return set;
}

struct zone_set *zone_set_with_text(const struct zone_set *set, uint32_t index, struct bytes text)
{
    const struct replacement replacement = {
        .end = source_list_get(set->sources, index)->text.length,
        .text = text,
    };
    const struct source_change change = {index, &replacement, 1};
    return zone_set_change(set, &change, 1);
}

const char *zone_list_records(const struct zone *zone, struct buffer *text)
{
    buffer_clear(text);
    for (size_t i = 0; i < zone->records.count; i++) {
        record_to_text(zone, &zone->records.items[i], text);
        buffer_add_byte(text, '\n');
    }
    return buffer_string(text);
}

const struct name *name_of(struct arena *arena, const char *text)
{
    uint8_t wire[NAME_OCTETS_MAX];
    enum flaw_kind flaw;
    size_t length = name_wire_from_text(bytes_from_string(text), NULL, wire, &flaw);
    assert(length > 0);
    return name_new(arena, (struct bytes){wire, length});
}

bool text_has(struct bytes text, const char *letters)
{
    size_t length = strlen(letters);
    for (size_t at = 0; at + length <= text.length; at++) {
        if (bytes_equal_string_folded((struct bytes){text.data + at, length}, letters)) {
            return true;
        }
    }
    return false;
}

bool zone_text_is_tame(struct bytes text)
{
    enum { DIGITS_MAX = 4 }; /* of the last number of a range */
    if (text_has(text, "$INCLUDE")) {
        return false;
    }
    bool generates = text_has(text, "$GENERATE");
    size_t digits = 0;
    for (size_t i = 0; generates && i < text.length && digits <= DIGITS_MAX; i++) {
        bool goes_on = digits > 0 || (i > 0 && text.data[i - 1] == '-');
        digits = goes_on && byte_is_digit(text.data[i]) ? digits + 1 : 0;
    }
    return digits <= DIGITS_MAX;
}
