/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/analysis.h"

#include <string.h>

#include "analyzer/check.h"
#include "analyzer/gate.h"
#include "analyzer/rules/rules.h"
#include "analyzer/settle.h"

/* A rule that the policy leaves on. */
struct active_rule {
    const struct rule *rule;
    enum severity severity;
};

struct analysis {
    struct check check;
    VECTOR(struct active_rule) scopes[RULE_SET + 1]; /* by what wakes them */
    type_mask wakers[RULE_SET + 1];                  /* all types that wake one of them */
};

static void analysis_choose_rules(struct analysis *analysis, const struct policy *policy)
{
    for (size_t i = 0; i < rule_count(); i++) {
        const struct rule *rule = rule_at(i);
        struct active_rule active = {rule, policy_severity(policy, rule->name, rule->severity)};
        if (active.severity != SEVERITY_OFF) {
            VECTOR_PUSH(&analysis->scopes[rule->scope], active);
            analysis->wakers[rule->scope] |= rule->types;
        }
    }
}

static struct check *analysis_begin(struct analysis *analysis, const struct active_rule *active)
{
    analysis->check.rule = active->rule;
    analysis->check.severity = active->severity;
    return &analysis->check;
}

static void analysis_end_call(struct analysis *analysis)
{
    arena_clear(analysis->check.scratch);
}

static void analysis_run_flaws(struct analysis *analysis, const struct zone *zone)
{
    for (size_t i = 0; i < zone->flaws.count; i++) {
        const struct flaw *flaw = &zone->flaws.items[i];
        for (size_t k = 0; k < analysis->scopes[RULE_FLAW].count; k++) {
            const struct active_rule *active = &analysis->scopes[RULE_FLAW].items[k];
            if (strcmp(active->rule->name, flaw_rule_name(flaw->kind)) == 0) {
                active->rule->run.flaw(analysis_begin(analysis, active), zone, flaw);
                analysis_end_call(analysis);
            }
        }
    }
}

static void analysis_run_records(struct analysis *analysis, const struct zone *zone)
{
    for (size_t i = 0; i < zone->records.count; i++) {
        const struct record *record = &zone->records.items[i];
        type_mask mask = rrtype_mask(record->type);
        if ((mask & analysis->wakers[RULE_RECORD]) == 0) {
            continue;
        }
        for (size_t k = 0; k < analysis->scopes[RULE_RECORD].count; k++) {
            const struct active_rule *active = &analysis->scopes[RULE_RECORD].items[k];
            if ((active->rule->types & mask) != 0) {
                active->rule->run.record(analysis_begin(analysis, active), zone, record);
                analysis_end_call(analysis);
            }
        }
    }
}

static void analysis_run_nodes(struct analysis *analysis, const struct zone *zone)
{
    for (size_t i = 0; i < zone->nodes.count; i++) {
        const struct node *node = &zone->nodes.items[i];
        if ((node->types & analysis->wakers[RULE_NODE]) == 0) {
            continue;
        }
        for (size_t k = 0; k < analysis->scopes[RULE_NODE].count; k++) {
            const struct active_rule *active = &analysis->scopes[RULE_NODE].items[k];
            if ((active->rule->types & node->types) != 0) {
                active->rule->run.node(analysis_begin(analysis, active), zone, node);
                analysis_end_call(analysis);
            }
        }
    }
}

static void analysis_run_zone(struct analysis *analysis, const struct zone *zone)
{
    for (size_t k = 0; k < analysis->scopes[RULE_ZONE].count; k++) {
        const struct active_rule *active = &analysis->scopes[RULE_ZONE].items[k];
        active->rule->run.zone(analysis_begin(analysis, active), zone);
        analysis_end_call(analysis);
    }
}

static void analysis_run_set(struct analysis *analysis, const struct zone_set *set)
{
    for (size_t k = 0; k < analysis->scopes[RULE_SET].count; k++) {
        const struct active_rule *active = &analysis->scopes[RULE_SET].items[k];
        active->rule->run.set(analysis_begin(analysis, active), set);
        analysis_end_call(analysis);
    }
}

struct findings *analysis_run(const struct zone_set *set, const struct policy *policy)
{
    struct findings *findings = findings_new();
    struct analysis analysis = {
        .check =
            {
                .set = set,
                .policy = policy,
                .findings = findings,
                .scratch = arena_new(),
                .unknown = name_table_new(),
                .gate = gate_new(set),
            },
    };
    analysis_choose_rules(&analysis, policy);
    for (size_t i = 0; i < set->zones.count; i++) {
        const struct zone *zone = set->zones.items[i];
        analysis_run_flaws(&analysis, zone);
        analysis_run_records(&analysis, zone);
        analysis_run_nodes(&analysis, zone);
        analysis_run_zone(&analysis, zone);
    }
    analysis_run_set(&analysis, set);
    settle_fixes(&analysis.check);
    findings->unknown_targets = name_table_count(analysis.check.unknown);
    findings_sort(findings, set->sources);
    for (size_t i = 0; i <= RULE_SET; i++) {
        VECTOR_FREE(&analysis.scopes[i]);
    }
    gate_free(analysis.check.gate);
    name_table_free(analysis.check.unknown);
    arena_free(analysis.check.scratch);
    return findings;
}
