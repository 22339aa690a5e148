/* SPDX-License-Identifier: BSD-3-Clause */
#include "fixers/new_file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "zones/base/memory.h"

/* As those of fixers/file.c: a search in folders leaves out what begins with a dot. */
#define SPARE_NAME_FORMAT ".zonetidy-%016" PRIx64

enum { SPARE_NAME_BYTES = sizeof(".zonetidy-0123456789abcdef") };

static enum status write_all(int fd, struct bytes text)
{
    while (text.length > 0) {
        ssize_t count = write(fd, text.data, text.length);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return STATUS_FAILED;
        }
        text.data += count;
        text.length -= (size_t)count;
    }
    return STATUS_OK;
}

/* Gives the new file its name, which nothing else may have. File systems without such a rename,
 * such as NFS, have a second name instead. */
static int name_file(int folder, const char *spare, const char *name)
{
    if (renameat2(folder, spare, folder, name, RENAME_NOREPLACE) == 0) {
        return 0;
    }
    if (errno != EINVAL && errno != ENOSYS) {
        return -1;
    }
    if (linkat(folder, spare, folder, name, 0) < 0) {
        return -1;
    }
    return unlinkat(folder, spare, 0);
}

static enum status create_in(int folder,
                             const char *name,
                             const char *path,
                             struct bytes text,
                             struct error *error)
{
    uint64_t number;
    char spare[SPARE_NAME_BYTES];
    if (getrandom(&number, sizeof(number), 0) != (ssize_t)sizeof(number)) {
        return error_from_errno(error, path);
    }
    snprintf(spare, sizeof(spare), SPARE_NAME_FORMAT, number);
    int fd = openat(folder, spare, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) {
        return error_from_errno(error, path);
    }
    enum status status = write_all(fd, text);
    if (status != STATUS_OK || fsync(fd) < 0) {
        status = error_from_errno(error, path);
    }
    /* A file system on the network may tell only now that it has no room. */
    if (close(fd) < 0 && status == STATUS_OK) {
        status = error_from_errno(error, path);
    }
    if (status == STATUS_OK && name_file(folder, spare, name) < 0) {
        status = error_from_errno(error, path);
    }
    if (status != STATUS_OK) {
        unlinkat(folder, spare, 0);
        return status;
    }
    return fsync(folder) < 0 ? error_from_errno(error, path) : STATUS_OK;
}

enum status file_create(const char *path, struct bytes text, struct error *error)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    char *folder_path = memory_copy_string(slash == NULL ? "./" : path);
    if (slash != NULL) {
        folder_path[slash - path + 1] = '\0';
    }
    enum status status;
    int folder = open(folder_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder_path);
    if (folder < 0) {
        return error_from_errno(error, path);
    }
    status = create_in(folder, name, path, text, error);
    close(folder);
    return status;
}
