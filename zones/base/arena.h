/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stddef.h>

#include "zones/base/bytes.h"

/** Memory that is given out piece by piece and taken back all at once.
 *
 * Each has the name of a lifetime: the zone set, a zone, the findings, scratch. Pieces never move
 * and are never freed alone. An arena may be used by one thread at a time. */
struct arena;

/* The address sanitizer cannot see where one piece ends and the next begins. So it is told: nothing
 * may be touched but what was given out, and pieces are no neighbours. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_IS_WATCHED
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define ARENA_IS_WATCHED
#endif
#ifdef ARENA_IS_WATCHED
enum { ARENA_GAP_BYTES = 16 };
#else
enum { ARENA_GAP_BYTES = 0 };
#endif

struct arena *arena_new(void);

/** Frees all pieces and the arena. `arena` may be NULL. */
void arena_free(struct arena *arena);

/** Takes all pieces back and keeps the memory for the next ones. */
void arena_clear(struct arena *arena);

/** `size` bytes, not cleared, aligned for any type. */
void *arena_get(struct arena *arena, size_t size);

/** `size` bytes, not cleared, aligned to `alignment`, a power of two. For what is stored by the
 * million, where alignment for any type would waste room. */
void *arena_get_aligned(struct arena *arena, size_t size, size_t alignment);

/** `size` zero bytes, aligned for any type. */
void *arena_get_zeroed(struct arena *arena, size_t size);

/** A copy of `bytes`; with a NUL behind it that `length` does not count. */
struct bytes arena_copy(struct arena *arena, struct bytes bytes);

char *arena_copy_string(struct arena *arena, const char *string);

/** printf into the arena. */
char *arena_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
