/* SPDX-License-Identifier: BSD-3-Clause */
/* Writes the tables of mnemonics, a part of rrtype.c: run by the build, not a part of zonetidy.
 *
 *   mnemonic_tables FILE */
#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "zones/mnemonic.h"

struct row {
    const char *mnemonic;
    uint16_t code;
};

#define RRTYPE(mnemonic, code, layout, flags) {mnemonic, code},
static const struct row types[] = {
#include "zones/rrtypes.def"
};
#undef RRTYPE

#define RRCLASS(mnemonic, code) {mnemonic, code},
static const struct row classes[] = {
#include "zones/rrclasses.def"
};
#undef RRCLASS

#define ROW_COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

enum {
    BITS_MAX = 12,
    TRIES_MAX = 10000000, /* a second or so; less than a hundred thousand are usual */
};

static void stop(const char *what, const char *name)
{
    fprintf(stderr, "mnemonic_tables: %s: %s\n", name, what);
    exit(EXIT_FAILURE);
}

static bool row_is_sound(const struct row *row)
{
    size_t length = strlen(row->mnemonic);
    return length > 0 && length <= MNEMONIC_BYTES_MAX &&
           strcspn(row->mnemonic, "abcdefghijklmnopqrstuvwxyz") == length;
}

static struct mnemonic mnemonic_make(const struct row *row)
{
    uint8_t lower[MNEMONIC_BYTES_MAX];
    uint8_t mask[MNEMONIC_BYTES_MAX];
    size_t length = strlen(row->mnemonic);
    assert(length > 0 && length <= MNEMONIC_BYTES_MAX); /* row_is_sound() */
    for (size_t i = 0; i < length; i++) {
        uint8_t byte = (uint8_t)row->mnemonic[i];
        lower[i] = byte_lower(byte);
        mask[i] = (uint8_t) ~(byte ^ lower[i]);
    }
    return (struct mnemonic){
        .word = mnemonic_word((struct bytes){lower, length}),
        .mask = mnemonic_word((struct bytes){mask, length}),
        .code = row->code,
        .length = (uint8_t)length,
    };
}

/* Puts each row into its slot. False when two want the same one. */
static bool slots_fill(struct mnemonic *slots,
                       unsigned bits,
                       uint64_t multiplier,
                       const struct row *rows,
                       size_t count)
{
    memset(slots, 0, sizeof(*slots) << bits);
    for (size_t i = 0; i < count; i++) {
        struct mnemonic mnemonic = mnemonic_make(&rows[i]);
        struct mnemonic *slot = &slots[mnemonic_slot(mnemonic.word, multiplier, bits)];
        if (slot->length != 0) {
            return false;
        }
        *slot = mnemonic;
    }
    return true;
}

/* The next number of a sequence that is the same in every build (Knuth's MMIX generator). */
static uint64_t multiplier_next(uint64_t multiplier)
{
    return multiplier * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
}

static uint64_t multiplier_find(struct mnemonic *slots,
                                unsigned bits,
                                const char *name,
                                const struct row *rows,
                                size_t count)
{
    uint64_t multiplier = 1;
    for (unsigned tries = 0; tries < TRIES_MAX; tries++) {
        multiplier = multiplier_next(multiplier);
        if (slots_fill(slots, bits, multiplier, rows, count)) {
            return multiplier;
        }
    }
    stop("no multiplier keeps the rows apart: a mnemonic is there twice, or too few slots are",
         name);
    return 0;
}

static void word_write(FILE *file, struct mnemonic_word word)
{
    fprintf(file, "{UINT64_C(0x%016" PRIx64 "), UINT64_C(0x%016" PRIx64 ")}, ", word.front,
            word.back);
}

static void table_write(FILE *file,
                        const char *name,
                        unsigned bits,
                        const struct row *rows,
                        size_t count)
{
    static struct mnemonic slots[1 << BITS_MAX];
    for (size_t i = 0; i < count; i++) {
        if (!row_is_sound(&rows[i])) {
            stop("a mnemonic has 1 to 16 bytes, none of them a small letter", rows[i].mnemonic);
        }
    }
    uint64_t multiplier = multiplier_find(slots, bits, name, rows, count);
    fprintf(file, "static const struct mnemonic %s_slots[1 << %u] = {\n", name, bits);
    for (size_t i = 0; i < (size_t)1 << bits; i++) {
        const struct mnemonic *slot = &slots[i];
        if (slot->length != 0) {
            fprintf(file, "    [%zu] = {", i);
            word_write(file, slot->word);
            word_write(file, slot->mask);
            fprintf(file, "%u, %u},\n", (unsigned)slot->code, (unsigned)slot->length);
        }
    }
    fprintf(file,
            "};\n"
            "static const struct mnemonic_table %s_mnemonics = {\n"
            "    .slots = %s_slots,\n"
            "    .slot_bits = %u,\n"
            "    .multiplier = UINT64_C(0x%016" PRIx64 "),\n"
            "};\n",
            name, name, bits, multiplier);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        stop("takes the file to write", "usage");
    }
    FILE *file = fopen(argv[1], "w");
    if (file == NULL) {
        stop("cannot be written", argv[1]);
    }
    table_write(file, "type", 9, types, ROW_COUNT(types));
    table_write(file, "class", 4, classes, ROW_COUNT(classes));
    if (fclose(file) != 0) {
        stop("cannot be written", argv[1]);
    }
    return EXIT_SUCCESS;
}
