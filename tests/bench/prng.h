/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/** Numbers that look random and are the same on every machine for one seed, which rand() of a C
 * library does not promise. */
struct prng {
    uint64_t state;
};

uint64_t prng_next(struct prng *prng);

/** A number from 0 to `bound` - 1. */
uint32_t prng_below(struct prng *prng, uint32_t bound);

/** True in `percent` of a hundred cases. */
bool prng_chance(struct prng *prng, uint32_t percent);

enum {
    LABEL_SYLLABLES_MAX = 4,
    LABEL_BYTES = 2 * LABEL_SYLLABLES_MAX + 10 + 1, /**< with a number behind, and a final NUL */
};

/** A label that can be spoken, with `number` behind it, so that each number has a label of its
 * own. */
void prng_label(struct prng *prng, uint32_t number, char label[LABEL_BYTES]);
