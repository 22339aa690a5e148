/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/zone.h"

/** A name that nothing here could answer for, as one of the threads met it. */
struct unknown_name {
    uint32_t hash;
    const struct name *name;
};

/** Those of one thread, some of them more than once. All zero is empty. */
struct unknown_names {
    VECTOR(struct unknown_name) items;
};

/** Notes a name, which outlives the list. */
void unknown_names_add(struct unknown_names *names, const struct name *name);

/** Notes a copy, made in `arena`, of a name that does not. */
void unknown_names_add_copy(struct unknown_names *names,
                            const struct name *name,
                            struct arena *arena);

/** Adds the names of another list. */
void unknown_names_add_all(struct unknown_names *names, const struct unknown_names *others);

/** How many different names there are. */
size_t unknown_names_count(const struct unknown_names *names);

void unknown_names_free(struct unknown_names *names);
