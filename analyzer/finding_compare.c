/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/finding_compare.h"

static bool strings_are_equal(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool spans_are_equal(struct span a, struct span b)
{
    return a.start == b.start && a.length == b.length && a.source == b.source;
}

static bool subjects_are_equal(const struct subject *a, const struct subject *b)
{
    return a->zone == b->zone && a->type == b->type && strings_are_equal(a->owner, b->owner);
}

static bool heads_are_equal(const struct finding *a, const struct finding *b)
{
    return a->rule == b->rule && a->severity == b->severity && a->zone == b->zone &&
           strings_are_equal(a->owner, b->owner) && a->type == b->type &&
           spans_are_equal(a->span, b->span) && a->fingerprint == b->fingerprint &&
           subjects_are_equal(&a->subject, &b->subject) && a->aside == b->aside &&
           strings_are_equal(a->aside_reason, b->aside_reason);
}

static bool words_are_equal(const struct finding *a, const struct finding *b)
{
    bool equal =
        strings_are_equal(a->message, b->message) && strings_are_equal(a->label, b->label) &&
        strings_are_equal(a->why, b->why) && strings_are_equal(a->help, b->help) &&
        strings_are_equal(a->references, b->references) &&
        strings_are_equal(a->fix_refused, b->fix_refused) && a->notes.count == b->notes.count;
    for (size_t i = 0; equal && i < a->notes.count; i++) {
        equal = strings_are_equal(a->notes.items[i], b->notes.items[i]);
    }
    return equal;
}

static bool relations_are_equal(const struct finding *a, const struct finding *b)
{
    bool equal = a->related.count == b->related.count;
    for (size_t i = 0; equal && i < a->related.count; i++) {
        const struct related *x = &a->related.items[i];
        const struct related *y = &b->related.items[i];
        equal = strings_are_equal(x->message, y->message) && spans_are_equal(x->span, y->span) &&
                x->zone == y->zone;
    }
    return equal;
}

static bool changes_are_equal(const struct change *a, const struct change *b)
{
    return a->added == b->added && a->edit == b->edit && a->zone == b->zone &&
           name_equal(a->owner, b->owner) && a->type == b->type &&
           a->ttl_seconds == b->ttl_seconds && bytes_equal(a->data, b->data);
}

static bool fixes_are_equal(const struct finding *finding_a, const struct finding *finding_b)
{
    const struct fix *a = finding_a->fix;
    const struct fix *b = finding_b->fix;
    if (a == NULL || b == NULL) {
        return a == b;
    }
    bool equal = strings_are_equal(a->title, b->title) && a->safety == b->safety &&
                 strings_are_equal(a->unsafe_because, b->unsafe_because) &&
                 spans_are_equal(a->entry, b->entry) && a->is_template == b->is_template &&
                 a->is_shared == b->is_shared && a->edits.count == b->edits.count &&
                 a->changes.count == b->changes.count;
    for (size_t i = 0; equal && i < a->edits.count; i++) {
        const struct edit *x = &a->edits.items[i];
        const struct edit *y = &b->edits.items[i];
        equal = edit_equal(x, y) && x->adds_lines == y->adds_lines &&
                bytes_equal(x->expected, y->expected);
    }
    for (size_t i = 0; equal && i < a->changes.count; i++) {
        equal = changes_are_equal(&a->changes.items[i], &b->changes.items[i]);
    }
    return equal;
}

const char *findings_difference(const struct findings *a, const struct findings *b)
{
    static const struct {
        bool (*are_equal)(const struct finding *, const struct finding *);
        const char *what;
    } parts[] = {
        {heads_are_equal, "what a finding is about"},
        {words_are_equal, "the words of a finding"},
        {relations_are_equal, "the places of a finding"},
        {fixes_are_equal, "the fix of a finding"},
    };
    if (a->items.count != b->items.count) {
        return "their number";
    }
    if (a->unknown_targets != b->unknown_targets) {
        return "the number of unknown names";
    }
    for (size_t i = 0; i < a->items.count; i++) {
        if (i > 0 && (a->items.items[i]->fix == a->items.items[i - 1]->fix) !=
                         (b->items.items[i]->fix == b->items.items[i - 1]->fix)) {
            return "which findings share a fix";
        }
        for (size_t k = 0; k < sizeof(parts) / sizeof(parts[0]); k++) {
            if (!parts[k].are_equal(a->items.items[i], b->items.items[i])) {
                return parts[k].what;
            }
        }
    }
    return NULL;
}
