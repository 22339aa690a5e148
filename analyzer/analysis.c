/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/analysis.h"

#include <assert.h>
#include <string.h>

#include "analyzer/baseline.h"
#include "analyzer/check.h"
#include "analyzer/custom.h"
#include "analyzer/gate.h"
#include "analyzer/rules/rules.h"
#include "analyzer/settle.h"
#include "analyzer/suppressions.h"
#include "analyzer/woken.h"

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

/* What a worker writes to at every call of a rule. */
struct analyst {
    struct check check;
    const struct zone_rules *rules; /* that the sets below are of */
    struct woken records;
    struct woken nodes;
};

struct analysis {
    const struct zone_set *set;
    struct rule_choice rules;
    VECTOR(struct part) parts; /* in the order in which they are told */
    const struct analysis_terms *terms;
    struct analyst **analysts; /* one for each worker; NULL for one that did nothing */
    unsigned analyst_count;
};

static struct check *check_begin(struct check *check, const struct active_rule *active)
{
    check->rule = active->rule;
    check->rule_number = active->number;
    return check;
}

static void check_end(struct check *check)
{
    arena_clear(check->scratch);
}

static void analyst_run_flaws(struct analyst *analyst, const struct zone *zone)
{
    struct check *check = &analyst->check;
    const struct active_rules *active = &analyst->rules->scopes[RULE_FLAW];
    for (size_t i = 0; i < zone->flaws.count; i++) {
        const struct flaw *flaw = &zone->flaws.items[i];
        for (size_t k = 0; k < active->list.count; k++) {
            const struct rule *rule = active->list.items[k].rule;
            if (strcmp(rule->name, flaw_rule_name(flaw->kind)) == 0) {
                rule->run.flaw(check_begin(check, &active->list.items[k]), zone, flaw);
                check_end(check);
            }
        }
    }
}

static void analyst_run_record(struct analyst *analyst,
                               const struct zone *zone,
                               const struct record *record)
{
    const struct active_rules *active = &analyst->rules->scopes[RULE_RECORD];
    type_mask types = rrtype_mask(record->type);
    if ((types & active->types) == 0) {
        return;
    }
    struct check *check = &analyst->check;
    const struct woken_rules *woken = woken_get(&analyst->records, active, types);
    for (size_t i = 0; i < woken->count; i++) {
        woken->rules[i]->rule->run.record(check_begin(check, woken->rules[i]), zone, record);
    }
    check_end(check);
}

static void analyst_run_node(struct analyst *analyst,
                             const struct zone *zone,
                             const struct node *node)
{
    const struct active_rules *active = &analyst->rules->scopes[RULE_NODE];
    if ((node->types & active->types) == 0) {
        return;
    }
    struct check *check = &analyst->check;
    const struct woken_rules *woken = woken_get(&analyst->nodes, active, node->types);
    for (size_t i = 0; i < woken->count; i++) {
        woken->rules[i]->rule->run.node(check_begin(check, woken->rules[i]), zone, node);
    }
    check_end(check);
}

static void analyst_run_zone(struct analyst *analyst, const struct zone *zone)
{
    struct check *check = &analyst->check;
    const struct active_rules *active = &analyst->rules->scopes[RULE_ZONE];
    for (size_t k = 0; k < active->list.count; k++) {
        active->list.items[k].rule->run.zone(check_begin(check, &active->list.items[k]), zone);
        check_end(check);
    }
}

/* Turns to the rules that run in a zone. */
static void analyst_turn_to(struct analyst *analyst,
                            const struct analysis *analysis,
                            const struct zone *zone)
{
    const struct zone_rules *rules = analysis->rules.of_zones[zone->number];
    assert(rules != NULL);
    if (analyst->rules != rules) {
        analyst->rules = rules;
        woken_clear(&analyst->records);
        woken_clear(&analyst->nodes);
    }
}

/* Made by itself: what it is written to at every call must not lie in memory beside that of another
 * worker. */
static struct analyst *analysis_analyst(const struct analysis *analysis, unsigned worker)
{
    struct analyst **analyst = &analysis->analysts[worker];
    if (*analyst == NULL) {
        *analyst = memory_get(sizeof(**analyst));
        **analyst = (struct analyst){
            .check =
                {
                    .set = analysis->set,
                    .terms = analysis->terms,
                    .choice = &analysis->rules,
                    .findings = findings_new(),
                    .scratch = arena_new(),
                    .gate = gate_new(analysis->set),
                },
            .records = {.rules_max = analysis->rules.active_max},
            .nodes = {.rules_max = analysis->rules.active_max},
        };
    }
    return *analyst;
}

static void analysis_run_part(void *context, unsigned worker, size_t item)
{
    struct analysis *analysis = context;
    struct analyst *analyst = analysis_analyst(analysis, worker);
    struct check *check = &analyst->check;
    struct part *part = &analysis->parts.items[item];
    part->worker = worker;
    part->findings_start = check->findings->items.count;
    analyst_turn_to(analyst, analysis, part->zone);
    if (part->first) {
        analyst_run_flaws(analyst, part->zone);
    }
    for (size_t i = part->record_start; i < part->record_end; i++) {
        analyst_run_record(analyst, part->zone, &part->zone->records.items[i]);
    }
    for (size_t i = part->node_start; i < part->node_end; i++) {
        analyst_run_node(analyst, part->zone, &part->zone->nodes.items[i]);
    }
    if (part->last) {
        analyst_run_zone(analyst, part->zone);
    }
    part->findings_end = check->findings->items.count;
}

static void analysis_run_set(const struct analysis *analysis, struct check *check)
{
    for (size_t k = 0; k < analysis->rules.for_set.list.count; k++) {
        const struct active_rule *active = &analysis->rules.for_set.list.items[k];
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

/* Leaves everything that was found with the first analyst, in the order of the parts. */
static void analysis_gather(struct analysis *analysis)
{
    struct check *first = &analysis_analyst(analysis, 0)->check;
    struct findings *findings = first->findings;
    struct findings ordered = {0};
    for (size_t i = 0; i < analysis->parts.count; i++) {
        const struct part *part = &analysis->parts.items[i];
        const struct findings *found = analysis->analysts[part->worker]->check.findings;
        for (size_t k = part->findings_start; k < part->findings_end; k++) {
            VECTOR_PUSH(&ordered.items, found->items.items[k]);
        }
    }
    free(findings->items.items);
    findings->items.items = ordered.items.items;
    findings->items.count = ordered.items.count;
    findings->items.capacity = ordered.items.capacity;
    for (unsigned i = 1; i < analysis->analyst_count; i++) {
        if (analysis->analysts[i] != NULL) {
            struct check *check = &analysis->analysts[i]->check;
            findings_adopt(findings, check->findings);
            check->findings = NULL;
            unknown_names_add_all(&first->unknown, &check->unknown);
        }
    }
}

static void analyst_free(struct analyst *analyst)
{
    if (analyst != NULL) {
        gate_free(analyst->check.gate);
        unknown_names_free(&analyst->check.unknown);
        custom_room_free(analyst->check.custom);
        arena_free(analyst->check.scratch);
        woken_free(&analyst->records);
        woken_free(&analyst->nodes);
        free(analyst);
    }
}

static void analysis_end(struct analysis *analysis)
{
    for (unsigned i = 0; i < analysis->analyst_count; i++) {
        analyst_free(analysis->analysts[i]);
    }
    rule_choice_end(&analysis->rules);
    VECTOR_FREE(&analysis->parts);
    free(analysis->analysts);
}

/* What comes behind the rules for parts, and the end of the analysis: all findings are with the
 * first analyst. `unknown` may be NULL. */
static struct findings *analysis_finish(struct analysis *analysis, struct unknown_names *unknown)
{
    struct check *check = &analysis_analyst(analysis, 0)->check;
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

struct findings *analysis_run(const struct zone_set *set, const struct analysis_terms *terms)
{
    struct analysis analysis = {.set = set, .terms = terms};
    rule_choice_make(&analysis.rules, set, terms);
    struct workers *workers = analysis_divide(&analysis);
    analysis.analyst_count = workers_count(workers);
    analysis.analysts = memory_get_zeroed(analysis.analyst_count, sizeof(struct analyst *));
    workers_run(workers, analysis_run_part, &analysis, analysis.parts.count);
    analysis_gather(&analysis);
    struct findings *findings = analysis_finish(&analysis, NULL);
    suppressions_apply(set, terms, findings);
    baseline_mark(findings, terms->baseline);
    return findings;
}

struct findings *analysis_run_at(const struct zone_set *set,
                                 const struct analysis_terms *terms,
                                 const struct analysis_place *places,
                                 size_t count,
                                 struct unknown_names *unknown)
{
    struct analysis analysis = {.set = set, .terms = terms, .analyst_count = 1};
    rule_choice_make(&analysis.rules, set, terms);
    analysis.analysts = memory_get_zeroed(1, sizeof(struct analyst *));
    struct analyst *analyst = analysis_analyst(&analysis, 0);
    for (size_t i = 0; i < count; i++) {
        const struct zone *zone = places[i].zone;
        analyst_turn_to(analyst, &analysis, zone);
        for (size_t k = 0; k < places[i].count; k++) {
            const struct node *node = &zone->nodes.items[places[i].nodes[k]];
            for (uint32_t r = node->first; r != RECORD_NONE; r = zone->records.items[r].next) {
                analyst_run_record(analyst, zone, &zone->records.items[r]);
            }
            analyst_run_node(analyst, zone, node);
        }
        analyst_run_zone(analyst, zone);
    }
    return analysis_finish(&analysis, unknown);
}
