/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/bytes.h"

/** Bytes that grow at the end. All zero is an empty one; freed with buffer_free(). */
struct buffer {
    uint8_t *data;
    size_t length;
    size_t capacity;
};

void buffer_free(struct buffer *buffer);

/** Makes the buffer empty and keeps its memory. */
void buffer_clear(struct buffer *buffer);

void buffer_add(struct buffer *buffer, struct bytes bytes);
void buffer_add_byte(struct buffer *buffer, uint8_t byte);
void buffer_add_string(struct buffer *buffer, const char *string);
void buffer_add_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** A view of what the buffer holds now; the next change ends it. */
struct bytes buffer_bytes(const struct buffer *buffer);

/** The same as a C string: a NUL is put behind the bytes, which the length does not count. */
const char *buffer_string(struct buffer *buffer);
