/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/suppressions.h"

#include <stdlib.h>

#include "analyzer/check.h"
#include "analyzer/gate.h"
#include "analyzer/suppression_rrset.h"

/* A source of which some zone lets comments suppress, with the zones that read it. */
struct read_source {
    struct suppressed_source *suppressed; /* NULL: it has no suppressions */
    size_t first;                         /* of its readings */
    size_t end;
};

struct reading_of_source {
    struct source_reading reading;
    uint32_t source;
};

struct suppressions {
    struct check check;
    struct arena *arena;
    VECTOR(const struct suppression_settings *) settings; /* all that there are, each once */
    struct suppression_candidates candidates;
    VECTOR(struct reading_of_source) readings; /* of the sources with candidates, by source */
    struct read_source *sources;               /* by index */
    struct suppressed_rrsets rrsets;
    VECTOR(struct suppressed_source *) suppressed; /* all, in the order of the sources */
    VECTOR(const struct zone *) zones;             /* of the source at hand */
};

static const struct suppression_settings *settings_of(const struct suppressions *suppressions,
                                                      const struct zone *zone)
{
    return check_suppressions(&suppressions->check, zone);
}

static void collect_settings(struct suppressions *suppressions)
{
    const struct zone_set *set = suppressions->check.set;
    for (size_t i = 0; i < set->zones.count; i++) {
        const struct suppression_settings *settings =
            settings_of(suppressions, set->zones.items[i]);
        size_t k = 0;
        while (k < suppressions->settings.count && suppressions->settings.items[k] != settings) {
            k++;
        }
        if (k == suppressions->settings.count && !settings->denied) {
            VECTOR_PUSH(&suppressions->settings, settings);
        }
    }
}

static int reading_compare(const void *a, const void *b)
{
    const struct reading_of_source *reading_a = a;
    const struct reading_of_source *reading_b = b;
    if (reading_a->source != reading_b->source) {
        return reading_a->source < reading_b->source ? -1 : 1;
    }
    uint32_t zone_a = reading_a->reading.zone->number;
    uint32_t zone_b = reading_b->reading.zone->number;
    if (zone_a != zone_b) {
        return zone_a < zone_b ? -1 : 1;
    }
    return (reading_a->reading.inclusion > reading_b->reading.inclusion) -
           (reading_a->reading.inclusion < reading_b->reading.inclusion);
}

/* Scopes of one reading of a file share its number; each is taken at its first scope. */
static void collect_readings_of(struct suppressions *suppressions,
                                const struct zone *zone,
                                const bool *is_wanted)
{
    uint32_t next = 0;
    for (size_t i = 0; i < zone->scopes.count; i++) {
        const struct scope *scope = &zone->scopes.items[i];
        if (scope->inclusion != next) {
            continue;
        }
        next++;
        if (is_wanted[scope->source]) {
            struct reading_of_source reading = {{zone, scope->inclusion}, scope->source};
            VECTOR_PUSH(&suppressions->readings, reading);
        }
    }
}

/* Who reads the sources with candidates, by zones whose comments suppress. */
static void collect_readings(struct suppressions *suppressions)
{
    const struct zone_set *set = suppressions->check.set;
    size_t source_count = source_list_count(set->sources);
    bool *is_wanted = memory_get_zeroed(source_count, sizeof(*is_wanted));
    for (size_t i = 0; i < suppressions->candidates.items.count; i++) {
        is_wanted[suppressions->candidates.items.items[i].source] = true;
    }
    for (size_t i = 0; i < set->zones.count; i++) {
        const struct zone *zone = set->zones.items[i];
        if (!settings_of(suppressions, zone)->denied) {
            collect_readings_of(suppressions, zone, is_wanted);
        }
    }
    free(is_wanted);
    struct reading_of_source *readings = suppressions->readings.items;
    if (suppressions->readings.count > 1) {
        qsort(readings, suppressions->readings.count, sizeof(readings[0]), reading_compare);
    }
    suppressions->sources = memory_get_zeroed(source_count, sizeof(suppressions->sources[0]));
    for (size_t i = 0; i < suppressions->readings.count; i++) {
        struct read_source *source = &suppressions->sources[readings[i].source];
        source->first = source->end == 0 ? i : source->first;
        source->end = i + 1;
    }
}

/* Reads the suppressions of all sources that have candidates and readers. */
static void read_sources(struct suppressions *suppressions)
{
    const struct source_list *list = suppressions->check.set->sources;
    const struct suppression_candidate *candidates = suppressions->candidates.items.items;
    size_t count = suppressions->candidates.items.count;
    for (size_t start = 0, end; start < count; start = end) {
        uint32_t index = candidates[start].source;
        for (end = start; end < count && candidates[end].source == index; end++) {
        }
        struct read_source *source = &suppressions->sources[index];
        if (source->first == source->end) {
            continue;
        }
        source->suppressed = arena_get_zeroed(suppressions->arena, sizeof(*source->suppressed));
        VECTOR_PUSH(&suppressions->suppressed, source->suppressed);
        suppressed_source_read(
            source->suppressed, suppressions->arena, source_list_get(list, index),
            &suppressions->readings.items[source->first].reading, candidates + start, end - start,
            suppressions->settings.items, suppressions->settings.count);
        for (size_t i = source->first; i < source->end; i++) {
            const struct source_reading *reading = &suppressions->readings.items[i].reading;
            suppressed_rrsets_add(&suppressions->rrsets, source->suppressed, reading);
            source_records_add(&source->suppressed->records, index, reading);
        }
    }
    suppressed_rrsets_sort(&suppressions->rrsets);
}

/* A finding that looks for what suppresses it. */
struct search {
    const struct finding *finding;
    const struct suppression_settings *settings;
    const struct suppression *excluded; /* the comment that the finding is about, or NULL */
    struct suppressed *wanted;          /* what lacks a reason only, or NULL */
};

static bool needs_reason(const struct search *search)
{
    return (search->settings->require_reason & 1U << search->finding->severity) != 0;
}

/* The name by which this suppression covers the finding, if it does; NULL when not. */
static struct suppressed *search_suppression(struct search *search,
                                             const struct suppression *suppression)
{
    bool is_ours = suppression->settings == NULL || suppression->settings == search->settings;
    if (!is_ours || suppression == search->excluded) {
        return NULL;
    }
    for (uint32_t i = 0; i < suppression->name_count; i++) {
        struct suppressed *name = &suppression->names[i];
        if (!suppressed_covers(name, search->finding->rule)) {
            continue;
        }
        if (suppression->reason != NULL || !needs_reason(search)) {
            return name;
        }
        search->wanted = search->wanted == NULL ? name : search->wanted;
    }
    return NULL;
}

static struct suppressed *search_list(struct search *search,
                                      const struct suppressed_source *source,
                                      const uint32_t *indexes,
                                      size_t count,
                                      const struct suppression **ret_suppression)
{
    for (size_t i = 0; i < count; i++) {
        *ret_suppression = &source->list.items.items[indexes[i]];
        struct suppressed *name = search_suppression(search, *ret_suppression);
        if (name != NULL) {
            return name;
        }
    }
    return NULL;
}

static struct suppressed *search_entry(struct search *search,
                                       const struct suppressed_source *source,
                                       const struct suppression **ret_suppression)
{
    const struct suppression *items = source->list.items.items;
    const uint32_t *entries = source->entries.items;
    uint64_t place = search->finding->span.start;
    size_t end = suppressed_source_count_before(source, entries, source->entries.count, place + 1);
    if (end == 0 || items[entries[end - 1]].target_end <= place) {
        return NULL;
    }
    size_t first = end - 1;
    while (first > 0 &&
           items[entries[first - 1]].target_start == items[entries[end - 1]].target_start) {
        first--;
    }
    return search_list(search, source, entries + first, end - first, ret_suppression);
}

static struct suppressed *search_rrset(struct search *search,
                                       const struct suppressed_rrsets *rrsets,
                                       const struct suppression **ret_suppression)
{
    size_t end;
    for (size_t i = suppressed_rrsets_find(rrsets, search->finding, &end); i < end; i++) {
        const struct suppressed_rrset *row = &rrsets->items.items[i];
        *ret_suppression = &row->source->list.items.items[row->suppression];
        struct suppressed *name = search_suppression(search, *ret_suppression);
        if (name != NULL) {
            return name;
        }
    }
    return NULL;
}

/* From the innermost range on. */
static struct suppressed *search_range(struct search *search,
                                       const struct suppressed_source *source,
                                       const struct suppression **ret_suppression)
{
    uint64_t place = search->finding->span.start;
    size_t end = suppressed_source_count_before(source, source->ranges.items, source->ranges.count,
                                                place + 1);
    uint32_t index = end == 0 ? SUPPRESSION_NONE : source->ranges.items[end - 1];
    while (index != SUPPRESSION_NONE) {
        const struct suppression *range = &source->list.items.items[index];
        if (place < range->target_end) {
            *ret_suppression = range;
            struct suppressed *name = search_suppression(search, range);
            if (name != NULL) {
                return name;
            }
        }
        index = range->parent;
    }
    return NULL;
}

/* The nearest suppression that covers the finding, by which of its names; NULL when none does. */
static struct suppressed *search_all(const struct suppressions *suppressions,
                                     struct search *search,
                                     const struct suppression **ret_suppression)
{
    const struct suppressed_source *source =
        suppressions->sources[search->finding->span.source].suppressed;
    struct suppressed *name = NULL;
    if (source != NULL) {
        name = search_entry(search, source, ret_suppression);
    }
    if (name == NULL) {
        name = search_rrset(search, &suppressions->rrsets, ret_suppression);
    }
    if (name == NULL && source != NULL) {
        name = search_range(search, source, ret_suppression);
    }
    if (name == NULL && source != NULL) {
        name =
            search_list(search, source, source->files.items, source->files.count, ret_suppression);
    }
    return name;
}

static void set_aside(struct suppressions *suppressions,
                      struct finding *finding,
                      const struct suppression *suppression)
{
    finding->aside = FINDING_SUPPRESSED;
    if (suppression->reason != NULL) {
        finding->aside_reason =
            arena_copy_string(suppressions->check.findings->arena, suppression->reason);
    }
}

/* Sets the finding aside when a suppression covers it. `excluded` is not asked. */
static void suppress(struct suppressions *suppressions,
                     struct finding *finding,
                     const struct suppression *excluded)
{
    struct search search = {
        .finding = finding,
        .settings = settings_of(suppressions, finding->zone),
        .excluded = excluded,
    };
    const struct suppression *suppression;
    if (finding->aside != FINDING_TOLD || search.settings->denied) {
        return;
    }
    struct suppressed *name = search_all(suppressions, &search, &suppression);
    if (name != NULL) {
        name->is_used = true;
        set_aside(suppressions, finding, suppression);
    } else if (search.wanted != NULL) {
        search.wanted->is_wanted = true;
    }
}

static void suppress_all(struct suppressions *suppressions)
{
    const struct findings *findings = suppressions->check.findings;
    for (size_t i = 0; i < findings->items.count; i++) {
        suppress(suppressions, findings->items.items[i], NULL);
    }
}

/* What is said of a comment is said of the zone that comes first by name, then by view, whatever
 * the order in which they were read. */
static bool zone_speaks_before(const struct zone *a, const struct zone *b)
{
    int order = name_compare(a->apex, b->apex);
    if (order == 0 && a->view != NULL && b->view != NULL) {
        order = strcmp(a->view, b->view);
    }
    return order < 0;
}

/* Which zones let the suppression suppress, the one that it is told of in front: all that read its
 * source, or, in the form of a policy, those of the policy. */
static void find_zones(struct suppressions *suppressions,
                       uint32_t source,
                       const struct suppression *suppression)
{
    const struct read_source *read = &suppressions->sources[source];
    const struct zone *before = NULL; /* readings of one zone come together */
    suppressions->zones.count = 0;
    for (size_t i = read->first; i < read->end; i++) {
        const struct zone *zone = suppressions->readings.items[i].reading.zone;
        bool is_new = zone != before;
        before = zone;
        if (is_new && (suppression->settings == NULL ||
                       suppression->settings == settings_of(suppressions, zone))) {
            VECTOR_PUSH(&suppressions->zones, zone);
            const struct zone **zones = suppressions->zones.items;
            if (zone_speaks_before(zone, zones[0])) {
                zones[suppressions->zones.count - 1] = zones[0];
                zones[0] = zone;
            }
        }
    }
}

/* Whether it names rules that speak of suppressions: these find what the others have left. */
static bool speaks_of_suppressions(const struct suppression *suppression)
{
    bool speaks = false;
    for (uint32_t i = 0; i < suppression->name_count; i++) {
        const struct suppressed *name = &suppression->names[i];
        for (size_t k = 0; k < rule_count(); k++) {
            speaks = speaks ||
                     (rule_at(k)->scope == RULE_SUPPRESSION && suppressed_covers(name, rule_at(k)));
        }
    }
    return speaks;
}

/* Which comments a rule speaks of in one turn. */
enum turn {
    TURN_ALL,
    TURN_ORDINARY, /* those that do not speak of suppressions */
    TURN_LAST,     /* those that do: all that they could suppress is known by then */
};

static bool is_in_turn(enum turn turn, const struct suppression *suppression)
{
    return turn == TURN_ALL || speaks_of_suppressions(suppression) == (turn == TURN_LAST);
}

static void run_rule_on(struct suppressions *suppressions,
                        const struct rule *rule,
                        enum turn turn,
                        const struct suppressed_source *source)
{
    struct check *check = &suppressions->check;
    for (size_t i = 0; i < source->list.items.count; i++) {
        const struct suppression *suppression = &source->list.items.items[i];
        if (!is_in_turn(turn, suppression)) {
            continue;
        }
        find_zones(suppressions, source->source, suppression);
        if (suppressions->zones.count == 0) {
            continue;
        }
        const struct placed_suppression placed = {
            .list = &source->list,
            .records = &source->records,
            .suppression = suppression,
            .source = source->source,
            .zones = suppressions->zones.items,
            .zone_count = suppressions->zones.count,
        };
        size_t first = check->findings->items.count;
        rule->run.suppression(check, &placed);
        for (size_t k = first; k < check->findings->items.count && turn != TURN_LAST; k++) {
            suppress(suppressions, check->findings->items.items[k], suppression);
        }
        arena_clear(check->scratch);
    }
}

static void run_rule(struct suppressions *suppressions, const char *name, enum turn turn)
{
    struct check *check = &suppressions->check;
    const struct rule *rule = rule_find(name);
    check->rule = rule;
    check->rule_number = rule_number(rule);
    for (size_t i = 0; i < suppressions->suppressed.count; i++) {
        run_rule_on(suppressions, rule, turn, suppressions->suppressed.items[i]);
    }
}

/* A comment may suppress what is said of another one, so it is unused only when all of that has
 * been said. */
static void run_rules(struct suppressions *suppressions)
{
    run_rule(suppressions, "invalid-suppression", TURN_ALL);
    run_rule(suppressions, "unused-suppression", TURN_ORDINARY);
    run_rule(suppressions, "unused-suppression", TURN_LAST);
}

static void suppressions_run(struct suppressions *suppressions)
{
    struct check *check = &suppressions->check;
    collect_settings(suppressions);
    if (suppressions->settings.count == 0) {
        return;
    }
    suppression_scan(check->set, suppressions->settings.items, suppressions->settings.count,
                     &suppressions->candidates);
    if (suppressions->candidates.items.count == 0) {
        return;
    }
    check->scratch = arena_new();
    check->gate = gate_new(check->set);
    collect_readings(suppressions);
    read_sources(suppressions);
    suppress_all(suppressions);
    size_t count = check->findings->items.count;
    run_rules(suppressions);
    if (check->findings->items.count > count) {
        findings_sort(check->findings, check->set->sources);
    }
}

static void suppressions_end(struct suppressions *suppressions)
{
    for (size_t i = 0; i < suppressions->suppressed.count; i++) {
        suppressed_source_end(suppressions->suppressed.items[i]);
    }
    VECTOR_FREE(&suppressions->suppressed);
    VECTOR_FREE(&suppressions->settings);
    VECTOR_FREE(&suppressions->candidates.items);
    VECTOR_FREE(&suppressions->readings);
    VECTOR_FREE(&suppressions->rrsets.items);
    VECTOR_FREE(&suppressions->zones);
    free(suppressions->sources);
    gate_free(suppressions->check.gate);
    if (suppressions->check.scratch != NULL) {
        arena_free(suppressions->check.scratch);
    }
    arena_free(suppressions->arena);
}

void suppressions_apply(const struct zone_set *set,
                        const struct analysis_terms *terms,
                        struct findings *findings)
{
    struct suppressions suppressions = {
        .check = {.set = set, .terms = terms, .findings = findings},
        .arena = arena_new(),
    };
    suppressions_run(&suppressions);
    suppressions_end(&suppressions);
}
