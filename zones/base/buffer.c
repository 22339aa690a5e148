/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/base/buffer.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "zones/base/memory.h"

static void buffer_reserve(struct buffer *buffer, size_t more)
{
    if (more <= buffer->capacity - buffer->length) {
        return;
    }
    size_t capacity = buffer->capacity < 64 ? 64 : buffer->capacity;
    while (capacity - buffer->length < more) {
        capacity += capacity / 2;
    }
    buffer->data = memory_resize(buffer->data, capacity);
    buffer->capacity = capacity;
}

void buffer_free(struct buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct buffer){0};
}

void buffer_clear(struct buffer *buffer)
{
    buffer->length = 0;
}

void buffer_add(struct buffer *buffer, struct bytes bytes)
{
    if (bytes.length == 0) {
        return;
    }
    buffer_reserve(buffer, bytes.length);
    memcpy(buffer->data + buffer->length, bytes.data, bytes.length);
    buffer->length += bytes.length;
}

void buffer_add_byte(struct buffer *buffer, uint8_t byte)
{
    buffer_add(buffer, (struct bytes){&byte, 1});
}

void buffer_add_string(struct buffer *buffer, const char *string)
{
    buffer_add(buffer, bytes_from_string(string));
}

void buffer_add_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    assert(length >= 0);
    size_t size = (size_t)length + 1;
    buffer_reserve(buffer, size);
    va_start(arguments, format);
    vsnprintf((char *)buffer->data + buffer->length, size, format, arguments);
    va_end(arguments);
    buffer->length += (size_t)length;
}

struct bytes buffer_bytes(const struct buffer *buffer)
{
    return (struct bytes){buffer->data, buffer->length};
}

const char *buffer_string(struct buffer *buffer)
{
    buffer_reserve(buffer, 1);
    buffer->data[buffer->length] = '\0';
    return (const char *)buffer->data;
}
