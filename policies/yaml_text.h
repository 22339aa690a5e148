/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/problem.h"

/** The text of a file as libyaml can read it: UTF-8 without a byte order mark, and without the
 * characters that no policy may hold. libyaml would stop at the first of those, and at a byte that is
 * not UTF-8; here others of the same length stand for them. */
struct yaml_text {
    struct bytes bytes;
    const struct policy_source *source;
    uint32_t start; /**< bytes of the source in front of the text */

    /* The place that was asked for last, from which the next one is not far. */
    uint64_t character;
    size_t byte;
};

/** Finds what is wrong with the bytes of a file: all characters that no policy may hold, and the
 * first byte that is not UTF-8. Returns false, with a problem, when it is no text at all, or one that
 * libyaml must not be given. A copy, where one is needed, lives in the arena of `problems`. */
bool yaml_text_make(struct yaml_text *text,
                    const struct policy_source *source,
                    struct policy_problems *problems);

/** Where in the source a character of the text begins. libyaml counts characters, from 0; the
 * marks of a file come nearly in order, so that all of them together cost one way through it. */
uint32_t yaml_text_place(struct yaml_text *text, uint64_t character);

/** Whether other characters stand in the text for those of the source at a place of it. */
bool yaml_text_differs(const struct yaml_text *text, struct policy_place place);

/** Whether no text of a policy may hold this character: control characters but tab and the end of a
 * line, the separators of lines that only YAML 1.1 knows, the byte order mark, and what is no
 * character at all. */
bool yaml_refuses(uint32_t code);

bool yaml_is_blank(uint8_t byte);

/** The place up to its first blank. */
struct policy_place yaml_first_word(struct policy_place place);

/** The place behind the blanks and comments that it begins with. */
struct policy_place yaml_without_blanks(struct policy_place place);
