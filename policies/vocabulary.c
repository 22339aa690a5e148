/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/vocabulary.h"

#include <string.h>

int vocabulary_find(const struct vocabulary *vocabulary, const char *name)
{
    for (size_t i = 0; i < vocabulary->rule_count; i++) {
        if (strcmp(vocabulary->rules[i].name, name) == 0) {
            return (int)i;
        }
    }
    return VOCABULARY_NONE;
}
