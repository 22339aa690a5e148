/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "tests/support/custom_model.h"
#include "tests/support/random.h"

/* The words of which random zones and rules are made (tests/support/custom_making.h). There are
 * few of each kind, so that rules and records meet. */

#define COUNT(array) ((uint32_t)(sizeof(array) / sizeof((array)[0])))
#define ONE_OF(random, array) ((array)[random_below((random), COUNT(array))])

/** True once in so many times. */
static inline bool chance(uint64_t *random, uint32_t one_in)
{
    return random_below(random, one_in) == 0;
}

/** A name as a file or a policy has it, and as the model compares it. */
struct written_name {
    char written[MODEL_TEXT_BYTES];
    char canonical[MODEL_TEXT_BYTES];
};

enum { CUSTOM_APEXES = 4 };

/** Of the zones that there may be; the root is the last. */
extern const char *const custom_apexes[CUSTOM_APEXES];

/** A name of some labels below the apex, absolute or relative in its text. */
struct written_name custom_make_name(uint64_t *random, const char *apex, uint32_t label_count);

/** This very name below the apex. */
struct written_name custom_name(const char *written, const char *apex);

/** A period of time, as it is written. */
const char *custom_make_period(uint64_t *random);

/** How many seconds that is; a number without a unit is itself. */
uint64_t custom_seconds_of(const char *period);

/** Makes a value of a field, whose text, without quotes, is `word`; that of MODEL_ADDRESS is of
 * either family. */
struct model_value custom_make_value(uint64_t *random,
                                     enum model_kind kind,
                                     const char *field,
                                     char *word);

struct model_value custom_address_value(const char *text);

/** The type with this mnemonic. */
const struct model_type *custom_type(const char *mnemonic);
