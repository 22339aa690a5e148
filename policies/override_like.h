/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/policy.h"

/** Finds out which overrides say the same, and sets `like` of all. An operator with thousands of
 * clients writes few different things thousands of times, and what is made for a zone is made once for
 * each of them. */
void overrides_liken(struct policy *policy);
