/* SPDX-License-Identifier: BSD-3-Clause */
#include "fixers/attributes.h"

#include <errno.h>
#include <limits.h>
#include <linux/limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "zones/base/memory.h"

/* The names of a file's attributes, each with its NUL behind it. The kernel holds both names and
 * values to a size, so there is no need to ask for it first and meet another one then. */
struct attribute_names {
    size_t length;
    char text[XATTR_LIST_MAX];
};

struct attribute_value {
    ssize_t length; /* -1: no such attribute */
    char bytes[XATTR_SIZE_MAX];
};

/* Room for one copy; too large for a stack. */
struct attribute_room {
    struct attribute_names from_names;
    struct attribute_names to_names;
    struct attribute_value from_value;
    struct attribute_value to_value;
};

static enum status fail(struct error *error, const char *path, const char *what, const char *name)
{
    return error_set(error, "%s: its %s%s cannot be kept: %s", path, what, name, strerror(errno));
}

/* A file system without attributes has none to keep. */
static bool attribute_names_read(int fd, struct attribute_names *names)
{
    ssize_t length = flistxattr(fd, names->text, sizeof(names->text));
    if (length < 0 && errno != ENOTSUP) {
        return false;
    }
    names->length = length < 0 ? 0 : (size_t)length;
    return true;
}

/* The name behind `name`, or the first one when that is NULL; NULL behind the last. */
static const char *attribute_names_next(const struct attribute_names *names, const char *name)
{
    const char *next = name == NULL ? names->text : name + strlen(name) + 1;
    return next < names->text + names->length ? next : NULL;
}

static bool attribute_names_have(const struct attribute_names *names, const char *wanted)
{
    const char *name = attribute_names_next(names, NULL);
    while (name != NULL && strcmp(name, wanted) != 0) {
        name = attribute_names_next(names, name);
    }
    return name != NULL;
}

static bool attribute_value_read(int fd, const char *name, struct attribute_value *value)
{
    value->length = fgetxattr(fd, name, value->bytes, sizeof(value->bytes));
    return value->length >= 0 || errno == ENODATA || errno == ENOTSUP;
}

static bool attribute_values_equal(const struct attribute_value *a, const struct attribute_value *b)
{
    return a->length == b->length &&
           (a->length <= 0 || memcmp(a->bytes, b->bytes, (size_t)a->length) == 0);
}

/* The kernel's integrity measurement speaks of the content, or seals all attributes of one inode.
 * On the new file both would be lies; the kernel makes them anew where it keeps them at all. */
static bool attribute_is_of_content(const char *name)
{
    return strcmp(name, "security.ima") == 0 || strcmp(name, "security.evm") == 0;
}

/* A folder's default ACL gives new files one that the old file need not have. What security
 * modules put on every new file is theirs. */
static enum status inherited_attributes_remove(int to,
                                               const char *path,
                                               const struct attribute_room *room,
                                               struct error *error)
{
    const char *name = NULL;
    while ((name = attribute_names_next(&room->to_names, name)) != NULL) {
        if (strncmp(name, "security.", strlen("security.")) != 0 &&
            !attribute_names_have(&room->from_names, name) && fremovexattr(to, name) < 0) {
            return fail(error, path, "lack of the attribute ", name);
        }
    }
    return STATUS_OK;
}

/* A value that is there already, such as the label that a security module gives to every file of
 * the folder, is not set again: that could be forbidden. */
static enum status extended_attributes_copy(int from,
                                            int to,
                                            const char *path,
                                            struct attribute_room *room,
                                            struct error *error)
{
    if (!attribute_names_read(from, &room->from_names) ||
        !attribute_names_read(to, &room->to_names)) {
        return fail(error, path, "extended attributes", "");
    }
    if (inherited_attributes_remove(to, path, room, error) != STATUS_OK) {
        return STATUS_FAILED;
    }
    const char *name = NULL;
    while ((name = attribute_names_next(&room->from_names, name)) != NULL) {
        if (attribute_is_of_content(name)) {
            continue;
        }
        if (!attribute_value_read(from, name, &room->from_value) || room->from_value.length < 0 ||
            !attribute_value_read(to, name, &room->to_value)) {
            return fail(error, path, "attribute ", name);
        }
        if (!attribute_values_equal(&room->from_value, &room->to_value) &&
            fsetxattr(to, name, room->from_value.bytes, (size_t)room->from_value.length, 0) < 0) {
            return fail(error, path, "attribute ", name);
        }
    }
    return STATUS_OK;
}

enum status attributes_copy(int from, int to, const char *path, struct error *error)
{
    struct stat from_stat;
    struct stat to_stat;
    if (fstat(from, &from_stat) < 0 || fstat(to, &to_stat) < 0) {
        return error_from_errno(error, path);
    }
    if ((from_stat.st_uid != to_stat.st_uid || from_stat.st_gid != to_stat.st_gid) &&
        fchown(to, from_stat.st_uid, from_stat.st_gid) < 0) {
        return fail(error, path, "owner and group", "");
    }
    struct attribute_room *room = memory_get(sizeof(*room));
    enum status status = extended_attributes_copy(from, to, path, room, error);
    free(room);
    /* The mode comes last: a new owner takes the set-user-ID bit away, and an ACL has its own idea
     * of the group's bits. */
    if (status == STATUS_OK && fchmod(to, from_stat.st_mode & (mode_t)07777) < 0) {
        return fail(error, path, "mode", "");
    }
    return status;
}
