/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/yaml_text.h"

#include "policies/yaml.h"
#include "zones/base/utf8.h"

/* UTF-16 begins with its mark, or with a character of ASCII, one of whose two bytes is 0. */
static bool begins_as_utf16(struct bytes text)
{
    if (text.length < 2) {
        return false;
    }
    uint8_t first = text.data[0];
    uint8_t second = text.data[1];
    return (first == 0xff && second == 0xfe) || (first == 0xfe && second == 0xff) ||
           (first == 0) != (second == 0);
}

bool yaml_refuses(uint32_t code)
{
    return (code < 0x20 && code != '\t' && code != '\n') || (code >= 0x7f && code <= 0x9f) ||
           code == 0x2028 || code == 0x2029 || code == 0xfeff || code == 0xfffe || code == 0xffff;
}

/* Puts characters that YAML takes for text in the place of one that is refused. */
static void replace(struct yaml_text *text, struct arena *arena, size_t at, size_t length)
{
    static const char *const replacements[] = {"", "_", "\xc2\xbf", "\xef\xbf\xbd"};
    if (text->bytes.data == text->source->text.data + text->start) {
        text->bytes = arena_copy(arena, text->bytes);
    }
    uint8_t *bytes = (uint8_t *)(uintptr_t)text->bytes.data; /* a copy of our own */
    memcpy(bytes + at, replacements[length], length);
}

static bool line_begins(struct bytes text, size_t at)
{
    return at == 0 || text.data[at - 1] == '\n' || text.data[at - 1] == '\r';
}

/* The first is enough: whoever converts the file mends all others too. */
static void tell_foreign_byte(const struct yaml_text *text,
                              size_t at,
                              struct policy_problems *problems)
{
    uint32_t start = text->start + (uint32_t)at;
    policy_problem_add(problems, (struct policy_place){text->source, start, start + 1},
                       "byte 0x%02X is not UTF-8, and the file has to be in UTF-8",
                       text->bytes.data[at])
        ->help = "convert it, such as with iconv -f latin1 -t utf-8";
}

bool yaml_text_make(struct yaml_text *text,
                    const struct policy_source *source,
                    struct policy_problems *problems)
{
    struct bytes all = source->text;
    if (begins_as_utf16(all)) {
        struct policy_place place = {source, 0, 0};
        policy_problem_add(problems, place, "the file is in UTF-16, and it has to be in UTF-8")
            ->help = "save it as UTF-8";
        return false;
    }
    uint32_t start = utf8_has_mark(all) ? UTF8_MARK_BYTES : 0;
    *text = (struct yaml_text){.source = source, .start = start};
    if (all.length > start) {
        text->bytes = (struct bytes){all.data + start, all.length - start};
    }
    int directives = 0;
    bool foreign = false; /* a byte was met that is not UTF-8 */
    size_t length;
    for (size_t at = 0; at < text->bytes.length; at += length) {
        uint32_t code;
        length = utf8_read(text->bytes, at, &code);
        uint32_t place = start + (uint32_t)at;
        if (length == 0) {
            if (!foreign) {
                tell_foreign_byte(text, at, problems);
            }
            foreign = true;
            length = 1;
            replace(text, problems->arena, at, length);
            continue;
        }
        /* libyaml compares each %TAG with all before it: a file of them would take minutes. */
        if (code == '%' && line_begins(text->bytes, at) && ++directives > YAML_DIRECTIVES_MAX) {
            policy_problem_add(problems, (struct policy_place){source, place, place + 1},
                               "more than %d directives", YAML_DIRECTIVES_MAX);
            return false;
        }
        if (code != '\r' && yaml_refuses(code)) {
            policy_problem_add(problems,
                               (struct policy_place){source, place, place + (uint32_t)length},
                               "the character U+%04X cannot be in a policy", (unsigned)code);
            if (foreign) {
                return false; /* nor is it text in any other encoding */
            }
            replace(text, problems->arena, at, length);
        }
    }
    return true;
}

bool yaml_text_differs(const struct yaml_text *text, struct policy_place place)
{
    return memcmp(text->source->text.data + place.start,
                  text->bytes.data + (place.start - text->start), place.end - place.start) != 0;
}

static bool byte_goes_on(uint8_t byte)
{
    return (byte & 0xc0) == 0x80;
}

uint32_t yaml_text_place(struct yaml_text *text, uint64_t character)
{
    struct bytes bytes = text->bytes;
    while (text->character < character && text->byte < bytes.length) {
        do {
            text->byte++;
        } while (text->byte < bytes.length && byte_goes_on(bytes.data[text->byte]));
        text->character++;
    }
    while (text->character > character) {
        do {
            text->byte--;
        } while (byte_goes_on(bytes.data[text->byte]));
        text->character--;
    }
    return text->start + (uint32_t)text->byte;
}

bool yaml_is_blank(uint8_t byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

struct policy_place yaml_first_word(struct policy_place place)
{
    const uint8_t *text = place.source->text.data;
    uint32_t end = place.start;
    while (end < place.end && !yaml_is_blank(text[end])) {
        end++;
    }
    return (struct policy_place){place.source, place.start, end};
}

struct policy_place yaml_without_blanks(struct policy_place place)
{
    const uint8_t *text = place.source->text.data;
    bool comment = false;
    while (place.start < place.end) {
        uint8_t byte = text[place.start];
        comment = byte == '#' || (comment && byte != '\n' && byte != '\r');
        if (!comment && !yaml_is_blank(byte)) {
            break;
        }
        place.start++;
    }
    return place;
}
