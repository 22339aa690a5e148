/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/suppression_judged.h"

#include "analyzer/open_record.h"
#include "analyzer/rules/target.h"

static bool is_meant(const struct vocabulary_rule *rule, const struct suppressed *name)
{
    return strcmp(name->name, rule->name) == 0 || strcmp(name->name, rule->family) == 0;
}

/* What is off by default counts only where somebody switched it on. */
static bool is_meant_by_default(const struct vocabulary_rule *rule, const struct suppressed *name)
{
    return rule->severity != SEVERITY_OFF && is_meant(rule, name);
}

static bool name_was_run_in(const struct zone_policy *policy, const struct suppressed *name)
{
    const struct vocabulary *vocabulary = &policy->policy->vocabulary;
    bool runs = false;
    if (name->rule != NULL) {
        return policy->runs[rule_number(name->rule)];
    }
    for (size_t i = 0; i < vocabulary->rule_count; i++) {
        const struct vocabulary_rule *rule = &vocabulary->rules[i];
        if (!policy->runs[i] && is_meant_by_default(rule, name)) {
            return false;
        }
        runs = runs || (policy->runs[i] && is_meant(rule, name));
    }
    return runs;
}

static bool name_was_run(const struct check *check,
                         const struct placed_suppression *placed,
                         const struct suppressed *name)
{
    for (size_t i = 0; i < placed->zone_count; i++) {
        if (!name_was_run_in(terms_policy(check->terms, placed->zones[i]), name)) {
            return false;
        }
    }
    return true;
}

/* What was not read, or stands in another file, may be what the comment is for. */
static bool zones_are_known(const struct placed_suppression *placed)
{
    for (size_t i = 0; i < placed->zone_count; i++) {
        if (!placed->zones[i]->complete || placed->zones[i]->claimed_twice) {
            return false;
        }
    }
    return true;
}

static bool covers(const struct suppressed *name, const char *rule)
{
    return name->rule != NULL ? strcmp(name->rule->name, rule) == 0
                              : suppressed_covers(name, rule_find(rule));
}

/* Which files claim a zone is not known from one of them. Such a finding stands at the start of the
 * file. */
static bool may_be_claimed_twice(const struct placed_suppression *placed,
                                 const struct suppressed *name)
{
    const struct suppression *suppression = placed->suppression;
    bool is_at_start = suppression->word == SUPPRESS_FILE || suppression->target_start == 0;
    return is_at_start && covers(name, "zone-duplicate");
}

static type_mask types_that_lead_out(const struct suppressed *name)
{
    type_mask types = suppressed_is_custom(name) ? open_types(NULL) : 0;
    if (name->rule != NULL) {
        return open_types(name->rule);
    }
    for (size_t i = 0; i < rule_count(); i++) {
        if (suppressed_covers(name, rule_at(i))) {
            types |= open_types(rule_at(i));
        }
    }
    return types;
}

static bool record_leads_out(struct check *check,
                             const struct zone *zone,
                             const struct record *record,
                             const struct suppressed *name)
{
    return record_is_open(check, zone, record, covers(name, "missing-trailing-dot"));
}

/* The same for all records of its RRset, wherever they stand. A crowd is not gone through for each
 * of its records. */
static bool rrset_leads_out(struct check *check,
                            const struct zone *zone,
                            const struct record *record,
                            const struct suppressed *name)
{
    bool leads_out = owner_is_crowded(zone, record);
    for (const struct record *other = node_first(zone, record_node(zone, record), record->type);
         other != NULL && !leads_out; other = node_next(zone, other)) {
        leads_out = record_leads_out(check, zone, other, name);
    }
    return leads_out;
}

/* The rules that a name covers, by their numbers in the policy of a zone. */
struct covered_rules {
    const struct suppressed *name;
    const struct zone_policy *policy; /* NULL at first */
    VECTOR(int) numbers;
};

static void covered_rules_turn_to(struct covered_rules *rules, const struct zone_policy *policy)
{
    const struct vocabulary *vocabulary = &policy->policy->vocabulary;
    rules->policy = policy;
    rules->numbers.count = 0;
    for (size_t i = 0; i < vocabulary->rule_count; i++) {
        if (is_meant_by_default(&vocabulary->rules[i], rules->name)) {
            VECTOR_PUSH(&rules->numbers, (int)i);
        }
    }
}

/* Whether an override for some owners or types keeps away what one of the rules would find. */
static bool record_is_excepted(struct check *check,
                               const struct zone *zone,
                               const struct record *record,
                               struct covered_rules *rules)
{
    const struct zone_policy *policy = terms_policy(check->terms, zone);
    if (!policy->asks_findings) {
        return false;
    }
    if (policy != rules->policy) {
        covered_rules_turn_to(rules, policy);
    }
    owner_start(&check->owner, record_owner(zone, record), zone->apex);
    for (size_t i = 0; i < rules->numbers.count; i++) {
        int number = rules->numbers.items[i];
        if (!zone_policy_rule(policy, number, &check->owner, record->type).on) {
            return true;
        }
    }
    return false;
}

/* Whether any of the policies of the zones has such overrides. */
static bool any_policy_asks(const struct check *check, const struct placed_suppression *placed)
{
    bool asks = false;
    for (size_t i = 0; i < placed->zone_count && !asks; i++) {
        asks = terms_policy(check->terms, placed->zones[i])->asks_findings;
    }
    return asks;
}

/* Whether there is a record of which nobody can know that the name has nothing to suppress. */
static bool any_record_is_open(struct check *check,
                               const struct placed_suppression *placed,
                               const struct suppressed *name)
{
    const struct suppression *suppression = placed->suppression;
    type_mask types = types_that_lead_out(name);
    struct covered_rules rules = {.name = name};
    struct records_between between = {
        .records = placed->records,
        .start = suppression->word == SUPPRESS_FILE ? 0 : suppression->target_start,
        .end = suppression->word == SUPPRESS_FILE ? UINT64_MAX : suppression->target_end,
    };
    const struct record *record;
    bool is_open = false;
    bool is_any = types != 0 || any_policy_asks(check, placed);
    while (is_any && !is_open && (record = records_between_next(&between)) != NULL) {
        is_open = record_is_excepted(check, between.zone, record, &rules);
        if (is_open || (rrtype_mask(record->type) & types) == 0) {
            continue;
        }
        is_open = suppression->word == SUPPRESS_RRSET
                      ? rrset_leads_out(check, between.zone, record, name)
                      : record_leads_out(check, between.zone, record, name);
        arena_clear(check->scratch);
    }
    VECTOR_FREE(&rules.numbers);
    return is_open;
}

bool suppressed_is_judged(struct check *check,
                          const struct placed_suppression *placed,
                          const struct suppressed *name)
{
    return zones_are_known(placed) && name_was_run(check, placed, name) &&
           !may_be_claimed_twice(placed, name) && !any_record_is_open(check, placed, name);
}
