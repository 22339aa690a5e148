/* SPDX-License-Identifier: BSD-3-Clause */
/* Names in presentation format (RFC 1035 section 5.1), in both directions. */
#include <assert.h>
#include <stdalign.h>

#include "zones/name.h"
#include "zones/octet.h"

/* Which of eight bytes are `byte`: the top bit of each that is. Exact for each byte: nothing
 * carries from one into the next. */
static uint64_t bytes_that_are(uint64_t bytes, uint8_t byte)
{
    const uint64_t each = UINT64_C(0x0101010101010101);
    uint64_t difference = bytes ^ byte * each;
    uint64_t low = (difference & 0x7f * each) + 0x7f * each;
    return ~(low | difference | 0x7f * each);
}

/* A name whose text has no escape is its wire form already but for the dots, in whose places the
 * lengths of labels stand. */
struct plain_labels {
    uint8_t *wire;
    size_t label; /* where the length octet of the open label is */
    bool escaped; /* it has an escape after all */
    enum flaw_kind flaw;
};

/* Closes the open label at octet `end`. */
static bool plain_label_close(struct plain_labels *labels, size_t end)
{
    size_t length = end - labels->label - 1;
    if (length == 0 || length > LABEL_OCTETS_MAX) {
        labels->flaw = length == 0 ? FLAW_LABEL_EMPTY : FLAW_LABEL_TOO_LONG;
        return false;
    }
    labels->wire[labels->label] = (uint8_t)length;
    labels->label = end;
    return true;
}

/* Takes `count` bytes, 8 at most, that belong at octet `at` of the wire form. */
static bool plain_labels_take(struct plain_labels *labels, uint64_t bytes, size_t at)
{
    if (bytes_that_are(bytes, '\\') != 0) {
        labels->escaped = true;
        return false;
    }
    for (uint64_t dots = bytes_that_are(bytes, '.'); dots != 0; dots &= dots - 1) {
        if (!plain_label_close(labels, at + (size_t)__builtin_ctzll(dots) / 8)) {
            return false;
        }
    }
    return true;
}

/* Reads a text without escapes. Returns the octets so far, with room left for the root's, or 0 with
 * the flaw set or an escape seen. `wire` has room for an octet more than the text. */
static size_t plain_labels_from_text(struct bytes text,
                                     struct plain_labels *labels,
                                     bool *ret_absolute)
{
    size_t at = 0;
    for (; at + 8 <= text.length; at += 8) {
        uint64_t bytes = bytes_load8(text.data + at);
        bytes_store8(labels->wire + at + 1, bytes);
        if (!plain_labels_take(labels, bytes, at + 1)) {
            return 0;
        }
    }
    if (at < text.length) {
        size_t count = text.length - at;
        memcpy(labels->wire + at + 1, text.data + at, count);
        if (!plain_labels_take(labels, bytes_load_few(text.data + at, count), at + 1)) {
            return 0;
        }
    }
    *ret_absolute = labels->label == text.length;
    if (*ret_absolute) {
        return text.length;
    }
    return plain_label_close(labels, text.length + 1) ? text.length + 1 : 0;
}

/* The same for any text, byte by byte. */
static size_t escaped_labels_from_text(struct bytes text,
                                       uint8_t *wire,
                                       bool *ret_absolute,
                                       enum flaw_kind *flaw)
{
    size_t length = 1; /* behind the length octet of the first label */
    size_t label = 0;  /* where its length octet is */
    size_t at = 0;
    while (at < text.length) {
        uint8_t octet = text.data[at];
        if (octet == '.') {
            if (length - label == 1) {
                *flaw = FLAW_LABEL_EMPTY;
                return 0;
            }
            wire[label] = (uint8_t)(length - label - 1);
            label = length++;
            at++;
        } else if (octet == '\\') {
            if (!octet_from_text(text, &at, &octet)) {
                *flaw = FLAW_ESCAPE;
                return 0;
            }
            wire[length++] = octet;
        } else {
            wire[length++] = octet;
            at++;
        }
        if (length - label - 1 > LABEL_OCTETS_MAX) {
            *flaw = FLAW_LABEL_TOO_LONG;
            return 0;
        }
        if (length > NAME_OCTETS_MAX) {
            *flaw = FLAW_NAME_TOO_LONG;
            return 0;
        }
    }
    *ret_absolute = length - label == 1;
    if (*ret_absolute) {
        return label;
    }
    wire[label] = (uint8_t)(length - label - 1);
    return length;
}

static size_t labels_from_text(struct bytes text,
                               uint8_t *wire,
                               bool *ret_absolute,
                               enum flaw_kind *flaw)
{
    if (text.length < NAME_OCTETS_MAX) {
        struct plain_labels labels = {.wire = wire};
        size_t length = plain_labels_from_text(text, &labels, ret_absolute);
        if (length != 0 || !labels.escaped) {
            *flaw = labels.flaw;
            return length;
        }
    }
    return escaped_labels_from_text(text, wire, ret_absolute, flaw);
}

size_t name_wire_from_text(struct bytes text,
                           const struct name *origin,
                           uint8_t *wire,
                           enum flaw_kind *flaw)
{
    if (text.length == 0) {
        *flaw = FLAW_FIELD_NAME;
        return 0;
    }
    if (text.length == 1 && text.data[0] == '.') {
        wire[0] = 0;
        return 1;
    }
    /* One octet may be written behind the last that a name may have, before that is noticed. */
    uint8_t room[NAME_OCTETS_MAX + 2];
    size_t length = 0;
    bool absolute = false;
    if (!(text.length == 1 && text.data[0] == '@')) {
        length = labels_from_text(text, room, &absolute, flaw);
        if (length == 0) {
            return 0;
        }
    }
    struct bytes end = {(const uint8_t *)"", 1};
    if (!absolute) {
        if (origin == NULL) {
            *flaw = FLAW_FIELD_NAME;
            return 0;
        }
        end = name_wire(origin);
    }
    if (length + end.length > NAME_OCTETS_MAX) {
        *flaw = FLAW_NAME_TOO_LONG;
        return 0;
    }
    memcpy(wire, room, length);
    memcpy(wire + length, end.data, end.length);
    return length + end.length;
}

size_t name_wire_from_absolute(struct bytes text, uint8_t *wire, enum flaw_kind *flaw)
{
    alignas(struct name) uint8_t room[sizeof(struct name) + 1];
    struct name *root = (void *)room;
    name_fill(root, (struct bytes){(const uint8_t *)"", 1});
    return name_wire_from_text(text, root, wire, flaw);
}

static size_t octet_to_text(uint8_t octet, char *text)
{
    if (octet <= ' ' || octet > '~') {
        text[0] = '\\';
        text[1] = (char)('0' + octet / 100);
        text[2] = (char)('0' + octet / 10 % 10);
        text[3] = (char)('0' + octet % 10);
        return 4;
    }
    switch (octet) {
    case '"': /* What would end a word, a label or a line of a zone file (RFC 1035 section 5.1). */
    case '.':
    case ';':
    case '\\':
    case '(':
    case ')':
    case '@':
    case '$':
        text[0] = '\\';
        text[1] = (char)octet;
        return 2;
    default:
        text[0] = (char)octet;
        return 1;
    }
}

/* Nearly all octets of nearly all names. */
static inline bool octet_is_plain(uint8_t octet)
{
    return (octet >= 'a' && octet <= 'z') || (octet >= '-' && octet <= '9' && octet != '.');
}

/* The labels from `at` up to `end`, with a dot behind each; returns the characters written. */
static size_t labels_to_text(const uint8_t *wire, size_t at, size_t end, char *text)
{
    size_t length = 0;
    while (at < end && wire[at] != 0) {
        size_t label_end = at + wire[at] + 1U;
        for (at++; at < label_end; at++) {
            if (octet_is_plain(wire[at])) {
                text[length++] = (char)wire[at];
            } else {
                length += octet_to_text(wire[at], text + length);
            }
        }
        text[length++] = '.';
    }
    return length;
}

char *name_to_text(const struct name *name, char *text)
{
    size_t length = labels_to_text(name->wire, 0, name->length, text);
    if (length == 0) {
        text[length++] = '.';
    }
    text[length] = '\0';
    return text;
}

void name_wire_to_text(struct bytes wire, struct buffer *text)
{
    char room[NAME_TEXT_BYTES_MAX];
    size_t length = labels_to_text(wire.data, 0, wire.length, room);
    if (length == 0) {
        room[length++] = '.';
    }
    buffer_add(text, (struct bytes){(const uint8_t *)room, length});
}

void name_wire_to_relative_text(struct bytes wire, const struct name *origin, struct buffer *text)
{
    size_t front = 0; /* octets of the labels that `origin` leaves */
    while (wire.length - front > origin->length) {
        front += wire.data[front] + 1U;
    }
    struct bytes end = {wire.data + front, wire.length - front};
    if (name_is_root(origin) || !bytes_equal_folded(end, name_wire(origin))) {
        name_wire_to_text(wire, text);
        return;
    }
    char room[NAME_TEXT_BYTES_MAX];
    size_t length = labels_to_text(wire.data, 0, front, room);
    if (length == 0) {
        buffer_add_byte(text, '@');
        return;
    }
    buffer_add(text, (struct bytes){(const uint8_t *)room, length - 1});
}
