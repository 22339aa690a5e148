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

/* A piece of a zone, small enough that a huge one keeps all threads busy, and what came of it. */
struct part {
    const struct zone *zone;
    size_t record_start;
    size_t record_end;
    size_t node_start;
    size_t node_end;
    bool first; /* of its zone: the flaws are with it */
    bool last;  /* of its zone: the rules for the whole zone are with it */
    unsigned worker;
    size_t findings_start; /* in the findings of that worker */
    size_t findings_end;
};

/* How many records and nodes a part has at most. */
enum { PART_SIZE = 16384 };

struct analysis {
    const struct zone_set *set;
    VECTOR(struct active_rule) scopes[RULE_SET + 1]; /* by what wakes them */
    type_mask wakers[RULE_SET + 1];                  /* all types that wake one of them */
    VECTOR(struct part) parts;                       /* in the order in which they are told */
    const struct policy *policy;
    struct check **checks; /* one for each worker; NULL for one that did nothing */
    unsigned check_count;
};

static void analysis_choose_rules(struct analysis *analysis)
{
    for (size_t i = 0; i < rule_count(); i++) {
        const struct rule *rule = rule_at(i);
        struct active_rule active = {rule,
                                     policy_severity(analysis->policy, rule->name, rule->severity)};
        if (active.severity != SEVERITY_OFF) {
            VECTOR_PUSH(&analysis->scopes[rule->scope], active);
            analysis->wakers[rule->scope] |= rule->types;
        }
    }
}

static struct check *check_begin(struct check *check, const struct active_rule *active)
{
    check->rule = active->rule;
    check->severity = active->severity;
    return check;
}

static void check_end(struct check *check)
{
    arena_clear(check->scratch);
}

static void analysis_run_flaws(const struct analysis *analysis,
                               struct check *check,
                               const struct zone *zone)
{
    for (size_t i = 0; i < zone->flaws.count; i++) {
        const struct flaw *flaw = &zone->flaws.items[i];
        for (size_t k = 0; k < analysis->scopes[RULE_FLAW].count; k++) {
            const struct active_rule *active = &analysis->scopes[RULE_FLAW].items[k];
            if (strcmp(active->rule->name, flaw_rule_name(flaw->kind)) == 0) {
                active->rule->run.flaw(check_begin(check, active), zone, flaw);
                check_end(check);
            }
        }
    }
}

static void analysis_run_record(const struct analysis *analysis,
                                struct check *check,
                                const struct zone *zone,
                                const struct record *record)
{
    type_mask mask = rrtype_mask(record->type);
    if ((mask & analysis->wakers[RULE_RECORD]) == 0) {
        return;
    }
    for (size_t k = 0; k < analysis->scopes[RULE_RECORD].count; k++) {
        const struct active_rule *active = &analysis->scopes[RULE_RECORD].items[k];
        if ((active->rule->types & mask) != 0) {
            active->rule->run.record(check_begin(check, active), zone, record);
            check_end(check);
        }
    }
}

static void analysis_run_node(const struct analysis *analysis,
                              struct check *check,
                              const struct zone *zone,
                              const struct node *node)
{
    if ((node->types & analysis->wakers[RULE_NODE]) == 0) {
        return;
    }
    for (size_t k = 0; k < analysis->scopes[RULE_NODE].count; k++) {
        const struct active_rule *active = &analysis->scopes[RULE_NODE].items[k];
        if ((active->rule->types & node->types) != 0) {
            active->rule->run.node(check_begin(check, active), zone, node);
            check_end(check);
        }
    }
}

static void analysis_run_zone(const struct analysis *analysis,
                              struct check *check,
                              const struct zone *zone)
{
    for (size_t k = 0; k < analysis->scopes[RULE_ZONE].count; k++) {
        const struct active_rule *active = &analysis->scopes[RULE_ZONE].items[k];
        active->rule->run.zone(check_begin(check, active), zone);
        check_end(check);
    }
}

/* A worker's check is made by itself: it is written to at every call of a rule, so it must not lie
 * in memory beside that of another one. */
static struct check *analysis_check(const struct analysis *analysis, unsigned worker)
{
    struct check **check = &analysis->checks[worker];
    if (*check == NULL) {
        *check = memory_get(sizeof(**check));
        **check = (struct check){
            .set = analysis->set,
            .policy = analysis->policy,
            .findings = findings_new(),
            .scratch = arena_new(),
            .gate = gate_new(analysis->set),
        };
    }
    return *check;
}

static void analysis_run_part(void *context, unsigned worker, size_t item)
{
    struct analysis *analysis = context;
    struct check *check = analysis_check(analysis, worker);
    struct part *part = &analysis->parts.items[item];
    part->worker = worker;
    part->findings_start = check->findings->items.count;
    if (part->first) {
        analysis_run_flaws(analysis, check, part->zone);
    }
    for (size_t i = part->record_start; i < part->record_end; i++) {
        analysis_run_record(analysis, check, part->zone, &part->zone->records.items[i]);
    }
    for (size_t i = part->node_start; i < part->node_end; i++) {
        analysis_run_node(analysis, check, part->zone, &part->zone->nodes.items[i]);
    }
    if (part->last) {
        analysis_run_zone(analysis, check, part->zone);
    }
    part->findings_end = check->findings->items.count;
}

static void analysis_run_set(const struct analysis *analysis, struct check *check)
{
    for (size_t k = 0; k < analysis->scopes[RULE_SET].count; k++) {
        const struct active_rule *active = &analysis->scopes[RULE_SET].items[k];
        active->rule->run.set(check_begin(check, active), analysis->set);
        check_end(check);
    }
}

static size_t at_most(size_t count, size_t max)
{
    return count < max ? count : max;
}

/* First the records of a zone, then its nodes. */
static void analysis_add_parts(struct analysis *analysis, const struct zone *zone)
{
    struct part part = {.zone = zone, .first = true};
    while (!part.last) {
        part.record_end =
            part.record_start + at_most(zone->records.count - part.record_start, PART_SIZE);
        size_t room = PART_SIZE - (part.record_end - part.record_start);
        part.node_end = part.node_start + at_most(zone->nodes.count - part.node_start, room);
        part.last = part.record_end == zone->records.count && part.node_end == zone->nodes.count;
        VECTOR_PUSH(&analysis->parts, part);
        part.first = false;
        part.record_start = part.record_end;
        part.node_start = part.node_end;
    }
}

static struct workers *analysis_divide(struct analysis *analysis)
{
    const struct zone_set *set = analysis->set;
    uint64_t records = 0;
    for (size_t i = 0; i < set->zones.count; i++) {
        analysis_add_parts(analysis, set->zones.items[i]);
        records += set->zones.items[i]->records.count;
    }
    return workers_for(set->workers, records);
}

/* Leaves everything that was found in the first check, in the order of the parts. */
static void analysis_gather(struct analysis *analysis)
{
    struct findings *findings = analysis_check(analysis, 0)->findings;
    struct findings ordered = {0};
    for (size_t i = 0; i < analysis->parts.count; i++) {
        const struct part *part = &analysis->parts.items[i];
        const struct findings *found = analysis->checks[part->worker]->findings;
        for (size_t k = part->findings_start; k < part->findings_end; k++) {
            VECTOR_PUSH(&ordered.items, found->items.items[k]);
        }
    }
    free(findings->items.items);
    findings->items.items = ordered.items.items;
    findings->items.count = ordered.items.count;
    findings->items.capacity = ordered.items.capacity;
    for (unsigned i = 1; i < analysis->check_count; i++) {
        struct check *check = analysis->checks[i];
        if (check != NULL) {
            findings_adopt(findings, check->findings);
            check->findings = NULL;
            unknown_names_add_all(&analysis->checks[0]->unknown, &check->unknown);
        }
    }
}

static void check_free(struct check *check)
{
    if (check != NULL) {
        gate_free(check->gate);
        unknown_names_free(&check->unknown);
        arena_free(check->scratch);
        free(check);
    }
}

static void analysis_end(struct analysis *analysis)
{
    for (unsigned i = 0; i < analysis->check_count; i++) {
        check_free(analysis->checks[i]);
    }
    for (size_t i = 0; i <= RULE_SET; i++) {
        VECTOR_FREE(&analysis->scopes[i]);
    }
    VECTOR_FREE(&analysis->parts);
    free(analysis->checks);
}

/* What comes behind the rules for parts, and the end of the analysis: all findings are in the first
 * check. `unknown` may be NULL. */
static struct findings *analysis_finish(struct analysis *analysis, struct unknown_names *unknown)
{
    struct check *check = analysis_check(analysis, 0);
    struct findings *findings = check->findings;
    analysis_run_set(analysis, check);
    settle_fixes(check);
    findings->unknown_targets = unknown_names_count(&check->unknown);
    if (unknown != NULL) {
        unknown_names_add_all(unknown, &check->unknown);
    }
    findings_sort(findings, analysis->set->sources);
    analysis_end(analysis);
    return findings;
}

struct findings *analysis_run(const struct zone_set *set, const struct policy *policy)
{
    struct analysis analysis = {.set = set, .policy = policy};
    analysis_choose_rules(&analysis);
    struct workers *workers = analysis_divide(&analysis);
    analysis.check_count = workers_count(workers);
    analysis.checks = memory_get_zeroed(analysis.check_count, sizeof(struct check *));
    workers_run(workers, analysis_run_part, &analysis, analysis.parts.count);
    analysis_gather(&analysis);
    return analysis_finish(&analysis, NULL);
}

struct findings *analysis_run_at(const struct zone_set *set,
                                 const struct policy *policy,
                                 const struct analysis_place *places,
                                 size_t count,
                                 struct unknown_names *unknown)
{
    struct analysis analysis = {.set = set, .policy = policy, .check_count = 1};
    analysis_choose_rules(&analysis);
    analysis.checks = memory_get_zeroed(1, sizeof(struct check *));
    struct check *check = analysis_check(&analysis, 0);
    for (size_t i = 0; i < count; i++) {
        const struct zone *zone = places[i].zone;
        for (size_t k = 0; k < places[i].count; k++) {
            const struct node *node = &zone->nodes.items[places[i].nodes[k]];
            for (uint32_t r = node->first; r != RECORD_NONE; r = zone->records.items[r].next) {
                analysis_run_record(&analysis, check, zone, &zone->records.items[r]);
            }
            analysis_run_node(&analysis, check, zone, node);
        }
        analysis_run_zone(&analysis, check, zone);
    }
    return analysis_finish(&analysis, unknown);
}
