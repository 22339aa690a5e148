/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/bench/prng.h"

#include <inttypes.h>
#include <stdio.h>

/* SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014. Any
 * seed is a good one, 0 as well. */
uint64_t prng_next(struct prng *prng)
{
    prng->state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t mixed = prng->state;
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
    return mixed ^ (mixed >> 31);
}

/* The high half of a product in place of a remainder: no division, and a bias of less than one in
 * 2^32 / bound. */
uint32_t prng_below(struct prng *prng, uint32_t bound)
{
    return (uint32_t)(((prng_next(prng) >> 32) * bound) >> 32);
}

bool prng_chance(struct prng *prng, uint32_t percent)
{
    return prng_below(prng, 100) < percent;
}

void prng_label(struct prng *prng, uint32_t number, char label[LABEL_BYTES])
{
    static const char consonants[] = "bcdfghjklmnprstvwz";
    static const char vowels[] = "aeiou";
    size_t syllables = 2 + prng_below(prng, LABEL_SYLLABLES_MAX - 1);
    for (size_t i = 0; i < syllables; i++) {
        label[2 * i] = consonants[prng_below(prng, sizeof(consonants) - 1)];
        label[2 * i + 1] = vowels[prng_below(prng, sizeof(vowels) - 1)];
    }
    snprintf(label + 2 * syllables, LABEL_BYTES - 2 * syllables, "%" PRIu32, number);
}
