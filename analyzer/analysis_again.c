/* SPDX-License-Identifier: BSD-3-Clause */

/* Findings of a set that was changed in a few places.
 *
 * A rule looks at its own record, node or zone, and asks about other names: the resolver, which
 * looks at which nodes there are, their types, and the data of CNAME and DNAME records; and a few
 * rules look at addresses, TXT or TLSA records of another node. When every node that was read again
 * has the same types as before, and the same data but in records that are asked about at their own
 * name alone (MX, SRV, PTR, SOA), no answer about any other name is another one. Then only the
 * rules for those nodes, for their zones as a whole and for the set can say something else. They
 * run on both sides: what they say of the set before goes, what they say now comes, and all other
 * findings stay, at places that have moved with the text.
 *
 * What comments suppress, and what is to be said of them, is found anew in the texts each time.
 *
 * Whatever does not fit this is analysed as a whole: a zone that was read again as a whole, text
 * that several zones read or a $GENERATE repeats (its fixes hang on findings at other nodes), a
 * finding whose text was touched, another answer to whether a text may be edited, and names that
 * became unknown or known. */

#include <assert.h>
#include <stdlib.h>

#include "analyzer/analysis.h"
#include "analyzer/baseline.h"
#include "analyzer/finding_compare.h"
#include "analyzer/gate.h"
#include "analyzer/rule.h"
#include "analyzer/suppressions.h"

/* A zone that was read again in part. */
struct changed_zone {
    const struct zone *before;
    const struct zone *after;
    VECTOR(uint32_t) nodes; /* that own a record which was read again, or the one behind; sorted */
};

/* How the text of a source has moved. */
struct moved_text {
    const struct source_change *change; /* NULL: it has not */
    uint64_t
        *moved; /* by how much in front of each replacement and behind the last; wraps around */
};

struct again {
    const struct zone_set *set;
    const struct analysis_terms *terms;
    const struct findings *before;
    VECTOR(struct changed_zone) zones; /* sorted by `before` */
    struct moved_text *texts;          /* by source */
    struct gate *gate_before;
    struct gate *gate_after;
};

static int compare_numbers(const void *a, const void *b)
{
    uint32_t number_a = *(const uint32_t *)a;
    uint32_t number_b = *(const uint32_t *)b;
    return (number_a > number_b) - (number_a < number_b);
}

static void changed_zone_add_nodes(struct changed_zone *changed,
                                   const struct zone *zone,
                                   uint32_t start,
                                   uint32_t end)
{
    for (uint32_t i = start; i < end; i++) {
        VECTOR_PUSH(&changed->nodes, zone->records.items[i].owner);
    }
}

/* The record behind those that were read again may have other comments in front of it now, which go
 * with it when it is removed. */
static uint32_t with_record_behind(const struct zone *zone, uint32_t end)
{
    return end < zone->records.count ? end + 1 : end;
}

static void changed_zone_find_nodes(struct changed_zone *changed)
{
    for (size_t i = 0; i < changed->after->rereads.count; i++) {
        const struct reread *reread = &changed->after->rereads.items[i];
        changed_zone_add_nodes(changed, changed->before, reread->base_start,
                               with_record_behind(changed->before, reread->base_end));
        changed_zone_add_nodes(changed, changed->after, reread->start,
                               with_record_behind(changed->after, reread->end));
    }
    uint32_t *nodes = changed->nodes.items;
    size_t kept = 0;
    if (changed->nodes.count > 1) {
        qsort(nodes, changed->nodes.count, sizeof(*nodes), compare_numbers);
    }
    for (size_t i = 0; i < changed->nodes.count; i++) {
        if (kept == 0 || nodes[kept - 1] != nodes[i]) {
            nodes[kept++] = nodes[i];
        }
    }
    changed->nodes.count = kept;
}

static int changed_zone_compare(const void *a, const void *b)
{
    const struct changed_zone *zone_a = a;
    const struct changed_zone *zone_b = b;
    return ((uintptr_t)zone_a->before > (uintptr_t)zone_b->before) -
           ((uintptr_t)zone_a->before < (uintptr_t)zone_b->before);
}

/* False when a zone was read again as a whole. */
static bool again_find_zones(struct again *again)
{
    const struct zone_set *set = again->set;
    for (size_t i = 0; i < set->zones.count; i++) {
        struct changed_zone changed = {
            .before = set->base->zones.items[i],
            .after = set->zones.items[i],
        };
        if (changed.after == changed.before) {
            continue;
        }
        if (changed.after->base != changed.before) {
            return false;
        }
        changed_zone_find_nodes(&changed);
        VECTOR_PUSH(&again->zones, changed);
    }
    if (again->zones.count > 1) {
        qsort(again->zones.items, again->zones.count, sizeof(struct changed_zone),
              changed_zone_compare);
    }
    return true;
}

/* Types whose data no rule looks at but that for the record, its node or its zone. */
static bool is_asked_at_own_name(uint16_t type)
{
    return type == TYPE_MX || type == TYPE_SRV || type == TYPE_PTR || type == TYPE_SOA;
}

static bool same_record(const struct zone *zone_a,
                        const struct record *a,
                        const struct zone *zone_b,
                        const struct record *b)
{
    uint8_t room_a[RDATA_ROOM_BYTES];
    uint8_t room_b[RDATA_ROOM_BYTES];
    return a->type == b->type && a->ttl_seconds == b->ttl_seconds &&
           bytes_equal(record_wire(zone_a, a, room_a), record_wire(zone_b, b, room_b));
}

/* Whether the record only repeats one in front of it at its node. */
static bool is_repeated(const struct zone *zone, const struct record *record)
{
    for (const struct record *other = zone_record(zone, record_node(zone, record)->first);
         other != record; other = zone_record(zone, other->next)) {
        if (same_record(zone, other, zone, record)) {
            return true;
        }
    }
    return false;
}

/* The next record from this one on that others may ask about. */
static const struct record *next_asked(const struct zone *zone, uint32_t index)
{
    while (index != RECORD_NONE && is_asked_at_own_name(zone->records.items[index].type)) {
        index = zone->records.items[index].next;
    }
    return zone_record(zone, index);
}

/* Whether all that other names can ask about the node is as before: the records in question are the
 * same in the same order, but for copies of records in front of them. */
static bool node_answers_as_before(const struct changed_zone *changed, uint32_t node)
{
    enum { COPIES_MAX = 16 }; /* each is looked for among all records of the node */
    const struct zone *before = changed->before;
    const struct zone *after = changed->after;
    const struct record *old = next_asked(before, before->nodes.items[node].first);
    const struct record *new = next_asked(after, after->nodes.items[node].first);
    for (unsigned copies = 0; old != NULL || new != NULL;) {
        if (old != NULL && new != NULL && same_record(before, old, after, new)) {
            old = next_asked(before, old->next);
            new = next_asked(after, new->next);
            continue;
        }
        if (copies++ == COPIES_MAX) {
            return false;
        }
        if (old != NULL && is_repeated(before, old)) {
            old = next_asked(before, old->next);
        } else if (new != NULL && is_repeated(after, new)) {
            new = next_asked(after, new->next);
        } else {
            return false;
        }
    }
    return before->nodes.items[node].types == after->nodes.items[node].types;
}

static bool node_is_generated(const struct zone *zone, uint32_t node)
{
    uint32_t i = zone->nodes.items[node].first;
    while (i != RECORD_NONE && (zone->records.items[i].flags & RECORD_GENERATED) == 0) {
        i = zone->records.items[i].next;
    }
    return i != RECORD_NONE;
}

/* Whether everything that can be asked from elsewhere is as it was. A zone that gets its $TTL
 * late may have records in front of it whose repairs look at the TTL of the next one. */
static bool zone_answers_as_before(const struct again *again, const struct changed_zone *changed)
{
    const struct zone *after = changed->after;
    if (gate_source_uses(again->gate_after, after->source) != 1 ||
        !record_scope(after, &after->records.items[0])->has_ttl_default) {
        return false;
    }
    for (size_t i = 0; i < changed->nodes.count; i++) {
        uint32_t node = changed->nodes.items[i];
        if (node_is_generated(changed->before, node) || node_is_generated(after, node) ||
            !node_answers_as_before(changed, node)) {
            return false;
        }
    }
    return true;
}

static void again_find_moves(struct again *again)
{
    const struct zone_set *set = again->set;
    again->texts = memory_get_zeroed(source_list_count(set->sources), sizeof(again->texts[0]));
    for (size_t i = 0; i < set->changes.count; i++) {
        const struct source_change *change = &set->changes.items[i];
        struct moved_text *text = &again->texts[change->source];
        text->change = change;
        text->moved = memory_get((change->count + 1) * sizeof(text->moved[0]));
        text->moved[0] = 0;
        for (size_t k = 0; k < change->count; k++) {
            const struct replacement *replacement = &change->replacements[k];
            text->moved[k + 1] =
                text->moved[k] + replacement->text.length - (replacement->end - replacement->start);
        }
    }
}

/* Where a piece of text is now. False when a replacement is in it or touches it. */
static bool span_move(const struct again *again, struct span *span)
{
    const struct moved_text *text = &again->texts[span->source];
    if (text->change == NULL) {
        return true;
    }
    const struct replacement *replacements = text->change->replacements;
    size_t low = 0; /* the number of replacements in front of the span */
    size_t high = text->change->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (replacements[middle].end < span->start) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low < text->change->count && replacements[low].start <= span->start + span->length) {
        return false;
    }
    span->start += text->moved[low];
    return true;
}

static const struct changed_zone *changed_zone_find(const struct again *again,
                                                    const struct zone *zone)
{
    struct changed_zone key = {.before = zone};
    if (zone == NULL || again->zones.count == 0) {
        return NULL;
    }
    return bsearch(&key, again->zones.items, again->zones.count, sizeof(key), changed_zone_compare);
}

static const struct zone *zone_move(const struct again *again, const struct zone *zone)
{
    const struct changed_zone *changed = changed_zone_find(again, zone);
    return changed == NULL ? zone : changed->after;
}

/* Whether the zone's text may be edited or not for the same reason as before. */
static bool gate_stays(const struct again *again, const struct changed_zone *changed)
{
    const char *before = gate_refusal(again->gate_before, changed->before, changed->before->source);
    const char *after = gate_refusal(again->gate_after, changed->after, changed->after->source);
    return before == after || (before != NULL && after != NULL && strcmp(before, after) == 0);
}

static struct fix *fix_take_over(const struct again *again,
                                 const struct fix *old,
                                 struct findings *findings)
{
    struct fix *fix = arena_get_zeroed(findings->arena, sizeof(*fix));
    VECTOR_PUSH(&findings->fixes, fix);
    fix->title = old->title;
    fix->safety = old->safety;
    fix->unsafe_because = old->unsafe_because;
    fix->entry = old->entry;
    fix->is_template = old->is_template;
    bool moved = !old->is_shared && span_move(again, &fix->entry);
    for (size_t i = 0; i < old->edits.count && moved; i++) {
        struct edit edit = old->edits.items[i];
        moved = span_move(again, &edit.span);
        if (moved) {
            edit.expected = source_list_bytes(again->set->sources, edit.span);
            VECTOR_PUSH(&fix->edits, edit);
        }
    }
    for (size_t i = 0; i < old->changes.count; i++) {
        struct change change = old->changes.items[i];
        change.zone = zone_move(again, change.zone);
        VECTOR_PUSH(&fix->changes, change);
    }
    return moved ? fix : NULL;
}

/* Adds a finding of before, at its place now. False when it has to be made anew. */
static bool finding_take_over(const struct again *again,
                              const struct finding *old,
                              struct findings *findings)
{
    const struct changed_zone *changed = changed_zone_find(again, old->zone);
    struct finding *finding = arena_get_zeroed(findings->arena, sizeof(*finding));
    *finding = *old;
    if (old->aside == FINDING_SUPPRESSED) {
        finding->aside = FINDING_TOLD;
        finding->aside_reason = NULL;
    }
    finding->zone = zone_move(again, old->zone);
    finding->subject.zone = zone_move(again, old->subject.zone);
    finding->related.items = NULL;
    finding->related.count = 0;
    finding->related.capacity = 0;
    finding->notes.items = NULL;
    finding->notes.count = 0;
    finding->notes.capacity = 0;
    VECTOR_PUSH(&findings->items, finding);
    bool moved = span_move(again, &finding->span);
    for (size_t i = 0; i < old->related.count && moved; i++) {
        struct related related = old->related.items[i];
        related.zone = zone_move(again, related.zone);
        moved = span_move(again, &related.span);
        VECTOR_PUSH(&finding->related, related);
    }
    for (size_t i = 0; i < old->notes.count; i++) {
        VECTOR_PUSH(&finding->notes, old->notes.items[i]);
    }
    bool asks_gate = old->fix != NULL || old->fix_refused != NULL;
    if (moved && asks_gate && changed != NULL) {
        moved = gate_stays(again, changed);
    }
    if (moved && old->fix != NULL) {
        finding->fix = fix_take_over(again, old->fix, findings);
        moved = finding->fix != NULL;
    }
    return moved;
}

/* Enough to tell findings of one analysis apart that are not the same in every field. */
static int finding_compare(const void *a, const void *b)
{
    const struct finding *finding_a = *(const struct finding *const *)a;
    const struct finding *finding_b = *(const struct finding *const *)b;
    const uint64_t keys[][2] = {
        {finding_a->span.source, finding_b->span.source},
        {finding_a->span.start, finding_b->span.start},
        {finding_a->span.length, finding_b->span.length},
        {finding_a->fingerprint, finding_b->fingerprint},
    };
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        if (keys[i][0] != keys[i][1]) {
            return keys[i][0] < keys[i][1] ? -1 : 1;
        }
    }
    return strcmp(finding_a->message, finding_b->message);
}

/* Takes over all findings but those that go. False when one of either kind makes trouble. */
static bool findings_take_over(const struct again *again,
                               const struct findings *going,
                               struct findings *findings)
{
    size_t count = going->items.count;
    struct finding **sorted = memory_get((count + 1) * sizeof(*sorted));
    bool *gone = memory_get_zeroed(count + 1, sizeof(*gone));
    size_t gone_count = 0;
    bool done = true;
    for (size_t i = 0; i < count; i++) {
        sorted[i] = going->items.items[i];
    }
    if (count > 1) {
        qsort(sorted, count, sizeof(*sorted), finding_compare);
    }
    for (size_t i = 0; i < again->before->items.count && done; i++) {
        struct finding *const *old = &again->before->items.items[i];
        if ((*old)->rule->scope == RULE_SUPPRESSION) {
            continue;
        }
        size_t low = 0;
        size_t high = count;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (finding_compare(&sorted[middle], old) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        while (low < count && gone[low] && finding_compare(&sorted[low], old) == 0) {
            low++;
        }
        if (low < count && finding_compare(&sorted[low], old) == 0) {
            gone[low] = true;
            gone_count++;
        } else {
            done = finding_take_over(again, *old, findings);
        }
    }
    free(sorted);
    free(gone);
    return done && gone_count == count;
}

/* Whether both lists hold the same names. */
static bool names_are_same(struct unknown_names *a, const struct unknown_names *b)
{
    size_t count = unknown_names_count(a);
    if (count != unknown_names_count(b)) {
        return false;
    }
    unknown_names_add_all(a, b);
    return unknown_names_count(a) == count;
}

/* What is said at the places of all changed zones, before or after. */
static struct findings *again_run_at(const struct again *again,
                                     bool after,
                                     struct unknown_names *names)
{
    VECTOR(struct analysis_place) places = {0};
    for (size_t i = 0; i < again->zones.count; i++) {
        const struct changed_zone *changed = &again->zones.items[i];
        struct analysis_place place = {
            .zone = after ? changed->after : changed->before,
            .nodes = changed->nodes.items,
            .count = changed->nodes.count,
        };
        VECTOR_PUSH(&places, place);
    }
    struct findings *findings = analysis_run_at(after ? again->set : again->set->base, again->terms,
                                                places.items, places.count, names);
    VECTOR_FREE(&places);
    return findings;
}

/* The findings, or NULL when all rules have to run over everything. */
static struct findings *again_run(struct again *again)
{
    if (!again_find_zones(again)) {
        return NULL;
    }
    for (size_t i = 0; i < again->zones.count; i++) {
        if (!zone_answers_as_before(again, &again->zones.items[i])) {
            return NULL;
        }
    }
    again_find_moves(again);
    struct unknown_names unknown_before = {0};
    struct unknown_names unknown_after = {0};
    struct findings *going = again_run_at(again, false, &unknown_before);
    struct findings *findings = again_run_at(again, true, &unknown_after);
    if (names_are_same(&unknown_before, &unknown_after) &&
        findings_take_over(again, going, findings)) {
        findings->unknown_targets = again->before->unknown_targets;
        findings_sort(findings, again->set->sources);
        suppressions_apply(again->set, again->terms, findings);
    } else {
        findings_free(findings);
        findings = NULL;
    }
    findings_free(going);
    unknown_names_free(&unknown_before);
    unknown_names_free(&unknown_after);
    return findings;
}

static void again_end(struct again *again)
{
    for (size_t i = 0; again->texts != NULL && i < source_list_count(again->set->sources); i++) {
        free(again->texts[i].moved);
    }
    for (size_t i = 0; i < again->zones.count; i++) {
        VECTOR_FREE(&again->zones.items[i].nodes);
    }
    VECTOR_FREE(&again->zones);
    free(again->texts);
    gate_free(again->gate_before);
    gate_free(again->gate_after);
}

struct findings *analysis_run_again(const struct zone_set *set,
                                    const struct analysis_terms *terms,
                                    const struct findings *before)
{
    assert(set->base != NULL);
    if (set->reread_way == REREAD_WHOLE) {
        return analysis_run(set, terms);
    }
    struct again again = {
        .set = set,
        .terms = terms,
        .before = before,
        .gate_before = gate_new(set->base),
        .gate_after = gate_new(set),
    };
    struct findings *findings = again_run(&again);
    again_end(&again);
    if (findings == NULL) {
        return analysis_run(set, terms);
    }
    baseline_mark(findings, terms->baseline);
    if (set->reread_way == REREAD_BOTH) {
        struct findings *whole = analysis_run(set, terms);
        assert(findings_difference(findings, whole) == NULL);
        findings_free(whole);
    }
    return findings;
}
