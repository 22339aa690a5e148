/* SPDX-License-Identifier: BSD-3-Clause */

/* Hosts that records name and that are aliases. */

#include <ctype.h>

#include "analyzer/proposal.h"
#include "analyzer/rules/mail_identity.h"
#include "analyzer/rules/missing_dot.h"
#include "analyzer/rules/reverse_name.h"
#include "analyzer/rules/rules.h"
#include "analyzer/rules/target.h"
#include "analyzer/rules/target_collapse.h"
#include "zones/record_text.h"

/* Letters, digits and hyphens: RFC 1123 section 2.1. An underscore or worse in the new name would
 * trade one finding for another. */
static bool is_hostname(const struct name *name)
{
    for (size_t at = 0; name->wire[at] != 0; at += name->wire[at] + 1U) {
        const uint8_t *label = name->wire + at + 1;
        size_t length = name->wire[at];
        if (label[0] == '-' || label[length - 1] == '-') {
            return false;
        }
        for (size_t i = 0; i < length; i++) {
            if (!isascii(label[i]) || (!isalnum(label[i]) && label[i] != '-')) {
                return false;
            }
        }
    }
    return !name_is_root(name);
}

static const char *unknown_refusal(struct check *check, const struct answer *answer)
{
    const char *name = check_name(check, answer->name);
    if (answer->reason == UNKNOWN_OUTSIDE) {
        return check_format(check,
                            "%s is outside the loaded zones: it may have no address or be an alias "
                            "itself (--assume-canonical vouches for it)",
                            name);
    }
    if (answer->reason == UNKNOWN_DELEGATED) {
        return check_format(check,
                            "%s is delegated to a zone that is not loaded: glue there is not "
                            "authoritative, and the name may be an alias itself "
                            "(--assume-canonical vouches for it)",
                            name);
    }
    return check_format(check, "%s is %s", name, unknown_reason_text(answer->reason));
}

/* Why the end of a path cannot take the alias's place, or NULL. */
static const char *end_refusal(struct check *check, const struct answer *answer)
{
    const char *name = check_name(check, answer->name);
    if (answer->end != ANSWER_LOOP && name_is_root(answer->name)) {
        return "the alias ends at the root, and a record that names the root means that there is "
               "no service";
    }
    switch (answer->end) {
    case ANSWER_DATA:
        break;
    case ANSWER_NO_DATA:
        return check_format(check, "the alias ends at %s, which has no address", name);
    case ANSWER_NO_NAME:
        return check_format(check, "the alias ends at %s, which does not exist", name);
    case ANSWER_LOOP:
        return "the aliases form a loop: there is no canonical name";
    case ANSWER_TOO_LONG:
        return "a DNAME makes a name of more than 255 octets";
    case ANSWER_UNKNOWN:
        return unknown_refusal(check, answer);
    }
    if (!is_hostname(answer->name)) {
        return check_format(check, "the alias ends at %s, which is no host name", name);
    }
    return NULL;
}

/* Whether the owner has other trouble that must be mended first. */
static const char *owner_refusal(struct check *check,
                                 const struct zone *zone,
                                 const struct record *record)
{
    const struct node *node = record_node(zone, record);
    if ((node->types & MASK_CNAME) != 0) {
        return "the owner has a CNAME beside this record: mend that first";
    }
    if (owner_is_crowded(zone, record)) {
        return check_format(check,
                            "the owner has more than %d records, and the change is not weighed "
                            "against so many",
                            OWNER_RECORDS_MAX);
    }
    for (const struct record *other = node_first(zone, node, record->type); other != NULL;
         other = node_next(zone, other)) {
        if (target_is_none(zone, other)) {
            return "the owner also says that there is no service: mend that first";
        }
    }
    return NULL;
}

/* Why the host at the end of the path is not proven to be the one whose address the reverse name
 * stands for; NULL when it is. */
static const char *reverse_refusal(struct check *check,
                                   const struct zone *zone,
                                   const struct record *ptr,
                                   const struct answer *answer)
{
    struct reverse_address address;
    enum ownership ownership = OWNERSHIP_NONE;
    if (answer->external != NULL && answer->external->kind == EXTERNAL_TRUSTED) {
        return NULL; /* rename_doubt() says whose word that is */
    }
    if (reverse_address_from_name(record_owner(zone, ptr), &address)) {
        ownership = answer_owns_address(answer, &address);
    }
    if (ownership == OWNERSHIP_PROVEN) {
        return NULL;
    }
    return check_format(check,
                        ownership == OWNERSHIP_UNKNOWN
                            ? "%s has too many addresses to look for that of this reverse name"
                            : "%s does not have the address of this reverse name",
                        check_name(check, answer->name));
}

/* RFC 1034 section 4.2.1: a name server below the delegation that names it is found by glue
 * only. */
static bool needs_missing_glue(const struct zone *zone,
                               const struct record *record,
                               const struct name *host)
{
    const struct node *cut = record_node(zone, record);
    if (record->type != TYPE_NS || (cut->flags & NODE_CUT) == 0 ||
        !name_is_within(host, record_owner(zone, record))) {
        return false;
    }
    const struct node *glue = zone_find_node(zone, host);
    return glue == NULL || (glue->types & MASK_ADDRESS) == 0;
}

static const char *alias_refusal(struct check *check,
                                 const struct zone *zone,
                                 const struct record *record,
                                 const struct answer *answer)
{
    const char *refusal = end_refusal(check, answer);
    if (refusal == NULL) {
        refusal = owner_refusal(check, zone, record);
    }
    if (refusal == NULL && record->type == TYPE_PTR) {
        refusal = reverse_refusal(check, zone, record, answer);
    }
    if (refusal == NULL && needs_missing_glue(zone, record, answer->name)) {
        refusal = check_format(check, "%s is below the delegation and has no glue here",
                               check_name(check, answer->name));
    }
    return refusal;
}

/* Why it is not proven that naming the end of the path leaves everything as it was; NULL when it
 * is. */
static const char *rename_doubt(struct check *check,
                                const struct zone *zone,
                                const struct record *record,
                                const struct answer *answer)
{
    const struct external_name *word = answer_word(answer);
    if (word != NULL) {
        return check_format(check,
                            word == answer->external
                                ? "the end of the alias is outside of what is loaded; only %s says "
                                  "that it has an address"
                                : "the way of the alias leads outside of what is loaded; only %s "
                                  "says where to",
                            external_name_says(word, check->scratch));
    }
    switch (record->type) {
    case TYPE_MX:
        return mail_identity_guard(check, zone, record, answer->name);
    case TYPE_NS:
        return (record_node(zone, record)->flags & NODE_CUT) != 0
                   ? "the delegated zone has the same NS records, which have to change too"
                   : "the parent zone and the registrar hold the old name, and glue with it; they "
                     "have to change too";
    case TYPE_SRV:
        return "clients check the service's certificate and its Kerberos principal by the name in "
               "this record";
    default:
        return "logs, access lists and greetings show the name in this record";
    }
}

/* The same for the removal of a record whose twin stays. */
static const char *removal_doubt(struct check *check,
                                 const struct zone *zone,
                                 const struct record *record,
                                 const struct answer *answer,
                                 const struct collapse *collapse)
{
    const char *doubt = rename_doubt(check, zone, record, answer);
    if (doubt == NULL && collapse->twin_is_alias) {
        doubt = rename_doubt(check, zone, collapse->twin, &collapse->twin_answer);
    }
    if (doubt == NULL && collapse->shared_by_third) {
        doubt = "a further host has the same preference, and its share grows when two records "
                "become one";
    }
    if (doubt == NULL && collapse->twin->ttl_seconds != record->ttl_seconds) {
        doubt = "the two records that become one have different TTLs";
    }
    return doubt;
}

static struct repair repair_with_doubt(const char *title, const char *doubt)
{
    return (struct repair){
        .title = title,
        .safety = doubt == NULL ? FIX_SAFE : FIX_UNSAFE,
        .unsafe_because = doubt,
    };
}

/* The end of a path with the letters as its last alias has them, when that is a CNAME record that
 * spells them out. */
static struct new_host host_as_spelled(struct check *check, const struct answer *answer)
{
    struct new_host host = {answer->name, name_wire(answer->name)};
    const struct hop *hop = &answer->hops[answer->hop_count - 1];
    if (hop->kind == HOP_DNAME || hop->kind == HOP_EXTERNAL ||
        (hop->record->flags & RECORD_GENERATED) != 0) {
        return host;
    }
    struct record_text text;
    record_text_read(&text, check->set->sources, hop->zone, hop->record);
    uint8_t wire[NAME_OCTETS_MAX];
    enum flaw_kind flaw;
    size_t length = name_wire_from_text(field_bytes(&text.data[0]),
                                        record_scope(hop->zone, hop->record)->origin, wire, &flaw);
    record_text_end(&text);
    uint8_t folded[NAME_OCTETS_MAX];
    memcpy(folded, wire, length);
    name_wire_fold(folded, length);
    /* Data in the generic form of RFC 3597 reads as another name, or none. */
    if (bytes_equal((struct bytes){folded, length}, name_wire(answer->name))) {
        host.spelled = arena_copy(check->scratch, (struct bytes){wire, length});
    }
    return host;
}

static void propose_end(struct check *check,
                        struct finding *finding,
                        const struct zone *zone,
                        const struct record *record,
                        const struct answer *answer)
{
    const char *refusal = alias_refusal(check, zone, record, answer);
    if (refusal != NULL) {
        propose_nothing(finding, refusal);
        return;
    }
    struct collapse collapse;
    collapse_find(check, zone, record, answer->name, &collapse);
    const char *name = check_name(check, answer->name);
    if (collapse.twin == NULL) {
        const char *title = check_format(check, "name %s in the %s record", name,
                                         rrtype_find(record->type)->mnemonic);
        propose_host(check, finding, zone, record, host_as_spelled(check, answer),
                     repair_with_doubt(title, rename_doubt(check, zone, record, answer)));
        return;
    }
    struct repair repair =
        repair_with_doubt(check_format(check, "remove the record, which would name %s twice", name),
                          removal_doubt(check, zone, record, answer, &collapse));
    if (collapse.twin_is_alias) {
        propose_merge(check, finding, zone, record, collapse.twin,
                      host_as_spelled(check, &collapse.twin_answer), repair);
    } else {
        propose_removal(check, finding, zone, record, repair);
    }
}

static const char *alias_label(struct check *check, const struct answer *answer)
{
    const char *name = check_name(check, answer->name);
    switch (answer->end) {
    case ANSWER_DATA:
        if (answer->external != NULL) {
            return check_format(check, "an alias of %s, which is %s", name,
                                unknown_reason_text(answer->delegation == NULL
                                                        ? UNKNOWN_OUTSIDE
                                                        : UNKNOWN_DELEGATED));
        }
        break;
    case ANSWER_NO_DATA:
        return check_format(check, "an alias of %s, which has no address", name);
    case ANSWER_NO_NAME:
        return check_format(check, "an alias of %s, which does not exist", name);
    case ANSWER_LOOP:
        return answer->loop_start == 0 ? "an alias that leads back to itself"
                                       : "an alias that leads into a loop of aliases";
    case ANSWER_TOO_LONG:
        return "an alias of a name of more than 255 octets";
    case ANSWER_UNKNOWN:
        if (name_is_root(answer->name)) {
            return "an alias of the root";
        }
        return check_format(check, "an alias of %s, which is %s", name,
                            unknown_reason_text(answer->reason));
    }
    return check_format(check, "an alias of %s", name);
}

static const char *alias_why(uint16_t type)
{
    switch (type) {
    case TYPE_MX:
        return "RFC 2181 section 10.3 forbids it and RFC 5321 section 5.1 leaves it undefined; "
               "some receivers refuse mail from such a domain (United Internet: `421 invalid "
               "sender domain`), and some senders skip DANE for it";
    case TYPE_NS:
        return "RFC 2181 section 10.3 forbids it; resolvers may fail to find the name server";
    case TYPE_SRV:
        return "RFC 2782 says that the target must not be an alias";
    default:
        return "RFC 2181 section 10.2: the value of a PTR record is the canonical name";
    }
}

static const char *alias_help(struct check *check,
                              const struct record *record,
                              const struct answer *answer)
{
    const char *type = rrtype_find(record->type)->mnemonic;
    if (answer->end == ANSWER_DATA ||
        (answer->end == ANSWER_UNKNOWN && !name_is_root(answer->name))) {
        return check_format(check, "name the end of the chain in the %s record; the alias may stay",
                            type);
    }
    return check_format(check, "name a host with an address in the %s record", type);
}

void rule_target_alias(struct check *check, const struct zone *zone, const struct record *record)
{
    struct answer answer;
    if (target_is_none(zone, record) || record_is_occluded(zone, record) ||
        check_is_plain(check, zone, record_host_number(zone, record), QUESTION_ADDRESS)) {
        return;
    }
    check_resolve(check, zone, record_host(zone, record), MASK_ADDRESS, &answer);
    if (!answer_is_alias(&answer) || missing_dot_is_reported(check, zone, record)) {
        return;
    }
    struct finding *finding = check_report_record(
        check, zone, record, check_host_field(check, zone, record), "%s target %s is an alias",
        rrtype_find(record->type)->mnemonic, check_name(check, record_host(zone, record)));
    finding->label = alias_label(check, &answer);
    finding->why = alias_why(record->type);
    finding->help = alias_help(check, record, &answer);
    check_relate_path(check, finding, &answer);
    target_note_record(check, finding, zone, record);
    if (answer.end == ANSWER_DATA && answer.wildcard) {
        check_note(check, finding, "%s has its address from the wildcard %s",
                   check_name(check, answer.name),
                   check_name(check, node_name(answer.zone, answer.node)));
    }
    if (record->type == TYPE_MX && answer_is_bad(&answer)) {
        target_note_survivor(check, finding, zone, record);
    }
    propose_end(check, finding, zone, record, &answer);
}
