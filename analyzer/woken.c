/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/woken.h"

#include <stdlib.h>

#include "zones/base/memory.h"

void woken_find(struct woken_rules *woken, const struct active_rules *active, type_mask types)
{
    if (woken->rules == NULL) {
        woken->rules = memory_get(active->list.count * sizeof(struct active_rule *));
    }
    woken->types = types;
    woken->count = 0;
    for (size_t i = 0; i < active->list.count; i++) {
        const struct active_rule *rule = &active->list.items[i];
        if ((rule->rule->types & types) != 0) {
            woken->rules[woken->count++] = rule;
        }
    }
}

void woken_free(struct woken *woken)
{
    for (size_t i = 0; i < WOKEN_SETS_KNOWN; i++) {
        free(woken->known[i].rules);
    }
}
