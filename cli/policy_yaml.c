/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/policy_yaml.h"

#include <assert.h>

#include "cli/problem_text.h"
#include "cli/text.h"

enum {
    INDENT = 2,
    NOTE_COLUMN = 44, /* where comments begin, when the line is not longer */
};

/* ---- Scalars */

static bool is_letter_or_digit(uint8_t byte)
{
    uint8_t lower = byte_lower(byte);
    return (lower >= 'a' && lower <= 'z') || byte_is_digit(byte);
}

/* Whether a text may stand without quotes wherever a scalar may, for every reader of YAML: a colon
 * only between letters or digits. Words such as `off` stay as they are: they are text here. */
static bool is_plain(struct bytes text)
{
    for (size_t i = 0; i < text.length; i++) {
        uint8_t byte = text.data[i];
        bool is_first = i == 0;
        bool is_last = i + 1 == text.length;
        bool is_inside = !is_first && !is_last && is_letter_or_digit(text.data[i - 1]) &&
                         is_letter_or_digit(text.data[i + 1]);
        if (is_letter_or_digit(byte) || byte == '/' || (byte == '.' && !is_first) ||
            (byte == ':' && is_inside) || (!is_first && (byte == '-' || byte == '_'))) {
            continue;
        }
        if (byte != ' ' || !is_inside) {
            return false;
        }
    }
    return text.length > 0;
}

/* Adds a character between double quotes. What a terminal must not get is written by its code. */
static void add_quoted_character(struct bytes text, size_t at, struct buffer *quoted)
{
    struct character character = character_at(text, at);
    struct bytes bytes = {text.data + at, character.length};
    struct buffer shown = {0};
    character_show(text, at, &shown);
    bool is_shown_as_it_is = shown.length == bytes.length &&
                             memcmp(buffer_bytes(&shown).data, bytes.data, bytes.length) == 0;
    buffer_free(&shown);
    if (character.code == '"' || character.code == '\\') {
        buffer_add_byte(quoted, '\\');
        buffer_add(quoted, bytes);
    } else if (character.code == '\n') {
        buffer_add_string(quoted, "\\n");
    } else if (character.code == '\t') {
        buffer_add_string(quoted, "\\t");
    } else if (is_shown_as_it_is) {
        buffer_add(quoted, bytes);
    } else {
        buffer_add_format(quoted, "\\U%08x", (unsigned)character.code);
    }
}

static void add_scalar(struct bytes text, struct buffer *line)
{
    if (is_plain(text)) {
        buffer_add(line, text);
        return;
    }
    buffer_add_byte(line, '"');
    for (size_t at = 0; at < text.length; at += character_at(text, at).length) {
        add_quoted_character(text, at, line);
    }
    buffer_add_byte(line, '"');
}

/* ---- Lines */

static void add_blanks(struct policy_yaml *yaml, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_add_byte(yaml->text, ' ');
    }
}

static void start_line(struct policy_yaml *yaml)
{
    for (; yaml->written < yaml->depth; yaml->written++) {
        add_blanks(yaml, yaml->written * INDENT);
        add_scalar(bytes_from_string(yaml->open[yaml->written]), yaml->text);
        buffer_add_string(yaml->text, ":\n");
    }
    add_blanks(yaml, yaml->depth * INDENT);
}

static void end_line(struct policy_yaml *yaml)
{
    struct bytes text = buffer_bytes(yaml->text);
    if (yaml->note.length > 0) {
        const uint8_t *newline = memrchr(text.data, '\n', text.length);
        size_t start = newline == NULL ? 0 : (size_t)(newline - text.data) + 1;
        size_t columns = text_columns((struct bytes){text.data + start, text.length - start});
        add_blanks(yaml, columns + 2 < NOTE_COLUMN ? NOTE_COLUMN - columns : 2);
        buffer_add_format(yaml->text, "# %s", buffer_string(&yaml->note));
        buffer_clear(&yaml->note);
    }
    buffer_add_byte(yaml->text, '\n');
}

void policy_yaml_open(struct policy_yaml *yaml, const char *key)
{
    assert(yaml->depth < POLICY_YAML_DEPTH_MAX);
    yaml->open[yaml->depth++] = key;
}

void policy_yaml_close(struct policy_yaml *yaml)
{
    assert(yaml->depth > 0);
    yaml->depth--;
    if (yaml->written > yaml->depth) {
        yaml->written = yaml->depth;
    }
}

void policy_yaml_note(struct policy_yaml *yaml, const char *text)
{
    text_show_string(text, &yaml->note);
}

void policy_yaml_note_place(struct policy_yaml *yaml, struct policy_place place)
{
    if (place.source == NULL) {
        buffer_add_string(&yaml->note, "by default");
    } else {
        policy_place_show(place, yaml->folder, &yaml->note);
    }
}

/* ---- Values */

static void add_flow(const struct yaml_node *value, struct buffer *line)
{
    switch (value->kind) {
    case YAML_SCALAR:
        add_scalar(value->text, line);
        break;
    case YAML_LIST:
        buffer_add_byte(line, '[');
        for (size_t i = 0; i < value->items.count; i++) {
            buffer_add_string(line, i == 0 ? "" : ", ");
            add_flow(value->items.items[i], line);
        }
        buffer_add_byte(line, ']');
        break;
    case YAML_MAP:
        buffer_add_byte(line, '{');
        for (size_t i = 0; i < value->pairs.count; i++) {
            buffer_add_string(line, i == 0 ? "" : ", ");
            add_scalar(value->pairs.items[i].key->text, line);
            buffer_add_string(line, ": ");
            add_flow(value->pairs.items[i].value, line);
        }
        buffer_add_byte(line, '}');
        break;
    }
}

void policy_yaml_add_word(struct policy_yaml *yaml, const char *key, const char *word)
{
    start_line(yaml);
    add_scalar(bytes_from_string(key), yaml->text);
    buffer_add_string(yaml->text, ": ");
    add_scalar(bytes_from_string(word), yaml->text);
    end_line(yaml);
}

void policy_yaml_add_value(struct policy_yaml *yaml, const char *key, const struct yaml_node *value)
{
    start_line(yaml);
    add_scalar(bytes_from_string(key), yaml->text);
    buffer_add_string(yaml->text, ": ");
    add_flow(value, yaml->text);
    end_line(yaml);
}

static bool has_list_of_maps(const struct yaml_node *value)
{
    return value->kind == YAML_LIST && value->items.count > 0 &&
           value->items.items[0]->kind == YAML_MAP;
}

/* The pairs of a map: the first goes on with the line, which is behind a `- `. */
static void add_pairs(struct policy_yaml *yaml, const struct yaml_node *map, size_t column)
{
    for (size_t i = 0; i < map->pairs.count; i++) {
        const struct yaml_pair *pair = &map->pairs.items[i];
        add_blanks(yaml, i == 0 ? 0 : column);
        add_scalar(pair->key->text, yaml->text);
        buffer_add_byte(yaml->text, ':');
        if (!has_list_of_maps(pair->value)) {
            buffer_add_byte(yaml->text, ' ');
            add_flow(pair->value, yaml->text);
            end_line(yaml);
            continue;
        }
        end_line(yaml);
        for (size_t k = 0; k < pair->value->items.count; k++) {
            add_blanks(yaml, column + INDENT);
            buffer_add_string(yaml->text, "- ");
            add_flow(pair->value->items.items[k], yaml->text);
            end_line(yaml);
        }
    }
}

void policy_yaml_add_item(struct policy_yaml *yaml, const struct yaml_node *value)
{
    start_line(yaml);
    buffer_add_string(yaml->text, "- ");
    if (value->kind == YAML_MAP && value->pairs.count > 0) {
        add_pairs(yaml, value, (yaml->depth + 1) * INDENT);
    } else {
        add_flow(value, yaml->text);
        end_line(yaml);
    }
}

void policy_yaml_end(struct policy_yaml *yaml)
{
    buffer_free(&yaml->note);
}
