/* SPDX-License-Identifier: BSD-3-Clause */
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>

#include "fixers/file_text.h"
#include "tests/support/temporary_folder.h"
#include "zones/base/memory.h"

/* The calls below stand in for those of the C library in this program. File systems that share
 * blocks are rare where tests run: here, sharing is copying. */

enum { PIECE = 1024 * 1024 };

static struct {
    size_t bytes_max;     /* that one call moves; 0: as many as it likes */
    bool interrupted;     /* every other call is */
    int write_error;      /* errno of the write that goes on from `write_error_at` */
    off_t write_error_at; /* -1: none */
    int read_error;
    int truncate_error;
    int clone_error; /* 0: sharing works */
    unsigned clones; /* attempts */
    uint64_t written;
} calls;

static bool is_interrupted(void)
{
    static bool odd;
    odd = calls.interrupted && !odd;
    if (odd) {
        errno = EINTR;
    }
    return odd;
}

static size_t moved(size_t bytes)
{
    return calls.bytes_max != 0 && bytes > calls.bytes_max ? calls.bytes_max : bytes;
}

ssize_t pwrite(int fd, const void *buf, size_t n, off_t offset)
{
    if (is_interrupted()) {
        return -1;
    }
    if (calls.write_error_at >= 0 && offset >= calls.write_error_at) {
        errno = calls.write_error;
        return -1;
    }
    ssize_t count = syscall(SYS_pwrite64, fd, buf, moved(n), offset);
    calls.written += count > 0 ? (uint64_t)count : 0;
    return count;
}

ssize_t pread(int fd, void *buf, size_t nbytes, off_t offset)
{
    if (is_interrupted()) {
        return -1;
    }
    if (calls.read_error != 0) {
        errno = calls.read_error;
        return -1;
    }
    return syscall(SYS_pread64, fd, buf, moved(nbytes), offset);
}

int ftruncate(int fd, off_t length)
{
    if (calls.truncate_error != 0) {
        errno = calls.truncate_error;
        return -1;
    }
    return (int)syscall(SYS_ftruncate, fd, length);
}

int ioctl(int fd, unsigned long request, ...)
{
    va_list arguments;
    va_start(arguments, request);
    int from = va_arg(arguments, int);
    va_end(arguments);
    assert_int_equal(request, FICLONE);
    calls.clones++;
    if (calls.clone_error != 0) {
        errno = calls.clone_error;
        return -1;
    }
    off_t at = 0;
    while (syscall(SYS_sendfile, fd, from, &at, (size_t)PIECE) > 0) {
    }
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    return 0;
}

static struct temporary_folder folder;

/* It has no name any more: the folder can be removed at once. */
static int file_new(void)
{
    const char *path = temporary_path(&folder, "file");
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(unlink(path), 0);
    return fd;
}

/* A file that is replaced: what was read of it, what it holds by now, and its successor. */
static struct {
    uint8_t *read;
    uint8_t *wanted;
    int original;
    int fd;
} file;

static int file_make(void **state)
{
    (void)state;
    memset(&calls, 0, sizeof(calls));
    calls.write_error_at = -1;
    file.read = memory_get(8 * PIECE);
    file.wanted = memory_get(8 * PIECE);
    for (size_t i = 0; i < 8 * PIECE; i++) {
        file.read[i] = file.wanted[i] = (uint8_t)("zone file\n"[i % 10] + (int)(i / PIECE));
    }
    temporary_folder_make(&folder);
    file.original = file_new();
    file.fd = file_new();
    temporary_folder_remove(&folder);
    return 0;
}

static int file_remove(void **state)
{
    (void)state;
    free(file.read);
    free(file.wanted);
    return close(file.original) == 0 && close(file.fd) == 0 ? 0 : -1;
}

static void original_holds(size_t length)
{
    assert_int_equal(ftruncate(file.original, 0), 0);
    for (size_t at = 0; at < length;) {
        ssize_t count = syscall(SYS_pwrite64, file.original, file.read + at, length - at, at);
        assert_true(count > 0);
        at += (size_t)count;
    }
}

/* `length` bytes of what is wanted, over an original of which `read` bytes were read. */
static enum file_text write_text(size_t length, size_t read)
{
    calls.written = 0;
    return file_text_write(file.fd, (struct bytes){file.wanted, length}, file.original,
                           (struct bytes){file.read, read});
}

static void assert_written(size_t length, size_t read)
{
    assert_int_equal(ftruncate(file.fd, 0), 0);
    assert_int_equal(write_text(length, read), FILE_TEXT_SAME);
    assert_int_equal(file_text_compare(file.fd, (struct bytes){file.wanted, length}),
                     FILE_TEXT_SAME);
}

static void a_text_of_any_length_is_written(void **state)
{
    (void)state;
    static const size_t lengths[] = {0,     1,         10,        PIECE - 1,
                                     PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 7};
    for (size_t clone = 0; clone < 2; clone++) {
        calls.clone_error = clone == 0 ? EOPNOTSUPP : 0;
        for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
            for (size_t k = 0; k < sizeof(lengths) / sizeof(lengths[0]); k++) {
                original_holds(lengths[k]);
                assert_written(lengths[i], lengths[k]);
            }
        }
    }
}

static void calls_that_move_few_bytes_are_repeated(void **state)
{
    (void)state;
    calls.bytes_max = 4093;
    calls.interrupted = true;
    original_holds(3 * PIECE);
    file.wanted[PIECE] = '!';
    assert_written(3 * PIECE, 3 * PIECE);
    calls.clone_error = EOPNOTSUPP;
    assert_written(3 * PIECE, 3 * PIECE);
}

static void a_file_system_that_cannot_share_is_written_to(void **state)
{
    (void)state;
    static const int numbers[] = {EOPNOTSUPP, EXDEV, EINVAL, ENOSYS, ENOTTY, EPERM, EIO, EBADF};
    original_holds(2 * PIECE);
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        calls.clone_error = numbers[i];
        assert_written(2 * PIECE, 2 * PIECE);
        assert_int_equal(calls.written, 2 * PIECE);
    }
}

static void what_stays_in_its_place_is_shared(void **state)
{
    (void)state;
    original_holds(7 * PIECE);
    assert_written(7 * PIECE, 7 * PIECE);
    assert_int_equal(calls.written, 0);
    file.wanted[7] = '!';
    file.wanted[3 * PIECE] = '!';
    assert_written(7 * PIECE, 7 * PIECE);
    assert_int_equal(calls.written, 2 * PIECE);
    assert_written(7 * PIECE - 100, 7 * PIECE); /* bytes at the end are gone */
    assert_int_equal(calls.written, 3 * PIECE - 100);
    assert_written(7 * PIECE + 100, 7 * PIECE); /* more bytes at the end */
    assert_int_equal(calls.written, 2 * PIECE + 100);
}

static void a_text_that_moves_is_written_whole(void **state)
{
    (void)state;
    original_holds(4 * PIECE);
    memmove(file.wanted + PIECE + 1, file.wanted + PIECE, 3 * PIECE);
    assert_written(4 * PIECE + 1, 4 * PIECE);
    assert_int_equal(calls.written, 4 * PIECE + 1);
    assert_int_equal(calls.clones, 1);
}

static void nothing_is_shared_for_a_small_text(void **state)
{
    (void)state;
    original_holds(PIECE - 1);
    assert_written(PIECE - 1, PIECE - 1);
    assert_int_equal(calls.clones, 0);
}

/* The original takes up an extent of the new file as it is at that moment, not as it was read. */
static void an_original_that_changed_is_noticed(void **state)
{
    (void)state;
    static const struct {
        size_t length;
        size_t changed; /* the byte; the length: none */
    } nows[] = {
        {3 * PIECE, 2 * PIECE + 5},
        {3 * PIECE, 3 * PIECE - 1},
        {3 * PIECE, 2 * PIECE},
        {2 * PIECE, 2 * PIECE},
        {0, 0},
    };
    file.wanted[7] = '!';
    for (size_t i = 0; i < sizeof(nows) / sizeof(nows[0]); i++) {
        original_holds(nows[i].length);
        if (nows[i].changed < nows[i].length) {
            assert_int_equal(syscall(SYS_pwrite64, file.original, "?", 1, nows[i].changed), 1);
        }
        assert_int_equal(ftruncate(file.fd, 0), 0);
        assert_int_equal(write_text(3 * PIECE, 3 * PIECE), FILE_TEXT_OTHER);
    }
    /* What is written over it, or cut off, does not matter to the new file. */
    original_holds(5 * PIECE);
    assert_int_equal(syscall(SYS_pwrite64, file.original, "?", 1, 8), 1);
    assert_written(3 * PIECE, 3 * PIECE);
}

static void a_failure_is_told(void **state)
{
    (void)state;
    original_holds(3 * PIECE);
    calls.write_error = ENOSPC;
    calls.write_error_at = 2 * PIECE;
    file.wanted[2 * PIECE] = '!';
    assert_int_equal(write_text(3 * PIECE, 3 * PIECE), FILE_TEXT_FAILED);
    assert_int_equal(errno, ENOSPC);
    calls.clone_error = EOPNOTSUPP;
    assert_int_equal(write_text(3 * PIECE, 3 * PIECE), FILE_TEXT_FAILED);
    assert_int_equal(errno, ENOSPC);
    calls.write_error_at = -1;
    calls.clone_error = 0;
    calls.truncate_error = EFBIG;
    assert_int_equal(write_text(3 * PIECE, 3 * PIECE), FILE_TEXT_FAILED);
    assert_int_equal(errno, EFBIG);
    file.wanted[0] = '!';
    file.wanted[PIECE] = '!';
    assert_int_equal(write_text(3 * PIECE, 3 * PIECE), FILE_TEXT_FAILED);
    assert_int_equal(errno, EFBIG);
    memcpy(file.wanted, file.read, 3 * PIECE);
    calls.truncate_error = 0;
    calls.read_error = EIO;
    assert_int_equal(write_text(3 * PIECE, 3 * PIECE), FILE_TEXT_FAILED);
    assert_int_equal(errno, EIO);
}

static void a_text_is_compared_to_its_last_byte(void **state)
{
    (void)state;
    static const size_t lengths[] = {1, 65536, 65537, PIECE + 3};
    calls.bytes_max = 10007;
    for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
        size_t length = lengths[i];
        original_holds(length);
        struct bytes text = {file.wanted, length};
        assert_int_equal(file_text_compare(file.original, text), FILE_TEXT_SAME);
        text.length = length - 1;
        assert_int_equal(file_text_compare(file.original, text), FILE_TEXT_OTHER);
        text.length = length + 1;
        assert_int_equal(file_text_compare(file.original, text), FILE_TEXT_OTHER);
        text.length = length;
        file.wanted[length - 1] ^= 1;
        assert_int_equal(file_text_compare(file.original, text), FILE_TEXT_OTHER);
        file.wanted[length - 1] ^= 1;
    }
    calls.read_error = EIO;
    assert_int_equal(file_text_compare(file.original, (struct bytes){file.wanted, 1}),
                     FILE_TEXT_FAILED);
}

static void a_hole_holds_zeros(void **state)
{
    (void)state;
    memset(file.read, 0, 2 * PIECE);
    memset(file.wanted, 0, 2 * PIECE);
    file.wanted[0] = '!';
    assert_int_equal(ftruncate(file.original, 2 * PIECE), 0);
    assert_written(2 * PIECE, 2 * PIECE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_text_of_any_length_is_written, file_make, file_remove),
        cmocka_unit_test_setup_teardown(calls_that_move_few_bytes_are_repeated, file_make,
                                        file_remove),
        cmocka_unit_test_setup_teardown(a_file_system_that_cannot_share_is_written_to, file_make,
                                        file_remove),
        cmocka_unit_test_setup_teardown(what_stays_in_its_place_is_shared, file_make, file_remove),
        cmocka_unit_test_setup_teardown(a_text_that_moves_is_written_whole, file_make, file_remove),
        cmocka_unit_test_setup_teardown(nothing_is_shared_for_a_small_text, file_make, file_remove),
        cmocka_unit_test_setup_teardown(an_original_that_changed_is_noticed, file_make,
                                        file_remove),
        cmocka_unit_test_setup_teardown(a_failure_is_told, file_make, file_remove),
        cmocka_unit_test_setup_teardown(a_text_is_compared_to_its_last_byte, file_make,
                                        file_remove),
        cmocka_unit_test_setup_teardown(a_hole_holds_zeros, file_make, file_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
