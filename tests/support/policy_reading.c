/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/policy_reading.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "policies/scalar.h"
#include "tests/support/schema_reading.h"

static const struct schema max = {.name = "a count", .scalar = &scalar_count};
static const struct schema_key max_keys[] = {{"max", &max, "The most.", false}, {0}};
static const struct schema mx_options = {.name = "the options", .keys = max_keys};
static const struct schema_key option_keys[] = {
    {"mx-target-alias", &mx_options, "What can be set.", false},
    {0},
};
static const struct schema options = {.name = "the options of rules", .keys = option_keys};

static const struct vocabulary_rule rules[] = {
    {"mx-target-alias", "mail", SEVERITY_ERROR},
    {"mx-null-mixed", "mail", SEVERITY_WARNING},
    {"ptr-missing", "reverse", SEVERITY_WARNING},
    {"ttl-style", "ttl", SEVERITY_OFF},
};
static const char *const families[] = {"mail", "reverse", "ttl", "custom"};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static const struct vocabulary vocabulary = {
    .rules = rules,
    .rule_count = COUNT(rules),
    .families = families,
    .family_count = COUNT(families),
    .options = &options,
};

static void tell(struct policy_reading *reading, const struct policy_problem *problem)
{
    const struct policy_source *source = problem->place.source;
    buffer_add_string(&reading->told, source->path);
    if (!source->is_option && source->text.data != NULL) {
        struct policy_position position = policy_place_position(problem->place);
        buffer_add_format(&reading->told, ":%" PRIu64 ":%" PRIu64, position.line, position.column);
    }
    buffer_add_string(&reading->told, ": ");
    problem_tell(problem, &reading->told);
}

void policy_reading_start(struct policy_reading *reading, struct policy_texts texts)
{
    static const char nothing[] = "version: 1\n";
    const char *main = texts.main == NULL ? nothing : texts.main;
    const char *parent = texts.parent == NULL ? nothing : texts.parent;
    const struct builtin_policy builtins[] = {
        {"recommended", nothing, strlen(nothing)},
        {"main", main, strlen(main)},
        {"parent", parent, strlen(parent)},
    };
    size_t setting_count = 0;
    while (setting_count < COUNT(texts.settings) && texts.settings[setting_count].option != NULL) {
        setting_count++;
    }
    const struct policy_input input = {
        .path = texts.main == NULL ? texts.path : POLICY_BUILTIN "main",
        .working_folder = texts.working_folder,
        .vocabulary = &vocabulary,
        .builtins = builtins,
        .builtin_count = COUNT(builtins),
        .program_version = "0.4.1",
        .settings = texts.settings,
        .setting_count = setting_count,
    };
    *reading = (struct policy_reading){.arena = arena_new()};
    reading->problems = policy_problems_start(reading->arena);
    reading->policy = policy_load(&input, &reading->problems);
    for (size_t i = 0; i < reading->problems.items.count; i++) {
        tell(reading, &reading->problems.items.items[i]);
    }
    /* What the policy points to ends with this call. */
    if (reading->policy != NULL) {
        reading->policy->layers.builtins = NULL;
        reading->policy->layers.builtin_count = 0;
    }
}

void policy_reading_end(struct policy_reading *reading)
{
    policy_free(reading->policy);
    policy_problems_end(&reading->problems);
    buffer_free(&reading->told);
    arena_free(reading->arena);
}

int policy_reading_rule(const struct policy_reading *reading, const char *name)
{
    int rule = vocabulary_find(&reading->policy->vocabulary, name);
    if (rule == VOCABULARY_NONE) {
        fprintf(stderr, "policy of the test: no rule %s\n", name);
        abort();
    }
    return rule;
}
