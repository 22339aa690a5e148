/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/problem.h"

struct run;

/** Lists what the policies of a run have to no purpose: custom rules whose `match` selects nothing
 * in the zones that were read; overrides that hold for none of them; patterns of `zones.files` and
 * `zones.origin` that match the file of none; patterns of `zones.exclude` that left nothing out,
 * when a folder was searched; zones of the map that are not among them; and names of
 * `zones.external` that no rule asked for. What several policies extend is of use when it is to one
 * of them; what comes with the program is not looked at, nor are rules that are off.
 *
 * Runs the rules. Returns how many such parts of policies there are, used or not; the list is in
 * the order of the policies. */
size_t policy_unused_find(struct run *run, struct policy_problems *ret_unused);
