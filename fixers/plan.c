/* SPDX-License-Identifier: BSD-3-Clause */
#include "fixers/plan.h"

#include <stdlib.h>

#include "analyzer/gate.h"
#include "fixers/zone_serial.h"

void plan_free(struct plan *plan)
{
    if (plan != NULL) {
        VECTOR_FREE(&plan->findings);
        VECTOR_FREE(&plan->fixes);
        VECTOR_FREE(&plan->edits);
        VECTOR_FREE(&plan->changes);
        VECTOR_FREE(&plan->sources);
        arena_free(plan->arena);
        free(plan);
    }
}

/* Why the policy leaves a fix alone; NULL when it allows it. Rules of taste (info) repair only when
 * they are asked to by name. */
static const char *policy_refusal(const struct finding *finding)
{
    unsigned needs = finding_fix_needs(finding);
    if ((needs & FIX_NEEDS_POLICY) != 0) {
        return "the policy has fixes off here";
    }
    if ((needs & FIX_NEEDS_RULE) != 0) {
        return "the fixes of this rule are made only when --fix-rule names it";
    }
    if ((needs & FIX_NEEDS_UNSAFE) != 0) {
        return "the fix is unsafe, and --unsafe-fixes is not given";
    }
    return NULL;
}

/* Why the SOA of a zone may not be edited, for this zone or for another one that takes its SOA from
 * the same entry; NULL when it may. */
static const char *soa_refusal(struct plan *plan,
                               const struct zone_set *set,
                               const struct analysis_terms *terms,
                               struct gate *gate,
                               const struct zone *zone)
{
    uint32_t source = record_source(zone, &zone->records.items[zone->soa]);
    const char *refusal = gate_refusal(gate, zone, source);
    if (refusal != NULL || gate_source_uses(gate, source) == 1) {
        return refusal;
    }
    for (size_t i = 0; i < set->zones.count; i++) {
        const struct zone *other = set->zones.items[i];
        if (other == zone || !zone_serial_is_shared(zone, other)) {
            continue;
        }
        refusal = zone_serial_choice(terms, other) == SERIAL_CHOICE_KEEP
                      ? "its serial is to be kept"
                      : gate_refusal(gate, other, source);
        if (refusal != NULL) {
            char apex[NAME_TEXT_BYTES_MAX];
            return arena_format(plan->arena, "zone %s takes its SOA from the same file: %s",
                                name_to_text(other->apex, apex), refusal);
        }
    }
    return NULL;
}

/* Why a zone of the fix could not get a new serial; NULL when all can. */
static const char *serial_refusal(struct plan *plan,
                                  const struct zone_set *set,
                                  const struct analysis_terms *terms,
                                  struct gate *gate,
                                  const struct fix *fix)
{
    for (size_t i = 0; i < fix->changes.count; i++) {
        const struct zone *zone = fix->changes.items[i].zone;
        struct zone_serial serial;
        if (zone->soa == RECORD_NONE || (i > 0 && zone == fix->changes.items[i - 1].zone)) {
            continue;
        }
        if (!zone_serial_next(set, terms, zone, &serial)) {
            if (serial.refusal == NULL) {
                continue; /* it is to be kept */
            }
            return arena_format(plan->arena, "the serial cannot be raised: %s", serial.refusal);
        }
        const char *refusal = soa_refusal(plan, set, terms, gate, zone);
        if (refusal != NULL) {
            return refusal;
        }
    }
    return NULL;
}

/* The first of the accepted edits that does not come before `edit`. */
static size_t edits_below(const struct plan *plan, const struct edit *edit)
{
    size_t low = 0;
    size_t high = plan->edits.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (edit_compare(&plan->edits.items[middle], edit) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Whether an insertion touches what another edit replaces. Then it was meant to stand beside bytes
 * that are no longer there: a dot behind a name, an owner in front of a record. At the start of a
 * line it has nothing to do with the line before. */
static bool edit_leans_on(const struct edit *insertion, const struct edit *other)
{
    if (insertion->span.length > 0 || insertion->span.source != other->span.source ||
        edit_lines_stand_together(insertion, other)) {
        return false;
    }
    if (insertion->span.start == other->span.start) {
        return true;
    }
    return insertion->span.start == other->span.start + other->span.length &&
           other->expected.data[other->span.length - 1] != '\n';
}

static bool edits_exclude_each_other(const struct edit *a, const struct edit *b)
{
    return !edit_equal(a, b) && (edit_meets(a, b) || edit_leans_on(a, b) || edit_leans_on(b, a));
}

/* Accepted edits do not meet each other, so only the neighbours of a new one can meet it; two on
 * each side, because an insertion may stand between it and a replacement that reaches over. */
static bool plan_meets(const struct plan *plan, const struct edit *edit)
{
    size_t at = edits_below(plan, edit);
    size_t first = at < 2 ? 0 : at - 2;
    for (size_t i = first; i < plan->edits.count && i < at + 2; i++) {
        if (edits_exclude_each_other(&plan->edits.items[i], edit)) {
            return true;
        }
    }
    return false;
}

static bool plan_has(const struct plan *plan, const struct edit *edit)
{
    size_t at = edits_below(plan, edit);
    return at < plan->edits.count && edit_equal(&plan->edits.items[at], edit);
}

static void plan_add_edit(struct plan *plan, struct edit edit)
{
    size_t at = edits_below(plan, &edit);
    VECTOR_PUSH(&plan->edits, edit);
    memmove(plan->edits.items + at + 1, plan->edits.items + at,
            (plan->edits.count - 1 - at) * sizeof(edit));
    plan->edits.items[at] = edit;
}

static bool plan_has_fix(const struct plan *plan, const struct fix *fix)
{
    for (size_t i = plan->fixes.count; fix->is_shared && i > 0; i--) {
        if (plan->fixes.items[i - 1] == fix) {
            return true;
        }
    }
    return false;
}

/* Takes the fix when all of its edits keep clear of those that are taken. An edit that an accepted
 * fix makes already serves both, and so do the changes that come with it. */
static bool plan_take(struct plan *plan, const struct fix *fix)
{
    for (size_t i = 0; i < fix->edits.count; i++) {
        if (plan_meets(plan, &fix->edits.items[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < fix->edits.count; i++) {
        if (plan_has(plan, &fix->edits.items[i])) {
            continue;
        }
        plan_add_edit(plan, fix->edits.items[i]);
        for (size_t k = 0; k < fix->changes.count; k++) {
            if (fix->changes.items[k].edit == i) {
                VECTOR_PUSH(&plan->changes, fix->changes.items[k]);
            }
        }
    }
    VECTOR_PUSH(&plan->fixes, fix);
    return true;
}

static void plan_list_sources(struct plan *plan)
{
    for (size_t i = 0; i < plan->edits.count; i++) {
        uint32_t source = plan->edits.items[i].span.source;
        if (i == 0 || source != plan->edits.items[i - 1].span.source) {
            VECTOR_PUSH(&plan->sources, source);
        }
    }
}

struct plan *plan_build(const struct zone_set *set,
                        const struct analysis_terms *terms,
                        const struct findings *findings)
{
    struct plan *plan = memory_get_zeroed(1, sizeof(*plan));
    plan->arena = arena_new();
    struct gate *gate = gate_new(set);
    plan->left_because =
        arena_get_zeroed(plan->arena, (findings->items.count + 1) * sizeof(char *));
    for (size_t i = 0; i < findings->items.count; i++) {
        const struct finding *finding = findings->items.items[i];
        if (finding->fix == NULL || finding->aside != FINDING_TOLD) {
            continue;
        }
        const char *refusal = policy_refusal(finding);
        if (refusal == NULL && !plan_has_fix(plan, finding->fix)) {
            refusal = serial_refusal(plan, set, terms, gate, finding->fix);
            if (refusal == NULL && !plan_take(plan, finding->fix)) {
                refusal = "another fix changes the same text";
            }
        }
        plan->left_because[i] = refusal;
        if (refusal == NULL) {
            VECTOR_PUSH(&plan->findings, finding);
        }
    }
    gate_free(gate);
    plan_list_sources(plan);
    return plan;
}

const struct edit *plan_edits(const struct plan *plan, uint32_t source, size_t *ret_count)
{
    size_t start = 0;
    while (start < plan->edits.count && plan->edits.items[start].span.source != source) {
        start++;
    }
    size_t end = start;
    while (end < plan->edits.count && plan->edits.items[end].span.source == source) {
        end++;
    }
    *ret_count = end - start;
    return plan->edits.items + start;
}
