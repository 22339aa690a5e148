/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/custom_sieve.h"

#include "analyzer/rules/target.h"
#include "zones/base/memory.h"

/* ---- What a host alone can tell */

static bool condition_is_of_host(const struct custom_condition *condition, uint16_t type)
{
    if (condition->subject == CUSTOM_FIELD) {
        return rrtype_has(type, RRTYPE_HOST) && condition->test.value == CUSTOM_VALUE_NAME;
    }
    return condition->subject == CUSTOM_TARGET;
}

static size_t count_of_host(struct custom_conditions conditions, uint16_t type)
{
    size_t count = 0;
    for (size_t i = 0; i < conditions.count; i++) {
        count += condition_is_of_host(&conditions.items[i], type);
    }
    return count;
}

/* Whether the host of a record may be reason enough for the rule to find nothing. What is counted
 * as selected has to be looked at. */
static bool rule_asks_host(const struct custom_rule *rule, uint16_t type)
{
    bool by_require = rule->require.count > 0 && rule->forbid.count == 0 &&
                      count_of_host(rule->require, type) == rule->require.count;
    bool by_forbid = rule->require.count == 0 && count_of_host(rule->forbid, type) > 0;
    return rrtype_has(type, RRTYPE_HOST) &&
           (count_of_host(rule->match, type) > 0 || by_require || by_forbid);
}

static bool one_of_host_fails(const struct custom_view *view, struct custom_conditions conditions)
{
    for (size_t i = 0; i < conditions.count; i++) {
        const struct custom_condition *condition = &conditions.items[i];
        if (condition_is_of_host(condition, view->record->type) &&
            !custom_condition_holds(view, condition, false)) {
            return true;
        }
    }
    return false;
}

/* Whether the host of the record is reason enough. */
static bool host_rules_out(const struct custom_view *view)
{
    const struct custom_rule *rule = view->rule;
    if (one_of_host_fails(view, rule->match)) {
        return true;
    }
    if (rule->require.count == 0) {
        return one_of_host_fails(view, rule->forbid);
    }
    return rule->forbid.count == 0 &&
           count_of_host(rule->require, view->record->type) == rule->require.count &&
           custom_conditions_hold(view, rule->require, true);
}

/* ---- Hosts */

struct sieve_host {
    struct bytes wire;
    bool is_plain; /* what is unknown of others may be known */
};

/* By what is known of the host already. */
static bool is_ruled_out_at_once(const struct sieve_item *item, const struct sieve_host *host)
{
    const struct custom_condition *condition = item->condition;
    switch (item->by_host) {
    case SIEVE_HOST_NAME:
        return !custom_name_may_hold(&condition->test, host->wire);
    case SIEVE_HOST_PLAIN:
        return host->is_plain;
    case SIEVE_HOST_ELSE:
        break;
    }
    return false;
}

/* The one condition of the item is mostly enough. */
static bool is_ruled_out(const struct sieve_item *item,
                         struct custom_view *view,
                         const struct sieve_host *host)
{
    if (is_ruled_out_at_once(item, host)) {
        return true;
    }
    custom_view_turn_to(view, item);
    if (item->condition != NULL && condition_is_of_host(item->condition, view->record->type) &&
        custom_condition_holds(view, item->condition, !item->wanted) != item->wanted) {
        return true;
    }
    return host_rules_out(view);
}

static bool all_ruled_out(const struct sieve_item *items,
                          size_t count,
                          struct custom_view *view,
                          const struct sieve_host *host)
{
    for (size_t i = 0; i < count; i++) {
        if (!is_ruled_out(&items[i], view, host)) {
            return false;
        }
    }
    return true;
}

/* Asks what no rule has to ask again. */
static struct sieve_host host_of(const struct custom_view *view, uint32_t number)
{
    const struct zone *zone = view->zone;
    return (struct sieve_host){
        .wire = name_wire(name_table_at(zone->names, number)),
        .is_plain = check_knows_plain(view->check, zone, number, QUESTION_ADDRESS) &&
                    !target_is_none(zone, view->record),
    };
}

bool sieve_host_is_dull(struct sieve_list *list, struct custom_view *view)
{
    uint32_t number = record_host_number(view->zone, view->record);
    uint64_t *word = &list->dull_hosts.items[number / 64];
    uint64_t bit = UINT64_C(1) << number % 64;
    if ((*word & bit) != 0) {
        return true;
    }
    struct sieve_host host = host_of(view, number);
    const struct sieve_ended *ended = &list->by_host;
    bool dull = (!custom_ends_have(&ended->ends, host.wire, name_wire(view->zone->apex)) ||
                 all_ruled_out(ended->items.items, ended->items.count, view, &host)) &&
                all_ruled_out(list->host_items.items, list->host_items.count, view, &host);
    *word |= dull ? bit : 0;
    return dull;
}

/* ---- Items */

/* Lets the rule pass by this condition, when that is cheaper than what it passes by so far: an
 * owner is cheaper than another number, and that than anything else. */
static void item_take_condition(struct sieve_item *item,
                                struct custom_key *key,
                                const struct custom_condition *condition)
{
    struct custom_key other = custom_key_of(condition, item->type, true);
    bool cheaper = other.kind != CUSTOM_KEY_NONE &&
                   (key->kind == CUSTOM_KEY_NONE || other.kind == CUSTOM_KEY_OWNER);
    if (cheaper || item->condition == NULL) {
        item->condition = condition;
        item->wanted = true;
        *key = other;
    }
}

/* False when one of those about the type does not hold. */
static bool item_take_conditions(struct sieve_item *item,
                                 struct custom_key *key,
                                 const struct custom_view *view,
                                 struct custom_conditions conditions)
{
    for (size_t i = 0; i < conditions.count; i++) {
        const struct custom_condition *condition = &conditions.items[i];
        if (condition->subject == CUSTOM_TYPE) {
            if (!custom_condition_holds(view, condition, false)) {
                return false;
            }
        } else if (condition->subject != CUSTOM_ZONE) {
            item_take_condition(item, key, condition);
        }
    }
    return true;
}

/* False when the rule finds nothing in any record of this type. A condition that is only in `match`
 * leaves the rule to count what it selects. */
static bool item_make(struct sieve_item *item,
                      struct custom_key *key,
                      const struct custom_view *view)
{
    const struct custom_rule *rule = view->rule;
    bool counts = view->row->rows->counts_selected;
    if (!item_take_conditions(item, key, view, rule->match)) {
        return false;
    }
    if (!counts && rule->require.count == 0) {
        return item_take_conditions(item, key, view, rule->forbid);
    }
    if (!counts && item->condition == NULL && rule->forbid.count == 0 && rule->require.count == 1) {
        item->condition = &rule->require.items[0];
        item->wanted = false;
        *key = custom_key_of(item->condition, item->type, false);
    }
    return true;
}

/* ---- Lists */

static void list_add_to_group(struct sieve_list *list,
                              const struct custom_key *key,
                              const struct sieve_item *item)
{
    struct sieve_group *group = NULL;
    for (size_t i = 0; i < list->groups.count && group == NULL; i++) {
        if (custom_keys_equal(&list->groups.items[i].key, key)) {
            group = &list->groups.items[i];
        }
    }
    if (group == NULL) {
        struct sieve_group empty = {.key = *key};
        VECTOR_PUSH(&list->groups, empty);
        group = &list->groups.items[list->groups.count - 1];
    }
    VECTOR_PUSH(&group->items, *item);
}

/* Whether one of the conditions, all of which have to hold, tells the ends of the owner, or with
 * `of_host` of the host. */
static bool ended_take_conditions(struct sieve_ended *ended,
                                  struct custom_conditions conditions,
                                  uint16_t type,
                                  bool of_host)
{
    for (size_t i = 0; i < conditions.count; i++) {
        const struct custom_condition *condition = &conditions.items[i];
        bool is_asked =
            of_host ? condition->subject == CUSTOM_FIELD && condition_is_of_host(condition, type)
                    : condition->subject == CUSTOM_OWNER;
        if (is_asked && custom_ends_add(&ended->ends, condition)) {
            return true;
        }
    }
    return false;
}

/* What of the item's condition the host alone may tell, before anything else is asked. */
static enum sieve_host_tells host_tells(const struct sieve_item *item, uint16_t type)
{
    const struct custom_condition *condition = item->condition;
    if (condition == NULL) {
        return SIEVE_HOST_ELSE;
    }
    if (condition->subject == CUSTOM_TARGET &&
        custom_plain_host_tells(condition->targets, !item->wanted)) {
        return SIEVE_HOST_PLAIN;
    }
    bool is_name = condition->subject == CUSTOM_FIELD && condition_is_of_host(condition, type) &&
                   condition->fields[item->type].letter == 'n';
    return is_name && item->wanted ? SIEVE_HOST_NAME : SIEVE_HOST_ELSE;
}

static void list_add_by_host(struct sieve_list *list, struct sieve_item *item)
{
    const struct custom_rule *rule = item->rule;
    item->by_host = host_tells(item, list->type);
    if (ended_take_conditions(&list->by_host, rule->match, list->type, true) ||
        (rule->require.count == 0 &&
         ended_take_conditions(&list->by_host, rule->forbid, list->type, true))) {
        VECTOR_PUSH(&list->by_host.items, *item);
    } else {
        VECTOR_PUSH(&list->host_items, *item);
    }
}

static void list_add_rule(struct sieve_list *list, struct custom_view *view, size_t row)
{
    view->row = &view->room->rows->items[row];
    view->rule = view->row->custom;
    view->type = custom_rule_type(view->rule, list->type);
    if (view->rule->each_zone || view->type == SIZE_MAX) {
        return;
    }
    struct sieve_item item = {
        .rule = view->rule,
        .row = (uint32_t)row,
        .type = (uint32_t)view->type,
    };
    struct custom_key key = {.kind = CUSTOM_KEY_NONE};
    if (!item_make(&item, &key, view)) {
        return;
    }
    if (key.kind != CUSTOM_KEY_NONE) {
        list_add_to_group(list, &key, &item);
    } else if (ended_take_conditions(&list->by_owner, view->rule->match, list->type, false)) {
        VECTOR_PUSH(&list->by_owner.items, item);
    } else if (!view->row->rows->counts_selected && rule_asks_host(view->rule, list->type)) {
        list_add_by_host(list, &item);
    } else {
        VECTOR_PUSH(&list->items, item);
    }
}

static void list_free(struct sieve_list *list)
{
    for (size_t i = 0; i < list->groups.count; i++) {
        VECTOR_FREE(&list->groups.items[i].items);
        custom_ranges_free(&list->groups.items[i].ranges);
    }
    VECTOR_FREE(&list->items);
    VECTOR_FREE(&list->groups);
    VECTOR_FREE(&list->by_owner.items);
    VECTOR_FREE(&list->by_owner.ends.items);
    VECTOR_FREE(&list->host_items);
    VECTOR_FREE(&list->by_host.items);
    VECTOR_FREE(&list->by_host.ends.items);
    VECTOR_FREE(&list->dull_hosts);
    *list = (struct sieve_list){0};
}

static void group_make_ranges(struct sieve_group *group, const struct zone *zone)
{
    custom_ranges_clear(&group->ranges);
    for (size_t i = 0; i < group->items.count; i++) {
        const struct sieve_item *item = &group->items.items[i];
        custom_ranges_add(&group->ranges, &group->key, item->condition, item->wanted, zone);
    }
    custom_ranges_finish(&group->ranges);
}

static void list_make(struct sieve_list *list, struct custom_view *view, const bool *runs)
{
    list_free(list);
    list->is_made = true;
    list->type = view->record->type;
    for (size_t i = 0; i < view->room->rows->count; i++) {
        if (runs[i]) {
            list_add_rule(list, view, i);
        }
    }
    for (size_t i = 0; i < list->groups.count; i++) {
        if (list->groups.items[i].key.kind != CUSTOM_KEY_OWNER) {
            group_make_ranges(&list->groups.items[i], view->zone);
        }
    }
}

/* Owners have other numbers in another zone, and so have hosts. */
static void list_turn_to(struct sieve_list *list, const struct zone *zone)
{
    list->zone = zone;
    for (size_t i = 0; i < list->groups.count; i++) {
        if (list->groups.items[i].key.kind == CUSTOM_KEY_OWNER) {
            group_make_ranges(&list->groups.items[i], zone);
        }
    }
    if (sieve_asks_host(list)) {
        size_t words = pool_places(&zone->names->pool) / 64 + 1;
        list->dull_hosts.count = 0;
        VECTOR_EXPECT(&list->dull_hosts, words);
        memset(list->dull_hosts.items, 0, words * sizeof(uint64_t));
    }
}

/* ---- Zones */

static bool zone_conditions_hold(const struct custom_view *view,
                                 struct custom_conditions conditions)
{
    for (size_t i = 0; i < conditions.count; i++) {
        if (conditions.items[i].subject == CUSTOM_ZONE &&
            !custom_condition_holds(view, &conditions.items[i], false)) {
            return false;
        }
    }
    return true;
}

/* Whether a rule may find something in this zone. */
static bool rule_runs(const struct custom_view *view)
{
    return zone_conditions_hold(view, view->rule->match) &&
           (view->row->rows->counts_selected || view->rule->require.count > 0 ||
            zone_conditions_hold(view, view->rule->forbid));
}

static struct custom_sieve *sieve_new(struct custom_sieves *sieves, size_t row_count)
{
    struct custom_sieve **place = &sieves->all[sieves->oldest];
    if (sieves->count < CUSTOM_SIEVES_MAX) {
        place = &sieves->all[sieves->count++];
        *place = memory_get_zeroed(1, sizeof(**place));
        (*place)->runs = memory_get(row_count + 1);
    } else {
        sieves->oldest = (sieves->oldest + 1) % CUSTOM_SIEVES_MAX;
        for (size_t i = 0; i < RRTYPE_SLOTS; i++) {
            list_free(&(*place)->lists[i]);
        }
    }
    memcpy((*place)->runs, sieves->runs, row_count);
    return *place;
}

static void sieves_turn_to(struct custom_sieves *sieves,
                           struct custom_view *view,
                           const bool *is_on)
{
    size_t count = view->room->rows->count;
    if (sieves->runs == NULL) {
        sieves->runs = memory_get(count + 1);
    }
    for (size_t i = 0; i < count; i++) {
        view->row = &view->room->rows->items[i];
        view->rule = view->row->custom;
        sieves->runs[i] = is_on[i] && !view->rule->each_zone && rule_runs(view);
    }
    sieves->zone = view->zone;
    sieves->is_on = is_on;
    sieves->now = NULL;
    for (size_t i = 0; i < sieves->count && sieves->now == NULL; i++) {
        if (memcmp(sieves->all[i]->runs, sieves->runs, count) == 0) {
            sieves->now = sieves->all[i];
        }
    }
    if (sieves->now == NULL) {
        sieves->now = sieve_new(sieves, count);
    }
}

struct sieve_list *custom_sieve_list(struct custom_sieves *sieves,
                                     struct custom_view *view,
                                     const bool *is_on)
{
    if (sieves->zone != view->zone || sieves->is_on != is_on) {
        sieves_turn_to(sieves, view, is_on);
    }
    struct sieve_list *list = &sieves->now->lists[RRTYPE_SLOT(view->record->type)];
    if (!list->is_made || list->type != view->record->type) {
        list_make(list, view, sieves->now->runs);
    }
    if (list->zone != view->zone) {
        list_turn_to(list, view->zone);
    }
    return list;
}

void custom_sieves_free(struct custom_sieves *sieves)
{
    if (sieves == NULL) {
        return;
    }
    for (size_t i = 0; i < sieves->count; i++) {
        for (size_t k = 0; k < RRTYPE_SLOTS; k++) {
            list_free(&sieves->all[i]->lists[k]);
        }
        free(sieves->all[i]->runs);
        free(sieves->all[i]);
    }
    free(sieves->runs);
    free(sieves);
}
