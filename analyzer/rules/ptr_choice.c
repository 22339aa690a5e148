/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/rules/ptr_choice.h"

/* The only one of the names that the pattern matches; NULL as the pattern: any. NULL when there is
 * none or more than one. */
static const struct name *only_match(const struct name *const *names,
                                     size_t count,
                                     const struct glob *pattern)
{
    const struct name *found = NULL;
    for (size_t i = 0; i < count; i++) {
        char text[NAME_TEXT_BYTES_MAX];
        if (found != NULL && name_equal(found, names[i])) {
            continue;
        }
        if (pattern != NULL &&
            !glob_matches(pattern, bytes_from_string(name_to_text(names[i], text)))) {
            continue;
        }
        if (found != NULL) {
            return NULL;
        }
        found = names[i];
    }
    return found;
}

const struct name *ptr_choice(const struct name *const *names,
                              size_t count,
                              const struct glob_list *prefer)
{
    const struct name *chosen = only_match(names, count, NULL);
    for (size_t i = 0; chosen == NULL && i < prefer->items.count; i++) {
        chosen = only_match(names, count, prefer->items.items[i]);
    }
    return chosen;
}
