/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/check.h"

/** Decides what becomes of fixes in text that makes more than one record: a file that several zones
 * include, or one zone twice, and a $GENERATE. Such an edit is kept only when every record of its
 * entry wants the very same one; then the findings share the fix, with the changes of all. To be
 * called once, after the last rule. */
void settle_fixes(struct check *check);
