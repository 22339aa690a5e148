/* SPDX-License-Identifier: BSD-3-Clause */

/* CNAME records: what stands beside them, and where they lead. */

#include "analyzer/proposal.h"
#include "analyzer/rules/missing_dot.h"
#include "analyzer/rules/reverse_name.h"
#include "analyzer/rules/rrset.h"
#include "analyzer/rules/rules.h"

void rule_cname_and_other_data(struct check *check,
                               const struct zone *zone,
                               const struct node *node)
{
    const struct record *cname = node_first(zone, node, TYPE_CNAME);
    const struct record *other = NULL; /* the first one */
    size_t others = 0;
    for (uint32_t i = node->first; i != RECORD_NONE; i = zone->records.items[i].next) {
        const struct record *record = &zone->records.items[i];
        if (record->type != TYPE_CNAME && !rrtype_has(record->type, RRTYPE_BESIDE_CNAME)) {
            other = other == NULL ? record : other;
            others++;
        }
    }
    if (other == NULL) {
        return;
    }
    const char *owner = check_name(check, node_name(zone, node));
    struct finding *finding = check_report_record(check, zone, cname, RECORD_WHOLE,
                                                  "CNAME of %s stands beside other data", owner);
    check_about_rrset(check, finding, zone, node_name(zone, node), TYPE_CNAME);
    finding->label = "an alias has no data of its own";
    finding->why =
        "RFC 1034 section 3.6.2 and RFC 2181 section 10.1: servers refuse the whole zone";
    finding->help = node_name(zone, node) == zone->apex
                        ? "the apex always has SOA and NS records: put addresses there instead of "
                          "the CNAME"
                        : "remove the CNAME, or everything else at this name";
    check_relate_record(check, finding, zone, other, "other data: %s",
                        check_record_text(check, zone, other));
    if (others > 1) {
        check_note(check, finding, "%zu more %s at this name", others - 1,
                   others == 2 ? "record stands" : "records stand");
    }
}

/* CNAME and DNAME: a name has one of each. */
void rule_single_record_multiple(struct check *check,
                                 const struct zone *zone,
                                 const struct node *node)
{
    bool dname = (check->rule->types & MASK_DNAME) != 0;
    const struct record *first = node_first(zone, node, dname ? TYPE_DNAME : TYPE_CNAME);
    for (const struct record *other = node_next(zone, first); other != NULL;
         other = node_next(zone, other)) {
        if (record_is_copy(zone, first, other)) {
            continue; /* a mere duplicate, which servers drop */
        }
        struct finding *finding = check_report_record(
            check, zone, other, RECORD_WHOLE, "%s has several %s records",
            check_name(check, node_name(zone, node)), dname ? "DNAME" : "CNAME");
        check_about_rrset(check, finding, zone, node_name(zone, node), first->type);
        finding->why = dname ? "RFC 6672 section 2.4: a name has one DNAME; servers refuse the zone"
                             : "RFC 2181 section 10.1: a name has one canonical name; servers "
                               "refuse the zone";
        finding->help = "keep one of them";
        check_relate_record(check, finding, zone, first, "the first one: %s",
                            check_record_text(check, zone, first));
    }
}

/* Whether a CNAME record makes the hop: such a record has findings of its own. */
static bool hop_is_cname(const struct hop *hop)
{
    return hop->kind == HOP_CNAME || hop->kind == HOP_WILDCARD_CNAME;
}

/* Every record of a loop finds it; the one with the smallest owner reports it. A wildcard's record
 * is part of the loop when a name that it makes is. */
static bool loop_is_reported_by(const struct answer *answer,
                                const struct zone *zone,
                                const struct record *cname)
{
    bool found = false;
    for (size_t i = answer->loop_start; i < answer->hop_count; i++) {
        const struct hop *hop = &answer->hops[i];
        if (hop->record == cname) {
            found = true;
        } else if (hop_is_cname(hop) && name_compare(record_owner(hop->zone, hop->record),
                                                     record_owner(zone, cname)) < 0) {
            return false;
        }
    }
    return found;
}

/* Whether the path that begins with a CNAME record is not plain; then it goes to `ret_answer`. */
static bool cname_is_worth_a_look(struct check *check,
                                  const struct zone *zone,
                                  const struct record *cname,
                                  struct answer *ret_answer)
{
    if (check_is_plain(check, zone, record_node(zone, cname)->name, QUESTION_ALIASES)) {
        return false;
    }
    check_resolve(check, zone, record_owner(zone, cname), question_types(QUESTION_ALIASES),
                  ret_answer);
    return true;
}

void rule_cname_loop(struct check *check, const struct zone *zone, const struct record *cname)
{
    struct answer answer;
    if (!cname_is_worth_a_look(check, zone, cname, &answer) || answer.end != ANSWER_LOOP ||
        !loop_is_reported_by(&answer, zone, cname)) {
        return;
    }
    size_t steps = answer.hop_count - answer.loop_start;
    struct finding *finding =
        check_report_record(check, zone, cname, RECORD_WHOLE, "aliases form a loop at %s",
                            check_name(check, record_owner(zone, cname)));
    finding->label =
        check_format(check, "comes back here after %zu %s", steps, steps == 1 ? "step" : "steps");
    finding->why = "RFC 1034 section 3.6.2: a loop is an error; no name of it ever answers";
    finding->help = "point one of them at a host with an address";
    check_relate_path(check, finding, &answer);
}

void rule_cname_chain_long(struct check *check, const struct zone *zone, const struct record *cname)
{
    struct answer answer;
    if (!cname_is_worth_a_look(check, zone, cname, &answer) || answer.end == ANSWER_LOOP) {
        return;
    }
    bool goes_on = answer_goes_on(&answer);
    if (!goes_on && answer.hop_count <= check_options(check, zone)->cname_chain_max) {
        return;
    }
    struct finding *finding = check_report_record(
        check, zone, cname, check_host_field(check, zone, cname),
        "alias %s has %s%zu aliases behind it", check_name(check, record_owner(zone, cname)),
        goes_on ? "more than " : "", answer.hop_count - 1);
    finding->why =
        "RFC 1034 section 3.6.2: an alias points at the canonical name; resolvers give up "
        "after a number of steps that each chooses for itself";
    finding->help =
        goes_on ? "look for a loop, and point the alias at a host with an address"
                : check_format(check, "point the alias at %s", check_name(check, answer.name));
    check_relate_path(check, finding, &answer);
}

/* Where certificate authorities look for a TXT record while they make a certificate, and at no
 * other time: RFC 8555 section 8.4. */
static bool is_certificate_challenge(const struct name *name)
{
    static const uint8_t label[] = "\17_acme-challenge";
    return name->length > sizeof(label) && memcmp(name->wire, label, sizeof(label) - 1) == 0;
}

/* RFC 2317 section 4: the reverse name of every address of a block becomes an alias, whether the
 * address is in use or not. */
static bool is_reverse_address(const struct name *name)
{
    struct reverse_address address;
    return reverse_address_from_name(name, &address);
}

/* A path through other CNAME records is the business of the last of them, which dangles itself. */
static bool passes_cname(const struct answer *answer)
{
    for (size_t i = 0; i < answer->hop_count; i++) {
        if (hop_is_cname(&answer->hops[i])) {
            return true;
        }
    }
    return false;
}

void rule_cname_dangling(struct check *check, const struct zone *zone, const struct record *cname)
{
    const struct node *node = record_node(zone, cname);
    if ((node->flags & (NODE_CUT | NODE_BELOW_CUT | NODE_BELOW_DNAME)) != 0 ||
        is_certificate_challenge(record_owner(zone, cname)) ||
        is_reverse_address(record_owner(zone, cname)) ||
        check_is_plain(check, zone, record_host_number(zone, cname), QUESTION_ALIASES)) {
        return;
    }
    struct answer answer;
    check_resolve(check, zone, record_host(zone, cname), question_types(QUESTION_ALIASES), &answer);
    if ((answer.end != ANSWER_NO_NAME && answer.end != ANSWER_NO_DATA) || passes_cname(&answer) ||
        missing_dot_is_reported(check, zone, cname)) {
        return;
    }
    struct finding *finding =
        check_report_record(check, zone, cname, check_host_field(check, zone, cname),
                            "alias %s leads nowhere", check_name(check, record_owner(zone, cname)));
    finding->label =
        check_format(check, "%s %s", check_name(check, answer.name),
                     answer.end == ANSWER_NO_NAME ? "does not exist" : "has no records");
    finding->why = "RFC 1912 section 2.4: an alias goes together with the host that it is an alias "
                   "of; this one answers nobody";
    finding->help = "remove the CNAME, or point it at a name that exists";
    check_relate_path(check, finding, &answer);
    missing_dot_note(check, finding, zone, cname);
}
