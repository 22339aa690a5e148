/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/scan.h"

#include <stdatomic.h>

#include "zones/base/buffer.h"

static bool runs_everywhere(void)
{
    return true;
}

#if defined(__x86_64__)
static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2");
}
#endif

/* SSE2 is a part of x86-64 itself. */
const struct scan_kernel scan_kernels[] = {
#if defined(__x86_64__)
    {"avx2", scan_classify_avx2, has_avx2},
    {"sse2", scan_classify_sse2, runs_everywhere},
#endif
    {"portable", scan_classify_portable, runs_everywhere},
};

const size_t scan_kernel_count = sizeof(scan_kernels) / sizeof(scan_kernels[0]);

static void classify_first(const uint8_t *block, uint64_t sets[SCAN_SETS]);

/* Threads that come first at the same time find the same kernel, so it does not matter which of
 * them stores it, and nothing else is published by it. */
static void (*_Atomic selected)(const uint8_t *block, uint64_t sets[SCAN_SETS]) = classify_first;

/* Stands where the kernel will stand, so that later calls need not ask whether one was selected. */
static void classify_first(const uint8_t *block, uint64_t sets[SCAN_SETS])
{
    const struct scan_kernel *kernel = scan_kernels;
    while (!kernel->runs_here()) {
        kernel++;
    }
    atomic_store_explicit(&selected, kernel->classify, memory_order_relaxed);
    kernel->classify(block, sets);
}

void scan_classify(const uint8_t *block, uint64_t sets[SCAN_SETS])
{
    atomic_load_explicit(&selected, memory_order_relaxed)(block, sets);
}

static enum status unknown_kernel(const char *name, struct error *error)
{
    struct buffer names = {0};
    for (size_t i = 0; i < scan_kernel_count; i++) {
        buffer_add_format(&names, "%s%s", i == 0 ? "" : ", ", scan_kernels[i].name);
    }
    error_set(error, "'%s' is none of: %s", name, buffer_string(&names));
    buffer_free(&names);
    return STATUS_FAILED;
}

enum status scan_select(const char *name, struct error *error)
{
    for (size_t i = 0; i < scan_kernel_count; i++) {
        const struct scan_kernel *kernel = &scan_kernels[i];
        if (strcmp(kernel->name, name) != 0) {
            continue;
        }
        if (!kernel->runs_here()) {
            return error_set(error, "this processor has no %s", name);
        }
        atomic_store_explicit(&selected, kernel->classify, memory_order_relaxed);
        return STATUS_OK;
    }
    return unknown_kernel(name, error);
}
