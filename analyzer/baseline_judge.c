/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/baseline_judge.h"

#include "analyzer/identity.h"
#include "analyzer/open_record.h"

void baseline_judge_begin(struct baseline_judge *judge,
                          const struct zone_set *set,
                          const struct analysis_terms *terms)
{
    *judge = (struct baseline_judge){.findings = findings_new()};
    judge->check = (struct check){
        .set = set, .terms = terms, .findings = judge->findings, .scratch = arena_new()};
}

void baseline_judge_end(struct baseline_judge *judge)
{
    unknown_names_free(&judge->check.unknown);
    arena_free(judge->check.scratch);
    findings_free(judge->findings);
}

/* NULL for a text that is no name. */
static const struct name *name_read(const char *text, struct arena *arena)
{
    uint8_t wire[NAME_OCTETS_MAX];
    enum flaw_kind flaw;
    size_t length = name_wire_from_text(bytes_from_string(text), NULL, wire, &flaw);
    return length == 0 ? NULL : name_new(arena, (struct bytes){wire, length});
}

/* NULL when it is not read in this run. */
static const struct zone *zone_of(struct baseline_judge *judge, const struct baseline_entry *entry)
{
    const struct name *apex = name_read(entry->zone, judge->check.scratch);
    return apex == NULL ? NULL : zone_set_find_apex(judge->check.set, entry->view, apex);
}

/* Whether the entry is about a record, or about all of its RRset when that is NULL. */
static bool entry_is_about(const struct baseline_entry *entry,
                           const struct zone *zone,
                           const struct node *node,
                           uint16_t type,
                           const struct record *record)
{
    uint8_t room[RDATA_ROOM_BYTES];
    struct identity identity = {
        .rule = entry->rule, .zone = zone, .owner = node_name(zone, node), .type = type};
    if (record != NULL) {
        identity.data = record_wire(zone, record, room);
    }
    return entry->fingerprint == identity_fingerprint(&identity);
}

/* Whether the finding may be there still, about a record that leads out of the zones at hand. */
static bool entry_is_open(struct baseline_judge *judge,
                          const struct baseline_entry *entry,
                          const struct zone *zone)
{
    const struct name *owner =
        entry->owner == NULL ? NULL : name_read(entry->owner, judge->check.scratch);
    const struct node *node = owner == NULL ? NULL : zone_find_node(zone, owner);
    uint16_t type;
    if (node == NULL || entry->type == NULL ||
        !rrtype_from_text(bytes_from_string(entry->type), &type) ||
        (rrtype_mask(type) & open_types(rule_find(entry->rule))) == 0) {
        return false;
    }
    bool of_all = entry_is_about(entry, zone, node, type, NULL);
    bool of_dot = strcmp(entry->rule, "missing-trailing-dot") == 0;
    for (const struct record *record = node_first(zone, node, type); record != NULL;
         record = node_next(zone, record)) {
        if ((of_all || entry_is_about(entry, zone, node, type, record)) &&
            record_is_open(&judge->check, zone, record, of_dot)) {
            return true;
        }
    }
    return false;
}

/* A rule that this program does not know finds nothing ever. */
static bool rule_runs(const struct zone_policy *policy, const char *name)
{
    int rule = vocabulary_find(&policy->policy->vocabulary, name);
    return rule == VOCABULARY_NONE || policy->runs[rule];
}

/* Whether all of the zone is known that the rule looks at. Flaws are known whatever else cannot be
 * read. */
static bool is_known_whole(const struct zone *zone, const char *name)
{
    const struct rule *rule = rule_find(name);
    bool of_flaws = rule != NULL && rule->scope == RULE_FLAW;
    return of_flaws || (zone->complete && !zone->claimed_twice);
}

bool baseline_judge_knows(struct baseline_judge *judge, const struct baseline_entry *entry)
{
    const struct analysis_terms *terms = judge->check.terms;
    if (entry->zone == NULL) {
        return rule_runs(terms_policy(terms, NULL), entry->rule);
    }
    const struct zone *zone = zone_of(judge, entry);
    bool judged = zone != NULL && is_known_whole(zone, entry->rule) &&
                  rule_runs(terms_policy(terms, zone), entry->rule) &&
                  !entry_is_open(judge, entry, zone);
    arena_clear(judge->check.scratch);
    return judged;
}
