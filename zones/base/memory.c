/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

void memory_exhausted(void)
{
    static const char message[] = "zonetidy: out of memory\n";
    fwrite(message, 1, sizeof(message) - 1, stderr);
    _Exit(MEMORY_EXIT_STATUS);
}

void *memory_get(size_t size)
{
    void *memory = malloc(size == 0 ? 1 : size);
    if (memory == NULL) {
        memory_exhausted();
    }
    return memory;
}

void *memory_get_large(size_t size)
{
    const size_t large_page = (size_t)2 * 1024 * 1024;
    void *memory = NULL;
    if (size < 2 * large_page) {
        return memory_get(size);
    }
    if (posix_memalign(&memory, large_page, size) != 0) {
        memory_exhausted();
    }
    /* A system without large pages says so, and gives small ones. */
    (void)madvise(memory, size / large_page * large_page, MADV_HUGEPAGE);
    return memory;
}

void *memory_get_large_zeroed(size_t size)
{
    return memset(memory_get_large(size), 0, size);
}

void *memory_get_zeroed(size_t count, size_t size)
{
    void *memory = calloc(count == 0 ? 1 : count, size == 0 ? 1 : size);
    if (memory == NULL) {
        memory_exhausted();
    }
    return memory;
}

void *memory_resize(void *old, size_t size)
{
    void *memory = realloc(old, size == 0 ? 1 : size);
    if (memory == NULL) {
        memory_exhausted();
    }
    return memory;
}

char *memory_copy_string(const char *string)
{
    size_t size = strlen(string) + 1;
    return memcpy(memory_get(size), string, size);
}
