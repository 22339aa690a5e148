/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/custom_run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzer/gate.h"
#include "analyzer/settle.h"

static void run_row(struct custom_run *run, size_t index, const struct zone *zone)
{
    const struct rule *row = custom_rows_at(run->rows, index);
    run->check.rule = row;
    run->check.rule_number = (int)index;
    if (row->scope == RULE_ZONE) {
        row->run.zone(&run->check, zone);
    }
    arena_clear(run->check.scratch);
}

static void run_rows_for_record(struct custom_run *run,
                                const struct zone *zone,
                                const struct record *record)
{
    const struct rule *group = custom_group_rule(run->group);
    if (run->way.as_group && (group->types & rrtype_mask(record->type)) != 0) {
        run->check.rule = group;
        group->run.record(&run->check, zone, record);
        assert_ptr_equal(run->check.rule, group);
    }
    for (size_t k = 0; !run->way.as_group && k < custom_rows_count(run->rows); k++) {
        const struct rule *row = custom_rows_at(run->rows, k);
        if (row->scope == RULE_RECORD && (row->types & rrtype_mask(record->type)) != 0) {
            run->check.rule = row;
            run->check.rule_number = (int)k;
            row->run.record(&run->check, zone, record);
        }
    }
    arena_clear(run->check.scratch);
}

void custom_run_start(struct custom_run *run,
                      struct custom_way way,
                      const char *rules,
                      const struct zone_text *zones,
                      size_t zone_count)
{
    struct buffer told = {0};
    run->way = way;
    run->arena = arena_new();
    run->rules = custom_rules_read(rules, run->arena, &told);
    if (told.length > 0) {
        fail_msg("%sof `%s`", buffer_string(&told), rules);
    }
    buffer_free(&told);
    run->rows = custom_rows_new(run->rules.items.items, run->rules.items.count);
    if (way.counts) {
        custom_rows_count_selected(run->rows);
    }
    size_t count = run->rules.items.count;
    run->policy = (struct policy){.arena = run->arena};
    run->zone_policy = (struct zone_policy){
        .policy = &run->policy,
        .rules = arena_get_zeroed(run->arena, (count + 1) * sizeof(struct rule_setting)),
        .runs = arena_get_zeroed(run->arena, (count + 1) * sizeof(bool)),
    };
    for (size_t i = 0; i < count; i++) {
        enum severity severity = run->rules.items.items[i].severity;
        run->zone_policy.runs[i] = severity != SEVERITY_OFF;
        run->zone_policy.rules[i] =
            (struct rule_setting){.on = severity != SEVERITY_OFF, .severity = severity};
    }
    run->group = custom_group_new(run->rows, run->zone_policy.runs, 0);
    run->set = zone_texts_read(zones, zone_count);
    run->terms = (struct analysis_terms){.policy = &run->zone_policy};
    run->check = (struct check){
        .set = run->set,
        .terms = &run->terms,
        .findings = findings_new(),
        .scratch = arena_new(),
        .gate = gate_new(run->set),
    };
    for (size_t i = 0; i < run->set->zones.count; i++) {
        const struct zone *zone = run->set->zones.items[i];
        for (size_t k = 0; k < zone->records.count; k++) {
            run_rows_for_record(run, zone, &zone->records.items[k]);
        }
        for (size_t k = 0; k < custom_rows_count(run->rows); k++) {
            run_row(run, k, zone);
        }
    }
    settle_fixes(&run->check);
    findings_sort(run->check.findings, run->set->sources);
}

void custom_run_end(struct custom_run *run)
{
    custom_room_free(run->check.custom);
    findings_free(run->check.findings);
    gate_free(run->check.gate);
    unknown_names_free(&run->check.unknown);
    arena_free(run->check.scratch);
    zone_set_free(run->set);
    custom_group_free(run->group);
    custom_rows_free(run->rows);
    custom_rules_end(&run->rules);
    arena_free(run->arena);
}
