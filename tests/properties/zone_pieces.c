/* SPDX-License-Identifier: BSD-3-Clause */
/* For the scripts beside it: looks at the tokens and entries of files, and makes other files of
 * them.
 *
 * zone_pieces tile FILE...                   says which file is not its tokens and entries
 * zone_pieces scan FILE...                   says which file is not the same to every kernel of the
 * scanner zone_pieces cut FILE SEED HEAD NAME TAIL   FILE up to an entry and an $INCLUDE of NAME to
 * HEAD, the rest to TAIL; status 3 when there is none zone_pieces truncate FILE SEED COUNT PREFIX
 * the first bytes of FILE, cut off at COUNT places, to PREFIX1, PREFIX2, …
 *
 * As for the program itself, ZONETIDY_SCANNER names the kernel of the scanner. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/scan_mistake.h"
#include "zones/entry.h"
#include "zones/scan.h"
#include "zones/source.h"

enum { STATUS_BROKEN = 1, STATUS_USAGE = 2, STATUS_NOTHING = 3 };

static struct bytes read_file(struct source_list *sources, const char *path)
{
    const struct source *source;
    struct error error;
    if (source_list_read(sources, path, &source, &error) != STATUS_OK) {
        fprintf(stderr, "zone_pieces: %s\n", error.text);
        exit(STATUS_USAGE);
    }
    return source->text;
}

static void write_file(const char *path, struct bytes text, const char *addition)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(text.data, 1, text.length, file) != text.length ||
        fputs(addition, file) == EOF || fclose(file) != 0) {
        perror(path);
        exit(STATUS_USAGE);
    }
}

/* The same places for the same seed and file, on every machine. */
static uint64_t random_number(uint64_t seed, const char *path, uint64_t index)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ (seed * 1000003 + index);
    for (const char *at = path; *at != '\0'; at++) {
        hash = (hash ^ (uint8_t)*at) * UINT64_C(0x100000001b3);
    }
    hash ^= hash >> 29;
    hash *= UINT64_C(0xbf58476d1ce4e5b9);
    return hash ^ (hash >> 32);
}

/* Joined, the tokens are the text: each begins where the one before ended. */
static const char *tokens_tile(struct bytes text)
{
    struct scanner scanner = {.text = text.data, .length = text.length};
    uint64_t at = 0;
    for (;;) {
        struct token token = token_next(&scanner);
        if (token.start != at) {
            return "a token does not begin where the one before ends";
        }
        if (token.kind == TOKEN_END) {
            return token.start == text.length ? NULL : "the tokens end before the text";
        }
        if (token.end <= token.start || token.end > text.length) {
            return "a token is empty or goes beyond the text";
        }
        at = token.end;
    }
}

/* A reader that begins at an entry finds the same entry as the one that came to it. */
static bool entry_is_found_again(struct bytes text, const struct entry *entry)
{
    struct entry_reader reader = {0};
    struct entry again;
    entry_reader_start(&reader, text, entry->start);
    entry_next(&reader, &again);
    bool same = again.start == entry->start && again.end == entry->end &&
                again.kind == entry->kind && again.flaw == entry->flaw &&
                again.fields_end == entry->fields_end && again.field_count == entry->field_count;
    entry_reader_end(&reader);
    return same;
}

static uint64_t byte_order_length(struct bytes text)
{
    return text.length >= 3 && memcmp(text.data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

/* Entries tile the text behind its byte order mark. */
static const char *entries_tile(struct bytes text)
{
    struct entry_reader reader = {0};
    struct entry entry;
    uint64_t at = byte_order_length(text);
    const char *wrong = NULL;
    entry_reader_start(&reader, text, 0);
    for (;;) {
        entry_next(&reader, &entry);
        if (entry.kind == ENTRY_END) {
            break;
        }
        if (entry.start != at || entry.end <= entry.start || entry.fields_end > entry.end) {
            wrong = "an entry does not begin where the one before ends";
            break;
        }
        if (!entry_is_found_again(text, &entry)) {
            wrong = "an entry is another one when it is read by itself";
            break;
        }
        at = entry.end;
    }
    if (wrong == NULL && at != text.length) {
        wrong = "the entries end before the text";
    }
    entry_reader_end(&reader);
    return wrong;
}

static const char *pieces_tile(struct bytes text)
{
    const char *wrong = tokens_tile(text);
    return wrong != NULL ? wrong : entries_tile(text);
}

static const char *kernels_agree(struct bytes text)
{
    return scan_mistake(text, 0);
}

/* Says what is wrong with each file. */
static int look_at(char *const *paths, int count, const char *(*find_wrong)(struct bytes text))
{
    struct source_list *sources = source_list_new();
    int status = 0;
    for (int i = 0; i < count; i++) {
        struct bytes text = read_file(sources, paths[i]);
        const char *wrong = find_wrong(text);
        if (wrong != NULL) {
            printf("FAIL %s: %s\n", paths[i], wrong);
            status = STATUS_BROKEN;
        }
    }
    source_list_free(sources);
    return status;
}

/* The start of entry `index` that is a record or directive and not the first one, or how many there
 * are when there are fewer. */
static uint64_t entry_start(struct bytes text, uint64_t index, uint64_t *ret_start)
{
    struct entry_reader reader = {0};
    struct entry entry;
    uint64_t count = 0;
    uint64_t first = byte_order_length(text);
    entry_reader_start(&reader, text, 0);
    do {
        entry_next(&reader, &entry);
        bool counts = entry.kind == ENTRY_RECORD || entry.kind == ENTRY_DIRECTIVE;
        if (counts && entry.start > first && count++ == index) {
            *ret_start = entry.start;
            break;
        }
    } while (entry.kind != ENTRY_END);
    entry_reader_end(&reader);
    return count;
}

static int cut(char *const *arguments)
{
    struct source_list *sources = source_list_new();
    struct bytes text = read_file(sources, arguments[0]);
    uint64_t seed = strtoull(arguments[1], NULL, 10);
    uint64_t start = 0;
    int status = STATUS_NOTHING;
    uint64_t count = entry_start(text, UINT64_MAX, &start);
    if (count > 0) {
        entry_start(text, random_number(seed, arguments[0], 0) % count, &start);
        char include[256];
        snprintf(include, sizeof(include), "$INCLUDE %s\n", arguments[3]);
        write_file(arguments[2], (struct bytes){text.data, start}, include);
        write_file(arguments[4], (struct bytes){text.data + start, text.length - start}, "");
        status = 0;
    }
    source_list_free(sources);
    return status;
}

static int truncate_file(char *const *arguments)
{
    struct source_list *sources = source_list_new();
    struct bytes text = read_file(sources, arguments[0]);
    uint64_t seed = strtoull(arguments[1], NULL, 10);
    uint64_t count = strtoull(arguments[2], NULL, 10);
    for (uint64_t i = 1; i <= count; i++) {
        char path[4096];
        snprintf(path, sizeof(path), "%s%" PRIu64, arguments[3], i);
        uint64_t length = random_number(seed, arguments[0], i) % (text.length + 1);
        write_file(path, (struct bytes){text.data, length}, "");
    }
    source_list_free(sources);
    return 0;
}

static void select_kernel(void)
{
    const char *name = getenv("ZONETIDY_SCANNER");
    struct error error;
    if (name != NULL && *name != '\0' && scan_select(name, &error) != STATUS_OK) {
        fprintf(stderr, "zone_pieces: %s\n", error.text);
        exit(STATUS_USAGE);
    }
}

int main(int argument_count, char **arguments)
{
    select_kernel();
    const char *command = argument_count > 1 ? arguments[1] : "";
    if (strcmp(command, "tile") == 0 && argument_count > 2) {
        return look_at(arguments + 2, argument_count - 2, pieces_tile);
    }
    if (strcmp(command, "scan") == 0 && argument_count > 2) {
        return look_at(arguments + 2, argument_count - 2, kernels_agree);
    }
    if (strcmp(command, "cut") == 0 && argument_count == 7) {
        return cut(arguments + 2);
    }
    if (strcmp(command, "truncate") == 0 && argument_count == 6) {
        return truncate_file(arguments + 2);
    }
    fputs("usage: zone_pieces tile FILE... | scan FILE... | cut FILE SEED HEAD NAME TAIL | "
          "truncate FILE SEED COUNT PREFIX\n",
          stderr);
    return STATUS_USAGE;
}
