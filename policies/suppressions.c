/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/suppressions.h"

static const char gap[] = "{rules}";
enum { GAP_BYTES = sizeof(gap) - 1 };

static const uint8_t *find_gap(const uint8_t *from, const uint8_t *end)
{
    return memmem(from, (size_t)(end - from), gap, GAP_BYTES);
}

static bool fail(struct suppression_pattern_flaw *flaw, size_t offset, const char *message)
{
    *flaw = (struct suppression_pattern_flaw){offset, message};
    return false;
}

static bool is_blank(uint8_t byte)
{
    return byte == ' ' || byte == '\t';
}

/* What the name of a rule is made of, here and in most other programs. */
static bool is_name_byte(uint8_t byte)
{
    uint8_t lower = byte_lower(byte);
    return (lower >= 'a' && lower <= 'z') || byte_is_digit(byte) || byte == '-' || byte == '_' ||
           byte == ':' || byte == '.';
}

/* Where the first byte is that no comment can hold, or the length. */
static size_t find_control(struct bytes text)
{
    size_t at = 0;
    while (at < text.length && text.data[at] != '\n' && text.data[at] != '\r' &&
           text.data[at] != '\0') {
        at++;
    }
    return at;
}

bool suppression_pattern_read(struct bytes text,
                              struct suppression_pattern *ret_pattern,
                              struct suppression_pattern_flaw *flaw)
{
    static const char own[] = "zonetidy";
    size_t control = find_control(text);
    if (text.length > SUPPRESSION_PATTERN_BYTES_MAX) {
        return fail(flaw, SUPPRESSION_PATTERN_BYTES_MAX, "a pattern has 256 bytes at most");
    }
    if (control < text.length) {
        return fail(flaw, control, "a comment is one line of text");
    }
    const uint8_t *end = text.data + text.length;
    const uint8_t *found = text.length == 0 ? NULL : find_gap(text.data, end);
    if (found == NULL) {
        return fail(flaw, text.length, "{rules} is missing, which stands for the names");
    }
    const uint8_t *behind = found + GAP_BYTES;
    const uint8_t *again = find_gap(behind, end);
    if (again != NULL) {
        return fail(flaw, (size_t)(again - text.data), "{rules} stands in it twice");
    }
    if (found == text.data) {
        return fail(flaw, 0, "some text has to stand in front of {rules}");
    }
    if (text.data[0] == ';' || is_blank(text.data[0])) {
        return fail(flaw, 0, "a pattern begins behind the semicolon and the blanks of the comment");
    }
    if (text.length >= sizeof(own) - 1 && memcmp(text.data, own, sizeof(own) - 1) == 0) {
        return fail(flaw, 0, "comments that begin so have a form already");
    }
    if (behind < end && (is_name_byte(*behind) || *behind == ',' || is_blank(*behind))) {
        return fail(flaw, (size_t)(behind - text.data),
                    "what stands behind {rules} could be a part of the names");
    }
    ret_pattern->head = (struct bytes){text.data, (size_t)(found - text.data)};
    ret_pattern->tail = (struct bytes){behind, (size_t)(end - behind)};
    return true;
}
