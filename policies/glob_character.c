/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/glob_program.h"
#include "zones/base/utf8.h"
#include "zones/octet.h"

static uint32_t text_character(struct bytes text, size_t *at)
{
    uint32_t character;
    size_t length = utf8_read(text, *at, &character);
    if (length == 0) {
        character = (uint32_t)GLOB_STRAY + text.data[*at];
        length = 1;
    }
    *at += length;
    return character;
}

static uint32_t path_character(struct bytes text, size_t *at)
{
    uint32_t character = text_character(text, at);
    return character == '/' ? (uint32_t)GLOB_SEPARATOR : character;
}

static uint32_t name_character(struct bytes text, size_t *at)
{
    uint8_t octet = text.data[*at];
    if (octet == '.') {
        *at += 1;
        return GLOB_SEPARATOR;
    }
    if (!octet_from_text(text, at, &octet)) {
        *at += 1;
    }
    return octet;
}

uint32_t glob_character(enum glob_kind kind, struct bytes text, size_t *at)
{
    switch (kind) {
    case GLOB_PATH:
        return path_character(text, at);
    case GLOB_NAME:
        return name_character(text, at);
    case GLOB_TEXT:
        break;
    }
    return text_character(text, at);
}

bool glob_ends_part(enum glob_kind kind, struct bytes text)
{
    if (text.length == 0 || kind == GLOB_TEXT) {
        return false;
    }
    size_t last = text.length - 1;
    if (kind == GLOB_PATH || text.data[last] != '.') {
        return kind == GLOB_PATH && text.data[last] == '/';
    }
    size_t escape = last; /* where the backslashes in front of the dot begin */
    while (escape > 0 && text.data[escape - 1] == '\\') {
        escape--;
    }
    return (last - escape) % 2 == 0;
}
