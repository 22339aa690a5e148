/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/error.h"
#include "zones/base/vector.h"
#include "zones/conf_token.h"
#include "zones/source.h"

/** Reads the statements of a named.conf and of what it includes. What they mean is said by the
 * tables of the caller (struct conf_block). Functions that return false have met something that
 * does not parse and have filled the `error` of the parser; reading ends there. */

/* Named limits on what a configuration can make its reader do. Reaching one is an error line. */
enum {
    CONF_INCLUDE_DEPTH_MAX = 16,
    CONF_INCLUDES_MAX = 65536,
};

/** Something in a configuration that cannot be used; the rest of it can. */
struct conf_error {
    const char *path;    /**< of the file that it stands in */
    const char *message; /**< `path:line: reason` */
};

struct conf_file;

struct conf_parser {
    struct arena *arena;         /**< of all strings; the caller's */
    struct source_list *sources; /**< all files that were read */
    struct conf_file *file;      /**< the one that is being read */
    const char *folder;          /**< of the first file */
    const char *directory;       /**< what paths are relative to; NULL until the caller sets it */
    unsigned includes;
    VECTOR(struct conf_error) errors;
    struct error *error;
};

/** A place in a configuration, for a message that comes later. */
struct conf_place {
    const struct source *source;
    uint64_t start;
};

/** A statement that matters inside of some kind of block. `read` finds the token behind the word
 * and leaves the semicolon behind the value. */
struct conf_statement {
    const char *word;
    bool (*read)(struct conf_parser *parser, void *context);
};

/** A kind of block. The word `include` is known in each; words without a row are passed over. */
struct conf_block {
    bool braces_are_last; /**< nothing but a semicolon stands behind a block inside of this one */
    struct conf_statement statements[8]; /**< a row without a word is the last */
};

void conf_parser_start(struct conf_parser *parser,
                       const char *path,
                       struct arena *arena,
                       struct error *error);

/** Gives back everything but the arena. */
void conf_parser_end(struct conf_parser *parser);

/** Reads the file at `path` as the inside of `block`. `context` is handed to each statement. */
bool conf_parse_file(struct conf_parser *parser,
                     const char *path,
                     const struct conf_block *block,
                     void *context);

/** Reads a block with its braces. */
bool conf_parse_block(struct conf_parser *parser, const struct conf_block *block, void *context);

/** The next token, which stays the next one. */
const struct conf_token *conf_peek(const struct conf_parser *parser);

/** Moves behind the next token. */
void conf_next(struct conf_parser *parser);

/** Where the next token is. */
struct conf_place conf_here(const struct conf_parser *parser);

/** Takes a word or string, its text in the arena; fails when another token is next. */
bool conf_take_text(struct conf_parser *parser, const char *expected, const char **ret_text);

/** Passes over a value with its blocks, up to the semicolon behind it. `*ret_is_none` tells whether
 * nothing but the word none was there. */
bool conf_skip_value(struct conf_parser *parser, bool *ret_is_none);

/** Fills the error: `file:line: expected …, found …`. Returns false. */
bool conf_fail(struct conf_parser *parser, const char *expected);

/** Adds an error line. */
void conf_note_error(struct conf_parser *parser, struct conf_place place, const char *reason);
