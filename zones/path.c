/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/path.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int file_id_compare(struct file_id a, struct file_id b)
{
    if (a.device != b.device) {
        return a.device < b.device ? -1 : 1;
    }
    return (a.inode > b.inode) - (a.inode < b.inode);
}

struct file_id file_id_of(const char *path)
{
    uint64_t bytes;
    return file_id_and_bytes(path, &bytes);
}

struct file_id file_id_and_bytes(const char *path, uint64_t *ret_bytes)
{
    struct stat status;
    *ret_bytes = 0;
    if (stat(path, &status) < 0) {
        return (struct file_id){0};
    }
    *ret_bytes = (uint64_t)status.st_size;
    return (struct file_id){status.st_dev, status.st_ino};
}

const char *path_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

struct bytes path_folder(const char *path)
{
    return (struct bytes){(const uint8_t *)path, (size_t)(path_base(path) - path)};
}

bool path_exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

static bool bytes_are(struct bytes bytes, const char *string)
{
    return bytes_equal(bytes, bytes_from_string(string));
}

const char *path_join(struct arena *arena, struct bytes folder, struct bytes name)
{
    bool absolute = name.length > 0 && name.data[0] == '/';
    if (absolute || bytes_are(folder, "") || bytes_are(folder, ".") || bytes_are(folder, "./")) {
        return (const char *)arena_copy(arena, name).data;
    }
    bool slash = folder.data[folder.length - 1] != '/';
    char *path = arena_get_aligned(arena, folder.length + slash + name.length + 1, 1);
    memcpy(path, folder.data, folder.length);
    path[folder.length] = '/'; /* overwritten by the name when the folder brings its own */
    if (name.length > 0) {
        memcpy(path + folder.length + slash, name.data, name.length);
    }
    path[folder.length + slash + name.length] = '\0';
    return path;
}

const char *path_of_include(struct arena *arena,
                            const char *including,
                            struct bytes name,
                            const char *root)
{
    const char *beside = path_join(arena, path_folder(including), name);
    if (root == NULL || path_exists(beside)) {
        return beside;
    }
    const char *below_root = path_join(arena, bytes_from_string(root), name);
    return path_exists(below_root) ? below_root : beside;
}

/* A path on the way to where it leads. */
struct walk {
    struct buffer *real; /* so far; without a slash at its end, so the root is empty */
    unsigned links;      /* symbolic links that were followed */
    bool looks;          /* false behind something that cannot be walked through: it has no links */
};

static void walk_along(struct walk *walk, struct bytes path);

static void walk_part(struct walk *walk, struct bytes part)
{
    /* Linux gives up behind so many links. */
    enum { LINKS_MAX = 40 };
    struct buffer *real = walk->real;
    size_t folder_length = real->length;
    if (bytes_are(part, "") || bytes_are(part, ".")) {
        return;
    }
    if (bytes_are(part, "..")) {
        while (real->length > 0 && real->data[--real->length] != '/') {
        }
        return;
    }
    buffer_add_byte(real, '/');
    buffer_add(real, part);
    if (!walk->looks) {
        return;
    }
    char target[PATH_MAX];
    ssize_t length = readlink(buffer_string(real), target, sizeof(target));
    if (length < 0) {
        walk->looks = errno == EINVAL; /* it is there, and is no link */
    } else if (walk->links++ == LINKS_MAX || (size_t)length == sizeof(target)) {
        walk->looks = false;
    } else {
        real->length = folder_length;
        walk_along(walk, (struct bytes){(const uint8_t *)target, (size_t)length});
    }
}

/* Recursive for links in links: at most LINKS_MAX deep. */
static void walk_along(struct walk *walk, struct bytes path)
{
    if (path.length > 0 && path.data[0] == '/') {
        buffer_clear(walk->real);
    }
    for (size_t start = 0, end; start < path.length; start = end + 1) {
        const uint8_t *slash = memchr(path.data + start, '/', path.length - start);
        end = slash == NULL ? path.length : (size_t)(slash - path.data);
        walk_part(walk, (struct bytes){path.data + start, end - start});
    }
}

bool path_resolve(const char *path, struct buffer *real)
{
    /* A longer path is opened by nobody; walking along it would take as long as it is. */
    struct walk walk = {.real = real, .looks = strlen(path) < PATH_MAX};
    buffer_clear(real);
    if (*path != '/') {
        char *working_folder = getcwd(NULL, 0);
        bool found = working_folder != NULL && *working_folder == '/';
        if (found) {
            walk_along(&walk, bytes_from_string(working_folder));
        }
        free(working_folder);
        if (!found) {
            return false;
        }
    }
    walk_along(&walk, bytes_from_string(path));
    if (real->length == 0) {
        buffer_add_byte(real, '/');
    }
    return walk.looks || !path_exists(path);
}

bool path_is_inside(struct bytes path, struct bytes folder)
{
    if (bytes_are(folder, "/")) {
        return true;
    }
    return path.length >= folder.length && memcmp(path.data, folder.data, folder.length) == 0 &&
           (path.length == folder.length || path.data[folder.length] == '/');
}

/* Behind the slashes that a path begins with; the path itself when nothing comes behind them. */
static const char *behind_slashes(const char *path, const char *slashes)
{
    const char *rest = slashes + strspn(slashes, "/");
    return *rest == '\0' ? path : rest;
}

const char *path_shown_from(const char *folder, const char *path)
{
    size_t length = folder == NULL ? 0 : strlen(folder);
    /* The root is the only folder whose path ends with a slash. */
    size_t slash = length == 1 ? 0 : length;
    if (length > 0 && strncmp(path, folder, length) == 0 && path[slash] == '/') {
        path = behind_slashes(path, path + slash);
    }
    const char *before = NULL;
    while (path != before && path[0] == '.' && path[1] == '/') {
        before = path;
        path = behind_slashes(path, path + 1);
    }
    return path;
}
