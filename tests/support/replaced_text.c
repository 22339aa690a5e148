/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/replaced_text.h"

void text_with_replacements(struct bytes text,
                            const struct replacement *replacements,
                            size_t count,
                            struct buffer *replaced)
{
    struct source_list *list = source_list_new();
    uint32_t index = source_list_add_text(list, "text", text)->index;
    const struct source_change change = {index, replacements, count};
    struct source_list *changed = source_list_change(list, &change, 1);
    buffer_clear(replaced);
    buffer_add(replaced, source_list_get(changed, index)->text);
    source_list_free(changed);
    source_list_free(list);
}
