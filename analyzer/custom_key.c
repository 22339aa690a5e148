/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/custom_key.h"

#include <stdlib.h>

/* ---- Which number */

static bool has_patterns(const struct custom_test *test)
{
    return test->glob_count > 0 || test->regex_count > 0;
}

enum { KEY_OCTETS = 8 };

/* Whether the number tells more than nothing and, where that has to be known, all. */
static bool networks_tell(const struct custom_test *test, bool all)
{
    for (size_t i = 0; i < test->network_count; i++) {
        size_t bits = test->networks[i].prefix_bits;
        if (bits == 0 || (all && bits > (size_t)8 * KEY_OCTETS)) {
            return false;
        }
    }
    return test->network_count > 0;
}

static bool numbers_tell(const struct custom_test *test)
{
    return test->number_count > 0 || test->min > 0 || test->max < UINT64_MAX;
}

static enum custom_key_kind test_key(const struct custom_test *test, bool wanted)
{
    if (!wanted && has_patterns(test)) {
        return CUSTOM_KEY_NONE;
    }
    if (test->value == CUSTOM_VALUE_NUMBER) {
        return numbers_tell(test) ? CUSTOM_KEY_NUMBER : CUSTOM_KEY_NONE;
    }
    bool by_address = test->value == CUSTOM_VALUE_ADDRESS && networks_tell(test, !wanted);
    return by_address ? CUSTOM_KEY_ADDRESS : CUSTOM_KEY_NONE;
}

static bool owners_are_literal(const struct custom_condition *condition)
{
    for (size_t i = 0; i < condition->owner_count; i++) {
        if (!owner_pattern_has_one_name(condition->owners[i])) {
            return false;
        }
    }
    return true;
}

struct custom_key custom_key_of(const struct custom_condition *condition, size_t type, bool wanted)
{
    struct custom_key key = {.kind = CUSTOM_KEY_NONE};
    if (condition->subject == CUSTOM_OWNER && wanted && owners_are_literal(condition)) {
        key.kind = CUSTOM_KEY_OWNER;
    } else if (condition->subject == CUSTOM_TTL &&
               test_key(&condition->test, wanted) == CUSTOM_KEY_NUMBER) {
        key.kind = CUSTOM_KEY_TTL;
    } else if (condition->subject == CUSTOM_FIELD) {
        key.kind = test_key(&condition->test, wanted);
        key.field = condition->fields[type];
    }
    return key;
}

bool custom_keys_equal(const struct custom_key *a, const struct custom_key *b)
{
    bool is_field = a->kind == CUSTOM_KEY_NUMBER || a->kind == CUSTOM_KEY_ADDRESS;
    return a->kind == b->kind && (!is_field || a->field.index == b->field.index);
}

static uint64_t octets_number(const uint8_t *octets, size_t length)
{
    uint64_t number = 0;
    for (size_t i = 0; i < length && i < KEY_OCTETS; i++) {
        number = number << 8 | octets[i];
    }
    return number;
}

uint64_t custom_key_value(const struct custom_key *key, const struct custom_view *view)
{
    switch (key->kind) {
    case CUSTOM_KEY_OWNER:
        return view->record->owner;
    case CUSTOM_KEY_TTL:
        return view->record->ttl_seconds;
    case CUSTOM_KEY_NUMBER:
        return rdata_field_number(&key->field, custom_view_wire(view));
    case CUSTOM_KEY_ADDRESS:
    case CUSTOM_KEY_NONE:
        break;
    }
    assert(key->kind == CUSTOM_KEY_ADDRESS);
    struct bytes address = rdata_field_octets(&key->field, custom_view_wire(view));
    return octets_number(address.data, address.length);
}

/* ---- Ranges */

void custom_ranges_clear(struct custom_ranges *ranges)
{
    ranges->items.count = 0;
    ranges->gap = (struct custom_range){1, 0};
}

static void add_range(struct custom_ranges *ranges, uint64_t first, uint64_t last)
{
    if (first <= last) {
        struct custom_range range = {first, last};
        VECTOR_PUSH(&ranges->items, range);
    }
}

static void add_owners(struct custom_ranges *ranges,
                       const struct custom_condition *condition,
                       const struct zone *zone)
{
    for (size_t i = 0; i < condition->owner_count; i++) {
        uint8_t wire[NAME_OCTETS_MAX];
        size_t length;
        bool literal = owner_pattern_is_literal(condition->owners[i], zone->apex, wire, &length);
        assert(literal);
        const struct name *name =
            !literal || length == 0
                ? NULL
                : name_table_find_wire(zone->names, (struct bytes){wire, length});
        const struct node *node = name == NULL ? NULL : zone_own_node(zone, name);
        if (node != NULL) {
            uint64_t number = (uint64_t)(node - zone->nodes.items);
            add_range(ranges, number, number);
        }
    }
}

static void add_numbers(struct custom_ranges *ranges, const struct custom_test *test)
{
    for (size_t i = 0; i < test->number_count; i++) {
        if (test->numbers[i] >= test->min && test->numbers[i] <= test->max) {
            add_range(ranges, test->numbers[i], test->numbers[i]);
        }
    }
    if (test->number_count == 0) {
        add_range(ranges, test->min, test->max);
    }
}

/* Those of the other family have nothing in common with the field. */
static void add_networks(struct custom_ranges *ranges,
                         const struct custom_test *test,
                         size_t address_octets)
{
    size_t octets = address_octets < KEY_OCTETS ? address_octets : KEY_OCTETS;
    for (size_t i = 0; i < test->network_count; i++) {
        const struct network *network = &test->networks[i];
        if (network->address_octets != address_octets) {
            continue;
        }
        uint64_t number = octets_number(network->octets, octets);
        size_t bits = 8 * octets > network->prefix_bits ? 8 * octets - network->prefix_bits : 0;
        uint64_t hosts = bits == 64 ? UINT64_MAX : (UINT64_C(1) << bits) - 1;
        add_range(ranges, number & ~hosts, number | hosts);
    }
}

static int ranges_compare(const void *a, const void *b)
{
    const struct custom_range *first = a;
    const struct custom_range *second = b;
    return first->first < second->first ? -1 : first->first > second->first;
}

void custom_ranges_finish(struct custom_ranges *ranges)
{
    if (ranges->items.count == 0) {
        return;
    }
    struct custom_range *items = ranges->items.items;
    qsort(items, ranges->items.count, sizeof(items[0]), ranges_compare);
    size_t kept = 0;
    for (size_t i = 1; i < ranges->items.count; i++) {
        if (items[i].first <= items[kept].last) {
            items[kept].last = items[i].last > items[kept].last ? items[i].last : items[kept].last;
        } else {
            items[++kept] = items[i];
        }
    }
    ranges->items.count = kept + 1;
}

/* What lies between the ranges, and on both sides of them. */
static void add_gaps(struct custom_ranges *ranges, const struct custom_ranges *others)
{
    uint64_t first = 0;
    for (size_t i = 0; i < others->items.count; i++) {
        const struct custom_range *range = &others->items.items[i];
        if (range->first > first) {
            add_range(ranges, first, range->first - 1);
        }
        if (range->last == UINT64_MAX) {
            return;
        }
        first = range->last + 1;
    }
    add_range(ranges, first, UINT64_MAX);
}

static void add_holding(struct custom_ranges *ranges,
                        const struct custom_key *key,
                        const struct custom_condition *condition,
                        const struct zone *zone)
{
    switch (key->kind) {
    case CUSTOM_KEY_OWNER:
        add_owners(ranges, condition, zone);
        break;
    case CUSTOM_KEY_TTL:
    case CUSTOM_KEY_NUMBER:
        add_numbers(ranges, &condition->test);
        break;
    case CUSTOM_KEY_ADDRESS:
        add_networks(ranges, &condition->test, key->field.octet_count);
        break;
    case CUSTOM_KEY_NONE:
        break;
    }
}

void custom_ranges_add(struct custom_ranges *ranges,
                       const struct custom_key *key,
                       const struct custom_condition *condition,
                       bool wanted,
                       const struct zone *zone)
{
    if (wanted) {
        add_holding(ranges, key, condition, zone);
        return;
    }
    struct custom_ranges holding = {.gap = {1, 0}};
    add_holding(&holding, key, condition, zone);
    custom_ranges_finish(&holding);
    add_gaps(ranges, &holding);
    custom_ranges_free(&holding);
}

void custom_ranges_find_gap(struct custom_ranges *ranges, uint64_t value)
{
    ranges->gap = (struct custom_range){0, UINT64_MAX};
    for (size_t i = 0; i < ranges->items.count; i++) {
        const struct custom_range *range = &ranges->items.items[i];
        if (range->last < value) {
            ranges->gap.first = range->last + 1;
        } else if (range->first > value) {
            ranges->gap.last = range->first - 1;
            return;
        }
    }
}

void custom_ranges_free(struct custom_ranges *ranges)
{
    VECTOR_FREE(&ranges->items);
}
