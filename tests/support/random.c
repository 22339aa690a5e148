/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/random.h"

/* The linear congruential generator of Knuth's MMIX. Its low bits repeat soon and are left out. */
uint32_t random_next(uint64_t *random)
{
    *random = *random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*random >> 32);
}

uint32_t random_below(uint64_t *random, uint32_t bound)
{
    return random_next(random) % bound;
}
