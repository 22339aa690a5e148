/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/finding.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/rule.h"

struct findings *findings_new(void)
{
    struct findings *findings = memory_get_zeroed(1, sizeof(*findings));
    findings->arena = arena_new();
    return findings;
}

static void finding_end(struct finding *finding)
{
    VECTOR_FREE(&finding->related);
    VECTOR_FREE(&finding->notes);
}

void findings_free(struct findings *findings)
{
    if (findings == NULL) {
        return;
    }
    for (size_t i = 0; i < findings->items.count; i++) {
        finding_end(findings->items.items[i]);
    }
    for (size_t i = 0; i < findings->dropped.count; i++) {
        finding_end(findings->dropped.items[i]);
    }
    VECTOR_FREE(&findings->dropped);
    for (size_t i = 0; i < findings->fixes.count; i++) {
        VECTOR_FREE(&findings->fixes.items[i]->edits);
        VECTOR_FREE(&findings->fixes.items[i]->changes);
    }
    VECTOR_FREE(&findings->fixes);
    VECTOR_FREE(&findings->items);
    for (size_t i = 0; i < findings->adopted.count; i++) {
        arena_free(findings->adopted.items[i]);
    }
    VECTOR_FREE(&findings->adopted);
    arena_free(findings->arena);
    free(findings);
}

void findings_adopt(struct findings *findings, struct findings *other)
{
    VECTOR_PUSH(&findings->adopted, other->arena);
    for (size_t i = 0; i < other->adopted.count; i++) {
        VECTOR_PUSH(&findings->adopted, other->adopted.items[i]);
    }
    for (size_t i = 0; i < other->fixes.count; i++) {
        VECTOR_PUSH(&findings->fixes, other->fixes.items[i]);
    }
    for (size_t i = 0; i < other->dropped.count; i++) {
        VECTOR_PUSH(&findings->dropped, other->dropped.items[i]);
    }
    VECTOR_FREE(&other->dropped);
    VECTOR_FREE(&other->adopted);
    VECTOR_FREE(&other->fixes);
    VECTOR_FREE(&other->items);
    free(other);
}

static int compare_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int finding_compare(const void *a, const void *b, void *context)
{
    const struct finding *finding_a = *(const struct finding *const *)a;
    const struct finding *finding_b = *(const struct finding *const *)b;
    const struct source_list *sources = context;
    int order = 0;
    if (finding_a->span.source != finding_b->span.source) {
        order = strcmp(source_list_get(sources, finding_a->span.source)->path,
                       source_list_get(sources, finding_b->span.source)->path);
    }
    if (order == 0) {
        order = compare_numbers(finding_a->span.start, finding_b->span.start);
    }
    if (order == 0) {
        order = strcmp(finding_a->rule->name, finding_b->rule->name);
    }
    if (order == 0) {
        order = strcmp(finding_a->message, finding_b->message);
    }
    if (order == 0) {
        order = strcmp(finding_a->owner == NULL ? "" : finding_a->owner,
                       finding_b->owner == NULL ? "" : finding_b->owner);
    }
    if (order == 0) {
        order = compare_numbers(finding_a->fingerprint, finding_b->fingerprint);
    }
    return order;
}

void findings_sort(struct findings *findings, const struct source_list *sources)
{
    if (findings->items.count > 1) {
        union {
            const struct source_list *sources;
            void *context;
        } argument = {.sources = sources};
        qsort_r(findings->items.items, findings->items.count, sizeof(findings->items.items[0]),
                finding_compare, argument.context);
    }
}

uint64_t findings_count(const struct findings *findings, enum severity severity)
{
    uint64_t count = 0;
    for (size_t i = 0; i < findings->items.count; i++) {
        count += findings->items.items[i]->severity == severity;
    }
    return count;
}

/* Rules of taste (info) repair only when they are asked to by name. Naming some for this run leaves
 * out all others, and lifts nothing that the policy forbids. */
unsigned finding_fix_needs(const struct finding *finding)
{
    const bool *fix_only = finding->policy->policy->fix_only;
    unsigned needs = 0;
    if (finding->fix_level == FIX_LEVEL_OFF) {
        needs |= FIX_NEEDS_POLICY;
    }
    if (fix_only != NULL ? !fix_only[finding->rule_number]
                         : finding->severity <= SEVERITY_INFO && !finding->fix_is_named) {
        needs |= FIX_NEEDS_RULE;
    }
    if (finding->fix->safety == FIX_UNSAFE && finding->fix_level == FIX_LEVEL_SAFE) {
        needs |= FIX_NEEDS_UNSAFE;
    }
    return needs;
}

bool finding_is_fixable(const struct finding *finding)
{
    return finding->fix != NULL && finding->aside == FINDING_TOLD &&
           finding_fix_needs(finding) == 0;
}

bool finding_is_shown(const struct finding *finding)
{
    return finding->severity >= finding->policy->policy->show;
}

bool finding_fails(const struct finding *finding)
{
    return finding->aside == FINDING_TOLD && finding->severity >= finding->policy->policy->fail_on;
}
