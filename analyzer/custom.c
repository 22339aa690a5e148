/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/custom.h"

#include "analyzer/custom_sieve.h"
#include "zones/base/memory.h"

/* ---- What a thread matches with */

static struct custom_room *room_new(const struct custom_rows *rows)
{
    struct custom_room *room = memory_get_zeroed(1, sizeof(*room));
    room->rows = rows;
    room->regex = regex_room_new();
    return room;
}

void custom_room_free(struct custom_room *room)
{
    if (room == NULL) {
        return;
    }
    custom_sieves_free(room->sieves);
    VECTOR_FREE(&room->searches);
    buffer_free(&room->text);
    regex_room_free(room->regex);
    free(room);
}

static inline struct custom_room *room_of(struct check *check, const struct custom_rows *rows)
{
    if (check->custom == NULL || check->custom->rows != rows) {
        custom_room_free(check->custom);
        check->custom = room_new(rows);
    }
    return check->custom;
}

static void room_turn_to(struct custom_room *room,
                         const struct zone *zone,
                         const struct record *record)
{
    if (room->zone != zone) {
        room->zone = zone;
        room->apex_length = 0;
        room->searches.count = 0;
        room->record = NULL;
        room->owner = (struct owner){0};
    }
    if (room->record != record) {
        room->record = record;
        room->wire.data = NULL;
        room->text_field = CUSTOM_TEXT_NONE;
        room->has_facts = false;
    }
}

/* ---- Judgement */

/* What is required is missing only where that is proven, and what is forbidden is there only where
 * that is; whoever may be excepted is. */
static void judge(const struct custom_view *view)
{
    const struct custom_rule *rule = view->rule;
    if (rule->unless.count > 0 && custom_conditions_hold(view, rule->unless, true)) {
        return;
    }
    for (size_t i = 0; i < rule->require.count; i++) {
        if (!custom_condition_holds(view, &rule->require.items[i], true)) {
            custom_report(view, &rule->require.items[i]);
            return;
        }
    }
    if (rule->forbid.count > 0 && custom_conditions_hold(view, rule->forbid, false)) {
        /* The last is the one that costs most to look at, and mostly the point of the rule. */
        custom_report(view, &rule->forbid.items[rule->forbid.count - 1]);
    }
}

static struct custom_row *row_of(const struct check *check)
{
    const struct custom_row *row = (const struct custom_row *)check->rule;
    return &row->rows->items[row->index];
}

static void look(const struct custom_view *view)
{
    if (!custom_conditions_hold(view, view->rule->match, false)) {
        return;
    }
    if (view->row->rows->counts_selected) {
        atomic_fetch_add_explicit(&view->row->selected, 1, memory_order_relaxed);
    }
    judge(view);
}

static void run_record(struct check *check, const struct zone *zone, const struct record *record)
{
    struct custom_row *row = row_of(check);
    struct custom_room *room = room_of(check, row->rows);
    size_t type = custom_rule_type(row->custom, record->type);
    if (type != SIZE_MAX) {
        struct custom_view view = {check, room, row, row->custom, zone, record, type};
        room_turn_to(room, zone, record);
        look(&view);
    }
}

static void run_zone(struct check *check, const struct zone *zone)
{
    struct custom_row *row = row_of(check);
    struct custom_room *room = room_of(check, row->rows);
    struct custom_view view = {check, room, row, row->custom, zone, NULL, 0};
    room_turn_to(room, zone, NULL);
    look(&view);
}

/* ---- Groups */

struct custom_group {
    struct rule rule; /* first, so that a group is found by it */
    const struct custom_rows *rows;
    int first_number; /* of the first row, in the vocabulary of the policy */
    bool is_on[];     /* one for each row */
};

static void look_with_items(const struct custom_group *group,
                            struct custom_view *view,
                            const struct sieve_item *items,
                            size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct sieve_item *item = &items[i];
        custom_view_turn_to(view, item);
        if (item->condition == NULL ||
            custom_condition_holds(view, item->condition, !item->wanted) == item->wanted) {
            view->check->rule = &view->row->rule;
            view->check->rule_number = group->first_number + (int)item->row;
            look(view);
        }
    }
}

static void run_group(struct check *check, const struct zone *zone, const struct record *record)
{
    const struct custom_group *group = (const struct custom_group *)check->rule;
    struct custom_room *room = room_of(check, group->rows);
    struct custom_view view = {.check = check, .room = room, .zone = zone, .record = record};
    room_turn_to(room, zone, record);
    if (room->sieves == NULL) {
        room->sieves = memory_get_zeroed(1, sizeof(*room->sieves));
    }
    struct sieve_list *list = custom_sieve_list(room->sieves, &view, group->is_on);
    bool asks_host = sieve_asks_host(list);
    if (asks_host) {
        sieve_expect_host(list, &view);
    }
    if (list->items.count > 0) {
        look_with_items(group, &view, list->items.items, list->items.count);
    }
    for (size_t i = 0; i < list->groups.count; i++) {
        struct sieve_group *same = &list->groups.items[i];
        if (sieve_group_passes(same, &view)) {
            look_with_items(group, &view, same->items.items, same->items.count);
        }
    }
    if (sieve_owner_passes(list, &view)) {
        look_with_items(group, &view, list->by_owner.items.items, list->by_owner.items.count);
    }
    if (asks_host && !sieve_host_is_dull(list, &view)) {
        look_with_items(group, &view, list->host_items.items, list->host_items.count);
        look_with_items(group, &view, list->by_host.items.items, list->by_host.items.count);
    }
    check->rule = &group->rule;
}

struct custom_group *custom_group_new(struct custom_rows *rows, const bool *is_on, int first_number)
{
    size_t bytes = rows->count * sizeof(is_on[0]);
    struct custom_group *group = memory_get(sizeof(*group) + bytes);
    *group = (struct custom_group){
        .rule =
            {
                .name = "custom",
                .scope = RULE_RECORD,
                .summary = "the custom rules of the policy",
                .references = "",
                .run.record = run_group,
            },
        .rows = rows,
        .first_number = first_number,
    };
    for (size_t i = 0; i < rows->count; i++) {
        group->is_on[i] = is_on[i];
        if (is_on[i]) {
            group->rule.types |= rows->items[i].rule.types;
        }
    }
    return group;
}

void custom_group_free(struct custom_group *group)
{
    free(group);
}

const struct rule *custom_group_rule(const struct custom_group *group)
{
    return &group->rule;
}

/* ---- Rows */

static enum fix_safety fix_of(const struct custom_rule *custom)
{
    if (custom->fix.kind == CUSTOM_FIX_NOTHING) {
        return FIX_NONE;
    }
    return custom->fix.is_safe ? FIX_SAFE : FIX_UNSAFE;
}

static struct rule rule_of(const struct custom_rule *custom)
{
    struct rule rule = {
        .name = custom->name,
        .scope = custom->each_zone ? RULE_ZONE : RULE_RECORD,
        .types = custom->each_zone ? 0 : custom->types_mask,
        .family = "custom",
        .severity = custom->severity,
        .fix = fix_of(custom),
        .summary = custom->summary,
        .references = custom->docs == NULL ? "" : custom->docs,
    };
    if (custom->each_zone) {
        rule.run.zone = run_zone;
    } else {
        rule.run.record = run_record;
    }
    return rule;
}

struct custom_rows *custom_rows_new(const struct custom_rule *rules, size_t count)
{
    struct custom_rows *rows = memory_get(sizeof(*rows));
    *rows = (struct custom_rows){
        .items = memory_get_zeroed(count + 1, sizeof(struct custom_row)),
        .count = count,
    };
    for (size_t i = 0; i < count; i++) {
        struct custom_row *row = &rows->items[i];
        row->rule = rule_of(&rules[i]);
        row->custom = &rules[i];
        row->rows = rows;
        row->index = i;
    }
    return rows;
}

void custom_rows_free(struct custom_rows *rows)
{
    if (rows == NULL) {
        return;
    }
    free(rows->items);
    free(rows);
}

size_t custom_rows_count(const struct custom_rows *rows)
{
    return rows->count;
}

const struct rule *custom_rows_at(const struct custom_rows *rows, size_t index)
{
    assert(index < rows->count);
    return &rows->items[index].rule;
}

void custom_rows_count_selected(struct custom_rows *rows)
{
    rows->counts_selected = true;
}

uint64_t custom_rows_selected(const struct custom_rows *rows, size_t index)
{
    assert(index < rows->count);
    return atomic_load(&rows->items[index].selected);
}

bool custom_rows_was_costly(const struct custom_rows *rows, size_t index)
{
    assert(index < rows->count);
    return atomic_load(&rows->items[index].costly);
}
