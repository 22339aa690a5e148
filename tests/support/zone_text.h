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

/** The set with another text in the source `index`: all of it is one replacement. */
struct zone_set *zone_set_with_text(const struct zone_set *set, uint32_t index, struct bytes text);

/** Makes `text` the records in the order of reading, one a line, as record_to_text() writes them.
 * Returns it as a string. */
const char *zone_list_records(const struct zone *zone, struct buffer *text);

/** A name outside of every table; the text must be one. */
const struct name *name_of(struct arena *arena, const char *text);

/** Whether these letters, in any case, stand somewhere in the text. */
bool text_has(struct bytes text, const char *letters);

/** Whether a made-up text is worth reading as a zone: it includes no file of this machine, and no
 * $GENERATE in it makes so many records that nothing else is tried for seconds. */
bool zone_text_is_tame(struct bytes text);
