/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stdatomic.h>

#include "policies/problem.h"
#include "zones/name.h"
#include "zones/rrtype.h"

/* What the operator says of names outside of the zones that are loaded. His word counts only where
 * those have none of their own; what comes of it rests on his word, and says so. */

enum external_kind {
    EXTERNAL_TRUSTED,   /**< exists, owns addresses, which ones is not said, and is no alias */
    EXTERNAL_ABSENT,    /**< does not exist */
    EXTERNAL_ALIAS,     /**< is an alias of `target` */
    EXTERNAL_ADDRESSES, /**< owns these addresses and no others, and is no alias */
};

struct external_address {
    uint16_t type;      /**< TYPE_A or TYPE_AAAA */
    uint8_t octets[16]; /**< an IPv4 address has the first four */
};

struct external_name {
    enum external_kind kind;
    bool covers_below;         /**< all names below `name`, and not `name` itself: `*.NAME` */
    const struct name *name;   /**< without the `*` */
    const struct name *target; /**< of EXTERNAL_ALIAS, else NULL */
    const struct external_address *addresses;
    size_t address_count;
    struct policy_place place; /**< where the operator says so */
    atomic_bool asked;         /**< external_names_find() has told of it */
};

/** Names by their wire form. Any number of threads may look names up while none adds any. */
struct external_names;

struct external_names *external_names_new(void);

/** `names` may be NULL. */
void external_names_free(struct external_names *names);

/* Each of these adds a name, or replaces what was said of it before. `name` and `target` are valid
 * wire forms of any case; they and the addresses are copied. A name covers itself only; one that
 * begins with the label `*` covers all names below the rest of it, itself not among them. */

void external_names_add_trusted(struct external_names *names,
                                struct bytes name,
                                struct policy_place place);
void external_names_add_absent(struct external_names *names,
                               struct bytes name,
                               struct policy_place place);
void external_names_add_alias(struct external_names *names,
                              struct bytes name,
                              struct bytes target,
                              struct policy_place place);
void external_names_add_addresses(struct external_names *names,
                                  struct bytes name,
                                  const struct external_address *addresses,
                                  size_t count,
                                  struct policy_place place);

/** What is said of a name: of itself, or else of all names below the nearest one above it. NULL:
 * nothing. */
const struct external_name *external_names_find(const struct external_names *names,
                                                const struct name *name);

/** How many there are, and each of them, in the order in which they were first added. There are
 * none when `names` is NULL. */
size_t external_names_count(const struct external_names *names);
const struct external_name *external_names_at(const struct external_names *names, size_t index);

/** Whether the operator gave the name this address. */
bool external_name_has_address(const struct external_name *external,
                               const struct external_address *address);

/** Who says so, for a sentence: `zonetidy.yaml:12`, or the option where there is no file. In
 * `arena`. */
const char *external_name_says(const struct external_name *external, struct arena *arena);
