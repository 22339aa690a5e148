/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/scan.h"

/* One octet for each set, and a fourth that stays empty. Shifted by 0 to 7 and joined, the values
 * of eight bytes are eight bits of each set: the sets are found at once, by one look at a table for
 * each byte, on any processor and in any byte order. */
enum {
    WORD_STOP = 1 << 0,
    BLANK = 1 << 8,
    QUOTED_STOP = 1 << 16,
};

static const uint32_t values[256] = {
    [' '] = WORD_STOP | BLANK,
    ['\t'] = WORD_STOP | BLANK,
    ['\n'] = WORD_STOP | QUOTED_STOP,
    ['\r'] = WORD_STOP | QUOTED_STOP,
    ['"'] = WORD_STOP | QUOTED_STOP,
    ['\\'] = WORD_STOP | QUOTED_STOP,
    ['('] = WORD_STOP,
    [')'] = WORD_STOP,
    [';'] = WORD_STOP,
    ['\0'] = WORD_STOP,
};

void scan_classify_portable(const uint8_t *block, uint64_t sets[SCAN_SETS])
{
    uint64_t word_stops = 0;
    uint64_t blanks = 0;
    uint64_t quoted_stops = 0;
    for (unsigned i = 0; i < SCAN_BLOCK_BYTES; i += 8) {
        const uint8_t *eight = block + i;
        uint32_t value = values[eight[0]] | values[eight[1]] << 1 | values[eight[2]] << 2 |
                         values[eight[3]] << 3 | values[eight[4]] << 4 | values[eight[5]] << 5 |
                         values[eight[6]] << 6 | values[eight[7]] << 7;
        word_stops |= (uint64_t)(value & 0xff) << i;
        blanks |= (uint64_t)(value >> 8 & 0xff) << i;
        quoted_stops |= (uint64_t)(value >> 16 & 0xff) << i;
    }
    sets[SCAN_WORD_STOPS] = word_stops;
    sets[SCAN_SOLIDS] = ~blanks;
    sets[SCAN_QUOTED_STOPS] = quoted_stops;
}
