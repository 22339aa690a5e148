/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/base/mapping.h"

#include <assert.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

struct mapping {
    _Atomic(const uint8_t *) start; /* NULL: this place of the table is free */
    size_t length;
    const char *path;
    int fd;
};

/* In a table of fixed size, so that the signal handler can look through it whatever the program is
 * doing: `start` is set last and cleared first. */
static struct mapping mappings[MAPPINGS_MAX];
static pthread_mutex_t mappings_mutex = PTHREAD_MUTEX_INITIALIZER;

/* What was to be done with SIGBUS before the first mapping. */
static struct sigaction action_before;

static const struct mapping *mapping_around(const uint8_t *address)
{
    for (size_t i = 0; i < MAPPINGS_MAX; i++) {
        const uint8_t *start = atomic_load(&mappings[i].start);
        if (start != NULL && address >= start && (size_t)(address - start) < mappings[i].length) {
            return &mappings[i];
        }
    }
    return NULL;
}

/* Nothing but what POSIX lets a handler do. No byte of a path may move a terminal's cursor. */
static void print_path(const char *path)
{
    char shown[PATH_MAX];
    size_t length = 0;
    for (; path[length] != '\0' && length < sizeof(shown); length++) {
        shown[length] = '?';
        if (path[length] >= ' ' && path[length] < 0x7f) {
            shown[length] = path[length];
        }
    }
    (void)!write(STDERR_FILENO, shown, length);
}

static void bus_error(int number, siginfo_t *info, void *context)
{
    static const char program[] = "zonetidy: ";
    static const char reason[] =
        ": it became shorter, or its disk failed, while it was being read\n";
    (void)number;
    (void)context;
    const struct mapping *mapping = mapping_around(info->si_addr);
    if (mapping == NULL) {
        /* Not ours: the same access fails again behind the return, as it would have. */
        sigaction(SIGBUS, &action_before, NULL);
        return;
    }
    (void)!write(STDERR_FILENO, program, sizeof(program) - 1);
    print_path(mapping->path);
    (void)!write(STDERR_FILENO, reason, sizeof(reason) - 1);
    _exit(MAPPING_EXIT_STATUS);
}

static void handler_install(void)
{
    static bool installed;
    if (!installed) {
        struct sigaction action = {.sa_sigaction = bus_error, .sa_flags = SA_SIGINFO};
        sigemptyset(&action.sa_mask);
        sigaction(SIGBUS, &action, &action_before);
        installed = true;
    }
}

static struct mapping *mapping_place(void)
{
    for (size_t i = 0; i < MAPPINGS_MAX; i++) {
        if (atomic_load(&mappings[i].start) == NULL) {
            return &mappings[i];
        }
    }
    return NULL;
}

struct mapping *mapping_new(int fd, size_t length, const char *path)
{
    assert(length > 0);
    pthread_mutex_lock(&mappings_mutex);
    struct mapping *mapping = mapping_place();
    if (mapping != NULL) {
        void *start = mmap(NULL, length, PROT_READ, MAP_PRIVATE, fd, 0);
        if (start == MAP_FAILED) {
            mapping = NULL;
        } else {
            handler_install();
            mapping->length = length;
            mapping->path = path;
            mapping->fd = fd;
            atomic_store(&mapping->start, start);
        }
    }
    pthread_mutex_unlock(&mappings_mutex);
    return mapping;
}

/* The address as mmap() gave it. */
static void *writable_address(const uint8_t *address)
{
    union {
        const uint8_t *read;
        void *any;
    } both = {.read = address};
    return both.any;
}

void mapping_free(struct mapping *mapping)
{
    if (mapping == NULL) {
        return;
    }
    munmap(writable_address(atomic_load(&mapping->start)), mapping->length);
    close(mapping->fd);
    pthread_mutex_lock(&mappings_mutex);
    atomic_store(&mapping->start, NULL);
    pthread_mutex_unlock(&mappings_mutex);
}

struct bytes mapping_bytes(const struct mapping *mapping)
{
    return (struct bytes){atomic_load(&mapping->start), mapping->length};
}

int mapping_descriptor(const struct mapping *mapping)
{
    return mapping->fd;
}

void mapping_release(const struct mapping *mapping, size_t start, size_t end)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t first = (start + page - 1) / page * page;
    size_t behind = end == mapping->length ? end : end / page * page;
    assert(start <= end && end <= mapping->length);
    if (first < behind) {
        madvise(writable_address(atomic_load(&mapping->start) + first), behind - first,
                MADV_DONTNEED);
    }
}
