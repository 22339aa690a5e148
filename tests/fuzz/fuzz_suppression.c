/* SPDX-License-Identifier: BSD-3-Clause */
/* Any comment is read as suppressions that follow each other in it, and each of them can be cut out
 * by itself. */
#include <assert.h>

#include "analyzer/suppression.h"
#include "zones/base/buffer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Reads the comment that the text begins with. */
static struct suppression_list read_comment(struct arena *arena,
                                            struct bytes text,
                                            const struct suppression_settings *settings)
{
    struct suppression_list list = {.arena = arena};
    if (text.length > 0 && text.data[0] == ';') {
        const uint8_t *newline = memchr(text.data, '\n', text.length);
        size_t end = newline == NULL ? text.length : (size_t)(newline - text.data);
        suppression_list_read(&list, text, 0, end, &settings, 1);
    }
    return list;
}

static void check_places(const struct suppression *suppression)
{
    assert(suppression->comment_start <= suppression->start);
    assert(suppression->start < suppression->end);
    assert(suppression->end <= suppression->part_end);
    assert(suppression->part_end <= suppression->comment_end);
    assert(suppression->mistake_start <= suppression->mistake_end);
    assert(suppression->mistake_end <= suppression->comment_end);
    assert(suppression->mistake == SUPPRESSION_WORD_UNKNOWN || suppression->nearest == NULL);
    assert(suppression->mistake != SUPPRESSION_GOOD || suppression->name_count > 0);
    for (uint32_t i = 0; i < suppression->name_count; i++) {
        assert(suppression->start < suppression->names[i].start);
        assert(suppression->names[i].start < suppression->names[i].end);
        assert(suppression->names[i].end <= suppression->end);
    }
}

/* In our own form, all others stay what they are. */
static void check_cut(struct arena *arena,
                      struct bytes text,
                      const struct suppression_list *list,
                      size_t index)
{
    static const struct suppression_settings settings = {0};
    struct buffer rest = {0};
    uint64_t start;
    uint64_t end;
    suppression_cut(&list->items.items[index], text, &start, &end);
    assert(start < end);
    assert(end <= text.length);
    buffer_add(&rest, (struct bytes){text.data, (size_t)start});
    size_t comment_end = (size_t)list->items.items[index].comment_end;
    if (end < comment_end) {
        buffer_add(&rest, (struct bytes){text.data + end, comment_end - (size_t)end});
    }
    struct suppression_list again = read_comment(arena, buffer_bytes(&rest), &settings);
    assert(again.items.count + 1 == list->items.count);
    for (size_t i = 0; i < again.items.count; i++) {
        assert(again.items.items[i].word == list->items.items[i < index ? i : i + 1].word);
    }
    VECTOR_FREE(&again.items);
    buffer_free(&rest);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { CUTS_MAX = 32 };
    static const struct suppression_pattern patterns[] = {
        {{(const uint8_t *)"x=", 2}, {NULL, 0}},
        {{(const uint8_t *)"x(", 2}, {(const uint8_t *)")", 1}},
    };
    static const struct suppression_name names[] = {{"A", "alias"}, {"A", "mail"}};
    const struct suppression_settings own = {0};
    const struct suppression_settings foreign = {
        .patterns = patterns, .pattern_count = 2, .names = names, .name_count = 2};
    struct bytes text = {data, size};
    struct arena *arena = arena_new();
    struct suppression_list list = read_comment(arena, text, &foreign);
    for (size_t i = 0; i < list.items.count; i++) {
        check_places(&list.items.items[i]);
        assert(i == 0 || list.items.items[i - 1].start <= list.items.items[i].start);
    }
    VECTOR_FREE(&list.items);
    list = read_comment(arena, text, &own);
    bool is_whole = list.items.count <= SUPPRESSIONS_MAX; /* else the rest was not read */
    for (size_t i = 0; i < list.items.count && i < CUTS_MAX && is_whole; i++) {
        check_cut(arena, text, &list, i);
    }
    VECTOR_FREE(&list.items);
    struct suppression_pattern pattern;
    struct suppression_pattern_flaw flaw;
    if (!suppression_pattern_read(text, &pattern, &flaw)) {
        assert(flaw.offset <= size);
    }
    arena_free(arena);
    return 0;
}
