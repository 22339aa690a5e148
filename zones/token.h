/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/bytes.h"

/** What a run of bytes is, before anybody asks what it means. RFC 1035 section 5.1. */
enum token_kind {
    TOKEN_BLANK,      /**< spaces and tabs */
    TOKEN_NEWLINE,    /**< LF, CRLF, or CR alone, which ends an entry but no comment: so in BIND */
    TOKEN_WORD,       /**< anything up to a blank, newline, quote, parenthesis or semicolon */
    TOKEN_QUOTED,     /**< from a quote to the next quote, both included */
    TOKEN_OPEN,       /**< ( */
    TOKEN_CLOSE,      /**< ) */
    TOKEN_COMMENT,    /**< from a semicolon to the line end, which is not included */
    TOKEN_BYTE_ORDER, /**< the three bytes of a UTF-8 byte order mark, at the start only */
    TOKEN_END,        /**< the end of the text, no bytes */
};

/** The tokens of a text follow each other without a gap: joined they are the text, byte for byte
 * (tested for every zone file at hand). */
struct token {
    enum token_kind kind;
    bool closed;  /**< TOKEN_QUOTED: false when the line or the text ended before the quote */
    bool escaped; /**< TOKEN_WORD, TOKEN_QUOTED: a backslash is in it */
    uint64_t start;
    uint64_t end; /**< one past the last byte */
};

/** A place in a text from which tokens are read. */
struct scanner {
    const uint8_t *text;
    uint64_t length;
    uint64_t at;
};

/** Reads the next token and moves behind it. At the end it gives TOKEN_END again and again.
 * No input of any shape makes it fail. */
struct token token_next(struct scanner *scanner);
