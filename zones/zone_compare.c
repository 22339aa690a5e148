/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/zone_compare.h"

static bool spans_are_equal(struct span a, struct span b)
{
    return a.start == b.start && a.length == b.length && a.source == b.source;
}

static bool heads_are_equal(const struct zone *a, const struct zone *b)
{
    return name_equal(a->apex, b->apex) && a->view == b->view && a->class == b->class &&
           a->name_from == b->name_from && a->kind == b->kind && a->dynamic == b->dynamic &&
           a->complete == b->complete && a->claimed_twice == b->claimed_twice &&
           a->source == b->source && a->soa == b->soa && a->apex_node == b->apex_node &&
           a->types == b->types && a->flaws_left_out == b->flaws_left_out &&
           a->inclusions == b->inclusions;
}

static bool records_are_equal(const struct zone *a, const struct zone *b)
{
    if (a->records.count != b->records.count) {
        return false;
    }
    for (size_t i = 0; i < a->records.count; i++) {
        const struct record *x = &a->records.items[i];
        const struct record *y = &b->records.items[i];
        uint8_t room_x[RDATA_ROOM_BYTES];
        uint8_t room_y[RDATA_ROOM_BYTES];
        if (x->owner != y->owner || x->ttl_seconds != y->ttl_seconds || x->next != y->next ||
            record_start(x) != record_start(y) || x->type != y->type || x->flags != y->flags ||
            !bytes_equal(record_wire(a, x, room_x), record_wire(b, y, room_y))) {
            return false;
        }
    }
    return true;
}

static bool nodes_are_equal(const struct zone *a, const struct zone *b)
{
    if (a->nodes.count != b->nodes.count) {
        return false;
    }
    for (size_t i = 0; i < a->nodes.count; i++) {
        const struct node *x = &a->nodes.items[i];
        const struct node *y = &b->nodes.items[i];
        const struct name *name_x = node_name(a, x);
        const struct name *name_y = node_name(b, y);
        if (!name_equal(name_x, name_y) || name_x->node != i || name_y->node != i ||
            x->first != y->first || x->parent != y->parent || x->types != y->types ||
            x->flags != y->flags) {
            return false;
        }
    }
    return true;
}

static bool scopes_are_equal(const struct zone *a, const struct zone *b)
{
    if (a->scopes.count != b->scopes.count || a->stretches.count != b->stretches.count) {
        return false;
    }
    for (size_t i = 0; i < a->scopes.count; i++) {
        const struct scope *x = &a->scopes.items[i];
        const struct scope *y = &b->scopes.items[i];
        if (x->source != y->source || x->parent != y->parent ||
            !spans_are_equal(x->include, y->include) || !name_equal(x->origin, y->origin) ||
            x->inclusion != y->inclusion || x->ttl_default != y->ttl_default ||
            x->has_ttl_default != y->has_ttl_default) {
            return false;
        }
    }
    for (size_t i = 0; i < a->stretches.count; i++) {
        if (a->stretches.items[i].first != b->stretches.items[i].first ||
            a->stretches.items[i].scope != b->stretches.items[i].scope) {
            return false;
        }
    }
    return true;
}

static bool flaws_are_equal(const struct zone *a, const struct zone *b)
{
    if (a->flaws.count != b->flaws.count) {
        return false;
    }
    for (size_t i = 0; i < a->flaws.count; i++) {
        const struct flaw *x = &a->flaws.items[i];
        const struct flaw *y = &b->flaws.items[i];
        if (x->kind != y->kind || x->scope != y->scope || !spans_are_equal(x->span, y->span) ||
            !spans_are_equal(x->entry, y->entry) || (x->detail == NULL) != (y->detail == NULL) ||
            (x->detail != NULL && strcmp(x->detail, y->detail) != 0)) {
            return false;
        }
    }
    return true;
}

const char *zone_difference(const struct zone *a, const struct zone *b)
{
    static const struct {
        bool (*are_equal)(const struct zone *, const struct zone *);
        const char *what;
    } parts[] = {
        {heads_are_equal, "the zone itself"}, {records_are_equal, "its records"},
        {nodes_are_equal, "its nodes"},       {scopes_are_equal, "its scopes"},
        {flaws_are_equal, "its flaws"},
    };
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (!parts[i].are_equal(a, b)) {
            return parts[i].what;
        }
    }
    return NULL;
}
