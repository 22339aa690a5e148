/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/scan.h"

#if defined(__x86_64__)

#include <emmintrin.h>

/* A byte of all ones for each byte that is equal. */
static inline __m128i equal(__m128i bytes, char byte)
{
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte));
}

static inline __m128i either(__m128i a, __m128i b)
{
    return _mm_or_si128(a, b);
}

/* A bit for each byte of all ones. */
static inline uint64_t bits(__m128i bytes)
{
    return (uint16_t)_mm_movemask_epi8(bytes);
}

/* SSE2 cannot fetch bytes from a table, so each is compared by itself. */
void scan_classify_sse2(const uint8_t *block, uint64_t sets[SCAN_SETS])
{
    uint64_t blank_bits = 0;
    uint64_t quoted_bits = 0;
    uint64_t other_bits = 0;
    for (unsigned i = 0; i < SCAN_BLOCK_BYTES; i += 16) {
        const void *unaligned = block + i;
        __m128i bytes = _mm_loadu_si128(unaligned);
        __m128i blanks = either(equal(bytes, ' '), equal(bytes, '\t'));
        __m128i line_ends = either(equal(bytes, '\n'), equal(bytes, '\r'));
        __m128i quotes = either(equal(bytes, '"'), equal(bytes, '\\'));
        /* The parentheses differ in the lowest bit, which is set in the closing one. */
        __m128i parentheses = equal(either(bytes, _mm_set1_epi8(1)), ')');
        __m128i others = either(equal(bytes, ';'), equal(bytes, '\0'));
        blank_bits |= bits(blanks) << i;
        quoted_bits |= bits(either(line_ends, quotes)) << i;
        other_bits |= bits(either(parentheses, others)) << i;
    }
    sets[SCAN_WORD_STOPS] = blank_bits | quoted_bits | other_bits;
    sets[SCAN_SOLIDS] = ~blank_bits;
    sets[SCAN_QUOTED_STOPS] = quoted_bits;
}

#endif
