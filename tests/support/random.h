/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stdint.h>

/* Numbers that look random and are the same in every run, from a seed that is any number. */

uint32_t random_next(uint64_t *random);

/** A number from 0 to `bound` - 1. */
uint32_t random_below(uint64_t *random, uint32_t bound);
