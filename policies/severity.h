/* SPDX-License-Identifier: BSD-3-Clause */
#pragma once

#include <stdbool.h>

/** How much a finding matters. `off` means that the rule is not run. */
enum severity {
    SEVERITY_OFF,
    SEVERITY_INFO,
    SEVERITY_WARNING,
    SEVERITY_ERROR,
};

enum { SEVERITY_COUNT = SEVERITY_ERROR + 1 };

/** `off`, `info`, `warning`, `error`. */
const char *severity_text(enum severity severity);

/** Reads one of those words; false for any other. */
bool severity_from_text(const char *text, enum severity *ret_severity);
