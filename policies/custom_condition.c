/* SPDX-License-Identifier: BSD-3-Clause */
#include <assert.h>

#include "policies/custom_maker.h"
#include "policies/custom_value.h"
#include "zones/base/nearest.h"

/* ---- Fields */

static const char *field_kind_text(enum rdata_field_kind kind)
{
    static const char *const texts[] = {
        [RDATA_FIELD_NUMBER] = "a number", [RDATA_FIELD_PERIOD] = "a period",
        [RDATA_FIELD_NAME] = "a name",     [RDATA_FIELD_ADDRESS] = "an address",
        [RDATA_FIELD_TEXT] = "a text",     [RDATA_FIELD_OTHER] = "data of its own kind",
    };
    return texts[kind];
}

static const char *fields_of_type_listed(uint16_t type, struct arena *arena)
{
    struct buffer text = {0};
    size_t count = rdata_field_count(type);
    buffer_add_string(&text, count == 1 ? "there is" : "there are");
    for (size_t i = 0; i < count; i++) {
        buffer_add_format(&text, "%srdata.%s", i == 0 ? " " : ", ", rdata_field_at(type, i).name);
    }
    const char *listed = arena_copy_string(arena, buffer_string(&text));
    buffer_free(&text);
    return count == 0 ? "its data has no fields with names" : listed;
}

static void tell_unknown_field(struct custom_maker *maker,
                               uint16_t type,
                               struct bytes name,
                               struct policy_place place)
{
    struct arena *arena = maker->problems->arena;
    struct nearest nearest = nearest_to((const char *)arena_copy(arena, name).data);
    size_t count = rdata_field_count(type);
    const char *help = NULL;
    for (size_t i = 0; i < count; i++) {
        nearest_offer(&nearest, arena_copy_string(arena, rdata_field_at(type, i).name));
    }
    help = nearest.found != NULL ? arena_format(arena, "there is rdata.%s", nearest.found)
                                 : fields_of_type_listed(type, arena);
    char scratch[RRTYPE_TEXT_BYTES];
    CUSTOM_TELL(maker, place, "%s has no field rdata.%.*s", rrtype_text(type, scratch),
                (int)name.length, (const char *)name.data)
        ->help = help;
}

const struct rdata_field *custom_make_fields(struct custom_maker *maker,
                                             struct bytes name,
                                             struct policy_place place)
{
    const struct custom_rule *rule = &maker->rule;
    if (rule->type_count == 0) {
        CUSTOM_TELL(maker, place, "rdata.%.*s is a field of some types, and match names no type",
                    (int)name.length, (const char *)name.data)
            ->help = "write the types that have it behind \"type\" in match";
        return NULL;
    }
    struct rdata_field *fields =
        arena_get_zeroed(maker->rules->arena, rule->type_count * sizeof(*fields));
    for (size_t i = 0; i < rule->type_count; i++) {
        if (!rdata_field_find(rule->types[i], name, &fields[i])) {
            tell_unknown_field(maker, rule->types[i], name, place);
            return NULL;
        }
        if (fields[i].kind != fields[0].kind) {
            char first[RRTYPE_TEXT_BYTES];
            char other[RRTYPE_TEXT_BYTES];
            CUSTOM_TELL(maker, place, "rdata.%s is %s in %s and %s in %s", fields[0].name,
                        field_kind_text(fields[0].kind), rrtype_text(rule->types[0], first),
                        field_kind_text(fields[i].kind), rrtype_text(rule->types[i], other))
                ->help = "write a rule for each of them";
            return NULL;
        }
    }
    return fields;
}

bool custom_check_host(struct custom_maker *maker, const char *what, struct policy_place place)
{
    const struct custom_rule *rule = &maker->rule;
    static const char help[] = "NS, CNAME, PTR, DNAME, MX and SRV name one";
    for (size_t i = 0; i < rule->type_count; i++) {
        if (!rrtype_has(rule->types[i], RRTYPE_HOST)) {
            char scratch[RRTYPE_TEXT_BYTES];
            CUSTOM_TELL(maker, place, "%s asks for the host that a record names, and %s names none",
                        what, rrtype_text(rule->types[i], scratch))
                ->help = help;
            return false;
        }
    }
    if (rule->type_count == 0) {
        CUSTOM_TELL(maker, place,
                    "%s asks for the host that a record names, and match names no type", what)
            ->help = help;
    }
    return rule->type_count > 0;
}

/* ---- Conditions */

static bool type_is_listed(const uint16_t *types, size_t count, uint16_t type)
{
    for (size_t i = 0; i < count; i++) {
        if (types[i] == type) {
            return true;
        }
    }
    return false;
}

/* Each type once. */
static const uint16_t *make_types(struct custom_maker *maker,
                                  const struct yaml_node *node,
                                  size_t *ret_count,
                                  type_mask *ret_mask)
{
    size_t listed = custom_list_count(maker, node);
    uint16_t *types = arena_get(maker->rules->arena, (listed + 1) * sizeof(*types));
    *ret_count = 0;
    *ret_mask = 0;
    for (size_t i = 0; i < listed; i++) {
        const struct yaml_node *item = custom_list_item(node, i);
        uint16_t type = 0;
        bool is_type = rrtype_from_text(item->text, &type);
        if (is_type && rrtype_has(type, RRTYPE_META)) {
            CUSTOM_TELL(maker, item->place, "%s stands in no zone",
                        policy_quoted(maker->problems->arena, item->text))
                ->help =
                "it is for questions and messages alone; a match without \"type\" looks at "
                "records of any type";
        } else if (is_type && !type_is_listed(types, *ret_count, type)) {
            types[(*ret_count)++] = type;
            *ret_mask |= rrtype_mask(type);
        }
    }
    return types;
}

static const struct owner_pattern *const *make_owners(struct custom_maker *maker,
                                                      const struct yaml_node *node,
                                                      size_t *ret_count)
{
    size_t count = custom_list_count(maker, node);
    const struct owner_pattern **owners =
        arena_get(maker->rules->arena, (count + 1) * sizeof(struct owner_pattern *));
    *ret_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct glob_flaw flaw;
        const struct owner_pattern *owner =
            owner_pattern_new(custom_list_item(node, i)->text, maker->rules->arena, &flaw);
        assert(owner != NULL); /* the schema has told what is none */
        owners[(*ret_count)++] = owner;
    }
    return owners;
}

static void make_type(struct custom_maker *maker,
                      const struct yaml_node *node,
                      struct custom_condition *condition)
{
    type_mask mask;
    condition->subject = CUSTOM_TYPE;
    condition->types = make_types(maker, node, &condition->type_count, &mask);
}

static void make_owner(struct custom_maker *maker,
                       const struct yaml_node *node,
                       struct custom_condition *condition)
{
    condition->subject = CUSTOM_OWNER;
    condition->owners = make_owners(maker, node, &condition->owner_count);
}

static void make_zone(struct custom_maker *maker,
                      const struct yaml_node *node,
                      struct custom_condition *condition)
{
    condition->subject = CUSTOM_ZONE;
    condition->zones = custom_make_globs(maker, node, GLOB_NAME, &condition->zone_count);
}

static void make_ttl(struct custom_maker *maker,
                     const struct yaml_node *node,
                     struct custom_condition *condition)
{
    condition->subject = CUSTOM_TTL;
    condition->test = custom_make_test(
        maker, node,
        (struct custom_tested){"ttl", CUSTOM_VALUE_NUMBER, .is_period = true, .max = UINT32_MAX});
}

static void make_target(struct custom_maker *maker,
                        const struct yaml_node *node,
                        struct custom_condition *condition)
{
    static const struct {
        const char *text;
        enum custom_target target;
    } targets[] = {
        {"alias", CUSTOM_TARGET_ALIAS},
        {"address", CUSTOM_TARGET_ADDRESS},
        {"missing", CUSTOM_TARGET_MISSING},
        {"outside", CUSTOM_TARGET_OUTSIDE},
    };
    condition->subject = CUSTOM_TARGET;
    custom_check_host(maker, "target.is", node->place);
    size_t count = custom_list_count(maker, node);
    for (size_t i = 0; i < count; i++) {
        const char *text = (const char *)custom_list_item(node, i)->text.data;
        for (size_t k = 0; k < sizeof(targets) / sizeof(targets[0]); k++) {
            if (strcmp(text, targets[k].text) == 0) {
                condition->targets |= targets[k].target;
            }
        }
    }
}

static void make_records(struct custom_maker *maker,
                         const struct yaml_node *node,
                         struct custom_condition *condition)
{
    struct custom_records *records = &condition->records;
    const struct yaml_node *owner = yaml_get(node, "owner");
    condition->subject = CUSTOM_RECORDS;
    records->types =
        make_types(maker, yaml_get(node, "type"), &records->type_count, &records->types_mask);
    if (owner != NULL) {
        records->owners = make_owners(maker, owner, &records->owner_count);
    }
}

static uint64_t highest_number(const struct rdata_field *fields, size_t count)
{
    uint64_t highest = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned bits = 8U * fields[i].octet_count;
        uint64_t max = bits < 64 ? (UINT64_C(1) << bits) - 1 : UINT64_MAX;
        highest = max > highest ? max : highest;
    }
    return highest;
}

static void make_field(struct custom_maker *maker,
                       const struct yaml_pair *pair,
                       struct bytes name,
                       struct custom_condition *condition)
{
    static const enum custom_value values[] = {
        [RDATA_FIELD_NUMBER] = CUSTOM_VALUE_NUMBER, [RDATA_FIELD_PERIOD] = CUSTOM_VALUE_NUMBER,
        [RDATA_FIELD_NAME] = CUSTOM_VALUE_NAME,     [RDATA_FIELD_ADDRESS] = CUSTOM_VALUE_ADDRESS,
        [RDATA_FIELD_TEXT] = CUSTOM_VALUE_TEXT,     [RDATA_FIELD_OTHER] = CUSTOM_VALUE_TEXT,
    };
    condition->subject = CUSTOM_FIELD;
    condition->fields = custom_make_fields(maker, name, pair->key->place);
    if (condition->fields != NULL) {
        const struct rdata_field *first = &condition->fields[0];
        struct custom_tested tested = {
            .key = (const char *)pair->key->text.data,
            .value = values[first->kind],
            .is_period = first->kind == RDATA_FIELD_PERIOD,
            .max = highest_number(condition->fields, maker->rule.type_count),
            .ignores_case = rdata_field_ignores_case(first),
        };
        condition->test = custom_make_test(maker, pair->value, tested);
    }
}

/* How a condition is made. The first ones are those that a rule of zones may have. */
static const struct {
    const char *key;
    bool of_zones;
    void (*make)(struct custom_maker *, const struct yaml_node *, struct custom_condition *);
} subjects[] = {
    {"zone", true, make_zone},         {"has", true, make_records},  {"exists", true, make_records},
    {"type", false, make_type},        {"owner", false, make_owner}, {"ttl", false, make_ttl},
    {"target.is", false, make_target},
};

static void make_condition(struct custom_maker *maker,
                           const struct yaml_pair *pair,
                           struct custom_condition *condition)
{
    struct bytes field;
    const char *key = (const char *)pair->key->text.data;
    bool is_field = custom_field_name(pair->key->text, &field);
    size_t subject = 0;
    while (!is_field && strcmp(subjects[subject].key, key) != 0) {
        subject++;
        assert(subject < sizeof(subjects) / sizeof(subjects[0]));
    }
    if (maker->rule.each_zone && (is_field || !subjects[subject].of_zones)) {
        CUSTOM_TELL(maker, pair->key->place,
                    "\"%s\" is of a record, and this rule looks at each zone", key)
            ->help = "leave out \"each\", or ask for records with has or exists";
    } else if (is_field) {
        make_field(maker, pair, field, condition);
    } else {
        subjects[subject].make(maker, pair->value, condition);
    }
}

/* What a condition costs, roughly: numbers, then names, then patterns over texts, then questions to
 * the zones. */
static unsigned condition_cost(const struct custom_condition *condition)
{
    enum { COST_NUMBER, COST_ZONE, COST_VALUE, COST_GLOB, COST_REGEX, COST_RECORDS, COST_TARGET };
    switch (condition->subject) {
    case CUSTOM_TYPE:
        return COST_NUMBER;
    case CUSTOM_ZONE:
        return COST_ZONE;
    case CUSTOM_OWNER:
        return COST_GLOB;
    case CUSTOM_TARGET:
        return COST_TARGET;
    case CUSTOM_RECORDS:
        return COST_RECORDS;
    case CUSTOM_TTL:
    case CUSTOM_FIELD:
        break;
    }
    if (condition->test.regex_count > 0) {
        return COST_REGEX;
    }
    if (condition->test.glob_count > 0) {
        return COST_GLOB;
    }
    return condition->test.value == CUSTOM_VALUE_NUMBER ? COST_NUMBER : COST_VALUE;
}

static void conditions_sort(struct custom_condition *conditions, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct custom_condition condition = conditions[i];
        size_t at = i;
        for (; at > 0 && condition_cost(&conditions[at - 1]) > condition_cost(&condition); at--) {
            conditions[at] = conditions[at - 1];
        }
        conditions[at] = condition;
    }
}

void custom_make_types(struct custom_maker *maker, const struct yaml_node *match)
{
    struct custom_rule *rule = &maker->rule;
    const struct yaml_node *types = yaml_get(match, "type");
    rule->types_mask = MASK_ALL;
    if (types != NULL) {
        rule->types = make_types(maker, types, &rule->type_count, &rule->types_mask);
    }
}

/* What `match` says of the rule as a whole. */
static bool key_is_of_rule(const struct custom_maker *maker,
                           const struct yaml_node *key,
                           enum custom_part part)
{
    const char *text = (const char *)key->text.data;
    return part == CUSTOM_MATCH &&
           (strcmp(text, "each") == 0 || (strcmp(text, "type") == 0 && !maker->rule.each_zone));
}

struct custom_conditions custom_make_conditions(struct custom_maker *maker,
                                                const struct yaml_node *map,
                                                enum custom_part part)
{
    struct custom_conditions conditions = {0};
    if (map == NULL) {
        return conditions;
    }
    struct custom_condition *items =
        arena_get_zeroed(maker->rules->arena, (map->pairs.count + 1) * sizeof(*items));
    for (size_t i = 0; i < map->pairs.count; i++) {
        const struct yaml_pair *pair = &map->pairs.items[i];
        if (!key_is_of_rule(maker, pair->key, part)) {
            make_condition(maker, pair, &items[conditions.count++]);
        }
    }
    if (map->pairs.count == 0 && part != CUSTOM_MATCH) {
        CUSTOM_TELL(maker, map->place, "there is no condition in this map");
    }
    conditions_sort(items, conditions.count);
    conditions.items = items;
    return conditions;
}
