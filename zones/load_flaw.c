/* SPDX-License-Identifier: BSD-3-Clause */
/* What is noted of entries that cannot be read. */
#include "zones/loader.h"

/* Flaws that leave everything in place: the record or the line is understood, or it is known that a
 * server drops it. All others leave something unread, and then nothing in the zone can be proven to
 * be absent. */
static bool flaw_leaves_zone_complete(enum flaw_kind kind)
{
    return kind == FLAW_TTL_RANGE || kind == FLAW_TTL_MISSING || kind == FLAW_TTL_FROM_SOA ||
           kind == FLAW_OUT_OF_ZONE || kind == FLAW_SHELL_COMMENT || kind == FLAW_BYTE_ORDER;
}

void load_flaw(struct loader *loader,
               enum flaw_kind kind,
               const struct entry *entry,
               uint64_t start,
               uint64_t end,
               const char *detail)
{
    struct zone *zone = loader->zone;
    if (!flaw_leaves_zone_complete(kind)) {
        zone->complete = false;
    }
    if (zone->flaws.count >= FLAWS_MAX) {
        zone->flaws_left_out++;
        return;
    }
    uint32_t source = loader->reading->source->index;
    struct flaw flaw = {
        .kind = kind,
        .scope = loader->reading->scope,
        .span = {start, (uint32_t)(end - start), source},
        .entry = {entry->start, (uint32_t)(entry->fields_end - entry->start), source},
        .detail = detail == NULL ? NULL : arena_copy_string(loader->arena, detail),
    };
    VECTOR_PUSH(&zone->flaws, flaw);
}

/* From where to where a field goes; behind the last one for an index that is none. */
struct place {
    uint64_t start;
    uint64_t end;
};

static struct place field_place(const struct entry *entry, size_t field)
{
    if (field < entry->field_count) {
        return (struct place){entry->fields[field].start, entry->fields[field].end};
    }
    return (struct place){entry->fields_end, entry->fields_end};
}

void load_flaw_at_field(struct loader *loader,
                        enum flaw_kind kind,
                        const struct entry *entry,
                        size_t field)
{
    struct place place = field_place(entry, field);
    load_flaw(loader, kind, entry, place.start, place.end, NULL);
}

static bool bytes_contain(struct bytes bytes, const char *string)
{
    return bytes.length > 0 && memmem(bytes.data, bytes.length, string, strlen(string)) != NULL;
}

bool entry_begins_with(const struct entry *entry, const char *string)
{
    return entry->field_count > 0 && !entry->owner_inherited &&
           entry->fields[0].length >= strlen(string) &&
           memcmp(entry->fields[0].text, string, strlen(string)) == 0;
}

/* Something that one server reads and no standard knows: gdnsd's dynamic types and zone variables,
 * the ages in exports of Windows DNS. Public zone repositories hold both. */
static bool field_is_foreign(const struct field *field)
{
    static const char *const words[] = {"DYNA", "DYNC", "@Z", "@F"};
    struct bytes text = field_bytes(field);
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (bytes_equal_string_folded(text, words[i])) {
            return true;
        }
    }
    return text.length > 5 && bytes_equal_string_folded((struct bytes){text.data, 5}, "[AGE:");
}

/* An entry that is no zone text in the first place gets the one finding that says so, instead of
 * whichever field happens to look wrong. */
static bool entry_is_other_language(const struct entry *entry,
                                    struct bytes text,
                                    enum flaw_kind *ret_kind,
                                    size_t *ret_field)
{
    *ret_field = 0;
    if (bytes_contain(text, "{{") || bytes_contain(text, "{%") || bytes_contain(text, "<%")) {
        *ret_kind = FLAW_TEMPLATE;
        return true;
    }
    if (entry_begins_with(entry, "#") || entry_begins_with(entry, "//") ||
        entry_begins_with(entry, "/*")) {
        *ret_kind = FLAW_SHELL_COMMENT;
        return true;
    }
    for (size_t i = 0; i < entry->field_count && i < 5; i++) {
        if (!entry->fields[i].quoted && field_is_foreign(&entry->fields[i])) {
            *ret_kind = FLAW_FOREIGN;
            *ret_field = i;
            return true;
        }
    }
    return false;
}

bool load_entry_flaw(struct loader *loader,
                     enum flaw_kind kind,
                     const struct entry *entry,
                     uint64_t start,
                     uint64_t end)
{
    struct bytes text = {loader->reading->source->text.data + entry->start,
                         (size_t)(entry->fields_end - entry->start)};
    enum flaw_kind other;
    size_t field;
    if (!entry_is_other_language(entry, text, &other, &field)) {
        load_flaw(loader, kind, entry, start, end, NULL);
        return true;
    }
    if (other == FLAW_FOREIGN) {
        load_flaw_at_field(loader, other, entry, field);
    } else {
        load_flaw(loader, other, entry, entry->start, entry->fields_end, NULL);
    }
    return false;
}

void load_entry_flaw_at_field(struct loader *loader,
                              enum flaw_kind kind,
                              const struct entry *entry,
                              size_t field)
{
    struct place place = field_place(entry, field);
    load_entry_flaw(loader, kind, entry, place.start, place.end);
}
