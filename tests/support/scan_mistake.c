/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/scan_mistake.h"

#include <stdio.h>

#include "tests/support/reference_tokens.h"
#include "zones/base/buffer.h"
#include "zones/entry.h"

static bool tokens_equal(const struct token *a, const struct token *b)
{
    return a->kind == b->kind && a->closed == b->closed && a->escaped == b->escaped &&
           a->has_nul == b->has_nul && a->start == b->start && a->end == b->end;
}

static const char *token_mistake(struct bytes text, uint64_t start)
{
    struct scanner scanner = {.text = text.data, .length = text.length, .at = start};
    struct token expected;
    do {
        struct token token = token_next(&scanner);
        expected = reference_token(text, start);
        if (!tokens_equal(&token, &expected) || scanner.at != expected.end) {
            return "a token is another one than bytes tell";
        }
        start = expected.end;
    } while (expected.kind != TOKEN_END);
    return NULL;
}

static bool is_field_of(const struct field *field, const struct token *token, struct bytes text)
{
    uint64_t quotes = 0;
    if (token->kind == TOKEN_QUOTED) {
        quotes = token->closed ? 2 : 1;
    }
    return field->text == text.data + token->start + (quotes > 0) &&
           field->length == token->end - token->start - quotes && field->quoted == (quotes > 0) &&
           field->escaped == token->escaped && field->start == token->start &&
           field->end == token->end;
}

/* Compares an entry with the tokens from byte `at` to its end. */
static const char *entry_mistake(const struct entry *entry, struct bytes text, uint64_t at)
{
    size_t count = 0;
    uint64_t field_end = UINT64_MAX;
    bool inherited = false;
    while (at < entry->end) {
        struct token token = reference_token(text, at);
        at = token.end;
        inherited = inherited || (token.kind == TOKEN_BLANK && token.start == entry->start);
        if (token.has_nul && entry->flaw == FLAW_NONE) {
            return "a NUL is no flaw of the entry";
        }
        if (token.kind != TOKEN_WORD && token.kind != TOKEN_QUOTED) {
            continue;
        }
        if (count == entry->field_count) {
            return "a word or quoted string is no field";
        }
        const struct field *field = &entry->fields[count++];
        if (!is_field_of(field, &token, text) || field->joined != (token.start == field_end)) {
            return "a field is another one than its token";
        }
        field_end = token.end;
    }
    if (at != entry->end) {
        return "an entry ends inside of a token";
    }
    if (inherited != entry->owner_inherited) {
        return "an entry inherits its owner where it should not, or the other way round";
    }
    return count == entry->field_count ? NULL : "an entry has more fields than tokens";
}

static void entry_tell(const struct entry *entry, struct buffer *told)
{
    const uint64_t values[] = {
        entry->kind,        entry->multiline, entry->start,      entry->end,      entry->fields_end,
        entry->field_count, entry->flaw,      entry->flaw_start, entry->flaw_end,
    };
    buffer_add(told, (struct bytes){(const uint8_t *)values, sizeof(values)});
}

static const char *entries_mistake(struct bytes text, uint64_t start, struct buffer *told)
{
    struct entry_reader reader = {0};
    struct entry entry;
    const char *mistake = NULL;
    buffer_clear(told);
    entry_reader_start(&reader, text, start);
    do {
        entry_next(&reader, &entry);
        entry_tell(&entry, told);
        mistake = entry_mistake(&entry, text, start);
        start = entry.end;
    } while (mistake == NULL && entry.kind != ENTRY_END);
    entry_reader_end(&reader);
    return mistake;
}

const char *scan_mistake(struct bytes text, uint64_t start)
{
    struct buffer told = {0};
    struct buffer first = {0};
    const char *mistake = NULL;
    /* From the last one, which runs everywhere, to the one that is selected at first. */
    for (size_t i = scan_kernel_count; i-- > 0;) {
        struct error error;
        if (scan_select(scan_kernels[i].name, &error) != STATUS_OK) {
            continue;
        }
        if (mistake == NULL) {
            mistake = token_mistake(text, start);
        }
        if (mistake == NULL) {
            mistake = entries_mistake(text, start, &told);
        }
        if (first.length == 0) {
            buffer_add(&first, buffer_bytes(&told));
        }
        if (mistake == NULL && !bytes_equal(buffer_bytes(&told), buffer_bytes(&first))) {
            mistake = "an entry is another one with another kernel";
        }
    }
    buffer_free(&told);
    buffer_free(&first);
    return mistake;
}
