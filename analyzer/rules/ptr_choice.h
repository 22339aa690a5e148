/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/policy.h"
#include "zones/name.h"

/** The name that the PTR record of an address shall have, of all `names` with that address, one of
 * them at least, some perhaps repeated. When they are one, it is that. Among several, the first
 * pattern of the operator that matches exactly one of them decides. NULL: nothing does. */
const struct name *ptr_choice(const struct name *const *names,
                              size_t count,
                              const struct glob_list *prefer);
