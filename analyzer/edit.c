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

bool edit_lines_stand_together(const struct edit *a, const struct edit *b)
{
    return a->adds_lines && b->adds_lines && a->span.source == b->span.source &&
           a->span.start == b->span.start;
}

bool edit_meets(const struct edit *a, const struct edit *b)
{
    if (a->span.source != b->span.source || edit_lines_stand_together(a, b)) {
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

static int texts_compare(struct bytes a, struct bytes b)
{
    size_t length = a.length < b.length ? a.length : b.length;
    int order = length == 0 ? 0 : memcmp(a.data, b.data, length);
    return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

int edit_compare(const struct edit *a, const struct edit *b)
{
    if (a->span.source != b->span.source) {
        return a->span.source < b->span.source ? -1 : 1;
    }
    if (a->span.start != b->span.start) {
        return a->span.start < b->span.start ? -1 : 1;
    }
    if (edit_lines_stand_together(a, b)) {
        return texts_compare(a->text, b->text);
    }
    return (a->span.length > b->span.length) - (a->span.length < b->span.length);
}
