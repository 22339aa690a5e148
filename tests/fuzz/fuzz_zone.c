/* SPDX-License-Identifier: BSD-3-Clause */
/* Any text is read and looked at by every rule; and the records that were read, written out and
 * read again, are the same records. */
#include <assert.h>

#include "analyzer/analysis.h"
#include "analyzer/rule.h"
#include "tests/support/test_policy.h"
#include "tests/support/zone_text.h"
#include "zones/records.h"
#include "zones/zone_name.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* More records than this are a $GENERATE that says nothing new and takes seconds. */
enum { RECORDS_MAX = 5000 };

static void check_findings(const struct zone_set *set)
{
    struct test_policy *policy = test_policy_new("version: 1\nrules: {select: all}\n");
    struct findings *findings = analysis_run(set, &policy->terms);
    for (size_t i = 0; i < findings->items.count; i++) {
        const struct finding *finding = findings->items.items[i];
        source_list_bytes(set->sources, finding->span);
        source_list_position(set->sources, finding->span.source, finding->span.start);
        for (size_t k = 0; k < finding->related.count; k++) {
            source_list_bytes(set->sources, finding->related.items[k].span);
        }
    }
    findings_free(findings);
    test_policy_free(policy);
}

static void check_records(const struct zone *zone, struct zone_set *set)
{
    struct buffer written = {0};
    struct buffer again = {0};
    zone_records_write(zone, &written);
    struct zone_claim claim = {.name = "example.com.", .path = "written", .class = zone->class};
    zone_text_add(set, &claim, buffer_bytes(&written));
    assert(set->zones.count == 2);
    const struct zone *second = set->zones.items[1];
    assert(second->complete);
    for (size_t i = 0; i < second->flaws.count; i++) {
        /* An owner that looks like a comment of the shell is one here too. */
        assert(second->flaws.items[i].kind == FLAW_SHELL_COMMENT);
    }
    zone_records_write(second, &again);
    assert(bytes_equal(buffer_bytes(&written), buffer_bytes(&again)));
    buffer_free(&written);
    buffer_free(&again);
}

/* What a text says of its zone's name is a name. */
static void check_name(struct bytes text)
{
    struct arena *arena = arena_new();
    const char *name = zone_name_from_text(text, arena);
    if (name != NULL) {
        name_of(arena, name);
    }
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes text = {data, size};
    if (!zone_text_is_tame(text)) {
        return 0;
    }
    check_name(text);
    struct zone_set *set = zone_set_new();
    struct zone_claim claim = {.name = "example.com.", .path = "input"};
    zone_text_add(set, &claim, text);
    if (set->zones.count == 1 && set->zones.items[0]->records.count <= RECORDS_MAX) {
        zone_set_index(set);
        check_findings(set);
        check_records(set->zones.items[0], set);
    }
    zone_set_free(set);
    return 0;
}
