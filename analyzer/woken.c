/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/woken.h"

#include <stdlib.h>

#include "zones/base/memory.h"

void woken_find(struct woken_rules *known,
                const struct active_rules *active,
                type_mask types,
                size_t rules_max)
{
    if (known->rules == NULL) {
        known->rules = memory_get(rules_max * sizeof(struct active_rule *));
    }
    known->types = types;
    known->count = 0;
    for (size_t i = 0; i < active->list.count; i++) {
        const struct active_rule *rule = &active->list.items[i];
        if ((rule->rule->types & types) != 0) {
            known->rules[known->count++] = rule;
        }
    }
}

void woken_clear(struct woken *woken)
{
    for (size_t i = 0; i < WOKEN_SETS_KNOWN; i++) {
        woken->known[i].types = 0;
    }
}

void woken_free(struct woken *woken)
{
    for (size_t i = 0; i < WOKEN_SETS_KNOWN; i++) {
        free(woken->known[i].rules);
    }
}
