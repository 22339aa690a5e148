/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/regex_literal.h"

#include <string.h>

/* What an expression consists of, as far as a literal text depends on it. */
enum piece {
    PIECE_LITERAL,    /* one character that stands for itself */
    PIECE_OTHER,      /* a set, an anchor, any character: no literal goes on across it */
    PIECE_ONCE,       /* what is in front of it comes once or more often */
    PIECE_QUANTIFIER, /* what is in front of it may be missing */
    PIECE_OPEN,
    PIECE_CLOSE,
    PIECE_OR,
    PIECE_STRANGE, /* something that it takes more of the syntax to understand */
};

/* A character of more than one byte is left out of literals, so that what is behind it and makes it
 * optional need not be thought of. */
static bool is_strange_to_literals(uint8_t byte)
{
    return byte >= 0x80;
}

static bool is_letter(uint8_t byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* Behind a backslash stands punctuation, which is itself then, or one of the letters that need
 * nothing behind them. All else has a syntax of its own: numbers, properties, quoting. */
static enum piece escape_read(struct bytes pattern, size_t *at, uint8_t *ret_byte)
{
    static const char alone[] = "dDwWsShHvVRbBAZz";
    if (*at == pattern.length) {
        return PIECE_STRANGE;
    }
    uint8_t byte = pattern.data[(*at)++];
    if (is_strange_to_literals(byte) || byte_is_digit(byte)) {
        return PIECE_STRANGE;
    }
    *ret_byte = byte;
    if (!is_letter(byte)) {
        return PIECE_LITERAL;
    }
    return memchr(alone, byte, sizeof(alone) - 1) != NULL ? PIECE_OTHER : PIECE_STRANGE;
}

/* A set in brackets, behind the first of them; without brackets of its own, such as `[:alpha:]`. */
static enum piece set_read(struct bytes pattern, size_t *at)
{
    if (*at < pattern.length && pattern.data[*at] == '^') {
        (*at)++;
    }
    size_t first = *at; /* a closing bracket here is a character of the set */
    while (*at < pattern.length) {
        uint8_t byte = pattern.data[(*at)++];
        if (byte == ']' && *at - 1 > first) {
            return PIECE_OTHER;
        }
        if (byte == '[' || (byte == '\\' && escape_read(pattern, at, &byte) == PIECE_STRANGE)) {
            return PIECE_STRANGE;
        }
    }
    return PIECE_STRANGE;
}

/* `{2,3}` is a quantifier, and a brace in front of anything else is itself: either way, what could
 * be inside of a quantifier is passed over, and what is in front is not counted on. */
static enum piece brace_read(struct bytes pattern, size_t *at)
{
    size_t here = *at;
    while (here < pattern.length && (byte_is_digit(pattern.data[here]) ||
                                     pattern.data[here] == ',' || pattern.data[here] == ' ')) {
        here++;
    }
    if (here < pattern.length && pattern.data[here] == '}') {
        *at = here + 1;
    }
    return PIECE_QUANTIFIER;
}

/* A group, which may be one that captures nothing: other ones set options, are verbs, look around. */
static enum piece group_read(struct bytes pattern, size_t *at)
{
    if (*at == pattern.length || (pattern.data[*at] != '?' && pattern.data[*at] != '*')) {
        return PIECE_OPEN;
    }
    bool captures_nothing =
        pattern.length - *at >= 2 && pattern.data[*at] == '?' && pattern.data[*at + 1] == ':';
    *at += captures_nothing ? 2 : 0;
    return captures_nothing ? PIECE_OPEN : PIECE_STRANGE;
}

static enum piece piece_read(struct bytes pattern, size_t *at, uint8_t *ret_byte)
{
    uint8_t byte = pattern.data[(*at)++];
    switch (byte) {
    case '\\':
        return escape_read(pattern, at, ret_byte);
    case '[':
        return set_read(pattern, at);
    case '{':
        return brace_read(pattern, at);
    case '(':
        return group_read(pattern, at);
    case ')':
        return PIECE_CLOSE;
    case '|':
        return PIECE_OR;
    case '.':
    case '^':
    case '$':
        return PIECE_OTHER;
    case '*':
    case '?':
        return PIECE_QUANTIFIER;
    case '+':
        return PIECE_ONCE;
    default:
        *ret_byte = byte;
        return is_strange_to_literals(byte) ? PIECE_OTHER : PIECE_LITERAL;
    }
}

/* Literal characters that follow each other. What is beyond the room is left out. */
struct run {
    uint8_t text[REGEX_LITERAL_BYTES_MAX];
    size_t length;
};

static void run_end(struct run *run, struct run *longest)
{
    if (run->length > longest->length) {
        *longest = *run;
    }
    run->length = 0;
}

/* Adds a piece that stands outside of all groups. */
static void run_take(struct run *run, enum piece piece, uint8_t byte, struct run *longest)
{
    if (piece == PIECE_LITERAL) {
        if (run->length == REGEX_LITERAL_BYTES_MAX) {
            run_end(run, longest);
        }
        run->text[run->length++] = byte;
        return;
    }
    if (piece == PIECE_QUANTIFIER && run->length > 0) {
        run->length--;
    }
    run_end(run, longest);
}

size_t regex_literal(struct bytes pattern, uint8_t *literal)
{
    struct run run = {.length = 0};
    struct run longest = {.length = 0};
    size_t depth = 0; /* groups that are open: one may be missing, or one of several */
    for (size_t at = 0; at < pattern.length;) {
        uint8_t byte = 0;
        enum piece piece = piece_read(pattern, &at, &byte);
        if (piece == PIECE_STRANGE || (piece == PIECE_OR && depth == 0)) {
            return 0;
        }
        if (depth == 0) {
            run_take(&run, piece, byte, &longest);
        }
        depth += piece == PIECE_OPEN;
        depth -= piece == PIECE_CLOSE && depth > 0;
    }
    run_end(&run, &longest);
    memcpy(literal, longest.text, longest.length);
    return longest.length;
}
