/* SPDX-License-Identifier: BSD-3-Clause */
/* Whatever the zones hold, the proposed fixes pass their proof, and behind them nothing is left
 * that could be fixed.
 *
 * Form feeds part the input: example.com., a reverse zone, and a text that is two zones at once, as
 * one file for many customers is. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "analyzer/analysis.h"
#include "fixers/fix.h"
#include "tests/support/test_policy.h"
#include "tests/support/zone_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    RECORDS_MAX = 1000, /* beyond is a $GENERATE that says nothing new and takes seconds */
    NOW = 1767225600,   /* 2026-01-01 */
};

/* The next part; what is left stays in `text`. */
static struct bytes part_take(struct bytes *text)
{
    struct bytes part = *text;
    const uint8_t *end = text->length == 0 ? NULL : memchr(text->data, '\f', text->length);
    if (end == NULL) {
        *text = (struct bytes){NULL, 0};
        return part;
    }
    part.length = (size_t)(end - part.data);
    *text = (struct bytes){end + 1, text->length - part.length - 1};
    return part;
}

static void zone_add(struct zone_set *set, const char *name, uint32_t source)
{
    struct zone_claim claim = {.name = name, .path = name, .from_text = true, .source = source};
    zone_set_load(set, &claim);
}

static struct zone_set *zones_read(struct bytes text)
{
    struct zone_set *set = zone_set_new();
    zone_add(set, "example.com.",
             source_list_add_text(set->sources, "com", part_take(&text))->index);
    if (text.data != NULL) {
        zone_add(set, "2.0.192.in-addr.arpa.",
                 source_list_add_text(set->sources, "reverse", part_take(&text))->index);
    }
    if (text.data != NULL) {
        uint32_t shared = source_list_add_text(set->sources, "shared", text)->index;
        zone_add(set, "example.net.", shared);
        zone_add(set, "example.org.", shared);
    }
    zone_set_index(set);
    return set;
}

static size_t record_count(const struct zone_set *set)
{
    size_t count = 0;
    for (size_t i = 0; i < set->zones.count; i++) {
        count += set->zones.items[i]->records.count;
    }
    return count;
}

static struct fix_result *fix(const struct zone_set *set,
                              const struct analysis_terms *terms,
                              const struct findings *findings)
{
    struct fix_result *result;
    struct error error;
    if (fix_run(set, terms, findings, &result, &error) != STATUS_OK) {
        fprintf(stderr, "%s\n", error.text);
        abort();
    }
    return result;
}

static void check_fixes(const struct zone_set *set, const struct analysis_terms *terms)
{
    struct findings *findings = analysis_run(set, terms);
    struct fix_result *result = fix(set, terms, findings);
    if (result->after_set != NULL) {
        assert(result->files.count > 0);
        struct fix_result *again = fix(result->after_set, terms, result->after);
        assert(again->files.count == 0);
        fix_result_free(again);
    }
    fix_result_free(result);
    findings_free(findings);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes text = {data, size};
    if (!zone_text_is_tame(text)) {
        return 0;
    }
    struct zone_set *set = zones_read(text);
    if (record_count(set) <= RECORDS_MAX) {
        struct test_policy *policy = test_policy_new("version: 1\nfix: {level: unsafe}\n");
        policy->terms.now = NOW;
        check_fixes(set, &policy->terms);
        test_policy_free(policy);
    }
    zone_set_free(set);
    return 0;
}
