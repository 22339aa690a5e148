/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include "zones/octet.h"

/* Mnemonics of types and classes are found in one step: a word is packed into two numbers, and one
 * multiplication makes of them a slot of a table in which every mnemonic has a slot of its own. The
 * tables and their multipliers are made while the program is built, by mnemonic_tables.c from
 * rrtypes.def and rrclasses.def, so a new row needs nothing but itself. */

enum { MNEMONIC_BYTES_MAX = 16 };

/** A word as it stands. Words of equal length with equal numbers are equal. */
struct mnemonic_word {
    uint64_t front; /**< its first eight bytes */
    uint64_t back;  /**< its last eight, which may overlap; 0 for a word of up to eight bytes */
};

/** A slot of a table; of length 0 when it is free. */
struct mnemonic {
    struct mnemonic_word word; /**< in small letters */
    struct mnemonic_word mask; /**< all bits but those that tell the case of letters */
    uint16_t code;
    uint8_t length; /**< in bytes */
};

struct mnemonic_table {
    const struct mnemonic *slots; /**< 1 << slot_bits of them */
    unsigned slot_bits;
    uint64_t multiplier;
};

/** `text` has 1 to MNEMONIC_BYTES_MAX bytes; no byte behind them is read. */
static inline struct mnemonic_word mnemonic_word(struct bytes text)
{
    const uint8_t *data = text.data;
    size_t length = text.length;
    if (length < 4) {
        uint64_t front =
            data[0] | (uint64_t)data[length / 2] << 8 | (uint64_t)data[length - 1] << 16;
        return (struct mnemonic_word){.front = front};
    }
    if (length <= 8) {
        uint64_t front = octets_load32(data) | (uint64_t)octets_load32(data + length - 4) << 32;
        return (struct mnemonic_word){.front = front};
    }
    return (struct mnemonic_word){
        .front = octets_load64(data),
        .back = octets_load64(data + length - 8),
    };
}

/** Which slot is the word's, whatever the case of its letters: they are folded by setting the bit
 * of small letters everywhere, so other bytes may be taken for each other until words are
 * compared. */
static inline size_t mnemonic_slot(struct mnemonic_word word, uint64_t multiplier, unsigned bits)
{
    const uint64_t small = UINT64_C(0x2020202020202020);
    return (size_t)(((word.front ^ word.back) | small) * multiplier >> (64 - bits));
}

/** The mnemonic that the text is in any case, or NULL. */
static inline const struct mnemonic *mnemonic_find(const struct mnemonic_table *table,
                                                   struct bytes text)
{
    if (text.length == 0 || text.length > MNEMONIC_BYTES_MAX) {
        return NULL;
    }
    struct mnemonic_word word = mnemonic_word(text);
    const struct mnemonic *mnemonic =
        &table->slots[mnemonic_slot(word, table->multiplier, table->slot_bits)];
    uint64_t front = (word.front ^ mnemonic->word.front) & mnemonic->mask.front;
    uint64_t back = (word.back ^ mnemonic->word.back) & mnemonic->mask.back;
    return (front | back) == 0 && mnemonic->length == text.length ? mnemonic : NULL;
}
