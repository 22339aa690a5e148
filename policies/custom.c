/* SPDX-License-Identifier: BSD-3-Clause */
#include "policies/custom.h"

#include "policies/custom_maker.h"
#include "policies/custom_value.h"
#include "zones/period.h"

static const char *text_of(struct custom_maker *maker, const struct yaml_node *scalar)
{
    return scalar == NULL ? NULL : (const char *)arena_copy(maker->rules->arena, scalar->text).data;
}

/* ---- Fixes */

static void make_fix_ttl(struct custom_maker *maker, const struct yaml_node *value)
{
    uint64_t seconds = 0;
    enum { TTL_SECONDS_MAX = INT32_MAX }; /* RFC 2181 section 8 */
    if (!period_from_text(value->text, &seconds) || seconds > TTL_SECONDS_MAX) {
        CUSTOM_TELL(maker, value->place, "%s is no TTL",
                    policy_quoted(maker->problems->arena, value->text))
            ->help = "a TTL is at most 2147483647 seconds";
        return;
    }
    maker->rule.fix.kind = CUSTOM_FIX_TTL;
    maker->rule.fix.ttl_seconds = (uint32_t)seconds;
}

static bool field_can_be_set(struct custom_maker *maker,
                             const struct rdata_field *field,
                             struct policy_place place)
{
    char scratch[RRTYPE_TEXT_BYTES];
    if (!field->is_word) {
        CUSTOM_TELL(maker, place, "rdata.%s of %s is not one word, so a fix cannot set it",
                    field->name, rrtype_text(field->type, scratch));
        return false;
    }
    if (field->type == TYPE_SOA && field->index == SOA_SERIAL_FIELD) {
        CUSTOM_TELL(maker, place, "the serial is raised by every fix, so none can set it");
        return false;
    }
    return true;
}

static void make_fix_field(struct custom_maker *maker,
                           const struct yaml_pair *pair,
                           struct bytes name)
{
    struct arena *arena = maker->rules->arena;
    const struct custom_rule *rule = &maker->rule;
    const struct rdata_field *fields = custom_make_fields(maker, name, pair->key->place);
    if (fields == NULL) {
        return;
    }
    struct custom_fix_value *values = arena_get_zeroed(arena, rule->type_count * sizeof(*values));
    for (size_t i = 0; i < rule->type_count; i++) {
        values[i].field = fields[i];
        if (!field_can_be_set(maker, &fields[i], pair->key->place)) {
            return;
        }
        bool is_number =
            fields[i].kind == RDATA_FIELD_NUMBER || fields[i].kind == RDATA_FIELD_PERIOD;
        if ((is_number && custom_has_zero_in_front(pair->value->text)) ||
            !rdata_field_from_text(&fields[i], pair->value->text, arena, &values[i].octets,
                                   &values[i].word)) {
            char scratch[RRTYPE_TEXT_BYTES];
            CUSTOM_TELL(maker, pair->value->place, "%s is no value for rdata.%s of %s",
                        policy_quoted(maker->problems->arena, pair->value->text), fields[i].name,
                        rrtype_text(rule->types[i], scratch));
            return;
        }
    }
    maker->rule.fix.kind = CUSTOM_FIX_FIELD;
    maker->rule.fix.values = values;
}

static void make_fix(struct custom_maker *maker, const struct yaml_node *fix)
{
    const struct yaml_node *set = yaml_get(fix, "set");
    const struct yaml_node *level = yaml_get(fix, "level");
    struct bytes name;
    if (maker->rule.each_zone) {
        CUSTOM_TELL(maker, fix->place, "a fix mends a record, and this rule looks at each zone");
        return;
    }
    const struct yaml_pair *pair = &set->pairs.items[0];
    maker->rule.fix.is_safe = level != NULL && bytes_equal(level->text, bytes_from_string("safe"));
    maker->rule.fix.value = text_of(maker, pair->value);
    if (custom_field_name(pair->key->text, &name)) {
        make_fix_field(maker, pair, name);
    } else {
        make_fix_ttl(maker, pair->value);
    }
}

/* ---- Tests */

static void make_test(struct custom_maker *maker,
                      const struct yaml_node *map,
                      struct custom_rule_test *test)
{
    const struct yaml_node *ok = yaml_get(map, "ok");
    const struct yaml_node *bad = yaml_get(map, "bad");
    const struct yaml_node *fixed = yaml_get(map, "fixed");
    const struct yaml_node *message = yaml_get(map, "message");
    if (fixed != NULL && maker->rule.fix.kind == CUSTOM_FIX_NOTHING) {
        CUSTOM_TELL(maker, fixed->place, "this rule has no \"fix\"");
    }
    const char *zone = text_of(maker, yaml_get(map, "zone"));
    *test = (struct custom_rule_test){
        .place = ok != NULL ? ok->place : bad->place,
        .is_bad = bad != NULL,
        .zone = zone == NULL ? "example.com" : zone,
        .text = text_of(maker, ok != NULL ? ok : bad),
        .fixed = text_of(maker, fixed),
        .message = text_of(maker, message),
    };
    if (fixed != NULL) {
        test->fixed_place = fixed->place;
    }
    if (message != NULL) {
        test->message_place = message->place;
    }
}

static void make_tests(struct custom_maker *maker, const struct yaml_node *list)
{
    struct custom_rule_test *tests =
        arena_get_zeroed(maker->rules->arena, (list->items.count + 1) * sizeof(*tests));
    for (size_t i = 0; i < list->items.count; i++) {
        make_test(maker, list->items.items[i], &tests[i]);
    }
    maker->rule.tests = tests;
    maker->rule.test_count = list->items.count;
}

/* ---- The rule */

static bool id_is_new(struct custom_maker *maker, const struct yaml_node *id)
{
    const char *text = (const char *)id->text.data;
    for (size_t i = 0; i < maker->rules->items.count; i++) {
        const struct custom_rule *other = &maker->rules->items.items[i];
        if (strcmp(other->id, text) == 0) {
            policy_problem_set_other(
                maker->problems,
                CUSTOM_TELL(maker, id->place, "there is another custom rule \"%s\"", text),
                other->place);
            return false;
        }
    }
    return true;
}

static void make_words(struct custom_maker *maker, const struct yaml_node *map)
{
    struct custom_rule *rule = &maker->rule;
    const struct yaml_node *severity = yaml_get(map, "severity");
    const struct yaml_node *id = yaml_get(map, "id");
    rule->id = text_of(maker, id);
    rule->name = arena_format(maker->rules->arena, "custom:%s", rule->id);
    rule->place = id->place;
    rule->severity = SEVERITY_WARNING;
    if (severity != NULL) {
        severity_from_text((const char *)severity->text.data, &rule->severity);
    }
    rule->why = text_of(maker, yaml_get(map, "why"));
    rule->docs = text_of(maker, yaml_get(map, "docs"));
    rule->summary = text_of(maker, yaml_get(map, "message"));
}

static void make_rule(struct custom_maker *maker, const struct yaml_node *map)
{
    struct custom_rule *rule = &maker->rule;
    const struct yaml_node *match = yaml_get(map, "match");
    const struct yaml_node *tests = yaml_get(map, "tests");
    make_words(maker, map);
    rule->each_zone = yaml_get(match, "each") != NULL;
    if (!rule->each_zone) {
        custom_make_types(maker, match);
    }
    rule->message = custom_make_message(maker, yaml_get(map, "message"));
    rule->match = custom_make_conditions(maker, match, CUSTOM_MATCH);
    rule->unless = custom_make_conditions(maker, yaml_get(map, "unless"), CUSTOM_UNLESS);
    rule->require = custom_make_conditions(maker, yaml_get(map, "require"), CUSTOM_DEMAND);
    rule->forbid = custom_make_conditions(maker, yaml_get(map, "forbid"), CUSTOM_DEMAND);
    if (yaml_get(map, "fix") != NULL) {
        make_fix(maker, yaml_get(map, "fix"));
    }
    if (tests != NULL) {
        make_tests(maker, tests);
    }
}

void custom_rules_add(struct custom_rules *rules,
                      const struct yaml_node *list,
                      struct policy_problems *problems)
{
    size_t first = problems->items.count;
    for (size_t i = 0; i < list->items.count; i++) {
        const struct yaml_node *map = list->items.items[i];
        struct custom_maker maker = {.rules = rules, .problems = problems};
        uint64_t before = policy_problems_count(problems);
        if (rules->items.count == CUSTOM_RULES_MAX) {
            _Static_assert(CUSTOM_RULES_MAX == 1000, "the message says so");
            CUSTOM_TELL(&maker, map->place, "there are more than 1000 custom rules");
            break;
        }
        if (id_is_new(&maker, yaml_get(map, "id"))) {
            make_rule(&maker, map);
        }
        if (policy_problems_count(problems) == before) {
            VECTOR_PUSH(&rules->items, maker.rule);
        }
    }
    policy_problems_sort(problems, first);
}

void custom_rules_end(struct custom_rules *rules)
{
    for (size_t i = 0; i < rules->regexes.count; i++) {
        regex_free(rules->regexes.items[i]);
    }
    VECTOR_FREE(&rules->regexes);
    VECTOR_FREE(&rules->items);
}
