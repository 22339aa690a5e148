/* SPDX-License-Identifier: BSD-3-Clause */
/* Asking the tree that yaml.c makes. */
#include "policies/yaml.h"

const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key)
{
    struct bytes wanted = bytes_from_string(key);
    for (size_t i = 0; map != NULL && i < map->pairs.count; i++) {
        if (bytes_equal(map->pairs.items[i].key->text, wanted)) {
            return map->pairs.items[i].value;
        }
    }
    return NULL;
}

size_t yaml_text_count(const struct yaml_node *texts)
{
    return texts == NULL ? 0 : texts->kind == YAML_SCALAR ? 1 : texts->items.count;
}

const struct yaml_node *yaml_text_at(const struct yaml_node *texts, size_t index)
{
    return texts->kind == YAML_SCALAR ? texts : texts->items.items[index];
}

bool yaml_is_whole(const struct yaml_node *node)
{
    if (node->incomplete) {
        return false;
    }
    for (size_t i = 0; node->kind == YAML_LIST && i < node->items.count; i++) {
        if (!yaml_is_whole(node->items.items[i])) {
            return false;
        }
    }
    for (size_t i = 0; node->kind == YAML_MAP && i < node->pairs.count; i++) {
        if (!yaml_is_whole(node->pairs.items[i].value)) {
            return false;
        }
    }
    return true;
}
