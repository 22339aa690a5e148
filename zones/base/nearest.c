/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/base/nearest.h"

#include <stdint.h>
#include <string.h>

/* Longer words are no slips of any option or command. */
enum { WORD_BYTES_MAX = 64 };

static size_t smallest(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Damerau and Levenshtein's distance in its restricted form, where no pair is swapped and then
 * edited again. Three rows of the table are enough. */
static size_t slips_between(const char *a, const char *b)
{
    size_t a_length = strlen(a);
    size_t b_length = strlen(b);
    if (a_length > WORD_BYTES_MAX || b_length > WORD_BYTES_MAX) {
        return SIZE_MAX;
    }
    size_t rows[3][WORD_BYTES_MAX + 1];
    for (size_t j = 0; j <= b_length; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= a_length; i++) {
        const size_t *two_above = rows[(i + 1) % 3]; /* read from the second row on only */
        const size_t *above = rows[(i - 1) % 3];
        size_t *row = rows[i % 3];
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t change = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = smallest(change, smallest(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = smallest(row[j], two_above[j - 2] + 1);
            }
        }
    }
    return rows[a_length % 3][b_length];
}

struct nearest nearest_to(const char *word)
{
    /* A word of one or two letters may have one slip too. */
    return (struct nearest){word, NULL, strlen(word) / 3 + 2};
}

void nearest_offer(struct nearest *nearest, const char *candidate)
{
    size_t distance = slips_between(nearest->word, candidate);
    if (distance < nearest->distance) {
        nearest->found = candidate;
        nearest->distance = distance;
    }
}
