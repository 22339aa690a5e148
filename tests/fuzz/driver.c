/* SPDX-License-Identifier: BSD-3-Clause */
/* Runs a fuzz target over inputs that are kept, without libFuzzer: each file named on the command
 * line, and each file in the folders named there, folders inside them too. The name of the input
 * is printed first, so that it is the last line when the target stops the program. */
#include <errno.h>
#include <fts.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static _Noreturn void driver_fail(const char *path, int error)
{
    fprintf(stderr, "%s: %s\n", path, strerror(error));
    exit(EXIT_FAILURE);
}

/* The input is in memory of its exact size, so that a sanitizer sees the first byte read behind
 * it. */
static void input_run(const char *path, size_t size)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        driver_fail(path, errno);
    }
    uint8_t *data = malloc(size == 0 ? 1 : size);
    if (data == NULL) {
        driver_fail(path, ENOMEM);
    }
    if (fread(data, 1, size, file) != size) {
        driver_fail(path, EIO);
    }
    fclose(file);
    printf("%s\n", path);
    fflush(stdout);
    LLVMFuzzerTestOneInput(data, size);
    free(data);
}

static int entry_compare(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

int main(int argument_count, char **arguments)
{
    if (argument_count < 2) {
        fprintf(stderr, "usage: %s FILE-OR-FOLDER...\n", arguments[0]);
        return EXIT_FAILURE;
    }
    FTS *tree = fts_open(arguments + 1, FTS_LOGICAL | FTS_NOCHDIR, entry_compare);
    if (tree == NULL) {
        driver_fail(arguments[1], errno);
    }
    size_t inputs = 0;
    for (FTSENT *entry = fts_read(tree); entry != NULL; entry = fts_read(tree)) {
        switch (entry->fts_info) {
        case FTS_F:
            input_run(entry->fts_accpath, (size_t)entry->fts_statp->st_size);
            inputs++;
            break;
        case FTS_DNR:
        case FTS_ERR:
        case FTS_NS:
            driver_fail(entry->fts_path, entry->fts_errno);
        default:
            break;
        }
    }
    fts_close(tree);
    printf("%zu inputs\n", inputs);
    return inputs == 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
