/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/finding.h"

/** The first thing in which two lists of findings of one set differ, as a word; NULL when nothing
 * tells them apart, in any field. */
const char *findings_difference(const struct findings *a, const struct findings *b);
