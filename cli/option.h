/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "cli/options.h"

/** A row of the table of options. */
struct option {
    const char *name;     /**< without the dashes */
    char letter;          /**< a short form, or 0 */
    unsigned commands;    /**< enum command_bit: which commands take it */
    const char *argument; /**< what it wants, for --help and messages; NULL: it is a flag */
    bool (*take)(struct options *options, const char *value, struct error *error);
    size_t flag; /**< of a flag: the place of its bool in struct options */
    const char *help;
};

/** The table of options: what the parser knows and what --help prints. */
size_t option_count(void);
const struct option *option_at(size_t index);

/** At most so many options: each has a bit in a word. */
enum { OPTIONS_MAX = 64 };

/** The bit of an option of the table. */
uint64_t option_bit(const struct option *option);

/** NULL when no option has this name, which has `length` bytes. */
const struct option *option_find(const char *name, size_t length);

/** NULL when no option has this short form. */
const struct option *option_find_letter(char letter);
