/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "cli/output.h"
#include "cli/place.h"

/* What the JSON documents of this program have in common. Values are jansson's; each is owned by
 * whom it is returned to. */
struct json_t;

/** JSON is Unicode (RFC 8259 section 8.1) and zone files need not be: a byte that is part of no
 * character becomes U+FFFD, in texts and in paths. */
struct json_t *json_from_bytes(struct bytes text);

/** The same; null for NULL. */
struct json_t *json_from_string(const char *string);

struct json_t *json_from_count(uint64_t count);

/** The absolute name with its final dot; null for NULL. */
struct json_t *json_from_name(const struct name *name);

/** A file and the places in it where a span begins and ends. */
struct json_t *json_from_location(struct places places, struct span span);

/** `{"file", "message"}` of each. */
struct json_t *json_from_errors(const char *folder, const struct unread *errors, size_t count);

/** Adds a member to an object, which owns the value then. */
void json_add(struct json_t *object, const char *key, struct json_t *value);

/** Writes a value and forgets it. */
void json_write(struct output *output, struct json_t *value);

/** Writes the beginning of a document: the version of the format and the program's, up to a comma
 * and a line end. The caller goes on with members, and closes it. */
void json_begin_document(struct output *output);
