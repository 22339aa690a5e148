/* SPDX-License-Identifier: BSD-3-Clause */
#include "fixers/patch.h"

#include <assert.h>

/* A stretch of the text as it is now. Pieces of the original stay in its order, because edits only
 * take bytes away and put new ones between. */
struct piece {
    const uint8_t *data;
    size_t length;    /* never 0 */
    bool is_original; /* `data` points into the original, else into the patch's arena */
};

struct piece_list {
    VECTOR(struct piece) list;
};

struct patch {
    struct bytes original;
    struct arena *arena; /* of new texts */
    struct piece_list pieces;
};

/* How far a round has read the pieces that the round before left. */
struct piece_cursor {
    const struct piece_list *pieces;
    size_t index;  /* of the piece */
    size_t offset; /* in the piece */
};

/* Pieces of the original that an edit split and nothing separates become one again, so that their
 * number depends on what changed and not on how often. */
static void piece_list_add(struct piece_list *pieces, struct piece piece)
{
    if (piece.length == 0) {
        return;
    }
    if (pieces->list.count > 0 && piece.is_original) {
        struct piece *last = &pieces->list.items[pieces->list.count - 1];
        if (last->is_original && last->data + last->length == piece.data) {
            last->length += piece.length;
            return;
        }
    }
    VECTOR_PUSH(&pieces->list, piece);
}

/* Up to `length` bytes of the piece at the cursor, which moves behind them. There must be some. */
static struct piece piece_cursor_next(struct piece_cursor *cursor, uint64_t length)
{
    assert(cursor->index < cursor->pieces->list.count);
    struct piece piece = cursor->pieces->list.items[cursor->index];
    piece.data += cursor->offset;
    piece.length -= cursor->offset;
    if (length < piece.length) {
        piece.length = (size_t)length;
        cursor->offset += piece.length;
    } else {
        cursor->index++;
        cursor->offset = 0;
    }
    return piece;
}

struct patch *patch_new(struct bytes original)
{
    struct patch *patch = memory_get_zeroed(1, sizeof(*patch));
    patch->original = original.data != NULL ? original : bytes_from_string("");
    patch->arena = arena_new();
    piece_list_add(&patch->pieces, (struct piece){patch->original.data, original.length, true});
    return patch;
}

void patch_free(struct patch *patch)
{
    if (patch != NULL) {
        VECTOR_FREE(&patch->pieces.list);
        arena_free(patch->arena);
        free(patch);
    }
}

static void pieces_keep(struct piece_cursor *cursor, uint64_t length, struct piece_list *kept)
{
    while (length > 0) {
        struct piece piece = piece_cursor_next(cursor, length);
        piece_list_add(kept, piece);
        length -= piece.length;
    }
}

/* An edit that does not find what it expects was made for another text: better to stop than to
 * write over bytes that nobody looked at. */
static void pieces_drop(struct piece_cursor *cursor, struct bytes expected)
{
    size_t dropped = 0;
    while (dropped < expected.length) {
        struct piece piece = piece_cursor_next(cursor, expected.length - dropped);
        assert(memcmp(piece.data, expected.data + dropped, piece.length) == 0);
        dropped += piece.length;
    }
}

void patch_apply(struct patch *patch, const struct edit *edits, size_t count)
{
    struct piece_list pieces = {0};
    struct piece_cursor cursor = {.pieces = &patch->pieces};
    uint64_t at = 0;
    for (size_t i = 0; i < count; i++) {
        const struct edit *edit = &edits[i];
        assert(edit->span.start >= at);
        assert(edit->span.length == edit->expected.length);
        pieces_keep(&cursor, edit->span.start - at, &pieces);
        pieces_drop(&cursor, edit->expected);
        struct bytes text = arena_copy(patch->arena, edit->text);
        piece_list_add(&pieces, (struct piece){text.data, text.length, false});
        at = edit->span.start + edit->span.length;
    }
    while (cursor.index < patch->pieces.list.count) {
        piece_list_add(&pieces, piece_cursor_next(&cursor, UINT64_MAX));
    }
    VECTOR_FREE(&patch->pieces.list);
    patch->pieces = pieces;
}

/* The texts of the pieces from `first` up to `end`, as one. */
static struct bytes pieces_join(const struct piece_list *pieces,
                                size_t first,
                                size_t end,
                                struct arena *arena)
{
    if (first == end) {
        return (struct bytes){0};
    }
    const struct piece *items = pieces->list.items;
    if (first + 1 == end) {
        return (struct bytes){items[first].data, items[first].length};
    }
    size_t length = 0;
    for (size_t i = first; i < end; i++) {
        length += items[i].length;
    }
    uint8_t *joined = arena_get_aligned(arena, length, 1);
    size_t at = 0;
    for (size_t i = first; i < end; i++) {
        memcpy(joined + at, items[i].data, items[i].length);
        at += items[i].length;
    }
    return (struct bytes){joined, length};
}

/* What two texts have in common at their ends is not cut off: a replacement of `ns1` by `ns10`
 * stays one of a whole word, in reports as in the mind of who reads them, and diff_add() leaves out
 * equal lines by itself. */
size_t patch_replacements(const struct patch *patch,
                          struct arena *arena,
                          const struct replacement **ret_replacements)
{
    const struct piece *pieces = patch->pieces.list.items;
    size_t piece_count = patch->pieces.list.count;
    struct replacement *replacements = arena_get(arena, (piece_count + 1) * sizeof(*replacements));
    size_t count = 0;
    size_t start = 0; /* in the original: behind its last piece */
    size_t first = 0; /* the new pieces since then begin here */
    for (size_t i = 0; i <= piece_count; i++) {
        bool is_end = i == piece_count;
        if (!is_end && !pieces[i].is_original) {
            continue;
        }
        size_t end =
            is_end ? patch->original.length : (size_t)(pieces[i].data - patch->original.data);
        assert(end >= start);
        struct bytes text = pieces_join(&patch->pieces, first, i, arena);
        if (!bytes_equal((struct bytes){patch->original.data + start, end - start}, text)) {
            replacements[count++] = (struct replacement){start, end, text};
        }
        start = is_end ? end : end + pieces[i].length;
        first = i + 1;
    }
    *ret_replacements = replacements;
    return count;
}
