/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/rdata_field.h"

#include <assert.h>
#include <stdalign.h>
#include <stdlib.h>

#include "zones/base/memory.h"
#include "zones/rdata_fields.h"

#define RRFIELDS(code, names) [RRTYPE_SLOT(code)] = (names),
static const char *const names_of_types[RRTYPE_SLOTS] = {
#include "zones/rrfields.def"
};
#undef RRFIELDS

/* What the letters of a layout mean for those who look at a field alone. Letters that are not here
 * are of RDATA_FIELD_OTHER, of any length, and any number of words. */
static const struct letter {
    enum rdata_field_kind kind;
    uint8_t octets; /* 0: they vary */
    bool is_word;
} letters[128] = {
    ['n'] = {RDATA_FIELD_NAME, 0, true},    ['N'] = {RDATA_FIELD_NAME, 0, true},
    ['b'] = {RDATA_FIELD_NUMBER, 1, true},  ['s'] = {RDATA_FIELD_NUMBER, 2, true},
    ['l'] = {RDATA_FIELD_NUMBER, 4, true},  ['L'] = {RDATA_FIELD_NUMBER, 8, true},
    ['p'] = {RDATA_FIELD_PERIOD, 4, true},  ['d'] = {RDATA_FIELD_OTHER, 4, true},
    ['a'] = {RDATA_FIELD_ADDRESS, 4, true}, ['A'] = {RDATA_FIELD_ADDRESS, 16, true},
    ['c'] = {RDATA_FIELD_TEXT, 0, true},    ['C'] = {RDATA_FIELD_TEXT, 0, false},
    ['e'] = {RDATA_FIELD_TEXT, 0, false},   ['k'] = {RDATA_FIELD_TEXT, 0, true},
    ['v'] = {RDATA_FIELD_TEXT, 0, true},    ['x'] = {RDATA_FIELD_OTHER, 0, true},
    ['h'] = {RDATA_FIELD_OTHER, 0, true},   ['y'] = {RDATA_FIELD_OTHER, 2, true},
    ['g'] = {RDATA_FIELD_NUMBER, 1, true},  ['D'] = {RDATA_FIELD_NUMBER, 1, true},
    ['S'] = {RDATA_FIELD_NUMBER, 1, true},  ['f'] = {RDATA_FIELD_NUMBER, 2, true},
    ['P'] = {RDATA_FIELD_NUMBER, 1, true},  ['t'] = {RDATA_FIELD_NUMBER, 2, true},
    ['q'] = {RDATA_FIELD_NUMBER, 1, true},  ['B'] = {RDATA_FIELD_OTHER, 0, false},
    ['Q'] = {RDATA_FIELD_OTHER, 0, false},  ['K'] = {RDATA_FIELD_OTHER, 0, false},
    ['O'] = {RDATA_FIELD_OTHER, 0, false},  ['H'] = {RDATA_FIELD_OTHER, 0, false},
    ['F'] = {RDATA_FIELD_OTHER, 0, false},  ['T'] = {RDATA_FIELD_OTHER, 0, false},
    ['M'] = {RDATA_FIELD_OTHER, 0, false},  ['Y'] = {RDATA_FIELD_OTHER, 0, false},
    ['Z'] = {RDATA_FIELD_OTHER, 0, false},  ['z'] = {RDATA_FIELD_OTHER, 0, false},
    ['i'] = {RDATA_FIELD_OTHER, 0, false},  ['r'] = {RDATA_FIELD_OTHER, 0, false},
    ['6'] = {RDATA_FIELD_OTHER, 0, false},  ['w'] = {RDATA_FIELD_OTHER, 0, false},
    ['m'] = {RDATA_FIELD_OTHER, 0, false},  ['o'] = {RDATA_FIELD_OTHER, 0, false},
    ['V'] = {RDATA_FIELD_OTHER, 0, false},
};

static const char *names_of(uint16_t type)
{
    return rrtype_find(type) == NULL ? NULL : names_of_types[RRTYPE_SLOT(type)];
}

size_t rdata_field_count(uint16_t type)
{
    const char *names = names_of(type);
    size_t count = names == NULL ? 0 : 1;
    for (; count > 0 && *names != '\0'; names++) {
        count += *names == ' ';
    }
    return count;
}

/* The name of a field, as the length of it from the returned place on. */
static struct bytes name_at(uint16_t type, size_t index)
{
    const char *start = names_of(type);
    assert(start != NULL);
    for (; index > 0; index--) {
        start = strchr(start, ' ') + 1;
    }
    return (struct bytes){(const uint8_t *)start, strcspn(start, " ")};
}

struct rdata_field rdata_field_at(uint16_t type, size_t index)
{
    const char *layout = rrtype_find(type)->layout;
    assert(layout != NULL);
    assert(index < strlen(layout));
    const struct letter *letter = &letters[(unsigned char)layout[index]];
    struct rdata_field field = {
        .type = type,
        .index = (uint8_t)index,
        .letter = layout[index],
        .is_word = letter->is_word,
        .is_last = layout[index + 1] == '\0',
        .is_placed = true,
        .octet_count = letter->octets,
        .kind = letter->kind,
    };
    for (size_t i = 0; i < index; i++) {
        uint8_t octets = letters[(unsigned char)layout[i]].octets;
        field.is_placed = field.is_placed && octets > 0;
        field.octet = (uint8_t)(field.octet + octets);
    }
    struct bytes name = name_at(type, index);
    assert(name.length < sizeof(field.name));
    memcpy(field.name, name.data, name.length);
    return field;
}

bool rdata_field_find(uint16_t type, struct bytes name, struct rdata_field *ret_field)
{
    size_t count = rdata_field_count(type);
    for (size_t i = 0; i < count; i++) {
        if (bytes_equal(name_at(type, i), name)) {
            *ret_field = rdata_field_at(type, i);
            return true;
        }
    }
    return false;
}

static size_t field_start(const struct rdata_field *field, struct bytes wire)
{
    if (field->is_placed) {
        return field->octet;
    }
    const char *layout = rrtype_find(field->type)->layout;
    size_t at = 0;
    for (size_t i = 0; i < field->index; i++) {
        at = rdata_kind(layout[i])->walk(wire, at, NULL);
        assert(at != RDATA_END_NONE);
    }
    return at;
}

struct bytes rdata_field_octets(const struct rdata_field *field, struct bytes wire)
{
    size_t start = field_start(field, wire);
    size_t end = wire.length;
    if (!field->is_last) {
        end = field->octet_count > 0 ? start + field->octet_count
                                     : rdata_kind(field->letter)->walk(wire, start, NULL);
    }
    assert(start <= end);
    assert(end <= wire.length);
    return (struct bytes){wire.data + start, end - start};
}

uint64_t rdata_field_number(const struct rdata_field *field, struct bytes wire)
{
    const uint8_t *octets = wire.data + field_start(field, wire);
    uint64_t number = 0;
    for (size_t i = 0; i < field->octet_count; i++) {
        number = number << 8 | octets[i];
    }
    return number;
}

static void strings_to_text(struct bytes strings, struct buffer *text)
{
    for (size_t at = 0; at < strings.length; at += 1U + strings.data[at]) {
        buffer_add(text, (struct bytes){strings.data + at + 1, strings.data[at]});
    }
}

bool rdata_field_ignores_case(const struct rdata_field *field)
{
    return field->kind == RDATA_FIELD_NAME || field->letter == 'k';
}

void rdata_field_to_text(const struct rdata_field *field, struct bytes wire, struct buffer *text)
{
    size_t start = text->length;
    if (field->letter == 'v') {
        buffer_add(text, rdata_field_octets(field, wire));
    } else if (field->kind == RDATA_FIELD_TEXT) {
        strings_to_text(rdata_field_octets(field, wire), text);
    } else {
        rdata_kind(field->letter)->walk(wire, field_start(field, wire), text);
    }
    bool is_lower = field->letter == 'n'; /* in canonical wire form */
    for (size_t i = start; i < text->length && !is_lower && rdata_field_ignores_case(field); i++) {
        text->data[i] = byte_lower(text->data[i]);
    }
}

/* The value as a zone file has it. Text is put in quotes, whose inside is in `*ret_inside`. */
static struct bytes word_of_value(const struct rdata_field *field,
                                  struct bytes value,
                                  struct arena *arena,
                                  struct field *ret_inside)
{
    bool quoted = field->letter == 'c' || field->letter == 'v';
    struct buffer text = {0};
    if (quoted) {
        quoted_to_text(value, &text);
    } else {
        buffer_add(&text, value);
    }
    struct bytes word = arena_copy(arena, buffer_bytes(&text));
    buffer_free(&text);
    struct bytes inside = quoted ? (struct bytes){word.data + 1, word.length - 2} : word;
    *ret_inside = (struct field){
        .text = inside.data,
        .length = (uint32_t)inside.length,
        .quoted = quoted,
        .escaped = memchr(word.data, '\\', word.length) != NULL,
        .end = word.length,
    };
    return word;
}

bool rdata_field_from_text(const struct rdata_field *field,
                           struct bytes value,
                           struct arena *arena,
                           struct bytes *ret_octets,
                           struct bytes *ret_word)
{
    alignas(struct name) uint8_t room[sizeof(struct name) + 1];
    struct name *root = (void *)room;
    name_fill(root, (struct bytes){(const uint8_t *)"", 1});
    assert(field->is_word);
    if (value.length > RDATA_BYTES_MAX) {
        return false;
    }
    struct field inside;
    struct bytes word = word_of_value(field, value, arena, &inside);
    struct rdata_reader *reader = memory_get(sizeof(*reader));
    struct rdata_build build = {
        .reader = reader, .origin = root, .fields = &inside, .field_count = 1};
    bool good =
        rdata_kind(field->letter)->read(&build) && build.at == 1 && build.length <= RDATA_BYTES_MAX;
    if (good) {
        *ret_octets = arena_copy(arena, (struct bytes){reader->wire, build.length});
        *ret_word = word;
    }
    free(reader);
    return good;
}

static bool is_sound(const char *layout, struct bytes wire)
{
    size_t at = 0;
    for (; *layout != '\0' && at != RDATA_END_NONE; layout++) {
        at = rdata_kind(*layout)->walk(wire, at, NULL);
    }
    return at == wire.length;
}

bool rdata_field_replace(const struct rdata_field *field,
                         struct bytes wire,
                         struct bytes octets,
                         struct arena *arena,
                         struct bytes *ret_wire)
{
    struct bytes old = rdata_field_octets(field, wire);
    size_t front = (size_t)(old.data - wire.data);
    size_t behind = wire.length - front - old.length;
    size_t length = front + octets.length + behind;
    if (length > RDATA_BYTES_MAX) {
        return false;
    }
    uint8_t *data = arena_get_aligned(arena, length + 1, 1);
    memcpy(data, wire.data, front);
    memcpy(data + front, octets.data, octets.length);
    memcpy(data + front + octets.length, old.data + old.length, behind);
    *ret_wire = (struct bytes){data, length};
    return is_sound(rrtype_find(field->type)->layout, *ret_wire);
}
