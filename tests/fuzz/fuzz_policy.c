/* SPDX-License-Identifier: BSD-3-Clause */
/* Any text as a policy: there are problems, with places inside of what was read, or a policy that a
 * zone is checked with. */
#include <assert.h>

#include "analyzer/analysis.h"
#include "analyzer/rule_vocabulary.h"
#include "cli/problem_text.h"
#include "tests/support/zone_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char zone[] = "$TTL 3600\n"
                           "@ IN SOA ns hostmaster 1 7200 900 1209600 3600\n"
                           "@ IN NS ns\n"
                           "@ IN MX 10 mail ; zonetidy: ignore[ttl-mismatch] -- why\n"
                           "@ IN TXT \"v=spf1 -all\"\n"
                           "ns 60 IN A 192.0.2.1 ; lint=mx-target-alias\n"
                           "ns 70 IN AAAA 2001:db8::1\n"
                           "mail IN CNAME host\n"
                           "host IN CNAME cdn.example.net.\n"
                           "legacy-1 IN SRV 1 2 3 gone\n";

/* One set for all inputs: nothing in it changes. */
static const struct zone_set *fixed_set(void)
{
    static struct zone_set *set;
    if (set == NULL) {
        const struct zone_text text = {.name = "example.com", .text = zone};
        set = zone_texts_read(&text, 1);
    }
    return set;
}

static void check_place(struct policy_place place)
{
    assert(place.start <= place.end);
    assert(place.end <= place.source->text.length);
}

static void check_problems(const struct policy_problems *problems)
{
    for (size_t i = 0; i < problems->items.count; i++) {
        const struct policy_problem *problem = &problems->items.items[i];
        check_place(problem->place);
        assert(problem->message[0] != '\0');
        assert(problem->help == NULL || problem->help[0] != '\0');
        if (problem->other != NULL) {
            check_place(*problem->other);
        }
    }
    struct buffer text = {0};
    problems_show(problems, NULL, 80, &text);
    assert((text.length > 0) == (policy_problems_count(problems) > 0));
    buffer_free(&text);
}

static void check_settings(const struct zone_policy *of_zone)
{
    for (size_t i = 0; i < of_zone->policy->vocabulary.rule_count; i++) {
        const struct rule_setting *rule = &of_zone->rules[i];
        assert(rule->severity != SEVERITY_OFF);
        assert(!rule->on || of_zone->runs[i]);
        const struct rule_places places = zone_policy_places(of_zone, (int)i);
        if (places.severity.source != NULL) {
            check_place(places.severity);
        }
    }
}

static void check_zone(struct policy *policy)
{
    const struct zone_set *set = fixed_set();
    const struct zone_policy *of_zone =
        zone_policy_find(policy, set->zones.items[0]->apex, "/srv/zones/db.example.com", 0);
    check_settings(of_zone);
    struct analysis_terms terms = {
        .zones = &of_zone,
        .policy = zone_policy_find(policy, NULL, NULL, 0),
    };
    terms_add_custom_rules(&terms, policy);
    struct findings *findings = analysis_run(set, &terms);
    findings_free(findings);
    terms_end(&terms);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char recommended[] = "version: 1\n";
    /* A policy of the program extends no files, so nothing of this machine is read. */
    const struct builtin_policy builtins[] = {
        {"recommended", recommended, sizeof(recommended) - 1},
        {"main", (const char *)data, size},
    };
    const struct policy_input input = {
        .path = POLICY_BUILTIN "main",
        .vocabulary = &rule_vocabulary,
        .builtins = builtins,
        .builtin_count = sizeof(builtins) / sizeof(builtins[0]),
        .program_version = "0.1.0",
    };
    struct policy_problems problems = policy_problems_start(arena_new());
    struct policy *policy = policy_load(&input, &problems);
    assert((policy == NULL) == (policy_problems_count(&problems) > 0));
    check_problems(&problems);
    if (policy != NULL) {
        check_zone(policy);
    }
    policy_free(policy);
    policy_problems_end(&problems);
    arena_free(problems.arena);
    return 0;
}
