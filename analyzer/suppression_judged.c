/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/suppression_judged.h"

#include "analyzer/rules/missing_dot.h"
#include "analyzer/rules/ptr_missing.h"
#include "analyzer/rules/target.h"

static bool name_was_run_in(const struct zone_policy *policy, const struct suppressed *name)
{
    const struct vocabulary *vocabulary = &policy->policy->vocabulary;
    bool runs = false;
    for (size_t i = 0; i < vocabulary->rule_count; i++) {
        const struct vocabulary_rule *rule = &vocabulary->rules[i];
        bool is_meant =
            strcmp(name->name, rule->name) == 0 || strcmp(name->name, rule->family) == 0;
        if (is_meant && !policy->runs[i] && rule->severity != SEVERITY_OFF) {
            return false;
        }
        runs = runs || (is_meant && policy->runs[i]);
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

static bool covers(const struct suppressed *name, const char *rule)
{
    return suppressed_covers(name, rule_find(rule));
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

/* The types of records that a rule of this name cannot judge without the zones that they lead to:
 * rules for single records ask where the host is found. */
static type_mask types_that_lead_out(const struct suppressed *name)
{
    type_mask types = suppressed_is_custom(name) ? MASK_HOSTS | MASK_DNAME : 0;
    for (size_t i = 0; i < rule_count(); i++) {
        const struct rule *rule = rule_at(i);
        if (rule->scope == RULE_RECORD && suppressed_covers(name, rule)) {
            types |= rule->types & MASK_HOSTS;
        }
    }
    return covers(name, "ptr-missing") ? types | MASK_ADDRESS : types;
}

static bool record_leads_out(struct check *check,
                             const struct zone *zone,
                             const struct record *record,
                             const struct suppressed *name)
{
    if (rrtype_has(record->type, RRTYPE_ADDRESS)) {
        return ptr_missing_is_open(check, zone, record);
    }
    struct answer answer;
    enum common_question question =
        record->type == TYPE_CNAME ? QUESTION_ALIASES : QUESTION_ADDRESS;
    check_ask(check, zone, record_host(zone, record), question_types(question), &answer);
    return answer.end == ANSWER_UNKNOWN ||
           (covers(name, "missing-trailing-dot") && missing_dot_find(check, zone, record).is_open);
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

static bool any_record_leads_out(struct check *check,
                                 const struct placed_suppression *placed,
                                 const struct suppressed *name)
{
    const struct suppression *suppression = placed->suppression;
    type_mask types = types_that_lead_out(name);
    struct records_between between = {
        .records = placed->records,
        .start = suppression->word == SUPPRESS_FILE ? 0 : suppression->target_start,
        .end = suppression->word == SUPPRESS_FILE ? UINT64_MAX : suppression->target_end,
    };
    const struct record *record;
    bool leads_out = false;
    while (types != 0 && !leads_out && (record = records_between_next(&between)) != NULL) {
        if ((rrtype_mask(record->type) & types) == 0) {
            continue;
        }
        leads_out = suppression->word == SUPPRESS_RRSET
                        ? rrset_leads_out(check, between.zone, record, name)
                        : record_leads_out(check, between.zone, record, name);
        arena_clear(check->scratch);
    }
    return leads_out;
}

bool suppressed_is_judged(struct check *check,
                          const struct placed_suppression *placed,
                          const struct suppressed *name)
{
    return name_was_run(check, placed, name) && !may_be_claimed_twice(placed, name) &&
           !any_record_leads_out(check, placed, name);
}
