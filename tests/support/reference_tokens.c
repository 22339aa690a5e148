/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/reference_tokens.h"

static bool is_blank(uint8_t byte)
{
    return byte == ' ' || byte == '\t';
}

static bool ends_word(uint8_t byte)
{
    return is_blank(byte) || byte == '\n' || byte == '\r' || byte == '"' || byte == '(' ||
           byte == ')' || byte == ';';
}

/* How many bytes the line end at `at` has, without regard to a CR alone; 0 when there is none. */
static uint64_t line_end_length(struct bytes text, uint64_t at)
{
    if (text.data[at] == '\n') {
        return 1;
    }
    return text.data[at] == '\r' && at + 1 < text.length && text.data[at + 1] == '\n' ? 2 : 0;
}

static void read_blank(struct bytes text, struct token *token)
{
    token->kind = TOKEN_BLANK;
    while (token->end < text.length && is_blank(text.data[token->end])) {
        token->end++;
    }
}

static void read_newline(struct bytes text, struct token *token)
{
    uint64_t length = line_end_length(text, token->start);
    token->kind = TOKEN_NEWLINE;
    token->end = token->start + (length > 0 ? length : 1);
}

static void read_comment(struct bytes text, struct token *token)
{
    token->kind = TOKEN_COMMENT;
    while (token->end < text.length && line_end_length(text, token->end) == 0) {
        token->end++;
    }
}

static void read_quoted(struct bytes text, struct token *token)
{
    token->kind = TOKEN_QUOTED;
    while (token->end < text.length && line_end_length(text, token->end) == 0) {
        uint8_t byte = text.data[token->end++];
        if (byte == '"') {
            token->closed = true;
            return;
        }
        if (byte == '\\') {
            token->escaped = true;
            token->end += token->end < text.length;
        }
    }
}

static void read_word(struct bytes text, struct token *token)
{
    token->kind = TOKEN_WORD;
    token->end = token->start;
    while (token->end < text.length && !ends_word(text.data[token->end])) {
        if (text.data[token->end++] != '\\') {
            continue;
        }
        token->escaped = true;
        if (token->end < text.length && text.data[token->end] != '\n' &&
            text.data[token->end] != '\r') {
            token->end++;
        }
    }
    for (uint64_t at = token->start; at < token->end; at++) {
        token->has_nul = token->has_nul || text.data[at] == '\0';
    }
}

static bool is_byte_order_mark(struct bytes text, uint64_t at)
{
    return at == 0 && text.length >= 3 && text.data[0] == 0xef && text.data[1] == 0xbb &&
           text.data[2] == 0xbf;
}

struct token reference_token(struct bytes text, uint64_t at)
{
    struct token token = {.kind = TOKEN_END, .start = at, .end = at};
    if (at >= text.length) {
        return token;
    }
    token.end = at + 1;
    switch (text.data[at]) {
    case ' ':
    case '\t':
        read_blank(text, &token);
        break;
    case '\n':
    case '\r':
        read_newline(text, &token);
        break;
    case ';':
        read_comment(text, &token);
        break;
    case '"':
        read_quoted(text, &token);
        break;
    case '(':
        token.kind = TOKEN_OPEN;
        break;
    case ')':
        token.kind = TOKEN_CLOSE;
        break;
    default:
        if (is_byte_order_mark(text, at)) {
            token.kind = TOKEN_BYTE_ORDER;
            token.end = at + 3;
        } else {
            read_word(text, &token);
        }
        break;
    }
    return token;
}
