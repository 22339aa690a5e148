/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/custom_value.h"

#include <inttypes.h>
#include <stdalign.h>

#include "zones/period.h"

size_t custom_list_count(struct custom_maker *maker, const struct yaml_node *node)
{
    if (node->kind == YAML_LIST && node->items.count == 0) {
        CUSTOM_TELL(maker, node->place, "one of an empty list is nothing at all");
    }
    return node->kind == YAML_LIST ? node->items.count : 1;
}

bool custom_name_wire(struct bytes text, struct arena *arena, struct bytes *ret_wire)
{
    alignas(struct name) uint8_t room[sizeof(struct name) + 1];
    struct name *root = (void *)room;
    name_fill(root, (struct bytes){(const uint8_t *)"", 1});
    uint8_t wire[NAME_OCTETS_MAX];
    enum flaw_kind flaw;
    size_t length = name_wire_from_text(text, root, wire, &flaw);
    if (length > 0) {
        name_wire_fold(wire, length);
        *ret_wire = arena_copy(arena, (struct bytes){wire, length});
    }
    return length > 0;
}

static const char *value_text(enum custom_value value)
{
    static const char *const texts[] = {
        [CUSTOM_VALUE_NUMBER] = "a number",
        [CUSTOM_VALUE_NAME] = "a name",
        [CUSTOM_VALUE_ADDRESS] = "an address",
        [CUSTOM_VALUE_TEXT] = "a text",
    };
    return texts[value];
}

bool custom_has_zero_in_front(struct bytes text)
{
    return text.length > 1 && text.data[0] == '0' && byte_is_digit(text.data[1]);
}

static bool number_read(struct bytes text, bool is_period, uint64_t *ret_number)
{
    if (custom_has_zero_in_front(text)) {
        return false;
    }
    if (is_period) {
        return period_from_text(text, ret_number) && *ret_number != UINT64_MAX;
    }
    uint64_t number = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (!byte_is_digit(text.data[i]) || __builtin_mul_overflow(number, 10, &number) ||
            __builtin_add_overflow(number, text.data[i] - (unsigned)'0', &number)) {
            return false;
        }
    }
    *ret_number = number;
    return text.length > 0;
}

static void tell_other_value(struct custom_maker *maker,
                             const struct yaml_node *item,
                             struct custom_tested tested,
                             const char *help)
{
    CUSTOM_TELL(maker, item->place, "%s is not %s, which %s is",
                policy_quoted(maker->problems->arena, item->text),
                tested.is_period ? "a period" : value_text(tested.value), tested.key)
        ->help = help;
}

static uint64_t make_number(struct custom_maker *maker,
                            const struct yaml_node *item,
                            struct custom_tested tested)
{
    uint64_t number = 0;
    if (!number_read(item->text, tested.is_period, &number)) {
        tell_other_value(maker, item, tested,
                         tested.is_period
                             ? "it is a number of seconds, or numbers with units, such as 1h30m"
                             : "it is decimal");
    } else if (number > tested.max) {
        CUSTOM_TELL(maker, item->place, "%s is more than %s can be, which is %" PRIu64 " at most",
                    policy_quoted(maker->problems->arena, item->text), tested.key, tested.max);
    }
    return number;
}

static struct network make_network(struct custom_maker *maker,
                                   const struct yaml_node *item,
                                   struct custom_tested tested)
{
    struct network network = {0};
    struct network_flaw flaw;
    if (memchr(item->text.data, '/', item->text.length) != NULL) {
        tell_other_value(maker, item, tested, "a network stands behind \"network\"");
    } else if (!network_from_text(item->text, maker->problems->arena, &network, &flaw)) {
        tell_other_value(maker, item, tested, flaw.message);
    }
    return network;
}

static struct bytes text_folded(struct bytes text, struct arena *arena)
{
    uint8_t *folded = arena_get_aligned(arena, text.length + 1, 1);
    for (size_t i = 0; i < text.length; i++) {
        folded[i] = byte_lower(text.data[i]);
    }
    return (struct bytes){folded, text.length};
}

static struct bytes make_text(struct custom_maker *maker,
                              const struct yaml_node *item,
                              struct custom_tested tested)
{
    struct bytes text = {0};
    if (tested.value == CUSTOM_VALUE_TEXT) {
        return tested.ignores_case ? text_folded(item->text, maker->rules->arena)
                                   : arena_copy(maker->rules->arena, item->text);
    }
    if (!custom_name_wire(item->text, maker->rules->arena, &text)) {
        tell_other_value(maker, item, tested, NULL);
    }
    return text;
}

static void test_add_values(struct custom_maker *maker,
                            const struct yaml_node *node,
                            struct custom_tested tested,
                            struct custom_test *test)
{
    struct arena *arena = maker->rules->arena;
    size_t count = custom_list_count(maker, node);
    uint64_t *numbers = arena_get(arena, (count + 1) * sizeof(*numbers));
    struct network *networks = arena_get(arena, (count + 1) * sizeof(*networks));
    struct bytes *texts = arena_get(arena, (count + 1) * sizeof(*texts));
    for (size_t i = 0; i < count; i++) {
        const struct yaml_node *item = custom_list_item(node, i);
        if (tested.value == CUSTOM_VALUE_NUMBER) {
            numbers[i] = make_number(maker, item, tested);
        } else if (tested.value == CUSTOM_VALUE_ADDRESS) {
            networks[i] = make_network(maker, item, tested);
        } else {
            texts[i] = make_text(maker, item, tested);
        }
    }
    test->numbers = numbers;
    test->number_count = tested.value == CUSTOM_VALUE_NUMBER ? count : 0;
    test->networks = networks;
    test->network_count = tested.value == CUSTOM_VALUE_ADDRESS ? count : 0;
    test->texts = texts;
    test->text_count =
        tested.value == CUSTOM_VALUE_NUMBER || tested.value == CUSTOM_VALUE_ADDRESS ? 0 : count;
}

static void test_add_networks(struct custom_maker *maker,
                              const struct yaml_node *node,
                              struct custom_test *test)
{
    size_t count = custom_list_count(maker, node);
    size_t before = test->network_count;
    struct network *networks =
        arena_get_zeroed(maker->rules->arena, (before + count + 1) * sizeof(*networks));
    for (size_t i = 0; i < before; i++) {
        networks[i] = test->networks[i];
    }
    for (size_t i = 0; i < count; i++) {
        struct network_flaw flaw;
        /* The schema has told what is none. */
        network_from_text(custom_list_item(node, i)->text, maker->problems->arena,
                          &networks[before + i], &flaw);
    }
    test->networks = networks;
    test->network_count = before + count;
}

const struct glob *const *custom_make_globs(struct custom_maker *maker,
                                            const struct yaml_node *node,
                                            enum glob_kind kind,
                                            size_t *ret_count)
{
    size_t count = custom_list_count(maker, node);
    const struct glob **globs = arena_get(maker->rules->arena, (count + 1) * sizeof(struct glob *));
    *ret_count = 0;
    for (size_t i = 0; i < count; i++) {
        const struct yaml_node *item = custom_list_item(node, i);
        struct glob_flaw flaw;
        const struct glob *glob = glob_new(kind, item->text, maker->rules->arena, &flaw);
        if (glob != NULL) {
            globs[(*ret_count)++] = glob;
        } else {
            CUSTOM_TELL(maker, scalar_place_within(item, flaw.offset, 1), "%s", flaw.message);
        }
    }
    return globs;
}

static const struct glob_ends *make_ends(struct custom_maker *maker,
                                         const struct glob *const *globs,
                                         size_t count)
{
    struct glob_ends *ends = arena_get(maker->rules->arena, (count + 1) * sizeof(*ends));
    for (size_t i = 0; i < count; i++) {
        ends[i] = glob_ends_of(globs[i], maker->rules->arena);
    }
    return ends;
}

static void test_add_regexes(struct custom_maker *maker,
                             const struct yaml_node *node,
                             struct custom_test *test)
{
    size_t count = custom_list_count(maker, node);
    const struct regex **regexes =
        arena_get(maker->rules->arena, (count + 1) * sizeof(struct regex *));
    for (size_t i = 0; i < count; i++) {
        struct regex_flaw flaw;
        /* The schema has told what is none. */
        struct regex *regex =
            regex_new(custom_list_item(node, i)->text, maker->problems->arena, &flaw);
        if (regex != NULL) {
            VECTOR_PUSH(&maker->rules->regexes, regex);
            regexes[test->regex_count++] = regex;
        }
    }
    test->regexes = regexes;
}

/* Which tests there are for which values. */
static bool test_fits(struct custom_maker *maker,
                      const struct yaml_node *key,
                      struct custom_tested tested)
{
    const char *text = (const char *)key->text.data;
    bool of_numbers = strcmp(text, "min") == 0 || strcmp(text, "max") == 0;
    bool of_addresses = strcmp(text, "network") == 0;
    if ((of_numbers && tested.value != CUSTOM_VALUE_NUMBER) ||
        (of_addresses && tested.value != CUSTOM_VALUE_ADDRESS)) {
        CUSTOM_TELL(maker, key->place, "\"%s\" is for %s, and %s is %s", text,
                    of_numbers ? "numbers" : "addresses", tested.key, value_text(tested.value));
        return false;
    }
    return true;
}

static void test_add(struct custom_maker *maker,
                     const struct yaml_pair *pair,
                     struct custom_tested tested,
                     struct custom_test *test)
{
    const char *key = (const char *)pair->key->text.data;
    if (!test_fits(maker, pair->key, tested)) {
        return;
    }
    if (strcmp(key, "min") == 0) {
        test->min = make_number(maker, pair->value, tested);
    } else if (strcmp(key, "max") == 0) {
        test->max = make_number(maker, pair->value, tested);
    } else if (strcmp(key, "network") == 0) {
        test_add_networks(maker, pair->value, test);
    } else if (strcmp(key, "glob") == 0) {
        test->globs = custom_make_globs(maker, pair->value,
                                        tested.value == CUSTOM_VALUE_NAME ? GLOB_NAME : GLOB_TEXT,
                                        &test->glob_count);
        if (tested.value == CUSTOM_VALUE_NAME) {
            test->glob_ends = make_ends(maker, test->globs, test->glob_count);
        }
    } else if (strcmp(key, "regex") == 0) {
        test_add_regexes(maker, pair->value, test);
    } else {
        test_add_values(maker, pair->value, tested, test);
    }
}

struct custom_test custom_make_test(struct custom_maker *maker,
                                    const struct yaml_node *node,
                                    struct custom_tested tested)
{
    struct custom_test test = {.value = tested.value, .max = UINT64_MAX};
    if (node->kind != YAML_MAP) {
        test_add_values(maker, node, tested, &test);
        return test;
    }
    if (node->pairs.count == 0) {
        CUSTOM_TELL(maker, node->place, "there is no test in this map");
    }
    for (size_t i = 0; i < node->pairs.count; i++) {
        test_add(maker, &node->pairs.items[i], tested, &test);
    }
    if (test.min > test.max) {
        CUSTOM_TELL(maker, yaml_get(node, "min")->place, "\"min\" is above \"max\"");
    }
    return test;
}
