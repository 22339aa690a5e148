/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/custom_sieve.h"

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
    bool by_require =
        rule->forbid.count == 0 && count_of_host(rule->require, type) == rule->require.count;
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

/* Most records of a zone have one of few TTLs. */
bool sieve_ttl_is_dull(struct sieve_list *list, const struct record *record)
{
    uint32_t ttl = record->ttl_seconds;
    if (ttl == list->dull_ttl) {
        return true;
    }
    for (size_t i = 0; i < list->ttl_items.count; i++) {
        const struct sieve_item *item = &list->ttl_items.items[i];
        if (ttl >= item->ttl_min && ttl <= item->ttl_max) {
            return false;
        }
    }
    list->dull_ttl = ttl;
    return true;
}

bool sieve_host_is_dull(struct sieve_list *list, struct custom_view *view)
{
    uint32_t host = record_host_number(view->zone, view->record);
    uint64_t *word = &list->dull_hosts.items[host / 64];
    uint64_t bit = UINT64_C(1) << host % 64;
    if ((*word & bit) != 0) {
        return true;
    }
    for (size_t i = 0; i < list->host_items.count; i++) {
        custom_view_turn_to(view, &list->host_items.items[i]);
        if (!host_rules_out(view)) {
            return false;
        }
    }
    *word |= bit;
    return true;
}

/* ---- Items */

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

static bool ttl_is_range(const struct custom_test *test)
{
    return test->number_count <= 1 && test->glob_count == 0 && test->regex_count == 0;
}

static uint32_t ttl_bound(uint64_t bound)
{
    return bound < UINT32_MAX ? (uint32_t)bound : UINT32_MAX;
}

/* Lets the rule pass by this condition, when that is cheaper than what it passes by so far. False
 * when no record of the zone fulfils it. */
static bool item_take_condition(struct sieve_item *item,
                                const struct custom_view *view,
                                const struct custom_condition *condition)
{
    const struct custom_test *test = &condition->test;
    const struct node *node;
    if (item->test == SIEVE_NODE) {
        return true;
    }
    if (condition->subject == CUSTOM_OWNER && owner_is_node(condition, view->zone, &node)) {
        item->test = SIEVE_NODE;
        item->node = node == NULL ? NODE_NONE : (uint32_t)(node - view->zone->nodes.items);
        return node != NULL;
    }
    if (condition->subject == CUSTOM_TTL && ttl_is_range(test)) {
        item->test = SIEVE_TTL;
        item->ttl_min = ttl_bound(test->number_count > 0 ? test->numbers[0] : test->min);
        item->ttl_max = ttl_bound(test->number_count > 0 ? test->numbers[0] : test->max);
        return test->min <= UINT32_MAX;
    }
    if (item->test == SIEVE_NOTHING) {
        item->test = SIEVE_CONDITION;
        item->condition = condition;
        item->wanted = true;
    }
    return true;
}

static bool item_take_conditions(struct sieve_item *item,
                                 const struct custom_view *view,
                                 struct custom_conditions conditions)
{
    for (size_t i = 0; i < conditions.count; i++) {
        const struct custom_condition *condition = &conditions.items[i];
        bool is_settled = condition->subject == CUSTOM_ZONE || condition->subject == CUSTOM_TYPE;
        bool possible = is_settled ? custom_condition_holds(view, condition, false)
                                   : item_take_condition(item, view, condition);
        if (!possible) {
            return false;
        }
    }
    return true;
}

/* False when the rule finds nothing in any record of this type in this zone. A condition that is
 * only in `match` leaves the rule to count what it selects. */
static bool item_make(struct sieve_item *item, const struct custom_view *view)
{
    const struct custom_rule *rule = view->rule;
    bool counts = view->row->rows->counts_selected;
    if (!item_take_conditions(item, view, rule->match)) {
        return false;
    }
    if (!counts && rule->require.count == 0) {
        return item_take_conditions(item, view, rule->forbid);
    }
    if (!counts && item->test == SIEVE_NOTHING && rule->forbid.count == 0 &&
        rule->require.count == 1) {
        item->test = SIEVE_CONDITION;
        item->condition = &rule->require.items[0];
        item->wanted = false;
    }
    return true;
}

static void list_add_rule(struct sieve_list *list, struct custom_view *view, size_t row)
{
    view->row = &view->room->rows->items[row];
    view->rule = view->row->custom;
    view->type = custom_rule_type(view->rule, view->record->type);
    if (view->rule->each_zone || view->type == SIZE_MAX) {
        return;
    }
    struct sieve_item item = {.row = (uint32_t)row, .type = (uint32_t)view->type};
    if (!item_make(&item, view)) {
        return;
    }
    bool by_host = !view->row->rows->counts_selected && item.test != SIEVE_NODE &&
                   item.test != SIEVE_TTL && rule_asks_host(view->rule, view->record->type);
    if (item.test == SIEVE_TTL) {
        VECTOR_PUSH(&list->ttl_items, item);
    } else if (by_host) {
        VECTOR_PUSH(&list->host_items, item);
    } else {
        VECTOR_PUSH(&list->items, item);
    }
}

static void list_forget_hosts(struct sieve_list *list, const struct zone *zone)
{
    size_t words = pool_places(&zone->names->pool) / 64 + 1;
    list->dull_hosts.count = 0;
    VECTOR_EXPECT(&list->dull_hosts, words);
    memset(list->dull_hosts.items, 0, words * sizeof(uint64_t));
}

struct sieve_list *custom_sieve_list(struct custom_sieve *sieve,
                                     struct custom_view *view,
                                     const bool *is_on)
{
    struct sieve_list *list = &sieve->lists[RRTYPE_SLOT(view->record->type)];
    if (list->zone == view->zone && list->type == view->record->type) {
        return list;
    }
    list->zone = view->zone;
    list->type = view->record->type;
    list->items.count = 0;
    list->ttl_items.count = 0;
    list->dull_ttl = UINT64_MAX;
    list->host_items.count = 0;
    for (size_t i = 0; i < view->room->rows->count; i++) {
        if (is_on[i]) {
            list_add_rule(list, view, i);
        }
    }
    if (list->host_items.count > 0) {
        list_forget_hosts(list, view->zone);
    }
    return list;
}

void custom_sieve_forget(struct custom_sieve *sieve)
{
    for (size_t i = 0; i < RRTYPE_SLOTS; i++) {
        sieve->lists[i].zone = NULL;
    }
}

void custom_sieve_free(struct custom_sieve *sieve)
{
    for (size_t i = 0; i < RRTYPE_SLOTS; i++) {
        VECTOR_FREE(&sieve->lists[i].items);
        VECTOR_FREE(&sieve->lists[i].ttl_items);
        VECTOR_FREE(&sieve->lists[i].host_items);
        VECTOR_FREE(&sieve->lists[i].dull_hosts);
    }
}
