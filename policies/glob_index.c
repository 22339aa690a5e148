/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/glob_index.h"

/* One pattern. Two texts with one hash cost a useless try, no more. */
struct entry {
    size_t length; /* of the literal end */
    uint64_t hash;
    uint32_t number;
};

/* Patterns that are looked for by the beginning of a text, or by its end. */
struct side {
    bool from_end;
    VECTOR(struct entry) items; /* by length, and by hash within it */
};

struct glob_index {
    struct side starts;
    struct side ends;
};

/* FNV-1a, which goes on from one length to the next. */
#define HASH_START UINT64_C(0xcbf29ce484222325)
#define HASH_STEP(hash, byte) (((hash) ^ (byte)) * UINT64_C(0x100000001b3))

/* A side walks through texts from its end of them. */
static uint8_t side_byte(const struct side *side, struct bytes text, size_t at)
{
    return text.data[side->from_end ? text.length - 1 - at : at];
}

static void side_add(struct side *side, struct bytes literal, uint32_t number)
{
    struct entry entry = {.length = literal.length, .hash = HASH_START, .number = number};
    for (size_t i = 0; i < literal.length; i++) {
        entry.hash = HASH_STEP(entry.hash, side_byte(side, literal, i));
    }
    VECTOR_PUSH(&side->items, entry);
}

static int compare_entries(const void *a, const void *b)
{
    const struct entry *left = a;
    const struct entry *right = b;
    if (left->length != right->length) {
        return left->length < right->length ? -1 : 1;
    }
    if (left->hash != right->hash) {
        return left->hash < right->hash ? -1 : 1;
    }
    return left->number < right->number ? -1 : left->number > right->number;
}

static void side_sort(struct side *side)
{
    if (side->items.count > 1) {
        qsort(side->items.items, side->items.count, sizeof(side->items.items[0]), compare_entries);
    }
}

/* The first entry that is not in front of one with this length and hash. */
static size_t side_lower(const struct side *side, size_t length, uint64_t hash)
{
    size_t low = 0;
    size_t high = side->items.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct entry *entry = &side->items.items[middle];
        if (entry->length < length || (entry->length == length && entry->hash < hash)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Goes through the lengths that there are, and through the text along with them. */
static void side_find(const struct side *side, struct bytes text, struct glob_numbers *numbers)
{
    uint64_t hash = HASH_START;
    size_t hashed = 0;
    size_t at = 0;
    while (at < side->items.count && side->items.items[at].length <= text.length) {
        size_t length = side->items.items[at].length;
        for (; hashed < length; hashed++) {
            hash = HASH_STEP(hash, side_byte(side, text, hashed));
        }
        for (at = side_lower(side, length, hash);
             at < side->items.count && side->items.items[at].length == length &&
             side->items.items[at].hash == hash;
             at++) {
            VECTOR_PUSH(&numbers->items, side->items.items[at].number);
        }
        at = side_lower(side, length + 1, 0);
    }
}

size_t glob_literal_length(const struct glob *glob)
{
    struct bytes prefix;
    struct bytes suffix;
    glob_literal_ends(glob, &prefix, &suffix);
    return prefix.length < suffix.length ? suffix.length : prefix.length;
}

struct glob_index *glob_index_new(const struct glob *const *globs,
                                  const uint32_t *numbers,
                                  size_t count)
{
    struct glob_index *index = memory_get_zeroed(1, sizeof(*index));
    index->ends.from_end = true;
    for (size_t i = 0; i < count; i++) {
        struct bytes prefix;
        struct bytes suffix;
        glob_literal_ends(globs[i], &prefix, &suffix);
        if (prefix.length < suffix.length) {
            side_add(&index->ends, suffix, numbers[i]);
        } else {
            side_add(&index->starts, prefix, numbers[i]);
        }
    }
    side_sort(&index->starts);
    side_sort(&index->ends);
    return index;
}

void glob_index_free(struct glob_index *index)
{
    if (index != NULL) {
        VECTOR_FREE(&index->starts.items);
        VECTOR_FREE(&index->ends.items);
        free(index);
    }
}

void glob_index_find(const struct glob_index *index,
                     struct bytes text,
                     struct glob_numbers *numbers)
{
    side_find(&index->starts, text, numbers);
    side_find(&index->ends, text, numbers);
}
