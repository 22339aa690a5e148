/* SPDX-License-Identifier: BSD-3-Clause */
#include "fixers/fingerprints.h"

#include <stdlib.h>

struct fingerprint_row {
    uint64_t fingerprint;
    size_t left;
};

struct fingerprints {
    VECTOR(struct fingerprint_row) rows; /* sorted, each fingerprint once */
};

static int row_compare(const void *a, const void *b)
{
    const struct fingerprint_row *row_a = a;
    const struct fingerprint_row *row_b = b;
    return (row_a->fingerprint > row_b->fingerprint) - (row_a->fingerprint < row_b->fingerprint);
}

struct fingerprints *fingerprints_count(const struct findings *findings)
{
    struct fingerprints *result = memory_get_zeroed(1, sizeof(*result));
    for (size_t i = 0; i < findings->items.count; i++) {
        struct fingerprint_row row = {findings->items.items[i]->fingerprint, 1};
        VECTOR_PUSH(&result->rows, row);
    }
    struct fingerprint_row *rows = result->rows.items;
    if (result->rows.count > 1) {
        qsort(rows, result->rows.count, sizeof(rows[0]), row_compare);
    }
    size_t kept = 0;
    for (size_t i = 0; i < result->rows.count; i++) {
        if (kept > 0 && rows[kept - 1].fingerprint == rows[i].fingerprint) {
            rows[kept - 1].left++;
        } else {
            rows[kept++] = rows[i];
        }
    }
    result->rows.count = kept;
    return result;
}

void fingerprints_free(struct fingerprints *fingerprints)
{
    if (fingerprints != NULL) {
        VECTOR_FREE(&fingerprints->rows);
        free(fingerprints);
    }
}

static struct fingerprint_row *row_find(const struct fingerprints *fingerprints, uint64_t fingerprint)
{
    struct fingerprint_row key = {.fingerprint = fingerprint};
    if (fingerprints->rows.count == 0) {
        return NULL;
    }
    return bsearch(&key, fingerprints->rows.items, fingerprints->rows.count, sizeof(key),
                   row_compare);
}

bool fingerprints_take(struct fingerprints *fingerprints, uint64_t fingerprint)
{
    struct fingerprint_row *row = row_find(fingerprints, fingerprint);
    if (row == NULL || row->left == 0) {
        return false;
    }
    row->left--;
    return true;
}

bool fingerprints_had(const struct fingerprints *fingerprints, uint64_t fingerprint)
{
    return row_find(fingerprints, fingerprint) != NULL;
}
