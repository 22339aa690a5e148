/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/** A view of bytes that somebody else owns. Not terminated; may hold any byte, NUL too.
 * `data` may be NULL only when `length` is 0. */
struct bytes {
    const uint8_t *data;
    size_t length;
};

/** The bytes of a C string, without its NUL. */
static inline struct bytes bytes_from_string(const char *string)
{
    return (struct bytes){(const uint8_t *)string, strlen(string)};
}

static inline bool bytes_equal(struct bytes a, struct bytes b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

/** ASCII letters only, as in the DNS (RFC 4343 section 3): the locale plays no part. */
static inline uint8_t byte_lower(uint8_t byte)
{
    return byte >= 'A' && byte <= 'Z' ? (uint8_t)(byte + ('a' - 'A')) : byte;
}

static inline bool byte_is_digit(uint8_t byte)
{
    return byte >= '0' && byte <= '9';
}

/** Eight bytes at any address as one number, the first of them lowest on every machine. */
static inline uint64_t bytes_load8(const uint8_t *data)
{
    uint64_t number;
    memcpy(&number, data, sizeof(number));
    return le64toh(number);
}

static inline void bytes_store8(uint8_t *data, uint64_t number)
{
    number = htole64(number);
    memcpy(data, &number, sizeof(number));
}

/** The same for 1 to 7 bytes, the rest being 0. Two reads that overlap are quicker than a loop. */
static inline uint64_t bytes_load_few(const uint8_t *data, size_t count)
{
    if (count < 4) {
        return (uint64_t)data[0] | (uint64_t)data[count / 2] << count / 2 * 8 |
               (uint64_t)data[count - 1] << (count - 1) * 8;
    }
    uint32_t first;
    uint32_t last;
    memcpy(&first, data, sizeof(first));
    memcpy(&last, data + count - 4, sizeof(last));
    return (uint64_t)le32toh(first) | (uint64_t)le32toh(last) << (count - 4) * 8;
}

/** Equal but for the case of ASCII letters. */
static inline bool bytes_equal_folded(struct bytes a, struct bytes b)
{
    if (a.length != b.length) {
        return false;
    }
    for (size_t i = 0; i < a.length; i++) {
        if (byte_lower(a.data[i]) != byte_lower(b.data[i])) {
            return false;
        }
    }
    return true;
}

static inline bool bytes_equal_string_folded(struct bytes a, const char *string)
{
    return bytes_equal_folded(a, bytes_from_string(string));
}

/** FNV-1a, 64 bits: small, without a seed, the same on every machine and in every run, so that
 * fingerprints made of it can be kept in files. */
static inline uint64_t bytes_hash(uint64_t hash, struct bytes bytes)
{
    for (size_t i = 0; i < bytes.length; i++) {
        hash = (hash ^ bytes.data[i]) * UINT64_C(0x100000001b3);
    }
    return hash;
}

#define BYTES_HASH_START UINT64_C(0xcbf29ce484222325)
