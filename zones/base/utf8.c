/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/base/utf8.h"

size_t utf8_read(struct bytes text, size_t at, uint32_t *ret_code)
{
    static const uint32_t code_min[] = {0, 0, 0x80, 0x800, 0x10000};
    uint8_t first = text.data[at];
    if (first < 0x80) {
        *ret_code = first;
        return 1;
    }
    size_t length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (length == 0 || length > text.length - at) {
        return 0;
    }
    uint32_t code = first & (0xffu >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        uint8_t next = text.data[at + i];
        if ((next & 0xc0) != 0x80) {
            return 0;
        }
        code = code << 6 | (next & 0x3fu);
    }
    if (code < code_min[length] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
        return 0;
    }
    *ret_code = code;
    return length;
}

size_t utf8_step(struct bytes text, size_t at)
{
    uint32_t code;
    size_t length = utf8_read(text, at, &code);
    return length == 0 ? 1 : length;
}

bool utf8_has_mark(struct bytes text)
{
    return text.length >= UTF8_MARK_BYTES && memcmp(text.data, UTF8_MARK, UTF8_MARK_BYTES) == 0;
}
