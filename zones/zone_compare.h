/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/zone.h"

/** The first thing in which two zones differ that claim to be made of the same text, as a word;
 * NULL when nothing tells them apart. How they keep their names and data is of no account. */
const char *zone_difference(const struct zone *a, const struct zone *b);
