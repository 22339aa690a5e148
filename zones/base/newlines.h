/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/bytes.h"

/** How many newlines a text has. */
uint64_t newlines_count(struct bytes text);
