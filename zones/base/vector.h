/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "zones/base/memory.h"

/** A growing array of one type: `VECTOR(struct record) records;`. All zero is an empty one.
 * Items move when it grows, so they are named by index while it does. */
#define VECTOR(type) \
    struct { \
        type *items; \
        size_t count; \
        size_t capacity; \
    }

/** Room for one more item at the end. Growth by half keeps the copying linear and, with
 * realloc() of large blocks moving pages rather than bytes, cheap. */
#define VECTOR_RESERVE(vector) \
    do { \
        if ((vector)->count == (vector)->capacity) { \
            (vector)->capacity = vector_grown((vector)->capacity); \
            (vector)->items = \
                memory_resize((vector)->items, (vector)->capacity * sizeof(*(vector)->items)); \
        } \
    } while (0)

/** Room for about `expected` items, all at once, where so many are to come that growing step by
 * step would cost more. What is expected may be wrong, so no more is asked for than
 * VECTOR_EXPECTED_BYTES_MAX: a system may refuse what nobody is ever going to need. */
#define VECTOR_EXPECT(vector, expected) \
    do { \
        (vector)->items = vector_moved((vector)->items, (vector)->count, &(vector)->capacity, \
                                       sizeof(*(vector)->items), (expected)); \
    } while (0)

#define VECTOR_PUSH(vector, item) \
    do { \
        VECTOR_RESERVE(vector); \
        (vector)->items[(vector)->count++] = (item); \
    } while (0)

/** Gives the memory back and leaves an empty vector. */
#define VECTOR_FREE(vector) \
    do { \
        free((vector)->items); \
        (vector)->items = NULL; \
        (vector)->count = 0; \
        (vector)->capacity = 0; \
    } while (0)

static inline size_t vector_grown(size_t capacity)
{
    return capacity < 8 ? 8 : capacity + capacity / 2;
}

#define VECTOR_EXPECTED_BYTES_MAX ((size_t)1024 * 1024 * 1024)

/* The items in new memory with room for `expected`, or where they are when there is room. */
static inline void *vector_moved(void *items,
                                 size_t count,
                                 size_t *capacity,
                                 size_t item_bytes,
                                 size_t expected)
{
    if (expected > VECTOR_EXPECTED_BYTES_MAX / item_bytes) {
        expected = VECTOR_EXPECTED_BYTES_MAX / item_bytes;
    }
    if (expected <= *capacity) {
        return items;
    }
    void *moved = memory_get_large(expected * item_bytes);
    if (count > 0) {
        memcpy(moved, items, count * item_bytes);
    }
    free(items);
    *capacity = expected;
    return moved;
}
