/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/zone_head.h"

#include "zones/rrtype.h"

/* Each parenthesis that is never closed costs a look at the rest of the text, so their number is
 * bounded: by then this is no zone file. */
#define OPEN_MAX 16

void zone_head_start(struct zone_head *head,
                     struct bytes text,
                     struct zone_head_options options,
                     struct arena *arena)
{
    *head = (struct zone_head){
        .arena = arena,
        .origin = options.origin,
        .cut = options.cut,
        .strays_max = options.strays_max,
    };
    if (text.length > ZONE_HEAD_BYTES_MAX) {
        text.length = ZONE_HEAD_BYTES_MAX;
        head->cut = true;
    }
    if (options.includer != NULL) {
        head->owner_length = options.includer->owner_length;
        memcpy(head->owner, options.includer->owner, head->owner_length);
    }
    entry_reader_start(&head->reader, text, 0);
}

void zone_head_end(struct zone_head *head)
{
    entry_reader_end(&head->reader);
}

static const struct name *head_name(const struct zone_head *head, const struct field *field)
{
    uint8_t wire[NAME_OCTETS_MAX];
    enum flaw_kind flaw;
    size_t length = name_wire_from_text(field_bytes(field), head->origin, wire, &flaw);
    return length == 0 ? NULL : name_new(head->arena, (struct bytes){wire, length});
}

/* True at an $INCLUDE. */
static bool head_take_directive(struct zone_head *head, const struct entry *entry)
{
    struct bytes word = field_bytes(&entry->fields[0]);
    bool has_argument = entry->field_count > 1;
    head->directives++;
    if (bytes_equal_string_folded(word, "$ORIGIN")) {
        const struct name *origin = has_argument ? head_name(head, &entry->fields[1]) : NULL;
        if (origin != NULL) {
            head->origin = origin;
        }
        return false;
    }
    if (bytes_equal_string_folded(word, "$INCLUDE")) {
        if (!has_argument || entry->fields[1].length == 0) {
            return false;
        }
        head->include = field_bytes(&entry->fields[1]);
        head->include_origin =
            entry->field_count > 2 ? head_name(head, &entry->fields[2]) : head->origin;
        return true;
    }
    if (!bytes_equal_string_folded(word, "$TTL") && !bytes_equal_string_folded(word, "$GENERATE")) {
        head->directives--;
        head->strays++;
    }
    return false;
}

static void head_take_owner(struct zone_head *head, const struct entry *entry)
{
    enum flaw_kind flaw;
    if (!entry->owner_inherited) {
        head->owner_length =
            name_wire_from_text(field_bytes(&entry->fields[0]), head->origin, head->owner, &flaw);
    } else if (head->records == 0 && head->owner_length == 0 && head->origin != NULL) {
        /* A server refuses a first record without an owner, and so does the loader; but there is no
         * doubt about which name was meant. */
        head->owner_length = head->origin->length;
        memcpy(head->owner, head->origin->wire, head->owner_length);
    }
}

/* What people write into zone files although it does not belong there: comments of other
 * languages, and templates. It says nothing about whether this is a zone file. */
static bool entry_is_known_slip(const struct entry *entry)
{
    static const char *const beginnings[] = {"#", "//", "/*", "{{", "{%", "<%"};
    if (entry->field_count == 0) {
        return false;
    }
    struct bytes first = field_bytes(&entry->fields[0]);
    for (size_t i = 0; i < sizeof(beginnings) / sizeof(beginnings[0]); i++) {
        size_t length = strlen(beginnings[i]);
        if (first.length >= length && memcmp(first.data, beginnings[i], length) == 0) {
            return true;
        }
    }
    return false;
}

/* True at an SOA record. */
static bool head_take_record(struct zone_head *head, const struct entry *entry)
{
    if (entry_is_known_slip(entry)) {
        return false;
    }
    struct entry_parts parts = entry_parts_find(entry);
    if (parts.type == ENTRY_FIELD_NONE) {
        head->strays++;
        return false;
    }
    head_take_owner(head, entry);
    if (head->records++ == 0) {
        head->root_hints = parts.type_code == TYPE_NS && head->owner_length == 1;
    }
    head->class = parts.class == ENTRY_FIELD_NONE ? CLASS_IN : parts.class_code;
    return parts.type_code == TYPE_SOA;
}

enum zone_head_event zone_head_next(struct zone_head *head)
{
    while (head->entries < ZONE_HEAD_ENTRIES_MAX && head->strays <= head->strays_max) {
        struct entry entry;
        entry_next(&head->reader, &entry);
        head->entries++;
        switch (entry.kind) {
        case ENTRY_END:
            return ZONE_HEAD_END;
        case ENTRY_EMPTY:
            break;
        case ENTRY_DIRECTIVE:
            if (head_take_directive(head, &entry)) {
                return ZONE_HEAD_INCLUDE;
            }
            break;
        case ENTRY_RECORD:
            if (head_take_record(head, &entry)) {
                return ZONE_HEAD_SOA;
            }
            break;
        }
        if (entry.flaw == FLAW_PARENTHESIS_OPEN &&
            (head->cut || ++head->open_parentheses > OPEN_MAX)) {
            return ZONE_HEAD_END;
        }
    }
    return ZONE_HEAD_END;
}

bool zone_head_is_zone_text(const struct zone_head *head)
{
    return head->strays <= head->records + head->directives + 1;
}
