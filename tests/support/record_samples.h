/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Data of every record type as people may write it, what it is in canonical wire form under the
 * origin example., and how it is printed. BIND 9.18 makes the same octets of both texts, letters of
 * names aside, but for an IPSECKEY without a key, which it refuses. */
struct record_sample {
    const char *text;
    const char *hex;
    const char *printed; /**< the data without the type */
    bool ldns;           /**< ldns 1.8.3 reads the text too, and makes the same of it */
};

extern const struct record_sample record_samples[];
extern const size_t record_sample_count;
