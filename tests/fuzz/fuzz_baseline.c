/* SPDX-License-Identifier: BSD-3-Clause */
/* Any text as a baseline: there is a message with its place, or entries that come to the same when
 * they are written and read again. */
#include <assert.h>

#include "cli/baseline_json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The text of a baseline that is freed with it. */
static struct buffer write_and_free(struct baseline *baseline)
{
    struct buffer text = {0};
    baseline_to_json(baseline, &text);
    baseline_free(baseline);
    return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error error = {""};
    struct baseline *baseline = baseline_from_json((struct bytes){data, size}, "b", &error);
    if (baseline == NULL) {
        assert(strncmp(error.text, "b:", 2) == 0);
        assert(error.text[2] >= '1' && error.text[2] <= '9');
        return 0;
    }
    assert(error.text[0] == '\0');
    struct buffer once = write_and_free(baseline);
    baseline = baseline_from_json(buffer_bytes(&once), "b", &error);
    assert(baseline != NULL);
    struct buffer twice = write_and_free(baseline);
    assert(bytes_equal(buffer_bytes(&once), buffer_bytes(&twice)));
    buffer_free(&once);
    buffer_free(&twice);
    return 0;
}
