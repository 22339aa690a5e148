/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/override_index.h"

#include "policies/zone_policy.h"

/* Patterns, and the numbers of the overrides that have them. */
struct patterns {
    const char *folder; /* that paths are seen from; of names NULL */
    VECTOR(const struct glob *) globs;
    VECTOR(uint32_t) numbers;
    struct glob_index *index;
};

struct override_index {
    struct patterns zones;
    VECTOR(struct patterns) files;
    VECTOR(uint32_t) others; /* which are for neither */
};

static void patterns_add(struct patterns *patterns,
                         const struct glob *const *globs,
                         size_t count,
                         uint32_t number)
{
    for (size_t i = 0; i < count; i++) {
        VECTOR_PUSH(&patterns->globs, globs[i]);
        VECTOR_PUSH(&patterns->numbers, number);
    }
}

static void patterns_make(struct patterns *patterns)
{
    patterns->index =
        glob_index_new(patterns->globs.items, patterns->numbers.items, patterns->globs.count);
    VECTOR_FREE(&patterns->globs);
    VECTOR_FREE(&patterns->numbers);
}

/* The folder is that of a layer, of which there are few. */
static struct patterns *patterns_of_folder(struct override_index *index, const char *folder)
{
    for (size_t i = 0; i < index->files.count; i++) {
        if (index->files.items[i].folder == folder) {
            return &index->files.items[i];
        }
    }
    struct patterns patterns = {.folder = folder};
    VECTOR_PUSH(&index->files, patterns);
    return &index->files.items[index->files.count - 1];
}

/* The length of the literal text that all it matches has, whichever of the patterns it is. */
static size_t shortest_literal(const struct glob *const *globs, size_t count)
{
    size_t shortest = count == 0 ? 0 : SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        size_t length = glob_literal_length(globs[i]);
        shortest = length < shortest ? length : shortest;
    }
    return shortest;
}

/* An override for both is looked for by the one that tells more. */
static void add_override(struct override_index *index,
                         const struct policy_override *override,
                         uint32_t number)
{
    size_t zone_count = override->zones.count;
    size_t file_count = override->files.globs.count;
    if (zone_count == 0 && file_count == 0) {
        VECTOR_PUSH(&index->others, number);
    } else if (file_count == 0 ||
               (zone_count > 0 && shortest_literal(override->zones.items, zone_count) >=
                                      shortest_literal(override->files.globs.items, file_count))) {
        patterns_add(&index->zones, override->zones.items, zone_count, number);
    } else {
        patterns_add(patterns_of_folder(index, override->files.folder), override->files.globs.items,
                     file_count, number);
    }
}

struct override_index *override_index_new(const struct policy *policy)
{
    struct override_index *index = memory_get_zeroed(1, sizeof(*index));
    for (size_t i = 0; i < policy->overrides.count; i++) {
        add_override(index, &policy->overrides.items[i], (uint32_t)i);
    }
    patterns_make(&index->zones);
    for (size_t i = 0; i < index->files.count; i++) {
        patterns_make(&index->files.items[i]);
    }
    return index;
}

void override_index_free(struct override_index *index)
{
    if (index == NULL) {
        return;
    }
    glob_index_free(index->zones.index);
    for (size_t i = 0; i < index->files.count; i++) {
        glob_index_free(index->files.items[i].index);
    }
    VECTOR_FREE(&index->files);
    VECTOR_FREE(&index->others);
    free(index);
}

static int compare_numbers(const void *a, const void *b)
{
    const uint32_t *left = a;
    const uint32_t *right = b;
    return *left < *right ? -1 : *left > *right;
}

/* Adds those of `others`, which are in order, and those that were found, which are not and may be
 * there several times. */
static void merge(const struct override_index *index,
                  struct glob_numbers *found,
                  struct glob_numbers *numbers)
{
    if (found->items.count > 1) {
        qsort(found->items.items, found->items.count, sizeof(found->items.items[0]),
              compare_numbers);
    }
    size_t other = 0;
    for (size_t i = 0; i < found->items.count; i++) {
        uint32_t number = found->items.items[i];
        for (; other < index->others.count && index->others.items[other] < number; other++) {
            VECTOR_PUSH(&numbers->items, index->others.items[other]);
        }
        if (i == 0 || found->items.items[i - 1] != number) {
            VECTOR_PUSH(&numbers->items, number);
        }
    }
    for (; other < index->others.count; other++) {
        VECTOR_PUSH(&numbers->items, index->others.items[other]);
    }
}

void override_index_find(const struct override_index *index,
                         const struct bytes *apex,
                         const char *real_path,
                         struct glob_numbers *numbers)
{
    struct glob_numbers found = {0};
    if (apex != NULL) {
        glob_index_find(index->zones.index, *apex, &found);
    }
    for (size_t i = 0; real_path != NULL && i < index->files.count; i++) {
        const struct policy_paths paths = {.folder = index->files.items[i].folder};
        const char *below = policy_paths_below(&paths, real_path);
        if (below != NULL) {
            glob_index_find(index->files.items[i].index, bytes_from_string(below), &found);
        }
    }
    numbers->items.count = 0;
    merge(index, &found, numbers);
    VECTOR_FREE(&found.items);
}
