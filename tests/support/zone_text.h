/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/zone_set.h"

/** A zone whose file is a string. */
struct zone_text {
    const char *name; /**< of the zone; NULL: to be found in the text */
    const char *text;
    const char *view; /**< NULL: no view */
};

/** Reads the zones into one indexed set, in their order. The file of a zone is called `db.` and the
 * name of the zone. To be freed with zone_set_free(). */
struct zone_set *zone_texts_read(const struct zone_text *texts, size_t count);

/** Adds a zone to a set that is not indexed yet. The strings of the claim, `path` among them, must
 * outlive the set. Returns the index of its source. */
uint32_t zone_text_add(struct zone_set *set, const struct zone_claim *claim, struct bytes text);

/** A name outside of every table; the text must be one. */
const struct name *name_of(struct arena *arena, const char *text);

/** Whether the text has this directive in it, in any case of letters. */
bool text_has_directive(struct bytes text, const char *directive);
