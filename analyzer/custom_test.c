/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/custom_test.h"

#include <assert.h>
#include <stdlib.h>

#include "analyzer/gate.h"
#include "analyzer/rules/rules.h"
#include "analyzer/settle.h"

enum { TEST_TTL_SECONDS = 3600 };

/* ---- The zone and what is found in it */

static struct zone_set *test_zone_read(const struct custom_rule_test *test, const char *text)
{
    struct zone_set *set = zone_set_new();
    /* A zone may include what lies beside its file. Nothing lies below /dev/null, so that no file is
     * read because a policy says so. */
    static const char path[] = "/dev/null/test";
    source_list_allow_folder(set->sources, path);
    struct buffer whole = {0};
    buffer_add_format(&whole, "$TTL %d\n%s\n", TEST_TTL_SECONDS, text);
    struct zone_claim claim = {
        .name = test->zone,
        .path = path,
        .from_text = true,
        .source = source_list_add_text(set->sources, path, buffer_bytes(&whole))->index,
    };
    zone_set_load(set, &claim);
    zone_set_index(set);
    buffer_free(&whole);
    return set;
}

static const struct zone *only_zone(const struct zone_set *set)
{
    assert(set->zones.count == 1);
    return set->zones.items[0];
}

/* Why a text tells nothing about a rule; NULL when all of it was read. */
static const char *text_refusal_of(const struct zone_set *set, struct arena *arena)
{
    if (set->zones.count != 1) {
        return "the text is no zone text";
    }
    const struct zone *zone = only_zone(set);
    if (zone->flaws.count == 0) {
        return NULL;
    }
    const struct flaw *flaw = &zone->flaws.items[0];
    struct position position =
        source_list_position(set->sources, flaw->span.source, flaw->span.start);
    /* The line in front of the text is not the writer's. */
    return arena_format(arena, "line %u of the text could not be read: %s",
                        (unsigned)position.line - 1, flaw_rule_name(flaw->kind));
}

/* A policy that says nothing, and of which the rule is number 0 and on. */
static const struct policy no_policy;
static struct rule_setting on = {.on = true, .severity = SEVERITY_WARNING, .fix = FIX_LEVEL_UNSAFE};
static bool runs = true;
static const struct zone_policy only_rule = {.policy = &no_policy, .rules = &on, .runs = &runs};

static struct findings *run_alone(const struct rule *row, const struct zone_set *set)
{
    const struct zone *zone = only_zone(set);
    const struct analysis_terms terms = {.policy = &only_rule};
    struct check check = {
        .set = set,
        .terms = &terms,
        .rule = row,
        .findings = findings_new(),
        .scratch = arena_new(),
        .gate = gate_new(set),
    };
    if (row->scope == RULE_ZONE) {
        row->run.zone(&check, zone);
    }
    for (size_t i = 0; row->scope == RULE_RECORD && i < zone->records.count; i++) {
        row->run.record(&check, zone, &zone->records.items[i]);
    }
    settle_fixes(&check);
    findings_sort(check.findings, set->sources);
    custom_room_free(check.custom);
    gate_free(check.gate);
    unknown_names_free(&check.unknown);
    arena_free(check.scratch);
    return check.findings;
}

/* ---- Fixes */

static int compare_edits(const void *a, const void *b)
{
    return edit_compare(a, b);
}

struct edit_list {
    VECTOR(struct edit) edits;
    VECTOR(struct replacement) replacements;
};

/* All edits that can be taken together, each once, in order. */
static void edit_list_take(struct edit_list *list, const struct findings *findings)
{
    VECTOR(struct edit) all = {0};
    for (size_t i = 0; i < findings->items.count; i++) {
        const struct fix *fix = findings->items.items[i]->fix;
        for (size_t k = 0; fix != NULL && k < fix->edits.count; k++) {
            VECTOR_PUSH(&all, fix->edits.items[k]);
        }
    }
    if (all.count > 1) {
        qsort(all.items, all.count, sizeof(struct edit), compare_edits);
    }
    for (size_t i = 0; i < all.count; i++) {
        const struct edit *edit = &all.items[i];
        const struct edit *last =
            list->edits.count == 0 ? NULL : &list->edits.items[list->edits.count - 1];
        if (last == NULL || (!edit_equal(last, edit) && !edit_meets(last, edit))) {
            struct replacement replacement = {edit->span.start,
                                              edit->span.start + edit->span.length, edit->text};
            VECTOR_PUSH(&list->edits, *edit);
            VECTOR_PUSH(&list->replacements, replacement);
        }
    }
    VECTOR_FREE(&all);
}

static struct zone_set *zone_set_fixed(const struct zone_set *set, const struct findings *findings)
{
    struct edit_list list = {0};
    edit_list_take(&list, findings);
    struct source_change change = {
        .source = only_zone(set)->source,
        .replacements = list.replacements.items,
        .count = list.replacements.count,
    };
    struct zone_set *fixed = zone_set_change(set, &change, 1);
    VECTOR_FREE(&list.edits);
    VECTOR_FREE(&list.replacements);
    return fixed;
}

static int compare_strings(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The records of a zone, one a line, sorted. */
static const char *records_listed(const struct zone *zone, struct arena *arena)
{
    const char **lines = memory_get((zone->records.count + 1) * sizeof(char *));
    struct buffer text = {0};
    for (size_t i = 0; i < zone->records.count; i++) {
        buffer_clear(&text);
        record_to_text(zone, &zone->records.items[i], &text);
        lines[i] = (const char *)arena_copy(arena, buffer_bytes(&text)).data;
    }
    if (zone->records.count > 1) {
        qsort(lines, zone->records.count, sizeof(char *), compare_strings);
    }
    buffer_clear(&text);
    for (size_t i = 0; i < zone->records.count; i++) {
        buffer_add_format(&text, "%s\n", lines[i]);
    }
    const char *listed = arena_copy_string(arena, buffer_string(&text));
    buffer_free(&text);
    free(lines);
    return listed;
}

/* ---- The test */

/* What the rule finds in what its fix made. */
static void look_again(struct custom_test_result *result,
                       const struct rule *row,
                       const struct zone_set *fixed,
                       struct arena *arena)
{
    struct findings *findings = run_alone(row, fixed);
    if (findings->items.count > 0) {
        result->message = arena_format(arena, "the rule finds something in the fixed text too: %s",
                                       findings->items.items[0]->message);
    }
    findings_free(findings);
}

static void compare_fixed(struct custom_test_result *result,
                          const struct rule *row,
                          const struct zone_set *set,
                          const struct findings *findings,
                          struct arena *arena)
{
    struct zone_set *fixed = zone_set_fixed(set, findings);
    struct zone_set *expected = test_zone_read(result->test, result->test->fixed);
    result->place = result->test->fixed_place;
    result->message = text_refusal_of(expected, arena);
    if (result->message == NULL) {
        result->expected = records_listed(only_zone(expected), arena);
        result->found = records_listed(only_zone(fixed), arena);
        if (strcmp(result->expected, result->found) != 0) {
            result->message = "the fix makes other records";
        } else {
            result->expected = NULL;
            look_again(result, row, fixed, arena);
        }
    }
    zone_set_free(expected);
    zone_set_free(fixed);
}

/* A finding that has none although a fix is expected. */
static const struct finding *finding_without_fix(const struct findings *findings)
{
    for (size_t i = 0; i < findings->items.count; i++) {
        if (findings->items.items[i]->fix == NULL) {
            return findings->items.items[i];
        }
    }
    return NULL;
}

static void judge_bad(struct custom_test_result *result,
                      const struct rule *row,
                      const struct zone_set *set,
                      const struct findings *findings,
                      struct arena *arena)
{
    const struct custom_rule_test *test = result->test;
    if (findings->items.count == 0) {
        result->message = "the rule finds nothing here";
        return;
    }
    const char *message = findings->items.items[0]->message;
    if (test->message != NULL && strcmp(message, test->message) != 0) {
        result->message = "the message is another one";
        result->place = test->message_place;
        result->expected = test->message;
        result->found = arena_copy_string(arena, message);
        return;
    }
    if (test->fixed == NULL) {
        return;
    }
    const struct finding *unfixed = finding_without_fix(findings);
    if (unfixed != NULL) {
        result->place = test->fixed_place;
        result->message = arena_format(arena, "there is no fix: %s", unfixed->fix_refused);
        return;
    }
    compare_fixed(result, row, set, findings, arena);
}

static void judge(struct custom_test_result *result,
                  const struct rule *row,
                  const struct zone_set *set,
                  const struct findings *findings,
                  struct arena *arena)
{
    if (result->test->is_bad) {
        judge_bad(result, row, set, findings, arena);
    } else if (findings->items.count > 0) {
        result->message = arena_format(arena, "the rule finds something here: %s",
                                       findings->items.items[0]->message);
    }
}

struct custom_test_result custom_test_run(const struct rule *row,
                                          const struct custom_rule *rule,
                                          const struct custom_rule_test *test,
                                          struct arena *arena)
{
    struct custom_test_result result = {.rule = rule, .test = test, .place = test->place};
    struct zone_set *set = test_zone_read(test, test->text);
    result.message = text_refusal_of(set, arena);
    if (result.message == NULL) {
        struct findings *findings = run_alone(row, set);
        judge(&result, row, set, findings, arena);
        findings_free(findings);
    }
    zone_set_free(set);
    return result;
}
