/* SPDX-License-Identifier: BSD-3-Clause */
#include "analyzer/rules/target.h"

#include "analyzer/gate.h"

bool target_is_none(const struct zone *zone, const struct record *record)
{
    return (record->type == TYPE_MX || record->type == TYPE_SRV) &&
           name_is_root(record_host(zone, record));
}

bool record_is_occluded(const struct zone *zone, const struct record *record)
{
    const struct node *node = record_node(zone, record);
    if ((node->flags & (NODE_BELOW_CUT | NODE_BELOW_DNAME)) != 0) {
        return true;
    }
    return (node->flags & NODE_CUT) != 0 && record->type != TYPE_NS;
}

bool owner_is_crowded(const struct zone *zone, const struct record *record)
{
    unsigned count = 0;
    for (uint32_t i = record_node(zone, record)->first; i != RECORD_NONE;
         i = zone->records.items[i].next) {
        if (++count > OWNER_RECORDS_MAX) {
            return true;
        }
    }
    return false;
}

void target_note_survivor(struct check *check,
                          struct finding *finding,
                          const struct zone *zone,
                          const struct record *mx)
{
    if (owner_is_crowded(zone, mx)) {
        return;
    }
    for (const struct record *other = node_first(zone, record_node(zone, mx), TYPE_MX);
         other != NULL; other = node_next(zone, other)) {
        struct answer answer;
        if (other == mx || name_equal(record_host(zone, other), record_host(zone, mx))) {
            continue;
        }
        check_ask(check, zone, record_host(zone, other), MASK_ADDRESS, &answer);
        if (answer.end == ANSWER_DATA && !answer_is_alias(&answer)) {
            check_note(check, finding, "mail still finds its way through %s",
                       check_name(check, record_host(zone, other)));
            return;
        }
    }
}

void target_note_record(struct check *check,
                        struct finding *finding,
                        const struct zone *zone,
                        const struct record *record)
{
    bool is_generated = (record->flags & RECORD_GENERATED) != 0;
    if (is_generated || gate_source_uses(check->gate, record_source(zone, record)) > 1) {
        check_note(check, finding, "%s %s %s",
                   is_generated ? "the $GENERATE makes" : "as this file is read here, it makes",
                   check_name(check, record_owner(zone, record)),
                   check_record_text(check, zone, record));
    }
}
