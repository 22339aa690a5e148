/* SPDX-License-Identifier: BSD-3-Clause */
#include "fixers/fix.h"

#include <assert.h>
#include <stdlib.h>

#include "analyzer/analysis.h"
#include "fixers/fingerprints.h"
#include "fixers/plan.h"
#include "fixers/proof.h"
#include "fixers/record_counter.h"
#include "fixers/zone_serial.h"

/* A repair may uncover the next one (a final dot, then an alias behind it) and two repairs of one
 * text need two rounds. More rounds than this mean that fixes undo each other. */
enum { ROUNDS_MAX = 20 };

struct fixing {
    const struct zone_set *original;
    const struct findings *original_findings;
    const struct analysis_terms *terms;
    struct fix_result *result;
    const struct zone_set *set; /* as it is after the rounds so far */
    const struct findings *findings;
    struct zone_set *own_set; /* the same two, when they are not the original ones */
    struct findings *own_findings;
    struct patch **patches;       /* by source; NULL for a source without edits */
    VECTOR(size_t) changed_zones; /* the zone's index for each of the result's changes */
    bool *zone_changed;           /* by zone: it serves other records than the original */
    bool serials_are_raised;
    const char **left_because; /* of the first round: one for each original finding */
};

static void fixing_move_on(struct fixing *fixing, struct zone_set *set, struct findings *findings)
{
    findings_free(fixing->own_findings);
    zone_set_free(fixing->own_set);
    fixing->own_set = set;
    fixing->own_findings = findings;
    fixing->set = set;
    fixing->findings = findings;
}

static void fixing_apply(struct fixing *fixing,
                         uint32_t source,
                         const struct edit *edits,
                         size_t count)
{
    if (fixing->patches[source] == NULL) {
        fixing->patches[source] =
            patch_new(source_list_get(fixing->original->sources, source)->text);
    }
    patch_apply(fixing->patches[source], edits, count);
}

/* The original set with all patches so far. */
static struct zone_set *fixing_read_again(const struct fixing *fixing)
{
    VECTOR(struct source_change) changes = {0};
    struct arena *arena = arena_new();
    size_t count = source_list_count(fixing->original->sources);
    for (uint32_t i = 0; i < count; i++) {
        if (fixing->patches[i] != NULL) {
            struct source_change change = {.source = i};
            change.count = patch_replacements(fixing->patches[i], arena, &change.replacements);
            VECTOR_PUSH(&changes, change);
        }
    }
    struct zone_set *set = zone_set_change(fixing->original, changes.items, changes.count);
    VECTOR_FREE(&changes);
    arena_free(arena);
    return set;
}

/* Changes of one zone mostly come together, so the zone of the one before is tried first. */
static size_t zone_index_in(const struct zone_set *set, const struct zone *zone, size_t before)
{
    size_t index = set->zones.items[before] == zone ? before : 0;
    while (set->zones.items[index] != zone) {
        index++;
        assert(index < set->zones.count);
    }
    return index;
}

/* Copies the changes of a round so that they outlast its set: zones are told as the original's. */
static void fixing_keep_changes(struct fixing *fixing, const struct plan *plan)
{
    struct fix_result *result = fixing->result;
    size_t zone = 0;
    for (size_t i = 0; i < plan->changes.count; i++) {
        struct change change = plan->changes.items[i];
        zone = zone_index_in(fixing->set, change.zone, zone);
        VECTOR_PUSH(&fixing->changed_zones, zone);
        change.zone = fixing->original->zones.items[zone];
        change.owner = name_new(result->arena, name_wire(change.owner));
        change.data = arena_copy(result->arena, change.data);
        VECTOR_PUSH(&result->changes, change);
    }
}

static void serial_change_data(const struct zone *zone,
                               const struct record *soa,
                               uint32_t serial,
                               struct arena *arena,
                               struct change *ret_removed,
                               struct change *ret_added)
{
    assert(soa != NULL);
    struct bytes wire = record_wire(zone, soa, NULL);
    struct bytes data = arena_copy(arena, wire);
    struct change removed = {
        .zone = zone,
        .owner = record_owner(zone, soa),
        .type = TYPE_SOA,
        .ttl_seconds = soa->ttl_seconds,
        .data = data,
    };
    uint8_t *next = arena_get_aligned(arena, wire.length, 1);
    memcpy(next, wire.data, wire.length);
    uint8_t *at = next + soa_data_from_wire(wire).serial_offset;
    at[0] = (uint8_t)(serial >> 24);
    at[1] = (uint8_t)(serial >> 16);
    at[2] = (uint8_t)(serial >> 8);
    at[3] = (uint8_t)serial;
    *ret_removed = removed;
    *ret_added = removed;
    ret_added->added = true;
    ret_added->data = (struct bytes){next, wire.length};
}

struct edit_list {
    struct arena *arena;
    VECTOR(struct edit) edits;
    VECTOR(struct change) changes;
};

/* The serial goes up in this zone and in those that take their SOA from the same entry. */
static void serial_edits_add(struct fixing *fixing, struct edit_list *serials, size_t index)
{
    const struct zone *zone = fixing->set->zones.items[index];
    struct zone_serial serial;
    if (!zone_serial_next(fixing->set, fixing->terms, zone, &serial)) {
        assert(serial.refusal == NULL); /* the plan takes no fix of a zone that refuses */
        return;
    }
    for (size_t i = 0; i < fixing->result->serials.count; i++) {
        if (fixing->result->serials.items[i].zone == fixing->original->zones.items[index]) {
            return; /* it went up together with another zone's */
        }
    }
    const char *text = arena_format(serials->arena, "%u", (unsigned)serial.new_serial);
    struct edit edit = {
        .span = serial.span,
        .expected = source_list_bytes(fixing->set->sources, serial.span),
        .text = bytes_from_string(text),
    };
    VECTOR_PUSH(&serials->edits, edit);
    for (size_t i = 0; i < fixing->set->zones.count; i++) {
        const struct zone *other = fixing->set->zones.items[i];
        if (!zone_serial_is_shared(zone, other)) {
            continue;
        }
        struct change removed;
        struct change added;
        serial_change_data(other, zone_record(other, other->soa), serial.new_serial, serials->arena,
                           &removed, &added);
        VECTOR_PUSH(&serials->changes, removed);
        VECTOR_PUSH(&serials->changes, added);
        struct serial_change change = {
            .zone = fixing->original->zones.items[i],
            .source = serial.span.source,
            .old_serial = serial.old_serial,
            .new_serial = serial.new_serial,
        };
        VECTOR_PUSH(&fixing->result->serials, change);
    }
}

static int serial_edit_compare(const void *a, const void *b)
{
    return edit_compare(a, b);
}

static void fixing_apply_all(struct fixing *fixing, const struct edit_list *all)
{
    size_t count = all->edits.count;
    for (size_t start = 0, end; start < count; start = end) {
        uint32_t source = all->edits.items[start].span.source;
        for (end = start; end < count && all->edits.items[end].span.source == source; end++) {
        }
        fixing_apply(fixing, source, all->edits.items + start, end - start);
    }
}

/* Records of the zones on both sides of a change. */
struct side_counters {
    struct record_counter before;
    struct record_counter after;
};

static void side_counters_end(struct side_counters *counters)
{
    record_counter_end(&counters->before);
    record_counter_end(&counters->after);
}

static bool has_changed(struct record_counter *counter,
                        const struct change *change,
                        const struct zone *zone)
{
    return record_counter_ask(counter, zone, change->owner, change->type, change->ttl_seconds,
                              change->data, 1) > 0;
}

/* Whether the zone serves another record, or one less, because of a change. */
static bool change_shows(struct side_counters *counters,
                         const struct change *change,
                         const struct zone *before,
                         const struct zone *after)
{
    return has_changed(&counters->before, change, before) !=
           has_changed(&counters->after, change, after);
}

/* Exact duplicates go without a change in what is served (RFC 2181 section 5): their record is
 * still there. Then the serial stays. */
static void fixing_mark_zones(struct fixing *fixing)
{
    struct side_counters counters = {0};
    for (size_t i = 0; i < fixing->changed_zones.count; i++) {
        size_t index = fixing->changed_zones.items[i];
        const struct change *change = &fixing->result->changes.items[i];
        if (change_shows(&counters, change, fixing->original->zones.items[index],
                         fixing->set->zones.items[index])) {
            fixing->zone_changed[index] = true;
        }
    }
    side_counters_end(&counters);
}

/* Raises the serial of each zone that serves other records than before, and proves that nothing
 * else changes. */
static enum status fixing_raise_serials(struct fixing *fixing, struct error *error)
{
    struct edit_list serials = {.arena = arena_new()};
    fixing_mark_zones(fixing);
    for (size_t i = 0; i < fixing->set->zones.count; i++) {
        if (fixing->zone_changed[i]) {
            serial_edits_add(fixing, &serials, i);
        }
    }
    enum status status = STATUS_OK;
    size_t count = serials.edits.count;
    if (count > 0) {
        qsort(serials.edits.items, count, sizeof(struct edit), serial_edit_compare);
        fixing_apply_all(fixing, &serials);
        struct zone_set *set = fixing_read_again(fixing);
        status =
            proof_records(fixing->set, set, serials.changes.items, serials.changes.count, error);
        fixing_move_on(fixing, set,
                       analysis_run_again(set, fixing->terms, fixing->original_findings));
    }
    VECTOR_FREE(&serials.edits);
    VECTOR_FREE(&serials.changes);
    arena_free(serials.arena);
    return status;
}

/* Whether a change is going to show, as far as the zone before tells. */
static bool change_may_show(struct record_counter *counter, const struct change *change)
{
    unsigned equal = record_counter_ask(counter, change->zone, change->owner, change->type,
                                        change->ttl_seconds, change->data, change->added ? 1 : 2);
    return equal == (change->added ? 0 : 1);
}

static bool edits_are_apart(const struct edit_list *all)
{
    for (size_t i = 1; i < all->edits.count; i++) {
        const struct edit *a = &all->edits.items[i - 1];
        const struct edit *b = &all->edits.items[i];
        if (a->span.source == b->span.source && a->span.start + a->span.length > b->span.start) {
            return false;
        }
    }
    return true;
}

/* The edits of the plan, and those of the serials that are going to be raised because of them. */
static void plan_edits_with_serials(struct fixing *fixing,
                                    const struct plan *plan,
                                    struct edit_list *all)
{
    assert(fixing->set != NULL);
    for (size_t i = 0; i < plan->edits.count; i++) {
        VECTOR_PUSH(&all->edits, plan->edits.items[i]);
    }
    struct record_counter counter = {0};
    size_t index = 0;
    for (size_t i = 0; i < plan->changes.count; i++) {
        const struct change *change = &plan->changes.items[i];
        VECTOR_PUSH(&all->changes, *change);
        if (change_may_show(&counter, change)) {
            index = zone_index_in(fixing->set, change->zone, index);
            fixing->zone_changed[index] = true;
        }
    }
    record_counter_end(&counter);
    for (size_t i = 0; i < fixing->set->zones.count; i++) {
        if (fixing->zone_changed[i]) {
            serial_edits_add(fixing, all, i);
        }
    }
    qsort(all->edits.items, all->edits.count, sizeof(struct edit), serial_edit_compare);
}

/* Whether the right zones got a serial, and there is nothing for another round. */
static bool round_is_last(const struct fixing *fixing,
                          const struct plan *plan,
                          const struct zone_set *set,
                          const struct findings *findings)
{
    bool *shows = memory_get_zeroed(set->zones.count, sizeof(bool));
    struct side_counters counters = {0};
    size_t index = 0;
    for (size_t i = 0; i < plan->changes.count; i++) {
        const struct change *change = &plan->changes.items[i];
        index = zone_index_in(fixing->set, change->zone, index);
        shows[index] =
            shows[index] || change_shows(&counters, change, change->zone, set->zones.items[index]);
    }
    side_counters_end(&counters);
    bool last = memcmp(shows, fixing->zone_changed, set->zones.count * sizeof(bool)) == 0;
    free(shows);
    for (size_t i = 0; i < findings->items.count && last; i++) {
        last = !finding_is_fixable(findings->items.items[i]);
    }
    return last;
}

/* Most runs have one round of fixes. So the serials are raised with the first one, to read and
 * prove all at once. When that turns out wrong in any way, be it a proof that fails, all of it is
 * forgotten and false returned, and the rounds go on as if it had not been tried. */
static bool fixing_try_at_once(struct fixing *fixing, const struct plan *plan)
{
    struct edit_list all = {.arena = arena_new()};
    struct zone_set *set = NULL;
    struct findings *findings = NULL;
    struct error ignored;
    plan_edits_with_serials(fixing, plan, &all);
    bool done = edits_are_apart(&all);
    if (done) {
        fixing_apply_all(fixing, &all);
        set = fixing_read_again(fixing);
        findings = analysis_run_again(set, fixing->terms, fixing->original_findings);
        done =
            round_is_last(fixing, plan, set, findings) &&
            proof_records(fixing->set, set, all.changes.items, all.changes.count, &ignored) ==
                STATUS_OK &&
            proof_findings(fixing->findings, findings, plan->findings.items, plan->findings.count,
                           plan->changes.items, plan->changes.count, &ignored) == STATUS_OK;
    }
    if (done) {
        fixing_keep_changes(fixing, plan);
        fixing_move_on(fixing, set, findings);
        fixing->serials_are_raised = true;
    } else {
        findings_free(findings);
        zone_set_free(set);
        for (size_t i = 0; i < source_list_count(fixing->original->sources); i++) {
            patch_free(fixing->patches[i]);
            fixing->patches[i] = NULL;
        }
        memset(fixing->zone_changed, 0, fixing->original->zones.count * sizeof(bool));
        fixing->result->serials.count = 0;
    }
    VECTOR_FREE(&all.edits);
    VECTOR_FREE(&all.changes);
    arena_free(all.arena);
    return done;
}

/* One round: false when nothing is left to do. */
static enum status fixing_round(struct fixing *fixing, bool *ret_more, struct error *error)
{
    struct plan *plan = plan_build(fixing->set, fixing->terms, fixing->findings);
    enum status status = STATUS_OK;
    if (fixing->left_because == NULL) {
        fixing->left_because = memory_get_zeroed(fixing->findings->items.count + 1, sizeof(char *));
        for (size_t i = 0; i < fixing->findings->items.count; i++) {
            if (plan->left_because[i] != NULL) {
                fixing->left_because[i] =
                    arena_copy_string(fixing->result->arena, plan->left_because[i]);
            }
        }
    }
    *ret_more = plan->edits.count > 0;
    if (*ret_more && fixing->own_set == NULL && fixing_try_at_once(fixing, plan)) {
        *ret_more = false;
    } else if (*ret_more) {
        for (size_t i = 0; i < plan->sources.count; i++) {
            size_t count;
            const struct edit *edits = plan_edits(plan, plan->sources.items[i], &count);
            fixing_apply(fixing, plan->sources.items[i], edits, count);
        }
        struct zone_set *set = fixing_read_again(fixing);
        struct findings *findings =
            analysis_run_again(set, fixing->terms, fixing->original_findings);
        status = proof_records(fixing->set, set, plan->changes.items, plan->changes.count, error);
        if (status == STATUS_OK) {
            status = proof_findings(fixing->findings, findings, plan->findings.items,
                                    plan->findings.count, plan->changes.items, plan->changes.count,
                                    error);
        }
        fixing_keep_changes(fixing, plan);
        plan_free(plan);
        fixing_move_on(fixing, set, findings);
        return status;
    }
    plan_free(plan);
    return status;
}

/* What is written is what was read again and proven, the same bytes: not the patches once more. */
static void result_add_files(struct fixing *fixing)
{
    struct fix_result *result = fixing->result;
    size_t count = source_list_count(fixing->original->sources);
    for (uint32_t i = 0; i < count; i++) {
        if (fixing->patches[i] == NULL) {
            continue;
        }
        struct changed_file file = {
            .source = source_list_get(fixing->original->sources, i),
            .patch = fixing->patches[i],
            .text = source_list_get(fixing->set->sources, i)->text,
        };
        file.replacement_count = patch_replacements(file.patch, result->arena, &file.replacements);
        fixing->patches[i] = NULL;
        VECTOR_PUSH(&result->files, file);
    }
}

static int changed_file_compare(const void *a, const void *b)
{
    const struct changed_file *file_a = a;
    const struct changed_file *file_b = b;
    return strcmp(file_a->source->path, file_b->source->path);
}

/* A finding of the original is fixed when as many of its kind are gone; among equal ones, those
 * that had no fix are the ones that stay. */
static void result_add_outcomes(struct fixing *fixing, const struct findings *original)
{
    struct fix_result *result = fixing->result;
    size_t count = original->items.count;
    result->outcomes = arena_get_zeroed(result->arena, (count + 1) * sizeof(result->outcomes[0]));
    struct fingerprints *left = fingerprints_count(fixing->findings);
    for (int with_fix = 0; with_fix < 2; with_fix++) {
        for (size_t i = 0; i < count; i++) {
            const struct finding *finding = original->items.items[i];
            bool had_chance = finding->fix != NULL && fixing->left_because[i] == NULL;
            if (had_chance == (with_fix == 1)) {
                result->outcomes[i].fixed = !fingerprints_take(left, finding->fingerprint);
                result->outcomes[i].not_fixed_because =
                    result->outcomes[i].fixed ? NULL : fixing->left_because[i];
                result->fixed_count += result->outcomes[i].fixed;
            }
        }
    }
    fingerprints_free(left);
}

static void result_mark_new(struct fix_result *result, const struct findings *original)
{
    if (result->after == NULL) {
        return;
    }
    size_t count = result->after->items.count;
    result->after_is_new = arena_get_zeroed(result->arena, count + 1);
    struct fingerprints *before = fingerprints_count(original);
    for (size_t i = 0; i < count; i++) {
        result->after_is_new[i] =
            !fingerprints_take(before, result->after->items.items[i]->fingerprint);
    }
    fingerprints_free(before);
}

static enum status fixing_run(struct fixing *fixing, struct error *error)
{
    bool more = true;
    for (unsigned round = 0; more; round++) {
        if (round == ROUNDS_MAX) {
            return error_set(error,
                             "proof failed: after %d rounds fixes still follow each other; "
                             "they undo one another",
                             ROUNDS_MAX);
        }
        if (fixing_round(fixing, &more, error) != STATUS_OK) {
            return STATUS_FAILED;
        }
    }
    return fixing->serials_are_raised ? STATUS_OK : fixing_raise_serials(fixing, error);
}

enum status fix_run(const struct zone_set *set,
                    const struct analysis_terms *terms,
                    const struct findings *findings,
                    struct fix_result **ret_result,
                    struct error *error)
{
    struct fix_result *result = memory_get_zeroed(1, sizeof(*result));
    result->arena = arena_new();
    size_t source_count = source_list_count(set->sources);
    struct fixing fixing = {
        .original = set,
        .original_findings = findings,
        .terms = terms,
        .result = result,
        .set = set,
        .findings = findings,
        .patches = memory_get_zeroed(source_count, sizeof(struct patch *)),
        .zone_changed = memory_get_zeroed(set->zones.count, sizeof(bool)),
    };
    enum status status = fixing_run(&fixing, error);
    if (status == STATUS_OK) {
        result_add_files(&fixing);
        result_add_outcomes(&fixing, findings);
        result->after_set = fixing.own_set;
        result->after = fixing.own_findings;
        result_mark_new(result, findings);
        if (result->files.count > 1) {
            qsort(result->files.items, result->files.count, sizeof(struct changed_file),
                  changed_file_compare);
        }
        *ret_result = result;
    } else {
        findings_free(fixing.own_findings);
        zone_set_free(fixing.own_set);
        for (size_t i = 0; i < source_count; i++) {
            patch_free(fixing.patches[i]);
        }
        fix_result_free(result);
    }
    free(fixing.patches);
    free(fixing.zone_changed);
    VECTOR_FREE(&fixing.changed_zones);
    free(fixing.left_because);
    return status;
}

void fix_result_free(struct fix_result *result)
{
    if (result == NULL) {
        return;
    }
    for (size_t i = 0; i < result->files.count; i++) {
        patch_free(result->files.items[i].patch);
    }
    findings_free(result->after);
    zone_set_free(result->after_set);
    VECTOR_FREE(&result->files);
    VECTOR_FREE(&result->serials);
    VECTOR_FREE(&result->changes);
    arena_free(result->arena);
    free(result);
}
