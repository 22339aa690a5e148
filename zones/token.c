/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/token.h"

/* What ends a word. A control byte other than these is part of a word: BIND's reader has it so. */
static bool ends_word(uint8_t byte)
{
    static const bool table[256] = {
        [' '] = true, ['\t'] = true, ['\r'] = true, ['\n'] = true,
        ['"'] = true, ['('] = true,  [')'] = true,  [';'] = true,
    };
    return table[byte];
}

static bool is_crlf_at(const struct scanner *scanner, uint64_t at)
{
    return scanner->text[at] == '\r' && at + 1 < scanner->length && scanner->text[at + 1] == '\n';
}

static uint64_t blank_end(const struct scanner *scanner, uint64_t at)
{
    while (at < scanner->length && (scanner->text[at] == ' ' || scanner->text[at] == '\t')) {
        at++;
    }
    return at;
}

/* A backslash takes the next byte along, so that `\ ` and `\;` do not end the word; but never a
 * line end. */
static uint64_t word_end(const struct scanner *scanner, uint64_t at, bool *ret_escaped)
{
    while (at < scanner->length && !ends_word(scanner->text[at])) {
        if (scanner->text[at] != '\\') {
            at++;
            continue;
        }
        *ret_escaped = true;
        at++;
        if (at < scanner->length && scanner->text[at] != '\n' && scanner->text[at] != '\r') {
            at++;
        }
    }
    return at;
}

/* A quoted string ends at its line's end even without a quote (so does BIND's), because the next
 * lines are more likely records than text. A backslash takes a line end along; a CR alone is text
 * here. */
static uint64_t quoted_end(const struct scanner *scanner,
                           uint64_t at,
                           bool *ret_escaped,
                           bool *ret_closed)
{
    while (at < scanner->length) {
        uint8_t byte = scanner->text[at];
        if (byte == '"') {
            *ret_closed = true;
            return at + 1;
        }
        if (byte == '\\') {
            *ret_escaped = true;
            at += at + 1 < scanner->length ? 2 : 1;
            continue;
        }
        if (byte == '\n' || is_crlf_at(scanner, at)) {
            return at;
        }
        at++;
    }
    return at;
}

static uint64_t comment_end(const struct scanner *scanner, uint64_t at)
{
    const uint8_t *start = scanner->text + at;
    const uint8_t *newline = memchr(start, '\n', scanner->length - at);
    if (newline == NULL) {
        return scanner->length;
    }
    if (newline > start && newline[-1] == '\r') {
        newline--;
    }
    return (uint64_t)(newline - scanner->text);
}

static bool starts_with_byte_order_mark(const struct scanner *scanner)
{
    return scanner->length >= 3 && memcmp(scanner->text, "\xef\xbb\xbf", 3) == 0;
}

struct token token_next(struct scanner *scanner)
{
    uint64_t at = scanner->at;
    struct token token = {.start = at, .end = at + 1};
    if (at >= scanner->length) {
        token.kind = TOKEN_END;
        token.end = at;
        return token;
    }
    switch (scanner->text[at]) {
    case ' ':
    case '\t':
        token.kind = TOKEN_BLANK;
        token.end = blank_end(scanner, at + 1);
        break;
    case '\n':
        token.kind = TOKEN_NEWLINE;
        break;
    case '\r':
        token.kind = TOKEN_NEWLINE;
        token.end = at + (is_crlf_at(scanner, at) ? 2 : 1);
        break;
    case ';':
        token.kind = TOKEN_COMMENT;
        token.end = comment_end(scanner, at + 1);
        break;
    case '(':
        token.kind = TOKEN_OPEN;
        break;
    case ')':
        token.kind = TOKEN_CLOSE;
        break;
    case '"':
        token.kind = TOKEN_QUOTED;
        token.end = quoted_end(scanner, at + 1, &token.escaped, &token.closed);
        break;
    default:
        if (at == 0 && starts_with_byte_order_mark(scanner)) {
            token.kind = TOKEN_BYTE_ORDER;
            token.end = 3;
            break;
        }
        token.kind = TOKEN_WORD;
        token.end = word_end(scanner, at, &token.escaped);
        break;
    }
    scanner->at = token.end;
    return token;
}
