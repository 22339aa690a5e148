/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/owner_pattern.h"

#include <assert.h>
#include <stdalign.h>

struct owner_pattern {
    bool absolute;
    bool everything;         /* `**` alone */
    uint8_t labels;          /* of a literal one */
    struct bytes literal;    /* its wire form without the root; `data` is NULL when it is a glob */
    const struct glob *glob; /* when it is one */
    struct glob_ends ends;
};

/* The labels of a literal pattern. False when no name has them. */
static bool literal_read(struct owner_pattern *pattern, struct bytes text, struct arena *arena)
{
    alignas(struct name) uint8_t room[sizeof(struct name) + 1];
    struct name *root = (void *)room;
    name_fill(root, (struct bytes){(const uint8_t *)"", 1});
    uint8_t wire[NAME_OCTETS_MAX] = {0};
    enum flaw_kind flaw;
    size_t length = text.length == 0 ? 1 : name_wire_from_text(text, root, wire, &flaw);
    if (length == 0) {
        return false;
    }
    name_wire_fold(wire, length);
    for (size_t at = 0; wire[at] != 0; at += wire[at] + 1U) {
        pattern->labels++;
    }
    pattern->literal = arena_copy(arena, (struct bytes){wire, length - 1});
    pattern->ends = (struct glob_ends){
        .head = {pattern->literal.data + (length > 1), wire[0]},
        .tail = pattern->literal,
    };
    return true;
}

const struct owner_pattern *owner_pattern_new(struct bytes text,
                                              struct arena *arena,
                                              struct glob_flaw *flaw)
{
    struct owner_pattern *pattern = arena_get_zeroed(arena, sizeof(*pattern));
    if (bytes_equal(text, bytes_from_string("@"))) {
        literal_read(pattern, (struct bytes){NULL, 0}, arena);
        return pattern;
    }
    const struct glob *glob = glob_new(GLOB_NAME, text, arena, flaw);
    if (glob == NULL) {
        return NULL;
    }
    /* A dot behind a backslash is part of a label, and that backslash is not itself behind one. */
    size_t escapes = 0;
    while (text.length >= 2 + escapes && text.data[text.length - 2 - escapes] == '\\') {
        escapes++;
    }
    pattern->absolute = text.data[text.length - 1] == '.' && escapes % 2 == 0;
    pattern->everything = bytes_equal(text, bytes_from_string("**"));
    struct bytes literal;
    if (!glob_is_literal(glob, &literal)) {
        pattern->glob = glob;
        pattern->ends = glob_ends_of(glob, arena);
    } else if (!literal_read(pattern, literal, arena)) {
        *flaw = (struct glob_flaw){0, "no domain name is like this"};
        return NULL;
    }
    return pattern;
}

static size_t name_text_length(const struct name *name)
{
    char text[NAME_TEXT_BYTES_MAX];
    return strlen(name_to_text(name, text));
}

void owner_start(struct owner *owner, const struct name *name, const struct name *apex)
{
    if (apex != owner->apex) {
        owner->apex = apex;
        owner->apex_length = name_text_length(apex);
    }
    owner->name = name;
    owner->length = 0;
}

struct bytes owner_text(struct owner *owner)
{
    if (owner->length == 0) {
        owner->length = strlen(name_to_text(owner->name, owner->text));
    }
    return (struct bytes){(const uint8_t *)owner->text, owner->length};
}

/* The labels of a literal pattern are those that the name begins with, and the rest of it is the
 * apex, or the root. */
static bool literal_matches(const struct owner_pattern *pattern, const struct owner *owner)
{
    size_t rest = pattern->absolute ? 1 : owner->apex->length;
    unsigned labels = pattern->labels + (pattern->absolute ? 0U : owner->apex->labels);
    return owner->name->length == pattern->literal.length + rest && owner->name->labels == labels &&
           memcmp(owner->name->wire, pattern->literal.data, pattern->literal.length) == 0;
}

bool owner_pattern_matches(const struct owner_pattern *pattern, struct owner *owner)
{
    if (pattern->glob == NULL) {
        return literal_matches(pattern, owner);
    }
    size_t rest = pattern->absolute ? 1 : owner->apex->length;
    if (!glob_ends_match(&pattern->ends, name_wire(owner->name), rest)) {
        return false;
    }
    if (pattern->absolute) {
        return glob_matches(pattern->glob, owner_text(owner));
    }
    if (owner->name->length == owner->apex->length || pattern->everything) {
        return pattern->everything;
    }
    /* The text of the root is the final dot that the rest ends with. */
    struct bytes text = owner_text(owner);
    text.length -= owner->apex_length;
    text.length -= name_is_root(owner->apex) ? 0 : 1;
    return glob_matches(pattern->glob, text);
}

struct glob_ends owner_pattern_ends(const struct owner_pattern *pattern, bool *ret_absolute)
{
    *ret_absolute = pattern->absolute;
    return pattern->ends;
}

bool owner_pattern_has_one_name(const struct owner_pattern *pattern)
{
    return pattern->glob == NULL;
}

bool owner_pattern_is_literal(const struct owner_pattern *pattern,
                              const struct name *apex,
                              uint8_t *wire,
                              size_t *ret_length)
{
    if (pattern->glob != NULL) {
        return false;
    }
    struct bytes rest =
        pattern->absolute ? (struct bytes){(const uint8_t *)"", 1} : name_wire(apex);
    size_t length = pattern->literal.length + rest.length;
    *ret_length = 0;
    if (length <= NAME_OCTETS_MAX) {
        memcpy(wire, pattern->literal.data, pattern->literal.length);
        memcpy(wire + pattern->literal.length, rest.data, rest.length);
        *ret_length = length;
    }
    return true;
}
