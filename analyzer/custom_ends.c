/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/custom_ends.h"

#include <assert.h>

enum { NUMBER_OCTETS = sizeof(uint64_t) };

static size_t at_most_number(size_t length)
{
    return length < NUMBER_OCTETS ? length : NUMBER_OCTETS;
}

/* The first of the octets; those that are not there are zeros behind them. */
static uint64_t first_octets(const uint8_t *octets, size_t length)
{
    uint64_t number = 0;
    if (length >= sizeof(number)) {
        memcpy(&number, octets, sizeof(number));
    } else {
        memcpy(&number, octets, length);
    }
    return number;
}

/* The last of the octets; those that are not there are zeros in front of them. */
static uint64_t last_octets(const uint8_t *octets, size_t length)
{
    uint8_t last[NUMBER_OCTETS] = {0};
    uint64_t number;
    if (length >= sizeof(number)) {
        memcpy(last, octets + length - sizeof(last), sizeof(last));
    } else {
        memcpy(last + sizeof(last) - length, octets, length);
    }
    memcpy(&number, last, sizeof(number));
    return number;
}

static struct custom_ends ends_make(const struct glob_ends *ends, bool absolute)
{
    uint8_t all[NUMBER_OCTETS];
    memset(all, 0xff, sizeof(all));
    return (struct custom_ends){
        .head = first_octets(ends->head.data, ends->head.length),
        .head_mask = first_octets(all, at_most_number(ends->head.length)),
        .tail = last_octets(ends->tail.data, ends->tail.length),
        .tail_mask = last_octets(all, at_most_number(ends->tail.length)),
        .absolute = absolute,
    };
}

static bool list_add(struct custom_ends_list *list, struct glob_ends ends, bool absolute)
{
    struct custom_ends made = ends_make(&ends, absolute);
    VECTOR_PUSH(&list->items, made);
    return made.head_mask != 0 || made.tail_mask != 0;
}

static bool list_add_owners(struct custom_ends_list *list, const struct custom_condition *condition)
{
    bool few = condition->owner_count > 0;
    for (size_t i = 0; i < condition->owner_count && few; i++) {
        bool absolute;
        struct glob_ends ends = owner_pattern_ends(condition->owners[i], &absolute);
        few = list_add(list, ends, absolute);
    }
    return few;
}

/* Texts and patterns have to match both, so that one kind is enough. */
static bool list_add_names(struct custom_ends_list *list, const struct custom_test *test)
{
    bool few = test->text_count + test->glob_count > 0;
    for (size_t i = 0; i < test->text_count && few; i++) {
        const uint8_t *wire = test->texts[i].data;
        struct glob_ends ends = {{wire + 1, wire[0]}, {wire, test->texts[i].length - 1}};
        few = list_add(list, ends, true);
    }
    for (size_t i = 0; test->text_count == 0 && i < test->glob_count && few; i++) {
        few = list_add(list, test->glob_ends[i], true);
    }
    return few;
}

bool custom_ends_add(struct custom_ends_list *list, const struct custom_condition *condition)
{
    size_t before = list->items.count;
    bool few;
    if (condition->subject == CUSTOM_OWNER) {
        few = list_add_owners(list, condition);
    } else {
        assert(condition->subject == CUSTOM_FIELD && condition->test.value == CUSTOM_VALUE_NAME);
        few = list_add_names(list, &condition->test);
    }
    if (!few) {
        list->items.count = before;
    }
    return few;
}

bool custom_ends_have(const struct custom_ends_list *list, struct bytes wire, struct bytes apex)
{
    uint64_t head = first_octets(wire.data + 1, wire.length - 1);
    uint64_t tails[] = {
        last_octets(wire.data, wire.length < apex.length ? 0 : wire.length - apex.length),
        last_octets(wire.data, wire.length - 1),
    };
    for (size_t i = 0; i < list->items.count; i++) {
        const struct custom_ends *ends = &list->items.items[i];
        uint64_t differ = ((head ^ ends->head) & ends->head_mask) |
                          ((tails[ends->absolute] ^ ends->tail) & ends->tail_mask);
        if (differ == 0) {
            return true;
        }
    }
    return false;
}
