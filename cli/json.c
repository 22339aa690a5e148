/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/json.h"

#include <jansson.h>

#include "cli/options.h"
#include "cli/text.h"

/* Of the format. Within a version, keys are only added. */
enum { FORMAT_VERSION = 1 };

json_t *json_from_bytes(struct bytes text)
{
    struct buffer valid = {0};
    for (size_t at = 0; at < text.length;) {
        struct character character = character_at(text, at);
        if (character.valid) {
            buffer_add(&valid, (struct bytes){text.data + at, character.length});
        } else {
            buffer_add_string(&valid, "\xef\xbf\xbd");
        }
        at += character.length;
    }
    json_t *json = json_stringn_nocheck(buffer_string(&valid), valid.length);
    buffer_free(&valid);
    return json;
}

json_t *json_from_string(const char *string)
{
    return string == NULL ? json_null() : json_from_bytes(bytes_from_string(string));
}

json_t *json_from_count(uint64_t count)
{
    return json_integer((json_int_t)count);
}

json_t *json_from_name(const struct name *name)
{
    char text[NAME_TEXT_BYTES_MAX];
    return json_from_string(name == NULL ? NULL : name_to_text(name, text));
}

json_t *json_from_location(struct places places, struct span span)
{
    uint64_t end = span.start + span.length;
    struct position first = source_list_position(places.set->sources, span.source, span.start);
    struct position behind = source_list_position(places.set->sources, span.source, end);
    json_t *location = json_object();
    json_add(location, "file", json_from_string(places_path(places, span.source)));
    json_add(location, "line", json_from_count(first.line));
    json_add(location, "column", json_from_count(first.column));
    json_add(location, "end_line", json_from_count(behind.line));
    json_add(location, "end_column", json_from_count(behind.column));
    json_add(location, "byte_start", json_from_count(span.start));
    json_add(location, "byte_end", json_from_count(end));
    return location;
}

json_t *json_from_errors(const char *folder, const struct unread *errors, size_t count)
{
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *object = json_object();
        json_add(object, "file", json_from_string(path_shown_from(folder, errors[i].path)));
        json_add(object, "message", json_from_string(errors[i].message));
        json_array_append_new(array, object);
    }
    return array;
}

void json_add(json_t *object, const char *key, json_t *value)
{
    json_object_set_new_nocheck(object, key, value);
}

/* Numbers of seconds need no seventeen digits. */
void json_write(struct output *output, json_t *value)
{
    json_dumpf(value, output->file, JSON_ENCODE_ANY | JSON_REAL_PRECISION(6));
    json_decref(value);
}

void json_begin_document(struct output *output)
{
    fprintf(output->file, "{\"version\": %d, \"program\": \"%s\",\n", FORMAT_VERSION,
            program_version);
}
