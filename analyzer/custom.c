/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/custom.h"

#include "analyzer/custom_view.h"
#include "zones/base/memory.h"

/* ---- What a thread matches with */

static struct custom_room *room_new(const struct custom_rows *rows)
{
    size_t size = sizeof(struct custom_room) + rows->count * sizeof(struct custom_stay);
    struct custom_room *room = memory_get_zeroed(1, size);
    room->rows = rows;
    room->regex = regex_room_new();
    return room;
}

void custom_room_free(struct custom_room *room)
{
    if (room == NULL) {
        return;
    }
    VECTOR_FREE(&room->searches);
    buffer_free(&room->text);
    regex_room_free(room->regex);
    free(room);
}

static struct custom_room *room_of(struct check *check, const struct custom_rows *rows)
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
    }
    if (room->record != record) {
        room->record = record;
        room->has_owner = false;
        room->wire.data = NULL;
        room->text_field = CUSTOM_TEXT_NONE;
        room->has_facts = false;
    }
}

/* ---- Selection */

/* Which node the owner of a condition is, when it is one name. False when it may be several. */
static bool owner_is_node(const struct custom_condition *condition,
                          const struct zone *zone,
                          const struct node **ret_node)
{
    uint8_t wire[NAME_OCTETS_MAX];
    size_t length;
    if (condition->owner_count != 1 ||
        !owner_pattern_is_literal(condition->owners[0], zone->apex, wire, &length)) {
        return false;
    }
    const struct name *name =
        length == 0 ? NULL : name_table_find_wire(zone->names, (struct bytes){wire, length});
    *ret_node = name == NULL ? NULL : zone_own_node(zone, name);
    return true;
}

/* What the zone alone tells about a rule, found out once for all its records: most rules name zones
 * or an owner, and are done with a record as soon as its number is another one. */
static void stay_begin(struct custom_stay *stay, const struct custom_view *view)
{
    *stay = (struct custom_stay){.zone = view->zone};
    for (size_t i = 0; i < view->rule->match.count && !stay->idle; i++) {
        const struct custom_condition *condition = &view->rule->match.items[i];
        const struct node *node;
        if (condition->subject == CUSTOM_ZONE) {
            stay->idle = !custom_condition_holds(view, condition, false);
        } else if (condition->subject == CUSTOM_OWNER &&
                   owner_is_node(condition, view->zone, &node)) {
            stay->idle = node == NULL;
            stay->has_node = true;
            stay->node = node == NULL ? NODE_NONE : (uint32_t)(node - view->zone->nodes.items);
        }
    }
}

/* Zones are told by the stay. */
static bool match_selects(const struct custom_view *view)
{
    struct custom_conditions match = view->rule->match;
    for (size_t i = 0; i < match.count; i++) {
        if (match.items[i].subject != CUSTOM_ZONE &&
            !custom_condition_holds(view, &match.items[i], false)) {
            return false;
        }
    }
    if (view->row->rows->counts_selected) {
        atomic_fetch_add_explicit(&view->row->selected, 1, memory_order_relaxed);
    }
    return true;
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

static void run_record(struct check *check, const struct zone *zone, const struct record *record)
{
    struct custom_row *row = row_of(check);
    struct custom_room *room = room_of(check, row->rows);
    struct custom_stay *stay = &room->stays[row->index];
    size_t type = custom_rule_type(row->custom, record->type);
    if (type == SIZE_MAX ||
        (stay->zone == zone && (stay->idle || (stay->has_node && stay->node != record->owner)))) {
        return;
    }
    struct custom_view view = {check, room, row, row->custom, zone, record, type};
    room_turn_to(room, zone, record);
    if (stay->zone != zone) {
        stay_begin(stay, &view);
    }
    if (!stay->idle && match_selects(&view)) {
        judge(&view);
    }
}

static void run_zone(struct check *check, const struct zone *zone)
{
    struct custom_row *row = row_of(check);
    struct custom_room *room = room_of(check, row->rows);
    struct custom_view view = {check, room, row, row->custom, zone, NULL, 0};
    room_turn_to(room, zone, NULL);
    if (custom_conditions_hold(&view, row->custom->match, false)) {
        if (row->rows->counts_selected) {
            atomic_fetch_add_explicit(&row->selected, 1, memory_order_relaxed);
        }
        judge(&view);
    }
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

uint64_t custom_rows_costly(const struct custom_rows *rows, size_t index)
{
    assert(index < rows->count);
    return atomic_load(&rows->items[index].costly);
}
