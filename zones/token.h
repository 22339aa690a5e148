/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/bytes.h"
#include "zones/scan.h"

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
    bool has_nul; /**< TOKEN_WORD: a NUL is in it */
    uint64_t start;
    uint64_t end; /**< one past the last byte */
};

/** A place in a text from which tokens are read: `{.text = …, .length = …, .at = …}`. The rest is
 * what the scanner knows of the block of text that it looked at last. */
struct scanner {
    const uint8_t *text;
    uint64_t length;
    uint64_t at;
    uint64_t block_end; /**< one past the block; 0 when it has looked at none yet */
    uint64_t
        sets[SCAN_SETS]; /**< of the block; from the text's end on, each place is in each set */
};

/** Reads the next token and moves behind it. At the end it gives TOKEN_END again and again.
 * No input of any shape makes it fail. */
struct token token_next(struct scanner *scanner);

/** Looks at the block that begins at `start`, a multiple of SCAN_BLOCK_BYTES that lies in the text
 * or at its end. Blocks are counted from the start of the text, so that going back a word or
 * beginning in the middle leads to the same ones. */
void scanner_look(struct scanner *scanner, uint64_t start);

/** The start of the block that `at` lies in, which has been looked at then. */
static inline uint64_t scanner_block(struct scanner *scanner, uint64_t at)
{
    uint64_t start = at - at % SCAN_BLOCK_BYTES;
    if (scanner->block_end != start + SCAN_BLOCK_BYTES) {
        scanner_look(scanner, start);
    }
    return start;
}

/** The first place from `at` on that is in the set, or the end of the text. `at` may be that end,
 * but must not lie behind it. */
static inline uint64_t scanner_find(struct scanner *scanner, uint64_t at, enum scan_set set)
{
    uint64_t start = scanner_block(scanner, at);
    uint64_t places = scanner->sets[set] & UINT64_MAX << at % SCAN_BLOCK_BYTES;
    while (places == 0) {
        start += SCAN_BLOCK_BYTES;
        scanner_look(scanner, start);
        places = scanner->sets[set];
    }
    return start + (uint64_t)__builtin_ctzll(places);
}
