/* SPDX-License-Identifier: BSD-3-Clause */
#include "cli/policy_folders.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "zones/base/memory.h"
#include "zones/path.h"

static struct policy_folder *slot_of(const struct policy_folders *folders, const char *real)
{
    size_t mask = folders->slot_count - 1;
    size_t at = (size_t)bytes_hash(BYTES_HASH_START, bytes_from_string(real)) & mask;
    while (folders->items[at].path != NULL && strcmp(folders->items[at].path, real) != 0) {
        at = (at + 1) & mask;
    }
    return &folders->items[at];
}

static void grow(struct policy_folders *folders)
{
    struct policy_folder *before = folders->items;
    size_t slots_before = folders->slot_count;
    folders->slot_count = slots_before == 0 ? 64 : slots_before * 2;
    folders->items = memory_get_zeroed(folders->slot_count, sizeof(folders->items[0]));
    for (size_t i = 0; i < slots_before; i++) {
        if (before[i].path != NULL) {
            *slot_of(folders, before[i].path) = before[i];
        }
    }
    free(before);
}

static const char *path_in(struct policy_folders *folders, const char *real, const char *name)
{
    return arena_format(folders->arena, "%s%s%s", real, real[1] == '\0' ? "" : "/", name);
}

static const char *const repository_marks[] = {".git", ".hg", ".svn", ".jj"};

static bool is_root_of_repository(struct policy_folders *folders, const char *real)
{
    for (size_t i = 0; i < sizeof(repository_marks) / sizeof(repository_marks[0]); i++) {
        if (path_exists(path_in(folders, real, repository_marks[i]))) {
            return true;
        }
    }
    return false;
}

/* The real path of the folder above; NULL for the root. */
static const char *folder_above(struct policy_folders *folders, const char *real)
{
    const char *slash = strrchr(real, '/');
    if (real[1] == '\0') {
        return NULL;
    }
    size_t length = slash == real ? 1 : (size_t)(slash - real);
    return arena_format(folders->arena, "%.*s", (int)length, real);
}

/* Anybody may leave a file in /tmp; it is for nobody else's zones further down. */
static bool is_everybodys(const char *real)
{
    struct stat status;
    return stat(real, &status) == 0 && (status.st_mode & S_IWOTH) != 0;
}

/* Only a folder that tells that there is no policy has none: a link that leads nowhere, or a folder
 * that this process may not look into, is found out when the policy is read. */
static bool may_exist(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

static struct policy_folder look_at(struct policy_folders *folders, const char *real)
{
    struct policy_folder folder = {.path = arena_copy_string(folders->arena, real)};
    const char *above = is_root_of_repository(folders, real) ? NULL : folder_above(folders, real);
    const char *inherited =
        above == NULL || is_everybodys(above) ? NULL : policy_folder_find(folders, above)->policy;
    const char *own = path_in(folders, real, POLICY_FILE_NAME);
    const char *misnamed = path_in(folders, real, POLICY_FILE_MISNAMED);
    if (!may_exist(own) && path_exists(misnamed)) {
        own = misnamed;
    }
    if (may_exist(own)) {
        folder.policy = own;
        folder.above = inherited;
    } else {
        folder.policy = inherited;
    }
    return folder;
}

const struct policy_folder *policy_folder_find(struct policy_folders *folders, const char *real)
{
    if (folders->count > 0) {
        const struct policy_folder *known = slot_of(folders, real);
        if (known->path != NULL) {
            return known;
        }
    }
    /* This looks at the folders above, which come into the table first. */
    struct policy_folder folder = look_at(folders, real);
    if (2 * folders->count >= folders->slot_count) {
        grow(folders);
    }
    struct policy_folder *slot = slot_of(folders, real);
    *slot = folder;
    folders->count++;
    return slot;
}

void policy_folders_end(struct policy_folders *folders)
{
    free(folders->items);
}
