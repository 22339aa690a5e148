/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/glob_program.h"
#include "zones/octet.h"

/* How the first byte of a character of several bytes looks, and what the smallest character of that
 * length is: a smaller one would have a shorter form (RFC 3629 section 3). */
struct utf8_form {
    uint8_t mask;
    uint8_t mark;
    uint8_t length;
    uint32_t smallest;
};

static const struct utf8_form utf8_forms[] = {
    {0xe0, 0xc0, 2, 0x80},
    {0xf0, 0xe0, 3, 0x800},
    {0xf8, 0xf0, 4, 0x10000},
};

static bool utf8_read(struct bytes text, size_t *at, uint32_t *ret_character)
{
    const uint8_t *here = text.data + *at;
    for (size_t i = 0; i < sizeof(utf8_forms) / sizeof(utf8_forms[0]); i++) {
        const struct utf8_form *form = &utf8_forms[i];
        if ((here[0] & form->mask) != form->mark) {
            continue;
        }
        if (text.length - *at < form->length) {
            return false;
        }
        uint32_t character = here[0] & (uint8_t)~form->mask;
        for (size_t byte = 1; byte < form->length; byte++) {
            if ((here[byte] & 0xc0) != 0x80) {
                return false;
            }
            character = character << 6 | (here[byte] & 0x3f);
        }
        *at += form->length;
        *ret_character = character;
        return character >= form->smallest && character <= 0x10ffff &&
               (character < 0xd800 || character > 0xdfff);
    }
    return false;
}

static uint32_t path_character(struct bytes text, size_t *at)
{
    size_t start = *at;
    uint8_t byte = text.data[start];
    uint32_t character = byte == '/' ? (uint32_t)GLOB_SEPARATOR : byte;
    if (byte < 0x80) {
        *at += 1;
    } else if (!utf8_read(text, at, &character)) {
        *at = start + 1;
        character = (uint32_t)GLOB_STRAY + byte;
    }
    return character;
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
    return kind == GLOB_PATH ? path_character(text, at) : name_character(text, at);
}

bool glob_ends_part(enum glob_kind kind, struct bytes text)
{
    if (text.length == 0) {
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
