/* SPDX-License-Identifier: BSD-3-Clause */
/* Any bytes are the same tokens and entries to every kernel of the scanner, and to a reader that
 * looks at one byte after the other; also when reading begins in the middle. */
#include <assert.h>

#include "tests/support/scan_mistake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes text = {data, size};
    assert(scan_mistake(text, 0) == NULL);
    assert(scan_mistake(text, size / 2) == NULL);
    assert(scan_mistake(text, size) == NULL);
    return 0;
}
