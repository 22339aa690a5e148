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

static bool items_equal(const struct yaml_node *a, const struct yaml_node *b)
{
    for (size_t i = 0; i < a->items.count && a->items.count == b->items.count; i++) {
        if (!yaml_equals(a->items.items[i], b->items.items[i])) {
            return false;
        }
    }
    return a->items.count == b->items.count;
}

static bool pairs_equal(const struct yaml_node *a, const struct yaml_node *b)
{
    for (size_t i = 0; i < a->pairs.count && a->pairs.count == b->pairs.count; i++) {
        if (!yaml_equals(a->pairs.items[i].key, b->pairs.items[i].key) ||
            !yaml_equals(a->pairs.items[i].value, b->pairs.items[i].value)) {
            return false;
        }
    }
    return a->pairs.count == b->pairs.count;
}

bool yaml_equals(const struct yaml_node *a, const struct yaml_node *b)
{
    if (a == b) {
        return true;
    }
    return a != NULL && b != NULL && a->kind == b->kind && bytes_equal(a->text, b->text) &&
           items_equal(a, b) && pairs_equal(a, b);
}

/* FNV-1a, of a byte or of any other number. */
static uint64_t hash_number(uint64_t hash, uint64_t number)
{
    return (hash ^ number) * UINT64_C(0x100000001b3);
}

uint64_t yaml_hash(const struct yaml_node *node, uint64_t hash)
{
    if (node == NULL) {
        return hash_number(hash, UINT64_MAX);
    }
    hash = hash_number(hash, (uint64_t)node->kind);
    hash = hash_number(hash, node->text.length + node->items.count + node->pairs.count);
    for (size_t i = 0; i < node->text.length; i++) {
        hash = hash_number(hash, node->text.data[i]);
    }
    for (size_t i = 0; i < node->items.count; i++) {
        hash = yaml_hash(node->items.items[i], hash);
    }
    for (size_t i = 0; i < node->pairs.count; i++) {
        hash = yaml_hash(node->pairs.items[i].key, hash);
        hash = yaml_hash(node->pairs.items[i].value, hash);
    }
    return hash;
}
