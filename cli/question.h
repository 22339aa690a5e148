/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/arena.h"
#include "zones/base/buffer.h"
#include "zones/base/error.h"
#include "zones/name.h"
#include "zones/rrtype.h"

/** Two types of a question that no record has. */
enum {
    QUESTION_ADDRESSES = 0, /**< A and AAAA */
    QUESTION_ANY = 255,     /**< every type */
};

/** What the command resolve is asked. */
struct question {
    const struct name *name; /**< NULL: nothing is asked */
    uint16_t type;           /**< of a record, or QUESTION_ADDRESSES or QUESTION_ANY */
};

/** Understands NAME, which is absolute with a final dot or without. An address stands for its
 * reverse name, and asks for PTR. The name lives in `arena`. */
bool question_from_name(struct question *question,
                        const char *text,
                        struct arena *arena,
                        struct error *error);

/** Sets the type when the word is one, ANY among them, and is done. Otherwise `ret_is_type` is
 * false, and the word may be something else. Fails for types that no record has. */
bool question_take_type(struct question *question,
                        const char *word,
                        bool *ret_is_type,
                        struct error *error);

/** Says that a word is neither a type nor a path, with the nearest type. */
void question_unknown_type(const char *word, struct error *error);

/** Whether the question is for records of this type. */
bool question_wants(uint16_t asked, uint16_t type);

/** Adds `MX`, `ANY`, or `A` and `AAAA` with `between` in the middle. */
void question_add_types(const struct question *question, const char *between, struct buffer *text);
