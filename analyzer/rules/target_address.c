/* SPDX-License-Identifier: BSD-3-Clause */

/* Hosts that records name and that have no address, and addresses in the place of a host. */

#include <arpa/inet.h>
#include <ctype.h>

#include "analyzer/proposal.h"
#include "analyzer/rules/missing_dot.h"
#include "analyzer/rules/rules.h"
#include "analyzer/rules/target.h"

/* An address as people write one where a name belongs: bare, in brackets as in mail addresses, or
 * with a final dot. */
static bool is_address_text(struct bytes text)
{
    char copy[INET6_ADDRSTRLEN + 2];
    struct in6_addr room;
    if (text.length > 0 && text.data[text.length - 1] == '.') {
        text.length--;
    }
    if (text.length > 2 && text.data[0] == '[' && text.data[text.length - 1] == ']') {
        text = (struct bytes){text.data + 1, text.length - 2};
    }
    if (text.length == 0 || text.length >= sizeof(copy)) {
        return false;
    }
    memcpy(copy, text.data, text.length);
    copy[text.length] = '\0';
    return inet_pton(AF_INET, copy, &room) == 1 || inet_pton(AF_INET6, copy, &room) == 1;
}

static bool written_as_address(const struct check *check,
                               const struct zone *zone,
                               const struct record *record)
{
    /* The first label tells nearly always: only then the text is read again. */
    const struct name *host = record_host(zone, record);
    bool possible = host->wire[0] > 0;
    for (size_t i = 1; i <= host->wire[0] && possible; i++) {
        possible = isascii(host->wire[i]) && (isxdigit(host->wire[i]) || host->wire[i] == ':' ||
                                              host->wire[i] == '[' || host->wire[i] == ']');
    }
    if (!possible) {
        return false;
    }
    size_t field = check_host_field(check, zone, record);
    if (field == RECORD_WHOLE) {
        return false;
    }
    struct span span = check_record_span(check, zone, record, field);
    return is_address_text(source_list_bytes(check->set->sources, span));
}

/* RFC 1034 section 4.2.1: a server below the cut it serves is found by glue, which is
 * glue-missing's to judge. */
static bool is_below_own_cut(const struct zone *zone, const struct record *record)
{
    const struct node *node = record_node(zone, record);
    return record->type == TYPE_NS && (node->flags & NODE_CUT) != 0 &&
           name_is_within(record_host(zone, record), record_owner(zone, record));
}

static const char *no_address_why(uint16_t type)
{
    switch (type) {
    case TYPE_MX:
        return "RFC 5321 section 5.1: such an MX record is not usable, and without a usable one "
               "mail to the domain fails; many receivers refuse mail from it too";
    case TYPE_NS:
        return "RFC 2181 section 10.3: the host of an NS record has an address; resolvers ask in "
               "vain for this one and fall back on the other servers";
    default:
        return "RFC 2782: the target of an SRV record has an address; clients cannot reach the "
               "service there";
    }
}

static const char *no_address_label(struct check *check, const struct answer *answer)
{
    const char *name = check_name(check, answer->name);
    if (answer->end == ANSWER_TOO_LONG) {
        return "a DNAME makes a name of more than 255 octets";
    }
    if (answer->end == ANSWER_NO_NAME) {
        return check_format(check, "%s does not exist", name);
    }
    if (answer->wildcard) {
        return check_format(check, "%s, which makes %s, has no A or AAAA record",
                            check_name(check, node_name(answer->zone, answer->node)), name);
    }
    return check_format(check, "%s has no A or AAAA record", name);
}

void rule_target_no_address(struct check *check,
                            const struct zone *zone,
                            const struct record *record)
{
    struct answer answer;
    uint32_t host = record_host_number(zone, record);
    if (check_knows_plain(check, zone, host, QUESTION_ADDRESS) || target_is_none(zone, record) ||
        record_is_occluded(zone, record) || is_below_own_cut(zone, record) ||
        check_is_plain(check, zone, host, QUESTION_ADDRESS)) {
        return;
    }
    check_resolve(check, zone, record_host(zone, record), MASK_ADDRESS, &answer);
    /* A loop is cname-loop's; one cause gets one finding. */
    if (!answer_is_bad(&answer) || answer.end == ANSWER_LOOP ||
        (record->type == TYPE_MX && written_as_address(check, zone, record)) ||
        missing_dot_is_reported(check, zone, record)) {
        return;
    }
    const char *type = rrtype_find(record->type)->mnemonic;
    struct finding *finding = check_report_record(
        check, zone, record, check_host_field(check, zone, record), "%s target %s has no address",
        type, check_name(check, record_host(zone, record)));
    finding->label = no_address_label(check, &answer);
    finding->why = no_address_why(record->type);
    finding->help =
        check_format(check, "add an address for the host, or name another in the %s record", type);
    check_relate_path(check, finding, &answer);
    target_note_record(check, finding, zone, record);
    missing_dot_note(check, finding, zone, record);
    if (record->type == TYPE_MX) {
        target_note_survivor(check, finding, zone, record);
    }
}

void rule_mx_target_address(struct check *check,
                            const struct zone *zone,
                            const struct record *record)
{
    if (target_is_none(zone, record) || record_is_occluded(zone, record) ||
        !written_as_address(check, zone, record)) {
        return;
    }
    struct finding *finding =
        check_report_record(check, zone, record, check_host_field(check, zone, record),
                            "MX target is an address, where a host name belongs");
    finding->label =
        check_format(check, "read as the name %s", check_name(check, record_host(zone, record)));
    finding->why = "RFC 1035 section 3.3.9 and RFC 5321 section 5.1: the exchange is a domain "
                   "name; most servers find no such host";
    finding->help = "give the host a name with an A or AAAA record, and name that";
}
