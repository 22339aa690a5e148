/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/zone.h"

/** Whether the record is equal to one of its type in front of it, from `first` on, so that it is a
 * mere duplicate. So many are looked at that every zone which somebody wrote is told right. */
bool record_is_copy(const struct zone *zone,
                    const struct record *first,
                    const struct record *record);
