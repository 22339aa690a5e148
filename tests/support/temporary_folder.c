/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/temporary_folder.h"

#include <assert.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

void temporary_folder_make(struct temporary_folder *folder)
{
    const char *parent = getenv("TMPDIR");
    if (parent == NULL || *parent == '\0') {
        parent = "/tmp";
    }
    folder->arena = arena_new();
    folder->path = arena_format(folder->arena, "%s/zonetidy-test-XXXXXX", parent);
    char *made = mkdtemp(folder->path);
    assert(made != NULL);
    (void)made;
}

static int delete_one(const char *path, const struct stat *status, int type, struct FTW *place)
{
    (void)status;
    (void)type;
    (void)place;
    return remove(path);
}

void temporary_folder_remove(struct temporary_folder *folder)
{
    enum { FOLDERS_OPEN_MAX = 16 };
    nftw(folder->path, delete_one, FOLDERS_OPEN_MAX, FTW_DEPTH | FTW_PHYS);
    arena_free(folder->arena);
}

const char *temporary_path(const struct temporary_folder *folder, const char *name)
{
    return arena_format(folder->arena, "%s/%s", folder->path, name);
}

static void make_folders_of(const struct temporary_folder *folder, const char *path)
{
    char *copy = arena_copy_string(folder->arena, path);
    for (char *slash = strchr(copy + strlen(folder->path) + 1, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(copy, 0700);
        *slash = '/';
    }
}

const char *temporary_file(const struct temporary_folder *folder,
                           const char *name,
                           struct bytes text)
{
    const char *path = temporary_path(folder, name);
    make_folders_of(folder, path);
    FILE *file = fopen(path, "wb");
    assert(file != NULL);
    size_t written = text.length == 0 ? 0 : fwrite(text.data, 1, text.length, file);
    int failed = fclose(file);
    assert(written == text.length && failed == 0);
    (void)written;
    (void)failed;
    return path;
}

const char *temporary_text(const struct temporary_folder *folder,
                           const char *name,
                           const char *text)
{
    return temporary_file(folder, name, bytes_from_string(text));
}

void temporary_link(const struct temporary_folder *folder, const char *name, const char *target)
{
    const char *path = temporary_path(folder, name);
    make_folders_of(folder, path);
    int failed = symlink(target, path);
    assert(failed == 0);
    (void)failed;
}
