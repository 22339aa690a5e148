/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/custom.h"

/* The inside of custom.h: one rule on its way from a YAML node. Other modules include custom.h. */

struct custom_maker {
    struct custom_rules *rules;
    struct policy_problems *problems;
    struct custom_rule rule; /**< as far as it is made */
};

/** Adds a problem whose text is made by printf. */
#define CUSTOM_TELL(maker, place, ...) policy_problem_add((maker)->problems, (place), __VA_ARGS__)

/** Makes the types that `match` names those of the rule. */
void custom_make_types(struct custom_maker *maker, const struct yaml_node *match);

/** What conditions are for. */
enum custom_part {
    CUSTOM_MATCH,
    CUSTOM_UNLESS,
    CUSTOM_DEMAND, /**< require or forbid */
};

/** Makes the conditions of a map; NULL makes none. The types of `match` are the rule's and become
 * no condition. */
struct custom_conditions custom_make_conditions(struct custom_maker *maker,
                                                const struct yaml_node *map,
                                                enum custom_part part);

/** Makes the message; the types are there already. */
struct custom_message custom_make_message(struct custom_maker *maker,
                                          const struct yaml_node *scalar);

/** The field with this name in each type of the rule. NULL, with a problem at `place`, when not all
 * of them have it. */
const struct rdata_field *custom_make_fields(struct custom_maker *maker,
                                             struct bytes name,
                                             struct policy_place place);

/** Whether the records that are looked at name a host, all of them; if not, a problem says that
 * `what` asks for it. */
bool custom_check_host(struct custom_maker *maker, const char *what, struct policy_place place);

/** The name in a key such as `rdata.exchange`; false for other keys. */
static inline bool custom_field_name(struct bytes key, struct bytes *ret_name)
{
    static const char front[] = "rdata.";
    size_t length = sizeof(front) - 1;
    if (key.length < length || memcmp(key.data, front, length) != 0) {
        return false;
    }
    *ret_name = (struct bytes){key.data + length, key.length - length};
    return true;
}
