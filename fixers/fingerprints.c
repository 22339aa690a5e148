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

static void fingerprints_add(struct fingerprints *fingerprints, const struct finding *finding)
{
    struct fingerprint_row row = {finding->fingerprint, 1};
    VECTOR_PUSH(&fingerprints->rows, row);
}

/* Sorts the rows, and makes those of one fingerprint one row. */
static void fingerprints_settle(struct fingerprints *fingerprints)
{
    struct fingerprint_row *rows = fingerprints->rows.items;
    size_t count = fingerprints->rows.count;
    if (count > 1) {
        qsort(rows, count, sizeof(rows[0]), row_compare);
    }
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && rows[kept - 1].fingerprint == rows[i].fingerprint) {
            rows[kept - 1].left++;
        } else {
            rows[kept++] = rows[i];
        }
    }
    fingerprints->rows.count = kept;
}

struct fingerprints *fingerprints_count(const struct findings *findings)
{
    struct fingerprints *result = memory_get_zeroed(1, sizeof(*result));
    for (size_t i = 0; i < findings->items.count; i++) {
        fingerprints_add(result, findings->items.items[i]);
    }
    fingerprints_settle(result);
    return result;
}

struct fingerprints *fingerprints_count_some(const struct finding *const *findings, size_t count)
{
    struct fingerprints *result = memory_get_zeroed(1, sizeof(*result));
    for (size_t i = 0; i < count; i++) {
        fingerprints_add(result, findings[i]);
    }
    fingerprints_settle(result);
    return result;
}

void fingerprints_free(struct fingerprints *fingerprints)
{
    if (fingerprints != NULL) {
        VECTOR_FREE(&fingerprints->rows);
        free(fingerprints);
    }
}

static struct fingerprint_row *row_find(const struct fingerprints *fingerprints,
                                        uint64_t fingerprint)
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
