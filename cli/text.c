/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#include "zones/base/utf8.h"

struct character character_at(struct bytes text, size_t at)
{
    uint32_t code;
    size_t length = utf8_read(text, at, &code);
    return length == 0 ? (struct character){text.data[at], 1, false}
                       : (struct character){code, (uint8_t)length, true};
}

/* Characters that show nothing themselves and change how their neighbours are shown: marks of
 * writing direction, joiners, separators of lines. Unicode calls most of them format characters. */
static bool code_is_invisible(uint32_t code)
{
    static const struct {
        uint32_t first;
        uint32_t last;
    } ranges[] = {
        {0x00ad, 0x00ad}, {0x061c, 0x061c}, {0x180e, 0x180e}, {0x200b, 0x200f},   {0x2028, 0x202e},
        {0x2060, 0x206f}, {0xfeff, 0xfeff}, {0xfff9, 0xfffb}, {0xe0000, 0xe007f},
    };
    for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
        if (code >= ranges[i].first && code <= ranges[i].last) {
            return true;
        }
    }
    return false;
}

size_t character_show(struct bytes text, size_t at, struct buffer *shown)
{
    struct character character = character_at(text, at);
    size_t before = shown->length;
    if (character.valid && character.code >= 0x20 && character.code < 0x7f) {
        buffer_add_byte(shown, (uint8_t)character.code);
        return 1;
    }
    if (character.code == '\n' || character.code == '\t') {
        buffer_add_string(shown, character.code == '\n' ? "\\n" : "\\t");
        return 2;
    }
    if (!character.valid || character.code < 0x80) {
        buffer_add_format(shown, "\\x%02X", (unsigned)character.code);
        return shown->length - before;
    }
    int columns = wcwidth((wchar_t)character.code);
    if (columns < 0 || code_is_invisible(character.code)) {
        buffer_add_format(shown, "<U+%04X>", (unsigned)character.code);
        return shown->length - before;
    }
    buffer_add(shown, (struct bytes){text.data + at, character.length});
    return (size_t)columns;
}

/* How many bytes from `at` on are printable ASCII, which is shown as it is in one column each. */
static size_t plain_length(struct bytes text, size_t at)
{
    size_t end = at;
    while (end < text.length && text.data[end] >= 0x20 && text.data[end] < 0x7f) {
        end++;
    }
    return end - at;
}

void text_show(struct bytes text, struct buffer *shown)
{
    for (size_t at = 0; at < text.length;) {
        size_t plain = plain_length(text, at);
        buffer_add(shown, (struct bytes){text.data + at, plain});
        at += plain;
        if (at < text.length) {
            character_show(text, at, shown);
            at += character_at(text, at).length;
        }
    }
}

void text_show_string(const char *string, struct buffer *shown)
{
    text_show(bytes_from_string(string), shown);
}

static void show_arguments(struct buffer *shown, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

static void show_arguments(struct buffer *shown, const char *format, va_list arguments)
{
    char *text = NULL;
    int length = vasprintf(&text, format, arguments);
    if (length < 0) {
        return; /* No memory for one line of text, or a string longer than INT_MAX. */
    }
    text_show((struct bytes){(const uint8_t *)text, (size_t)length}, shown);
    free(text);
}

void text_show_format(struct buffer *shown, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    show_arguments(shown, format, arguments);
    va_end(arguments);
}

size_t text_columns(struct bytes shown)
{
    size_t columns = 0;
    for (size_t at = 0; at < shown.length;) {
        size_t plain = plain_length(shown, at);
        columns += plain;
        at += plain;
        if (at == shown.length) {
            break;
        }
        struct character character = character_at(shown, at);
        int width = character.code < 0x80 ? 1 : wcwidth((wchar_t)character.code);
        columns += width > 0 ? (size_t)width : 0;
        at += character.length;
    }
    return columns;
}

void text_add_count(struct buffer *text, uint64_t count, const char *word)
{
    if (count == 0) {
        buffer_add_string(text, "no");
    } else {
        buffer_add_format(text, "%llu", (unsigned long long)count);
    }
    buffer_add_format(text, " %s%s", word, count == 1 ? "" : "s");
}

void message_print(const char *format, ...)
{
    struct buffer line = {0};
    buffer_add_string(&line, "zonetidy: ");
    va_list arguments;
    va_start(arguments, format);
    show_arguments(&line, format, arguments);
    va_end(arguments);
    buffer_add_byte(&line, '\n');
    fflush(stdout);
    /* When standard error cannot be written to, there is nobody left to tell. */
    (void)!fwrite(line.data, 1, line.length, stderr);
    buffer_free(&line);
}
