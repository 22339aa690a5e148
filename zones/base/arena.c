/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "zones/base/memory.h"

#ifdef ARENA_IS_WATCHED
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#endif

enum {
    ARENA_BLOCK_BYTES_MIN = 4096,
    ARENA_BLOCK_BYTES_MAX = 1024 * 1024,
    ARENA_LARGE_BLOCK_BYTES = 4 * 1024 * 1024,
    ARENA_LARGE_BYTES_MIN = 4 * ARENA_LARGE_BLOCK_BYTES,
};

struct arena_block {
    struct arena_block *previous;
    size_t capacity;
    alignas(max_align_t) uint8_t bytes[];
};

struct arena {
    struct arena_block *block; /* the newest; older ones hang behind it */
    size_t used;               /* of the newest block */
    size_t capacity;           /* of all blocks */
};

struct arena *arena_new(void)
{
    return memory_get_zeroed(1, sizeof(struct arena));
}

static void arena_drop_blocks(struct arena_block *block)
{
    while (block != NULL) {
        struct arena_block *previous = block->previous;
        free(block);
        block = previous;
    }
}

void arena_free(struct arena *arena)
{
    if (arena != NULL) {
        arena_drop_blocks(arena->block);
        free(arena);
    }
}

void arena_clear(struct arena *arena)
{
    if (arena->block != NULL && arena->block->previous != NULL) {
        arena_drop_blocks(arena->block->previous);
        arena->block->previous = NULL;
    }
    arena->used = 0;
    arena->capacity = 0;
    if (arena->block != NULL) {
        arena->capacity = arena->block->capacity;
        ASAN_POISON_MEMORY_REGION(arena->block->bytes, arena->block->capacity);
    }
}

/* Blocks double up to a limit: a set of ten thousand small zones must not cost ten thousand
 * megabytes, and a zone of a million records must not call malloc() ten thousand times. Where much
 * is there already, a block is large enough for large pages, and what stays unused of it is
 * little beside that. */
static void arena_add_block(struct arena *arena, size_t size)
{
    size_t capacity = ARENA_BLOCK_BYTES_MIN;
    if (arena->block != NULL) {
        capacity = arena->block->capacity * 2;
    }
    if (arena->capacity >= ARENA_LARGE_BYTES_MIN) {
        capacity = ARENA_LARGE_BLOCK_BYTES;
    } else if (capacity > ARENA_BLOCK_BYTES_MAX) {
        capacity = ARENA_BLOCK_BYTES_MAX;
    }
    if (capacity < size + ARENA_GAP_BYTES) {
        capacity = size + ARENA_GAP_BYTES;
    }
    struct arena_block *block = memory_get_large(sizeof(*block) + capacity);
    block->previous = arena->block;
    block->capacity = capacity;
    ASAN_POISON_MEMORY_REGION(block->bytes, capacity);
    arena->block = block;
    arena->used = 0;
    arena->capacity += capacity;
}

void *arena_get_aligned(struct arena *arena, size_t size, size_t alignment)
{
    assert(alignment != 0 && (alignment & (alignment - 1)) == 0);
    assert(alignment <= alignof(max_align_t));
    size_t start = (arena->used + alignment - 1) & ~(alignment - 1);
    if (arena->block == NULL || start > arena->block->capacity ||
        size + ARENA_GAP_BYTES > arena->block->capacity - start) {
        arena_add_block(arena, size);
        start = 0;
    }
    arena->used = start + size + ARENA_GAP_BYTES;
    ASAN_UNPOISON_MEMORY_REGION(arena->block->bytes + start, size);
    return arena->block->bytes + start;
}

void *arena_get(struct arena *arena, size_t size)
{
    return arena_get_aligned(arena, size, alignof(max_align_t));
}

void *arena_get_zeroed(struct arena *arena, size_t size)
{
    return memset(arena_get(arena, size), 0, size);
}

struct bytes arena_copy(struct arena *arena, struct bytes bytes)
{
    uint8_t *copy = arena_get_aligned(arena, bytes.length + 1, 1);
    if (bytes.length > 0) {
        memcpy(copy, bytes.data, bytes.length);
    }
    copy[bytes.length] = '\0';
    return (struct bytes){copy, bytes.length};
}

char *arena_copy_string(struct arena *arena, const char *string)
{
    size_t size = strlen(string) + 1;
    return memcpy(arena_get_aligned(arena, size, 1), string, size);
}

char *arena_format(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    assert(length >= 0);
    size_t size = (size_t)length + 1;
    char *text = arena_get_aligned(arena, size, 1);
    va_start(arguments, format);
    vsnprintf(text, size, format, arguments);
    va_end(arguments);
    return text;
}
