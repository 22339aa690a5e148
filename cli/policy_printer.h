/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "cli/policy_text.h"
#include "cli/policy_yaml.h"

/* The inside of policy_text.h. Other modules include that. */

struct policy_printer {
    const struct policy_view *view;
    const struct policy *policy;
    const char *folder; /**< that patterns of paths of the policy itself are seen from; or NULL */
    struct policy_yaml yaml;
};

static inline const struct yaml_node *get(const struct yaml_node *map, const char *key)
{
    return map == NULL ? NULL : yaml_get(map, key);
}

static inline const char *node_string(const struct yaml_node *node)
{
    return (const char *)node->text.data;
}

static inline size_t layer_count(const struct policy_printer *printer)
{
    return printer->policy->layers.items.count;
}

static inline const struct policy_layer *layer_at(const struct policy_printer *printer,
                                                  size_t index)
{
    return &printer->policy->layers.items.items[index];
}

static inline bool layer_is_main(const struct policy_printer *printer,
                                 const struct policy_layer *layer)
{
    return layer->source == printer->policy->layers.main;
}

/** Whether paths and patterns of a layer are seen from another folder than those of the policy
 * itself: there they would mean something else. */
bool policy_printer_is_elsewhere(const struct policy_printer *printer,
                                 const struct policy_layer *layer);

/** Notes that folder, then. */
void policy_printer_note_folder(struct policy_printer *printer, const struct policy_layer *layer);

/** Adds `overrides`. */
void policy_printer_add_overrides(struct policy_printer *printer);
