/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/problem.h"
#include "zones/rdata_field.h"

/** What stands in the place of a placeholder. */
enum custom_word {
    CUSTOM_WORD_TEXT, /**< none: text as it is */
    CUSTOM_WORD_ZONE,
    CUSTOM_WORD_OWNER,
    CUSTOM_WORD_TYPE,
    CUSTOM_WORD_TTL,
    CUSTOM_WORD_RDATA,
    CUSTOM_WORD_FIELD,      /**< {rdata.FIELD} */
    CUSTOM_WORD_TARGET,     /**< the host that the record names */
    CUSTOM_WORD_TARGET_END, /**< where the aliases of that host end */
};

struct custom_message_part {
    enum custom_word word;
    struct bytes text;                /**< CUSTOM_WORD_TEXT */
    const struct rdata_field *fields; /**< CUSTOM_WORD_FIELD: one for each type of the rule */
};

/** A message, in parts. */
struct custom_message {
    const struct custom_message_part *parts;
    size_t count;
};
