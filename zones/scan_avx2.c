/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/scan.h"

#if defined(__x86_64__)

#include <immintrin.h>

/* Compiled for AVX2 whatever the rest of the program is compiled for; nothing here is called before
 * the processor was asked whether it can do that. */
#define TARGET __attribute__((target("avx2")))

/* A kind of bytes, no two of which have the same lower four bits: each stands at the place that
 * these bits tell, so that one shuffle fetches for 32 bytes the only one that each may be. A byte
 * above 0x7f fetches 0. At the other places is what no byte that leads there is. */
struct kind {
    _Alignas(16) uint8_t bytes[16];
};

static const struct kind blanks = {{[0x0] = ' ', [0x9] = '\t'}};
static const struct kind quoted_stops = {
    {[0x0] = 0xff, [0x2] = '"', [0xa] = '\n', [0xc] = '\\', [0xd] = '\r'}};
static const struct kind others = {{[0x0] = '\0', [0x8] = '(', [0x9] = ')', [0xb] = ';'}};

/* A byte of all ones for each byte of the kind. */
TARGET static inline __m256i of_kind(__m256i bytes, const struct kind *kind)
{
    const void *table = kind->bytes;
    __m256i both_halves = _mm256_broadcastsi128_si256(_mm_load_si128(table));
    return _mm256_cmpeq_epi8(_mm256_shuffle_epi8(both_halves, bytes), bytes);
}

/* A bit for each byte of all ones. */
TARGET static inline uint64_t bits(__m256i bytes)
{
    return (uint32_t)_mm256_movemask_epi8(bytes);
}

TARGET void scan_classify_avx2(const uint8_t *block, uint64_t sets[SCAN_SETS])
{
    uint64_t blank_bits = 0;
    uint64_t quoted_bits = 0;
    uint64_t other_bits = 0;
    for (unsigned i = 0; i < SCAN_BLOCK_BYTES; i += 32) {
        const void *unaligned = block + i;
        __m256i bytes = _mm256_loadu_si256(unaligned);
        blank_bits |= bits(of_kind(bytes, &blanks)) << i;
        quoted_bits |= bits(of_kind(bytes, &quoted_stops)) << i;
        other_bits |= bits(of_kind(bytes, &others)) << i;
    }
    sets[SCAN_WORD_STOPS] = blank_bits | quoted_bits | other_bits;
    sets[SCAN_SOLIDS] = ~blank_bits;
    sets[SCAN_QUOTED_STOPS] = quoted_bits;
}

#endif
