/* SPDX-License-Identifier: BSD-3-Clause */
/* What custom rules find is what docs/custom-rules.md says of them: random rules over random zones
 * find the same as a model that is written from that page and knows no short way.
 *
 * `custom_model COUNT [SEED]` tries as many sets of rules and zones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/support/custom_making.h"
#include "tests/support/custom_run.h"
#include "tests/support/random.h"

enum { RULES_MAX = 12, FOUND_BYTES = 64 };

static uint32_t case_count = 400;
static uint64_t seed = 1;

struct custom_case {
    struct model_zones zones;
    struct buffer zone_texts[MODEL_ZONES_MAX];
    struct model_rule rules[RULES_MAX];
    size_t rule_count;
    struct buffer rule_texts;
    uint64_t selected[RULES_MAX];
    struct arena *arena;
};

struct found_lines {
    VECTOR(const char *) items;
};

/* `r3 zone 1 line 7`; a rule of zones has no line. */
static void found_add(struct found_lines *found,
                      struct arena *arena,
                      const char *rule,
                      size_t zone,
                      unsigned line)
{
    const char *text = arena_format(arena, "%s zone %zu line %3u", rule, zone, line);
    VECTOR_PUSH(&found->items, text);
}

static int compare_strings(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* One a line, sorted. */
static const char *found_listed(struct found_lines *found, struct arena *arena)
{
    struct buffer text = {0};
    if (found->items.count > 1) {
        qsort(found->items.items, found->items.count, sizeof(char *), compare_strings);
    }
    for (size_t i = 0; i < found->items.count; i++) {
        buffer_add_format(&text, "%s\n", found->items.items[i]);
    }
    const char *listed = arena_copy_string(arena, buffer_string(&text));
    buffer_free(&text);
    VECTOR_FREE(&found->items);
    return listed;
}

static void judge_zone(struct custom_case *one,
                       size_t rule,
                       size_t number,
                       struct found_lines *found)
{
    const struct model_zone *zone = &one->zones.zones[number];
    const char *name = arena_format(one->arena, "custom:r%zu", rule);
    const struct model_rule *model = &one->rules[rule];
    for (size_t i = 0; i < (model->each_zone ? 1 : zone->record_count); i++) {
        const struct model_record *record = model->each_zone ? NULL : &zone->records[i];
        struct model_verdict verdict = model_judge(&one->zones, zone, record, model);
        one->selected[rule] += verdict.is_selected;
        if (verdict.is_found) {
            found_add(found, one->arena, name, number, record == NULL ? 0 : record->line);
        }
    }
}

static const char *expected_of(struct custom_case *one)
{
    struct found_lines found = {0};
    for (size_t i = 0; i < one->rule_count; i++) {
        for (size_t k = 0; k < one->zones.count; k++) {
            judge_zone(one, i, k, &found);
        }
    }
    return found_listed(&found, one->arena);
}

static const char *found_of(const struct custom_case *one, const struct custom_run *run)
{
    struct found_lines found = {0};
    const struct findings *findings = run->check.findings;
    for (size_t i = 0; i < findings->items.count; i++) {
        const struct finding *finding = findings->items.items[i];
        struct position position =
            source_list_position(run->set->sources, finding->span.source, finding->span.start);
        size_t zone = 0;
        while (run->set->zones.items[zone]->source != finding->span.source) {
            zone++;
        }
        bool of_zone = finding->rule->scope == RULE_ZONE;
        found_add(&found, one->arena, finding->rule->name, zone,
                  of_zone ? 0 : (unsigned)position.line);
    }
    return found_listed(&found, one->arena);
}

static void show_case(struct custom_case *one)
{
    print_error("%s", buffer_string(&one->rule_texts));
    for (size_t i = 0; i < one->zones.count; i++) {
        print_error("---- zone %zu: %s\n%s", i, one->zones.zones[i].apex,
                    buffer_string(&one->zone_texts[i]));
    }
}

static void assert_found(struct custom_case *one, const char *expected, struct custom_way way)
{
    struct zone_text zones[MODEL_ZONES_MAX];
    for (size_t i = 0; i < one->zones.count; i++) {
        zones[i] = (struct zone_text){.name = one->zones.zones[i].apex,
                                      .text = buffer_string(&one->zone_texts[i])};
    }
    struct custom_run run;
    custom_run_start(&run, way, buffer_string(&one->rule_texts), zones, one->zones.count);
    const char *found = found_of(one, &run);
    if (strcmp(found, expected) != 0) {
        show_case(one);
        fail_msg("%s%s finds\n%sinstead of\n%s", way.as_group ? "a group" : "each rule",
                 way.counts ? " that counts" : "", found, expected);
    }
    for (size_t i = 0; way.counts && i < one->rule_count; i++) {
        if (custom_rows_selected(run.rows, i) != one->selected[i]) {
            show_case(one);
            fail_msg("r%zu selects %zu instead of %zu", i,
                     (size_t)custom_rows_selected(run.rows, i), (size_t)one->selected[i]);
        }
    }
    custom_run_end(&run);
}

static void rules_find_what_the_page_says(void **state)
{
    (void)state;
    uint64_t random = seed;
    size_t found_count = 0;
    for (uint32_t i = 0; i < case_count; i++) {
        struct custom_case *one = calloc(1, sizeof(*one));
        assert_non_null(one);
        one->arena = arena_new();
        const struct model_type *focus =
            &model_types[random_below(&random, (uint32_t)model_type_count)];
        custom_make_zones(&random, focus, &one->zones, one->zone_texts);
        one->rule_count = 1 + random_below(&random, RULES_MAX);
        for (size_t k = 0; k < one->rule_count; k++) {
            custom_make_rule(&random, focus, arena_format(one->arena, "r%zu", k), &one->rules[k],
                             &one->rule_texts);
        }
        const char *expected = expected_of(one);
        found_count += expected[0] != '\0';
        assert_found(one, expected, (struct custom_way){.as_group = false});
        assert_found(one, expected, (struct custom_way){.as_group = true});
        assert_found(one, expected, (struct custom_way){.as_group = true, .counts = true});
        for (size_t k = 0; k < MODEL_ZONES_MAX; k++) {
            buffer_free(&one->zone_texts[k]);
        }
        buffer_free(&one->rule_texts);
        arena_free(one->arena);
        free(one);
    }
    assert_true(found_count > case_count / 3);
}

int main(int argument_count, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_find_what_the_page_says),
    };
    if (argument_count > 1) {
        case_count = (uint32_t)strtoul(arguments[1], NULL, 10);
    }
    if (argument_count > 2) {
        seed = strtoull(arguments[2], NULL, 10);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
