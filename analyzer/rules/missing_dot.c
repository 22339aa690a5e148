/* SPDX-License-Identifier: BSD-3-Clause */

/* Names that were meant to be absolute and have no final dot. Relative names with dots inside are
 * the habit of many files, so that only what the loaded zones prove is reported. */

#include "analyzer/rules/missing_dot.h"

#include "analyzer/proposal.h"
#include "analyzer/rules/rules.h"
#include "analyzer/rules/target.h"

/* Whether the host could be made of a name with a dot inside and the origin behind it. This tells
 * most hosts off, so it comes before all that needs the text or the zones. */
static bool host_may_lack_dot(const struct zone *zone, const struct record *record)
{
    const struct name *host = record_host(zone, record);
    const struct name *origin = record_scope(zone, record)->origin;
    return !name_is_root(origin) && host->labels >= origin->labels + 2 &&
           name_is_within(host, origin);
}

/* The text of such a host without a final dot, as a name below the root; NULL for any other host,
 * and for one that is written as absolute. */
static const struct name *name_without_origin(struct check *check,
                                              const struct zone *zone,
                                              const struct record *record)
{
    const struct name *host = record_host(zone, record);
    const struct name *origin = record_scope(zone, record)->origin;
    if (!host_may_lack_dot(zone, record)) {
        return NULL;
    }
    size_t field = check_host_field(check, zone, record);
    if (field == RECORD_WHOLE) {
        return NULL;
    }
    struct bytes text =
        source_list_bytes(check->set->sources, check_record_span(check, zone, record, field));
    if (text.length == 0 || text.data[text.length - 1] == '.') {
        return NULL;
    }
    uint8_t wire[NAME_OCTETS_MAX];
    size_t length = (size_t)(host->length - origin->length);
    memcpy(wire, host->wire, length);
    wire[length++] = 0;
    return name_new(check->scratch, (struct bytes){wire, length});
}

/* Nobody put this name there: it does not exist, or exists only because others stand below it, or a
 * wildcard answers for it. */
static bool is_nobodys(const struct answer *answer)
{
    if (answer->hop_count > 0) {
        return false;
    }
    if (answer->end == ANSWER_DATA) {
        return answer->wildcard;
    }
    return answer_is_bad(answer) && (answer->node == NULL || answer->node->first == RECORD_NONE);
}

/* Somebody wrote records for this name: the zone's own, or glue, which a server's address often
 * is. */
static bool is_written(const struct answer *answer)
{
    if (answer->end == ANSWER_DATA) {
        return answer->hop_count == 0 && !answer->wildcard;
    }
    if (answer->end != ANSWER_UNKNOWN || answer->reason != UNKNOWN_DELEGATED) {
        return false;
    }
    const struct node *node = zone_find_node(answer->zone, answer->name);
    return node != NULL && node->first != RECORD_NONE;
}

struct missing_dot missing_dot_find(struct check *check,
                                    const struct zone *zone,
                                    const struct record *record)
{
    struct missing_dot result = {0};
    struct answer answer;
    if (!host_may_lack_dot(zone, record)) {
        return result;
    }
    check_ask(check, zone, record_host(zone, record), MASK_ALL, &answer);
    if (!is_nobodys(&answer)) {
        return result;
    }
    const struct name *meant = name_without_origin(check, zone, record);
    if (meant == NULL) {
        return result;
    }
    check_ask(check, zone, meant, MASK_ALL, &answer);
    if (!is_written(&answer)) {
        result.is_open = answer.end == ANSWER_UNKNOWN;
        return result;
    }
    type_mask needed = record->type == TYPE_CNAME ? MASK_ALL : MASK_ADDRESS;
    check_ask(check, zone, record_host(zone, record), needed, &answer);
    result.meant = meant;
    result.works = !answer_is_bad(&answer);
    return result;
}

bool missing_dot_is_reported(struct check *check,
                             const struct zone *zone,
                             const struct record *record)
{
    const struct rule *rule = rule_find("missing-trailing-dot");
    return check_runs(check, zone, rule) && missing_dot_find(check, zone, record).meant != NULL;
}

void missing_dot_note(struct check *check,
                      struct finding *finding,
                      const struct zone *zone,
                      const struct record *record)
{
    if (name_without_origin(check, zone, record) != NULL) {
        check_note(check, finding, "the name has no final dot, so that %s is put behind it",
                   check_name(check, record_scope(zone, record)->origin));
    }
}

/* Whether the way from the meant name comes back to this alias. */
static bool leads_back(struct check *check,
                       const struct zone *zone,
                       const struct record *record,
                       const struct name *meant)
{
    struct answer answer;
    check_ask(check, zone, meant, MASK_ADDRESS, &answer);
    for (size_t i = 0; i < answer.hop_count; i++) {
        if (answer.hops[i].record == record) {
            return true;
        }
    }
    return false;
}

void rule_missing_trailing_dot(struct check *check,
                               const struct zone *zone,
                               const struct record *record)
{
    if (record_is_occluded(zone, record)) {
        return;
    }
    struct missing_dot dot = missing_dot_find(check, zone, record);
    if (dot.meant == NULL) {
        return;
    }
    const char *expanded = check_name(check, record_host(zone, record));
    const char *meant = check_name(check, dot.meant);
    struct finding *finding = check_report_record(
        check, zone, record, check_host_field(check, zone, record), "name lacks its final dot");
    finding->label = check_format(check, "read as %s", expanded);
    finding->why = "RFC 1035 section 5.1: a name without a final dot is relative, and the origin "
                   "is put behind it";
    finding->help = "end the name with a dot";
    if (dot.works) {
        check_note(check, finding,
                   "%s exists; for %s a wildcard answers, so that nothing fails yet", meant,
                   expanded);
        if (finding->severity > SEVERITY_WARNING) {
            finding->severity = SEVERITY_WARNING;
        }
    } else {
        check_note(check, finding, "%s exists; %s does not", meant, expanded);
    }
    target_note_record(check, finding, zone, record);
    if (leads_back(check, zone, record, dot.meant)) {
        propose_nothing(finding, "with a final dot the alias would lead back to itself");
        return;
    }
    struct repair repair = {
        .title = check_format(check, "name %s, with a final dot", meant),
        .safety = FIX_UNSAFE,
        .unsafe_because = "the file allows both readings; that only one of them exists is no proof "
                          "of what was meant",
    };
    propose_final_dot(check, finding, zone, record, dot.meant, repair);
}
