/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/conf_parser.h"

#include "zones/conf_path.h"
#include "zones/path.h"

/* A file that is being read. */
struct conf_file {
    const struct source *source;
    const struct conf_file *includer;
    unsigned depth;
    struct conf_scanner scanner;
    struct conf_token token; /* the one to be looked at next */
};

void conf_parser_start(struct conf_parser *parser,
                       const char *path,
                       struct arena *arena,
                       struct error *error)
{
    struct bytes folder = path_folder(path);
    *parser = (struct conf_parser){
        .arena = arena,
        .sources = source_list_new(),
        .folder = folder.length == 0 ? "." : (const char *)arena_copy(arena, folder).data,
        .error = error,
    };
}

void conf_parser_end(struct conf_parser *parser)
{
    VECTOR_FREE(&parser->errors);
    source_list_free(parser->sources);
}

const struct conf_token *conf_peek(const struct conf_parser *parser)
{
    return &parser->file->token;
}

void conf_next(struct conf_parser *parser)
{
    parser->file->token = conf_token_next(&parser->file->scanner);
}

struct conf_place conf_here(const struct conf_parser *parser)
{
    return (struct conf_place){parser->file->source, parser->file->token.start};
}

static unsigned long long conf_line(struct conf_parser *parser, struct conf_place place)
{
    return source_list_position(parser->sources, place.source->index, place.start).line;
}

void conf_note_error(struct conf_parser *parser, struct conf_place place, const char *reason)
{
    const char *path = place.source->path;
    struct conf_error error = {
        .path = arena_copy_string(parser->arena, path),
        .message =
            arena_format(parser->arena, "%s:%llu: %s", path, conf_line(parser, place), reason),
    };
    VECTOR_PUSH(&parser->errors, error);
}

/* How a token is called in a message. */
static const char *conf_token_shown(const struct conf_token *token, struct arena *arena)
{
    enum { SHOWN_BYTES_MAX = 60 };
    switch (token->kind) {
    case CONF_END:
        return "the end of the file";
    case CONF_STRING_OPEN:
        return "a quote that is never closed";
    case CONF_COMMENT_OPEN:
        return "a comment that is never closed";
    case CONF_WORD:
    case CONF_STRING:
    case CONF_OPEN:
    case CONF_CLOSE:
    case CONF_SEMICOLON:
        break;
    }
    size_t length = token->text.length < SHOWN_BYTES_MAX ? token->text.length : SHOWN_BYTES_MAX;
    return arena_format(arena, "`%.*s`", (int)length, (const char *)token->text.data);
}

bool conf_fail(struct conf_parser *parser, const char *expected)
{
    struct conf_place place = conf_here(parser);
    error_set(parser->error, "%s:%llu: expected %s, found %s", place.source->path,
              conf_line(parser, place), expected,
              conf_token_shown(conf_peek(parser), parser->arena));
    return false;
}

static bool conf_take(struct conf_parser *parser, enum conf_token_kind kind, const char *expected)
{
    if (conf_peek(parser)->kind != kind) {
        return conf_fail(parser, expected);
    }
    conf_next(parser);
    return true;
}

bool conf_take_text(struct conf_parser *parser, const char *expected, const char **ret_text)
{
    if (!conf_token_is_text(conf_peek(parser))) {
        conf_fail(parser, expected);
        return false;
    }
    *ret_text = conf_token_string(conf_peek(parser), parser->arena);
    conf_next(parser);
    return true;
}

/* Passes over one block that begins at the next token. */
static bool conf_skip_braces(struct conf_parser *parser, bool *is_none)
{
    size_t depth = 0;
    for (;;) {
        const struct conf_token *token = conf_peek(parser);
        switch (token->kind) {
        case CONF_WORD:
        case CONF_STRING:
            *is_none = *is_none && conf_token_is(token, "none");
            break;
        case CONF_OPEN:
            depth++;
            break;
        case CONF_CLOSE:
            depth--;
            break;
        case CONF_SEMICOLON:
            break;
        case CONF_END:
        case CONF_STRING_OPEN:
        case CONF_COMMENT_OPEN:
            return conf_fail(parser, "`}`");
        }
        conf_next(parser);
        if (depth == 0) {
            return true;
        }
    }
}

/* `braces_are_last`: the value ends where a block in it does. At the top of a file that is so, and
 * then a forgotten semicolon is seen where it is missing, not at the end of the next statement. */
static bool conf_skip(struct conf_parser *parser, bool braces_are_last, bool *ret_is_none)
{
    *ret_is_none = true;
    for (;;) {
        const struct conf_token *token = conf_peek(parser);
        if (conf_token_is_text(token)) {
            *ret_is_none = *ret_is_none && conf_token_is(token, "none");
            conf_next(parser);
        } else if (token->kind != CONF_OPEN) {
            return token->kind == CONF_SEMICOLON || conf_fail(parser, "`;`");
        } else if (!conf_skip_braces(parser, ret_is_none)) {
            return false;
        } else if (braces_are_last) {
            return true;
        }
    }
}

bool conf_skip_value(struct conf_parser *parser, bool *ret_is_none)
{
    return conf_skip(parser, false, ret_is_none);
}

static bool conf_parse_include(struct conf_parser *parser,
                               const struct conf_block *block,
                               void *context);

static bool conf_parse_statement(struct conf_parser *parser,
                                 const struct conf_block *block,
                                 void *context)
{
    struct conf_token word = *conf_peek(parser);
    if (!conf_take(parser, CONF_WORD, "a statement")) {
        return false;
    }
    if (conf_token_is(&word, "include")) {
        return conf_parse_include(parser, block, context);
    }
    for (const struct conf_statement *statement = block->statements; statement->word != NULL;
         statement++) {
        if (conf_token_is(&word, statement->word)) {
            return statement->read(parser, context);
        }
    }
    bool is_none;
    return conf_skip(parser, block->braces_are_last, &is_none);
}

/* Reads statements up to `end`, which is a closing brace or the end of a file. */
static bool conf_parse_statements(struct conf_parser *parser,
                                  const struct conf_block *block,
                                  enum conf_token_kind end,
                                  void *context)
{
    while (conf_peek(parser)->kind != end) {
        if (!conf_parse_statement(parser, block, context) ||
            !conf_take(parser, CONF_SEMICOLON, "`;`")) {
            return false;
        }
    }
    return true;
}

bool conf_parse_block(struct conf_parser *parser, const struct conf_block *block, void *context)
{
    return conf_take(parser, CONF_OPEN, "`{`") &&
           conf_parse_statements(parser, block, CONF_CLOSE, context) &&
           conf_take(parser, CONF_CLOSE, "`}`");
}

static bool conf_parse_source(struct conf_parser *parser,
                              const struct source *source,
                              const struct conf_block *block,
                              void *context)
{
    struct conf_file *includer = parser->file;
    struct conf_file file = {
        .source = source,
        .includer = includer,
        .depth = includer == NULL ? 0 : includer->depth + 1,
        .scanner = {.text = source->text},
    };
    parser->file = &file;
    conf_next(parser);
    bool good = conf_parse_statements(parser, block, CONF_END, context);
    parser->file = includer;
    return good;
}

bool conf_parse_file(struct conf_parser *parser,
                     const char *path,
                     const struct conf_block *block,
                     void *context)
{
    const struct source *source;
    if (source_list_read(parser->sources, path, &source, parser->error) != STATUS_OK) {
        return false;
    }
    const char *refusal = text_refusal(source->text);
    if (refusal != NULL) {
        error_set(parser->error, "%s: %s", path, refusal);
        return false;
    }
    return conf_parse_source(parser, source, block, context);
}

static bool conf_is_being_read(const struct conf_file *file, const struct source *source)
{
    while (file != NULL && file->source != source) {
        file = file->includer;
    }
    return file != NULL;
}

/* The text of an included file, or NULL and the reason why it is not to be read. */
static const struct source *conf_included_source(struct conf_parser *parser,
                                                 const char *path,
                                                 const char **ret_reason)
{
    struct error error;
    const struct source *source;
    if (parser->includes++ >= CONF_INCLUDES_MAX) {
        *ret_reason = arena_format(parser->arena, "%s: more than %d files are included", path,
                                   CONF_INCLUDES_MAX);
        return NULL;
    }
    if (parser->file->depth >= CONF_INCLUDE_DEPTH_MAX) {
        *ret_reason = arena_format(parser->arena, "%s: included more than %d files deep", path,
                                   CONF_INCLUDE_DEPTH_MAX);
        return NULL;
    }
    if (source_list_read(parser->sources, path, &source, &error) != STATUS_OK) {
        *ret_reason = arena_copy_string(parser->arena, error.text);
        return NULL;
    }
    const char *refusal = text_refusal(source->text);
    if (conf_is_being_read(parser->file, source)) {
        refusal = "it includes itself";
    }
    if (refusal != NULL) {
        *ret_reason = arena_format(parser->arena, "%s: %s", path, refusal);
        return NULL;
    }
    return source;
}

static bool conf_parse_include(struct conf_parser *parser,
                               const struct conf_block *block,
                               void *context)
{
    struct conf_place place = conf_here(parser);
    const char *written;
    if (!conf_take_text(parser, "the name of a file", &written)) {
        return false;
    }
    struct conf_path path = {
        .written = written,
        .base = parser->directory,
        .folder = parser->folder,
    };
    if (path.base == NULL) {
        struct bytes folder = path_folder(place.source->path);
        path.base = (const char *)arena_copy(parser->arena, folder).data;
    }
    struct conf_paths paths = {0};
    conf_path_expand(path, parser->arena, &paths);
    if (paths.items.count == 0) {
        conf_note_error(parser, place, arena_format(parser->arena, "there is no file %s", written));
    }
    bool good = true;
    for (size_t i = 0; i < paths.items.count && good; i++) {
        const char *reason;
        const struct source *source = conf_included_source(parser, paths.items.items[i], &reason);
        if (source == NULL) {
            conf_note_error(parser, place, reason);
        } else {
            good = conf_parse_source(parser, source, block, context);
        }
    }
    VECTOR_FREE(&paths.items);
    return good;
}
