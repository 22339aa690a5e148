/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/edit.h"

const char *fix_safety_text(enum fix_safety safety)
{
    switch (safety) {
    case FIX_UNSAFE:
        return "unsafe";
    case FIX_SAFE:
        return "safe";
    case FIX_NONE:
        break;
    }
    return "none";
}

bool edit_equal(const struct edit *a, const struct edit *b)
{
    return a->span.source == b->span.source && a->span.start == b->span.start &&
           a->span.length == b->span.length && bytes_equal(a->text, b->text);
}

bool edit_meets(const struct edit *a, const struct edit *b)
{
    if (a->span.source != b->span.source) {
        return false;
    }
    if (a->span.start == b->span.start) {
        /* An insertion in front of replaced bytes stays in front of them in either order. */
        return (a->span.length == 0) == (b->span.length == 0);
    }
    const struct edit *first = a->span.start < b->span.start ? a : b;
    const struct edit *second = first == a ? b : a;
    return second->span.start - first->span.start < first->span.length;
}

int edit_compare(const struct edit *a, const struct edit *b)
{
    if (a->span.source != b->span.source) {
        return a->span.source < b->span.source ? -1 : 1;
    }
    if (a->span.start != b->span.start) {
        return a->span.start < b->span.start ? -1 : 1;
    }
    return (a->span.length > b->span.length) - (a->span.length < b->span.length);
}
