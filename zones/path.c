/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/path.h"

#include <sys/stat.h>

int file_id_compare(struct file_id a, struct file_id b)
{
    if (a.device != b.device) {
        return a.device < b.device ? -1 : 1;
    }
    return (a.inode > b.inode) - (a.inode < b.inode);
}

struct file_id file_id_of(const char *path)
{
    struct stat status;
    if (stat(path, &status) < 0) {
        return (struct file_id){0};
    }
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
