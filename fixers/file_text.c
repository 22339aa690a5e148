/* SPDX-License-Identifier: BSD-3-Clause */
#include "fixers/file_text.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
    COMPARE_BYTES = 64 * 1024,
    /* A piece of text is written, or stays shared, as a whole. */
    PIECE_BYTES = 1024 * 1024,
    STARTED_BYTES = 4 * PIECE_BYTES,
};

/* Fewer than `length` bytes only at the end of the file; -1 when it cannot be read. */
static ssize_t read_at(int fd, uint8_t *bytes, size_t length, size_t at)
{
    size_t done = 0;
    while (done < length) {
        ssize_t count = pread(fd, bytes + done, length - done, (off_t)(at + done));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return -1;
        }
        if (count == 0) {
            break;
        }
        done += (size_t)count;
    }
    return (ssize_t)done;
}

/* The room is on the stack: this is called when no memory may be asked for (file.c). */
enum file_text file_text_compare(int fd, struct bytes text)
{
    uint8_t bytes[COMPARE_BYTES];
    size_t at = 0;
    for (;;) {
        ssize_t count = read_at(fd, bytes, sizeof(bytes), at);
        if (count < 0) {
            return FILE_TEXT_FAILED;
        }
        if (count == 0) {
            return at == text.length ? FILE_TEXT_SAME : FILE_TEXT_OTHER;
        }
        size_t length = (size_t)count;
        if (length > text.length - at || memcmp(bytes, text.data + at, length) != 0) {
            return FILE_TEXT_OTHER;
        }
        at += length;
    }
}

/* The text from `at` on, but no more than a piece. */
static struct bytes piece_at(struct bytes text, size_t at)
{
    size_t left = at < text.length ? text.length - at : 0;
    return (struct bytes){left > 0 ? text.data + at : NULL,
                          left < PIECE_BYTES ? left : PIECE_BYTES};
}

static bool write_at(int fd, struct bytes bytes, size_t at)
{
    while (bytes.length > 0) {
        ssize_t count = pwrite(fd, bytes.data, bytes.length, (off_t)at);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return false;
        }
        bytes.data += count;
        bytes.length -= (size_t)count;
        at += (size_t)count;
    }
    return true;
}

/* Writes the pieces that are not the same in `present`, which is what the file holds. The disk is
 * set to work on them while the next ones are copied, a few at a time because asking costs, so that
 * less is left to wait for when the file is synced. That this was asked for and how it went is of
 * no consequence: fsync() tells. */
static bool write_pieces(int fd, struct bytes text, struct bytes present)
{
    size_t begun = 0; /* the disk works on what is in front of this */
    for (size_t at = 0; at < text.length; at += PIECE_BYTES) {
        struct bytes piece = piece_at(text, at);
        if (bytes_equal(piece, piece_at(present, at))) {
            continue;
        }
        if (!write_at(fd, piece, at)) {
            return false;
        }
        size_t end = at + piece.length;
        if (end - begun >= STARTED_BYTES || (begun > 0 && end == text.length)) {
            (void)sync_file_range(fd, (off_t)begun, (off_t)(end - begun), SYNC_FILE_RANGE_WRITE);
            begun = end;
        }
    }
    return true;
}

/* Whether at least half of the text stands in whole pieces at the same place in the original. With
 * less, reading the new file again would cost more than writing the rest had saved. */
static bool most_stays_in_place(struct bytes text, struct bytes original)
{
    size_t same = 0;
    for (size_t at = 0; at < text.length; at += PIECE_BYTES) {
        struct bytes piece = piece_at(text, at);
        if (bytes_equal(piece, piece_at(original, at))) {
            same += piece.length;
        }
    }
    return same > 0 && same >= text.length / 2;
}

/* Blocks are shared or not: FICLONE, unlike copy_file_range(), never copies behind our back, from a
 * file that may have changed and no quicker than from memory. For the same reason it takes the
 * whole file: ranges have to keep their place in a block, so behind the first edit that moves the
 * text nothing can be shared anyway. File systems refuse it in many ways (EOPNOTSUPP, EXDEV,
 * EINVAL, ENOTTY, EPERM, …), and all of them mean the same here. */
static bool clone_original(int fd, int original)
{
    return ioctl(fd, FICLONE, original) == 0;
}

enum file_text file_text_write(int fd, struct bytes text, int original, struct bytes original_text)
{
    static const struct bytes nothing;
    bool cloned = text.length >= PIECE_BYTES && clone_original(fd, original);
    if (cloned && most_stays_in_place(text, original_text)) {
        if (!write_pieces(fd, text, original_text) || ftruncate(fd, (off_t)text.length) < 0) {
            return FILE_TEXT_FAILED;
        }
        return file_text_compare(fd, text);
    }
    if ((cloned && ftruncate(fd, 0) < 0) || !write_pieces(fd, text, nothing)) {
        return FILE_TEXT_FAILED;
    }
    return FILE_TEXT_SAME;
}
