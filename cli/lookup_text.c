/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/lookup.h"
#include "cli/text.h"

/* Adds `    --> db.example.com:12:1 (zone example.com.)`. */
static void add_place(const struct lookups *lookups,
                      struct span span,
                      const struct zone *zone,
                      struct buffer *text)
{
    struct place place = place_of(lookups->places, span, zone);
    buffer_add_string(text, "    --> ");
    place_show(lookups->places, &place, text);
    buffer_add_byte(text, '\n');
}

/* `www.example.com. A, AAAA (view inside)` */
static void add_question(const struct lookups *lookups,
                         const struct lookup *lookup,
                         struct buffer *text)
{
    char name[NAME_TEXT_BYTES_MAX];
    text_show_format(text, "%s ", name_to_text(lookups->question->name, name));
    question_add_types(lookups->question, ", ", text);
    if (lookup->view != NULL) {
        text_show_format(text, " (view %s)", lookup->view);
    }
    buffer_add_byte(text, '\n');
}

/* What made the hop: `CNAME`, `CNAME of the wildcard *.example.`, `DNAME of old.example.com.`, `says
 * zonetidy.yaml:12` */
static void add_hop_maker(const struct lookups *lookups, const struct hop *hop, struct buffer *text)
{
    char owner[NAME_TEXT_BYTES_MAX];
    if (hop->kind != HOP_EXTERNAL) {
        name_to_text(record_owner(hop->zone, hop->record), owner);
    }
    switch (hop->kind) {
    case HOP_CNAME:
        buffer_add_string(text, "CNAME");
        break;
    case HOP_WILDCARD_CNAME:
        text_show_format(text, "CNAME of the wildcard %s", owner);
        break;
    case HOP_DNAME:
        text_show_format(text, "DNAME of %s", owner);
        break;
    case HOP_EXTERNAL:
        text_show_format(text, "says %s", external_name_says(hop->external, lookups->arena));
        break;
    }
}

static void add_hops(const struct lookups *lookups,
                     const struct answer *answer,
                     struct buffer *text)
{
    for (size_t i = 0; i < answer->hop_count; i++) {
        const struct hop *hop = &answer->hops[i];
        char owner[NAME_TEXT_BYTES_MAX];
        char target[NAME_TEXT_BYTES_MAX];
        text_show_format(text, "  hop %zu: %s -> %s (", i + 1, name_to_text(hop->owner, owner),
                         name_to_text(hop->target, target));
        add_hop_maker(lookups, hop, text);
        buffer_add_string(text, ")\n");
        if (hop->kind != HOP_EXTERNAL) {
            add_place(lookups, lookup_span(lookups, hop->zone, hop->record), hop->zone, text);
        }
    }
}

static void add_record(const struct lookups *lookups,
                       const struct lookup *lookup,
                       const struct served_record *served,
                       struct buffer *text)
{
    const struct zone *zone = lookup->answer.zone;
    char owner[NAME_TEXT_BYTES_MAX];
    struct buffer line = {0};
    buffer_add_format(&line, "  %s %lu ", name_to_text(lookup_owner(lookup, served->record), owner),
                      (unsigned long)served->ttl_seconds);
    rrclass_to_text(zone->class, &line);
    buffer_add_byte(&line, ' ');
    rrtype_to_text(served->record->type, &line);
    buffer_add_byte(&line, ' ');
    rdata_to_text(served->record->type, served->wire, &line);
    text_show(buffer_bytes(&line), text);
    buffer_add_byte(text, '\n');
    buffer_free(&line);
    add_place(lookups, lookup_span(lookups, zone, served->record), zone, text);
}

static void add_wildcard(const struct answer *answer, const char *front, struct buffer *text)
{
    if (answer->wildcard) {
        char name[NAME_TEXT_BYTES_MAX];
        text_show_format(text, "%s%s", front,
                         name_to_text(node_name(answer->zone, answer->node), name));
    }
}

/* The types that the name has instead of what is asked for. */
static void add_other_types(const struct lookups *lookups,
                            const struct answer *answer,
                            struct buffer *text)
{
    struct served_records records =
        served_records_of(answer->zone, answer->node, QUESTION_ANY, lookups->arena);
    uint16_t last = 0;
    for (size_t i = 0; i < records.items.count; i++) {
        uint16_t type = records.items.items[i].record->type;
        if (type != last) {
            buffer_add_string(text, last == 0 ? "; it has " : ", ");
            rrtype_to_text(type, text);
            last = type;
        }
    }
    if (records.items.count == 0) {
        buffer_add_string(text, "; it has no records at all");
    }
    VECTOR_FREE(&records.items);
}

static void add_no_data(const struct lookups *lookups,
                        const struct answer *answer,
                        const char *name,
                        struct buffer *text)
{
    char apex[NAME_TEXT_BYTES_MAX];
    text_show_format(text, "no data: %s", name);
    add_wildcard(answer, ", made from the wildcard ", text);
    buffer_add_string(text, answer->wildcard ? ", has no " : " has no ");
    question_add_types(lookups->question, " or ", text);
    text_show_format(text, " in the zone %s", name_to_text(answer->zone->apex, apex));
    add_other_types(lookups, answer, text);
}

static void add_unknown(const struct lookups *lookups,
                        const struct answer *answer,
                        const char *name,
                        struct buffer *text)
{
    if (answer->reason == UNKNOWN_CONFLICT && answer->wildcard &&
        (answer->obstacle->types & (MASK_NS | MASK_DNAME)) != 0) {
        text_show_format(text,
                         "not known: %s would be made from a wildcard with NS or DNAME records, "
                         "whose meaning RFC 4592 leaves open",
                         name);
        return;
    }
    text_show_format(text, "not known: %s is %s", name, unknown_reason_text(answer->reason));
    if (answer->reason == UNKNOWN_INCOMPLETE) {
        buffer_add_string(text, "; `zonetidy check` tells which");
    } else if (answer->reason == UNKNOWN_OUTSIDE && lookups->question->type == TYPE_DS) {
        buffer_add_string(text, "; the DS records of a zone stand in the zone above it");
    }
}

/* The files of a zone that two of them claim. */
static void add_claimants(const struct lookups *lookups,
                          const struct zone *zone,
                          struct buffer *text)
{
    const struct zone_set *set = lookups->places.set;
    for (size_t i = 0; i < set->zones.count; i++) {
        const struct zone *other = set->zones.items[i];
        if (zone_is_in_view(other, zone->view) && name_equal(zone->apex, other->apex)) {
            add_place(lookups, (struct span){.source = other->source}, other, text);
        }
    }
}

/* An answer by the operator's word, which has no records. */
static void add_word(const struct lookups *lookups,
                     const struct answer *answer,
                     const char *name,
                     struct buffer *text)
{
    static const char *const kinds[] = {
        [EXTERNAL_TRUSTED] = "has addresses",
        [EXTERNAL_ABSENT] = "does not exist",
        [EXTERNAL_ALIAS] = "is an alias",
        [EXTERNAL_ADDRESSES] = "has the addresses",
    };
    const struct external_name *external = answer->external;
    text_show_format(text, "%s: %s ",
                     answer->end == ANSWER_DATA      ? "data"
                     : answer->end == ANSWER_NO_NAME ? "no name"
                                                     : "no data",
                     name);
    buffer_add_string(text, kinds[external->kind]);
    struct buffer address = {0};
    for (size_t i = 0; i < external->address_count; i++) {
        const struct external_address *own = &external->addresses[i];
        buffer_clear(&address);
        rdata_to_text(own->type, (struct bytes){own->octets, own->type == TYPE_A ? 4 : 16},
                      &address);
        buffer_add_format(text, "%s%s", i == 0 ? " " : ", ", buffer_string(&address));
    }
    buffer_free(&address);
    text_show_format(text, ", says %s", external_name_says(external, lookups->arena));
}

static void add_end(const struct lookups *lookups,
                    const struct answer *answer,
                    size_t record_count,
                    struct buffer *text)
{
    char name[NAME_TEXT_BYTES_MAX];
    char apex[NAME_TEXT_BYTES_MAX];
    name_to_text(answer->name, name);
    buffer_add_string(text, "  ");
    if (answer->external != NULL && answer->end != ANSWER_UNKNOWN) {
        add_word(lookups, answer, name, text);
        buffer_add_byte(text, '\n');
        return;
    }
    switch (answer->end) {
    case ANSWER_DATA:
        buffer_add_string(text, "data: ");
        text_add_count(text, record_count, "record");
        add_wildcard(answer, ", made from the wildcard ", text);
        break;
    case ANSWER_NO_DATA:
        add_no_data(lookups, answer, name, text);
        break;
    case ANSWER_NO_NAME:
        text_show_format(text, "no name: %s does not exist in the zone %s", name,
                         name_to_text(answer->zone->apex, apex));
        break;
    case ANSWER_LOOP:
        buffer_add_format(text, "loop: hop %zu leads back to hop %zu", answer->hop_count,
                          answer->loop_start + 1);
        break;
    case ANSWER_TOO_LONG:
        text_show_format(text, "too long: this DNAME makes of %s a name of more than 255 octets",
                         name);
        break;
    case ANSWER_UNKNOWN:
        add_unknown(lookups, answer, name, text);
        break;
    }
    buffer_add_byte(text, '\n');
}

static void add_lookup(const struct lookups *lookups,
                       const struct lookup *lookup,
                       struct buffer *text)
{
    struct served_records records = lookup_records(lookups, lookup);
    add_question(lookups, lookup, text);
    add_hops(lookups, &lookup->answer, text);
    add_end(lookups, &lookup->answer, records.items.count, text);
    for (size_t i = 0; i < records.items.count; i++) {
        add_record(lookups, lookup, &records.items.items[i], text);
    }
    if (lookup->answer.reason == UNKNOWN_DUPLICATE) {
        add_claimants(lookups, lookup->answer.zone, text);
    }
    VECTOR_FREE(&records.items);
}

void lookups_write_text(const struct lookups *lookups, struct output *output)
{
    struct buffer text = {0};
    for (size_t i = 0; i < lookups->items.count && output_works(output); i++) {
        buffer_clear(&text);
        buffer_add_string(&text, i == 0 ? "" : "\n");
        add_lookup(lookups, &lookups->items.items[i], &text);
        output_write(output, buffer_bytes(&text));
    }
    buffer_free(&text);
}
