/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/token.h"

/* The text's end lies in this block, and may be the end of what is mapped: the rest of the block is
 * looked at in a room of its own. There, every place behind the text is in every set, so that any
 * search comes to a stop at the text's end without asking for it. */
static void scanner_look_at_end(struct scanner *scanner, uint64_t start)
{
    uint8_t room[SCAN_BLOCK_BYTES] = {0};
    uint64_t rest = scanner->length - start;
    if (rest > 0) {
        memcpy(room, scanner->text + start, rest);
    }
    scan_classify(room, scanner->sets);
    for (unsigned i = 0; i < SCAN_SETS; i++) {
        scanner->sets[i] |= UINT64_MAX << rest;
    }
}

void scanner_look(struct scanner *scanner, uint64_t start)
{
    scanner->block_end = start + SCAN_BLOCK_BYTES;
    if (scanner->block_end <= scanner->length) {
        scan_classify(scanner->text + start, scanner->sets);
    } else {
        scanner_look_at_end(scanner, start);
    }
}

static bool is_crlf_at(const struct scanner *scanner, uint64_t at)
{
    return scanner->text[at] == '\r' && at + 1 < scanner->length && scanner->text[at + 1] == '\n';
}

/* A control byte that is no blank and no line end is part of a word: BIND's reader has it so. A
 * backslash takes the next byte along, so that `\ ` and `\;` do not end the word; but never a line
 * end. */
static uint64_t word_end(struct scanner *scanner, struct token *token)
{
    const uint8_t *text = scanner->text;
    uint64_t at = token->start;
    for (;;) {
        at = scanner_find(scanner, at, SCAN_WORD_STOPS);
        if (at == scanner->length) {
            return at;
        }
        if (text[at] == '\\') {
            token->escaped = true;
            at++;
            if (at == scanner->length || text[at] == '\n' || text[at] == '\r') {
                return at;
            }
        } else if (text[at] != '\0') {
            return at;
        }
        token->has_nul = token->has_nul || text[at] == '\0';
        at++;
    }
}

/* A quoted string ends at its line's end even without a quote (so does BIND's), because the next
 * lines are more likely records than text. A backslash takes a line end along; a CR alone is text
 * here. */
static uint64_t quoted_end(struct scanner *scanner, struct token *token)
{
    const uint8_t *text = scanner->text;
    uint64_t at = token->start + 1;
    for (;;) {
        at = scanner_find(scanner, at, SCAN_QUOTED_STOPS);
        if (at == scanner->length || text[at] == '\n' || is_crlf_at(scanner, at)) {
            return at;
        }
        if (text[at] == '"') {
            token->closed = true;
            return at + 1;
        }
        if (text[at] == '\\') {
            token->escaped = true;
            at++;
            if (at == scanner->length) {
                return at;
            }
        }
        at++;
    }
}

/* Only a line feed ends a comment: memchr() is as wide as anything here. */
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
        token.end = scanner_find(scanner, at, SCAN_SOLIDS);
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
        token.end = quoted_end(scanner, &token);
        break;
    default:
        if (at == 0 && starts_with_byte_order_mark(scanner)) {
            token.kind = TOKEN_BYTE_ORDER;
            token.end = 3;
            break;
        }
        token.kind = TOKEN_WORD;
        token.end = word_end(scanner, &token);
        break;
    }
    scanner->at = token.end;
    return token;
}
