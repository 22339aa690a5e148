/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/custom_maker.h"
#include "policies/scalar.h"

/* The inside of custom.h: what a value is compared with, made from YAML. */

/** What is compared. */
struct custom_tested {
    const char *key; /**< as the policy calls it */
    enum custom_value value;
    bool is_period;    /**< of a number */
    uint64_t max;      /**< the highest number that there can be */
    bool ignores_case; /**< of a text */
};

/** The test that a text, a list of texts or a map of tests stands for. */
struct custom_test custom_make_test(struct custom_maker *maker,
                                    const struct yaml_node *node,
                                    struct custom_tested tested);

/** The patterns of a text or a list of texts. */
const struct glob *const *custom_make_globs(struct custom_maker *maker,
                                            const struct yaml_node *node,
                                            enum glob_kind kind,
                                            size_t *ret_count);

/** How many texts a text, or a list of texts, is. None is a problem. */
size_t custom_list_count(struct custom_maker *maker, const struct yaml_node *node);

/** One of them. */
static inline const struct yaml_node *custom_list_item(const struct yaml_node *node, size_t index)
{
    return node->kind == YAML_LIST ? node->items.items[index] : node;
}

/** Whether a number is written so that it means another one elsewhere, as 010 does: nobody knows
 * what is meant. */
bool custom_has_zero_in_front(struct bytes text);

/** The wire form of an absolute name, in lower case, with or without a final dot in the text. False
 * when that is none. */
bool custom_name_wire(struct bytes text, struct arena *arena, struct bytes *ret_wire);
