/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/base/bytes.h"
#include "zones/base/error.h"

/* The scanner of zone files looks at 64 bytes at once. What it needs to know of them are three sets
 * of places; it finds the end of a word or string by counting the zero bits in front of the next
 * place, and never asks byte by byte. */

enum { SCAN_BLOCK_BYTES = 64 };

/** The sets of places in a block. */
enum scan_set {
    /** What ends a word (blank, LF, CR, quote, parenthesis, semicolon), and what has to be looked
     * at inside of one (backslash, NUL). */
    SCAN_WORD_STOPS,
    /** All that is no blank: no space and no tab. */
    SCAN_SOLIDS,
    /** What ends a quoted string or has to be looked at inside of one: quote, backslash, LF, CR. */
    SCAN_QUOTED_STOPS,
    SCAN_SETS,
};

/** A way to find the sets. All of them find the same. */
struct scan_kernel {
    const char *name;

    /** Looks at SCAN_BLOCK_BYTES bytes from `block` on, which may begin at any address. Bit n of a
     * set speaks of byte n. */
    void (*classify)(const uint8_t *block, uint64_t sets[SCAN_SETS]);

    bool (*runs_here)(void); /**< whether this processor has the instructions */
};

/** Those that were compiled for this kind of processor, the fastest first. The last one runs
 * everywhere. */
extern const struct scan_kernel scan_kernels[];
extern const size_t scan_kernel_count;

/** From now on blocks are classified by the kernel of this name. Fails when there is none, or when
 * it does not run here. Without a call it is the first one that runs here. */
enum status scan_select(const char *name, struct error *error);

/** Classifies a block by the selected kernel. Threads may call it at the same time. */
void scan_classify(const uint8_t *block, uint64_t sets[SCAN_SETS]);

/* The kernels; called through the table only. */
void scan_classify_portable(const uint8_t *block, uint64_t sets[SCAN_SETS]);
#if defined(__x86_64__)
void scan_classify_sse2(const uint8_t *block, uint64_t sets[SCAN_SETS]);
void scan_classify_avx2(const uint8_t *block, uint64_t sets[SCAN_SETS]);
#endif
