/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/policy_hint.h"

#include "cli/place.h"
#include "cli/text.h"
#include "zones/path.h"

static bool says_root(const struct policy *policy)
{
    for (size_t i = 0; i < policy->layers.items.count; i++) {
        const struct policy_layer *layer = &policy->layers.items.items[i];
        const struct yaml_node *root =
            layer->source == policy->layers.main ? yaml_get(layer->root, "root") : NULL;
        if (root != NULL) {
            return strcmp((const char *)root->text.data, "true") == 0;
        }
    }
    return false;
}

static bool is_layer(const struct policy *policy, const char *path)
{
    struct file_id id = file_id_of(path);
    for (size_t i = 0; i < policy->layers.items.count; i++) {
        const struct policy_layer *layer = &policy->layers.items.items[i];
        if (layer->is_own && file_id_equal(id, file_id_of(layer->source->path))) {
            return true;
        }
    }
    return false;
}

/* The policy further up, by its real path; NULL when there is none. */
static const char *path_above(struct run_policies *policies, const char *path)
{
    struct buffer real = {0};
    const char *above = NULL;
    if (strcmp(path_base(path), POLICY_FILE_NAME) == 0 && path_resolve(path, &real)) {
        struct bytes folder = path_folder(buffer_string(&real));
        size_t length = folder.length > 1 ? folder.length - 1 : folder.length;
        above = policy_folder_find(
                    &policies->folders,
                    arena_format(policies->arena, "%.*s", (int)length, (const char *)folder.data))
                    ->above;
    }
    buffer_free(&real);
    return above;
}

void policy_hint_print(struct run_policies *policies, const char *path, const struct policy *policy)
{
    const char *above = policy == NULL || says_root(policy) ? NULL : path_above(policies, path);
    if (above != NULL && !is_layer(policy, above)) {
        message_print("%s: %s further up is not looked at: `extends` takes it in, and `root: true` "
                      "says that this is meant",
                      path_shown_from(policies->folder, path),
                      path_shown_from(policies->folder, above));
    }
}
