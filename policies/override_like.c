/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/override_like.h"

#include <stdlib.h>

struct hashed_override {
    uint64_t hash; /* of what it says */
    size_t number;
};

/* All but for which zones it is, how long, and why. */
static const char *const said[] = {"rules", "fix", "owners", "types"};

enum { SAID_COUNT = sizeof(said) / sizeof(said[0]) };

static bool say_the_same(const struct policy_override *a, const struct policy_override *b)
{
    for (size_t i = 0; i < SAID_COUNT; i++) {
        if (!yaml_equals(yaml_get(a->node, said[i]), yaml_get(b->node, said[i]))) {
            return false;
        }
    }
    return true;
}

static int compare_hashes(const void *a, const void *b)
{
    const struct hashed_override *left = a;
    const struct hashed_override *right = b;
    if (left->hash != right->hash) {
        return left->hash < right->hash ? -1 : 1;
    }
    return left->number < right->number ? -1 : left->number > right->number;
}

void overrides_liken(struct policy *policy)
{
    size_t count = policy->overrides.count;
    struct policy_override *overrides = policy->overrides.items;
    struct hashed_override *hashed = memory_get_zeroed(count, sizeof(*hashed));
    for (size_t i = 0; i < count; i++) {
        hashed[i].number = i;
        for (size_t k = 0; k < SAID_COUNT; k++) {
            hashed[i].hash = yaml_hash(yaml_get(overrides[i].node, said[k]), hashed[i].hash);
        }
    }
    qsort(hashed, count, sizeof(*hashed), compare_hashes);
    for (size_t i = 0; i < count; i++) {
        size_t number = hashed[i].number;
        overrides[number].like = number;
        if (i > 0 && hashed[i - 1].hash == hashed[i].hash) {
            /* Where two that differ have one hash, which all but never is, some are found to be like
             * themselves alone, which is no mistake. */
            size_t before = overrides[hashed[i - 1].number].like;
            bool same = say_the_same(&overrides[before], &overrides[number]);
            overrides[number].like = same ? before : number;
        }
    }
    free(hashed);
}
