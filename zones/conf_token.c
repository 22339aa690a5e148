/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/conf_token.h"

static bool text_is_at(const struct conf_scanner *scanner, size_t at, const char *string)
{
    size_t length = strlen(string);
    return scanner->text.length - at >= length &&
           memcmp(scanner->text.data + at, string, length) == 0;
}

static bool byte_is_blank(uint8_t byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* BIND lets a comment begin anywhere outside of strings, in the middle of a word too. */
static bool comment_is_at(const struct conf_scanner *scanner, size_t at)
{
    return scanner->text.data[at] == '#' || text_is_at(scanner, at, "//") ||
           text_is_at(scanner, at, "/*");
}

/* Moves behind the comment; stays and returns false when it has no end. */
static bool comment_skip(struct conf_scanner *scanner)
{
    const uint8_t *start = scanner->text.data + scanner->at;
    size_t left = scanner->text.length - scanner->at;
    if (text_is_at(scanner, scanner->at, "/*")) {
        const uint8_t *end = memmem(start + 2, left - 2, "*/", 2);
        if (end == NULL) {
            return false;
        }
        scanner->at = (size_t)(end + 2 - scanner->text.data);
        return true;
    }
    const uint8_t *newline = memchr(start, '\n', left);
    scanner->at = newline == NULL ? scanner->text.length : (size_t)(newline - scanner->text.data);
    return true;
}

/* Moves to the next token; stops and returns false at a comment that has no end. */
static bool blanks_skip(struct conf_scanner *scanner)
{
    if (scanner->at == 0 && text_is_at(scanner, 0, "\xef\xbb\xbf")) {
        scanner->at = 3;
    }
    while (scanner->at < scanner->text.length) {
        if (byte_is_blank(scanner->text.data[scanner->at])) {
            scanner->at++;
        } else if (!comment_is_at(scanner, scanner->at)) {
            return true;
        } else if (!comment_skip(scanner)) {
            return false;
        }
    }
    return true;
}

static struct conf_token string_next(struct conf_scanner *scanner)
{
    struct conf_token token = {.kind = CONF_STRING_OPEN, .start = scanner->at};
    const uint8_t *start = scanner->text.data + scanner->at + 1;
    for (size_t at = scanner->at + 1; at < scanner->text.length; at++) {
        uint8_t byte = scanner->text.data[at];
        if (byte == '\\') {
            at++;
        } else if (byte == '"') {
            token.kind = CONF_STRING;
            token.text = (struct bytes){start, at - scanner->at - 1};
            scanner->at = at + 1;
            return token;
        }
    }
    scanner->at = scanner->text.length;
    return token;
}

static bool ends_word(const struct conf_scanner *scanner, size_t at)
{
    uint8_t byte = scanner->text.data[at];
    return byte_is_blank(byte) || byte == '{' || byte == '}' || byte == ';' || byte == '"' ||
           comment_is_at(scanner, at);
}

static struct conf_token word_next(struct conf_scanner *scanner)
{
    size_t start = scanner->at;
    size_t at = start;
    while (at < scanner->text.length && !ends_word(scanner, at)) {
        at++;
    }
    scanner->at = at;
    return (struct conf_token){
        .kind = CONF_WORD,
        .text = {scanner->text.data + start, at - start},
        .start = start,
    };
}

struct conf_token conf_token_next(struct conf_scanner *scanner)
{
    bool comments_end = blanks_skip(scanner);
    struct conf_token token = {.kind = CONF_END, .start = scanner->at};
    if (!comments_end) {
        token.kind = CONF_COMMENT_OPEN;
        scanner->at = scanner->text.length;
        return token;
    }
    if (scanner->at == scanner->text.length) {
        return token;
    }
    token.text = (struct bytes){scanner->text.data + scanner->at, 1};
    switch (scanner->text.data[scanner->at]) {
    case '{':
        token.kind = CONF_OPEN;
        break;
    case '}':
        token.kind = CONF_CLOSE;
        break;
    case ';':
        token.kind = CONF_SEMICOLON;
        break;
    case '"':
        return string_next(scanner);
    default:
        return word_next(scanner);
    }
    scanner->at++;
    return token;
}

bool conf_token_is(const struct conf_token *token, const char *word)
{
    return conf_token_is_text(token) && bytes_equal_string_folded(token->text, word);
}

const char *conf_token_string(const struct conf_token *token, struct arena *arena)
{
    char *string = arena_get_aligned(arena, token->text.length + 1, 1);
    size_t length = 0;
    for (size_t i = 0; i < token->text.length; i++) {
        uint8_t byte = token->text.data[i];
        bool quote_follows = i + 1 < token->text.length && token->text.data[i + 1] == '"';
        if (byte == '\\' && quote_follows) {
            continue;
        }
        string[length++] = (char)byte;
        if (byte == '\\' && i + 1 < token->text.length) {
            string[length++] = (char)token->text.data[++i];
        }
    }
    string[length] = '\0';
    return string;
}
