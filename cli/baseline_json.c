/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/baseline_json.h"

#include <inttypes.h>
#include <stdlib.h>

#include <jansson.h>

#include "cli/json.h"
#include "zones/base/nearest.h"

/* Of the file. Another one means something else by the same keys. */
enum { BASELINE_VERSION = 1 };

enum { FINGERPRINT_DIGITS = 16, COUNT_MAX = 1000000000 };

/* What is kept while a baseline is read. */
struct reader {
    struct bytes text;
    const char *path;
    struct error *error;
    struct baseline *baseline;
};

/* Where each element of the entries begins, which jansson does not tell. Only for texts that it has
 * read: an element is what a bracket or comma two levels deep is followed by, outside of strings. */
static size_t element_start(struct bytes text, size_t index)
{
    size_t depth = 0;
    size_t commas = 0;
    bool in_string = false;
    for (size_t i = 0; i < text.length; i++) {
        uint8_t byte = text.data[i];
        if (in_string) {
            in_string = byte != '"';
            i += byte == '\\';
            continue;
        }
        in_string = byte == '"';
        depth += byte == '{' || byte == '[';
        depth -= byte == '}' || byte == ']';
        bool begins = depth == 2 && (byte == '[' || byte == ',');
        if (begins && commas++ == index) {
            size_t start = i + 1;
            while (start < text.length && strchr(" \t\r\n", text.data[start]) != NULL) {
                start++;
            }
            return start;
        }
    }
    return text.length;
}

static size_t line_of(struct bytes text, size_t offset)
{
    size_t line = 1;
    for (size_t i = 0; i < offset; i++) {
        line += text.data[i] == '\n';
    }
    return line;
}

/* Says what is wrong with the file as a whole. */
static bool fail(struct reader *reader, const char *what)
{
    error_set(reader->error, "%s:1: %s", reader->path, what);
    return false;
}

/* The same for an entry. */
static bool fail_entry(struct reader *reader, size_t index, const char *what)
{
    size_t start = element_start(reader->text, index);
    error_set(reader->error, "%s:%zu: %s", reader->path, line_of(reader->text, start), what);
    return false;
}

/* Whether all keys of the object are among these; else `what` becomes what to say. */
static bool keys_are_known(json_t *object,
                           const char *const *keys,
                           size_t key_count,
                           struct error *what)
{
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value)
    {
        struct nearest nearest = nearest_to(key);
        size_t i = 0;
        while (i < key_count && strcmp(keys[i], key) != 0) {
            nearest_offer(&nearest, keys[i++]);
        }
        if (i < key_count) {
            continue;
        }
        if (nearest.found != NULL) {
            error_set(what, "unknown key '%s'; the nearest is '%s'", key, nearest.found);
        } else {
            error_set(what, "unknown key '%s'", key);
        }
        return false;
    }
    return true;
}

/* A text, or null (or no such key at all) where that is allowed. */
static bool take_text(json_t *object,
                      const char *key,
                      bool may_lack,
                      const char **ret_text,
                      struct error *what)
{
    const json_t *value = json_object_get(object, key);
    if (may_lack && (value == NULL || json_is_null(value))) {
        *ret_text = NULL;
        return true;
    }
    *ret_text = json_string_value(value);
    if (value == NULL) {
        error_set(what, "the key '%s' is missing", key);
    } else if (*ret_text == NULL) {
        error_set(what, "'%s' is no text%s", key, may_lack ? " or null" : "");
    }
    return *ret_text != NULL;
}

static bool take_fingerprint(json_t *object, uint64_t *ret_fingerprint, struct error *what)
{
    const char *text;
    if (!take_text(object, "fingerprint", false, &text, what)) {
        return false;
    }
    if (strlen(text) != FINGERPRINT_DIGITS ||
        strspn(text, "0123456789abcdef") != FINGERPRINT_DIGITS) {
        error_set(what, "'fingerprint' is not %d digits from 0 to f", FINGERPRINT_DIGITS);
        return false;
    }
    *ret_fingerprint = strtoull(text, NULL, 16);
    return true;
}

static bool take_count(json_t *object, uint64_t *ret_count, struct error *what)
{
    const json_t *value = json_object_get(object, "count");
    json_int_t count = json_integer_value(value);
    if (value == NULL) {
        error_set(what, "the key 'count' is missing");
        return false;
    }
    if (!json_is_integer(value) || count < 1 || count > COUNT_MAX) {
        error_set(what, "'count' is no whole number from 1 to %d", COUNT_MAX);
        return false;
    }
    *ret_count = (uint64_t)count;
    return true;
}

/* The strings of `entry` are those of the object. */
static bool take_entry(json_t *object, struct baseline_entry *entry, struct error *what)
{
    static const char *const keys[] = {"zone", "view",        "owner", "type",
                                       "rule", "fingerprint", "count", "message"};
    if (!json_is_object(object)) {
        error_set(what, "an entry is an object");
        return false;
    }
    return keys_are_known(object, keys, sizeof(keys) / sizeof(keys[0]), what) &&
           take_text(object, "rule", false, &entry->rule, what) &&
           take_text(object, "zone", true, &entry->zone, what) &&
           take_text(object, "view", true, &entry->view, what) &&
           take_text(object, "owner", true, &entry->owner, what) &&
           take_text(object, "type", true, &entry->type, what) &&
           take_text(object, "message", true, &entry->message, what) &&
           take_fingerprint(object, &entry->fingerprint, what) &&
           take_count(object, &entry->count, what);
}

static bool read_entries(struct reader *reader, json_t *entries)
{
    struct error what;
    if (json_array_size(entries) > BASELINE_ENTRIES_MAX) {
        error_set(&what, "more than %d entries", BASELINE_ENTRIES_MAX);
        return fail(reader, what.text);
    }
    size_t index;
    json_t *object;
    json_array_foreach(entries, index, object)
    {
        struct baseline_entry entry = {0};
        if (!take_entry(object, &entry, &what)) {
            return fail_entry(reader, index, what.text);
        }
        baseline_add(reader->baseline, &entry);
    }
    const struct baseline_entry *repeated = baseline_settle(reader->baseline);
    if (repeated != NULL) {
        error_set(&what, "an entry further up has the fingerprint %016" PRIx64 " too",
                  repeated->fingerprint);
        return fail_entry(reader, repeated->number, what.text);
    }
    return true;
}

static bool read_document(struct reader *reader, json_t *document)
{
    static const char *const keys[] = {"version", "entries"};
    struct error what;
    if (!json_is_object(document)) {
        return fail(reader, "a baseline is an object with the keys 'version' and 'entries'");
    }
    const json_t *version = json_object_get(document, "version");
    if (!json_is_integer(version)) {
        return fail(reader, version == NULL ? "the key 'version' is missing"
                                            : "'version' is no whole number");
    }
    if (json_integer_value(version) != BASELINE_VERSION) {
        error_set(&what, "version %lld of the format; this program reads version %d",
                  (long long)json_integer_value(version), BASELINE_VERSION);
        return fail(reader, what.text);
    }
    if (!keys_are_known(document, keys, sizeof(keys) / sizeof(keys[0]), &what)) {
        return fail(reader, what.text);
    }
    json_t *entries = json_object_get(document, "entries");
    if (!json_is_array(entries)) {
        return fail(reader,
                    entries == NULL ? "the key 'entries' is missing" : "'entries' is no list");
    }
    return read_entries(reader, entries);
}

struct baseline *baseline_from_json(struct bytes text, const char *path, struct error *error)
{
    struct reader reader = {.text = text, .path = path, .error = error};
    json_error_t reason;
    if (text.length > BASELINE_BYTES_MAX) {
        fail(&reader, "larger than a baseline may be, 512 MiB");
        return NULL;
    }
    json_t *document =
        json_loadb((const char *)text.data, text.length, JSON_REJECT_DUPLICATES, &reason);
    if (document == NULL) {
        error_set(error, "%s:%d: not JSON: %s", path, reason.line < 1 ? 1 : reason.line,
                  reason.text);
        return NULL;
    }
    reader.baseline = baseline_new();
    bool is_read = read_document(&reader, document);
    json_decref(document);
    if (!is_read) {
        baseline_free(reader.baseline);
        return NULL;
    }
    return reader.baseline;
}

static json_t *json_from_entry(const struct baseline_entry *entry)
{
    char fingerprint[FINGERPRINT_DIGITS + 1];
    snprintf(fingerprint, sizeof(fingerprint), "%016" PRIx64, entry->fingerprint);
    json_t *object = json_object();
    json_add(object, "zone", json_from_string(entry->zone));
    json_add(object, "view", json_from_string(entry->view));
    json_add(object, "owner", json_from_string(entry->owner));
    json_add(object, "type", json_from_string(entry->type));
    json_add(object, "rule", json_from_string(entry->rule));
    json_add(object, "fingerprint", json_from_string(fingerprint));
    json_add(object, "count", json_from_count(entry->count));
    json_add(object, "message", json_from_string(entry->message));
    return object;
}

static int add_piece(const char *piece, size_t length, void *context)
{
    buffer_add(context, (struct bytes){(const uint8_t *)piece, length});
    return 0;
}

void baseline_to_json(const struct baseline *baseline, struct buffer *text)
{
    buffer_add_format(text, "{\"version\": %d,\n \"entries\": [", BASELINE_VERSION);
    for (size_t i = 0; i < baseline->entries.count; i++) {
        json_t *object = json_from_entry(&baseline->entries.items[i]);
        buffer_add_string(text, i == 0 ? "\n  " : ",\n  ");
        json_dump_callback(object, add_piece, text, 0);
        json_decref(object);
    }
    buffer_add_string(text, "\n ]}\n");
}
