/* SPDX-License-Identifier: BSD-3-Clause */
#include "fixers/file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "fixers/attributes.h"
#include "fixers/file_text.h"
#include "zones/base/memory.h"

/* Beside a file, its new or its old text stands under such a name for a while. It begins with a dot
 * so that a search in folders leaves it out, also when a machine stopped before it was removed. */
#define SPARE_NAME_FORMAT ".zonetidy-%016" PRIx64

enum { SPARE_NAME_BYTES = sizeof(".zonetidy-0123456789abcdef") };

enum replacing_state {
    REPLACING_BEGUN, /* nothing was made in the folder */
    REPLACING_READY, /* the new text stands under the spare name */
    REPLACING_DONE,  /* the new text stands in its place, the old one under the spare name */
};

/* One file on its way from the old text to the new one. No descriptor stays open between the steps:
 * there may be more files than a process may have open. So that all steps work in one folder, the
 * path is followed once, and what it led to is held against what is opened later. */
struct replacing {
    const struct file_change *change;
    char *folder_path; /* with a slash behind it, without symbolic links */
    char *name;        /* in the folder */
    dev_t folder_device;
    ino_t folder_inode;
    struct stat original;
    char spare_name[SPARE_NAME_BYTES];
    enum replacing_state state;
};

/* A folder to be synced, by way of one of the files in it. */
struct synced_folder {
    dev_t device;
    ino_t inode;
    const struct replacing *file;
};

/* All memory is there before the first rename: a program that finds none ends on the spot
 * (zones/base/memory.h), which must not happen between two renames. */
struct batch {
    struct replacing *files;
    struct synced_folder *folders; /* room for one of each file */
    size_t count;
};

static const char *replacing_path(const struct replacing *file)
{
    return file->change->source->path;
}

static enum status fail(struct error *error, const struct replacing *file, const char *what)
{
    return error_set(error, "%s: %s: %s", replacing_path(file), what, strerror(errno));
}

static enum status fail_changed(struct error *error, const struct replacing *file)
{
    return error_set(error, "%s: it changed since it was read", replacing_path(file));
}

static void replacing_free(struct replacing *file)
{
    free(file->folder_path);
    free(file->name);
}

static enum status folder_find(struct replacing *file, struct error *error)
{
    char *path = realpath(replacing_path(file), NULL);
    if (path == NULL) {
        return error_from_errno(error, replacing_path(file));
    }
    size_t folder_length = (size_t)(strrchr(path, '/') - path) + 1;
    file->name = memory_copy_string(path + folder_length);
    file->folder_path = memory_copy_string(path);
    file->folder_path[folder_length] = '\0';
    free(path);

    struct stat folder;
    if (stat(file->folder_path, &folder) < 0) {
        return fail(error, file, "its folder cannot be opened");
    }
    file->folder_device = folder.st_dev;
    file->folder_inode = folder.st_ino;
    return STATUS_OK;
}

/* A descriptor of the folder, or -1 with `error` set. */
static int folder_open(const struct replacing *file, struct error *error)
{
    int fd = open(file->folder_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct stat folder;
    if (fd < 0 || fstat(fd, &folder) < 0) {
        fail(error, file, "its folder cannot be opened");
    } else if (folder.st_dev != file->folder_device || folder.st_ino != file->folder_inode) {
        error_set(error, "%s: its path leads to another folder now", replacing_path(file));
    } else {
        return fd;
    }
    if (fd >= 0) {
        close(fd);
    }
    return -1;
}

static int original_open(const struct replacing *file,
                         int folder,
                         const char *name,
                         struct error *error)
{
    /* O_NONBLOCK: what stands there now may be a FIFO. */
    int flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
    int fd = openat(folder, name, flags);
    if (fd < 0) {
        fail(error, file, "it cannot be opened again");
    }
    return fd;
}

static bool stat_is_as_read(const struct stat *stat, const struct file_identity *identity)
{
    return stat->st_dev == identity->device && stat->st_ino == identity->inode &&
           stat->st_size == identity->size && stat->st_mtim.tv_sec == identity->modified.tv_sec &&
           stat->st_mtim.tv_nsec == identity->modified.tv_nsec;
}

/* What came of a look at the text or of writing it; `failure` is what to say when errno tells why. */
static enum status text_status(const struct replacing *file,
                               enum file_text result,
                               const char *failure,
                               struct error *error)
{
    switch (result) {
    case FILE_TEXT_SAME:
        return STATUS_OK;
    case FILE_TEXT_OTHER:
        return fail_changed(error, file);
    case FILE_TEXT_FAILED:
        break;
    }
    return fail(error, file, failure);
}

/* Whether what is open is the file that was read, with the owner and mode that the new file has
 * got, and with `links` names in all, as far as that is known without reading it. */
static bool original_looks_as_read(const struct replacing *file,
                                   const struct stat *stat,
                                   nlink_t links)
{
    return stat_is_as_read(stat, &file->change->source->identity) &&
           stat->st_mode == file->original.st_mode && stat->st_uid == file->original.st_uid &&
           stat->st_gid == file->original.st_gid && stat->st_nlink == links;
}

/* Whether the file under `name`, which is the file's own or the spare one, is what was read, byte
 * for byte. */
static enum status original_check(const struct replacing *file,
                                  int folder,
                                  const char *name,
                                  nlink_t links,
                                  struct error *error)
{
    int fd = original_open(file, folder, name, error);
    if (fd < 0) {
        return STATUS_FAILED;
    }
    enum status status;
    struct stat stat;
    if (fstat(fd, &stat) < 0) {
        status = fail(error, file, "it cannot be read again");
    } else if (!original_looks_as_read(file, &stat, links)) {
        status = fail_changed(error, file);
    } else {
        status = text_status(file, file_text_compare(fd, file->change->source->text),
                             "it cannot be read again", error);
    }
    close(fd);
    return status;
}

static enum status spare_name_make(const struct replacing *file, char *name, struct error *error)
{
    uint64_t number;
    if (getrandom(&number, sizeof(number), 0) != (ssize_t)sizeof(number)) {
        return fail(error, file, "no random name for a new file");
    }
    snprintf(name, SPARE_NAME_BYTES, SPARE_NAME_FORMAT, number);
    return STATUS_OK;
}

/* Fills the new file and makes it last. The original is read again while the disk works on what was
 * written: that it still holds what was read has to be known before the first rename and can be
 * asked at any time before, because replacing_check() sees whether it was touched since. */
static enum status new_file_fill(const struct replacing *file,
                                 int fd,
                                 int original,
                                 struct error *error)
{
    const struct file_change *change = file->change;
    enum status status =
        text_status(file, file_text_write(fd, change->text, original, change->source->text),
                    "its new text cannot be written", error);
    if (status == STATUS_OK) {
        status = text_status(file, file_text_compare(original, change->source->text),
                             "it cannot be read again", error);
    }
    if (status == STATUS_OK) {
        status = attributes_copy(original, fd, replacing_path(file), error);
    }
    if (status == STATUS_OK && fsync(fd) < 0) {
        status = fail(error, file, "its new text cannot be synced");
    }
    return status;
}

/* Nobody but this user may open the new file before it has the mode of the old one. */
static enum status new_file_make(struct replacing *file,
                                 int folder,
                                 int original,
                                 struct error *error)
{
    if (spare_name_make(file, file->spare_name, error) != STATUS_OK) {
        return STATUS_FAILED;
    }
    int fd = openat(folder, file->spare_name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return fail(error, file, "no new file can be made in its folder");
    }
    file->state = REPLACING_READY;
    enum status status = new_file_fill(file, fd, original, error);
    /* A file system on the network may tell only now that it has no room. */
    if (close(fd) < 0 && status == STATUS_OK) {
        status = fail(error, file, "its new text cannot be written");
    }
    return status;
}

/* What a look at the file can refuse is refused before anything is made. */
static enum status original_refuse(const struct replacing *file, struct error *error)
{
    if (!stat_is_as_read(&file->original, &file->change->source->identity)) {
        return fail_changed(error, file);
    }
    if (file->original.st_nlink != 1) {
        return error_set(error, "%s: it has %ju hard links, and the others would keep the old text",
                         replacing_path(file), (uintmax_t)file->original.st_nlink);
    }
    return STATUS_OK;
}

static enum status replacing_prepare(struct replacing *file, struct error *error)
{
    if (folder_find(file, error) != STATUS_OK) {
        return STATUS_FAILED;
    }
    int folder = folder_open(file, error);
    if (folder < 0) {
        return STATUS_FAILED;
    }
    enum status status = STATUS_FAILED;
    int original = original_open(file, folder, file->name, error);
    if (original < 0) {
        goto out;
    }
    if (fstat(original, &file->original) < 0) {
        status = fail(error, file, "it cannot be read again");
    } else {
        status = original_refuse(file, error);
    }
    if (status == STATUS_OK) {
        status = new_file_make(file, folder, original, error);
    }
    close(original);
out:
    close(folder);
    return status;
}

/* Whether the path still leads to the file that was compared, and nothing was done to it since. The
 * time of the last change cannot be set back as that of the text can, but it may be too coarse for
 * two changes in a row: so the text is compared once more when the file is out of the way. */
static enum status replacing_check(const struct replacing *file, struct error *error)
{
    int folder = folder_open(file, error);
    if (folder < 0) {
        return STATUS_FAILED;
    }
    enum status status = STATUS_OK;
    struct stat stat;
    if (fstatat(folder, file->name, &stat, AT_SYMLINK_NOFOLLOW) < 0) {
        status = fail(error, file, "it cannot be opened again");
    } else if (!original_looks_as_read(file, &stat, 1) ||
               stat.st_ctim.tv_sec != file->original.st_ctim.tv_sec ||
               stat.st_ctim.tv_nsec != file->original.st_ctim.tv_nsec) {
        status = fail_changed(error, file);
    }
    close(folder);
    return status;
}

/* For file systems that cannot exchange two names, such as NFS: the old file gets the second name
 * first. Who puts another file in its place between the look at it and the rename loses that;
 * there is no way to rule this out without an exchange. */
static enum status replace_with_link(struct replacing *file, int folder, struct error *error)
{
    char old_name[SPARE_NAME_BYTES];
    if (spare_name_make(file, old_name, error) != STATUS_OK) {
        return STATUS_FAILED;
    }
    if (linkat(folder, file->name, folder, old_name, 0) < 0) {
        return fail(error, file, "its old text cannot be kept until all is written");
    }
    enum status status = original_check(file, folder, old_name, 2, error);
    if (status == STATUS_OK && renameat(folder, file->spare_name, folder, file->name) < 0) {
        status = fail(error, file, "it cannot be replaced");
    }
    if (status != STATUS_OK) {
        unlinkat(folder, old_name, 0);
        return status;
    }
    memcpy(file->spare_name, old_name, SPARE_NAME_BYTES);
    file->state = REPLACING_DONE;
    return STATUS_OK;
}

/* Both names are exchanged, so that the old file is still there when it shows that somebody was
 * quicker and that it is not the one which was read. */
static enum status replacing_replace(struct replacing *file, struct error *error)
{
    int folder = folder_open(file, error);
    if (folder < 0) {
        return STATUS_FAILED;
    }
    enum status status;
    if (renameat2(folder, file->spare_name, folder, file->name, RENAME_EXCHANGE) == 0) {
        file->state = REPLACING_DONE;
        status = original_check(file, folder, file->spare_name, 1, error);
    } else if (errno == EINVAL || errno == ENOSYS) {
        status = replace_with_link(file, folder, error);
    } else {
        status = fail(error, file, "it cannot be replaced");
    }
    close(folder);
    return status;
}

static int synced_folder_compare(const void *a, const void *b)
{
    const struct synced_folder *folder_a = a;
    const struct synced_folder *folder_b = b;
    if (folder_a->device != folder_b->device) {
        return folder_a->device < folder_b->device ? -1 : 1;
    }
    return (folder_a->inode > folder_b->inode) - (folder_a->inode < folder_b->inode);
}

static enum status folder_sync(const struct replacing *file, struct error *error)
{
    int folder = folder_open(file, error);
    if (folder < 0) {
        return STATUS_FAILED;
    }
    enum status status = STATUS_OK;
    /* EINVAL: a file system that has no such thing as syncing a folder. */
    if (fsync(folder) < 0 && errno != EINVAL) {
        status = fail(error, file, "its folder cannot be synced");
    }
    close(folder);
    return status;
}

/* Makes the renames last, once for each folder. */
static enum status batch_sync(const struct batch *batch, struct error *error)
{
    struct synced_folder *folders = batch->folders;
    size_t count = 0;
    for (size_t i = 0; i < batch->count; i++) {
        const struct replacing *file = &batch->files[i];
        if (file->state == REPLACING_DONE) {
            folders[count++] =
                (struct synced_folder){file->folder_device, file->folder_inode, file};
        }
    }
    qsort(folders, count, sizeof(folders[0]), synced_folder_compare);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        if (i == 0 || synced_folder_compare(&folders[i - 1], &folders[i]) != 0) {
            status = folder_sync(folders[i].file, error);
        }
    }
    return status;
}

static enum status spare_remove(const struct replacing *file, struct error *error)
{
    int folder = folder_open(file, error);
    if (folder < 0) {
        return STATUS_FAILED;
    }
    enum status status = STATUS_OK;
    if (unlinkat(folder, file->spare_name, 0) < 0) {
        status = error_set(error, "%s: %s%s cannot be removed: %s", replacing_path(file),
                           file->folder_path, file->spare_name, strerror(errno));
    }
    close(folder);
    return status;
}

static enum status old_text_put_back(const struct replacing *file, struct error *error)
{
    int folder = folder_open(file, error);
    if (folder < 0) {
        return STATUS_FAILED;
    }
    enum status status = STATUS_OK;
    if (renameat(folder, file->spare_name, folder, file->name) < 0) {
        status =
            error_set(error, "%s: it has its new text and cannot be put back from %s%s: %s",
                      replacing_path(file), file->folder_path, file->spare_name, strerror(errno));
    }
    close(folder);
    return status;
}

static void error_append(struct error *error, const char *more)
{
    struct error before = *error;
    error_set(error, "%s; %s", before.text, more);
}

/* Takes everything back, the last step first, and ends the message with how that went. What failed
 * before may make this fail too: then each file that needs a hand is named. */
static void batch_undo(const struct batch *batch, struct error *error)
{
    bool nothing_was_written = true;
    struct error undo_error;
    for (size_t i = batch->count; i-- > 0;) {
        const struct replacing *file = &batch->files[i];
        enum status status = STATUS_OK;
        if (file->state == REPLACING_READY) {
            status = spare_remove(file, &undo_error);
        } else if (file->state == REPLACING_DONE) {
            status = old_text_put_back(file, &undo_error);
            nothing_was_written = nothing_was_written && status == STATUS_OK;
        }
        if (status != STATUS_OK) {
            error_append(error, undo_error.text);
        }
    }
    batch_sync(batch, &undo_error);
    if (nothing_was_written) {
        error_append(error, "nothing was written");
    }
}

/* Removes the old texts. Here it is too late to take anything back, and no need to. */
static enum status batch_finish(const struct batch *batch, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < batch->count; i++) {
        if (spare_remove(&batch->files[i], error) != STATUS_OK) {
            status = STATUS_FAILED;
        }
    }
    if (status != STATUS_OK) {
        error_append(error, "all was written");
    }
    return status;
}

/* What would end or stop the process in the middle waits until the files are whole again. */
static void signals_hold(sigset_t *ret_before)
{
    static const int held[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGXCPU, SIGXFSZ};
    sigset_t signals;
    sigemptyset(&signals);
    for (size_t i = 0; i < sizeof(held) / sizeof(held[0]); i++) {
        sigaddset(&signals, held[i]);
    }
    pthread_sigmask(SIG_BLOCK, &signals, ret_before);
}

/* The write that went over the limit on a file's size has failed and told so. Its signal, which
 * would kill the process before anybody reads that, is not let through. */
static void signals_release(const sigset_t *before)
{
    if (sigismember(before, SIGXFSZ) == 0) {
        sigset_t file_size;
        sigemptyset(&file_size);
        sigaddset(&file_size, SIGXFSZ);
        static const struct timespec no_time;
        sigtimedwait(&file_size, NULL, &no_time);
    }
    pthread_sigmask(SIG_SETMASK, before, NULL);
}

static enum status batch_run(struct batch *batch, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < batch->count && status == STATUS_OK; i++) {
        status = replacing_prepare(&batch->files[i], error);
    }
    for (size_t i = 0; i < batch->count && status == STATUS_OK; i++) {
        status = replacing_check(&batch->files[i], error);
    }
    for (size_t i = 0; i < batch->count && status == STATUS_OK; i++) {
        status = replacing_replace(&batch->files[i], error);
    }
    if (status == STATUS_OK) {
        status = batch_sync(batch, error);
    }
    return status;
}

enum status files_replace(const struct file_change *changes, size_t count, struct error *error)
{
    sigset_t signals_before;
    signals_hold(&signals_before);
    struct batch batch = {
        .files = memory_get_zeroed(count, sizeof(*batch.files)),
        .folders = memory_get(count * sizeof(*batch.folders)),
        .count = count,
    };
    for (size_t i = 0; i < count; i++) {
        assert(changes[i].source->from_file);
        batch.files[i].change = &changes[i];
    }
    enum status status = batch_run(&batch, error);
    if (status == STATUS_OK) {
        status = batch_finish(&batch, error);
    } else {
        batch_undo(&batch, error);
    }
    for (size_t i = 0; i < count; i++) {
        replacing_free(&batch.files[i]);
    }
    free(batch.files);
    free(batch.folders);
    signals_release(&signals_before);
    return status;
}
