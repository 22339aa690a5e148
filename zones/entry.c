/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/entry.h"

#include <stdlib.h>

#include "zones/rrtype.h"

void entry_reader_start(struct entry_reader *reader, struct bytes text, uint64_t start)
{
    reader->scanner = (struct scanner){.text = text.data, .length = text.length, .at = start};
    reader->comments = (struct comment_range){0, 0};
    reader->fields.count = 0;
    reader->unmatched.count = 0;
}

void entry_reader_move(struct entry_reader *reader, uint64_t start)
{
    reader->scanner.at = start;
}

void entry_reader_end(struct entry_reader *reader)
{
    VECTOR_FREE(&reader->fields);
    VECTOR_FREE(&reader->unmatched);
}

static void entry_set_flaw(struct entry *entry, enum flaw_kind kind, const struct token *token)
{
    if (entry->flaw == FLAW_NONE) {
        entry->flaw = kind;
        entry->flaw_start = token->start;
        entry->flaw_end = token->end;
    }
}

#define PLACE_NONE UINT64_MAX

/* What is known of the entry that is being read. */
struct entry_state {
    struct entry *entry;
    struct token open;       /* the outermost parenthesis that is open */
    unsigned depth;          /* how many are */
    uint64_t first_line_end; /* the first line end since `open`; 0 for none yet */
    uint64_t field_end;      /* of the field before; PLACE_NONE for none */
    bool hopeless;           /* nothing closes one of them */
};

/* Adds the field of a token from `start` to `end`: a word without escapes, until more is told of
 * it. */
static inline struct field *entry_add_field(struct entry_reader *reader,
                                            struct entry_state *state,
                                            uint64_t start,
                                            uint64_t end)
{
    VECTOR_RESERVE(&reader->fields);
    struct field *field = &reader->fields.items[reader->fields.count++];
    *field = (struct field){
        .text = reader->scanner.text + start,
        .length = (uint32_t)(end - start),
        .joined = start == state->field_end,
        .start = start,
        .end = end,
    };
    state->field_end = end;
    state->entry->fields_end = end;
    return field;
}

/* The entry ends where its line does, and with it what was read beyond that. */
static void entry_cut_at_line(struct entry_reader *reader, struct entry *entry, uint64_t line_end)
{
    reader->scanner.at = line_end;
    entry->end = line_end;
    while (reader->fields.count > 0 &&
           reader->fields.items[reader->fields.count - 1].start >= line_end) {
        reader->fields.count--;
    }
    entry->fields_end = entry->start;
    if (reader->fields.count > 0) {
        entry->fields_end = reader->fields.items[reader->fields.count - 1].end;
    }
}

static enum entry_kind entry_kind_find(const struct entry *entry)
{
    if (entry->field_count == 0) {
        return entry->flaw == FLAW_NONE ? ENTRY_EMPTY : ENTRY_RECORD;
    }
    const struct field *first = &entry->fields[0];
    if (!entry->owner_inherited && !first->quoted && first->text[0] == '$') {
        return ENTRY_DIRECTIVE;
    }
    return ENTRY_RECORD;
}

static int compare_places(const void *a, const void *b)
{
    const uint64_t *place_a = a;
    const uint64_t *place_b = b;
    return (*place_a > *place_b) - (*place_a < *place_b);
}

static bool is_unmatched(const struct entry_reader *reader, uint64_t place)
{
    return reader->unmatched.count > 0 &&
           bsearch(&place, reader->unmatched.items, reader->unmatched.count, sizeof(place),
                   compare_places) != NULL;
}

/* Finds every parenthesis from `start` on that nothing closes. Which ones do pair does not depend
 * on where reading begins, so this is done once: a file that opens one on each line is still read
 * in one go and not from each line to its end. */
static void find_unmatched(struct entry_reader *reader, uint64_t start)
{
    struct scanner scanner = reader->scanner;
    scanner.at = start;
    reader->unmatched.count = 0;
    for (;;) {
        struct token token = token_next(&scanner);
        if (token.kind == TOKEN_END) {
            return;
        }
        if (token.kind == TOKEN_OPEN) {
            VECTOR_PUSH(&reader->unmatched, token.start);
        } else if (token.kind == TOKEN_CLOSE && reader->unmatched.count > 0) {
            reader->unmatched.count--;
        }
    }
}

static void entry_take_field(struct entry_reader *reader,
                             struct entry_state *state,
                             const struct token *token)
{
    if (token->has_nul) {
        /* NUL is in no file that a person wrote; everything behind it would be invisible to
         * programs that keep C strings. */
        entry_set_flaw(state->entry, FLAW_BYTE_NUL, token);
    }
    struct field *field = entry_add_field(reader, state, token->start, token->end);
    field->escaped = token->escaped;
    if (token->kind == TOKEN_QUOTED) {
        field->quoted = true;
        field->text++;
        field->length -= token->closed ? 2 : 1;
        if (!token->closed) {
            entry_set_flaw(state->entry, FLAW_QUOTE_OPEN, token);
        }
    }
}

static void entry_take_parenthesis(struct entry_reader *reader,
                                   struct entry_state *state,
                                   const struct token *token)
{
    state->entry->fields_end = token->end;
    if (token->kind == TOKEN_OPEN) {
        if (state->depth++ == 0) {
            state->open = *token;
            state->first_line_end = 0;
        }
        state->hopeless = state->hopeless || is_unmatched(reader, token->start);
    } else if (state->depth == 0) {
        entry_set_flaw(state->entry, FLAW_PARENTHESIS_STRAY, token);
    } else {
        state->depth--;
    }
}

/* Takes one token; false when the entry ends with it. */
static bool entry_take(struct entry_reader *reader,
                       struct entry_state *state,
                       const struct token *token)
{
    struct entry *entry = state->entry;
    switch (token->kind) {
    case TOKEN_BLANK:
        entry->owner_inherited = entry->owner_inherited || token->start == entry->start;
        return true;
    case TOKEN_BYTE_ORDER:
        entry->start = token->end;
        entry->fields_end = token->end;
        return true;
    case TOKEN_COMMENT:
        comment_range_add(&reader->comments, (struct comment_range){token->start, token->end});
        return true;
    case TOKEN_WORD:
    case TOKEN_QUOTED:
        entry_take_field(reader, state, token);
        return true;
    case TOKEN_OPEN:
    case TOKEN_CLOSE:
        entry_take_parenthesis(reader, state, token);
        return true;
    case TOKEN_NEWLINE:
        if (state->depth > 0 && state->first_line_end == 0) {
            state->first_line_end = token->end;
        }
        entry->multiline = entry->multiline || state->depth > 0;
        return state->depth > 0 && !state->hopeless;
    case TOKEN_END:
        return false;
    }
    return false;
}

/* Adds the words of the block whose starts and ends are in `edges`, in turn. `start` is that of a
 * word whose end was not reached in the blocks before, or PLACE_NONE; returns the same for the next
 * one. */
static inline uint64_t entry_add_words(struct entry_reader *reader,
                                       struct entry_state *state,
                                       uint64_t block,
                                       uint64_t edges,
                                       uint64_t start)
{
    for (; edges != 0; edges &= edges - 1) {
        uint64_t edge = block + (uint64_t)__builtin_ctzll(edges);
        if (start == PLACE_NONE) {
            start = edge;
        } else {
            entry_add_field(reader, state, start, edge);
            start = PLACE_NONE;
        }
    }
    return start;
}

/* Takes the words that come next, up to the first byte that is no blank and no plain part of a
 * word. When this is the line feed that ends the entry, as in most lines, it is taken too; true
 * then.
 *
 * The fields are those that token_next() would lead to, with less asking. A word with an escape or
 * a NUL in it is left to token_next() as a whole, and so is the start of the text, where a byte
 * order mark may be. */
static bool entry_take_words(struct entry_reader *reader, struct entry_state *state)
{
    struct scanner *scanner = &reader->scanner;
    uint64_t at = scanner->at;
    if (at == 0 || at >= scanner->length) {
        return false;
    }
    if (at == state->entry->start && (scanner->text[at] == ' ' || scanner->text[at] == '\t')) {
        state->entry->owner_inherited = true;
    }
    uint64_t block = scanner_block(scanner, at);
    uint64_t asked = UINT64_MAX << at % SCAN_BLOCK_BYTES;
    uint64_t start = PLACE_NONE;
    uint8_t other = ';'; /* what ends this; behind the text, something that nothing below knows */
    for (;;) {
        uint64_t stops = scanner->sets[SCAN_WORD_STOPS];
        uint64_t others = stops & scanner->sets[SCAN_SOLIDS] & asked;
        /* What is no stop is a plain part of a word, up to the first other byte. Words begin and
         * end where such a part is next to something else. */
        uint64_t plain = ~stops & asked & (others - 1) & ~others;
        uint64_t edges = plain ^ (plain << 1 | (start != PLACE_NONE));
        if (others != 0) {
            at = block + (uint64_t)__builtin_ctzll(others);
            other = at < scanner->length ? scanner->text[at] : other;
            if (other == '\\' || other == '\0') {
                edges &= ~others; /* the word goes on */
            }
        }
        start = entry_add_words(reader, state, block, edges, start);
        if (others != 0) {
            break;
        }
        block += SCAN_BLOCK_BYTES;
        scanner_look(scanner, block);
        asked = UINT64_MAX;
    }
    scanner->at = start == PLACE_NONE ? at : start;
    if (other == '\n' && state->depth == 0) {
        scanner->at++;
        return true;
    }
    return false;
}

void entry_next(struct entry_reader *reader, struct entry *entry)
{
    reader->fields.count = 0;
    *entry = (struct entry){.start = reader->scanner.at, .fields_end = reader->scanner.at};
    struct entry_state state = {.entry = entry, .field_end = PLACE_NONE};
    struct token token;
    do {
        if (entry_take_words(reader, &state)) {
            break;
        }
        token = token_next(&reader->scanner);
    } while (entry_take(reader, &state, &token));
    entry->end = reader->scanner.at;
    if (state.depth > 0) {
        if (!state.hopeless) {
            find_unmatched(reader, entry->start);
        }
        entry->flaw = FLAW_NONE;
        entry_set_flaw(entry, FLAW_PARENTHESIS_OPEN, &state.open);
        if (state.first_line_end != 0) {
            entry_cut_at_line(reader, entry, state.first_line_end);
        }
    }
    entry->fields = reader->fields.items;
    entry->field_count = reader->fields.count;
    entry->kind = entry_kind_find(entry);
    if (entry->kind == ENTRY_EMPTY && entry->end == entry->start) {
        entry->kind = ENTRY_END;
    }
}

/* Takes the field at `*at` as the TTL or the class when it is one that is not there yet. */
static bool parts_take_ttl_or_class(const struct entry *entry, size_t at, struct entry_parts *parts)
{
    const struct field *field = &entry->fields[at];
    if (field->quoted) {
        return false;
    }
    uint64_t seconds;
    if (parts->ttl == ENTRY_FIELD_NONE && byte_is_digit(field->text[0]) &&
        period_from_text(field_bytes(field), &seconds)) {
        parts->ttl = at;
        if (seconds > INT32_MAX) {
            /* RFC 2181 section 8: to be taken as zero. */
            parts->flaw = FLAW_TTL_RANGE;
            parts->flaw_field = at;
            seconds = 0;
        }
        parts->ttl_seconds = (uint32_t)seconds;
        return true;
    }
    if (parts->class == ENTRY_FIELD_NONE &&
        rrclass_from_text(field_bytes(field), &parts->class_code)) {
        parts->class = at;
        return true;
    }
    return false;
}

struct entry_parts entry_parts_find(const struct entry *entry)
{
    struct entry_parts parts = {
        .owner = ENTRY_FIELD_NONE,
        .ttl = ENTRY_FIELD_NONE,
        .class = ENTRY_FIELD_NONE,
        .type = ENTRY_FIELD_NONE,
        .rdata = entry->field_count,
    };
    size_t at = 0;
    if (!entry->owner_inherited && entry->field_count > 0) {
        parts.owner = at++;
    }
    while (at < entry->field_count && parts_take_ttl_or_class(entry, at, &parts)) {
        at++;
    }
    if (at == entry->field_count) {
        parts.flaw = FLAW_TYPE_MISSING;
        parts.flaw_field = at;
        return parts;
    }
    if (entry->fields[at].quoted ||
        !rrtype_from_text(field_bytes(&entry->fields[at]), &parts.type_code)) {
        parts.flaw = FLAW_TYPE_UNKNOWN;
        parts.flaw_field = at;
        return parts;
    }
    parts.type = at;
    parts.rdata = at + 1;
    return parts;
}
