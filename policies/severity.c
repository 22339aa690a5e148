/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/severity.h"

#include <string.h>

static const char *const severity_texts[SEVERITY_COUNT] = {
    [SEVERITY_OFF] = "off",
    [SEVERITY_INFO] = "info",
    [SEVERITY_WARNING] = "warning",
    [SEVERITY_ERROR] = "error",
};

const char *severity_text(enum severity severity)
{
    return severity_texts[severity];
}

bool severity_from_text(const char *text, enum severity *ret_severity)
{
    for (int i = 0; i < SEVERITY_COUNT; i++) {
        if (strcmp(text, severity_texts[i]) == 0) {
            *ret_severity = (enum severity)i;
            return true;
        }
    }
    return false;
}
