/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/failing_calls.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

struct fault faults[CALL_COUNT];
const char *shared_text;

static bool fault_comes(enum call call)
{
    struct fault *fault = &faults[call];
    fault->calls++;
    if (fault->before != NULL && fault->calls == fault->before_which) {
        fault->before();
    }
    if (fault->first != 0 && fault->calls >= fault->first &&
        fault->calls - fault->first < fault->count) {
        errno = fault->number;
        return true;
    }
    return false;
}

int renameat2(int oldfd, const char *old, int newfd, const char *new, unsigned flags)
{
    return fault_comes(CALL_EXCHANGE) ? -1
                                      : (int)syscall(SYS_renameat2, oldfd, old, newfd, new, flags);
}

int renameat(int oldfd, const char *old, int newfd, const char *new)
{
    return fault_comes(CALL_RENAME) ? -1 : (int)syscall(SYS_renameat2, oldfd, old, newfd, new, 0);
}

int linkat(int fromfd, const char *from, int tofd, const char *to, int flags)
{
    return fault_comes(CALL_LINK) ? -1 : (int)syscall(SYS_linkat, fromfd, from, tofd, to, flags);
}

int unlinkat(int fd, const char *name, int flag)
{
    return fault_comes(CALL_REMOVE) ? -1 : (int)syscall(SYS_unlinkat, fd, name, flag);
}

int fsync(int fd)
{
    return fault_comes(CALL_SYNC) ? -1 : (int)syscall(SYS_fsync, fd);
}

int fchown(int fd, uid_t owner, gid_t group)
{
    return fault_comes(CALL_OWNER) ? -1 : (int)syscall(SYS_fchown, fd, owner, group);
}

int fchmod(int fd, mode_t mode)
{
    return fault_comes(CALL_MODE) ? -1 : (int)syscall(SYS_fchmod, fd, mode);
}

int fsetxattr(int fd, const char *name, const void *value, size_t size, int flags)
{
    return fault_comes(CALL_ATTRIBUTE) ? -1
                                       : (int)syscall(SYS_fsetxattr, fd, name, value, size, flags);
}

int ioctl(int fd, unsigned long request, ...)
{
    va_list arguments;
    va_start(arguments, request);
    int from = va_arg(arguments, int);
    va_end(arguments);
    if (shared_text == NULL) {
        return (int)syscall(SYS_ioctl, fd, request, from);
    }
    size_t length = strlen(shared_text);
    return syscall(SYS_pwrite64, fd, shared_text, length, 0) == (ssize_t)length ? 0 : -1;
}
