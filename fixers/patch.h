/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "analyzer/edit.h"
#include "zones/base/arena.h"

/** A text with edits, kept as pieces of the original and of new text. Edits may be applied in
 * several rounds, each to the text that the round before left; what comes out is told as edits of
 * the original, so that a difference is printed and written once, whatever way led to it. */
struct patch;

/** A patch without edits over `original`, which must outlive it. */
struct patch *patch_new(struct bytes original);
void patch_free(struct patch *patch);

/** Applies edits to the text as it is now. They are sorted (edit_compare()) and do not meet each
 * other (edit_meets()); spans are places in the text as it is now, and what each edit expects must
 * stand there. Their texts are copied. Untouched text is not, however large it is: the cost is that
 * of the edits, those of the rounds before included. */
void patch_apply(struct patch *patch, const struct edit *edits, size_t count);

/** The replacements that lead from the original to the text as it is now: in order, apart from
 * each other, and none that replaces a text by the same text. They live in `arena`; their texts
 * there or in the patch. Returns how many. */
size_t patch_replacements(const struct patch *patch,
                          struct arena *arena,
                          const struct replacement **ret_replacements);
