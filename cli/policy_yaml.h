/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "policies/policy.h"
#include "zones/base/buffer.h"

enum { POLICY_YAML_DEPTH_MAX = 4 };

/** Writes YAML that is read as a policy, and by people: a line for each value, with a comment that
 * says where it came from. Whatever a file held, no byte reaches the output that a terminal would
 * act upon. Begins all zero but for `text` and `folder`; ended with policy_yaml_end(). */
struct policy_yaml {
    struct buffer *text;
    const char *folder;                      /**< paths below are shown without it; may be NULL */
    const char *open[POLICY_YAML_DEPTH_MAX]; /**< keys of the maps that the next line is in */
    size_t depth;
    size_t written;     /**< how many of those are in the text: the others wait for a line */
    struct buffer note; /**< the comment of the next line that ends */
};

/** Enters the map behind a key. The key is written with the first line in it, and never when there
 * is none. */
void policy_yaml_open(struct policy_yaml *yaml, const char *key);
void policy_yaml_close(struct policy_yaml *yaml);

/** Notes where the next line comes from: a place of a policy; without a source, it is so by
 * default. */
void policy_yaml_note_place(struct policy_yaml *yaml, struct policy_place place);

/** Adds to the comment of the next line. The text holds no line end. */
void policy_yaml_note(struct policy_yaml *yaml, const char *text);

/** `key: word`. */
void policy_yaml_add_word(struct policy_yaml *yaml, const char *key, const char *word);

/** `key: value`, in one line. */
void policy_yaml_add_value(struct policy_yaml *yaml,
                           const char *key,
                           const struct yaml_node *value);

/** `- value`; a map gets as many lines as it takes. */
void policy_yaml_add_item(struct policy_yaml *yaml, const struct yaml_node *value);

void policy_yaml_end(struct policy_yaml *yaml);
