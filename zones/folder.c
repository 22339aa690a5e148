/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "zones/base/error.h"
#include "zones/base/memory.h"
#include "zones/base/vector.h"
#include "zones/path.h"
#include "zones/zone_name.h"

bool folder_name_is_passed_over(const char *name)
{
    static const char *const endings[] = {
        "~",       ".bak",     ".orig", ".rej", ".swp",  ".jnl", ".jbk",     ".signed", ".save",
        ".rpmnew", ".rpmsave", ".gz",   ".zst", ".conf", ".key", ".private", ".state",
    };
    if (name[0] == '.' || strstr(name, ".dpkg-") != NULL) {
        return true;
    }
    struct bytes bytes = bytes_from_string(name);
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        size_t length = strlen(endings[i]);
        if (bytes.length < length) {
            continue;
        }
        struct bytes ending = {bytes.data + bytes.length - length, length};
        if (bytes_equal_string_folded(ending, endings[i])) {
            return true;
        }
    }
    return false;
}

/* The names in a folder that are looked at. */
struct name_list {
    VECTOR(char *) items;
};

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void name_list_free(struct name_list *names)
{
    for (size_t i = 0; i < names->items.count; i++) {
        free(names->items.items[i]);
    }
    VECTOR_FREE(&names->items);
}

/* Reads the whole folder at once, so that no folder stays open while those in it are searched. */
static enum status folder_read(const char *path, struct name_list *names, struct error *error)
{
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return error_from_errno(error, path);
    }
    const struct dirent *entry;
    errno = 0;
    while ((entry = readdir(folder)) != NULL) {
        if (!folder_name_is_passed_over(entry->d_name)) {
            VECTOR_PUSH(&names->items, memory_copy_string(entry->d_name));
        }
        errno = 0;
    }
    enum status status = errno == 0 ? STATUS_OK : error_from_errno(error, path);
    closedir(folder);
    if (names->items.count > 0) {
        qsort(names->items.items, names->items.count, sizeof(char *), compare_names);
    }
    return status;
}

static void folder_search_at(const char *path,
                             unsigned depth,
                             const struct folder_visitor *visitor);

static void folder_report(const char *path, const struct folder_visitor *visitor)
{
    struct error error;
    error_from_errno(&error, path);
    visitor->failed(visitor->context, path, error.text);
}

static void folder_visit(const char *path, unsigned depth, const struct folder_visitor *visitor)
{
    struct stat status;
    if (lstat(path, &status) < 0) {
        if (errno != ENOENT) { /* ENOENT: deleted since the folder was read */
            folder_report(path, visitor);
        }
        return;
    }
    bool linked = S_ISLNK(status.st_mode);
    if (linked && stat(path, &status) < 0) {
        /* Links to nothing lie about in many folders; one that is called as a zone file was meant
         * to be one. */
        if (errno != ENOENT || zone_path_is_typical(path)) {
            folder_report(path, visitor);
        }
        return;
    }
    if (S_ISREG(status.st_mode)) {
        visitor->file(visitor->context, path, linked);
    } else if (S_ISDIR(status.st_mode) && !linked && visitor->enters(visitor->context, path)) {
        folder_search_at(path, depth + 1, visitor);
    }
}

static void folder_search_at(const char *path, unsigned depth, const struct folder_visitor *visitor)
{
    struct error error;
    if (depth > FOLDER_DEPTH_MAX) {
        error_set(&error, "%s: more than %d folders deep", path, FOLDER_DEPTH_MAX);
        visitor->failed(visitor->context, path, error.text);
        return;
    }
    struct name_list names = {0};
    if (folder_read(path, &names, &error) != STATUS_OK) {
        visitor->failed(visitor->context, path, error.text);
    }
    struct arena *arena = arena_new();
    for (size_t i = 0; i < names.items.count; i++) {
        const char *name = names.items.items[i];
        folder_visit(path_join(arena, bytes_from_string(path), bytes_from_string(name)), depth,
                     visitor);
        arena_clear(arena);
    }
    arena_free(arena);
    name_list_free(&names);
}

void folder_search(const char *path, const struct folder_visitor *visitor)
{
    folder_search_at(path, 0, visitor);
}
