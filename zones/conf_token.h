/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/arena.h"
#include "zones/base/bytes.h"

/** The pieces of a named.conf, comments and blanks left out. */
enum conf_token_kind {
    CONF_WORD,
    CONF_STRING, /**< in quotes; it may go over several lines */
    CONF_OPEN,   /**< { */
    CONF_CLOSE,  /**< } */
    CONF_SEMICOLON,
    CONF_END,          /**< the end of the text */
    CONF_STRING_OPEN,  /**< a quote that nothing closes; the text behind it is used up */
    CONF_COMMENT_OPEN, /**< the same of a comment */
};

struct conf_token {
    enum conf_token_kind kind;
    struct bytes text; /**< as written, of a string without its quotes */
    uint64_t start;    /**< byte offset of its first byte */
};

/** A place in a text from which tokens are read. All zero but for the text is its beginning. */
struct conf_scanner {
    struct bytes text;
    size_t at;
};

/** Reads the next token and moves behind it. At the end it gives CONF_END again and again. */
struct conf_token conf_token_next(struct conf_scanner *scanner);

/** Whether the token is this word, in any case, in quotes or not: BIND reads both alike. */
bool conf_token_is(const struct conf_token *token, const char *word);

static inline bool conf_token_is_text(const struct conf_token *token)
{
    return token->kind == CONF_WORD || token->kind == CONF_STRING;
}

/** The text of a word or string, in `arena`. Of all escapes named knows only \" in strings; any
 * other backslash stands for itself. */
const char *conf_token_string(const struct conf_token *token, struct arena *arena);
