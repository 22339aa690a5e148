/* SPDX-License-Identifier: BSD-3-Clause */
#include <jansson.h>

#include "cli/json.h"
#include "cli/lookup.h"

static json_t *json_from_type(uint16_t type)
{
    char text[RRTYPE_TEXT_BYTES];
    return json_from_string(rrtype_text(type, text));
}

static json_t *json_from_question(const struct question *question)
{
    json_t *types = json_array();
    if (question->type == QUESTION_ADDRESSES) {
        json_array_append_new(types, json_from_type(TYPE_A));
        json_array_append_new(types, json_from_type(TYPE_AAAA));
    } else {
        json_array_append_new(types, json_from_type(question->type));
    }
    json_t *object = json_object();
    json_add(object, "name", json_from_name(question->name));
    json_add(object, "types", types);
    return object;
}

static json_t *json_from_record_place(const struct lookups *lookups,
                                      const struct zone *zone,
                                      const struct record *record)
{
    return json_from_location(lookups->places, lookup_span(lookups, zone, record));
}

/* Who says it, of what rests on the operator's word. */
static json_t *json_from_word(const struct lookups *lookups, const struct external_name *external)
{
    return json_from_string(external == NULL ? NULL : external_name_says(external, lookups->arena));
}

static json_t *json_from_hops(const struct lookups *lookups, const struct answer *answer)
{
    json_t *array = json_array();
    for (size_t i = 0; i < answer->hop_count; i++) {
        const struct hop *hop = &answer->hops[i];
        json_t *object = json_object();
        json_add(object, "kind", json_from_string(hop_kind_word(hop->kind)));
        json_add(object, "owner", json_from_name(hop->owner));
        json_add(object, "target", json_from_name(hop->target));
        bool has_record = hop->kind != HOP_EXTERNAL;
        json_add(object, "zone", json_from_name(has_record ? hop->zone->apex : NULL));
        json_add(object, "record_owner",
                 json_from_name(has_record ? record_owner(hop->zone, hop->record) : NULL));
        json_add(object, "location",
                 has_record ? json_from_record_place(lookups, hop->zone, hop->record)
                            : json_null());
        json_add(object, "external", json_from_word(lookups, hop->external));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *json_from_record(const struct lookups *lookups,
                                const struct lookup *lookup,
                                const struct served_record *served)
{
    const struct zone *zone = lookup->answer.zone;
    struct buffer text = {0};
    json_t *object = json_object();
    json_add(object, "owner", json_from_name(lookup_owner(lookup, served->record)));
    json_add(object, "ttl", json_from_count(served->ttl_seconds));
    rrclass_to_text(zone->class, &text);
    json_add(object, "class", json_from_bytes(buffer_bytes(&text)));
    json_add(object, "type", json_from_type(served->record->type));
    buffer_clear(&text);
    rdata_to_text(served->record->type, served->wire, &text);
    json_add(object, "rdata", json_from_bytes(buffer_bytes(&text)));
    json_add(object, "location", json_from_record_place(lookups, zone, served->record));
    buffer_free(&text);
    return object;
}

static json_t *json_from_lookup(const struct lookups *lookups, const struct lookup *lookup)
{
    const struct answer *answer = &lookup->answer;
    struct served_records served = lookup_records(lookups, lookup);
    json_t *records = json_array();
    for (size_t i = 0; i < served.items.count; i++) {
        json_array_append_new(records, json_from_record(lookups, lookup, &served.items.items[i]));
    }
    VECTOR_FREE(&served.items);
    bool is_data = answer->end == ANSWER_DATA;
    const struct name *wildcard =
        answer->wildcard && answer->node != NULL ? node_name(answer->zone, answer->node) : NULL;
    json_t *object = json_object();
    json_add(object, "view", json_from_string(lookup->view));
    json_add(object, "hops", json_from_hops(lookups, answer));
    json_add(object, "end", json_from_string(answer_end_word(answer->end)));
    json_add(object, "reason", json_from_string(unknown_reason_word(answer->reason)));
    json_add(object, "name", json_from_name(answer->name));
    json_add(object, "zone", json_from_name(answer->zone == NULL ? NULL : answer->zone->apex));
    json_add(object, "wildcard", json_from_name(wildcard));
    json_add(object, "loop_start",
             answer->end == ANSWER_LOOP ? json_from_count(answer->loop_start) : json_null());
    json_add(object, "delegation", json_from_name(answer->delegation));
    json_add(object, "external",
             json_from_word(lookups, answer->end == ANSWER_UNKNOWN ? NULL : answer->external));
    json_add(object, "records", is_data ? records : json_array());
    json_add(object, "evidence", is_data ? json_array() : records);
    return object;
}

void lookups_write_json(const struct lookups *lookups, struct output *output)
{
    json_begin_document(output);
    fputs(" \"question\": ", output->file);
    json_write(output, json_from_question(lookups->question));
    fputs(",\n \"answers\": [", output->file);
    for (size_t i = 0; i < lookups->items.count && output_works(output); i++) {
        fputs(i == 0 ? "\n  " : ",\n  ", output->file);
        json_write(output, json_from_lookup(lookups, &lookups->items.items[i]));
    }
    fputs("],\n \"errors\": ", output->file);
    json_write(output,
               json_from_errors(lookups->places.folder, lookups->errors, lookups->error_count));
    fputs("}\n", output->file);
}
